"""Text that is drawn from kept layouts stands where WeasyPrint would have put it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest

from packager.publication.publication import Publication

from .conftest import Laid

pytestmark = pytest.mark.pdf

NEAR = 0.2
"""Points."""


def test_every_character_stands_where_weasyprint_puts_it(
    laid: Laid,
    publication: Publication,
    lay_pages: Callable[[Publication], Laid],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from packager.writers.pdf import layout  # noqa: PLC0415 - imports WeasyPrint

    monkeypatch.setattr(layout, "kept_layouts", contextlib.nullcontext)
    stock = lay_pages(publication)
    assert len(stock.pdf) == len(laid.pdf)
    for page in range(len(stock.pdf)):
        assert stock.pdf.lines(page) == laid.pdf.lines(page)
        for one, other in zip(stock.pdf.boxes(page), laid.pdf.boxes(page), strict=True):
            assert one[0] == other[0]
            assert abs(one[1].left - other[1].left) < NEAR
            assert abs(one[1].bottom - other[1].bottom) < NEAR
    assert len(stock.data) > len(laid.data)

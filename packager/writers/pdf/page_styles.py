"""Styles of pages, computed once for all pages that match the same rules.

WeasyPrint computes the style of a page, and of each margin box on it, anew for every page, though a
book has a dozen kinds of pages. Within this context pages share one style that match the same
selectors of ``@page`` rules.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import weasyprint.layout.page
from weasyprint.layout.page import set_page_type_computed_styles


@contextlib.contextmanager
def shared_page_styles() -> Iterator[None]:
    """Have WeasyPrint share the styles of pages within this context."""
    weasyprint.layout.page.set_page_type_computed_styles = set_page_styles
    try:
        yield
    finally:
        weasyprint.layout.page.set_page_type_computed_styles = set_page_type_computed_styles


def set_page_styles(page_type: Any, html: Any, style_for: Any) -> None:  # noqa: ANN401
    """Give a type of page its styles: those of an earlier one that matches the same selectors."""
    known = style_for.__dict__.setdefault("page_styles", {})
    matched = tuple(_matched(page_type, style_for))
    styles = style_for.get_computed_styles()
    if matched in known:
        for pseudo_type, style in known[matched]:
            styles[page_type, pseudo_type] = style
        return
    # WeasyPrint looks through what it holds for every page; what was for others is not needed.
    style_for.get_cascaded_styles().clear()
    set_page_type_computed_styles(page_type, html, style_for)
    known[matched] = [
        (pseudo_type, style) for (element, pseudo_type), style in styles.items()
        if element == page_type
    ]  # fmt: skip


def _matched(page_type: Any, style_for: Any) -> Iterator[int]:  # noqa: ANN401
    """The places of the selectors that match, among those of all page rules."""
    place = 0
    for sheet, *_ in style_for._sheets:  # noqa: SLF001 - they are nowhere else
        for _, selectors, _ in sheet.page_rules:
            for _, _, selector in selectors:
                place += 1
                if style_for._page_type_match(selector, page_type):  # noqa: SLF001
                    yield place

"""Destinations of RTF."""

from __future__ import annotations

import pytest

from packager.readers.office.rtf_destinations import CAPTURED, NAMED, SKIPPED
from packager.readers.office.rtf_document import read_rtf

MARKERS = {"listtext", "pntext"}
"""Those are looked at: a marker of words stays in front of its paragraph."""


@pytest.mark.parametrize("name", sorted((SKIPPED | CAPTURED) - MARKERS))
def test_no_destination_is_printed_and_what_somebody_wrote_is_named(name: str) -> None:
    data = b"{\\rtf1 It {\\%s kept back}rained.\\par}" % name.encode()
    found = read_rtf(data)
    assert "kept back" not in repr(found.blocks)
    assert ("kept back" in found.dropped) is (name in NAMED)

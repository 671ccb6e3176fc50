"""The covers of a batch on as few sheets as they fit."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from packager.batch import contact_sheet
from packager.batch.contact_sheet import contact_sheets, sheet_path


def cover(grey: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 64), (grey, grey, grey)).save(stream, "JPEG")
    return stream.getvalue()


def test_more_covers_than_fit_go_on_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_sheet, "MOST", 3)
    sheets = list(contact_sheets(cover(10 * n) for n in range(7)))
    assert len(sheets) == 3
    assert list(contact_sheets([])) == []
    assert [sheet_path(Path("a/c.jpg"), n).name for n in range(2)] == ["c.jpg", "c-2.jpg"]

"""Any Book makes a valid EPUB."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from packager.book.book import Book
from packager.pipeline import publish, write
from packager.request import NotesPlacement, Request
from tests.support.books import books
from tests.support.epubcheck import EpubCheck
from tests.support.publications import THEME


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (40, 60), "#888888").save(file, "PNG")
    return file.getvalue()


PICTURE = _picture()


@pytest.mark.epubcheck
@settings(
    max_examples=25,
    phases=(Phase.generate,),  # a smaller book costs EPUBCheck as much as a larger one
    suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large),
)
@given(book=books(), notes=st.sampled_from(("appendix", "chapter-end", "both", "drop")))
def test_any_book_is_a_valid_epub(epubcheck: EpubCheck, book: Book, notes: NotesPlacement) -> None:
    pictures = tuple(replace(asset, data=PICTURE) for asset in book.assets)
    publication = publish(replace(book, assets=pictures), THEME, Request(notes=notes))
    said = epubcheck(write(publication, "epub").data)
    assert [message for message in said if message.severity in {"FATAL", "ERROR", "WARNING"}] == []

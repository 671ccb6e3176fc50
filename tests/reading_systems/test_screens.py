"""The pages that a book is judged by, as readers show them: by day, by night, in large type.

``SCREENSHOTS=FOLDER`` keeps the pictures.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from tests.reading_systems.books import Books
from tests.reading_systems.service import ReadingSystems
from tests.support.epub_reader import Epub

pytestmark = pytest.mark.reading_systems

_BOOKS = ("the-ninth-lamp", "al-fanar", "the-bell-that-rang-for-nobody")
_LARGE = 200
"""Per cent: what WCAG 2.2, section 1.4.4, asks for."""

_NARROW = 360
"""Pixels: the width of a small phone."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("system", ["foliate", "epubjs"])
@pytest.mark.parametrize("name", _BOOKS)
def test_each_kind_of_page_is_there_to_see(  # noqa: PLR0917 - fixtures
    name: str,
    system: str,
    scheme: str,
    books: Books,
    reading_systems: ReadingSystems,
    pictures: Path,
) -> None:
    dark = scheme == "dark"
    shots = {
        str(pictures / f"{name}-{system}-{scheme}-{kind}.png"): place
        for kind, place in _places(books[name], system)
    }
    found = reading_systems(system, books[name], dark=dark, shots=shots)
    assert found["complaints"] == []
    for path in shots:
        with Image.open(path) as picture:
            paper, ink = _shades(picture)
        assert (paper < 64) == dark, path
        if not path.endswith("-cover.png"):
            # WCAG 2.2, section 1.4.3, asks for 4.5:1, which these two shades exceed.
            assert abs(paper - ink) > 128, path


@pytest.mark.parametrize("size", [100, _LARGE])
@pytest.mark.parametrize("name", _BOOKS)
def test_nothing_is_wider_than_a_small_screen(
    name: str, size: int, books: Books, reading_systems: ReadingSystems
) -> None:
    found = reading_systems(
        "foliate", books[name], measure=True, size=size, width=_NARROW, height=640
    )
    assert found["complaints"] == []
    assert [document for document in found["overflow"] if document["pixels"] > 0] == []


def _places(path: Path, system: str) -> Iterable[tuple[str, str]]:
    """The documents of these kinds: cover, title page, contents, an opener of a chapter, notes."""
    book = Epub(path)
    kinds = {
        "cover": "cover",
        "titlepage": "title-page",
        "nav": "contents",
        "chapter-001": "opener",
        "notes": "notes",
    }
    found = {kinds.get(Path(href).stem, ""): href for href in book.spine}
    assert set(found) >= set(kinds.values())
    for kind in kinds.values():
        yield kind, found[kind] if system == "foliate" else found[kind].removeprefix("EPUB/")


def _shades(picture: Image.Image) -> tuple[int, int]:
    """The grey of the paper, which is that of the corner, and the grey farthest from it."""
    grey = picture.convert("L")
    paper = grey.getpixel((2, 2))
    assert isinstance(paper, int)
    darkest, lightest = grey.getextrema()
    return paper, int(max((darkest, lightest), key=lambda shade: abs(shade - paper)))

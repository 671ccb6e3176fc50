"""Every reading system opens every book, and finds in it what the book says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.reading_systems import mupdf
from tests.reading_systems.books import NAMES, Books
from tests.reading_systems.service import ReadingSystems
from tests.support.epub_reader import DC, OPF, OPS, XHTML, Epub

pytestmark = pytest.mark.reading_systems

_PICTURES_ALONE = ("cover.xhtml",)


@pytest.mark.parametrize("name", NAMES)
def test_foliate_opens_it(name: str, books: Books, reading_systems: ReadingSystems) -> None:
    book = Epub(books[name])
    found = reading_systems("foliate", books[name])
    assert found["complaints"] == []
    assert [document["href"] for document in found["documents"]] == list(book.spine)
    _all_read(found["documents"])
    assert _flat(found["toc"]) == _contents(book)
    assert [(mark["type"], mark["href"]) for mark in found["landmarks"]] == [
        ([kind], href) for kind, href in _landmarks(book)
    ]
    assert found["pageList"] is None
    assert found["metadata"]["title"] == book.package.findtext(f".//{DC}title")
    assert found["metadata"]["language"] == book.package.findtext(f".//{DC}language")
    series = (found["metadata"].get("belongsTo") or {}).get("series")
    assert (series and (series["name"], series.get("position"))) == _series(book)
    assert bool(found["cover"]) == ("cover" in dict(_landmarks(book)))


@pytest.mark.parametrize("name", NAMES)
def test_epubjs_opens_it(name: str, books: Books, reading_systems: ReadingSystems) -> None:
    book = Epub(books[name])
    found = reading_systems("epubjs", books[name])
    assert found["complaints"] == []
    assert [f"EPUB/{document['href']}" for document in found["documents"]] == list(book.spine)
    _all_read(found["documents"])
    assert [(title, f"EPUB/{href}") for title, href in _flat(found["toc"])] == _contents(book)
    assert [(mark["type"], f"EPUB/{mark['href']}") for mark in found["landmarks"]] == _landmarks(
        book
    )
    assert found["metadata"]["title"] == book.package.findtext(f".//{DC}title")
    assert bool(found["cover"]) == ("cover" in dict(_landmarks(book)))


@pytest.mark.parametrize("name", NAMES)
def test_readium_reads_it(name: str, books: Books, reading_systems: ReadingSystems) -> None:
    book = Epub(books[name])
    found = reading_systems("readium", books[name])
    assert [link["href"] for link in found["readingOrder"]] == list(book.spine)
    assert _flat(found["toc"]) == _contents(book)
    assert [link["href"] for link in found["landmarks"]] == [href for _, href in _landmarks(book)]
    assert found["metadata"]["identifier"] == book.package.findtext(f".//{DC}identifier")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", NAMES)
def test_mupdf_draws_no_blank_page_of_it(name: str, books: Books, tmp_path: Path) -> None:
    book = Epub(books[name])
    drawn = mupdf.pages(books[name])
    assert len(drawn) >= len(book.spine)
    blank = [number for number, page in enumerate(drawn, 1) if not page.ink]
    assert blank == ([1] if _is_paper(book) else [])
    assert mupdf.outline(books[name], tmp_path) == _contents(book)


def _all_read(documents: Sequence[dict[str, Any]]) -> None:
    assert [found["href"] for found in documents if found["broken"]] == []
    empty = {found["href"] for found in documents if not found["text"]}
    assert {href for href in empty if not href.endswith(_PICTURES_ALONE)} == set()


def _flat(entries: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """A reading system's contents, children behind their parents."""
    found = []
    for entry in entries:
        found.append((entry["title"], entry["href"]))
        found += _flat(entry.get("children") or [])
    return found


def _contents(book: Epub) -> list[tuple[str, str]]:
    return [(title, link.target) for title, link in book.contents()]


def _landmarks(book: Epub) -> list[tuple[str, str]]:
    (nav,) = (
        nav
        for nav in book.xml(book.nav).iter(f"{XHTML}nav")
        if nav.attrib[f"{OPS}type"] == "landmarks"
    )
    return [(a.attrib[f"{OPS}type"], f"EPUB/{a.attrib['href']}") for a in nav.iter(f"{XHTML}a")]


def _is_paper(book: Epub) -> bool:
    """Whether the cover is all white, as two of the sources have one."""
    covers = (
        item["href"]
        for item in book.manifest.values()
        if "cover-image" in item.get("properties", "")
    )
    path = next(covers, None)
    if path is None:
        return False
    with Image.open(BytesIO(book.files[path])) as picture:
        return picture.convert("L").getextrema() == (255, 255)


def _series(book: Epub) -> tuple[str, float | None] | None:
    metas = {meta.get("property", ""): meta.text or "" for meta in book.package.iter(f"{OPF}meta")}
    if "belongs-to-collection" not in metas:
        return None
    position = metas.get("group-position")
    return metas["belongs-to-collection"], float(position) if position else None

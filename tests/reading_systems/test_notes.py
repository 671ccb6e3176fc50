"""Notes and footnotes pop up where a reader can do that, can be read in place, and lead back."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from tests.reading_systems.books import NAMES, Books
from tests.reading_systems.service import ReadingSystems
from tests.support.epub_reader import OPS, XHTML, Epub

pytestmark = pytest.mark.reading_systems

_WITH_NOTES = (
    "the-ninth-lamp",
    "al-fanar",
    "the-bell-that-rang-for-nobody",
    "ao3-html",
    "docx",
    "markdown",
)


@pytest.mark.parametrize("name", _WITH_NOTES)
def test_every_mark_pops_its_note_up(
    name: str, books: Books, reading_systems: ReadingSystems
) -> None:
    book = Epub(books[name])
    elements = _by_id(book)
    found = reading_systems("foliate", books[name])["notes"]
    marks = _links(book, "noteref")
    assert marks
    assert [(shown["from"], shown["id"]) for shown in found] == [
        (document, target) for document, _, target in marks
    ]
    for shown in found:
        assert shown["type"] == "footnote"
        assert shown["text"] == _words(elements[shown["id"]])


@pytest.mark.parametrize("name", _WITH_NOTES)
def test_every_note_can_be_read_in_place(
    name: str, books: Books, reading_systems: ReadingSystems
) -> None:
    book = Epub(books[name])
    elements = _by_id(book)
    foliate = reading_systems("foliate", books[name])
    assert [shown["id"] for shown in foliate["notes"] if shown["hidden"]] == []
    for system in (foliate, reading_systems("epubjs", books[name])):
        text = " ".join(document["text"] for document in system["documents"])
        for _, _, target in _links(book, "noteref"):
            assert _words(elements[target]) in text


@pytest.mark.parametrize("name", NAMES)
def test_every_note_leads_back_to_a_mark_that_leads_to_it(name: str, books: Books) -> None:
    book = Epub(books[name])
    forth = {(mark, note) for _, mark, note in _links(book, "noteref")}
    back = {
        (mark, element.attrib["id"])
        for element in _by_id(book).values()
        if element.get(f"{OPS}type") == "footnote"
        for a in element.iter(f"{XHTML}a")
        if a.get(f"{OPS}type") == "backlink"
        for mark in [a.attrib["href"].partition("#")[2]]
    }
    assert back <= forth
    assert {note for _, note in forth} == {note for _, note in back}


def _links(book: Epub, kind: str) -> list[tuple[str, str, str]]:
    """The links of a kind in reading order: their document, their id, the id they lead to."""
    return [
        (path, a.get("id", ""), a.attrib["href"].partition("#")[2])
        for path in book.spine
        for a in book.xml(path).iter(f"{XHTML}a")
        if a.get(f"{OPS}type") == kind
    ]


def _by_id(book: Epub) -> dict[str, ET.Element]:
    """Every element with an id; ids are unique in the whole of our books."""
    return {
        element.attrib["id"]: element
        for path in book.spine
        for element in book.xml(path).iter()
        if "id" in element.attrib
    }


def _words(element: ET.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()

"""Author's notes in an EPUB that packager itself made: collected in an appendix, linked back.

Each note there leads back to the mark at its place, which says whether it stood before or after the
chapter; read so, a book made of a book has the notes where the first one had them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.book.book import NoteKind, Position
from packager.readers.epub.container import Container
from packager.readers.epub.document import Document
from packager.readers.epub.tree import children, text_of, types

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedNote:
    """A note of the appendix with the place it belongs to.

    Attributes:
        host: Path of the document it is about.
        document: Path of the appendix.
        position: Whether it stood before or after the text.
        kind: A note, or a summary.
        of_work: Whether it is about the whole work.
        node: What it says.
    """

    host: str
    document: str
    position: Position
    kind: NoteKind
    of_work: bool
    node: LexborNode


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """The notes of a book packager made.

    Attributes:
        notes: In the order of the appendix.
        appendix: Paths of the documents that hold nothing else.
        removed: What headings, marks and ways back said.
        rest: What else the appendix holds, with its document: the footnotes of the notes.
    """

    notes: tuple[PlacedNote, ...] = ()
    appendix: frozenset[str] = frozenset()
    removed: tuple[str, ...] = ()
    rest: tuple[tuple[str, LexborNode], ...] = ()


def lift_own_notes(
    container: Container, documents: Sequence[Document], book_title: str
) -> OwnNotes:
    """Take the marks of author's notes out of the documents, and the notes out of their appendix.

    Args:
        container: Where the documents are.
        documents: The documents.
        book_title: Heading of the notes about the whole work.
    """
    marks, places = _marks(documents)
    found: list[PlacedNote] = []
    removed: list[str] = []
    appendix: set[str] = set()
    chapters = {path for path, _ in marks}
    titles = {text_of(one.body.css("h1")[:1]) for one in documents if one.path in chapters}
    for document in documents if marks else ():
        for group in document.body.css("section.notes section.chapter-notes"):
            heading = text_of(group.css("h2")[:1])
            of_work = heading == book_title and heading not in titles
            for note in group.css("div.note"):
                placed = _placed(container, document, note, marks, removed, of_work=of_work)
                if placed is not None:
                    found.append(placed)
                    appendix.add(document.path)
            removed.append(heading)
        if document.path in appendix:
            removed.append(text_of(document.body.css("section.notes > h1")[:1]))
    if not found:
        return OwnNotes()
    for mark in places:
        removed.append(text_of([mark]))
        mark.decompose()
    rest = [
        (document.path, node)
        for document in documents
        if document.path in appendix
        for section in document.body.css("section.notes")
        for node in children(section)
        if node.tag != "h1" and "chapter-notes" not in (node.attributes.get("class") or "")
    ]
    return OwnNotes(tuple(found), frozenset(appendix), tuple(removed), tuple(rest))


def _marks(
    documents: Sequence[Document],
) -> tuple[dict[tuple[str, str], tuple[Position, str]], list[LexborNode]]:
    """The marks of author's notes by their places, with position and words; and their lines."""
    marks: dict[tuple[str, str], tuple[Position, str]] = {}
    lines: list[LexborNode] = []
    for document in documents:
        for line in document.body.css("p.note-link"):
            link = line.css_first("a[id]")
            if link is not None and "noteref" in types(link):
                before = "note-before" in (line.attributes.get("class") or "")
                key = (document.path, link.attributes.get("id") or "")
                marks[key] = ("before" if before else "after", " ".join(line.text().split()))
                lines.append(line)
    return marks, lines


def _placed(
    container: Container,
    document: Document,
    note: LexborNode,
    marks: dict[tuple[str, str], tuple[Position, str]],
    removed: list[str],
    *,
    of_work: bool,
) -> PlacedNote | None:
    for link in note.css("p.backlink > a"):
        before, _, fragment = (link.attributes.get("href") or "").partition("#")
        host = container.find(before, document.path) if before else document.path
        mark = marks.get((host, unquote(fragment)))
        if mark is None:
            continue
        removed.append(text_of([link]))
        link.decompose()
        kicker = note.css_first("h3")
        kind: NoteKind = "note"
        if kicker is not None and text_of([kicker]) == mark[1]:
            kind = "summary"
            removed.append(mark[1])
            kicker.decompose()
        return PlacedNote(
            host=host,
            document=document.path,
            position=mark[0],
            kind=kind,
            of_work=of_work,
            node=note,
        )
    return None

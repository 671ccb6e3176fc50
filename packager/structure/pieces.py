"""Pieces: a Book laid out in a row, numbered from 1, so that a plan can say where things begin.

A piece is a title or a block of the outermost level. They stand in reading order: the description,
the notes about the whole work that come first, then each section with its title, the notes before
its text, its text, the notes behind it, and the sections within it; last the notes about the whole
work that come behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from packager.book.blocks import Block, Blocks, Heading
from packager.book.book import AuthorNote, Book
from packager.book.section import Section
from packager.book.walk import text_of

NOTHING = (0, 0)
"""The range of what has no pieces."""

Range = tuple[int, int]
"""Numbers of the first and the last piece."""

PLACES = ("front", "body", "back")
"""The parts of a book a section can stand in, in their order."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A title, or a block of the outermost level.

    Attributes:
        block: The block; a title is a heading.
        title: Whether it is a title.
    """

    block: Block
    title: bool = False

    @property
    def text(self) -> str:
        """Its words, on one line."""
        return " ".join(text_of((self.block,)).split())


@dataclass(frozen=True, slots=True)
class Placed:
    """A section and where it stands.

    Attributes:
        section: The section, whose own text and children stand elsewhere in the row.
        piece: Number of its first piece; where it has none, of the piece that follows.
        level: 1 for a section of the book, 2 for one within that.
        place: The part of the book.
    """

    section: Section
    piece: int
    level: int
    place: str


@dataclass(slots=True)
class Row:
    """A Book laid out in a row.

    Attributes:
        pieces: The pieces; number 1 is the first.
        description: The range of the description.
        sections: The sections in reading order.
        notes: The notes in the order of the Book, each with its range.
    """

    pieces: list[Piece] = field(default_factory=list)
    description: Range = NOTHING
    sections: list[Placed] = field(default_factory=list)
    notes: list[tuple[AuthorNote, Range]] = field(default_factory=list)

    def text(self, first: int, last: int) -> str:
        """The words of a range of pieces."""
        return " ".join(piece.text for piece in self.pieces[first - 1 : last])


def row_of(book: Book) -> Row:
    """The book laid out in a row."""
    row = Row()
    row.description = _lay(row, book.metadata.description)
    ranges: dict[int, Range] = {}
    ids = {section.id for section in _flat((*book.front, *book.body, *book.back))}
    notes: dict[str, list[int]] = {}
    for index, note in enumerate(book.notes):
        place = note.section if note.section in ids else ""
        notes.setdefault(f"{place}/{note.position}", []).append(index)

    def lay_notes(key: str) -> None:
        for index in notes.get(key, ()):
            ranges[index] = _lay(row, book.notes[index].blocks)

    def lay_section(section: Section, level: int, place: str) -> None:
        row.sections.append(Placed(section, len(row.pieces) + 1, level, place))
        if section.title:
            row.pieces.append(Piece(Heading(1, (section.title,)), title=True))
        lay_notes(f"{section.id}/before")
        _lay(row, section.blocks)
        lay_notes(f"{section.id}/after")
        for child in section.children:
            lay_section(child, level + 1, place)

    lay_notes("/before")
    for place, group in zip(PLACES, (book.front, book.body, book.back), strict=True):
        for section in group:
            lay_section(section, 1, place)
    lay_notes("/after")
    row.notes = [(note, ranges[index]) for index, note in enumerate(book.notes)]
    return row


def numbers_in(ranges: Iterable[Range]) -> set[int]:
    """The numbers of all pieces in these ranges."""
    return {number for first, last in ranges if first for number in range(first, last + 1)}


def _lay(row: Row, blocks: Blocks) -> Range:
    if not blocks:
        return NOTHING
    first = len(row.pieces) + 1
    row.pieces += map(Piece, blocks)
    return first, len(row.pieces)


def _flat(group: Sequence[Section]) -> Iterable[Section]:
    for section in group:
        yield section
        yield from _flat(section.children)

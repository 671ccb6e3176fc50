"""The text of a Book: every word a person can find in it, in the order it is read.

It is the other side of the scales from what a person sees in the source, so it holds more than is
printed: the targets of links, what pictures show in words, readings, the fields of the metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from itertools import chain

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Division,
    Figure,
    ListBlock,
    Paragraph,
    SceneBreak,
    Table,
)
from packager.book.book import AuthorNote, Book
from packager.book.inlines import Code, Image, Inlines, LineBreak, Link, NoteRef, Ruby
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Section
from packager.book.walk import lines_of


def book_text(book: Book) -> list[str]:
    """Every text of the book, a line each: what it says of itself, then its parts as read."""
    out = metadata_text(book.metadata)
    _blocks(book.metadata.description, out)
    notes: dict[str, list[AuthorNote]] = {}
    for note in book.notes:
        notes.setdefault(note.section, []).append(note)
    of_work = notes.pop("", [])
    _notes(of_work, "before", out)
    for section in (*book.front, *book.body, *book.back):
        _section(section, notes, out)
    _notes(of_work, "after", out)
    for astray in notes.values():
        for note in astray:
            _blocks(note.blocks, out)
    for footnote in book.footnotes:
        _blocks(footnote.blocks, out)
    out += (asset.alt for asset in book.assets if asset.alt)
    return out


def story_text(book: Book) -> list[str]:
    """The texts of the story's sections, in reading order, without their titles and notes.

    What stands before and behind the story is not of it: a source has it where it likes.
    """
    out: list[str] = []
    stack = [*reversed(book.body)]
    while stack:
        section = stack.pop()
        _blocks(section.blocks, out)
        stack += reversed(section.children)
    return out


def titles_of(book: Book) -> list[str]:
    """The titles of the sections, with the numbers they are printed with."""
    out: list[str] = []
    stack = [*book.front, *book.body, *book.back]
    while stack:
        section = stack.pop()
        out += (str(section.number or ""), section.title)
        stack += section.children
    return out


def metadata_text(metadata: Metadata) -> list[str]:
    """Every field of the metadata as text, but for the description."""
    out: list[str] = []
    for spec in fields(Metadata):
        if spec.name != "description":
            _field(getattr(metadata, spec.name), out)
    return out


def _field(value: object, out: list[str]) -> None:
    match value:
        case None | bool():
            pass
        case Creator():
            out += (value.name, value.file_as)
        case Series():
            out.append(value.name if value.number is None else f"{value.name} {value.number:g}")
        case tuple():
            for item in value:
                _field(item, out)
        case date():
            out.append(value.isoformat())
        case _:
            out.append(str(value))


def _section(section: Section, notes: dict[str, list[AuthorNote]], out: list[str]) -> None:
    if section.number is not None:
        out.append(str(section.number))
    out.append(section.title)
    if section.published is not None:
        out.append(section.published.isoformat())
    mine = notes.pop(section.id, ())
    _notes(mine, "before", out)
    _blocks(section.blocks, out)
    _notes(mine, "after", out)
    for child in section.children:
        _section(child, notes, out)


def _notes(notes: Sequence[AuthorNote], position: str, out: list[str]) -> None:
    for note in notes:
        if note.position == position:
            _blocks(note.blocks, out)


def _blocks(blocks: Blocks, out: list[str]) -> None:
    for block in blocks:
        if type(block) is Paragraph:  # nearly all of them, and most of one run of text
            children = block.children
            if len(children) == 1 and type(children[0]) is str:
                out.append(children[0])
            else:
                _line(children, out)
        else:
            _block(block, out)


def _block(block: Block, out: list[str]) -> None:
    match block:
        case SceneBreak(mark):
            out.append(mark)
        case Figure(_, alt):
            out.append(alt)
        case BlockQuote(inner) | Division(inner):
            _blocks(inner, out)
        case ListBlock(items):
            for number, item in enumerate(items, block.start):
                out += (str(number),) if block.ordered else ()
                _blocks(item, out)
        case _:
            pass
    for line in lines_of(block):
        _line(line, out)
    if isinstance(block, Table):
        for cell in chain.from_iterable(block.rows):
            _blocks(cell.blocks, out)


def _line(children: Inlines, out: list[str]) -> None:
    parts: list[str] = []
    _inlines(children, parts)
    out.append("".join(parts))


def _inlines(children: Inlines, parts: list[str]) -> None:
    for child in children:
        if type(child) is str:
            parts.append(child)
            continue
        match child:
            case Code(text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case Image(_, alt):
                parts.append(f" {alt} ")
            case NoteRef() | str():
                pass
            case Ruby(inner, reading):
                _inlines(inner, parts)
                parts.append(reading)
            case Link(inner, target):
                _inlines(inner, parts)
                if not target.startswith("#"):
                    parts.append(f" {target} ")
            case _:
                _inlines(child.children, parts)

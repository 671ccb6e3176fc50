"""Names: sections are called by their numbers, so that what stands between them renames none.

Readers name the chapters of a story by counting them. An interlude that is put in later would then
rename all that follow it, and reading positions are kept by the name of a document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count

from packager.book.blocks import Block, Blocks, Figure
from packager.book.book import Book
from packager.book.inlines import Image, Inline, Inlines, Link
from packager.book.section import Role, Section
from packager.book.walk import (
    is_plain,
    map_blocks,
    map_inlines,
    map_lines,
    replace_blocks,
    sections,
)

_COUNTED = re.compile(r"chapter-\d{3,}")
_MOST = 99_999
"""A chapter of a larger number is called something else than its place."""


def named_by_number(book: Book) -> Book:
    """The Book with its numbered chapters named by their numbers, when no two have the same.

    A section whose name is another one's number is named after the section in front of it.
    """
    outer = tuple(sections(book))
    claims = {
        section.id: f"chapter-{section.number:03d}"
        for section in outer
        if section.role is Role.CHAPTER
        and section.number is not None
        and 0 <= section.number <= _MOST
        and _COUNTED.fullmatch(section.id)
    }
    claimed = set(claims.values())
    if len(claimed) < len(claims):
        return book
    taken = claimed | {section.id for section in outer}
    names: dict[str, str] = {}
    last = ""
    for section in outer:
        last_name = claims.get(section.id, section.id)
        if section.id not in claims and section.id in claimed:
            last_name = free_name(section.id, last or section.id, taken)
            taken.add(last_name)
        names[section.id] = last = last_name
    return renamed(book, names, {})


def free_name(own: str, after: str, taken: AbstractSet[str]) -> str:
    """A name that is not taken: its own, else one after another's, with a number behind it."""
    if own not in taken:
        return own
    numbered = (f"{after}-{number}" for number in count(2))
    return next(name for name in numbered if name not in taken)


def renamed(book: Book, names: Mapping[str, str], pictures: Mapping[str, str]) -> Book:
    """The book with its sections and pictures under these names, wherever they are named."""

    def section(found: Section) -> Section:
        return replace(found, id=names[found.id], children=tuple(map(section, found.children)))

    def inline(found: Inline) -> Inlines:
        match found:
            case Image(asset) if asset in pictures:
                return (replace(found, asset=pictures[asset]),)
            case Link(_, target) if target[1:] in names and target.startswith("#"):
                return (replace(found, target=f"#{names[target[1:]]}"),)
            case _:
                return (found,)

    def line(found: Inlines) -> Inlines:
        return found if is_plain(found) else map_inlines(found, inline)

    def block(found: Block) -> Blocks:
        if isinstance(found, Figure) and found.asset in pictures:
            return (replace(found, asset=pictures[found.asset]),)
        return (found,)

    if all(old == new for named in (names, pictures) for old, new in named.items()):
        return book
    book = map_blocks(book, lambda blocks: replace_blocks(map_lines(blocks, line), block))
    return replace(
        book,
        cover=pictures.get(book.cover, book.cover),
        front=tuple(map(section, book.front)),
        body=tuple(map(section, book.body)),
        back=tuple(map(section, book.back)),
        notes=tuple(
            replace(note, section=names.get(note.section, note.section)) for note in book.notes
        ),
        assets=tuple(replace(asset, id=pictures.get(asset.id, asset.id)) for asset in book.assets),
    )

"""Plan: every section of a book with the document it becomes, before any is written.

Links between documents need names and titles first; they are settled here, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from packager.book.book import AuthorNote, Book
from packager.book.section import Role, Section
from packager.publication.publication import Matter
from packager.publication.vocabulary import matter_of, says_what_it_is, section_label
from packager.words import Words

TEXT_FOLDER = "text"
IMAGE_FOLDER = "images"

COVER = "cover"
TITLE_PAGE = "titlepage"
NOTES = "notes"
COLOPHON = "colophon"
_TAKEN = frozenset({
    COVER, TITLE_PAGE, NOTES, COLOPHON, "nav", "contents", "landmarks", "toc",
    "book-columns", "book-inner",  # Kobo's own
})  # fmt: skip
_RESERVED = re.compile(
    r"(?:note|notes|ref|endnote|footnote|footnotes|footref|section|image)-.*|.*-title"
)
"""Ids the publication makes of the names of its documents, which no document may have itself."""

_NUMBERED = re.compile(
    r"""\W*(?:
        (?:\d+|[ivxlc]+)\s*(?:[.:)–—-]|$)
      | (?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo|hoofdstuk|rozdział|глава|розділ)\b
      | (?:part|book|act|teil|часть|частина)\s+
        (?:\d|[ivxlc]+\b|(?:the\s+)?[\w-]+\s*(?:[.:–—-]|$))
      | 第.{1,6}[章話部回节節]
    )""",
    re.IGNORECASE | re.VERBOSE,
)
"""A title that says its number itself, and needs no line above that says it."""

_NUMBERED_ROLES = frozenset({Role.CHAPTER, Role.PART})
_NAMED_ROLES = frozenset(Role) - _NUMBERED_ROLES - {Role.DEDICATION, Role.EPIGRAPH}
"""Roles that stand above a title that names them not; the words of a dedication need no label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """An author's note with the names it goes by.

    Attributes:
        note: The note.
        id: Of the note in the appendix.
        reference: Of the mark at the note's place, to which the note links back.
        host: The stem of the document that carries the mark.
        of_work: Whether it is about the whole work, and only stands in that document.
    """

    note: AuthorNote
    id: str
    reference: str
    host: str
    of_work: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """A section with the document it becomes.

    Attributes:
        section: The section.
        stem: Stem of its document's file name, and id of its element.
        matter: The part of the book it stands in.
        kicker: What stands above the title: ``Chapter 3``; empty when the title says it all.
        title: Its title as it is printed; never empty.
        depth: 0 for the outermost sections.
        notes: The author's notes that stand in it, in the order they are collected: those of the
            work before it, its own, those of the work behind it.
        dated: Whether the day it first appeared is printed.
    """

    section: Section
    stem: str
    matter: Matter
    kicker: str
    title: str
    depth: int
    notes: tuple[PlannedNote, ...]
    dated: bool = False

    @property
    def href(self) -> str:
        """Path of its document within the publication."""
        return f"{TEXT_FOLDER}/{self.stem}.xhtml"


def plan_sections(book: Book, words: Words) -> tuple[PlannedSection, ...]:
    """Every section in reading order, a parent before its children."""
    numbered: dict[str, int] = {}
    groups: tuple[tuple[tuple[Section, ...], Matter], ...] = (
        (book.front, "frontmatter"),
        (book.body, "bodymatter"),
        (book.back, "backmatter"),
    )
    outer = [(found, matter, depth) for group, matter in groups for found, depth in _flat(group, 0)]
    stems = [_stem(found.id) for found, _, _ in outer]
    ids = {found.id for found, _, _ in outer}
    body = [
        stem for stem, (_, matter, _) in zip(stems, outer, strict=True) if matter == "bodymatter"
    ]
    hosts = body or stems
    notes: dict[str, list[AuthorNote]] = {}
    for note in book.notes:
        # A note about nothing that is there is about the work.
        place = note.section if note.section in ids else f"/{note.position}"
        notes.setdefault(place, []).append(note)
    # One day for all of it stands on the title page already.
    dated = len({found.published for found, _, _ in outer if found.published is not None}) > 1
    planned = []
    for (found, matter, depth), stem in zip(outer, stems, strict=True):
        kicker, title = _titles(found, book.metadata.title, words)
        mine = [
            *(notes.get("/before", ()) if stem == hosts[0] else ()),
            *sorted(notes.get(found.id, ()), key=_collected),
            *(notes.get("/after", ()) if stem == hosts[-1] else ()),
        ]
        planned.append(
            PlannedSection(
                section=found,
                stem=stem,
                matter=matter_of(found.role) if matter == "bodymatter" and not depth else matter,
                kicker=kicker,
                title=title,
                depth=depth,
                notes=tuple(
                    _named(note, stem, numbered, of_work=note.section not in ids) for note in mine
                ),
                dated=dated and found.published is not None,
            )
        )
    return tuple(planned)


def _flat(group: tuple[Section, ...], depth: int) -> Iterator[tuple[Section, int]]:
    for section in group:
        yield section, depth
        yield from _flat(section.children, depth + 1)


def _stem(name: str) -> str:
    """The stem of a section's document: its id, unless the publication has that for itself."""
    if name not in _TAKEN and not _RESERVED.fullmatch(name):
        return name
    return f"section-{name}{'-section' if name.endswith('-title') else ''}"


def _titles(section: Section, book_title: str, words: Words) -> tuple[str, str]:
    title = section.title.strip()
    label = section_label(section.role, section.number, words)
    if not title:
        unnamed = section.role is Role.CHAPTER and section.number is None
        return "", (book_title if unnamed else "") or label
    if section.role in _NUMBERED_ROLES:
        return ("" if section.number is None or _NUMBERED.match(title) else label), title
    named = section.role not in _NAMED_ROLES or says_what_it_is(title, section.role)
    return ("" if named else label), title


def _collected(note: AuthorNote) -> tuple[bool, bool]:
    """The order of a chapter's notes: what stood before it first, its summary first of that."""
    return note.position == "after", note.kind != "summary"


def _named(note: AuthorNote, stem: str, numbered: dict[str, int], *, of_work: bool) -> PlannedNote:
    place = f"{stem}-{note.position if note.kind == 'note' else note.kind}"
    count = numbered[place] = numbered.get(place, 0) + 1
    name = place if count == 1 else f"{place}-{count}"
    return PlannedNote(
        note=note, id=f"note-{name}", reference=f"ref-{name}", host=stem, of_work=of_work
    )

"""The documents of an EPUB packager made: what each section says, and the notes it points to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from packager.book.blocks import Blocks
from packager.book.book import Footnote, NoteKind, Position
from packager.book.section import Role
from packager.readers.epub.packager_epub_markup import (
    ForeignMarkupError,
    Node,
    Page,
    blocks_in,
    classes_of,
    elements_of,
    kind_of,
    name_of,
    text_in,
)
from packager.words import Words

_NUMBERED = frozenset({Role.CHAPTER, Role.PART})
_NOTE = re.compile(r"-(before|after|summary)(?:-\d+)?")
_OF_WORK = "notes-note-"
"""How the id of a heading begins that notes about the whole work stand under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNote:
    """A note of the author's, read.

    Attributes:
        host: Stem of the document that carries its mark.
        reference: Id of the mark.
        kind: A note, or a summary.
        blocks: What it says.
        position: Where it stood; empty when its mark says so.
        of_work: Whether it is about the whole work.
    """

    host: str
    reference: str
    kind: NoteKind
    blocks: Blocks
    position: Position | None = None
    of_work: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSection:
    """The document of a section, read.

    Attributes:
        stem: Stem of its file name.
        matter: The part of the book it says it is of.
        role: What it is.
        number: Its number, where one is printed.
        title: Its title; empty when only what it is called is printed.
        published: The day it first appeared, where one is printed.
        blocks: Its text.
        marks: The position of each note of the author's, by the id of its mark.
        notes: The notes of the author's that stand in it.
        footnotes: Its footnotes.
        printed: What packager wrote of its own.
    """

    stem: str
    matter: str
    role: Role
    number: int | None
    title: str
    published: date | None
    blocks: Blocks
    marks: dict[str, Position]
    notes: tuple[ReadNote, ...]
    footnotes: tuple[Footnote, ...]
    printed: tuple[str, ...]


@dataclass(slots=True)
class _Flow:
    """What stands below the title of a section, sorted."""

    text: list[Node] = field(default_factory=list)
    marks: dict[str, Position] = field(default_factory=dict)
    notes: list[ReadNote] = field(default_factory=list)
    footnotes: tuple[Footnote, ...] = ()
    printed: list[str] = field(default_factory=list)


def read_section(body: Node, page: Page, book_title: str, words: Words) -> ReadSection:
    """The section a document holds.

    Args:
        body: The body of the document.
        page: What is known of it.
        book_title: Title of the book, which a chapter without one of its own is called by.
        words: The words of the book's language.

    Raises:
        ForeignMarkupError: It holds what packager does not write.
        ValueError: A value is outside what a Book may hold.
    """
    section = _only(body)
    header, *rest = elements_of(section)
    if name_of(section) != "section" or section.get("id") != page.stem:
        raise ForeignMarkupError("no section of the name of its file")
    if classes_of(header) != ["opener"]:
        raise ForeignMarkupError("a section that begins with no title")
    role = Role(kind_of(section))
    kicker, title, day = _opener(header)
    number, own = _called(role, kicker, title, book_title, words)
    flow = _sorted(rest, page)
    return ReadSection(
        stem=page.stem,
        matter=kind_of(body),
        role=role,
        number=number,
        title=own,
        published=_day(day, words) if day else None,
        blocks=blocks_in(flow.text, page),
        marks=flow.marks,
        notes=tuple(flow.notes),
        footnotes=flow.footnotes,
        printed=(kicker, title, day, *flow.printed),
    )


def _only(node: Node) -> Node:
    found = elements_of(node)
    if len(found) != 1:
        raise ForeignMarkupError(f"{len(found)} elements within <{name_of(node)}>")
    return found[0]


def _opener(header: Node) -> tuple[str, str, str]:
    """The lines of a section's head: above the title, the title, the day."""
    lines = {" ".join(classes_of(one)): text_in(one) for one in elements_of(header)}
    if "title" not in lines or set(lines) - {"number", "title", "date"}:
        raise ForeignMarkupError("a title of other lines")
    return lines.get("number", ""), lines["title"], lines.get("date", "")


def _called(
    role: Role, kicker: str, title: str, book_title: str, words: Words
) -> tuple[int | None, str]:
    """A section's number, and the title it was given; empty where a label stands for it."""
    if role in _NUMBERED:
        label = words.chapter if role is Role.CHAPTER else words.part
        number = _number_in(kicker, label)
        if number is not None:
            return number, title
        number = _number_in(title, label)
        unnamed = number is not None or (role is Role.CHAPTER and title == book_title)
        return number, "" if unnamed else title
    return None, "" if not kicker and title == getattr(words, role.value) else title


def _number_in(text: str, label: str) -> int | None:
    """The number in ``Chapter 3``; ``None`` when the text is not just such a label."""
    before, _, after = label.partition("{}")
    found = re.fullmatch(rf"{re.escape(before)}(\d{{1,9}}){re.escape(after)}", text)
    # A number with zeros in front would be printed without them.
    return int(found[1]) if found and label.format(int(found[1])) == text else None


def _day(text: str, words: Words) -> date:
    """The day a date says, as it is printed in this language."""
    months = "|".join(map(re.escape, words.months)) if words.months else r"\d{1,2}"
    wanted = re.escape(words.day).replace(r"\{", "{").replace(r"\}", "}")
    pattern = wanted.format(
        day=rf"(?P<day>{re.escape(words.first_day)}|\d{{1,2}})",
        month=f"(?P<month>{months})",
        year=r"(?P<year>\d{1,4})",
    )
    found = re.fullmatch(pattern, text)
    if found is None:
        raise ForeignMarkupError("a date in other words")
    month = words.months.index(found["month"]) + 1 if words.months else int(found["month"])
    day = 1 if found["day"] == words.first_day else int(found["day"])
    return date(int(found["year"]), month, day)


# --- what stands below the title ----------------------------------------------------------------


def _sorted(nodes: Sequence[Node], page: Page) -> _Flow:
    flow = _Flow()
    for node in nodes:
        match name_of(node), classes_of(node):
            case "p", ["note-link", where]:
                link = _only(node)
                flow.marks[link.get("id", "")] = "before" if where == "note-before" else "after"
                flow.printed.append(text_in(link))
            case "section", ["note"]:
                flow.notes.append(_note_in_place(node, page))
                flow.printed += "".join(node.itertext()).splitlines()
            case "section", ["footnotes"]:
                flow.footnotes = read_footnotes(node, page, flow.printed)
            case _:
                flow.text.append(node)
    return flow


def _note_in_place(node: Node, page: Page) -> ReadNote:
    """A note at the end of its chapter; its id says where it stood."""
    _, *text = elements_of(node)
    name = node.get("id", "").removeprefix("endnote-")
    found = _NOTE.fullmatch(name.removeprefix(page.stem))
    if found is None:
        raise ForeignMarkupError("a note of another chapter")
    summary = found[1] == "summary"
    return ReadNote(
        host=page.stem,
        reference=f"ref-{name}",
        kind="summary" if summary else "note",
        blocks=blocks_in(text, page, 2),
        position=None if summary else cast("Position", found[1]),
    )


def read_footnotes(node: Node, page: Page, printed: list[str]) -> tuple[Footnote, ...]:
    """The footnotes of a document.

    Args:
        node: The section that lists them.
        page: What is known of the document.
        printed: Takes what packager wrote of its own.

    Raises:
        ForeignMarkupError: It holds what packager does not write.
        ValueError: A value is outside what a Book may hold.
    """
    heading, rows = elements_of(node)
    printed.append(text_in(heading))
    found = []
    for row in elements_of(rows):
        footnote = _only(row)
        back, *text = elements_of(footnote)
        before, _, number = footnote.get("id", "").rpartition("-")
        if before != f"footnote-{page.stem}" or classes_of(back) != ["backlink"]:
            raise ForeignMarkupError("a footnote of another document")
        printed.append("".join(back.itertext()))
        found.append(Footnote(id=page.footnote(number), blocks=blocks_in(text, page)))
    return tuple(found)


# --- the appendix -------------------------------------------------------------------------------


def read_appendix(
    body: Node, page: Page, printed: list[str]
) -> tuple[tuple[ReadNote, ...], tuple[Footnote, ...]]:
    """The notes of the author's that are collected in an appendix, and its footnotes.

    Args:
        body: The body of the document.
        page: What is known of it.
        printed: Takes what packager wrote of its own.

    Raises:
        ForeignMarkupError: It holds what packager does not write.
        ValueError: A value is outside what a Book may hold.
    """
    heading, *groups = elements_of(_only(body))
    printed.append(text_in(heading))
    notes: list[ReadNote] = []
    footnotes: tuple[Footnote, ...] = ()
    for group in groups:
        if classes_of(group) == ["footnotes"]:
            footnotes = read_footnotes(group, page, printed)
        else:
            notes += _group(group, page, printed)
    return tuple(notes), footnotes


def _group(group: Node, page: Page, printed: list[str]) -> Iterator[ReadNote]:
    heading, *notes = elements_of(group)
    if classes_of(group) != ["chapter-notes"]:
        raise ForeignMarkupError("an appendix of other things than notes")
    printed.append(text_in(heading))
    of_work = heading.get("id", "").startswith(_OF_WORK)
    for note in notes:
        *text, back = elements_of(note)
        kind: NoteKind = "note"
        if text and name_of(text[0]) == "h3" and classes_of(text[0]) == ["kind"]:
            kind = "summary"
            printed.append(text_in(text.pop(0)))
        link = _only(back)
        if classes_of(note) != ["note"] or classes_of(back) != ["backlink"]:
            raise ForeignMarkupError("a note without its way back")
        document, _, reference = link.get("href", "").partition("#")
        printed.append(text_in(link))
        yield ReadNote(
            host=document.removesuffix(".xhtml"),
            reference=reference,
            kind=kind,
            blocks=blocks_in(text, page, 3 if kind == "summary" else 2),
            of_work=of_work,
        )

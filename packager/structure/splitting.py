"""Splitting: chapters where the user says they begin, or none at all, whatever the dialect.

Readers of text honour what was asked themselves; this is for books whose reader knows better.
"""

from __future__ import annotations

import re
from dataclasses import replace

from packager.book.blocks import Block, Heading, Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.section import Section
from packager.book.walk import sections, text_of
from packager.diagnostics import Code, Report, Where
from packager.errors import UsageError
from packager.request import Request
from packager.structure.links import retarget
from packager.structure.settling import heading_of

_ASKED = "a line that matches the chapter regex"


def chapter_pattern(request: Request) -> re.Pattern[str] | None:
    """What the headings of chapters match, when it was asked for.

    Raises:
        UsageError: It is no regular expression.
    """
    if not request.chapter_regex:
        return None
    try:
        return re.compile(request.chapter_regex)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(
            Code.OPTION_INVALID,
            f"--chapter-regex {request.chapter_regex!r} is no regular expression: {error}",
            hint=r"such as --chapter-regex 'Chapter \d+'; a backslash stands in front of . ( [ + *",
        ) from error


def refuse_unmatched(pattern: re.Pattern[str], visible: str, name: str) -> None:
    """Refuse a pattern that no line of the source matches.

    Raises:
        UsageError: None does.
    """
    lines = (" ".join(line.split()) for line in visible.splitlines())
    # The signs in front of a heading in Markdown are no part of it.
    if not any(pattern.match(line) or pattern.match(line.lstrip("# ")) for line in lines):
        raise UsageError(
            Code.OPTION_INVALID,
            f"no line of the source matches --chapter-regex {pattern.pattern!r}",
            where=Where(name),
            hint="it is matched from the start of a line; case matters unless it begins with (?i)",
        )


def split_as_asked(book: Book, request: Request, report: Report) -> Book:
    """The book with the chapters that were asked for.

    ``--split none`` joins all sections of the body into one, their titles left as headings.
    ``--chapter-regex`` makes a chapter of each paragraph that matches, and the paragraph its title.

    Raises:
        UsageError: What was asked for is no regular expression.
    """
    pattern = chapter_pattern(request)
    if request.split == "none" and len(tuple(sections(replace(book, front=(), back=())))) > 1:
        book = _joined(book)
    return book if pattern is None else _parted(book, pattern, report)


def _joined(book: Book) -> Book:
    """The book with one section as its body; titles and numbers are headings in its text."""
    gathered: list[Block] = []
    ids: list[str] = []
    stack = [*reversed(book.body)]
    while stack:
        section = stack.pop()
        number = "" if section.number is None else str(section.number)
        heading = ". ".join(filter(None, (number, section.title)))
        gathered += (Heading(1, (heading,)),) if heading else ()
        gathered += section.blocks
        ids.append(section.id)
        stack += reversed(section.children)
    gone = dict.fromkeys(ids[1:], ids[0])
    notes = tuple(
        replace(note, section=gone.get(note.section, note.section)) for note in book.notes
    )
    body = (Section(id=ids[0], blocks=tuple(gathered)),)
    return retarget(replace(book, body=body, notes=notes), gone)


def _parted(book: Book, pattern: re.Pattern[str], report: Report) -> Book:
    taken = {section.id for section in sections(book)}
    last: dict[str, str] = {}
    body: list[Section] = []
    for section in book.body:
        body += _parts(section, pattern, taken, last, report)
    return replace(book, body=tuple(body), notes=tuple(_behind(note, last) for note in book.notes))


def _parts(
    section: Section,
    pattern: re.Pattern[str],
    taken: set[str],
    last: dict[str, str],
    report: Report,
) -> list[Section]:
    """A section parted at its matching paragraphs; the sections within it stay in the last part."""
    children: list[Section] = []
    for child in section.children:
        children += _parts(child, pattern, taken, last, report)
    opened = replace(section, blocks=(), children=())
    found: list[tuple[Section, list[Block]]] = [(opened, [])]
    for block in section.blocks:
        text = " ".join(text_of((block,)).split()) if isinstance(block, Paragraph | Heading) else ""
        if text and pattern.match(text):
            found.append((_chapter(text, taken, report), []))
        else:
            found[-1][1].append(block)
    if len(found) > 1 and not found[0][1] and not section.title:
        # The heading stands on top of a section that had none: it is the section's.
        first, blocks = found[1]
        found[:2] = [(replace(first, id=section.id, published=section.published), blocks)]
    parts = [replace(part, blocks=tuple(blocks)) for part, blocks in found]
    last[section.id] = parts[-1].id
    parts[-1] = replace(parts[-1], children=tuple(children))
    return parts


def _chapter(text: str, taken: set[str], report: Report) -> Section:
    said = heading_of(text)
    number = 1
    while f"chapter-{number:03d}" in taken:
        number += 1
    name = f"chapter-{number:03d}"
    taken.add(name)
    report.decide(0, "chapter", _ASKED, 1.0, text, section=name)
    if said is None:
        return Section(id=name, title=text)
    if said.label:
        report.add(
            Code.LINE_NOT_PRINTED,
            f"the label {said.label!r} is printed in the book's own words",
            removed=said.label,
        )
    return Section(id=name, role=said.role, number=said.number, title=said.title)


def _behind(note: AuthorNote, last: dict[str, str]) -> AuthorNote:
    """A note behind a section that was parted, behind the last of its parts."""
    if note.position == "after" and note.section in last:
        return replace(note, section=last[note.section])
    return note

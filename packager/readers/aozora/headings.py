"""Headings of Aozora Bunko text: those marked as such, else numbers that stand alone, set in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packager.book.inlines import Ruby
from packager.book.section import Role
from packager.book.walk import inlines_of
from packager.readers.aozora.marks import MarkedLine
from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading
from packager.readers.headings.in_text import compiled_regex, headings_asked_for
from packager.request import Request
from packager.sources.text import Line

_MARKED = 0.97
_GUESSED = 0.7
_SET_IN = 2
_LONGEST = 30
_WRAPPED = re.compile(
    r"[\s　]*[（(〔［\[【「〈《〔]?[\s　]*(?:其の?|その)?(.+?)[）)〕］\]】」〉》〕]?[\s　]*[.．、]?"
)
_HALVES = {"上": 1, "中": 2, "下": 3, "前": 1, "後": 2}


@dataclass(frozen=True, slots=True)
class AozoraHeading:
    """A heading of an Aozora Bunko text.

    Attributes:
        start: Index of its first row.
        end: Index behind its last row.
        role: What it opens.
        number: The number it gives it.
        title: Its title beside the number.
        label: What of it is not printed because the book says it.
        readings: Readings of words in it.
        rule: Why it is one.
        confidence: How sure it is.
        line: Its first line.
        text: Its words.
    """

    start: int
    end: int
    role: Role
    number: int | None
    title: str
    label: str
    readings: str
    rule: str
    confidence: float
    line: Line
    text: str


def find_headings(rows: Sequence[MarkedLine], request: Request) -> tuple[AozoraHeading, ...]:
    """The headings that part a text, in order.

    Raises:
        UsageError: The regular expression asked for is none.
    """
    regex = compiled_regex(request)
    if regex is not None:
        asked = headings_asked_for([Line(row.line.number, row.text) for row in rows], regex)
        return tuple(_heading(rows, one.start, one.end, ("as asked", 0.99)) for one in asked)
    if request.split == "none":
        return ()
    marked = tuple(_marked(rows))
    if marked or request.split == "marker":
        return marked
    return tuple(_standing_alone(rows))


def _marked(rows: Sequence[MarkedLine]) -> Iterator[AozoraHeading]:
    """Lines marked as headings; a level that would only part a chapter is left in its text."""
    groups = list(_groups(rows))
    levels = sorted({level for _, _, level in groups})
    if not levels:
        return
    chapters = levels[0]
    high = [_words(rows, start, end) for start, end, level in groups if level == levels[0]]
    if len(levels) > 1 and not any(_is_chapter(text) for text in high):
        chapters = levels[1]
    why = ("a note marks it as a heading", _MARKED)
    for start, end, level in groups:
        if level <= chapters:
            role = Role.PART if level < chapters else None
            yield _heading(rows, start, end, why, role)


def _groups(rows: Sequence[MarkedLine]) -> Iterator[tuple[int, int, int]]:
    """Runs of rows that are one heading: where they begin and end, and their level."""
    index = 0
    while index < len(rows):
        level = rows[index].level
        end = index + 1
        if level and not rows[index].blank:
            while end < len(rows) and rows[end].level == level and not rows[end].blank:
                end += 1
            yield index, end, level
        index = end


def _is_chapter(text: str) -> bool:
    found = parse_heading(text)
    return found is not None and found.role is not Role.PART


def _words(rows: Sequence[MarkedLine], start: int, end: int) -> str:
    return " ".join(row.text.strip(" \u3000") for row in rows[start:end] if not row.blank)


def _heading(
    rows: Sequence[MarkedLine],
    start: int,
    end: int,
    why: tuple[str, float],
    role: Role | None = None,
) -> AozoraHeading:
    text = _words(rows, start, end)
    found = _numbered(text)
    title, number, label = text, None, ""
    if found is not None and role is not Role.PART:
        title, number, label = found.title, found.number, found.label
    readings = [
        one.reading
        for row in rows[start:end]
        for one in inlines_of(row.children)
        if isinstance(one, Ruby)
    ]
    return AozoraHeading(
        start=start,
        end=end,
        role=role or (found.role if found else Role.CHAPTER),
        number=number,
        title=title,
        label=label,
        readings=" ".join(readings),
        rule=why[0],
        confidence=why[1],
        line=rows[start].line,
        text=text,
    )


def _numbered(text: str) -> ChapterHeading | None:
    """What a heading says, its number in brackets or behind a word of order too: （一）, その一."""
    found = parse_heading(text)
    if found is not None:
        return found
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = _WRAPPED.fullmatch(plain)
    found = parse_heading(bare[1]) if bare and len(plain) <= _LONGEST else None
    if found is None or found.number is None or found.title:
        return None
    return ChapterHeading(
        found.role, found.number, "", found.confidence, found.kind, found.ordinal, text
    )


# --- without marks ----------------------------------------------------------------------------


def _standing_alone(rows: Sequence[MarkedLine]) -> Iterator[AozoraHeading]:
    """Short lines that stand alone, set in, and count up from one; or are named as chapters."""
    places = [index for index in range(len(rows)) if _alone(rows, index)]
    ordinals = {index: _ordinal(rows[index].text) for index in places}
    run: list[int] = []
    expected = 1
    for index in places:
        if ordinals[index] == expected or (ordinals[index] == 1 and len(run) > 1):
            run.append(index)
            expected = ordinals[index] + 1
        elif ordinals[index] < 0:
            run.append(index)
    if len(run) < _SET_IN:
        return
    for index in run:
        yield _heading(rows, index, index + 1, ("a number that stands alone, set in", _GUESSED))


def _alone(rows: Sequence[MarkedLine], index: int) -> bool:
    row = rows[index]
    if row.blank or len(row.text) > _LONGEST or row.layout.align == "end":
        return False
    above = index == 0 or rows[index - 1].blank or rows[index - 1].opens_page
    below = index + 1 == len(rows) or rows[index + 1].blank
    if not (above and (below or row.layout.indent > _SET_IN)):
        return False
    named = parse_heading(row.text)
    sure = named is not None and named.confidence > _GUESSED
    return sure or row.layout.indent >= _SET_IN or row.layout.align == "center"


def _ordinal(text: str) -> int:
    """The number of a line that is nothing else; -1 of a heading by name; 0 of anything else."""
    bare = unicodedata.normalize("NFKC", text).strip()
    if bare in _HALVES:
        return _HALVES[bare]
    found = _numbered(text)
    if found is None:
        return 0
    if found.ordinal is not None and (found.kind != "numeral" or not found.title):
        return found.ordinal
    if found.ordinal is not None and len(text) <= _LONGEST:
        return found.ordinal
    return -1 if found.confidence > _GUESSED else 0

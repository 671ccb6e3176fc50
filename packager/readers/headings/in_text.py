"""Headings in a text without markup: which lines part it, by what speaks for all of them together.

A line that reads as a heading stands alone, is of the kind most others are of, and counts on from
the one before. Bare numbers are headings only in a run that begins at one. A word such as *Letter*
parts the text only where nothing better does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from packager.book.section import Role
from packager.diagnostics import Code
from packager.errors import UsageError
from packager.readers.headings.chapter_heading import (
    CERTAIN,
    MAX_HEADING,
    ChapterHeading,
    parse_heading,
)
from packager.readers.headings.titles_alone import titles_alone
from packager.readers.headings.titles_below import TextHeading, with_titles_below
from packager.readers.text.scene_breaks import is_marker
from packager.request import Request
from packager.sources.text import Line

__all__ = ["TextHeading", "compiled_regex", "find_headings", "headings_asked_for"]

_MATCHED = 500
"""Characters of a line a regular expression of the user's is tried on."""

_CHAPTERS = ("chapter", "numeral", "letter", "canto", "episode", "section", "scene", "entry")
"""Kinds that part a text into chapters, the best first."""

_PARTS = ("part", "book", "volume", "epoch", "act", "arc")

_TIGHT = 3
"""Bare numbers that are chapters although their text begins on the next line."""

_LIST_ITEM = 30
"""Words between two bare numbers below which they number a list, not chapters."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    heading: ChapterHeading
    alone: bool
    style: str


def compiled_regex(request: Request) -> re.Pattern[str] | None:
    """What the user gave as ``--chapter-regex``, ready to be tried; ``None`` when nothing.

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
            f"--chapter-regex is no regular expression: {error}",
            hint='such as --chapter-regex "Chapter [0-9]+"; the syntax is that of Python',
        ) from error


def headings_asked_for(lines: Sequence[Line], regex: re.Pattern[str]) -> tuple[TextHeading, ...]:
    """The lines a regular expression of the user's matches from their start, as headings.

    It is tried on the first 500 characters of a line, without the space around it.
    """
    found = []
    for index, line in enumerate(lines):
        text = line.text.strip()[:_MATCHED]
        if not text or not regex.match(text):
            continue
        heading = parse_heading(text) or ChapterHeading(Role.CHAPTER, None, text, 1.0)
        found.append(
            TextHeading(index, index + 1, replace(heading, confidence=0.99), line, "as asked")
        )
    return tuple(found)


def find_headings(lines: Sequence[Line], *, wrapped: bool) -> tuple[TextHeading, ...]:
    """The headings that part a text, in order.

    Args:
        lines: Its lines, without a title block and a list of contents.
        wrapped: Whether paragraphs are broken over several lines, so that only a line with a
            blank one beside it can be a heading.
    """
    candidates = tuple(_candidates(lines, wrapped=wrapped))
    chosen = _chosen(lines, candidates)
    if not chosen:
        return tuple(
            TextHeading(place, place + 1, heading, lines[place], "a title alone, as all others are")
            for place, heading in titles_alone(lines)
        )
    flattened = not any(one.heading.role is not Role.PART for one in chosen)
    found = [
        TextHeading(
            one.index,
            one.index + 1,
            _as_chapter(one.heading, lines[one.index]) if flattened else one.heading,
            lines[one.index],
            _rule(one),
        )
        for one in chosen
    ]
    return tuple(_merged(with_titles_below(lines, found), lines))


def _rule(one: _Candidate) -> str:
    if one.heading.kind == "numeral":
        return "a number on a line of its own, in a run that counts up from one"
    return "a short line that names a section, apart from the text"


def _as_chapter(heading: ChapterHeading, line: Line) -> ChapterHeading:
    """A part where there are only parts: they are the chapters, and keep what they are called."""
    if heading.role is not Role.PART:
        return heading
    title = " ".join(line.text.split()) if heading.label else heading.title
    return replace(heading, role=Role.CHAPTER, number=None, title=title, label="")


# --- candidates -------------------------------------------------------------------------------


def _candidates(lines: Sequence[Line], *, wrapped: bool) -> Iterator[_Candidate]:
    blanks = sum(1 for line in lines if line.blank)
    spaced = blanks * 20 > len(lines)
    last_heading = -2
    for index, line in enumerate(lines):
        text = line.text
        if len(text) > MAX_HEADING + 40 or not text or text.isspace():
            continue
        above = index == 0 or lines[index - 1].blank or last_heading == index - 1
        above = above or is_marker(lines[index - 1].text)
        if wrapped and not above:
            continue
        heading = parse_heading(text)
        if heading is None:
            continue
        below = index + 1 == len(lines) or lines[index + 1].blank
        sure = heading.confidence >= CERTAIN
        apart = above and (below or sure) if wrapped else above or below
        if not apart and (wrapped or (spaced and heading.confidence < 0.9)):  # noqa: PLR2004
            continue
        if not apart and not sure:
            continue
        last_heading = index
        yield _Candidate(index, heading, above and below, _style(text.strip(), heading))


def _style(text: str, heading: ChapterHeading) -> str:
    """How a number is written, so that a run is of one kind: ``III.``, ``12``, ``1. Snow``."""
    first = text.lstrip("[(*~_=#-–— ")[:1]
    shape = "digit" if first.isdigit() else "upper" if first.isascii() else "other"
    return f"{shape}{' titled' if heading.title else ''}"


def _chosen(lines: Sequence[Line], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The candidates that part the text, in order."""
    sure = [one for one in candidates if one.heading.confidence >= CERTAIN]
    parts = _parts(sure)
    named = [one for one in sure if one.heading.kind not in {*_CHAPTERS, *_PARTS}]
    chapters = _of_kind(candidates, "chapter")
    if not chapters or not any(one.heading.confidence >= CERTAIN for one in chapters):
        chapters = _other_chapters(lines, candidates, parts)
    if not chapters and not parts:
        named = [one for one in named if one.heading.confidence > 0.7] if len(named) < 2 else named  # noqa: PLR2004
    return sorted({*chapters, *parts, *named}, key=lambda one: one.index)


def _of_kind(candidates: Iterable[_Candidate], kind: str) -> list[_Candidate]:
    """Those of one kind; where some are certain, the doubtful ones that count on from them too."""
    mine = [one for one in candidates if one.heading.kind == kind]
    sure = {one.heading.ordinal for one in mine if one.heading.confidence >= CERTAIN}
    return [
        one
        for one in mine
        if one.heading.confidence >= CERTAIN
        or (
            one.heading.confidence >= 0.5  # noqa: PLR2004 - "Chapter 3: he went home."
            and one.alone
            and one.heading.ordinal is not None
            and one.heading.ordinal not in sure
            and {one.heading.ordinal - 1, one.heading.ordinal + 1} & sure
        )
    ]


def _parts(sure: Sequence[_Candidate]) -> list[_Candidate]:
    """Parts, where they stand apart; of kinds such as *act*, only those that count from one."""
    found = [one for one in sure if one.heading.role is Role.PART and one.alone]
    kinds = {one.heading.kind for one in found}
    firm = {
        kind
        for kind in kinds
        if kind in {"part", "book", "volume"}
        or _counts_up([o for o in found if o.heading.kind == kind])
    }
    return [one for one in found if one.heading.kind in firm]


def _counts_up(run: Sequence[_Candidate]) -> bool:
    ordinals = [one.heading.ordinal for one in run]
    return len(run) > 1 and ordinals[0] == 1 and 2 in ordinals  # noqa: PLR2004 - one, two


def _other_chapters(
    lines: Sequence[Line], candidates: Sequence[_Candidate], parts: Sequence[_Candidate]
) -> list[_Candidate]:
    """Chapters that are called otherwise, or only numbered."""
    starts = {one.index for one in parts}
    numbered = [one for one in candidates if one.heading.kind == "numeral"]
    styles = sorted({one.style for one in numbered})
    words = _words_before(lines)
    tried = [
        _run(alone, starts, words) or _tight_run(mine, starts, words)
        for mine in ([one for one in numbered if one.style == style] for style in styles)
        for alone in ([one for one in mine if one.alone],)
    ]
    for kind in _CHAPTERS[2:]:
        run = [one for one in candidates if one.heading.kind == kind and one.alone]
        tried.append(run if run and _counts_up(run) else [])
    tried = [run for run in tried if run]
    return min(tried, key=lambda run: (run[0].index, -len(run)), default=[])


def _words_before(lines: Sequence[Line]) -> list[int]:
    """The number of words before each line, roughly: a word is six characters."""
    total = 0
    before = []
    for line in lines:
        before.append(total)
        text = line.text
        total += len(text) // (6 if text.isascii() or text[:1] < "\u2e80" else 2)
    return [*before, total]


def _run(
    candidates: Sequence[_Candidate], parts: set[int], words: Sequence[int]
) -> list[_Candidate]:
    """The longest count from one; it may begin again below a part."""
    run: list[_Candidate] = []
    borders = sorted(parts)
    expected = 1
    for one in candidates:
        ordinal = one.heading.ordinal
        if run and any(run[-1].index < border < one.index for border in borders[:200]):
            expected = 1 if ordinal == 1 else expected
        if ordinal == expected:
            run.append(one)
            expected += 1
    fewest = 2 if run and (run[0].heading.title or run[0].style.startswith("upper")) else 3
    if len(run) < fewest:
        return []
    ends = [*(one.index for one in run[1:]), len(words) - 1]
    short = sum(
        1 for one, end in zip(run, ends, strict=True) if words[end] - words[one.index] < _LIST_ITEM
    )
    return run if short * 4 <= len(run) else []


def _tight_run(
    candidates: Sequence[_Candidate], parts: set[int], words: Sequence[int]
) -> list[_Candidate]:
    """As ``_run``, of bare numbers with a blank line on one side only: all of them, or none."""
    if len(candidates) < _TIGHT or any(one.heading.title for one in candidates):
        return []
    run = _run(candidates, parts, words)
    return run if len(run) == len(candidates) else []


# --- twins ------------------------------------------------------------------------------------


def _merged(found: Sequence[TextHeading], lines: Sequence[Line]) -> Iterator[TextHeading]:
    """The headings, one where two say the same: ``Chapter 3`` and below it ``Chapter 3: Snow``."""
    waiting: TextHeading | None = None
    for one in found:
        if waiting is not None and _twins(waiting, one, lines):
            title = one.heading.title or waiting.heading.title
            if waiting.heading.title and one.heading.title and waiting.heading.title != title:
                title = waiting.heading.title
                yield replace(waiting, end=one.start)
                waiting = one
                continue
            waiting = replace(
                waiting,
                end=one.end,
                heading=replace(waiting.heading, title=title),
                also=f"{waiting.also} {one.line.text.strip()}".strip(),
            )
            continue
        if waiting is not None:
            yield waiting
        waiting = one
    if waiting is not None:
        yield waiting


def _twins(one: TextHeading, other: TextHeading, lines: Sequence[Line]) -> bool:
    same = (one.heading.kind, one.heading.ordinal) == (other.heading.kind, other.heading.ordinal)
    if not same or one.heading.role is not other.heading.role:
        return False
    return all(line.blank for line in lines[one.end : other.start])

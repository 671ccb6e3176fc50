"""Division: the sections of a text, by its headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from packager.book.blocks import Block, Figure, Paragraph, SceneBreak
from packager.book.inlines import Emphasis, Strong
from packager.book.section import Role
from packager.book.walk import is_plain, text_of_inlines
from packager.diagnostics import Code
from packager.readers.assembly import Found, FoundNote
from packager.readers.headings.chapter_heading import CERTAIN, ChapterHeading, parse_heading
from packager.readers.headings.names import (
    fact_of,
    is_contents_heading,
    is_note_heading,
)
from packager.readers.left_out import LeftOut
from packager.readers.markdown.document import Document, Head
from packager.readers.markdown.section_notes import take_notes

LABELS = "kinds and numbers of chapters, which the book prints in its own way"

_PLAIN_SURE = 0.75
"""Confidence from which a paragraph is a heading though nothing makes it stand out."""

_LONGEST = 120
_BARE_NUMBER = 50
"""A heading that is only a number counts chapters when it is not this far beyond their count."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """Why a section begins where it does.

    Attributes:
        line: The line of its heading, or of its first block.
        text: What stands there.
        rule: What decided.
        confidence: How sure that is.
    """

    line: int
    text: str
    rule: str
    confidence: float


@dataclass(slots=True)
class Divided:
    """A text in sections.

    Attributes:
        title: The title of the work, where a heading on top gives it.
        title_line: The line of that heading.
        front: Indices of the blocks in front of the first section, the title left aside.
        heads: The headings in front of the first section.
        found: The sections in reading order.
        boundaries: Why each begins where it does.
        starts: Index of the first block of each, its heading included.
    """

    title: str = ""
    title_line: int = 0
    front: tuple[int, ...] = ()
    heads: tuple[Head, ...] = ()
    found: list[Found] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Opening:
    head: Head
    says: ChapterHeading | None
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a text is to be divided.

    Attributes:
        regex: What the headings of chapters match, when the user says so.
        undivided: Whether it is one chapter, whatever its headings say.
    """

    regex: re.Pattern[str] | None = None
    undivided: bool = False


def divide(
    document: Document,
    left_out: LeftOut,
    asked: Asked,
    *,
    title: str = "",
    of_work: bool = True,
) -> Divided:
    """The sections of a text.

    Args:
        document: The text.
        left_out: Told of numbers and labels that the book prints in its own way.
        asked: How the user wants it divided.
        title: The title where it is known, which a heading on top may repeat.
        of_work: Whether it is the whole work, so that a heading on top may be its title; that of
            one file of many is the title of a chapter.
    """
    divided = Divided()
    heads = document.heads
    if not heads and not asked.undivided:
        _mark_headings(document)
        heads = document.heads
    top = _title_head(document, heads, title) if of_work else None
    if top is not None:
        divided.title, divided.title_line = top.text, top.line
        heads = [head for head in heads if head is not top]
    openings = [] if asked.undivided else _openings(heads, asked, title=title, of_work=of_work)
    first = openings[0].head.index if openings else 0
    if not openings:
        first = _undivided(document, divided, top, heads, left_out)
    else:
        _divided(document, divided, openings, left_out, several=not of_work or len(openings) > 1)
    divided.front = tuple(i for i in range(first) if top is None or i != top.index)
    divided.heads = tuple(head for head in heads if head.index < first)
    return divided


# --- headings that nothing marks ---------------------------------------------------------------


def _mark_headings(document: Document) -> None:
    """Take short paragraphs that read as headings for headings, in a text that marks none."""
    found: list[Head] = []
    for index, block in enumerate(document.blocks):
        text = _alone(block)
        says = parse_heading(text) if text else None
        if says is None or says.kind == "numeral":
            continue
        if says.confidence >= (CERTAIN if _stands_out(block) else _PLAIN_SURE):
            level = 1 if says.role is Role.PART else 2
            found.append(Head(index, level, text, document.lines[index]))
    document.heads = found


def _alone(block: Block) -> str:
    if not isinstance(block, Paragraph) or not block.children:
        return ""
    if is_plain(block.children) and len(str(block.children[0])) > _LONGEST:
        return ""
    text = " ".join(text_of_inlines(block.children).split())
    return text if len(text) <= _LONGEST else ""


def _stands_out(block: Block) -> bool:
    return isinstance(block, Paragraph) and (
        block.style.align == "center"
        or all(isinstance(child, Strong | Emphasis) for child in block.children if child != " ")
    )


# --- which headings open sections ----------------------------------------------------------------


def _title_head(document: Document, heads: Sequence[Head], title: str) -> Head | None:
    """The heading on top that names the work, not a part of it."""
    story = [head for head in heads if not is_note_heading(head.text)]
    if not story:
        return None
    first, *others = story
    if any(not isinstance(block, SceneBreak | Figure) for block in document.blocks[: first.index]):
        return None
    same = _folded(first.text) == _folded(title)
    if not others:
        return first if same or (not title and parse_heading(first.text) is None) else None
    if same:
        return first
    return first if _stands_over(first, others, title) else None


def _stands_over(first: Head, others: Sequence[Head], title: str) -> bool:
    """Whether the first of several headings is the title of all that the others head."""
    if parse_heading(first.text) is not None or fact_of(first.text):
        return False
    if all(head.level > first.level for head in others):
        # A title given elsewhere is another one: this heading names the first part.
        return not title or _is_longer(first.text, title)
    beside = [head for head in others if head.level == first.level and not fact_of(head.text)]
    chapters = bool(beside) and all(parse_heading(head.text) is not None for head in beside)
    return chapters and not title


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", "", text).casefold().split())


def _is_longer(text: str, title: str) -> bool:
    """Whether a heading is a title with its subtitle, or without."""
    one, other = _folded(text), _folded(title)
    return bool(one and other) and (one.startswith(other) or other.startswith(one))


def _openings(heads: Sequence[Head], asked: Asked, *, title: str, of_work: bool) -> list[_Opening]:
    story = [head for head in heads if not is_note_heading(head.text)]
    if asked.regex is not None:
        chosen = [head for head in story if _matches(asked.regex, head)]
        return [_Opening(head, parse_heading(head.text)) for head in chosen]
    if of_work:
        story = _without_facts(story)
    parsed = [_Opening(head, parse_heading(head.text)) for head in story]
    if not of_work and not _holds_chapters(parsed):
        return parsed[:1] if _is_own_title(parsed, title) else []
    part_level, level = _levels(parsed)
    return [
        replace(one, part=one.head.level == part_level)
        for one in parsed
        if one.head.level in {part_level, level}
    ]


def _holds_chapters(parsed: Sequence[_Opening]) -> bool:
    """Whether the headings of a file among others are those of several chapters."""
    levels = [
        one.head.level
        for one in parsed
        if one.says is not None and one.says.kind != "numeral" and one.says.confidence >= CERTAIN
    ]
    if levels and levels.count(min(levels)) > 1:
        return True
    top = [one for one in parsed if one.head.level == 1]
    return len(top) > 1 and parsed[0] is top[0]


def _is_own_title(parsed: Sequence[_Opening], title: str) -> bool:
    """Whether the first heading of a file among others is its title."""
    if not parsed:
        return False
    first, *others = parsed
    if title and _folded(first.head.text) == _folded(title):
        return True
    return all(one.head.level > first.head.level for one in others) and (
        not title or first.head.level == 1 or first.says is not None
    )


def _matches(regex: re.Pattern[str], head: Head) -> bool:
    return bool(regex.match(head.text) or regex.match(f"{'#' * head.level} {head.text}"))


def _without_facts(story: list[Head]) -> list[Head]:
    """The headings without those in front of the story: its blurb, its tags, a list of contents."""
    while len(story) > 1 and (fact_of(story[0].text) or is_contents_heading(story[0].text)):
        rest = story[1:]
        deeper = next((i for i, head in enumerate(rest) if head.level <= story[0].level), len(rest))
        if deeper == len(rest):
            break
        story = rest[deeper:]
    return story


def _levels(parsed: Sequence[_Opening]) -> tuple[int, int]:
    """The level of the parts, 0 when there are none, and that of the chapters."""
    levels = sorted({one.head.level for one in parsed})
    if not levels:
        return 0, 0
    for upper, lower in pairwise(levels):
        above = [one for one in parsed if one.head.level == upper]
        below = [one for one in parsed if one.head.level == lower]
        if _are_parts(above, below):
            return upper, lower
        if len(above) > 1 or any(one.says is not None for one in above):
            return 0, upper
    return 0, levels[0]


def _are_parts(above: Sequence[_Opening], below: Sequence[_Opening]) -> bool:
    if any(one.says and one.says.role is Role.CHAPTER for one in above):
        return False
    if any(one.says and one.says.role is Role.PART for one in above):
        return True
    chapters = [one for one in below if one.says and one.says.role is Role.CHAPTER]
    return len(chapters) * 2 > len(below)


# --- the sections -----------------------------------------------------------------------------


def _undivided(
    document: Document,
    divided: Divided,
    top: Head | None,
    heads: Sequence[Head],
    left_out: LeftOut,
) -> int:
    """One section of all there is; the index of its first block."""
    start = 0 if top is None else top.index + 1
    if heads and all(fact_of(head.text) or is_contents_heading(head.text) for head in heads):
        start = _story_below(document, heads)
    if start >= len(document.blocks):
        return len(document.blocks)
    noted = take_notes(document, start, len(document.blocks), 0, left_out)
    divided.found.append(Found(blocks=noted.blocks, notes=noted.notes))
    divided.boundaries.append(Boundary(document.lines[start], "", "no heading divides it", 0.9))
    divided.starts.append(start)
    return start


def _story_below(document: Document, heads: Sequence[Head]) -> int:
    """Where the story begins below a blurb and tags, when only a rule parts it from them."""
    for index in range(heads[-1].index + 1, len(document.blocks)):
        if isinstance(document.blocks[index], SceneBreak):
            return index + 1
    return heads[-1].index + 1


def _divided(
    document: Document,
    divided: Divided,
    openings: Sequence[_Opening],
    left_out: LeftOut,
    *,
    several: bool,
) -> None:
    openings = _flattened(openings)
    chapters = sum(1 for one in openings if not one.part)
    numerals = sum(1 for one in openings if one.says is not None and one.says.kind == "numeral")
    ends = [*(one.head.index for one in openings[1:]), len(document.blocks)]
    for one, end in zip(openings, ends, strict=True):
        opening = one
        if one.says is not None and one.says.kind == "numeral":
            number = one.says.number or 0
            if numerals * 2 < chapters or number > len(openings) + _BARE_NUMBER:
                opening = replace(one, says=None)
        noted = take_notes(document, one.head.index + 1, end, one.head.level, left_out)
        found = _found(opening, several=several, left_out=left_out)
        notes = (*_of_title(document, one.head), *noted.notes)
        divided.found.append(replace(found, blocks=noted.blocks, notes=notes))
        sure = 0.95 if opening.says is None else max(0.9, opening.says.confidence)
        divided.boundaries.append(
            Boundary(one.head.line, one.head.text, "a heading of the source", sure)
        )
        divided.starts.append(one.head.index)


def _flattened(openings: Sequence[_Opening]) -> Sequence[_Opening]:
    """The openings; where all are parts, and so none has a chapter, each is a chapter."""

    def is_part(one: _Opening) -> bool:
        return one.part or (one.says is not None and one.says.role is Role.PART)

    if all(is_part(one) for one in openings):
        return [replace(one, part=False, says=None) for one in openings]
    return [replace(one, part=is_part(one)) for one in openings]


def _found(opening: _Opening, *, several: bool, left_out: LeftOut) -> Found:
    head, says = opening.head, opening.says
    if says is None:
        return Found(role=Role.PART if opening.part else Role.CHAPTER, title=head.text)
    role = says.role
    if opening.part and role is Role.CHAPTER:
        role = Role.PART
    number = says.number if several else None
    title = says.title
    if not several and not title:
        title = head.text if says.number is None else ""
    if title != head.text:
        left_out.add(Code.LINE_NOT_PRINTED, LABELS, says.label or head.text)
    return Found(role=role, title=title, number=number)


def _of_title(document: Document, head: Head) -> tuple[FoundNote, ...]:
    """The footnotes of a heading, which no title can have, as notes above the text."""
    return tuple(
        FoundNote(position="before", blocks=blocks)
        for name in head.footnotes
        if (blocks := document.footnotes.get(name))
    )

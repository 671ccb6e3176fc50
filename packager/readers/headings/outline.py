"""The outline of a text that marks its headings: which of them open chapters, and which parts.

It works on blocks, so that every reader whose source has headings can use it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from packager.book.blocks import Block, Blocks, Heading, Paragraph
from packager.book.inlines import Strong
from packager.book.section import Role
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.assembly import Found, section_ids
from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading
from packager.readers.text.scene_breaks import is_marker

_LONGEST = 120
"""Characters of a paragraph that may be a heading nobody marked."""

_SURE = 0.75
"""Confidence from which a paragraph is a heading though nothing marks it as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A text in sections.

    Attributes:
        title: The title of the work, when a heading on top gives it.
        front: What stands before the first section.
        found: The sections in reading order.
    """

    title: str
    front: Blocks
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading: where it stands, and where the text below it and its title begins."""

    index: int
    level: int
    text: str
    says: ChapterHeading | None
    below: int


def outline(blocks: Blocks, name: str, report: Report, *, title: str = "") -> Outline:
    """The sections of a text.

    Args:
        blocks: The text, its headings as ``Heading`` blocks.
        name: Name of the source, for messages.
        report: Told of each boundary.
        title: The title of the work where it is known, which a heading on top may repeat.
    """
    heads = _heads(blocks)
    found_title = ""
    if heads and _is_title(heads, title):
        found_title, heads = heads[0].text, heads[1:]
        blocks = _without(blocks, _marked(blocks)[:1])
        heads = [replace(head, index=head.index - 1, below=head.below - 1) for head in heads]
    parts, chapters = _levels(heads, blocks)
    opening = [head for head in heads if head.level in {parts, chapters}]
    if not opening:
        whole = (Found(blocks=blocks),) if blocks else ()
        return Outline(title=found_title, front=(), found=whole)
    several = sum(1 for head in opening if head.level == chapters) > 1
    found = [
        _section(
            head,
            blocks[head.below : end],
            report,
            part=head.level == parts,
            where=Where(name),
            several=several,
        )
        for head, end in zip(
            opening, [*(head.index for head in opening[1:]), len(blocks)], strict=True
        )
    ]
    for head, one, section in zip(
        opening, found, section_ids([one.role for one in found]), strict=True
    ):
        sure = 0.9 if head.says is None else head.says.confidence
        report.decide(
            0, one.role.value, "a heading of the source", sure, head.text, section=section
        )
    return Outline(title=found_title, front=blocks[: opening[0].index], found=tuple(found))


def first_heading(blocks: Blocks) -> int:
    """The index of the first heading, marked or not; the number of blocks where there is none."""
    return next((head.index for head in _heads(blocks)), len(blocks))


def _heads(blocks: Blocks) -> list[_Head]:
    marked = _marked(blocks)
    return _with_marked_titles(marked, blocks) if marked else _unmarked(blocks)


def _without(blocks: Blocks, heads: Sequence[_Head]) -> Blocks:
    gone = {head.index for head in heads}
    return tuple(block for index, block in enumerate(blocks) if index not in gone)


def _marked(blocks: Blocks) -> list[_Head]:
    heads = []
    for index, block in enumerate(blocks):
        if isinstance(block, Heading):
            text = " ".join(text_of_inlines(block.children).split())
            if text:
                heads.append(_Head(index, block.level, text, parse_heading(text), index + 1))
    return heads


def _unmarked(blocks: Blocks) -> list[_Head]:
    """Short paragraphs that read as headings, where the writer marked none."""
    heads = []
    for index, block in enumerate(blocks):
        text = _alone(block)
        says = parse_heading(text) if text else None
        if says is not None and (says.confidence >= _SURE or _stands_out(block)):
            level = 1 if says.role is Role.PART else 2
            heads.append(_with_title(_Head(index, level, text, says, index + 1), blocks))
    return heads


def _with_marked_titles(heads: Sequence[_Head], blocks: Blocks) -> list[_Head]:
    """The headings, with a title that stands below its number as a heading of its own."""
    kept: list[_Head] = []
    following = [*heads[1:], None, None]
    for at, head in enumerate(heads):
        if kept and head.index < kept[-1].below:
            continue
        title, after = following[at], following[at + 1]
        if title is not None and _is_title_of(title, head, after, blocks):
            kept.append(_titled(head, title.text, title.below))
        else:
            kept.append(head)
    return kept


def _is_title_of(title: _Head, head: _Head, after: _Head | None, blocks: Blocks) -> bool:
    """Whether a heading is the title of the one above it, not the first of several within it."""
    if not _needs_title(head) or title.says is not None:
        return False
    alone = after is None or after.level <= head.level or after.level > title.level
    beside = title.level in {head.level, head.level + 1}
    return beside and alone and _next(blocks, head.below) == title.index


def _with_title(head: _Head, blocks: Blocks) -> _Head:
    """A heading nobody marked, with its title where that stands below it in the same way."""
    place = _next(blocks, head.below)
    text = _alone(blocks[place]) if place < len(blocks) else ""
    if not _needs_title(head) or not text or parse_heading(text) or is_marker(text):
        return head
    after = _next(blocks, place + 1)
    if not _stands_out(blocks[place]) or (after < len(blocks) and _stands_out(blocks[after])):
        return head  # or a text that is set so as a whole
    return _titled(head, text, place + 1)


def _next(blocks: Blocks, start: int) -> int:
    while start < len(blocks) and blocks[start] == Paragraph(()):
        start += 1
    return start


def _needs_title(head: _Head) -> bool:
    return head.says is not None and head.says.number is not None and not head.says.title


def _titled(head: _Head, title: str, below: int) -> _Head:
    assert head.says is not None  # noqa: S101 - it needs a title
    return replace(head, says=replace(head.says, title=title), below=below)


def _alone(block: Block) -> str:
    if not isinstance(block, Paragraph) or not block.children:
        return ""
    text = " ".join(text_of_inlines(block.children).split())
    return text if len(text) <= _LONGEST else ""


def _stands_out(block: Block) -> bool:
    """Whether a paragraph is all bold, or centred."""
    return isinstance(block, Paragraph) and (
        block.style.align == "center"
        or all(isinstance(child, Strong) for child in block.children if child != " ")
    )


def _is_title(heads: Sequence[_Head], title: str) -> bool:
    """Whether the first heading names the work, not a part of it."""
    first, *others = heads
    if title and first.text.casefold() == title.casefold():
        return bool(others) or first.says is None
    alone = all(head.level > first.level for head in others)
    return bool(others) and alone and first.says is None and first.index == 0


def _levels(heads: Sequence[_Head], blocks: Blocks) -> tuple[int, int]:
    """The level of the parts, 0 when there are none, and that of the chapters."""
    levels = sorted({head.level for head in heads})
    if not levels:
        return 0, 0
    top = levels[0]
    if len(levels) > 1:
        upper = [head for head in heads if head.level == top]
        lower = [head for head in heads if head.level == levels[1]]
        if _are_parts(upper, lower) or _hold_chapters_only(heads, levels[1], blocks):
            return top, levels[1]
    return 0, top


def _hold_chapters_only(heads: Sequence[_Head], below: int, blocks: Blocks) -> bool:
    """Whether several upper headings have no text of their own, and more lower ones than they."""
    upper = lower = 0
    for head, after in pairwise((*heads, None)):
        assert head is not None  # noqa: S101 - the last pair ends with it
        if head.level >= below:
            lower += head.level == below
        elif _is_bare(head, after, below, blocks):
            upper += 1
        else:
            return False
    return 1 < upper < lower


def _is_bare(head: _Head, after: _Head | None, below: int, blocks: Blocks) -> bool:
    """Whether a heading that may be a part's stands directly above a lower one."""
    if head.says is not None and head.says.role is not Role.PART:
        return False
    return after is not None and after.level == below and _next(blocks, head.below) == after.index


def _are_parts(upper: Sequence[_Head], lower: Sequence[_Head]) -> bool:
    """Whether the headings above are parts of the book, and those below its chapters."""
    say_part = sum(1 for head in upper if head.says and head.says.role is Role.PART)
    say_chapter = sum(1 for head in upper if head.says and head.says.role is Role.CHAPTER)
    chapters_below = sum(1 for head in lower if head.says and head.says.role is Role.CHAPTER)
    if say_chapter:
        return False
    return say_part > 0 or chapters_below * 2 > len(lower)


def _section(
    head: _Head, text: Blocks, report: Report, *, part: bool, where: Where, several: bool
) -> Found:
    says = head.says
    role = Role.PART if part else Role.CHAPTER
    number, title = None, head.text
    if says is not None:
        role = role if role is Role.PART else says.role
        number, title = says.number, says.title
    if role is Role.CHAPTER and not several:
        number = None
    if title != head.text:
        report.add(
            Code.LINE_NOT_PRINTED,
            f"the heading {head.text!r} gives a number, which the book prints in its own way",
            where=where,
            removed=head.text,
        )
    return Found(role=role, number=number, title=title, blocks=text)

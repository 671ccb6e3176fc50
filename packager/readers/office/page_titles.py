"""Titles on top of pages: how chapters look in a manuscript whose writer marked no heading."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from packager.book.blocks import Block, Blocks, Heading, Paragraph
from packager.book.inlines import Strong
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.headings.outline import first_heading
from packager.readers.text.scene_breaks import is_marker

_LONGEST = 80
"""Characters of such a title."""

_SHOWN = 3


def with_page_titles(
    blocks: Blocks, pages: Collection[Block], report: Report, where: Where
) -> Blocks:
    """The blocks with the titles on top of pages as headings, when there are no other headings.

    A title is a short line, centred or bold, with text below it; every page but the first has one.

    Args:
        blocks: The text.
        pages: The very blocks that the writer wanted on top of a page.
        report: Told of the titles that were found.
        where: The document, for messages.
    """
    if not pages or first_heading(blocks) < len(blocks):
        return blocks
    tops = {id(block) for block in pages}
    starts = [index for index, block in enumerate(blocks) if id(block) in tops]
    titles = [
        start
        for start, end in pairwise((*starts, len(blocks)))
        if _is_title(blocks[start]) and _has_text(blocks[start + 1 : end])
    ]
    if len(titles) < 2 or len(titles) < len(starts) - 1:  # noqa: PLR2004 - one may be chance
        return blocks
    made = list(blocks)
    for index in titles:
        made[index] = _heading(blocks[index])
    shown = " / ".join(_text(blocks[index]) for index in titles[:_SHOWN])
    report.add(
        Code.STRUCTURE_GUESSED,
        f"{len(titles)} lines on top of pages were taken for titles of chapters: {shown!r}"
        + (" ..." if len(titles) > _SHOWN else ""),
        where=where,
        hint="headings in the style Heading 1 need no guess",
    )
    return tuple(made)


def _is_title(block: Block) -> bool:
    text = _text(block)
    return 0 < len(text) <= _LONGEST and _stands_out(block) and not is_marker(text)


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(_text(block) and not _stands_out(block) for block in blocks)


def _heading(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    children = tuple(
        inner
        for child in block.children
        for inner in (child.children if isinstance(child, Strong) else (child,))
    )
    return Heading(1, children, replace(block.style, align=None))


def _text(block: Block) -> str:
    if not isinstance(block, Paragraph):
        return ""
    return " ".join(text_of_inlines(block.children).split())


def _stands_out(block: Block) -> bool:
    """Whether a paragraph is centred, or all bold."""
    return isinstance(block, Paragraph) and (
        block.style.align == "center"
        or all(isinstance(child, Strong) for child in block.children if child != " ")
    )

"""Frames: the blocks that are open while a tree is read, and what each becomes when it ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Division,
    Figure,
    ListBlock,
    Paragraph,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.inlines import Image, Inline, Inlines, LineBreak, Span
from packager.book.style import PLAIN, Style
from packager.book.walk import blocks_of, lines_of
from packager.readers.markup.lines import BREAK
from packager.readers.markup.looks import within

Kind = Literal[
    "text", "division", "quote", "list", "item", "table", "row", "cell", "figure", "caption",
    "footnote", "verse", "stanza",
]  # fmt: skip

MAX_FRAMES = 24
"""Blocks within one another; what is nested deeper stands in the block around it."""

MAX_TABLES = 3


@dataclass(slots=True)
class Frame:
    """A block that is open.

    Attributes:
        kind: What it will become.
        style: Its style.
        blocks: What stands in it.
        gaps: Blank lines in front of each of its blocks.
        runs: Indices of the blocks in front of which three or more line breaks stand.
        blanks: Blank lines since its last block.
        items: The items of a list, the cells of a row.
        rows: The rows of a table.
        caption: What stands under a figure or over a table.
        ordered: Whether the items of a list are numbered.
        start: The first number of a list.
        heading: Whether a cell is a heading.
        columns: Columns a cell spans.
        height: Rows a cell spans.
        note: Id of the footnote it is.
    """

    kind: Kind
    style: Style = PLAIN
    blocks: list[Block] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    runs: set[int] = field(default_factory=set)
    blanks: int = 0
    items: list[Blocks] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    caption: Inlines = ()
    ordered: bool = False
    start: int = 1
    heading: bool = False
    columns: int = 1
    height: int = 1
    note: str = ""

    def add(self, block: Block) -> None:
        """Put a block at the end."""
        self.blocks.append(block)
        self.gaps.append(self.blanks)
        self.blanks = 0


def close_item(frame: Frame) -> None:
    """What stands in a list beside its items belongs to the item in front of it."""
    if not frame.blocks:
        return
    blocks: tuple[Block, ...] = tuple(frame.blocks)
    frame.blocks.clear()
    frame.gaps.clear()
    frame.runs.clear()
    if frame.items:
        frame.items[-1] += blocks
    else:
        frame.items.append(blocks)


def division(blocks: Blocks, style: Style) -> Blocks:
    """Blocks with a style around them; one block alone takes it on itself."""
    if style == PLAIN or not blocks:
        return blocks
    if all(isinstance(block, SceneBreak) for block in blocks):
        return blocks
    if len(blocks) == 1:
        only = blocks[0]
        if not isinstance(only, SceneBreak):
            return (replace(only, style=within(style, only.style)),)
    return (Division(blocks, style),)


def quote(blocks: Blocks, style: Style) -> Blocks:
    """A quotation; nothing when it is empty."""
    return (BlockQuote(blocks, replace(style, indent=0)),) if blocks else ()


def listing(frame: Frame) -> Blocks:
    """A list of those items that hold something."""
    items = tuple(item for item in frame.items if item)
    if not items:
        return ()
    style = replace(frame.style, indent=0)
    return (ListBlock(items, ordered=frame.ordered, start=frame.start, style=style),)


def table(frame: Frame) -> Blocks:
    """A table; the blocks of its cells when it only lays out a page in one column."""
    rows = [row for row in frame.rows if row]
    style = replace(frame.style, indent=0)
    if all(len(row) == 1 and not (row[0].heading and row[0].blocks) for row in rows):
        inner = tuple(block for row in rows for block in row[0].blocks)
        caption: Blocks = (Paragraph(frame.caption),) if frame.caption else ()
        return caption + division(inner, style)
    if not any(cell.blocks for row in rows for cell in row):
        return (Paragraph(frame.caption),) if frame.caption else ()
    return (Table(tuple(rows), frame.caption, style),)


def figure(frame: Frame) -> Blocks:
    """The pictures of a figure, the last with the caption."""
    blocks = list(frame.blocks)
    at = next((i for i in reversed(range(len(blocks))) if isinstance(blocks[i], Figure)), None)
    if frame.caption:
        shown = blocks[at] if at is not None else None
        if at is not None and isinstance(shown, Figure) and not shown.caption:
            blocks[at] = replace(shown, caption=frame.caption)
        else:
            blocks.append(Paragraph(frame.caption, Style(align="center")))
    return division(tuple(blocks), frame.style)


def joined(blocks: Blocks) -> Inlines:
    """The lines of blocks as one run, with line breaks between them."""
    found: list[Inline] = []
    for block in blocks_of(blocks):
        lines = lines_of(block)
        if isinstance(block, Figure):
            lines = ((Image(block.asset, block.alt),), *lines)
        for line in lines:
            if line:
                found += (BREAK, *line) if found else line
    return tuple(found)


def verse(blocks: Blocks, style: Style) -> Blocks:
    """Verse: each paragraph a stanza, unless each is a line, as divisions of stanzas have it."""
    found: list[Block] = []
    stanzas: list[tuple[VerseLine, ...]] = []
    for block in blocks:
        match block:
            case Paragraph(children, look):
                stanzas.append(tuple(_verse_lines(children, look)))
            case Verse(inner):
                stanzas += inner
            case _:
                found += _ended(stanzas, style)
                found.append(block)
    found += _ended(stanzas, style)
    return tuple(found)


def stanza(blocks: Blocks) -> Blocks:
    """One stanza of lines that are paragraphs of their own; other blocks as they are."""
    if not blocks or not all(isinstance(block, Paragraph) for block in blocks):
        return blocks
    lines: list[VerseLine] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines += _verse_lines(block.children, block.style)
    return (Verse((tuple(lines),)),)


def _ended(stanzas: list[tuple[VerseLine, ...]], style: Style) -> Blocks:
    if not stanzas:
        return ()
    ended = tuple(stanzas)
    stanzas.clear()
    return (Verse(ended, style),)


def _verse_lines(children: Inlines, style: Style) -> list[VerseLine]:
    lines: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, LineBreak):
            lines.append([])
        else:
            lines[-1].append(child)
    found: list[VerseLine] = []
    for line in lines:
        look = style
        if len(line) == 1 and isinstance(line[0], Span) and line[0].style.indent:
            look = within(style, line[0].style)
            line = list(line[0].children)  # noqa: PLW2901 - the line without its indent
        if line:
            found.append(VerseLine(tuple(line), look))
    return found

"""Document: one text as blocks, with what is known about its headings, notes and names."""

from __future__ import annotations

from dataclasses import dataclass, field

from packager.book.blocks import Block, Blocks


@dataclass(slots=True)
class Head:
    """A heading of a text.

    Attributes:
        index: Index of its block.
        level: 1 to 6.
        text: What it says, on one line.
        line: Its line in the source.
        ids: The names links may call it by.
        classes: Its classes: ``unnumbered``.
        footnotes: Ids of the footnotes it points to, which no title can.
    """

    index: int
    level: int
    text: str
    line: int
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


@dataclass(slots=True)
class Document:
    """One text, read.

    Attributes:
        path: Path of its file; empty for the source itself.
        blocks: What stands below one another in it, headings included.
        lines: The line of the source each block begins at.
        heads: Its headings, those within quotations and lists left aside.
        asides: Indices of the blocks that are a note of the author's by their own markup.
        anchors: The index of the block that has a name, beside the headings.
        footnotes: What its footnotes say, by their ids.
    """

    path: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    asides: set[int] = field(default_factory=set)
    anchors: dict[str, int] = field(default_factory=dict)
    footnotes: dict[str, Blocks] = field(default_factory=dict)

    def add(self, block: Block, line: int) -> None:
        """Put a block below the others."""
        self.blocks.append(block)
        self.lines.append(line)

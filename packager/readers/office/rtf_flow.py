"""Text of an RTF document on its way into blocks: the story's, or a footnote's."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from packager.book.blocks import Block, Cell, Figure, Heading, Paragraph, Table
from packager.book.inlines import Image, Inline, Inlines
from packager.book.walk import text_of_inlines
from packager.readers.office.lists import ListItem, lists_of
from packager.readers.office.rtf_paragraph_look import ParagraphLook
from packager.readers.office.runs import joined, trimmed

_CONTENTS = re.compile(r"(?:toc|index|verzeichnis|tdc|indice) \d|toc heading|contents \d")
"""Styles of the lists a word processor makes of the headings."""

_NUMBERED = re.compile(
    r"[(\[]?(?:\d{1,4}\.)*(?:(?P<number>\d{1,4})|[A-Za-z]|[ivxlcIVXLC]+)[.)\]:]*"
)
_HOLLOW = "o"
"""Word's bullet of the second level, in a font where it is a ring."""


@dataclass(slots=True)
class _TableText:
    """A table that may go on: its rows, the row and the cell that are being read."""

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)

    def end_cell(self) -> None:
        self.row.append(Cell(tuple(self.cell)))
        self.cell = []

    def end_row(self) -> None:
        if self.cell:  # the word that ends the last cell is missing
            self.end_cell()
        if self.row:
            self.rows.append(tuple(self.row))
        self.row = []

    def taken(self) -> list[Block]:
        """The table so far as a block, none where there is no row."""
        self.end_row()
        rows, self.rows = self.rows, []
        return [Table(tuple(rows))] if rows else []


@dataclass(slots=True)
class RtfFlow:
    """One text.

    Attributes:
        look: What holds for the paragraph that is being read.
        line: Its inlines so far.
        marker: The bullet or number the source prints in front of it; ``None`` for no item.
        names: The bookmarks in it.
        blocks: The blocks so far; a blank paragraph is one without children.
        bookmarks: The blocks by the names of the bookmarks in them.
        pages: The blocks on top of pages.
        turned: Whether the next block is on top of a page.
        styled: The first paragraphs in the styles ``title`` and ``subtitle``.
        contents: The lines of the contents list, which are not among the blocks.
    """

    look: ParagraphLook = ParagraphLook()
    line: list[Inline] = field(default_factory=list)
    marker: str | None = None
    names: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    bookmarks: dict[str, Block] = field(default_factory=dict)
    pages: list[Block] = field(default_factory=list)
    turned: bool = True
    styled: dict[str, str] = field(default_factory=dict)
    contents: list[str] = field(default_factory=list)
    _items: list[ListItem] = field(default_factory=list)
    _items_depth: int = 0
    _outer: _TableText = field(default_factory=_TableText)
    _inner: _TableText = field(default_factory=_TableText)

    def end_paragraph(self) -> None:
        """End the paragraph; blank ones are kept as gaps, for scene breaks are made of them."""
        line = trimmed(joined(self.line))
        self.line = []
        marker, self.marker = self.marker, None
        text = " ".join(text_of_inlines(line).split())
        if self.look.name in {"title", "subtitle"} and text:
            self.styled.setdefault(self.look.name, text)
        elif _CONTENTS.fullmatch(self.look.name):
            self.contents.append(text)
            return
        item = self._item(line, marker)
        if item is None:
            self._add(_block(line, self.look, marker))
        else:
            self._add_item(item)

    def _add_item(self, item: ListItem) -> None:
        if self._items and self._items_depth != self.look.depth:
            self.end_list()
        if not self._items and not self.look.depth:
            self.end_table()
        self._items_depth = self.look.depth
        self._items.append(item)
        self._named(item.block)

    def _item(self, line: Inlines, marker: str | None) -> ListItem | None:
        """The paragraph as an item of a list, when it is one whose marker a list can print."""
        look = self.look
        if not line or look.level or (marker is None and not look.listed):
            return None
        mark = (marker or "").strip()
        numbered = None if mark == _HOLLOW else _NUMBERED.fullmatch(mark)
        if numbered is None and mark != _HOLLOW and any(letter.isalnum() for letter in mark):
            return None
        number = int(numbered["number"] or 1) if numbered else 1
        style = replace(look.style, indent=0)
        paragraph = Paragraph(line, style)
        return ListItem(paragraph, look.list_level, numbered is not None, number)

    def _named(self, block: Block) -> None:
        self.bookmarks.update(dict.fromkeys(self.names, block))
        self.names.clear()

    def _add(self, block: Block) -> None:
        self.end_list()
        match self.look.depth:
            case 0:
                self.end_table()
                self.blocks.append(block)
                self._named(block)
                if (self.turned or self.look.page) and block != Paragraph(()):
                    self.pages.append(block)
                    self.turned = False
            case 1:
                self._end_inner()
                self._into_cell(self._outer, block)
            case _:
                self._into_cell(self._inner, block)

    def _into_cell(self, table: _TableText, block: Block) -> None:
        if block != Paragraph(()):
            table.cell.append(block)
            self._named(block)

    def end_list(self) -> None:
        """End the list, when there is one."""
        made, self._items = lists_of(self._items), []
        if not made:
            return
        match self._items_depth:
            case 0:
                self.blocks += made
            case 1:
                self._outer.cell += made
            case _:
                self._inner.cell += made

    def end_cell(self, *, nested: bool) -> None:
        """End a cell of the table, or of a table in it."""
        look = self.look
        self.look = replace(look, depth=max(look.depth, 1 + nested))
        self.end_paragraph()
        self.end_list()
        self.look = look
        if nested:
            self._inner.end_cell()
        else:
            self._end_inner()
            self._outer.end_cell()

    def end_row(self, *, nested: bool) -> None:
        """End a row of the table, or of a table in it."""
        (self._inner if nested else self._outer).end_row()

    def _end_inner(self) -> None:
        self._outer.cell += self._inner.taken()

    def end_table(self) -> None:
        """End the table, when there is one."""
        self._end_inner()
        self.blocks += self._outer.taken()

    def end(self) -> None:
        """End the text, which may end without the word that ends its last paragraph."""
        if self.line:
            self.end_paragraph()
        self.end_list()
        self.end_table()


def _block(line: Inlines, look: ParagraphLook, marker: str | None) -> Block:
    """A paragraph as a block; a marker that no list prints stays in front of it."""
    if not line:
        return Paragraph(())
    if marker and any(letter.isalnum() for letter in marker):
        line = joined((f"{marker.strip()} ", *line))
    if len(line) == 1 and isinstance(line[0], Image):
        return Figure(line[0].asset, style=look.style)
    if look.level:
        return Heading(min(look.level, 6), line, look.style)
    return Paragraph(line, look.style)

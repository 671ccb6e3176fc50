"""Lines of Aozora Bunko text as blocks: paragraphs, verse and letters set in, pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from packager.book.blocks import (
    Block,
    Blocks,
    Division,
    Figure,
    Heading,
    Paragraph,
    SceneBreak,
    Verse,
    VerseLine,
)
from packager.book.inlines import Inlines
from packager.book.style import PLAIN, Style
from packager.diagnostics import Code, Report, Where
from packager.readers.aozora.marks import MarkedLine
from packager.readers.markup.pictures import Pictures
from packager.readers.text.prose import Prose, gaps_of
from packager.readers.text.scene_breaks import is_marker
from packager.request import SceneBreaks
from packager.sources.text import Line

_VERSE_LINE = 30
"""Characters a line of verse has at most; a page of prose has forty and more."""

_Item = tuple[Block | None, int, str]
"""A block, the number of its line, and a text that stands for it; no block is a blank or a mark."""


@dataclass(slots=True)
class AozoraBlocks:
    """Makes blocks of the chapters of one text.

    Attributes:
        source: Name of the source, for messages.
        breaks: What counts as a scene break.
        report: Told of scene breaks and pictures.
        pictures: Where pictures come from.
    """

    source: str
    breaks: SceneBreaks
    report: Report
    pictures: Pictures
    _wordless: int = 0

    def chapters(self, chapters: Sequence[Sequence[MarkedLine]]) -> list[Blocks]:
        """The blocks of each chapter; they speak for each other about blank lines."""
        laid = [self._laid(rows) for rows in chapters]
        gaps = tuple(sorted(gap for lines, _ in laid for gap in gaps_of(lines)))
        prose = Prose(self.source, self.breaks, self.report, gaps, each=False)
        made = [prose.blocks(lines, made=blocks) for lines, blocks in laid]
        prose.report_guesses()
        return [_trimmed(blocks) for blocks in made]

    def tell(self) -> None:
        """Say what pictures nobody has words for."""
        if self._wordless:
            self.report.add(
                Code.PICTURE_WITHOUT_WORDS,
                f"no words say what pictures show ({self._wordless})",
                where=Where(self.source),
            )

    def _laid(self, rows: Sequence[MarkedLine]) -> tuple[list[Line], dict[int, Block]]:
        """A line for each block, with blank ones between, and the blocks by their lines."""
        items = list(self._stream(rows))
        lines: list[Line] = []
        made: dict[int, Block] = {}
        for index, (block, number, text) in enumerate(items):
            if not text and _beside_a_block(items, index):
                continue  # the space around what is set in parts no scenes
            if block is not None:
                made[len(lines)] = block
            lines.append(Line(number, text))
        return lines, made

    def _stream(self, rows: Sequence[MarkedLine]) -> Iterator[_Item]:
        for (block, set_in), group in groupby(rows, key=_together):
            run = list(group)
            number = run[0].line.number
            if (block or set_in) and (whole := _set_in(run)):
                yield whole, number, "set in"
                continue
            for row in run:
                yield from self._single(row)

    def _single(self, row: MarkedLine) -> Iterator[_Item]:
        number = row.line.number
        if row.opens_page:
            yield SceneBreak(), number, "page"
        if row.picture:
            yield self._picture(row), number, "picture"
        if not row.children:
            if not row.opens_page and not row.picture:
                yield None, number, ""
            return
        marker = unicodedata.normalize("NFKC", row.text).strip()
        if is_marker(marker):
            yield None, number, marker
        elif row.level:
            style = Style(align=row.layout.align) if row.layout.align else PLAIN
            yield Heading(min(3, row.level), row.children, style), number, "heading"
        else:
            yield Paragraph(row.children, row.layout.style), number, "paragraph"

    def _picture(self, row: MarkedLine) -> Block:
        where = Where(self.source, row.line.number)
        asset = self.pictures.take(row.picture, alt=row.caption, where=where)
        if asset is None:
            words = f"{row.caption}（{row.picture}）" if row.caption else f"（{row.picture}）"
            return Paragraph((words,), Style(align="center"))
        caption: Inlines = (row.caption,) if row.caption else ()
        self._wordless += not row.caption
        return Figure(asset, row.caption, caption)


def _together(row: MarkedLine) -> tuple[int, int]:
    """What rows have in common that are set in together."""
    layout = row.layout
    if row.level or row.picture or row.opens_page:
        return 0, 0
    if layout.block:
        return layout.block, 0
    return 0, 0 if row.blank or layout.align or not layout.style.indent else layout.indent


def _set_in(run: Sequence[MarkedLine]) -> Block | None:
    """Rows that are set in together, as one block; ``None`` where they are none."""
    while run and run[-1].blank:
        run = run[:-1]
    texts = [row for row in run if not row.blank]
    if len(texts) < 2 or any(is_marker(unicodedata.normalize("NFKC", r.text)) for r in texts):  # noqa: PLR2004
        return None
    style = texts[0].layout.style
    least = min(row.layout.indent for row in texts)
    if style.align is None and all(_of_verse(row) for row in texts):
        stanzas = tuple(
            tuple(_verse_line(row, least) for row in group)
            for blank, group in groupby(run, key=lambda row: row.blank)
            if not blank
        )
        return Verse(stanzas, replace(texts[0].layout, indent=least).style)
    if not texts[0].layout.block:
        return None
    paragraphs = tuple(Paragraph(row.children) for row in texts)
    return Division(paragraphs, style)


def _of_verse(row: MarkedLine) -> bool:
    text = row.text
    return len(text) <= _VERSE_LINE and text[0] not in "「『（"


def _verse_line(row: MarkedLine, least: int) -> VerseLine:
    steps = min(4, (row.layout.indent - least + 1) // 2)
    return VerseLine(row.children, Style(indent=steps) if steps else PLAIN)


def _beside_a_block(items: Sequence[_Item], index: int) -> bool:
    """Whether what stands next to a blank line, above or below, is no paragraph."""
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(items) and not items[at][2]:
            at += step
        if 0 <= at < len(items) and not isinstance(items[at][0], Paragraph | SceneBreak | None):
            return True
    return False


def _trimmed(blocks: Blocks) -> Blocks:
    """The blocks without scene breaks at either end."""
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start], SceneBreak):
        start += 1
    while end > start and isinstance(blocks[end - 1], SceneBreak):
        end -= 1
    return blocks[start:end]

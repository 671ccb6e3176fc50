"""What html2text writes, as blocks: the Markdown that FanFicFare's text files hold.

https://github.com/Alir3z4/html2text: paragraphs perhaps wrapped at a column, ``  * `` and ``  1. ``
for lists, ``> `` for quotations, ``* * *`` for rules, two spaces at the end for a line break, and a
backslash before signs that would mean something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Heading,
    ListBlock,
    Paragraph,
)
from packager.book.book import Footnote
from packager.diagnostics import Report
from packager.readers.text.inline_marks import LINE_BREAK, inlines_of_text
from packager.readers.text.prose import Prose, gaps_of
from packager.readers.text.scene_breaks import is_marker
from packager.readers.text.wrapped_lines import join_lines, runs
from packager.request import SceneBreaks
from packager.sources.text import Line

_DEEPEST = 6
"""Quotations within each other; nobody quotes deeper."""


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"(#{1,6})[ \t]+(\S.*)", re.DOTALL)


@cache
def _item() -> re.Pattern[str]:
    return re.compile(r"(?P<indent> {2,12})(?:(?P<bullet>[*+-])|(?P<number>\d{1,4})\.) +(?=\S)")


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r" {0,3}> ?")


@dataclass(slots=True)
class Html2TextBlocks:
    """Makes blocks of the chapters of one text.

    Attributes:
        source: Name of the source, for messages.
        breaks: What counts as a scene break.
        report: Told of scene breaks.
        footnotes: None; html2text knows none.
        note_lines: None, for the same reason.
    """

    source: str
    breaks: SceneBreaks
    report: Report
    footnotes: list[Footnote] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)

    def chapters(self, texts: Sequence[Sequence[Line]]) -> Iterator[Blocks]:
        """The blocks of each chapter in turn."""
        read = [_chapter(text, 0) for text in texts]
        gaps = tuple(sorted(gap for lines, _ in read for gap in gaps_of(lines)))
        prose = Prose(self.source, self.breaks, self.report, gaps, each=False)
        for lines, made in read:
            yield prose.blocks(lines, made=made)
        prose.report_guesses()


def html2text_blocks(lines: Sequence[Line], depth: int = 0) -> Blocks:
    """The blocks of some lines, in which only a rule parts scenes."""
    read, made = _chapter(lines, depth)
    prose = Prose("", "marker", Report(), each=False)
    return prose.blocks(read, made=made)


def _chapter(lines: Sequence[Line], depth: int) -> tuple[list[Line], dict[int, Block]]:
    """A line for each block, with the blank lines between, and the blocks by their lines."""
    kept: list[Line] = []
    made: dict[int, Block] = {}
    at = 0
    waiting: list[Line] = []
    for start, end in runs(lines):
        kept += [] if waiting else lines[at:start]
        run = lines[start:end]
        at = end
        if depth < _DEEPEST and all(_quoted().match(line.text) for line in run):
            waiting += [*([Line(run[0].number, "")] if waiting else []), *run]
            continue
        if waiting:
            _quote(waiting, kept, made, depth)
            kept.append(Line(run[0].number, ""))
            waiting = []
        for block in _of_run(run):
            made[len(kept)] = block
            kept.append(Line(run[0].number, run[0].text))
            if isinstance(block, Paragraph) and len(run) == 1 and is_marker(run[0].text):
                del made[len(kept) - 1]
    if waiting:
        _quote(waiting, kept, made, depth)
    return kept, made


def _quote(waiting: Sequence[Line], kept: list[Line], made: dict[int, Block], depth: int) -> None:
    inner = [line._replace(text=_quoted().sub("", line.text, count=1)) for line in waiting]
    blocks = html2text_blocks(inner, depth + 1)
    if blocks:
        made[len(kept)] = BlockQuote(blocks)
        kept.append(waiting[0])


def _of_run(run: Sequence[Line]) -> Iterator[Block]:
    """The blocks of lines without a blank one between them."""
    heading = _heading().match(run[0].text)
    if heading:
        text = join_lines([heading[2], *(line.text for line in run[1:])])
        yield Heading(max(1, len(heading[1]) - 1), inlines_of_text(text, "html2text"))
        return
    if _item().match(run[0].text):
        yield from _lists(run)
        return
    yield Paragraph(inlines_of_text(_text(run), "html2text"))


def _text(lines: Sequence[Line]) -> str:
    """The lines as one text; two spaces at the end of one are a line break."""
    parts: list[str] = []
    for line in lines:
        text = line.text
        if parts and not parts[-1].endswith(LINE_BREAK):
            parts.append(" ")
        parts.append(text.strip(" \t"))
        if text.endswith("  ") and line is not lines[-1]:
            parts.append(LINE_BREAK)
    return "".join(parts)


def _lists(run: Sequence[Line]) -> Iterator[Block]:
    """Lists, one within the other as their items are indented."""
    items: list[tuple[int, str, list[Line]]] = []
    for line in run:
        found = _item().match(line.text)
        if found:
            mark = found["number"] or ""
            rest = line._replace(text=line.text[found.end() :])
            items.append((len(found["indent"]), mark, [rest]))
        else:
            items[-1][2].append(line)
    yield from _nested(items, 0)


def _nested(items: Sequence[tuple[int, str, list[Line]]], level: int) -> Iterator[Block]:
    at = 0
    while at < len(items):
        indent, mark, _ = items[at]
        made: list[Blocks] = []
        while at < len(items) and bool(items[at][1]) == bool(mark) and items[at][0] <= indent:
            text = items[at][2]
            at += 1
            inner = at
            while at < len(items) and items[at][0] > indent and level < _DEEPEST:
                at += 1
            blocks: list[Block] = [Paragraph(inlines_of_text(_text(text), "html2text"))]
            blocks += _nested(items[inner:at], level + 1)
            made.append(tuple(blocks))
        if not made:  # deeper than anyone goes
            made.append((Paragraph(inlines_of_text(_text(items[at][2]), "html2text")),))
            at += 1
        yield ListBlock(tuple(made), ordered=bool(mark), start=int(mark or 1))

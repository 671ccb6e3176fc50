"""Plain text as blocks: paragraphs joined, verse and quotations kept, marks read, notes taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from packager.book.blocks import Block, BlockQuote, Blocks, Paragraph, Verse, VerseLine
from packager.book.book import Footnote
from packager.book.inlines import Inlines
from packager.book.style import PLAIN, Style
from packager.diagnostics import Report
from packager.readers.text.footnotes import take_footnotes
from packager.readers.text.inline_marks import Marks, inlines_of_text
from packager.readers.text.prose import Prose, gaps_of
from packager.readers.text.wrapped_lines import (
    Passage,
    join_lines,
    passages,
    vocabulary,
    wrapping_of,
)
from packager.request import SceneBreaks
from packager.sources.text import Line

_DEEPEST = 4
_STEP = 4
"""Spaces of one step of indent within verse."""


@dataclass(frozen=True, slots=True)
class TextLayout:
    """How the lines of a text are set, which is the same throughout.

    Attributes:
        width: The column they were broken at, or 0 where each line is a paragraph.
        words: The words of the text, when words are parted at the ends of lines.
        marks: Whose marks of italics and bold it has.
    """

    width: int
    words: frozenset[str]
    marks: Marks = "plain"

    def inlines(self, text: str) -> Inlines:
        """The inlines of a paragraph's text."""
        return inlines_of_text(text, self.marks)


def layout_of(lines: Sequence[Line], marks: Marks = "plain") -> TextLayout:
    """The layout of a text."""
    width = wrapping_of(lines)
    return TextLayout(width, vocabulary(lines) if width else frozenset(), marks)


@dataclass(slots=True)
class _Chapter:
    lines: tuple[Line, ...]
    made: dict[int, Block]


@dataclass(slots=True)
class TextBlocks:
    """Makes blocks of the chapters of one text, which speak for each other about blank lines.

    Attributes:
        layout: How its lines are set.
        source: Name of the source, for messages.
        breaks: What counts as a scene break.
        report: Told of scene breaks and footnotes.
        footnotes: The footnotes found so far.
        note_lines: Labels of footnotes, and lines that only said that footnotes follow; they are
            not printed.
    """

    layout: TextLayout
    source: str
    breaks: SceneBreaks
    report: Report
    footnotes: list[Footnote] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)

    def chapters(self, texts: Sequence[Sequence[Line]]) -> Iterator[Blocks]:
        """The blocks of each chapter in turn; footnotes are gathered in ``footnotes``."""
        chapters = [self._joined(text) for text in texts]
        gaps = tuple(sorted(gap for chapter in chapters for gap in gaps_of(chapter.lines)))
        prose = Prose(self.source, self.breaks, self.report, gaps, self.layout.inlines, each=False)
        for chapter in chapters:
            yield prose.blocks(chapter.lines, made=chapter.made)
        prose.report_guesses()

    def aside(self, text: Sequence[Line]) -> Blocks:
        """The blocks of a note or a description, which have no scenes."""
        chapter = self._joined(text)
        prose = Prose(self.source, self.breaks, self.report, (), self.layout.inlines, each=False)
        blocks = prose.blocks(chapter.lines, prose.aside, made=chapter.made)
        prose.report_guesses()
        return blocks

    def _joined(self, text: Sequence[Line]) -> _Chapter:
        """A chapter with a line for each paragraph, and the blocks of what is none."""
        items: Sequence[Passage | Line] = tuple(passages(text, self.layout.width))
        if any(_has_bracket(item) for item in items):
            noted = take_footnotes(items, len(self.footnotes) + 1)
            items = noted.items
            self.note_lines += noted.labels
            for name, told in noted.footnotes:
                blocks = tuple(self._alone(passage) for passage in told)
                self.footnotes.append(Footnote(id=name, blocks=blocks))
        lines: list[Line] = []
        made: dict[int, Block] = {}
        for item in items:
            if isinstance(item, Line):
                lines.append(item)
            elif item.kind == "prose" and len(item.lines) == 1:
                lines.append(item.lines[0])
            else:
                line = Line(item.lines[0].number, self._text(item))
                if item.kind != "prose":
                    made[len(lines)] = self._alone(item)
                lines.append(line)
        return _Chapter(tuple(lines), made)

    def _text(self, passage: Passage) -> str:
        return join_lines([line.text for line in passage.lines], self.layout.words)

    def _alone(self, passage: Passage) -> Block:
        if passage.kind == "verse":
            return self._verse(passage)
        paragraph = Paragraph(self.layout.inlines(self._text(passage)))
        return BlockQuote((paragraph,)) if passage.kind == "quote" else paragraph

    def _verse(self, passage: Passage) -> Verse:
        texts = [line.text.expandtabs(4).rstrip() for line in passage.lines]
        indents = [len(text) - len(text.lstrip()) for text in texts]
        least = min(indents)
        whole = self._marked_throughout([text.strip() for text in texts])
        return Verse(
            (
                tuple(
                    VerseLine(inlines, _indented((indent - least) // _STEP))
                    for inlines, indent in zip(whole, indents, strict=True)
                ),
            )
        )

    def _marked_throughout(self, texts: Sequence[str]) -> tuple[Inlines, ...]:
        """Lines whose marks may open in one and close in another: ``_O ye`` ... ``and go_``."""
        closed = []
        for mark in ("_", "*"):
            opens = texts[0].startswith(mark) and not texts[0].endswith(mark)
            if opens and texts[-1].endswith(mark) and sum(t.count(mark) for t in texts) == 2:  # noqa: PLR2004
                closed = [f"{mark}{text.strip(mark)}{mark}" for text in texts]
        return tuple(self.layout.inlines(text) for text in closed or texts)


def _indented(steps: int) -> Style:
    return Style(indent=min(steps, _DEEPEST)) if steps else PLAIN


def _has_bracket(item: Passage | Line) -> bool:
    return isinstance(item, Passage) and item.lines[0].text.lstrip()[:1] in {"[", "{"}

"""The text of a FictionBook as blocks: paragraphs, poems, quotations, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Figure,
    Heading,
    Paragraph,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.inlines import (
    Image,
    NoteRef,
)
from packager.book.style import PLAIN, Style
from packager.diagnostics import Code, Report, Where
from packager.readers.fb2.binaries import Binaries
from packager.readers.fb2.lines import FictionLines, flat
from packager.readers.left_out import LeftOut
from packager.readers.text.prose import Prose
from packager.readers.text.scene_breaks import is_marker
from packager.request import SceneBreaks
from packager.sources.text import Line

if TYPE_CHECKING:
    from packager.readers.epub.xml import Element

_END = Style(align="end")
_CENTER = Style(align="center")
_DEEPEST = 40
"""Quotations nested deeper are joined; a reading system would show nothing of their indent."""

_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class FictionText:
    """Makes blocks and inlines of the elements of one FictionBook.

    Attributes:
        source: Name of the source, for messages.
        breaks: What counts as a scene break in a chapter.
        report: Told of what can't be shown.
        binaries: The pictures.
        lines: Makes the inlines of its paragraphs.
        left_out: What is not printed.
    """

    source: str
    breaks: SceneBreaks
    report: Report
    binaries: Binaries
    left_out: LeftOut = field(default_factory=LeftOut)
    lines: FictionLines = field(init=False)
    _wordless: int = 0
    _prose: Prose = field(init=False)

    def __post_init__(self) -> None:
        """One judge of empty lines for the whole book, so that it is summed up once."""
        self._prose = Prose(self.source, self.breaks, self.report, (), each=False)
        self.lines = FictionLines(self.binaries, self.left_out)

    def blocks(self, elements: Iterable[Element | str], *, scenes: bool = True) -> Blocks:
        """The blocks of some elements.

        Args:
            elements: Paragraphs, poems and the like; empty lines between them may part scenes.
            scenes: Whether there are scenes; a footnote, an epigraph has none.
        """
        lines: list[Line] = []
        made: dict[int, Block] = {}
        for block in self._stream(elements, 0):
            if block is None and not scenes:
                continue
            if isinstance(block, SceneBreak):
                lines.append(Line(0, block.mark))
                continue
            if block is not None:
                made[len(lines)] = block
            lines.append(Line(0, "" if block is None else "block"))
        lines, made = _without_space_beside(lines, made)
        prose = self._prose
        return prose.blocks(lines, None if scenes else prose.aside, made=made)

    def title_lines(self, title: Element) -> tuple[list[str], list[NoteRef]]:
        """The lines of a title, and the footnotes it points to."""
        refs: list[NoteRef] = []
        lines: list[str] = []
        for one in title.elements or [title]:
            inlines = self.lines.inlines(one.children)
            refs += (child for child in flat(inlines) if isinstance(child, NoteRef))
            text = "".join(child for child in flat(inlines) if isinstance(child, str)).strip()
            if text:
                lines.append(text)
        return lines, refs

    def tell(self) -> None:
        """Name what was met."""
        self._prose.report_guesses()
        where = Where(self.source)
        if self.lines.dead:
            self.report.add(
                Code.LINK_DEAD,
                f"links lead to nothing in the file ({self.lines.dead})",
                where=where,
            )
        if self.lines.styled:
            self.report.add(
                Code.STYLE_DROPPED,
                f"styles of the file's own were left out ({self.lines.styled})",
                where=where,
            )
        if self._wordless:
            self.report.add(
                Code.PICTURE_WITHOUT_WORDS,
                f"no words say what pictures show ({self._wordless})",
                where=where,
            )
        self.left_out.tell(self.report, where)

    # --- blocks -------------------------------------------------------------------------------

    def _stream(self, elements: Iterable[Element | str], depth: int) -> Iterator[Block | None]:
        """The blocks of elements, ``None`` for an empty line."""
        for one in elements:
            if isinstance(one, str):
                if one.strip():  # text where the schema has none
                    yield Paragraph((_SPACE.sub(" ", one).strip(),))
                continue
            yield from self._of(one, depth)

    def _of(self, one: Element, depth: int) -> Iterator[Block | None]:
        match one.name:
            case "empty-line":
                yield None
                yield from self._stream(one.children, depth)
            case "p" | "v" | "text-author" | "date":
                yield from self._paragraph(one, PLAIN if one.name in {"p", "v"} else _END)
            case "subtitle" | "image" | "poem" | "table" | "title":
                yield from self._special(one, depth)
            case "cite" | "epigraph" | "annotation" if depth < _DEEPEST:
                inner = tuple(b for b in self._stream(one.children, depth + 1) if b is not None)
                if inner:
                    yield BlockQuote(inner)
            case _:
                yield from self._stream(one.children, depth)

    def _special(self, one: Element, depth: int) -> Iterator[Block | None]:
        match one.name:
            case "subtitle":
                yield from self._subtitle(one)
            case "image":
                yield self._figure(one)
            case "poem":
                yield from self._poem(one, depth)
            case "table":
                yield self._table(one)
            case _:
                lines, refs = self.title_lines(one)
                if lines:
                    yield Heading(min(6, max(1, depth)), (": ".join(lines), *refs))

    def _paragraph(self, one: Element, style: Style) -> Iterator[Block | None]:
        """A paragraph; what the file has nested in it by mistake stands behind it."""
        inline: list[Element | str] = []
        for child in one.children:
            if isinstance(child, str) or child.name not in _BLOCKS:
                inline.append(child)
                continue
            yield from self._text_block(inline, style)
            inline = []
            yield from self._of(child, 1)
        yield from self._text_block(inline, style)

    def _text_block(self, inline: Sequence[Element | str], style: Style) -> Iterator[Block]:
        children = self.lines.inlines(inline)
        match children:
            case ():
                return
            case (Image(asset, alt),):
                yield Figure(asset, alt)
            case (str(text),) if style is PLAIN and is_marker(text):
                yield SceneBreak(text.strip())
            case _:
                yield Paragraph(children, style)

    def _subtitle(self, one: Element) -> Iterator[Block]:
        children = self.lines.inlines(one.children)
        text = "".join(child for child in flat(children) if isinstance(child, str))
        if is_marker(text):
            yield SceneBreak(text.strip())
        elif children:
            yield Heading(2, children)

    def _figure(self, one: Element) -> Block:
        alt = one.get("alt") or one.get("title")
        asset = self.binaries.take(one.get("href"), alt)
        if asset is None:
            return Paragraph((alt or one.get("href") or "?",), _CENTER)
        self._wordless += not alt
        caption = one.get("title")
        return Figure(asset, alt, (caption,) if caption else ())

    def _poem(self, poem: Element, depth: int) -> Iterator[Block | None]:
        stanzas: list[tuple[VerseLine, ...]] = []
        for one in poem.elements:
            if one.name == "stanza":
                lines = [v for v in one.elements if v.name == "v"]
                heads = [h for h in one.elements if h.name in {"title", "subtitle"}]
                if heads:
                    yield from _verse(stanzas)
                    stanzas = []
                    yield from self._stream(heads, depth + 2)
                stanza = tuple(
                    VerseLine(inner)
                    for line in lines
                    if (inner := self.lines.inlines(line.children))
                )
                stanzas += [stanza] if stanza else []
            elif one.name == "v":
                inner = self.lines.inlines(one.children)
                stanzas += [(VerseLine(inner),)] if inner else []
            else:
                yield from _verse(stanzas)
                stanzas = []
                yield from self._stream((one,), depth + 2)
        yield from _verse(stanzas)

    def _table(self, table: Element) -> Block:
        rows = tuple(
            tuple(
                Cell(
                    (Paragraph(self.lines.inlines(cell.children)),),
                    heading=cell.name == "th",
                    columns=_span(cell.get("colspan"), 100),
                    rows=_span(cell.get("rowspan"), 1000),
                )
                for cell in row.elements
                if cell.name in {"td", "th"}
            )
            for row in table.iter("tr")
        )
        return Table(tuple(row for row in rows if row))


_BLOCKS = frozenset(
    {"p", "poem", "cite", "epigraph", "table", "subtitle", "empty-line", "title", "stanza", "v"}
)


def _verse(stanzas: Sequence[tuple[VerseLine, ...]]) -> Iterator[Block]:
    if stanzas:
        yield Verse(tuple(stanzas))


def _span(value: str, most: int) -> int:
    return (
        min(most, int(value)) if value.isdecimal() and value.isascii() and int(value[:4]) > 0 else 1
    )


def _without_space_beside(
    lines: Sequence[Line], made: Mapping[int, Block]
) -> tuple[list[Line], dict[int, Block]]:
    """The lines without the empty ones around poems and pictures, which part no scenes."""
    kept: list[Line] = []
    blocks: dict[int, Block] = {}
    for index, line in enumerate(lines):
        if line.blank and any(
            not isinstance(made.get(near), Paragraph | None) for near in (index - 1, index + 1)
        ):
            continue
        if index in made:
            blocks[len(kept)] = made[index]
        kept.append(line)
    return kept, blocks

"""A Word document as blocks, from what mammoth reads out of it.

mammoth knows the file format: styles, numbering, notes, text boxes, strict and transitional
namespaces; it leaves out deleted text, and nothing outside the file is ever opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mammoth import documents

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    SceneBreak,
    Table,
)
from packager.book.book import Asset, Footnote
from packager.book.inlines import (
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import Align, Style
from packager.diagnostics import Code, Report, Where
from packager.readers.covers import UNKNOWN_TYPE
from packager.readers.office.docx_resolved import RUBY_BASE, RUBY_END, RUBY_READING, RULE
from packager.readers.office.runs import Mark, joined, trimmed
from packager.sources.text import printable

_ALIGN: dict[str, Align] = {"center": "center", "right": "end", "end": "end"}
_STEP = 720
"""Twips of one step of indent: half an inch."""

_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|заголовок|kop|rubrik|nagłówek)\s*(\d)",
    re.IGNORECASE,
)
_QUOTES = frozenset({"quote", "intense quote", "block text", "quotations", "zitat"})
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)


@dataclass(slots=True)
class DocxReading:
    """One reading of a document: its notes, and what was found so far.

    Attributes:
        notes: The footnotes and endnotes of the document.
        report: Told of pictures that are not in the file.
        where: The document, for messages.
        footnotes: Those that were pointed to.
        cited: Their kinds and ids in the file.
        assets: The pictures.
        title: The paragraph in the style ``Title``.
        subtitle: The paragraph in the style ``Subtitle``.
    """

    notes: documents.Notes
    report: Report
    where: Where
    footnotes: list[Footnote] = field(default_factory=list)
    cited: set[tuple[str, str]] = field(default_factory=set)
    assets: list[Asset] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""

    def blocks(self, elements: Sequence[documents.Element]) -> list[Block]:
        """The blocks of paragraphs and tables; a blank paragraph is one without children."""
        found: list[Block] = []
        items: list[tuple[int, bool, Block]] = []
        for element in elements:
            numbering = element.numbering if isinstance(element, documents.Paragraph) else None
            if not items or numbering is None:
                found += _lists(items)
                items = []
            for block in self._block(element):
                if numbering is not None and isinstance(block, Paragraph):
                    items.append((_level(numbering), numbering.is_ordered, block))
                else:
                    found.append(block)
        return found + _lists(items)

    def _block(self, element: documents.Element) -> list[Block]:
        match element:
            case documents.Paragraph():
                return self._paragraph(element)
            case documents.Table():
                rows = tuple(
                    self._row(row)
                    for row in element.children
                    if isinstance(row, documents.TableRow)
                )
                return [Table(tuple(row for row in rows if row))] if any(rows) else []
            case documents.HasChildren():
                return self.blocks(element.children)
            case _:
                line = trimmed(joined(self._inlines(element, frozenset())))
                return [Paragraph(line)] if line else []

    def _row(self, row: documents.TableRow) -> tuple[Cell, ...]:
        return tuple(
            Cell(
                tuple(block for block in self.blocks(cell.children) if block != Paragraph(())),
                heading=row.is_header,
                columns=max(1, min(cell.colspan, 100)),
                rows=max(1, min(cell.rowspan, 1000)),
            )
            for cell in row.children
            if isinstance(cell, documents.TableCell)
        )

    def _paragraph(self, element: documents.Paragraph) -> list[Block]:
        name = (element.style_name or element.style_id or "").lower()
        style = Style(align=_ALIGN.get(element.alignment or ""), indent=_indent(element))
        heading = _HEADING.match(name)
        marks = frozenset({"bold"}) if heading else frozenset[str]()
        line = trimmed(joined(self._run_of(element.children, frozenset(), without=marks)))
        text = " ".join(_text(line).split())
        if name == "title" and not self.title:
            self.title = text
        if name == "subtitle" and not self.subtitle:
            self.subtitle = text
        if name == RULE.lower() and not line:
            return [SceneBreak()]
        if len(line) == 1 and isinstance(line[0], Image):
            return [Figure(line[0].asset, line[0].alt, style=style)]
        if heading and line:
            level = max(1, min(int(heading[1]), 6))
            return [Heading(level, line, style)]
        paragraph = Paragraph(line, style if line else Style())
        return [BlockQuote((paragraph,))] if line and name in _QUOTES else [paragraph]

    def _run_of(
        self, elements: Sequence[documents.Element], marks: frozenset[str], without: frozenset[str]
    ) -> Iterator[Inline]:
        for element in elements:
            yield from self._inlines(element, marks, without)

    def _inlines(
        self,
        element: documents.Element,
        marks: frozenset[str],
        without: frozenset[str] = frozenset(),
    ) -> Iterator[Inline]:
        match element:
            case documents.Text():
                yield from _annotated(element.value, marks)
            case documents.Tab():
                yield from _marked("\t", marks)
            case documents.Break():
                if element.break_type == "line":
                    yield LineBreak()
            case documents.Run():
                yield from self._run_of(
                    element.children, marks | _marks(element) - without, without
                )
            case documents.Hyperlink():
                children = joined(self._run_of(element.children, marks, without))
                fit = element.href is not None and _ADDRESS.fullmatch(element.href)
                yield from (Link(children, element.href or ""),) if fit and children else children
            case documents.NoteReference():
                yield from self._note(element)
            case documents.Image():
                yield from self._image(element, marks)
            case documents.HasChildren():
                yield from self._run_of(element.children, marks, without)
            case _:
                pass

    def _note(self, reference: documents.NoteReference) -> Iterator[Inline]:
        try:
            body = self.notes.resolve(reference).body
        except KeyError:
            return
        blocks = tuple(block for block in self.blocks(body) if block != Paragraph(()))
        if blocks:
            self.cited.add((reference.note_type, reference.note_id))
            name = f"footnote-{len(self.footnotes) + 1}"
            self.footnotes.append(Footnote(id=name, blocks=blocks))
            yield NoteRef(name)

    def _image(self, image: documents.Image, marks: frozenset[str]) -> Iterator[Inline]:
        alt = " ".join(printable(image.alt_text or "").split())
        try:
            with image.open() as stream:
                found = stream.read()
        except Exception:  # noqa: BLE001 - mammoth has an error of its own for each kind of picture
            self.report.add(
                Code.PICTURE_REMOTE,
                "a picture of the document lies outside of it, and is never read",
                where=self.where,
                hint="embed the picture in the document",
            )
            yield from _marked(alt, marks)
            return
        name = f"image-{len(self.assets) + 1:03d}"
        self.assets.append(Asset(id=name, media_type=UNKNOWN_TYPE, data=found, alt=alt))
        yield Image(name, alt)


_KINDS: tuple[tuple[str, Mark], ...] = (
    ("italic", Emphasis),
    ("bold", Strong),
    ("underline", Underline),
    ("strike", Strike),
    ("small-caps", SmallCaps),
    ("superscript", Superscript),
    ("subscript", Subscript),
)


def _marks(run: documents.Run) -> frozenset[str]:
    asked = (
        ("italic", run.is_italic),
        ("bold", run.is_bold),
        ("underline", run.is_underline),
        ("strike", run.is_strikethrough),
        ("small-caps", run.is_small_caps),
        (run.vertical_alignment, run.vertical_alignment != "baseline"),
    )
    return frozenset(name for name, on in asked if on)


def _marked(text: str, marks: frozenset[str]) -> Iterator[Inline]:
    inline: Inline = printable(text)
    if not inline:
        return
    for mark, kind in _KINDS:
        if mark in marks:
            inline = kind((inline,))
    yield inline


def _annotated(text: str, marks: frozenset[str]) -> Iterator[Inline]:
    """The text, with what carries ruby in it as ruby."""
    while RUBY_BASE in text:
        before, _, rest = text.partition(RUBY_BASE)
        base, _, rest = rest.partition(RUBY_READING)
        reading, _, text = rest.partition(RUBY_END)
        yield from _marked(before, marks)
        children = tuple(_marked(base, marks))
        yield from (Ruby(children, printable(reading)),) if children else ()
    yield from _marked(text, marks)


def _text(line: Inlines) -> str:
    return "".join(
        child if isinstance(child, str) else _text(getattr(child, "children", ())) for child in line
    )


def _indent(element: documents.Paragraph) -> int:
    start = element.indent.start or ""
    steps = round(int(start) / _STEP) if re.fullmatch(r"-?\d{1,6}", start) else 0
    return max(0, min(steps, 8)) if element.numbering is None else 0


def _level(numbering: documents.NumberingLevel) -> int:
    return int(numbering.level_index) if numbering.level_index.isdecimal() else 0


def _lists(items: Sequence[tuple[int, bool, Block]]) -> list[Block]:
    """Paragraphs with their level, nested as the lists they are."""
    if not items:
        return []
    top, ordered, _ = items[0]
    entries: list[list[Block]] = []
    below: list[tuple[int, bool, Block]] = []
    for item in items:
        if item[0] > top and entries:
            below.append(item)
            continue
        if entries:
            entries[-1] += _lists(below)
        below = []
        entries.append([item[2]])
    entries[-1] += _lists(below)
    return [ListBlock(tuple(_settled(entry) for entry in entries), ordered)]


def _settled(entry: list[Block]) -> Blocks:
    return tuple(replace(b, style=Style()) if isinstance(b, Paragraph) else b for b in entry)

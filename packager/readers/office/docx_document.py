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
    Cell,
    Figure,
    Heading,
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
from packager.readers.office.bookmarks import pending
from packager.readers.office.docx_resolved import RUBY_BASE, RUBY_END, RUBY_READING, RULE
from packager.readers.office.heading_styles import heading_level
from packager.readers.office.lists import ListItem, lists_of
from packager.readers.office.runs import Mark, joined, trimmed
from packager.sources.text import printable

_ALIGN: dict[str, Align] = {"center": "center", "right": "end", "end": "end"}
_STEP = 720
"""Twips of one step of indent: half an inch."""

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
        bookmarks: The blocks by the names of the bookmarks in them.
        pages: The blocks that stand on top of a page, as the writer wanted them to.
    """

    notes: documents.Notes
    report: Report
    where: Where
    footnotes: list[Footnote] = field(default_factory=list)
    cited: set[tuple[str, str]] = field(default_factory=set)
    assets: list[Asset] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    bookmarks: dict[str, Block] = field(default_factory=dict)
    pages: list[Block] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)
    _turned: bool = True

    def blocks(self, elements: Sequence[documents.Element]) -> list[Block]:
        """The blocks of paragraphs and tables; a blank paragraph is one without children."""
        found: list[Block] = []
        items: list[ListItem] = []
        for element in elements:
            numbering = element.numbering if isinstance(element, documents.Paragraph) else None
            above, below = _page_breaks(element)
            self._turned |= above
            for block in self._block(element):
                if (above or below) and block == Paragraph(()):
                    continue  # it holds the page break and nothing else
                item = None if numbering is None else _item(block, numbering)
                self.bookmarks.update(
                    dict.fromkeys(self._names, block if item is None else item.block)
                )
                self._names.clear()
                self._turn_page(block)
                if item is not None:
                    items.append(item)
                    continue
                found += lists_of(items)
                items = []
                found.append(block)
            self._turned |= below
        return found + lists_of(items)

    def _turn_page(self, block: Block) -> None:
        """See whether a block is the first on its page; a page break may stand in a blank one."""
        if self._turned and block != Paragraph(()):
            self.pages.append(block)
            self._turned = False

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
        heading = heading_level(name)
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
            level = min(heading, 6)
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
                yield from self._link(element, marks, without)
            case documents.HasChildren():
                yield from self._run_of(element.children, marks, without)
            case _:
                yield from self._place(element, marks)

    def _place(self, element: documents.Element, marks: frozenset[str]) -> Iterator[Inline]:
        """What stands at a place in the text: a note, a picture, a bookmark."""
        match element:
            case documents.NoteReference():
                yield from self._note(element)
            case documents.Image():
                yield from self._image(element, marks)
            case documents.Bookmark():
                self._names.append(element.name)
            case _:
                pass

    def _link(
        self, link: documents.Hyperlink, marks: frozenset[str], without: frozenset[str]
    ) -> Inlines:
        children = joined(self._run_of(link.children, marks, without))
        target = _target(link)
        return (Link(children, target),) if target and children else children

    def _note(self, reference: documents.NoteReference) -> Iterator[Inline]:
        try:
            body = self.notes.resolve(reference).body
        except KeyError:
            return
        names, turned = self._names, self._turned
        self._names, self._turned = [], False
        blocks = tuple(block for block in self.blocks(body) if block != Paragraph(()))
        self._names, self._turned = names, turned
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


def _page_breaks(element: documents.Element) -> tuple[bool, bool]:
    """Whether pages end in front of the text of a paragraph, and behind it."""
    above = below = said = False
    for one in _leaves(element) if isinstance(element, documents.Paragraph) else ():
        if isinstance(one, documents.Break):
            above |= one.break_type == "page" and not said
            below |= one.break_type == "page" and said
        elif not isinstance(one, documents.Text) or one.value.strip():
            said, below = said or not isinstance(one, documents.Bookmark), False
    return above, below


def _leaves(element: documents.Element) -> Iterator[documents.Element]:
    if isinstance(element, documents.HasChildren):
        for child in element.children:
            yield from _leaves(child)
    else:
        yield element


def _item(block: Block, numbering: documents.NumberingLevel) -> ListItem | None:
    """A numbered paragraph as an item of a list; ``None`` for a heading, a picture, a gap."""
    if not isinstance(block, Paragraph) or not block.children:
        return None
    level = int(numbering.level_index) if numbering.level_index.isdecimal() else 0
    return ListItem(replace(block, style=Style()), level, numbering.is_ordered)


def _target(link: documents.Hyperlink) -> str:
    """What a link leads to: an address, or a bookmark of the document; empty for neither."""
    if link.anchor:
        return pending(link.anchor)
    href = link.href or ""
    if href.startswith("#") and len(href) > 1:
        return pending(href[1:])
    return href if _ADDRESS.fullmatch(href) else ""

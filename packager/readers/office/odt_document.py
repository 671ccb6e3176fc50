"""OpenDocument text as blocks: paragraphs with the marks, alignment, pictures and notes they carry.

OpenDocument 1.3, part 3: https://docs.oasis-open.org/office/OpenDocument/v1.3/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from lxml import etree

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
from packager.book.book import Footnote
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
from packager.book.walk import text_of_inlines
from packager.readers.office.bookmarks import pending
from packager.readers.office.odt_looks import QUOTES, Look, looks_of, number_of, numbered_lists
from packager.readers.office.odt_visible import body_of, visible_text
from packager.readers.office.runs import Mark, joined, trimmed
from packager.readers.office.xml_part import local_name
from packager.sources.text import printable

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _OFFICE, _TABLE, _DRAW, _META = (
    f"{{{_NS}{name}:1.0}}" for name in ("text", "style", "office", "table", "drawing", "meta")
)
_FO, _SVG = (f"{{{_NS}{name}:1.0}}" for name in ("xsl-fo-compatible", "svg-compatible"))
_XLINK = "{http://www.w3.org/1999/xlink}"
_DC = "{http://purl.org/dc/elements/1.1/}"

MAX_DEPTH = 100
"""Elements within elements; beyond it they are read as if they stood beside each other."""

_UNSEEN = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "bookmark", "sequence-decls"}
)
_LISTED = frozenset(
    {
        "table-of-content", "alphabetical-index", "illustration-index", "table-index",
        "object-index", "user-index", "hidden-text", "hidden-paragraph", "page-number",
        "page-count", "page-continuation",
    }
)  # fmt: skip
"""What the word processor makes of the text, or hides; no book repeats it."""

_MAX_SPACES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OdtDocument:
    """What an OpenDocument text holds.

    Attributes:
        blocks: Its text.
        footnotes: Its footnotes and endnotes.
        facts: What ``meta.xml`` says, by the names of Dublin Core.
        dropped: Words of comments and of deleted text.
        title: The paragraph in the style ``Title``.
        subtitle: The paragraph in the style ``Subtitle``.
        bookmarks: The blocks by the names of the bookmarks in them, and by those of headings.
        pages: The blocks on top of pages.
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...]
    facts: dict[str, tuple[str, ...]]
    dropped: str
    title: str = ""
    subtitle: str = ""
    bookmarks: Mapping[str, Block] = field(default_factory=dict)
    pages: tuple[Block, ...] = ()


@dataclass(slots=True)
class _Reading:
    """One reading: the looks by name, what takes a picture, and what was found so far."""

    looks: dict[str, Look]
    numbered: frozenset[str]
    picture: Callable[[str, str], str | None]
    footnotes: list[Footnote] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    title: str = ""
    subtitle: str = ""
    bookmarks: dict[str, Block] = field(default_factory=dict)
    pages: list[Block] = field(default_factory=list)
    turned: bool = True

    def blocks(self, parent: etree._Element, depth: int = 0) -> list[Block]:
        # In broken XML, text has lost the tags around it.
        found: list[Block] = list(_stray(parent.text))
        for child in parent:
            found += self.block(child, depth)
            found += _stray(child.tail)
        return found

    def block(self, element: etree._Element, depth: int) -> list[Block]:
        name = local_name(element)
        if depth > MAX_DEPTH:
            return [Paragraph((printable(" ".join(element.itertext())),))]
        found: list[Block] = []
        match name:
            case "p" | "h":
                found = self.paragraph(element, depth)
            case "list":
                found = self.list_block(element, depth)
            case "table":
                found = self.table(element, depth)
            case _ if name in _UNSEEN | _LISTED:
                self.drop(element)
            case _:
                found = self.blocks(element, depth + 1)
        return found

    def drop(self, element: etree._Element) -> None:
        self.dropped.append(" ".join(visible_text(element).split()))

    def paragraph(self, element: etree._Element, depth: int) -> list[Block]:
        named = element.get(f"{_TEXT}style-name", "")
        look = self.looks.get(named, Look(name=named.lower()))
        level = look.level
        if local_name(element) == "h":
            level = number_of(element.get(f"{_TEXT}outline-level"), 1)
        if look.hidden:
            self.drop(element)
            return []
        line = trimmed(
            joined(self.inlines(element, look.marks if not level else frozenset(), depth))
        )
        block = self.paragraph_block(element, look, level, line)
        names = [*_bookmarks(element), *_outline_names(block)]
        self.bookmarks.update(dict.fromkeys(names, block))
        self.turned |= look.page
        if self.turned and line:
            self.pages.append(block)
            self.turned = False
        return [block]

    def paragraph_block(
        self, element: etree._Element, look: Look, level: int, line: Inlines
    ) -> Block:
        """The block that a paragraph with this text is."""
        if look.name == "title" and not self.title:
            self.title = " ".join("".join(element.itertext()).split())
        if look.name == "subtitle" and not self.subtitle:
            self.subtitle = " ".join("".join(element.itertext()).split())
        if len(line) == 1 and isinstance(line[0], Image):
            return Figure(line[0].asset, line[0].alt, style=look.style)
        if not line and look.name == "horizontal line":
            return SceneBreak()
        if level and line:
            return Heading(max(1, min(level, 6)), line, look.style)
        if line and look.name in QUOTES:
            return BlockQuote((Paragraph(line, replace(look.style, indent=0)),))
        return Paragraph(line, look.style)

    def list_block(self, element: etree._Element, depth: int) -> list[Block]:
        if element.find(f".//{_TEXT}h") is not None:
            return self.blocks(element, depth + 1)  # numbers of headings are kept as a list
        ordered = self.list_name(element) in self.numbered
        items: list[Blocks] = []
        for item in element:
            if isinstance(item.tag, str):
                inner = [b for b in self.blocks(item, depth + 1) if b != Paragraph(())]
                if inner:
                    items.append(tuple(inner))
        return [ListBlock(tuple(items), ordered)] if items else []

    def list_name(self, element: etree._Element) -> str:
        """The style of a list: its own, or that of the list it stands in."""
        above: etree._Element | None = element
        while above is not None:
            name = above.get(f"{_TEXT}style-name", "")
            if local_name(above) == "list" and name:
                return str(name)
            above = above.getparent()
        return ""

    def table(self, element: etree._Element, depth: int) -> list[Block]:
        rows = []
        for row in element.iter(f"{_TABLE}table-row"):
            cells = []
            for cell in row:
                if cell.tag != f"{_TABLE}table-cell":
                    continue
                columns = number_of(cell.get(f"{_TABLE}number-columns-spanned"), 1)
                spanned = number_of(cell.get(f"{_TABLE}number-rows-spanned"), 1)
                inner = tuple(b for b in self.blocks(cell, depth + 1) if b != Paragraph(()))
                cells.append(
                    Cell(inner, columns=max(1, min(columns, 100)), rows=max(1, min(spanned, 1000)))
                )
            if cells:
                rows.append(tuple(cells))
        return [Table(tuple(rows))] if rows else []

    def inlines(
        self, element: etree._Element, marks: frozenset[str], depth: int
    ) -> Iterator[Inline]:
        yield from _text(element.text, marks)
        for child in element:
            yield from self.inline(child, marks, depth + 1)
            yield from _text(child.tail, marks)

    def inline(
        self, element: etree._Element, marks: frozenset[str], depth: int
    ) -> Iterator[Inline]:
        name = local_name(element)
        if depth > MAX_DEPTH:
            yield from _text(" ".join(element.itertext()), marks)
            return
        match name:
            case "s" | "tab" | "line-break":
                yield from _space(element, name, marks)
            case "span":
                look = self.looks.get(element.get(f"{_TEXT}style-name", ""), Look())
                if look.hidden:
                    self.drop(element)
                else:
                    yield from self.inlines(element, marks - look.without | look.marks, depth)
            case "a":
                yield from self.link(element, marks, depth)
            case "note":
                yield from self.note(element, depth)
            case "ruby":
                yield from self.ruby(element, marks, depth)
            case "frame":
                yield from self.frame(element, marks, depth)
            case _ if name in _UNSEEN | _LISTED:
                self.drop(element)
            case _:
                yield from self.inlines(element, marks, depth)

    def link(self, element: etree._Element, marks: frozenset[str], depth: int) -> Inlines:
        children = joined(self.inlines(element, marks, depth))
        address = element.get(f"{_XLINK}href", "")
        if children and re.fullmatch(r"(?:https?://|mailto:)\S+", address):
            return (Link(children, address),)
        if children and address.startswith("#") and len(address) > 1:
            return (Link(children, pending(unquote(address[1:]))),)
        return children

    def ruby(self, element: etree._Element, marks: frozenset[str], depth: int) -> Inlines:
        base = element.find(f"{_TEXT}ruby-base")
        reading = printable(element.findtext(f"{_TEXT}ruby-text") or "")
        children = () if base is None else joined(self.inlines(base, marks, depth))
        return (Ruby(children, reading),)

    def note(self, element: etree._Element, depth: int) -> Iterator[Inline]:
        body = element.find(f"{_TEXT}note-body")
        turned, self.turned = self.turned, False
        blocks = [] if body is None else self.blocks(body, depth + 1)
        self.turned = turned
        kept = tuple(block for block in blocks if block != Paragraph(()))
        citation = element.findtext(f"{_TEXT}note-citation") or ""
        number = len(self.footnotes) + 1
        if not kept or citation.strip() != str(number):  # else the book counts it the same way
            self.dropped.append(citation)
        if kept:
            name = f"footnote-{number}"
            self.footnotes.append(Footnote(id=name, blocks=kept))
            yield NoteRef(name)

    def frame(self, element: etree._Element, marks: frozenset[str], depth: int) -> Iterator[Inline]:
        alt = element.findtext(f"{_SVG}desc") or element.findtext(f"{_SVG}title") or ""
        image = element.find(f"{_DRAW}image")
        box = element.find(f"{_DRAW}text-box")
        if image is not None:
            asset = self.picture(image.get(f"{_XLINK}href", ""), alt)
            if asset:
                yield Image(asset, " ".join(printable(alt).split()))
            else:
                yield from _text(alt, marks)
        if box is not None:
            for place, paragraph in enumerate(box.iter(f"{_TEXT}p", f"{_TEXT}h")):
                if place:
                    yield LineBreak()
                yield from self.inlines(paragraph, marks, depth)


_KINDS: tuple[tuple[str, Mark], ...] = (
    ("italic", Emphasis),
    ("bold", Strong),
    ("underline", Underline),
    ("strike", Strike),
    ("small-caps", SmallCaps),
    ("super", Superscript),
    ("sub", Subscript),
)


def _space(element: etree._Element, name: str, marks: frozenset[str]) -> Iterator[Inline]:
    match name:
        case "s":
            spaces = number_of(element.get(f"{_TEXT}c"), 1)
            yield from _marked(" " * max(1, min(spaces, _MAX_SPACES)), marks)
        case "tab":
            yield from _marked("\t", marks)
        case _:
            yield LineBreak()


def _stray(text: str | None) -> Iterator[Block]:
    """A paragraph of text that stands where only paragraphs do, if there is any."""
    words = printable(" ".join((text or "").split()))
    if words:
        yield Paragraph((words,))


def _text(text: str | None, marks: frozenset[str]) -> Iterator[Inline]:
    if text:
        yield from _marked(re.sub(r"[ \t\r\n]+", " ", text), marks)


def _marked(text: str, marks: frozenset[str]) -> Iterator[Inline]:
    inline: Inline = printable(text)
    if not inline:
        return
    for mark, kind in _KINDS:
        if mark in marks:
            inline = kind((inline,))
    yield inline


def _bookmarks(paragraph: etree._Element) -> Iterator[str]:
    for one in paragraph.iter(f"{_TEXT}bookmark", f"{_TEXT}bookmark-start"):
        if name := one.get(f"{_TEXT}name"):
            yield name


def _outline_names(block: Block) -> Iterator[str]:
    """What LibreOffice calls a heading in a link to it."""
    if isinstance(block, Heading):
        yield f"{' '.join(text_of_inlines(block.children).split())}|outline"


def read_odt(
    content: etree._Element,
    styles: etree._Element | None,
    meta: etree._Element | None,
    picture: Callable[[str, str], str | None],
) -> OdtDocument:
    """The blocks, notes and facts of an OpenDocument text.

    Args:
        content: Root of ``content.xml``.
        styles: Root of ``styles.xml``.
        meta: Root of ``meta.xml``.
        picture: Takes a picture by its path and its words, and gives the id of its asset.
    """
    reading = _Reading(looks_of(styles, content), numbered_lists(styles, content), picture)
    # Not office:text alone: broken XML closes it early.
    blocks = reading.blocks(body_of(content))
    return OdtDocument(
        blocks=tuple(blocks),
        footnotes=tuple(reading.footnotes),
        facts=_facts(meta),
        dropped=" ".join(reading.dropped),
        title=reading.title,
        subtitle=reading.subtitle,
        bookmarks=reading.bookmarks,
        pages=tuple(reading.pages),
    )


def _facts(meta: etree._Element | None) -> dict[str, tuple[str, ...]]:
    facts: dict[str, list[str]] = {}
    if meta is not None:
        for element in meta.iter(f"{_DC}*", f"{_META}*"):
            text = " ".join(printable(element.text or "").split())
            if text:
                facts.setdefault(local_name(element), []).append(text)
    return {key: tuple(values) for key, values in facts.items()}

"""Elements within lines: marks, links, line breaks, readings beside their text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.inlines import Code as MachineText
from packager.book.inlines import NoteRef, Ruby, Superscript
from packager.book.style import PLAIN, Style
from packager.readers.markup import elements
from packager.readers.markup.entering import SKIP, Entered, Skip
from packager.readers.markup.footnotes import LABEL, REFERENCE
from packager.readers.markup.lines import SPACES, collapsed, marked, nested
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.walk import Walk


def inline(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """An element that sets its text in something, or does nothing to it."""
    attributes = node.attributes
    saved, lines = walk.marks, walk.lines
    if attributes:
        if LABEL in attributes:
            walk.markup.remove_label(node)
            return SKIP
        look = walk.look(node, tag, attributes)
        if look is None:
            return SKIP
        walk.apply(look)
        style = _within_line(walk, look.style)
        if style is not PLAIN:
            walk.marks = marked(walk.marks, (style,))
    else:
        known = elements.LOOKS.get(tag)
        if known is None:
            return None
        walk.apply(known)
        if known.style is not PLAIN:
            walk.marks = marked(walk.marks, (known.style,))

    def leave() -> None:
        walk.marks, walk.lines = saved, lines

    return leave


def _within_line(walk: Walk, style: Style) -> Style:
    """What of a style means something to a part of a line; in verse its indent does."""
    if style is PLAIN:
        return PLAIN
    indent = style.indent if walk.frame.kind in {"verse", "stanza"} else 0
    style = replace(style, align=None, indent=indent)
    return PLAIN if style == PLAIN else style


def line_break(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A line break; what it means is decided when something follows it."""
    del node, tag
    walk.line.breaks += 1
    return SKIP


def anchor(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A link, or the mark of a footnote."""
    attributes = node.attributes
    if REFERENCE in attributes:
        walk.resolve_breaks()
        outer = tuple(mark for mark in walk.marks if mark is not Superscript)
        walk.line.add(NoteRef(walk.markup.refer(node)), outer)
        return SKIP
    leave = inline(walk, node, tag)
    href = attributes.get("href")
    if isinstance(leave, Skip) or not href:
        return leave
    target = walk.markup.target(href)
    if target is None:
        return leave
    walk.marks = marked(walk.marks, (target,))
    return leave


def quotation(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A quotation within a line, which browsers put between quotes."""
    walk.resolve_breaks()
    walk.line.write("“", walk.marks)
    leave = inline(walk, node, tag)
    marks = walk.marks

    def closed() -> None:
        walk.line.write("”", marks)
        if callable(leave):
            leave()

    return SKIP if isinstance(leave, Skip) else closed


def machine_text(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """Text of a machine; where it holds more than text, it is read as any other."""
    del tag
    if node.css_first("br, img, a") is not None or walk.verbatim:
        return None
    text = collapsed(node.text()).strip(SPACES)
    if text:
        walk.resolve_breaks()
        before = node.text()[:1] in SPACES and not walk.line.spaced
        if before:
            walk.line.write(" ", walk.marks)
        walk.line.add(MachineText(text), walk.marks)
        if node.text()[-1:] in SPACES:
            walk.line.write(" ", walk.marks)
    return SKIP


def annotated(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """Text with its reading beside it."""
    del node, tag
    walk.resolve_breaks()
    before = walk.ruby
    walk.ruby = len(walk.line.pieces)

    def leave() -> None:
        walk.ruby = before

    return leave


def reading(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """The reading of what stands in front of it."""
    del tag
    pieces = walk.line.pieces
    if not 0 <= walk.ruby <= len(pieces):
        return None
    reading = " ".join(visible_text(node).split())
    base = pieces[walk.ruby :]
    if not reading:
        return SKIP
    outer = len(walk.marks)
    if not base:
        if pieces and isinstance(pieces[-1][1], Ruby):
            marks, last = pieces[-1]
            assert isinstance(last, Ruby)  # noqa: S101 - as was asked
            pieces[-1] = (marks, replace(last, reading=last.reading + reading))
            return SKIP
        return None
    del pieces[walk.ruby :]
    inner = [(marks[outer:], piece) for marks, piece in base]
    walk.line.add(Ruby(nested(inner), reading), walk.marks)
    walk.ruby = len(pieces)
    return SKIP

"""Elements of blocks: paragraphs, headings, lists, tables and what else stands on its own lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from packager.book.blocks import Paragraph, Preformatted, SceneBreak
from packager.book.style import PLAIN
from packager.readers.markup import elements, frames
from packager.readers.markup.appearance import aligned_anyway
from packager.readers.markup.entering import SKIP, Entered, Leave, Skip
from packager.readers.markup.footnotes import LABEL, MORE, NOTE
from packager.readers.markup.frames import Kind, close_item
from packager.readers.markup.lines import INDENT, collapsed, is_blank
from packager.readers.markup.looks import Look, names

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.walk import Walk

_MAX_MARKER = 80
_MAX_SPANS = 1000
_MAX_COLUMNS = 100
_LEAVES = names("p dt address summary legend caption figcaption")
_PARTS = names("p div section aside li dd dt td article blockquote figure figcaption caption")


def paragraph(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A paragraph; most hold nothing but text, and have a short way."""
    line = walk.line
    if line.pieces or line.breaks:
        walk.flush()
    if walk.marks or walk.verbatim or walk.lines or walk.style is not PLAIN:
        return block(walk, node, tag)
    child = node.first_child
    if child is None:
        return SKIP
    if child.next is not None or child.tag != "-text" or node.attributes:
        return block(walk, node, tag)
    text = collapsed(child.text_content or "").strip(" ")
    if is_blank(text):
        walk.frame.blanks += bool(text)
    elif len(text) > _MAX_MARKER:
        walk.frame.add(Paragraph((text.lstrip(INDENT),)))
    else:
        walk.put((text.lstrip(INDENT),))
    return SKIP


def block(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A block without a name in a book: ``div``, ``section``, ``dd``."""
    walk.flush()
    attributes = node.attributes
    if not attributes and tag not in elements.LOOKS:
        return walk.flush
    if tag in _PARTS and (part := _part(walk, node, attributes)) is not None:
        return part
    look = walk.look(node, tag, attributes)
    if look is None:
        return SKIP
    return _styled(walk, tag, look, attributes)


def _part(walk: Walk, node: LexborNode, attributes: Mapping[str, str | None]) -> Entered:
    """What a block is by its attributes: a footnote, a page number; ``None`` for a block."""
    note = attributes.get(NOTE) or attributes.get(MORE)
    if note and walk.frame.note != note:
        frame = walk.open_frame("text")
        frame.note = note
        saved = walk.save()
        key = node.mem_id

        def leave() -> None:
            walk.flush()
            walk.frames.pop()
            walk.frame = walk.frames[-1]
            walk.markup.keep_note(frame.note, key, walk.judged(frame))
            walk.restore(saved)

        return leave
    if LABEL in attributes:
        walk.markup.remove_label(node)
        return SKIP
    return None


def _styled(walk: Walk, tag: str, look: Look, attributes: Mapping[str, str | None]) -> Leave:
    saved = walk.save()
    walk.apply(look)
    style = look.style
    if style.align == "start" and not any(frame.style.align for frame in walk.frames):
        style = aligned_anyway(style)
    kind: Kind = "division"
    classes = names((attributes.get("class") or "").lower())
    if classes & elements.VERSE or "poem" in (attributes.get("epub:type") or ""):
        kind = "verse"
        inside = any(frame.kind == "verse" for frame in walk.frames)
        if inside or tag == "p":
            kind = "stanza" if inside and tag != "p" else "division"
    if tag in _LEAVES:
        walk.style = style
        return walk.ending(saved)
    if (style == PLAIN and kind == "division") or walk.full():
        return walk.ending(saved)
    walk.open_frame(kind, style)

    def leave() -> None:
        walk.close_frame()
        walk.restore(saved)

    return leave


def heading(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A heading; how it looks is for the theme to say."""
    walk.flush()
    attributes = node.attributes
    if LABEL in attributes:
        walk.markup.remove_label(node)
        return SKIP
    look = walk.look(node, tag, attributes) if attributes else Look()
    if look is None:
        return SKIP
    saved = walk.save()
    walk.style = aligned_anyway(look.style)
    walk.level = elements.HEADINGS[tag]
    return walk.ending(saved)


def rule(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A rule is a scene break."""
    del tag
    walk.flush()
    if LABEL not in node.attributes and walk.ornament and walk.frame.kind != "cell":
        walk.frame.add(SceneBreak())
    return SKIP


def _container(walk: Walk, kind: Kind, node: LexborNode, tag: str) -> Entered:
    """A block with a name of its own in a book."""
    walk.flush()
    attributes = node.attributes
    if attributes and (part := _part(walk, node, attributes)) is not None:
        return part
    look = walk.look(node, tag, attributes) if attributes else Look()
    if look is None:
        return SKIP
    saved = walk.save()
    walk.apply(look)
    if walk.full():
        return walk.ending(saved)
    frame = walk.open_frame(kind, aligned_anyway(look.style))
    if kind == "list":
        frame.ordered = tag == "ol"
        frame.start = _number(attributes.get("start"), 1, 0, 100_000)
    elif kind == "cell":
        frame.heading = tag == "th"
        frame.columns = _number(attributes.get("colspan"), 1, 1, _MAX_COLUMNS)
        frame.height = _number(attributes.get("rowspan"), 1, 1, _MAX_SPANS)

    def leave() -> None:
        walk.close_frame()
        walk.restore(saved)

    return leave


def quotation_block(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A quotation."""
    return _container(walk, "quote", node, tag)


def listing(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A list."""
    return _container(walk, "list", node, tag)


def item(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """An item of a list; without a list around it a block as any other."""
    walk.flush()
    if walk.frame.kind != "list" or NOTE in node.attributes:
        return block(walk, node, tag)
    close_item(walk.frame)
    return _container(walk, "item", node, tag)


def figure(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A figure: pictures with a caption."""
    return _container(walk, "figure", node, tag)


def caption(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """The caption of a figure or a table."""
    walk.flush()
    if walk.frame.kind not in {"figure", "table"}:
        return block(walk, node, tag)
    return _container(walk, "caption", node, tag)


def table(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A table; one too many within others is read as blocks."""
    if walk.tables >= frames.MAX_TABLES:
        return block(walk, node, tag)
    entered = _container(walk, "table", node, tag)
    if isinstance(entered, Skip) or walk.frame.kind != "table":
        return entered
    walk.tables += 1

    def leave() -> None:
        walk.tables -= 1
        if entered is not None:
            entered()

    return leave


def row(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A row of a table."""
    walk.flush()
    if walk.frame.kind != "table":
        return block(walk, node, tag)
    frame = walk.frame

    def leave() -> None:
        walk.flush()
        frame.rows.append(tuple(frame.cells))
        frame.cells.clear()

    return leave


def cell(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A cell of a table."""
    walk.flush()
    if walk.frame.kind != "table":
        return block(walk, node, tag)
    return _container(walk, "cell", node, tag)


def verbatim(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """Text whose spaces count; where it has marks, lines that keep their indents."""
    walk.flush()
    attributes = node.attributes
    look = walk.look(node, tag, attributes)
    if look is None:
        return SKIP
    if not _is_rich(node):
        text = node.text().replace("\r", "").expandtabs(4).strip("\n").rstrip()
        if not is_blank(text):
            walk.frame.add(Preformatted(text, aligned_anyway(look.style)))
        return SKIP
    saved = walk.save()
    walk.style = aligned_anyway(look.style)
    walk.verbatim += 1

    def leave() -> None:
        walk.flush()
        walk.verbatim -= 1
        walk.restore(saved)

    return leave


def _number(value: str | None, default: int, lowest: int, highest: int) -> int:
    text = (value or "").strip()[:9]
    return min(highest, max(lowest, int(text))) if text.isascii() and text.isdigit() else default


def _is_rich(node: LexborNode) -> bool:
    """Whether verbatim text holds more than text."""
    return node.css_first("a[href], b, strong, i, em, u, s, sup, sub, img, p, div") is not None

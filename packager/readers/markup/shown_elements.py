"""Shown elements: pictures, drawings, films, forms, and the machinery of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.book.blocks import SceneBreak
from packager.book.inlines import Image
from packager.diagnostics import Code
from packager.readers.markup import elements
from packager.readers.markup.block_elements import block
from packager.readers.markup.entering import SKIP, Entered
from packager.readers.markup.figures import Shown, is_ornament, shown
from packager.readers.markup.line_elements import inline
from packager.readers.markup.lines import is_blank, marked
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from packager.readers.markup.walk import Walk

_MAX_FORM = 60
"""Words from which a form holds more than its fields."""

_NEAR = 8


def image(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A picture, or the ornament between two scenes."""
    del tag
    attributes = node.attributes
    if walk.ornament and is_ornament(attributes) and _alone(walk, node):
        walk.flush()
        walk.frame.add(SceneBreak(" ".join((attributes.get("alt") or "").split())))
        return SKIP
    _show(walk, shown(attributes, walk.markup))
    return SKIP


def _alone(walk: Walk, node: LexborNode) -> bool:
    """Whether a picture is all there is in its paragraph."""
    at: LexborNode | None = node
    for _ in range(_NEAR):
        if at is None or at.tag in elements.APART:
            break
        if _text_beside(at.prev, back=True) or _text_beside(at.next, back=False):
            return False
        at = at.parent
    return not walk.line.pieces or walk.line.blank


def _show(walk: Walk, picture: Shown) -> None:
    if not picture.asset and not picture.words:
        return
    walk.resolve_breaks()
    if picture.asset:
        walk.line.add(Image(picture.asset, picture.words), walk.marks)
        return
    marks = marked(walk.marks, (picture.target,)) if picture.target else walk.marks
    walk.line.add(picture.words, marks)


def drawing(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A drawing or a formula: its pictures and its words are all a book can take of it."""
    for image in node.css("image"):
        attributes = image.attributes
        href = attributes.get("xlink:href") or attributes.get("href")
        title = node.css_first("title")
        _show(walk, shown({"src": href, "alt": title.text() if title else ""}, walk.markup))
    words = " ".join(visible_text(node).split())
    if tag == "svg" and not words:
        words = (node.attributes.get("aria-label") or "").strip()
    if words:
        walk.resolve_breaks()
        walk.line.write(words, walk.marks)
    walk.markup.counts.dropped[tag] += 1
    return SKIP


def embedded(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A film, a frame, a player: the address is all a book can hold of it."""
    walk.part()
    attributes = node.attributes
    inner = node.css_first("source[src]")
    address = attributes.get("src") or attributes.get("data") or ""
    if not address and inner is not None:
        address = inner.attributes.get("src") or ""
    walk.markup.counts.dropped[tag] += 1
    words = " ".join(visible_text(node).split())
    if tag in {"object", "applet", "canvas"} and (words or node.css_first("img, image")):
        return None
    if words:
        walk.markup.counts.remove(Code.TEXT_REMOVED, "what stands in for films and frames", words)
    address = f"https:{address}" if address.startswith("//") else address.strip()
    if address.lower().startswith(("http://", "https://")):
        target = walk.markup.target(address)
        if target:
            walk.resolve_breaks()
            walk.line.add(address, marked(walk.marks, (target,)))
    return SKIP


def control(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A field or a button of a page."""
    walk.part()
    words = " ".join(visible_text(node).split())
    walk.markup.counts.dropped[tag] += 1
    if words:
        walk.markup.counts.remove(Code.TEXT_REMOVED, "fields and buttons of a page", words)
    return SKIP


def form(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """A form; some sites have the whole page in one."""
    words = visible_text(node).split()
    if len(words) > _MAX_FORM or node.css_first("p, h1, h2, h3, blockquote, article"):
        return block(walk, node, tag)
    walk.flush()
    return control(walk, node, tag)


def machinery(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """What nobody sees."""
    del node
    if tag not in {"head", "-comment", "-doctype", "rp", "title", "meta", "base"}:
        walk.markup.counts.machinery[tag] += 1
    return SKIP


def unknown(walk: Walk, node: LexborNode, tag: str) -> Entered:
    """An element that is not known: its text stays."""
    if tag and tag not in elements.KNOWN_PLAIN:
        walk.markup.counts.unwrapped[tag] += 1
    return inline(walk, node, tag)


def _text_beside(node: LexborNode | None, *, back: bool) -> bool:
    """Whether text stands on the line beside a picture."""
    for _ in range(_NEAR):
        if node is None or node.tag in elements.APART:
            return False
        if not is_blank(node.text()):
            return True
        node = node.prev if back else node.next
    return True

"""Walking a tree of nodes: what structure needs to know of them, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from packager.readers.markup.footnotes import LABEL, MORE, NOTE, REFERENCE
from packager.readers.markup.page_marks import is_page_mark
from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

UNSEEN = frozenset({"script", "style", "template", "head", "title", "-comment", "noscript"})
"""Elements nobody sees, as the parser names them."""

_SHOWN = frozenset({"img", "image", "svg", "hr", "video", "audio", "object", "table"})
_WITHIN_LINES = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd",
    "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_FOOTNOTES = (NOTE, MORE, REFERENCE, LABEL)


def children(node: LexborNode) -> Iterator[LexborNode]:
    """The child nodes, text and comments among them."""
    child = node.first_child
    while child is not None:
        following = child.next
        yield child
        child = following


def within(node: LexborNode) -> Iterator[LexborNode]:
    """Every node within this one in document order, it itself not.

    Nodes are told apart by ``mem_id``: comparing them compares all their markup.
    """
    yield from _walk(node, all_of_it=True)


def _walk(node: LexborNode, *, all_of_it: bool) -> Iterator[LexborNode]:
    current = node.first_child
    depth = 1
    while current is not None:
        seen = all_of_it or is_text(current)
        if seen:
            yield current
        following = current.first_child if seen else None
        if following is not None:
            depth += 1
        while following is None and current is not None:
            following = current.next
            if following is None:
                current = current.parent
                depth -= 1
                if not depth:
                    return
        current = following


def types(node: LexborNode) -> frozenset[str]:
    """What a node is, by ``epub:type`` and by its DPUB-ARIA role, without prefixes.

    https://www.w3.org/TR/epub-33/#app-structural-semantics
    """
    attributes = node.attributes
    named = (attributes.get("epub:type") or "").lower().split()
    roles = (attributes.get("role") or "").lower().split()
    return frozenset((*named, *(role.removeprefix("doc-") for role in roles)))


def is_text(node: LexborNode) -> bool:
    """Whether a node is text of the story: no script, page number, footnote or mark of one."""
    tag = node.tag
    if tag == "-text":
        return True
    if tag in UNSEEN:
        return False
    attributes = node.attributes
    return not attributes or not (
        any(name in attributes for name in _FOOTNOTES) or is_page_mark(attributes)
    )


def text_of(nodes: Iterable[LexborNode]) -> str:
    """The words of these nodes on one line, without page numbers and footnotes."""
    parts: list[str] = []
    for node in nodes:
        if node.tag == "-text":
            parts.append(node.text_content or "")
            continue
        if not is_text(node):
            continue
        for inner in _walk(node, all_of_it=False):
            if inner.tag == "-text":
                parts.append(inner.text_content or "")
            elif inner.tag not in _WITHIN_LINES:
                parts.append(" ")
        parts.append(" ")
    return " ".join("".join(parts).split())


def all_words(nodes: Iterable[LexborNode]) -> str:
    """Everything a person sees within these nodes, on one line."""
    found = (
        node.text_content or "" if node.tag == "-text" else visible_text(node)
        for node in nodes
        if node.tag not in UNSEEN
    )
    return " ".join(" ".join(found).split())


def shows(node: LexborNode) -> bool:
    """Whether a node shows a reader anything of the story: words, a picture, a line."""
    if node.tag == "-text":
        return bool((node.text_content or "").strip())
    if not is_text(node):
        return False
    if node.tag in _SHOWN:
        return True
    return any(
        inner.tag in _SHOWN or (inner.tag == "-text" and bool((inner.text_content or "").strip()))
        for inner in _walk(node, all_of_it=False)
    )


def words(text: str) -> list[str]:
    """The words of a text, comparable: case and signs play no part."""
    return "".join(one if one.isalnum() else " " for one in text.casefold()).split()

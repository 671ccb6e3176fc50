"""Page nodes: what readers of sites ask of the elements of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from packager.readers.markup.tree import visible_text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LINE = 1000
"""Characters and nodes a line may have."""

Resolve = Callable[[str], str | None]
"""Turns an address into ``#section-id`` or one on the web; ``None`` is a dead link."""


def words_of(node: LexborNode | None) -> str:
    """The words within a node, or of a text, on one line; of a comment and of none there are none.

    >>> words_of(None)
    ''
    """
    if node is None:
        return ""
    if node.is_text_node:
        return " ".join((node.text_content or "").split())
    return " ".join(visible_text(node).split()) if node.is_element_node else ""


def short_words(node: LexborNode) -> str:
    """The words of a node that holds no more than a line; of a longer one there are none.

    A label is told from a text in a time that does not grow with the text.
    """
    if not node.is_element_node:
        return words_of(node) if node.is_text_node else ""
    count = 0
    for seen, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        count += len(inner.text_content or "") if inner.is_text_node else 0
        if count > _LINE or seen > _LINE:
            return ""
    return words_of(node)


def attribute(node: LexborNode | None, name: str) -> str:
    """An attribute of an element; empty when it has none, and of what is no element."""
    if node is None or not node.is_element_node:
        return ""
    return node.attributes.get(name) or ""


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(attribute(node, "class").split())


def is_text_alone(node: LexborNode) -> bool:
    """Whether an element holds one text and nothing else, as most paragraphs do."""
    first = node.first_child
    return first is not None and first.is_text_node and first.next is None


def has_content(node: LexborNode) -> bool:
    """Whether there is anything to see in a node: a word, a picture, a rule."""
    if node.is_text_node:
        return bool((node.text_content or "").strip())
    if not node.is_element_node or node.tag in {"script", "style", "template"}:
        return False
    return node.tag in {"img", "hr"} or any(
        inner.tag in {"img", "hr", "video", "audio", "iframe", "embed"}
        or (inner.is_text_node and bool((inner.text_content or "").strip()))
        for inner in node.traverse(include_text=True, skip_empty=True)
    )


def names_within(nodes: Iterable[LexborNode | None]) -> Iterator[str]:
    """The names a link may lead to: ids of elements, and names of anchors."""
    for node in nodes:
        if node is None or not node.is_element_node:
            continue
        inner = () if is_text_alone(node) else node.css("[id], a[name]")
        for target in (node, *inner):
            for name in (attribute(target, "id"), attribute(target, "name")):
                if name:
                    yield name


def links_to(sections: Sequence[tuple[str, Sequence[LexborNode | None]]]) -> Resolve:
    """Leads ``#name`` to the section it stands in, and every address on the web to itself.

    Args:
        sections: The id of each section, and its nodes.
    """
    targets: dict[str, str] = {}
    for section, nodes in sections:
        for name in names_within(nodes):
            targets.setdefault(name, f"#{section}")

    def resolve(href: str) -> str | None:
        if href.startswith("#"):
            return targets.get(href[1:])
        if href.startswith("//"):
            return f"https:{href}"
        return href if href.lower().startswith(("http://", "https://", "mailto:")) else None

    return resolve

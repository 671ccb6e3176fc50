"""Moves in a tree of XHTML that keep every word where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from packager.repairing.epub import XHTML, is_element, local

if TYPE_CHECKING:
    from lxml import etree


def unwrap(element: etree._Element) -> None:
    """Take an element away from around its content."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    _add_text(parent, index, element.text)
    children = list(element)
    tail = element.tail
    element.tail = None
    parent.remove(element)
    for offset, child in enumerate(children):
        parent.insert(index + offset, child)
    _add_text(parent, index + len(children), tail)


def remove(element: etree._Element) -> None:
    """Take an element and its content away; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    index = parent.index(element)
    tail = element.tail
    element.tail = None
    parent.remove(element)
    _add_text(parent, index, tail)


def _add_text(parent: etree._Element, index: int, text: str | None) -> None:
    """Add text in front of the child of this number."""
    if not text:
        return
    if index:
        before = parent[index - 1]
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def regroup(
    parent: etree._Element, fits: Callable[[etree._Element], bool], name: str, *, nest: str = ""
) -> None:
    """Put every run of loose text and of children that don't fit into an element of its own.

    Args:
        parent: The element whose children are grouped.
        fits: Whether a child may stay as it is.
        name: The name of the elements around the runs.
        nest: Name of an element; a list right behind one goes into it.
    """
    around: etree._Element | None = None
    for node in _taken_apart(parent):
        last = parent[-1] if len(parent) else None
        if isinstance(node, str):
            if node.strip() and around is None:
                around = _added(parent, name)
            _append_text(parent if around is None else around, node)
        elif not is_element(node) or fits(node):
            around = None
            parent.append(node)
        elif nest and around is None and last is not None and _nests(last, node, nest):
            last.append(node)
        else:
            around = _added(parent, name) if around is None else around
            around.append(node)


def group_runs(parent: etree._Element, names: frozenset[str], name: str) -> None:
    """Put every run of children of these names, white space between them, into a new element."""
    around: etree._Element | None = None
    for node in _taken_apart(parent):
        if isinstance(node, str):
            around = None if node.strip() else around
            _append_text(parent if around is None else around, node)
        elif local(node) in names:
            around = _added(parent, name) if around is None else around
            around.append(node)
        else:
            around = None
            parent.append(node)


def _nests(last: etree._Element, node: etree._Element, nest: str) -> bool:
    return local(last) == nest and local(node) in {"ul", "ol"} and not (last.tail or "").strip()


def _taken_apart(parent: etree._Element) -> list[etree._Element | str]:
    """The text and children of an element, in order; the element is empty then."""
    nodes: list[etree._Element | str] = [parent.text or ""]
    for child in list(parent):
        tail, child.tail = child.tail, None
        nodes += (child, tail or "")
        parent.remove(child)
    parent.text = None
    return [node for node in nodes if not isinstance(node, str) or node]


def _added(parent: etree._Element, name: str) -> etree._Element:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    return etree.SubElement(parent, f"{{{XHTML}}}{name}")


def _append_text(parent: etree._Element, text: str) -> None:
    _add_text(parent, len(parent), text)


def rename(element: etree._Element, name: str) -> None:
    """Give an element of HTML another name."""
    element.tag = f"{{{XHTML}}}{name}"


def add_style(element: etree._Element, declarations: str) -> None:
    """Add declarations to the style of an element, in front of its own, which win."""
    own = element.get("style", "").strip().rstrip(";")
    element.set("style", f"{declarations}; {own}" if own else declarations)

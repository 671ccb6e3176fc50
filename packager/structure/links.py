"""Links and names within a Book, changed all at once: sections, footnotes, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from packager.book.blocks import Blocks, Figure
from packager.book.book import Book
from packager.book.inlines import Image, Link, NoteRef
from packager.book.walk import map_blocks


def retarget(book: Book, moved: Mapping[str, str]) -> Book:
    """The book with links to sections that are no more leading to those that hold their text."""

    def change(node: object) -> object:
        if isinstance(node, Link) and node.target.startswith("#") and node.target[1:] in moved:
            return replace(node, target=f"#{moved[node.target[1:]]}")
        return node

    return map_blocks(book, lambda blocks: _changed(blocks, change))


def rename(blocks: Blocks, change: Callable[[str], str]) -> Blocks:
    """The blocks with every name of a section, footnote or picture in them changed."""

    def renamed(node: object) -> object:
        match node:
            case Link(_, target) if target.startswith("#"):
                return replace(node, target=f"#{change(target[1:])}")
            case NoteRef(footnote):
                return NoteRef(change(footnote))
            case Image(asset) | Figure(asset):
                return replace(node, asset=change(asset))
            case _:
                return node

    changed: Blocks = _changed(blocks, renamed)
    return changed


def _changed(value: Any, change: Callable[[object], object]) -> Any:  # noqa: ANN401 - any node
    """A copy of a tree of nodes, changed from the leaves up; what is not changed is shared."""
    if isinstance(value, tuple):
        items = tuple(_changed(item, change) for item in value)
        return value if all(map(_same, items, value)) else items
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes = {}
    for spec in fields(value):
        old = getattr(value, spec.name)
        if isinstance(old, tuple):
            new = _changed(old, change)
            if new is not old:
                changes[spec.name] = new
    return change(replace(value, **changes) if changes else value)


def _same(one: object, other: object) -> bool:
    return one is other

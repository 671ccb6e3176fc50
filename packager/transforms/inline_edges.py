"""The edges of a run of inlines: some characters of its text taken away at its start or end."""

from __future__ import annotations

from dataclasses import replace

from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)

_Nest = (
    Emphasis
    | Strong
    | Underline
    | Strike
    | SmallCaps
    | Superscript
    | Subscript
    | Span
    | Link
    | Ruby
)


def without_start(children: Inlines, count: int) -> Inlines:
    """The inlines without the first characters of their text, and without what is left empty.

    Args:
        children: A run of inlines.
        count: Characters to take away; a line break is one.
    """
    kept, _ = _cut(children, count)
    while kept and (isinstance(kept[0], LineBreak) or kept[0] == ""):
        kept = kept[1:]
    if kept and isinstance(kept[0], str):
        kept = (kept[0].lstrip(), *kept[1:])
    return tuple(child for child in kept if child != "")


def without_end(children: Inlines, ending: str) -> Inlines:
    """The inlines without an ending of their text, when they have it."""
    if not children or not ending:
        return children
    last = children[-1]
    if isinstance(last, str):
        text = last.rstrip()
        if not text.endswith(ending):
            return children
        rest = text.removesuffix(ending).rstrip()
        return (*children[:-1], rest) if rest else children[:-1]
    if isinstance(last, _Nest):
        return (*children[:-1], replace(last, children=without_end(last.children, ending)))
    return children


def _cut(children: Inlines, count: int) -> tuple[Inlines, int]:
    kept: list[Inline] = []
    for place, child in enumerate(children):
        if count <= 0:
            return (*kept, *children[place:]), 0
        match child:
            case str():
                taken = min(count, len(child))
                count -= taken
                kept += [child[taken:]] if child[taken:] else []
            case Code(text):
                taken = min(count, len(text))
                count -= taken
                kept += [Code(text[taken:])] if text[taken:] else []
            case LineBreak():
                count -= 1
            case Image() | NoteRef():
                kept.append(child)
            case _:
                inner, count = _cut(child.children, count)
                kept += [replace(child, children=inner)] if inner else []
    return tuple(kept), count

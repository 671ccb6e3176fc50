"""Notes in a chapter FanFicFare fetched: the author's, told from the text by their frame.

FanFicFare puts the notes of every site into ``div.fff_chapter_notes``, with ``fff_head_notes`` or
``fff_foot_notes`` where it knows the place, and in it a label and the note: ``<b>Author's
Note:</b><blockquote>...``. Its HTML and its EPUB have the same frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.book import NoteKind, Position
from packager.diagnostics import Code
from packager.readers.html.page_nodes import attribute, classes_of, has_content, words_of
from packager.readers.left_out import LeftOut

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

FRAME = ".fff_chapter_notes, .fff_head_notes, .fff_foot_notes"

_SUMMARY = re.compile(r"summary\b.*|description|chapter summary", re.IGNORECASE)
_LABEL = re.compile(r"[^:：]{1,60}[:：]")


@dataclass(slots=True)
class FramedNote:
    """A note of a chapter: where it stood, of which kind it is, and its nodes."""

    position: Position
    kind: NoteKind = "note"
    nodes: list[LexborNode] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Framed:
    """The notes of a chapter and the text between them."""

    notes: tuple[FramedNote, ...]
    body: tuple[LexborNode, ...]


def take_notes(nodes: Sequence[LexborNode], left_out: LeftOut) -> Framed:
    """The notes in the frames of FanFicFare among these nodes, and the nodes that are text.

    A frame within a wrapper is found too. One that stands in the middle of the text stays there.

    Args:
        nodes: The nodes of a chapter, in reading order.
        left_out: Told of the labels, and of lists of related works.
    """
    flat = list(_opened(nodes))
    texts = [index for index, node in enumerate(flat) if not _is_frame(node) and has_content(node)]
    first, last = (texts[0], texts[-1]) if texts else (len(flat), -1)
    notes: list[FramedNote] = []
    body: list[LexborNode] = []
    for index, node in enumerate(flat):
        position = _position(node, index < first, index > last)
        if position is None:
            body.append(node)
        else:
            notes += _notes_in(node, position, left_out)
    return Framed(tuple(notes), tuple(body))


def _opened(nodes: Iterable[LexborNode]) -> Iterable[LexborNode]:
    """The nodes, with wrappers around frames opened."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if not _is_frame(node) and node.is_element_node and node.css_first(FRAME) is not None:
            waiting += list(node.iter(include_text=True))[::-1]
        else:
            yield node


def _is_frame(node: LexborNode) -> bool:
    return any(name.startswith("fff_") and name.endswith("_notes") for name in classes_of(node))


def _position(node: LexborNode, in_front: bool, behind: bool) -> Position | None:  # noqa: FBT001 - two facts of a place
    if not _is_frame(node):
        return None
    classes = classes_of(node)
    if "fff_head_notes" in classes:
        return "before"
    if "fff_foot_notes" in classes:
        return "after"
    return "before" if in_front else "after" if behind else None


def _notes_in(frame: LexborNode, position: Position, left_out: LeftOut) -> list[FramedNote]:
    notes: list[FramedNote] = []
    for node in _parts(frame):
        text = words_of(node)
        if node.tag == "hr":
            continue  # parts the note from the text, which the book does in its own way
        if node.tag in {"b", "strong", "h3", "h4"} and _LABEL.fullmatch(text):
            left_out.add(Code.LINE_NOT_PRINTED, "labels of notes", text)
            kind: NoteKind = "summary" if _SUMMARY.fullmatch(text.rstrip(":： ")) else "note"
            notes.append(FramedNote(position, kind))
        elif node.is_element_node and _related(node):
            left_out.add(Code.TEXT_REMOVED, "lists of related works", text)
        else:
            if not notes:
                notes.append(FramedNote(position))
            inner = node.iter(include_text=True) if node.tag == "blockquote" else (node,)
            notes[-1].nodes += inner
    return notes


def _parts(frame: LexborNode) -> list[LexborNode]:
    """What stands in the frame, below a wrapper of its own too."""
    parts = list(frame.iter(include_text=True, skip_empty=True))
    if len(parts) == 1 and parts[0].tag == "div":
        return list(parts[0].iter(include_text=True, skip_empty=True))
    return parts


def _related(node: LexborNode) -> bool:
    return "associations" in classes_of(node) or attribute(node, "id") == "children"

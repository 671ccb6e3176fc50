"""Page cuts: a page without containers cut into chapters at the marks that stand in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark and the nodes behind it, up to the next one; the first piece has no mark."""

    mark: LexborNode | None
    nodes: tuple[LexborNode, ...]


def cut_at(root: LexborNode, marks: Sequence[LexborNode]) -> tuple[Piece, ...]:
    """The nodes within ``root`` in reading order, cut at the marks.

    An element that holds a mark is opened, as when markup left open wraps the chapters behind it;
    what stands in it is kept, it is not. Takes time linear in the size of the page.

    Args:
        root: The element to cut; it stays as it is.
        marks: Elements within it, in reading order, none within another.
    """
    cuts = {mark.mem_id for mark in marks}
    opened: set[int] = set()
    for mark in marks:
        above = mark.parent
        while above is not None and above.mem_id != root.mem_id and above.mem_id not in opened:
            opened.add(above.mem_id)
            above = above.parent
    pieces: list[Piece] = []
    mark_here: LexborNode | None = None
    nodes: list[LexborNode] = []
    waiting = _children(root)
    while waiting:
        node = waiting.pop()
        if node.mem_id in cuts:
            pieces.append(Piece(mark_here, tuple(nodes)))
            mark_here, nodes = node, []
        elif node.mem_id in opened:
            waiting += _children(node)
        else:
            nodes.append(node)
    pieces.append(Piece(mark_here, tuple(nodes)))
    return tuple(pieces)


def _children(node: LexborNode) -> list[LexborNode]:
    return list(node.iter(include_text=True))[::-1]

"""The division of a book: its documents cut where its table of contents says something begins.

A chapter may be several documents, a document may hold several chapters, and an entry may lead into
the middle of an element; the text stays in the order of the spine, whatever the entries say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.readers.epub.document import Document
from packager.readers.epub.navigation import Entry, Navigation, flat
from packager.readers.epub.tree import children, shows, text_of, types

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul",
})  # fmt: skip
_WHOLE = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "table", "dl", "figure"})
"""Elements that are never cut in two."""

_SHORT = 3_000
"""Words of a text whose contents list, when it has one title alone, lists its subheadings."""


@dataclass(slots=True)
class Piece:
    """A piece of a document.

    Attributes:
        document: The document.
        nodes: What stands in it, in order.
        entry: The entry of the table of contents that leads to it; ``None`` when none does.
        depth: The depth of the entry; of a piece without one that of the one before.
        first: Whether it is the first piece of its document.
        kinds: What the entry's own element is by its semantics.
    """

    document: Document
    nodes: list[LexborNode] = field(default_factory=list)
    entry: Entry | None = None
    depth: int = 0
    first: bool = False
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Division:
    """A book cut into pieces.

    Attributes:
        pieces: In reading order.
        absent: Labels of entries that lead to nothing in the text.
    """

    pieces: tuple[Piece, ...]
    absent: tuple[str, ...]


def divide(documents: Sequence[Document], navigation: Navigation) -> Division:
    """The documents cut where the entries of the table of contents lead."""
    navigation = _without_subheadings(documents, navigation)
    by_path = {document.path: number for number, document in enumerate(documents)}
    wanted: dict[int, list[tuple[Entry, int]]] = {}
    absent: list[str] = list(navigation.absent)
    waiting: list[tuple[Entry, int]] = []
    for entry, depth in flat(navigation.entries):
        number = by_path.get(entry.path)
        if number is None:
            if entry.children:
                waiting.append((entry, depth))  # it opens where the first entry below it opens
            else:
                absent.append(entry.label)
            continue
        waiting = [(one, above) for one, above in waiting if above < depth]
        wanted.setdefault(number, []).extend(
            (Entry(one.label, entry.path, entry.fragment, one.children), above)
            for one, above in waiting
        )
        waiting = []
        wanted[number].append((entry, depth))
    pieces: list[Piece] = []
    for number, document in enumerate(documents):
        pieces += _cut(document, wanted.get(number, []), absent)
    return Division(tuple(pieces), tuple(absent))


def _without_subheadings(documents: Sequence[Document], navigation: Navigation) -> Navigation:
    """The table of contents of a short piece: what it lists below its only title are subheadings.

    A contents list that has one entry, with all others below it in the same short document, is that
    of one text with headings in it; its sections are no chapters of a book.
    """
    if len(navigation.entries) != 1:
        return navigation
    (only,) = navigation.entries
    below = [entry for entry, _ in flat(only.children)]
    alone = [document for document in documents if document.path == only.path]
    if not below or not alone or any(entry.path != only.path for entry in below):
        return navigation
    if len(text_of(children(alone[0].body)).split()) > _SHORT:
        return navigation
    return replace(navigation, entries=(replace(only, children=()),))


def _cut(
    document: Document, entries: Sequence[tuple[Entry, int]], absent: list[str]
) -> list[Piece]:
    """The pieces of one document; entries that lead to one place follow each other there."""
    anchors = document.anchors() if any(entry.fragment for entry, _ in entries) else {}
    at_start: list[tuple[Entry, int]] = []
    at_node: dict[int, list[tuple[Entry, int]]] = {}
    nodes: dict[int, LexborNode] = {}
    for entry, depth in entries:
        anchor = anchors.get(entry.fragment) if entry.fragment else None
        if anchor is None:
            if entry.fragment and (at_start or at_node):
                absent.append(entry.label)
                continue
            at_start.append((entry, depth))
            continue
        point = _raised(anchor, document.body)
        if point is None:
            at_start.append((entry, depth))
            continue
        nodes[point.mem_id] = point
        at_node.setdefault(point.mem_id, []).append((entry, depth))
    above = _ancestors(nodes.values(), document.body)
    pieces = _opened(document, at_start) or [Piece(document)]
    pieces[0].first = True
    for node in _leaves(document.body, frozenset(nodes), above):
        if isinstance(node, int):
            pieces += _opened(document, at_node[node], nodes[node])
        else:
            pieces[-1].nodes.append(node)
    return [piece for piece in pieces if piece.entry is not None or piece.nodes or piece.first]


def _opened(
    document: Document, entries: Sequence[tuple[Entry, int]], node: LexborNode | None = None
) -> list[Piece]:
    """A piece for each entry of a place, a parent before its children; of equals the first."""
    kept: list[tuple[Entry, int]] = []
    for entry, depth in entries:
        if kept and depth <= kept[-1][1]:
            continue
        kept.append((entry, depth))
    kinds = types(node) if node is not None else frozenset()
    return [
        Piece(document, entry=entry, depth=depth, kinds=kinds if (entry, depth) == kept[-1] else
              frozenset())
        for entry, depth in kept
    ]  # fmt: skip


def _leaves(
    node: LexborNode, points: frozenset[int], above: frozenset[int]
) -> Iterator[LexborNode | int]:
    """The largest nodes without a point within, and the id of each point where it begins."""
    waiting = [children(node)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            continue
        if child.mem_id in points:
            yield child.mem_id
        if child.mem_id in above:
            waiting.append(children(child))
        else:
            yield child


def _raised(anchor: LexborNode, body: LexborNode) -> LexborNode | None:
    """The outermost element that begins where the anchor does; ``None`` for the whole body.

    An anchor at the end of a paragraph means what follows it; one in its midst the paragraph.
    """
    node = anchor
    while node.mem_id != body.mem_id:
        if _is_led(node):
            if node.tag in _BLOCKS and not _is_in_whole(node, body):
                return node
            block = _block_around(node, body)
            if block is None:
                return node
            after = _shown_behind(node, block)
            following = _next_shown(block)
            return following if not after and not shows(anchor) and following is not None else block
        parent = node.parent
        if parent is None:
            return None
        node = parent
    return None


def _is_led(node: LexborNode) -> bool:
    """Whether something is shown before a node within its parent."""
    before = node.prev
    while before is not None:
        if shows(before):
            return True
        before = before.prev
    return False


def _is_in_whole(node: LexborNode, body: LexborNode) -> bool:
    here = node.parent
    while here is not None and here.mem_id != body.mem_id:
        if here.tag in _WHOLE:
            return True
        here = here.parent
    return False


def _block_around(node: LexborNode, body: LexborNode) -> LexborNode | None:
    """The outermost element around a node that is never cut, else the nearest block."""
    nearest: LexborNode | None = None
    whole: LexborNode | None = None
    here: LexborNode | None = node
    while here is not None and here.mem_id != body.mem_id:
        if here.tag in _WHOLE:
            whole = here
        if nearest is None and here.tag in _BLOCKS:
            nearest = here
        here = here.parent
    return whole or nearest


def _shown_behind(node: LexborNode, block: LexborNode) -> bool:
    here: LexborNode | None = node
    while here is not None and here.mem_id != block.mem_id:
        after = here.next
        while after is not None:
            if shows(after):
                return True
            after = after.next
        here = here.parent
    return False


def _next_shown(block: LexborNode) -> LexborNode | None:
    following = block.next
    while following is not None and (following.tag == "-text" or not shows(following)):
        if following.tag == "-text" and shows(following):
            return None
        following = following.next
    return following


def _ancestors(nodes: Iterable[LexborNode], body: LexborNode) -> frozenset[int]:
    found: set[int] = set()
    for node in nodes:
        here = node.parent
        while here is not None and here.mem_id != body.mem_id and here.mem_id not in found:
            found.add(here.mem_id)
            here = here.parent
    return frozenset(found)

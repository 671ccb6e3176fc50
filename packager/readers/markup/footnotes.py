"""Footnotes: which links of a text lead to notes, and which passages are those notes.

Many programs write footnotes, each its own way. What they have in common is a short link in the
text (a number, a star) to a passage further on, and a link in that passage back to it. Some say so
too: ``epub:type="noteref"``, ``role="doc-noteref"``, a class. What is found is written on the tree
itself, as attributes whose names no source has, for whoever reads the tree afterwards.

https://www.w3.org/TR/epub-ssv-11/#notes and https://www.w3.org/TR/dpub-aria-1.1/#doc-noteref
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.readers.markup.looks import names

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

REFERENCE = "packager-reference"
"""Attribute of a link in the text: id of its footnote."""

NOTE = "packager-note"
"""Attribute of a passage: id of the footnote it is."""

MORE = "packager-more"
"""Attribute of a passage: id of the footnote it continues."""

LABEL = "packager-label"
"""Attribute of what only labels footnotes: the way back, a heading, a rule."""

_REFERENCE_TYPES = names("noteref doc-noteref")
_NOTE_TYPES = names("footnote endnote rearnote note doc-footnote doc-endnote")
_REFERENCE_CLASSES = names(
    "footnote-ref footnoteref footnote-reference noteref fnref fnanchor citation footnote-anchor "
    "footnote-link fn-ref"
)
_NOTE_CLASSES = names("footnote fn endnote note footnote-item footnotebody footnote-body")
_BACK_TYPES = names("backlink doc-backlink")
_BACK_CLASSES = names("footnote-backref footnote-back backref footnote-return reversefootnote")
_BACK_SIGNS = names("↩ ↑ ↵ ⏎ ⮌ ^ ⤴ ⬆ [↩] [↑]")
_BLOCKS = names("p li dd dt div aside td blockquote section figure")
_WRAPPERS = names("li dd aside div section")
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_CONTINUED = names("p blockquote ul ol pre")
_MAX_LABEL = 12
_MAX_CLIMB = 40
_MAX_CONTINUED = 6
_MAX_LINKS = 100
"""Links of a passage that are looked at; a footnote has one for each of its references."""

_MAX_FURNITURE = 4
_MAX_HEADING = 60


@cache
def _label() -> re.Pattern[str]:
    return re.compile(
        r"[\[({]?\s*(?:(?:note|fn|anm|注|註|※)\.?\s*)?"
        r"(\d{1,4}[a-z]?|[*†‡§¶※]{1,4}|[a-z]|[ivxl]{1,6}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,4})\s*[\])}.:]?",
        re.IGNORECASE,
    )


@cache
def _notes_heading() -> re.Pattern[str]:
    return re.compile(
        r"(?:foot|end)?notes?|fu[sß]+noten|endnoten|anmerkungen|notes de (?:bas de page|fin)"
        r"|notas(?: (?:al pie|de rodapé))?|note(?: a piè di pagina)?|voetnoten|przypisy"
        r"|примечания|сноски|примітки|виноски|脚注|注釈|注释|註釋|注",
        re.IGNORECASE,
    )


@dataclass(slots=True)
class _Reference:
    """A link that may lead to a footnote."""

    node: LexborNode
    document: str
    order: int
    target: tuple[str, str]
    label: str
    said: bool


@dataclass(slots=True)
class _Passage:
    """A block that may be a footnote: the links within it, and its id once it is one."""

    node: LexborNode
    links: tuple[_Reference, ...]
    note: str = ""


@dataclass(slots=True)
class NoteLinks:
    """The footnotes of a book's documents; ids are given in the order of the references.

    Attributes:
        passages: The nodes of each footnote, by its id.
        labels: What its reference said, by its id.
    """

    passages: dict[str, list[LexborNode]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def link(self, documents: Mapping[str, LexborNode]) -> None:
        """Find the footnotes of documents, given by their paths, and mark them on the trees."""
        references: list[_Reference] = []
        anchors: dict[tuple[str, str], LexborNode] = {}
        for path, root in documents.items():
            links = [a for a in root.css("a[href]") if "#" in (a.attributes["href"] or "")]
            for node in links:
                references += _reference(node, path, len(references))
            if links:
                for node in root.css("[id], a[name]"):
                    attributes = node.attributes
                    name = attributes.get("id") or attributes.get("name")
                    if name:
                        anchors.setdefault((path, name), node)
        targets = {one.target for one in references}
        self._pair(references, {place: anchors[place] for place in targets & anchors.keys()})

    def _pair(
        self, references: Sequence[_Reference], wanted: Mapping[tuple[str, str], LexborNode]
    ) -> None:
        by_node = {one.node.mem_id: one for one in references}
        passages: dict[int, _Passage] = {}
        parents: dict[int, LexborNode] = {}
        for one in references:
            target = wanted.get(one.target)
            if target is None or not (one.said or one.label) or REFERENCE in one.node.attributes:
                continue
            node = _passage(target)
            if node is None or _holds(node, one.node):
                continue
            passage = passages.get(node.mem_id)
            if passage is None:
                links = [by_node.get(link.mem_id) for link in node.css("a[href]")[:_MAX_LINKS]]
                passage = _Passage(node, tuple(link for link in links if link is not None))
                passages[node.mem_id] = passage
            if _is_note(one, target, passage, wanted) and self._name(passage, one.label):
                one.node.attrs[REFERENCE] = passage.note
                for way in passage.links:
                    if _leads_back(way, one, wanted):
                        way.node.attrs[LABEL] = passage.note
                if node.parent is not None:
                    parents.setdefault(node.parent.mem_id, node.parent)
        cleared = {name for name, parent in parents.items() if self._clear(parent)}
        lists = {
            parent.parent.mem_id: parent.parent
            for name, parent in parents.items()
            if name in cleared and parent.parent is not None and parent.tag in {"ol", "ul", "dl"}
        }
        for outer in lists.values():
            _clear_around(outer, cleared)

    def _name(self, passage: _Passage, label: str) -> bool:
        """Give a passage the id of its footnote, where it has none; whether it has one now."""
        if passage.note:
            return True
        node = passage.node
        if NOTE in node.attributes or MORE in node.attributes:
            return False
        passage.note = f"footnote-{len(self.passages) + 1}"
        self.passages[passage.note] = [node]
        self.labels[passage.note] = label
        node.attrs[NOTE] = passage.note
        for link in node.css("a"):
            if _is_way_back(link):
                link.attrs[LABEL] = passage.note
        return True

    def _clear(self, parent: LexborNode) -> bool:
        """Join what continues a note, and mark the rules and headings of a list of notes.

        Returns:
            Whether there is nothing but notes in it.
        """
        between: list[LexborNode] = []
        furniture: list[LexborNode] = []
        first: LexborNode | None = None
        current, residue = "", False
        for child in parent.iter(include_text=True):
            tag = child.tag or ""
            note = child.attributes.get(NOTE) or ""
            if note:
                residue |= not self._continue(current, between)
                between, current, first = [], note, first or child
            elif tag in _HEADINGS or tag == "hr":
                furniture.append(child)
            elif current and tag in _CONTINUED:
                between.append(child)
            else:
                residue |= not _is_empty(child)
        residue |= bool(between)
        if not residue:
            for one in furniture:
                one.attrs[LABEL] = "list"
        if first is not None:
            _clear_before(first if residue else parent)
        return not residue

    def _continue(self, note: str, nodes: list[LexborNode]) -> bool:
        """Whether what stands between two notes, if anything, is the rest of the first of them."""
        if len(nodes) > _MAX_CONTINUED:
            return False
        for node in nodes:
            node.attrs[MORE] = note
        if nodes:
            self.passages[note] += nodes
        return True


def _is_way_back(link: LexborNode) -> bool:
    """Whether a link of a footnote says that it leads back to the text."""
    attributes = link.attributes
    return bool(
        _words(attributes, "epub:type", "role") & _BACK_TYPES
        or _words(attributes, "class") & _BACK_CLASSES
        or link.text(strip=True).strip("\ufe0e\ufe0f") in _BACK_SIGNS
    )


def _is_empty(node: LexborNode) -> bool:
    if node.is_text_node or node.is_comment_node:
        return node.is_comment_node or not (node.text_content or "").strip()
    return not node.text().strip()


def _clear_before(node: LexborNode) -> None:
    """Mark the rules and the heading directly in front of the notes."""
    before = node.prev
    for _ in range(_MAX_FURNITURE):
        while before is not None and not before.is_element_node and _is_empty(before):
            before = before.prev
        if before is None or not (before.tag == "hr" or _heads_notes(before)):
            return
        before.attrs[LABEL] = "list"
        before = before.prev


def _clear_around(outer: LexborNode, cleared: set[int]) -> None:
    """Mark the headings between lists of notes, where there is nothing but them."""
    headings: list[LexborNode] = []
    for child in outer.iter(include_text=True):
        if child.tag in _HEADINGS or child.tag == "hr":
            headings.append(child)
        elif child.mem_id not in cleared and not _is_empty(child):
            return
    for one in headings:
        one.attrs[LABEL] = "list"


def _heads_notes(node: LexborNode) -> bool:
    if node.tag not in _HEADINGS and node.tag not in {"p", "div"}:
        return False
    text = node.text(strip=True)
    return len(text) <= _MAX_HEADING and bool(_notes_heading().fullmatch(text.strip(" :.—–-")))


def _reference(node: LexborNode, path: str, order: int) -> Iterator[_Reference]:
    attributes = node.attributes
    file, _, fragment = (attributes.get("href") or "").partition("#")
    if not fragment or ":" in file or file.startswith("//"):
        return
    target = path
    if file:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
    text = node.text(strip=True)
    label = text if len(text) <= _MAX_LABEL and _label().fullmatch(text) else ""
    said = bool(
        _words(attributes, "epub:type", "role") & _REFERENCE_TYPES
        or (_words(attributes, "class") & _REFERENCE_CLASSES and len(text) <= _MAX_LABEL)
    )
    yield _Reference(node, path, order, (target, unquote(fragment)), label, said)


def _words(attributes: Mapping[str, str | None], *keys: str) -> frozenset[str]:
    return names(" ".join(attributes.get(key) or "" for key in keys).lower())


def _passage(target: LexborNode) -> LexborNode | None:
    """The passage an anchor stands in: the block, and what holds this block alone."""
    node: LexborNode | None = target
    for _ in range(_MAX_CLIMB):
        if node is None or node.tag in _HEADINGS or node.tag in {"body", "html"}:
            return None
        if node.tag in _BLOCKS:
            break
        node = node.parent
    if node is None or node.tag not in _BLOCKS or _is_division(node):
        return None
    for _ in range(3):
        outer = node.parent
        if outer is None or outer.tag not in _WRAPPERS or not _starts(outer, node):
            break
        attributes = outer.attributes
        said = _words(attributes, "epub:type", "role") & _NOTE_TYPES
        if not (said or outer.tag in {"li", "dd", "aside"} or _classed(attributes)):
            break
        node = outer
    return node


def _is_division(node: LexborNode) -> bool:
    """Whether a block is a part of a story, by its headings; a note may have one of its own."""
    if node.css_first("h1, h2, h3, h4, h5, h6") is None:
        return False
    attributes = node.attributes
    said = _words(attributes, "epub:type", "role") & _NOTE_TYPES or _classed(attributes)
    return not (said or node.tag in {"li", "aside", "dd"})


def _classed(attributes: Mapping[str, str | None]) -> bool:
    return bool(_words(attributes, "class") & _NOTE_CLASSES)


def _starts(outer: LexborNode, node: LexborNode) -> bool:
    """Whether nothing stands in front of a block within the element around it."""
    for child in outer.iter():
        if child.mem_id == node.mem_id:
            return True
        empty = child.tag in {"a", "hr"} and not child.text(strip=True)
        if child.is_element_node and not empty:
            return False
    return False


def _holds(passage: LexborNode, node: LexborNode) -> bool:
    at: LexborNode | None = node
    while at is not None:
        if at.mem_id == passage.mem_id:
            return True
        at = at.parent
    return False


def _is_note(
    one: _Reference,
    target: LexborNode,
    passage: _Passage,
    wanted: Mapping[tuple[str, str], LexborNode],
) -> bool:
    if any(way.order < one.order for way in passage.links if _leads_back(way, one, wanted)):
        return False  # the passage stands before the link: the link is the way back itself
    said = bool(
        any(_words(n.attributes, "epub:type", "role") & _NOTE_TYPES for n in (target, passage.node))
        or _classed(target.attributes)
        or _classed(passage.node.attributes)
    )
    if said and (one.said or one.label):
        return True
    mutual = any(_leads_back(way, one, wanted) for way in passage.links)
    return (
        mutual if one.label else one.said and (mutual or passage.node.tag in {"li", "aside", "dd"})
    )


def _leads_back(
    way: _Reference, one: _Reference, wanted: Mapping[tuple[str, str], LexborNode]
) -> bool:
    """Whether a link of a passage leads to its reference, or to what stands right around it."""
    place = wanted.get(way.target)
    if place is None or way.target[0] != one.document:
        return False
    if _holds(place, one.node) or _holds(one.node, place):
        return True
    # An empty anchor in front of the reference: <a name="citation1"></a><a href="#footnote1">
    after = place.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after is not None and (_holds(after, one.node))

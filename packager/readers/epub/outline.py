"""The outline of a book: its pieces as sections, with the apparatus of the old book set apart.

The table of contents says where sections begin and how they nest; headings, semantics and file
names say what they are; a document no entry leads to goes on where the one before it ended, unless
it opens with a heading of its own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.metadata import Metadata
from packager.book.section import Role
from packager.readers.epub.apparatus import Known, judged_apparatus
from packager.readers.epub.division import Piece
from packager.readers.epub.document import Document
from packager.readers.epub.kinds import Apparatus, apparatus_of, role_named, role_of
from packager.readers.epub.navigation import Navigation
from packager.readers.epub.opening import Opening, read_opening
from packager.readers.epub.tree import all_words, children, shows, text_of, types, words

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_PART_WORDS = 300
"""Words the page of a part may have; a part with more is a chapter that is called a part."""

_SPLIT = re.compile(r"_split_0*([1-9]\d*)\.\w+$|(?:part|index)_split_\d+\.\w+$", re.IGNORECASE)
_KEPT_WITHIN = frozenset({"epigraph", "dedication"})


@dataclass(slots=True)
class Planned:
    """A section to be read.

    Attributes:
        runs: Its nodes, with the document each run stands in.
        headings: The headings its title was made of, which are not text of it.
        role: What it is.
        title: Its title.
        number: Its number.
        depth: How deep it is nested.
        labels: What its headings say that is not in the title.
        line: What opened it, for the report: a heading, an entry, a document.
        rule: Why it is a section.
        linear: Whether it belongs to the line of reading.
    """

    runs: list[tuple[Document, list[LexborNode]]]
    headings: list[LexborNode] = field(default_factory=list)
    role: Role = Role.CHAPTER
    title: str = ""
    number: int | None = None
    depth: int = 0
    labels: list[str] = field(default_factory=list)
    line: str = ""
    rule: str = ""
    linear: bool = True

    @property
    def length(self) -> int:
        """The number of its words."""
        return sum(len(text_of(nodes).split()) for _, nodes in self.runs)


@dataclass(slots=True)
class Outline:
    """The sections of a book, and what is none.

    Attributes:
        sections: In reading order.
        apparatus: Pages of the old book that the new one has of its own: kind and text.
        silent: What shows no text of the story: lists of footnotes, with the headings above them.
    """

    sections: list[Planned] = field(default_factory=list)
    apparatus: list[tuple[Apparatus, str]] = field(default_factory=list)
    silent: list[tuple[Document, list[LexborNode]]] = field(default_factory=list)


def outline_of(pieces: Sequence[Piece], known: Known) -> Outline:
    """The outline of a book.

    Args:
        pieces: Its documents, divided.
        known: What is known of it.
    """
    entries = sum(1 for piece in pieces if piece.entry is not None)
    drafting = _Drafting(
        known, _landmarks(known.navigation), trusted=entries > 1 or len(pieces) == 1
    )
    for piece in pieces:
        if piece.document.path not in known.skipped:
            drafting.take(piece)
    outline = drafting.outline
    if drafting.waiting and outline.sections:
        outline.sections[-1].runs += drafting.waiting
    outline.sections += drafting.late
    _settle(outline.sections)
    return outline


@dataclass(slots=True)
class _Drafting:
    """Takes the pieces of a book one after another.

    Attributes:
        known: What is known of it.
        landmarks: What stands where, by path and fragment.
        trusted: Whether the table of contents names more than a beginning.
        outline: What was made so far.
        above: Depths of entries that were left out, whose children move up.
        waiting: Pictures in front of a section that has not begun.
        late: What does not belong to the line of reading.
    """

    known: Known
    landmarks: dict[tuple[str, str], frozenset[str]]
    trusted: bool
    outline: Outline = field(default_factory=Outline)
    above: list[int] = field(default_factory=list)
    waiting: list[tuple[Document, list[LexborNode]]] = field(default_factory=list)
    late: list[Planned] = field(default_factory=list)

    def take(self, piece: Piece) -> None:
        """Make a section of a piece, or part of one, or set it apart."""
        if piece.entry is not None:
            while self.above and self.above[-1] >= piece.depth:
                self.above.pop()
        label = _label(piece)
        kinds = _kinds(piece, self.landmarks)
        if self._leaves_out(piece, kinds, label):
            if piece.entry is not None:
                self.above.append(piece.depth)
            return
        planned = _planned(piece, kinds, label, self.known.metadata)
        planned.depth = max(0, piece.depth - len(self.above))
        sections = self.outline.sections
        if piece.entry is None:
            if _goes_on(piece, planned, kinds, self.outline, trusted=self.trusted):
                sections[-1].runs.append((piece.document, piece.nodes))
                return
            if not planned.title and not planned.labels and not text_of(piece.nodes):
                self.waiting.append((piece.document, piece.nodes))
                return
            planned.depth = _depth_behind(self.outline)
        self._add(planned)

    def _add(self, planned: Planned) -> None:
        planned.runs[:0] = self.waiting
        self.waiting = []
        if planned.linear:
            self.outline.sections.append(planned)
        else:
            planned.role = Role.APPENDIX
            planned.depth = 0
            self.late.append(planned)

    def _leaves_out(self, piece: Piece, kinds: frozenset[str], label: str) -> bool:
        """Set a piece apart that is no section; whether it was one."""
        if not any(shows(node) for node in piece.nodes):
            if piece.entry is not None and piece.entry.children and label:
                return apparatus_of(kinds) is not None  # a part with nothing but a name
            self.outline.silent.append((piece.document, piece.nodes))
            return True
        kind = judged_apparatus(piece, kinds, label, self.known)
        if kind is None:
            return False
        _set_apart(piece, kind, self.outline)
        return True


def _label(piece: Piece) -> str:
    """What the table of contents calls a piece, unless that is only the name of its file."""
    if piece.entry is None:
        return ""
    name = posixpath.basename(piece.document.path)
    own = words(piece.entry.label)
    return "" if own in (words(name), words(name.rpartition(".")[0])) else piece.entry.label


def _landmarks(navigation: Navigation) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for reference in navigation.landmarks:
        if reference.kind in {"bodymatter", "text", "start", "frontmatter", "backmatter"}:
            continue
        place = (reference.path, reference.fragment)
        found[place] = found.get(place, frozenset()) | {reference.kind}
    return found


def _kinds(piece: Piece, landmarks: dict[tuple[str, str], frozenset[str]]) -> frozenset[str]:
    """What a piece is by its semantics: of the elements that hold all of it, and its landmarks."""
    found = set(piece.kinds)
    whole = piece.first
    if whole:
        found |= piece.document.kinds | landmarks.get((piece.document.path, ""), frozenset())
    if piece.entry is not None and piece.entry.fragment:
        found |= landmarks.get((piece.document.path, piece.entry.fragment), frozenset())
    nodes = [node for node in piece.nodes if shows(node)]
    while len(nodes) == 1 and nodes[0].tag not in {"-text", "p"}:
        found |= types(nodes[0])
        nodes = [node for node in children(nodes[0]) if shows(node)]
    return frozenset(found)


def _set_apart(piece: Piece, kind: Apparatus, outline: Outline) -> None:
    """Leave a page out, but keep an epigraph or dedication that stands on it."""
    kept: list[tuple[Role, LexborNode]] = []
    for node in piece.nodes if kind in {"titlepage", "imprint"} else ():
        if node.tag == "-text":
            continue
        for inner in (node, *node.css("[epub\\:type]")):
            role = role_of(types(inner) & _KEPT_WITHIN)
            if role is not None and not any(_is_in(inner, held) for _, held in kept):
                kept.append((role, inner))
    left_out = all_words(piece.nodes)
    for _, node in kept:
        left_out = left_out.replace(all_words([node]), " ", 1)
    outline.apparatus.append((kind, " ".join(left_out.split())))
    outline.sections += [
        Planned(
            runs=[(piece.document, [node])],
            role=role,
            rule="an element that says what it is",
            line=role.value,
        )
        for role, node in kept
    ]


def _is_in(node: LexborNode, outer: LexborNode) -> bool:
    here: LexborNode | None = node
    while here is not None:
        if here.mem_id == outer.mem_id:
            return True
        here = here.parent
    return False


def _planned(piece: Piece, kinds: frozenset[str], label: str, metadata: Metadata) -> Planned:
    opening = read_opening(piece.nodes, label, metadata.title)
    taken = {node.mem_id for node in opening.nodes}
    nodes = [node for node in piece.nodes if node.mem_id not in taken]
    return Planned(
        runs=[(piece.document, nodes)],
        headings=opening.nodes,
        role=_role(piece, kinds, opening),
        title=opening.title,
        number=opening.number,
        labels=opening.labels,
        line=label or opening.title or " ".join(opening.labels) or piece.document.path,
        rule="an entry of the table of contents" if piece.entry is not None else
        "a heading" if opening.found else "a document of its own",
        linear=piece.document.linear,
    )  # fmt: skip


def _role(piece: Piece, kinds: frozenset[str], opening: Opening) -> Role:
    said = role_of(kinds)
    named = opening.role
    if said is None or said is Role.CHAPTER:
        said = named if named is not None else said
    if said is None and piece.first:
        said = role_named(piece.document.path)
    parent = piece.entry is not None and bool(piece.entry.children)
    if said in {None, Role.CHAPTER} and parent:
        short = len(text_of(piece.nodes).split()) <= _PART_WORDS
        return Role.PART if short else Role.CHAPTER
    return said or Role.CHAPTER


def _goes_on(
    piece: Piece, planned: Planned, kinds: frozenset[str], outline: Outline, *, trusted: bool
) -> bool:
    """Whether a piece no entry leads to belongs to the section before it."""
    if not outline.sections or not piece.document.linear:
        return False
    if not outline.sections[-1].linear or (role_of(kinds) is not None and planned.title):
        return False
    if _SPLIT.search(piece.document.path):
        return not planned.title and not planned.labels
    return trusted and not planned.title and not planned.labels


def _depth_behind(outline: Outline) -> int:
    if not outline.sections:
        return 0
    last = outline.sections[-1]
    return last.depth + 1 if last.role is Role.PART else last.depth


def _settle(sections: list[Planned]) -> None:
    """Make parts hold what follows them, and of what is no part in truth a chapter."""
    for index, part in enumerate(sections):
        if part.role is not Role.PART:
            continue
        behind = sections[index + 1 :]
        if behind and behind[0].depth > part.depth:
            continue
        if part.length > _PART_WORDS or not _held(behind, part.depth):
            _as_chapter(part)
            continue
        for one in behind[: _held(behind, part.depth)]:
            one.depth += 1
    chapters = [one for one in sections if one.role in {Role.CHAPTER, Role.PART}]
    if len(chapters) == 1:
        chapters[0].number = None  # a story of one chapter counts none


def _held(behind: Sequence[Planned], depth: int) -> int:
    """How many of the sections behind a part are within it, where nothing says so."""
    within = {Role.CHAPTER, Role.PROLOGUE, Role.INTRODUCTION, Role.EPIGRAPH}
    count = 0
    for one in behind:
        if one.depth < depth or (one.depth == depth and one.role not in within):
            break
        count += 1
    return count


def _as_chapter(part: Planned) -> None:
    part.role = Role.CHAPTER
    if part.number is not None and part.labels:
        label = part.labels.pop(0).rstrip(" .:")
        part.title = f"{label}: {part.title}" if part.title else label
        part.number = None

"""How a piece of a book opens: the headings on top of it, and the number and title they give it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.section import Role
from packager.readers.epub.tree import children, is_text, text_of, types, words
from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_THROUGH = frozenset({"div", "section", "article", "header", "hgroup", "main", "center", "body"})
_TITLED = frozenset({"title", "subtitle", "ordinal", "label", "fulltitle", "covertitle"})
_TITLE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:(?:chapter|chap|section|part)[_-]?(?:title|heading|head|number|name|sub-?title)"
    r"|title|sub-?title|heading)\d{0,2}(?:$|[\s_-])|^h[1-3]$",
    re.IGNORECASE,
)
_PLAIN_LINES = frozenset({"p", "div", "center", "b", "strong", "span"})
_CERTAIN = 0.75
"""A line that is no heading by its markup is one by its words when it is as sure as this."""

_MAX_LINE = 120
_MAX_HEADINGS = 4
_MAX_TITLE = 400
"""Characters of a heading; what is longer is a paragraph someone marked up as one."""

_LAST_NUMBER = 999
"""A bare number above this is a year, and so a title."""


@dataclass(slots=True)
class Opening:
    """What the top of a piece says.

    Attributes:
        title: The title; empty when there is only a number, or nothing.
        number: The number the heading gives.
        role: The role the heading names; ``None`` when it names none.
        labels: What the headings say that the title doesn't: ``CHAPTER IV.``.
        nodes: The headings the title was made of, which are not text of the piece any more.
        found: Whether the piece has a heading at all.
    """

    title: str = ""
    number: int | None = None
    role: Role | None = None
    labels: list[str] = field(default_factory=list)
    nodes: list[LexborNode] = field(default_factory=list)
    found: bool = False


def read_opening(nodes: Sequence[LexborNode], label: str, book_title: str = "") -> Opening:
    """How a piece opens.

    Args:
        nodes: The piece.
        label: What the table of contents calls it; empty when it doesn't.
        book_title: The title of the book, which some repeat on top of every chapter.
    """
    known = words(label)
    headings = list(_headings(nodes, known))
    opening = Opening(found=bool(headings))
    parts: list[str] = []
    for node, text in headings:
        heading = _heading_of(text)
        own = words(text)
        if not own:
            continue
        if _belongs(own, known, heading, opening, parts):
            _take(opening, parts, text, heading)
        elif own == words(book_title) and not parts:
            opening.labels.append(text)
        else:
            break
        opening.nodes.append(node)
    _with_label(opening, parts, label, known)
    opening.title = _joined(parts)
    if words(opening.title)[:1] == [str(opening.number)]:
        opening.number = None  # the title says it: "191 The Lord Helpeth Man and Beast"
    return opening


def _belongs(
    own: Sequence[str],
    known: Sequence[str],
    heading: ChapterHeading | None,
    opening: Opening,
    parts: Sequence[str],
) -> bool:
    """Whether a heading is part of the title: it says what the table of contents says, or more."""
    if known:
        within = set(own) <= set(known) or set(known) <= set(own)
        return within or (heading is not None and heading.number is not None
                          and opening.number is None)  # fmt: skip
    return not parts


def _take(opening: Opening, parts: list[str], text: str, heading: ChapterHeading | None) -> None:
    if heading is None:
        parts.append(text)
        return
    opening.role = opening.role or (heading.role if heading.kind != "numeral" else None)
    if heading.number is not None and opening.number is None:
        opening.number = heading.number
        opening.role = opening.role or heading.role
    if heading.label:
        opening.labels.append(heading.label)
    if heading.title:
        parts.append(heading.title)


def _with_label(opening: Opening, parts: list[str], label: str, known: Sequence[str]) -> None:
    """Take from the table of contents what the headings leave open."""
    heading = _heading_of(label) if label else None
    if heading is None:
        if label and not parts and set(known) - set(words(" ".join(opening.labels))):
            parts.append(label)
        return
    if opening.number is None:
        opening.number = heading.number
    opening.role = opening.role or (heading.role if heading.kind != "numeral" else None)
    if not parts and heading.title:
        parts.append(heading.title)


def _heading_of(text: str) -> ChapterHeading | None:
    heading = parse_heading(text)
    if heading is None or (heading.number is not None and heading.number > _LAST_NUMBER):
        return None
    return heading


def _joined(parts: Sequence[str]) -> str:
    """Lines of a title on one line: ``The Storm: In Which It Rains``."""
    found = ""
    for part in parts:
        if found and words(part) != words(found):
            found += f" {part}" if found[-1] in ".:;,!?—–-" else f": {part}"
        elif not found:
            found = part
    return found


def _headings(
    nodes: Sequence[LexborNode], known: Sequence[str]
) -> Iterator[tuple[LexborNode, str]]:
    """The headings before any other text, each with what it says."""
    count = 0
    waiting = [iter(nodes)]
    while waiting and count < _MAX_HEADINGS:
        node = next(waiting[-1], None)
        if node is None:
            waiting.pop()
            continue
        if not is_text(node):
            continue
        text = text_of([node])
        if not text:
            continue
        if node.tag in _THROUGH and not _is_titled(node) and _has_blocks(node):
            waiting.append(children(node))
            continue
        if len(text) > _MAX_TITLE:
            return
        if not (node.tag in _HEADINGS or _is_titled(node) or _says_heading(node, text, known)):
            return
        count += 1
        yield node, text


def _has_blocks(node: LexborNode) -> bool:
    return any(inner.tag in _THROUGH or inner.tag in {"p", *_HEADINGS} for inner in children(node))


def _says_heading(node: LexborNode, text: str, known: Sequence[str]) -> bool:
    """Whether a plain line on top is the heading: it says what the contents say, or a number."""
    if node.tag not in _PLAIN_LINES or len(text) > _MAX_LINE:
        return False
    own = words(text)
    heading = _heading_of(text)
    if known and (own == list(known) or (heading is not None and set(own) <= set(known))):
        return True
    if known and (heading is None or heading.title):
        return False
    return heading is not None and heading.confidence >= _CERTAIN


def _is_titled(node: LexborNode) -> bool:
    """Whether an element is a line of a title by its semantics or its class."""
    if node.tag not in {"p", "div", "span", "b", "strong"}:
        return False
    if types(node) & _TITLED:
        return True
    if any(child.tag in _HEADINGS or child.tag in {"p", "div"} for child in children(node)):
        return False
    return bool(_TITLE_CLASS.search(node.attributes.get("class") or ""))

"""Apparatus: pages of the old book as a product, told from text; the new one has its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.book.metadata import Metadata
from packager.readers.epub.division import Piece
from packager.readers.epub.kinds import (
    Apparatus,
    apparatus_called,
    apparatus_named,
    apparatus_of,
    role_of,
)
from packager.readers.epub.navigation import Navigation
from packager.readers.epub.opening import read_opening
from packager.readers.epub.tree import text_of, words

_SHORT: dict[Apparatus, int] = {"cover": 60, "titlepage": 120, "imprint": 1_500, "contents": 3_000}
"""Words a page may have that only its name says is apparatus."""

_LONG: dict[Apparatus, int] = {
    "cover": 400, "titlepage": 1_000, "imprint": 20_000, "contents": 100_000,
}  # fmt: skip
"""Words a page may have that says itself that it is apparatus."""

_MIN_LINKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a book before its pieces are looked at.

    Attributes:
        navigation: Its table of contents and landmarks.
        metadata: What the package says; a page that says no more is a title page.
        nav: Path of the navigation document, which is no text.
        covers: Paths of documents that show the cover and nothing else.
        skipped: Paths of documents that were dealt with otherwise.
    """

    navigation: Navigation
    metadata: Metadata
    nav: str = ""
    covers: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


def judged_apparatus(
    piece: Piece, kinds: frozenset[str], label: str, known: Known
) -> Apparatus | None:
    """The apparatus a piece is; ``None`` when it is text of the story."""
    if piece.document.path == known.nav:
        return "contents"
    if piece.document.path in known.covers:
        return "cover"
    text = text_of(piece.nodes)
    length = _length(text)
    said = apparatus_of(kinds)
    if role_of(kinds - {"chapter"}) is None and said is not None and length <= _LONG[said]:
        return said
    if role_of(kinds) is not None:
        return None
    return _likely_apparatus(piece, text, label, known)


def _likely_apparatus(piece: Piece, text: str, label: str, known: Known) -> Apparatus | None:
    """The apparatus a piece is by what it says and is called, where it doesn't say what it is."""
    length = _length(text)
    own = set(words(text))
    if _is_contents(piece, length):
        return "contents"
    if own and length <= _SHORT["titlepage"] and own <= _known_words(known.metadata):
        return "titlepage"
    called = apparatus_called(label) or apparatus_called(read_opening(piece.nodes, "").title)
    if called is None and piece.first and (not label or length <= _SHORT["cover"]):
        called = apparatus_named(piece.document.path)
    if called == "contents":
        return called if _is_contents(piece, length, least=1) else None
    return called if called is not None and length <= _SHORT[called] else None


def _length(text: str) -> int:
    """The number of words of a text; of one without spaces, about as many as it would have."""
    return max(len(text.split()), len(text) // 8)


def _known_words(metadata: Metadata) -> frozenset[str]:
    """The words of a title page that say nothing the metadata doesn't."""
    parts = [
        metadata.title, metadata.subtitle, metadata.publisher, "by written",
        metadata.series.name if metadata.series else "",
        *(creator.name for creator in metadata.creators),
    ]  # fmt: skip
    title = words(metadata.title)
    return frozenset(words(" ".join(parts))) if title else frozenset()


def _is_contents(piece: Piece, length: int, least: int = _MIN_LINKS) -> bool:
    """Whether most of what a piece says is links within the book."""
    if not piece.first and least > 1:
        return False
    linked = links = 0
    for node in piece.nodes:
        for link in node.css("a[href]") if node.tag != "-text" else ():
            href = link.attributes.get("href") or ""
            if not re.match(r"[a-z]+:", href, re.IGNORECASE):
                links += 1
                linked += _length(text_of([link]))
    return links >= least and linked * 10 >= length * 6

"""Splitting: documents that are too long for a reading system, parted between two paragraphs.

The first part keeps the name of the document, so that what leads to the document still does; the
others are named after it. An id that moves takes the links to it along.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from packager.publication.publication import ContentDocument, NavEntry, Publication
from packager.writers.epub.markup import name_of, pieces

CONTINUATION = "continuation"
"""The class of elements that hold what a document before theirs began."""

_ROOM = 1_000
"""Bytes kept free for the elements that are opened again."""

_CONTAINERS = frozenset({"section", "div", "blockquote"})
"""What may be closed at the end of a part and opened again in the next."""
_BLOCKS = frozenset({
    "p", "div", "section", "blockquote", "ul", "ol", "dl", "table", "figure", "pre", "aside",
    "h1", "h2", "h3", "h4", "h5", "h6",
})  # fmt: skip
"""What a part may begin with."""
_HOLDS_ON = frozenset({"header", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
"""What no part may end with: a heading stands with its text, and a break between two scenes."""
_EMPTY = frozenset({"br", "hr", "img", "wbr", "col", "link", "meta", "source"})


@dataclass(frozen=True, slots=True)
class _Cut:
    """A place where a document may be parted.

    Attributes:
        piece: The first piece of markup behind it.
        size: Bytes before it.
        open: The tags of the elements that are open there, the outermost first.
    """

    piece: int
    size: int
    open: tuple[str, ...]


def split_documents(publication: Publication, cap: int) -> Publication:
    """The publication with no document longer than ``cap`` that can be parted.

    Between two blocks is where a document can be: a paragraph is never cut.

    Args:
        publication: It comes back as it is when none of its documents is too long.
        cap: Bytes of the body of a document.
    """
    if not any(_is_long(document.body, cap) for document in publication.spine):
        return publication
    taken = {document.href.casefold() for document in publication.spine}
    parts: dict[str, tuple[ContentDocument, ...]] = {}
    for document in publication.spine:
        if _is_long(document.body, cap):
            parts[document.href] = tuple(_parts(document, cap, taken))
    places = {
        (href, name): part.href
        for href, found in parts.items()
        for part in found
        for name in _ids().findall(part.body)
    }
    nav = publication.nav
    return replace(
        publication,
        spine=tuple(
            replace(part, body=_relinked(part.body, part.href, document.href, places))
            for document in publication.spine
            for part in parts.get(document.href, (document,))
        ),
        nav=replace(
            nav,
            entries=_moved(nav.entries, places),
            after=parts[nav.after][-1].href if nav.after in parts else nav.after,
        ),
        landmarks=tuple(
            replace(mark, href=_target(mark.href, places)) for mark in publication.landmarks
        ),
    )


def _is_long(body: str, cap: int) -> bool:
    """Whether a body has more bytes; a character has four at most, so most are never encoded."""
    return len(body) * 4 > cap and len(body.encode()) > cap


def _parts(document: ContentDocument, cap: int, taken: set[str]) -> Iterator[ContentDocument]:
    """The document in parts; one that can't be parted comes back as it is."""
    found = pieces(document.body)
    cuts = _chosen(found, cap)
    stem, suffix = posixpath.splitext(document.href)
    start, reopened = 0, ""
    href = document.href
    for number, cut in enumerate([*cuts, None], 2):
        end = len(found) if cut is None else cut.piece
        closing = "" if cut is None else "".join(f"</{_tag_name(tag)}>" for tag in cut.open[::-1])
        body = f"{reopened}{''.join(found[start:end]).strip()}{closing}"
        held = tuple(name for name in document.properties if _holds(body, name))
        yield replace(document, href=href, body=body, properties=held)
        if cut is None:
            break
        href = _free(f"{stem}_{number}", suffix, taken)
        reopened = _reopened(cut.open, document.title, href)
        start = cut.piece


def _chosen(found: Sequence[str], cap: int) -> list[_Cut]:
    """The places to cut at: as few as will do, with parts of about one length."""
    possible, total = _cuts(found)
    room = max(cap - _ROOM, cap // 2)
    chosen: list[_Cut] = []
    start = 0
    previous: _Cut | None = None
    for cut in [*possible, None]:
        size = total if cut is None else cut.size
        if previous is not None and previous.size > start:
            # At the end of the room, or where as many parts of one length would do.
            fair = (total - start) / -(-(total - start) // room)
            if size - start > room or (previous.size - start >= fair and total - start > room):
                chosen.append(previous)
                start = previous.size
        previous = cut
    return chosen


def _cuts(found: Sequence[str]) -> tuple[list[_Cut], int]:
    """Every place where the document may be parted, and its length in bytes."""
    cuts: list[_Cut] = []
    stack: list[str] = []
    size = 0
    before = ""  # the name of what ended last, when nothing but white space stands behind it
    for at, piece in enumerate(found):
        if at % 2 == 0:
            if piece and not piece.isspace():
                before = ""
        elif piece[1] == "/":
            stack.pop()
            before = name_of(piece)
        elif piece[1] not in "!?":
            name = name_of(piece)
            if before and before not in _HOLDS_ON and name in _BLOCKS and _may_close(stack):
                cuts.append(_Cut(at, size, tuple(stack)))
            empty = piece[-2] == "/" or name in _EMPTY
            before = name if empty else ""
            if not empty:
                stack.append(piece)
        size += len(piece.encode())
    return cuts, size


def _may_close(stack: Sequence[str]) -> bool:
    """Whether every open element may be; a note that pops up is one element and stays one."""
    return all(name_of(tag) in _CONTAINERS and "doc-footnote" not in tag for tag in stack)


def _reopened(tags: tuple[str, ...], title: str, href: str) -> str:
    """The tags of open elements for a document that goes on in them.

    They look as they did, and mean less: a chapter begins once, and an id is of one element.
    """
    plain = [_continued(_once().sub("", tag)) for tag in tags]
    if plain:
        stem = posixpath.splitext(posixpath.basename(href))[0]
        label = title.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        spoken = f' aria-label="{label}"' if name_of(plain[0]) == "section" else ""
        plain[0] = f'{plain[0][:-1]} id="{stem}"{spoken}>'
    return "".join(plain)


def _continued(tag: str) -> str:
    """The tag with a class that says it goes on, by which the parts can be put together again."""
    named = tag.replace(' class="', f' class="{CONTINUATION} ', 1)
    return named if named != tag else f'{tag[:-1]} class="{CONTINUATION}">'


def _free(stem: str, suffix: str, taken: set[str]) -> str:
    while f"{stem}{suffix}".casefold() in taken:
        stem += "_"
    href = f"{stem}{suffix}"
    taken.add(href.casefold())
    return href


def _holds(body: str, element: str) -> bool:
    """Whether a property of the manifest is still true: ``svg``, or ``mathml``."""
    name = element.removesuffix("ml")
    return re.search(rf"<(?:[\w-]+:)?{name}\b", body) is not None


def _tag_name(tag: str) -> str:
    """The name of an opening tag with its prefix, as its closing tag has it."""
    return tag[1:-1].split(None, 1)[0]


def _relinked(body: str, href: str, origin: str, places: dict[tuple[str, str], str]) -> str:
    """A body with links that lead to where ids are now.

    Args:
        body: Of a document, or of a part of one.
        href: Where it is now.
        origin: The document it was, which its links still think it is.
        places: Where each id of a parted document is.
    """

    def link(found: re.Match[str]) -> str:
        path, _, name = found[2].partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
        place = places.get((target if path else origin, name))
        if place is None:
            return found[0]
        way = "" if place == href else posixpath.relpath(place, posixpath.dirname(href) or ".")
        return f"{found[1]}{way}#{name}{found[3]}"

    return _links().sub(link, body)


def _moved(
    entries: tuple[NavEntry, ...], places: dict[tuple[str, str], str]
) -> tuple[NavEntry, ...]:
    return tuple(
        replace(entry, href=_target(entry.href, places), children=_moved(entry.children, places))
        for entry in entries
    )


def _target(href: str, places: dict[tuple[str, str], str]) -> str:
    path, _, name = href.partition("#")
    place = places.get((path, name))
    return href if place is None else f"{place}#{name}"


@cache
def _ids() -> re.Pattern[str]:
    return re.compile(r"""<[^<>]*?\sid=["']([^"'<>]*)["']""")


@cache
def _links() -> re.Pattern[str]:
    """A link with a fragment within the publication, in three parts."""
    return re.compile(r"""(\shref=["'])((?![\w+.-]+:)[^"'<>#]*#[^"'<>#]*)(["'])""")


@cache
def _once() -> re.Pattern[str]:
    """Attributes an element has once, however many documents it goes on in."""
    return re.compile(r"""\s(?:id|role|epub:type|aria-[\w-]+)=(?:"[^"]*"|'[^']*')""")

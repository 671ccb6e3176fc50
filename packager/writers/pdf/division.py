"""Division: which parts of a long book are laid out together.

Time and memory of a layout grow with the whole of what is laid out, so a long book falls into
gatherings at the beginnings of its documents: its front matter, its body in several, its back
matter. What decides is the text alone, never the machine: the same book always falls into the same
parts. A chapter is never divided.
"""

from __future__ import annotations

import copy
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from packager.publication.publication import Publication
from packager.writers.pdf.document import asset_url, opening_id
from packager.writers.pdf.gathering import Copy
from packager.writers.pdf.stylesheet import shared_stylesheet

WHOLE = 160_000
"""Bytes of text up to which a book is laid out as one: about 25,000 words of English."""
ENOUGH = 90_000
"""Bytes of text from which a gathering is full: about 15,000 words of English."""

_ALL_PAGES = re.compile(r"counters?\(\s*pages\b")
"""A stylesheet that prints the number of all pages, which is known only at the end of a book."""
_STUB = "display: none !important"


@dataclass(frozen=True, slots=True)
class Division:
    """A book in parts.

    Attributes:
        front: What stands before the page numbered 1; ``None`` when nothing does.
        body: What is numbered from there on, in order.
        back: What follows the body, in order; the numbers in it are known when it is laid out.
    """

    front: Copy | None
    body: tuple[Copy, ...]
    back: tuple[Copy, ...]


def divide(publication: Publication, root: etree._Element) -> Division:
    """Divide a book into parts that are laid out each by itself.

    Args:
        publication: Brings the theme, the pictures and the page size.
        root: The document, as :func:`packager.writers.pdf.document.join_spine` makes it.
    """
    sheets = tuple(_stylesheets(publication))
    body = root.find("body")
    opening = opening_id(publication)
    assert body is not None  # noqa: S101 - join_spine makes one
    ids = [child.get("id", "") for child in body]
    numbered = any(_ALL_PAGES.search(css) for css in sheets)
    if _weight(body) <= WHOLE or numbered or opening not in ids:
        return Division(None, (_Copies(publication, root, sheets).of(None),), ())
    copies = _Copies(publication, root, sheets)
    start = ids.index(opening)
    end = _end_of_body(publication, ids)
    return Division(
        front=copies.of(range(start), fill=True) if start else None,
        body=tuple(copies.of(part) for part in _parts(body, start, end)),
        back=tuple(copies.of(part) for part in _parts(body, end, len(body))),
    )


def _stylesheets(publication: Publication) -> Iterator[str]:
    yield shared_stylesheet(publication)
    for media in ("all", "print"):
        yield from (sheet.css for sheet in publication.stylesheets if sheet.media == media)


def _weight(element: etree._Element) -> int:
    """How much text there is, in bytes of UTF-8: an ideograph takes the room of some letters."""
    return sum(len(text.encode()) for text in element.itertext())


def _end_of_body(publication: Publication, ids: Sequence[str]) -> int:
    """The place behind the last element of the body."""
    stems = {
        posixpath.splitext(posixpath.basename(document.href))[0]
        for document in publication.spine
        if document.matter == "bodymatter"
    }
    return max(place for place, name in enumerate(ids) if name in stems) + 1


def _parts(body: etree._Element, start: int, end: int) -> Iterator[range]:
    """Elements of the body that are laid out together, by their places."""
    first = start
    weight = 0
    for place in range(start, end):
        # An element without an id belongs to the one before it.
        if weight >= ENOUGH and body[place].get("id"):
            yield range(first, place)
            first, weight = place, 0
        weight += _weight(body[place])
    if first < end:
        yield range(first, end)


class _Copies:
    """Makes the copy for parts of one book."""

    def __init__(
        self, publication: Publication, root: etree._Element, sheets: tuple[str, ...]
    ) -> None:
        self._publication = publication
        self._root = root
        self._sheets = sheets
        self._ids = frozenset(_ids(root))

    def of(self, part: range | None, *, fill: bool = False) -> Copy:
        """The copy for some elements of the body; ``None`` for all of them."""
        root = self._root if part is None else self._stubbed(part)
        own = frozenset(_ids(root))
        used = {element.get("src") for element in root.iter("img")}
        return Copy(
            title=_title(root, part),
            tree=etree.tostring(root, encoding="utf-8"),
            stylesheets=self._sheets,
            resources=tuple(one for one in self._publication.resources if asset_url(one) in used),
            language=self._publication.metadata.language,
            elsewhere=self._ids - own,
            fill=fill,
        )

    def _stubbed(self, part: range) -> etree._Element:
        """The document with the other elements of the body as stubs, for selectors to find."""
        root = etree.Element("html", dict(self._root.attrib))
        for child in self._root:
            if child.tag != "body":
                root.append(copy.deepcopy(child))
                continue
            body = etree.SubElement(root, "body", dict(child.attrib))
            for place, element in enumerate(child):
                body.append(copy.deepcopy(element) if place in part else _stub(element))
        return root


def _stub(element: etree._Element) -> etree._Element:
    stub = etree.Element(element.tag, style=_STUB)
    if element.get("class"):
        stub.set("class", element.get("class", ""))
    return stub


def _ids(root: etree._Element) -> Iterable[str]:
    return (element.get("id", "") for element in root.iterfind(".//*[@id]"))


def _title(root: etree._Element, part: range | None) -> str:
    """What a part is called in a message: its first heading."""
    if part is not None:
        for heading in root.iter("h1", "h2"):
            words = " ".join("".join(heading.itertext()).split())
            if words:
                return words
    return ""

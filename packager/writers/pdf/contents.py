"""The contents page, and the outline of the PDF: both are the table of contents."""

from __future__ import annotations

import posixpath

from lxml import etree

from packager.publication.publication import NavEntry, Publication

CONTENTS_ID = "nav"
MAX_LEVEL = 6
"""Levels of the outline a stylesheet can name."""

_NOT_LISTED = frozenset({"cover", "titlepage"})


def add_contents(body: etree._Element, publication: Publication) -> None:
    """Mark the targets of the table of contents for the outline, and write the contents page.

    The page stands behind ``nav.after``, and only when the publication wants it in the spine. The
    cover and the title page are before it and on no contents page.
    """
    nav = publication.nav
    places = {element.get("id", ""): element for element in body.iterfind(".//*[@id]")}
    _mark(nav.entries, places, 1)
    if not nav.in_spine:
        return
    page = etree.Element("nav", {"class": "contents", "id": CONTENTS_ID})
    page.set("data-outline-level", "1")
    page.set("data-outline-label", nav.title)
    etree.SubElement(page, "h1", {"class": "title"}).text = nav.title
    _list(page, nav.entries, _front_ids(publication, places))
    after = places.get(_stem(nav.after))
    body.insert(0 if after is None else body.index(after) + 1, page)


def target_id(entry: NavEntry) -> str:
    """The id, in the joined document, of what an entry points to."""
    path, _, fragment = entry.href.partition("#")
    return fragment or _stem(path)


def _stem(href: str) -> str:
    return posixpath.splitext(posixpath.basename(href))[0]


def _mark(entries: tuple[NavEntry, ...], places: dict[str, etree._Element], level: int) -> None:
    """Name the outline's items on the elements they lead to; an element keeps its first name."""
    for entry in entries:
        place = places.get(target_id(entry))
        if place is not None and "data-outline-level" not in place.attrib:
            place.set("data-outline-level", str(min(level, MAX_LEVEL)))
            place.set("data-outline-label", entry.title)
        _mark(entry.children, places, level + 1)


def _front_ids(publication: Publication, places: dict[str, etree._Element]) -> frozenset[str]:
    """The ids of everything that stands before the body."""
    ids: set[str] = set()
    for document in publication.spine:
        if document.matter == "bodymatter":
            return frozenset(ids)
        stem = _stem(document.href)
        ids.add(stem)
        if stem in places:
            ids.update(one.get("id", "") for one in places[stem].iterfind(".//*[@id]"))
    return frozenset()


def _list(parent: etree._Element, entries: tuple[NavEntry, ...], front: frozenset[str]) -> None:
    listed = [entry for entry in entries if target_id(entry) not in _NOT_LISTED]
    if not listed:
        return
    lines = etree.SubElement(parent, "ol")
    for entry in listed:
        line = etree.SubElement(lines, "li")
        link = etree.SubElement(line, "a", href=f"#{target_id(entry)}")
        link.text = entry.title
        if target_id(entry) in front:
            link.set("class", "front")
        _list(line, entry.children, front)

"""Navigation: the navigation document of EPUB 3.

EPUB 3.3, section 7: https://www.w3.org/TR/epub-33/#sec-nav.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from packager.checks.conformance.addresses import is_remote, resolved
from packager.checks.conformance.epub_file import Document, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_NAV, _OL, _LI = f"{_XHTML}nav", f"{_XHTML}ol", f"{_XHTML}li"
_A, _SPAN, _IMG = f"{_XHTML}a", f"{_XHTML}span", f"{_XHTML}img"
_HEADINGS = frozenset(f"{_XHTML}{name}" for name in ("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING_PLACE = _HEADINGS | {f"{_XHTML}hgroup"}
_ONE = ("toc", "page-list", "landmarks")
_SHOWN = 60

Flaw = tuple[Rule, etree._Element, str]  # noqa: SLF001 - lxml has no other name for it


def navigation_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the navigation document."""
    item = None if book.is_epub_2 else book.nav
    document = None if item is None else book.document(item.path)
    if document is None:
        return
    for rule, element, message in _flaws(book, document):
        yield Finding(rule=rule, message=message, path=document.path, line=element.sourceline or 0)


def _flaws(book: EpubFile, document: Document) -> Iterator[Flaw]:
    navs = [element for element in document.elements if element.tag == _NAV]
    types = [frozenset(nav.get(_TYPE, "").split()) for nav in navs]
    for name in _ONE:
        count = sum(name in found for found in types)
        if count > 1 or (name == "toc" and not count):
            message = f"the document has {count or 'no'} nav of the type {name}"
            yield Rule.NAV_STRUCTURE, document.root, message
    for heading in document.elements:
        if heading.tag in _HEADINGS and not _says(heading):
            yield Rule.NAV_LABEL, heading, "a heading is empty"
    positions = _positions(book)
    for nav, found in zip(navs, types, strict=True):
        if found:
            yield from _structure(nav, found)
            yield from _labels(nav)
            yield from _targets(nav, found)
        if "toc" in found:
            yield from _order(book, document, nav, positions)
        if "landmarks" in found:
            yield from _landmarks(nav)


def _structure(nav: etree._Element, types: frozenset[str]) -> Iterator[Flaw]:
    children = nav.findall("*")
    if types.isdisjoint(_ONE) and not (children and children[0].tag in _HEADINGS):
        yield Rule.NAV_STRUCTURE, nav, "a nav of another type than toc has no heading"
    if children and children[0].tag in _HEADING_PLACE:
        del children[0]
    if len(children) != 1 or children[0].tag != _OL:
        yield Rule.NAV_STRUCTURE, nav, "a nav is not one list, with or without a heading"
    for child in children:
        if child.tag == _OL:
            yield from _list(child)
    if not types.isdisjoint({"page-list", "landmarks"}) and sum(1 for _ in nav.iter(_OL)) > 1:
        yield Rule.NAV_NESTED, nav, "a list of pages or landmarks has lists within it"


def _list(outer: etree._Element) -> Iterator[Flaw]:
    waiting = [outer]
    while waiting:
        found = waiting.pop()
        lines = found.findall("*")
        if not lines:
            yield Rule.NAV_STRUCTURE, found, "a list is empty"
        for line in lines:
            if line.tag != _LI:
                yield Rule.NAV_STRUCTURE, line, "a list holds something else than lines"
                continue
            tags = line.findall("*")
            shape = [child.tag for child in tags]
            if shape not in ([_A], [_A, _OL], [_SPAN, _OL]):
                message = "a line is not a link, nor a link or span with a list below it"
                yield Rule.NAV_STRUCTURE, line, message
            if (line.text or "").strip() or any((child.tail or "").strip() for child in line):
                yield Rule.NAV_STRUCTURE, line, "a line has text outside its link"
            waiting += [child for child in tags if child.tag == _OL]


def _labels(nav: etree._Element) -> Iterator[Flaw]:
    for element in nav.iter(_A, _SPAN):
        if _is_listed(element) and not _says(element):
            yield Rule.NAV_LABEL, element, "a line of the navigation says nothing"


def _is_listed(element: etree._Element) -> bool:
    return any(around.tag == _OL for around in element.iterancestors())


def _says(element: etree._Element) -> bool:
    """Whether there is text in an element, or words in place of its pictures."""
    if "".join(element.itertext()).strip():
        return True
    return any(
        inner.get("aria-label", "").strip() or (inner.tag == _IMG and inner.get("alt", "").strip())
        for inner in element.iter("*")
    )


def _targets(nav: etree._Element, types: frozenset[str]) -> Iterator[Flaw]:
    if types.isdisjoint(_ONE):
        return
    for link in nav.iter(_A):
        href = link.get("href", "").strip()
        if is_remote(href):
            message = f"a line leads out of the book: {href[:_SHOWN]}"
            yield Rule.NAV_TARGET, link, message


def _landmarks(nav: etree._Element) -> Iterator[Flaw]:
    seen: set[tuple[str, str]] = set()
    for link in nav.iter(_A):
        types = link.get(_TYPE, "").lower().split()
        if not types:
            yield Rule.NAV_STRUCTURE, link, "a landmark has no epub:type"
        for name in types:
            key = (name, link.get("href", "").strip().lower())
            if key in seen:
                message = f"two landmarks of the type {name[:_SHOWN]} lead to one place"
                yield Rule.NAV_STRUCTURE, link, message
            seen.add(key)


def _positions(book: EpubFile) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, reference in enumerate(book.spine):
        if reference.item is not None:
            found.setdefault(reference.item.path, place)
    return found


def _order(
    book: EpubFile, document: Document, nav: etree._Element, positions: Mapping[str, int]
) -> Iterator[Flaw]:
    """The first line that leads to a place in front of that of the line above it."""
    last = (-1, -1)
    orders: dict[str, dict[str, int]] = {}
    for link in nav.iter(_A):
        address = resolved(link.get("href", ""), document.path)
        place = positions.get(address.path)
        if place is None:
            continue
        if address.path not in orders:
            orders[address.path] = _id_order(book.document(address.path))
        here = (place, orders[address.path].get(address.fragment, 0) if address.fragment else 0)
        if here < last:
            shown = link.get("href", "")[:_SHOWN]
            yield Rule.NAV_ORDER, link, f"{shown} stands in front of the line above in the book"
            return
        last = here


def _id_order(document: Document | None) -> dict[str, int]:
    """Where each id stands in a document, from 1."""
    return {} if document is None else {own: at for at, own in enumerate(document.ids, start=1)}

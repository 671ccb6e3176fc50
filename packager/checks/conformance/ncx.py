"""The NCX: the table of contents of EPUB 2, which old reading systems still ask for.

Open Packaging Format 2.0.1, section 2.4.1
(https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1), and ANSI/NISO Z39.86-2005,
section 8 (https://daisy.org/activities/standards/daisy/daisy-3/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.epub_file import DC, NCX_TYPE, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_ROOT = ("head", "docTitle", "docAuthor", "navMap", "pageList", "navList")
_SCHEMA: dict[str, frozenset[str]] = {
    "ncx": names("version dir"),
    "head": names(""),
    "meta": names("name content scheme"),
    "smilCustomTest": names("id defaultState override bookStruct"),
    "docTitle": names("id dir"),
    "docAuthor": names("id dir"),
    "navMap": names("id"),
    "navInfo": names("dir"),
    "navLabel": names("dir"),
    "navPoint": names("id class playOrder"),
    "pageList": names("id class"),
    "pageTarget": names("id value type class playOrder"),
    "navList": names("id class"),
    "navTarget": names("id value class playOrder"),
    "content": names("id src"),
    "text": names("id class"),
    "img": names("id class src"),
    "audio": names("id class src clipBegin clipEnd"),
}
"""Attributes of each element: ANSI/NISO Z39.86-2005, NCX 2005-1."""
_COMMON = frozenset({"{http://www.w3.org/XML/1998/namespace}lang"})
_POINTS = tuple(f"{_NCX}{name}" for name in ("navPoint", "pageTarget", "navTarget"))
_PAGE_TYPES = frozenset({"front", "normal", "special"})

Flaw = tuple[Rule, etree._Element, str]  # noqa: SLF001 - lxml has no other name for it


def ncx_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the NCX documents of the manifest."""
    for item in book.by_path.values():
        if item.media_type != NCX_TYPE:
            continue
        error = book.parse_error(item.path)
        if error is not None:
            yield Finding(
                rule=Rule.NCX_STRUCTURE,
                message=error.message,
                path=item.path,
                line=error.line,
                column=error.column,
            )
        root = book.tree(item.path)
        if root is not None:
            for rule, element, message in _flaws(book, root):
                line = element.sourceline or 0
                yield Finding(rule=rule, message=message, path=item.path, line=line)


def _flaws(book: EpubFile, root: etree._Element) -> Iterator[Flaw]:
    if root.tag != f"{_NCX}ncx":
        yield Rule.NCX_STRUCTURE, root, "its root is not the element ncx"
        return
    yield from _root(root)
    yield from _strangers(root)
    yield from _identifier(book, root)
    yield from _points(root)
    yield from _play_order(root)
    for text in root.iter(f"{_NCX}text"):
        if not "".join(text.itertext()).strip():
            yield Rule.NCX_LABEL, text, "a label is empty"


def _root(root: etree._Element) -> Iterator[Flaw]:
    if root.get("version") != "2005-1":
        yield Rule.NCX_STRUCTURE, root, "its version is not 2005-1"
    found = [child.tag.removeprefix(_NCX) for child in root.findall("*")]
    for name in ("head", "docTitle", "navMap"):
        if found.count(name) != 1:
            yield Rule.NCX_STRUCTURE, root, f"the NCX has {found.count(name) or 'no'} {name}"
    for name in found:
        if name not in _ROOT:
            yield Rule.NCX_STRUCTURE, root, f"{name} is no part of an NCX"
    known = [name for name in found if name in _ROOT]
    if known != sorted(known, key=_ROOT.index):
        yield Rule.NCX_STRUCTURE, root, "the parts of the NCX are out of order"
    head = root.find(f"{_NCX}head")
    if head is not None and head.find(f"{_NCX}meta") is None:
        yield Rule.NCX_STRUCTURE, head, "the head is empty"
    title = root.find(f"{_NCX}docTitle")
    if title is not None and title.find(f"{_NCX}text") is None:
        yield Rule.NCX_STRUCTURE, title, "the title has no text"


def _strangers(root: etree._Element) -> Iterator[Flaw]:
    """Elements and attributes the schema of an NCX does not have."""
    for element in root.iter("*"):
        name = element.tag.removeprefix(_NCX)
        allowed = _SCHEMA.get(name)
        if allowed is None:
            yield Rule.NCX_STRUCTURE, element, f"{name[:60]} is no element of an NCX"
            continue
        for strange in sorted(frozenset(element.attrib) - allowed - _COMMON):
            yield Rule.NCX_STRUCTURE, element, f"{name} has an attribute {strange[:60]}"
        if name == "meta" and not {"name", "content"} <= frozenset(element.attrib):
            yield Rule.NCX_STRUCTURE, element, "a meta has no name or no content"
        elif name in {"content", "img"} and not element.get("src", "").strip():
            yield Rule.NCX_STRUCTURE, element, f"a {name} leads nowhere"


def _identifier(book: EpubFile, root: etree._Element) -> Iterator[Flaw]:
    package = book.package
    if package is None:
        return
    wanted = package.get("unique-identifier", "").strip()
    of_book = [
        (found.text or "").strip()
        for found in package.iter(f"{DC}identifier")
        if found.get("id", "").strip() == wanted
    ]
    for meta in root.iter(f"{_NCX}meta"):
        if meta.get("name", "").strip() == "dtb:uid":
            said = meta.get("content", "").strip()
            if of_book and said != of_book[0]:
                message = f"dtb:uid is “{said[:60]}”, and the identifier of the book another"
                yield Rule.NCX_IDENTIFIER, meta, message
            return


def _points(root: etree._Element) -> Iterator[Flaw]:
    for found in root.iter(f"{_NCX}navMap"):
        if found.find(f"{_NCX}navPoint") is None:
            yield Rule.NCX_STRUCTURE, found, "the map has no points"
    for found in root.iter(*_POINTS):
        name = found.tag.removeprefix(_NCX)
        own = found.get("id")
        if own is None and name != "pageTarget":
            yield Rule.NCX_STRUCTURE, found, f"a {name} has no id"
        elif own is not None and _ncname().fullmatch(own.strip()) is None:
            yield Rule.NCX_STRUCTURE, found, f"the id “{own[:40]}” is no name of XML"
        if found.find(f"{_NCX}navLabel/{_NCX}text") is None:
            yield Rule.NCX_STRUCTURE, found, f"a {name} has no label"
        place = found.find(f"{_NCX}content")
        if place is None or place.get("src") is None:
            yield Rule.NCX_STRUCTURE, found, f"a {name} leads nowhere"
        if name == "pageTarget" and found.get("type") not in _PAGE_TYPES:
            yield Rule.NCX_STRUCTURE, found, "a pageTarget has no type"


def _play_order(root: etree._Element) -> Iterator[Flaw]:
    """Numbers of one sequence from 1 without gaps, the same for the same place."""
    places: dict[int, str] = {}
    numbers: dict[str, int] = {}
    found = [point for point in root.iter(*_POINTS) if point.get("playOrder") is not None]
    for point in found:
        said = point.get("playOrder", "").strip()
        if not said.isdecimal():
            yield Rule.NCX_STRUCTURE, point, f"playOrder is “{said[:20]}”"
            return
        number, content = int(said), point.find(f"{_NCX}content")
        place = "" if content is None else content.get("src", "")
        if places.setdefault(number, place) != place:
            yield Rule.NCX_STRUCTURE, point, f"two places have the playOrder {number}"
            return
        if numbers.setdefault(place, number) != number:
            yield Rule.NCX_STRUCTURE, point, f"one place has two playOrders, {number} and another"
            return
    if places and (1 not in places or any(at > 1 and at - 1 not in places for at in places)):
        yield Rule.NCX_STRUCTURE, found[0], "playOrder does not count from 1 without gaps"


@cache
def _ncname() -> re.Pattern[str]:
    return re.compile(r"[^\W\d][\w.\-·]*")

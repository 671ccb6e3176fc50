"""The manifest: its items, the files they name, their fallbacks and properties.

EPUB 3.3, sections 5.6 (https://www.w3.org/TR/epub-33/#sec-pkg-manifest) and D.6.1
(https://www.w3.org/TR/epub-33/#app-item-properties-vocab).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.addresses import Address, resolved
from packager.checks.conformance.epub_file import (
    OPF,
    SVG_TYPE,
    XHTML_TYPE,
    Document,
    EpubFile,
    Item,
)
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.references import addresses_of, references
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XHTML = "{http://www.w3.org/1999/xhtml}"
_FORM = f"{_XHTML}form"
_PROPERTIES = {
    "{http://www.w3.org/2000/svg}svg": "svg",
    "{http://www.w3.org/1998/Math/MathML}math": "mathml",
    "{http://www.idpf.org/2007/ops}switch": "switch",
    _FORM: "scripted",
    f"{_XHTML}script": "scripted",
    "{http://www.w3.org/2000/svg}script": "scripted",
}
"""Elements whose document must say that it holds them."""
_KNOWN = frozenset({
    "cover-image", "data-nav", "dictionary", "glossary", "index", "mathml", "nav",
    "remote-resources", "scripted", "search-key-map", "svg", "switch",
})  # fmt: skip
_OF_DOCUMENTS = frozenset({"mathml", "scripted", "svg", "switch", "remote-resources"})
_CSS = "text/css"
_REMOTE_STYLES = (_CSS, "remote-resources")
_SMIL = "application/smil+xml"
_COMPUTED = ("mathml", "scripted", "svg", "switch", "remote-resources")
_MEDIA_TYPES = ("audio/", "video/", "font/", "application/font", "application/vnd.ms-opentype",
                "application/x-font", "application/x-shockwave-flash")  # fmt: skip
_SHOWN = 60


def manifest_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the items of the manifest."""
    if book.package is None:
        return
    paths: set[str] = set()
    for item in book.items:
        yield from (_finding(book, item, *flaw) for flaw in _item(book, item, paths))
        yield from (_finding(book, item, *flaw) for flaw in _fallback(book, item))
        if not book.is_epub_2:
            yield from (_finding(book, item, *flaw) for flaw in _properties(book, item))
    if not book.is_epub_2:
        yield from _once(book)


def _finding(book: EpubFile, item: Item, rule: Rule, message: str) -> Finding:
    return Finding(rule=rule, message=message, path=book.package_path, line=item.line)


def _item(book: EpubFile, item: Item, paths: set[str]) -> Iterator[tuple[Rule, str]]:
    if not item.href:
        return
    shown = item.href[:_SHOWN]
    address = resolved(item.href, book.package_path)
    wrong = _elsewhere(book, item, address) if address.scheme else _inside(book, item, address)
    if wrong:
        yield Rule.MANIFEST_ITEM, wrong
    elif not address.scheme and address.path not in book.archive:
        yield Rule.FILE_MISSING, f"{address.path[:_SHOWN]} is not in the book"
    key = address.path or item.href
    if key in paths:
        yield Rule.MANIFEST_ITEM, f"{shown} is listed twice"
    paths.add(key)


def _elsewhere(book: EpubFile, item: Item, address: Address) -> str:
    """What is wrong with an item that is no file of the container; empty when nothing is."""
    shown = item.href[:_SHOWN]
    if address.scheme == "file":
        return f"{shown} is a file of one computer"
    if address.scheme == "data":
        return "" if book.is_epub_2 else "an item is data, and no file"
    if item.remote and not book.is_epub_2 and not item.media_type.startswith(_MEDIA_TYPES):
        return f"{shown} is {item.media_type} outside the book"
    return ""


def _inside(book: EpubFile, item: Item, address: Address) -> str:
    shown = item.href[:_SHOWN]
    if address.leaks:
        return f"{shown} leads out of the book"
    if address.fragment:
        return f"{shown} is a place within a file"
    if address.query and not book.is_epub_2:
        return f"{shown} has a query"
    if address.path == book.package_path:
        return "the manifest lists the package document itself"
    return ""


def _fallback(book: EpubFile, item: Item) -> Iterator[tuple[Rule, str]]:
    if item.fallback_style and item.fallback_style not in book.manifest:
        what = f"the fallback-style “{item.fallback_style[:_SHOWN]}” is not in the manifest"
        yield Rule.FALLBACK, what
    seen = {item.id}
    at = item
    while at.fallback:
        if at.fallback in seen:
            yield Rule.FALLBACK, f"the fallbacks of {item.href[:_SHOWN]} come round again"
            return
        found = book.manifest.get(at.fallback)
        if found is None:
            if at is item:
                what = f"the fallback “{at.fallback[:_SHOWN]}” is not in the manifest"
                yield Rule.FALLBACK, what
            return
        seen.add(found.id)
        at = found


def _properties(book: EpubFile, item: Item) -> Iterator[tuple[Rule, str]]:
    given = frozenset(item.properties)
    for name in sorted(given):
        if ":" not in name and name not in _KNOWN:
            yield Rule.PROPERTY, f"there is no property “{name[:_SHOWN]}”"
    if "cover-image" in given and not item.media_type.startswith("image/"):
        yield Rule.PROPERTY, f"the cover-image is {item.media_type}, no picture"
    yield from _overlay(book, item)
    if item.media_type not in {XHTML_TYPE, SVG_TYPE}:
        for name in sorted(given & _OF_DOCUMENTS):
            if item.media_type != _SMIL and (item.media_type, name) != _REMOTE_STYLES:
                yield Rule.PROPERTY, f"{name} can't be said of {item.media_type}"
        if item.media_type == _CSS and "remote-resources" not in given:
            yield from _style_sheet(book, item)
        return
    document = book.document(item.path)
    if document is not None:
        yield from _said_and_held(book, item, document)


def _said_and_held(book: EpubFile, item: Item, document: Document) -> Iterator[tuple[Rule, str]]:
    """Whether a document holds what its item says, and the other way round."""
    given = frozenset(item.properties)
    holds, may = _held(book, document, is_svg=item.media_type == SVG_TYPE)
    for name in sorted(holds - given):
        what = f"{item.href[:_SHOWN]} holds {name}, and its item does not say so"
        yield Rule.PROPERTY, what
    for name in _COMPUTED:
        if name in given and name not in holds and name not in may:
            rule = Rule.PROPERTY if name != "remote-resources" else Rule.PROPERTY_IDLE
            yield rule, f"{item.href[:_SHOWN]} holds no {name}, and its item says so"


def _style_sheet(book: EpubFile, item: Item) -> Iterator[tuple[Rule, str]]:
    if _fetches(book.read(item.path) or b""):
        what = f"{item.href[:_SHOWN]} fetches from outside the book, and its item does not say so"
        yield Rule.PROPERTY, what


@cache
def _remote_address() -> re.Pattern[bytes]:
    return re.compile(rb"url\(\s*['\"]?https?:", re.IGNORECASE)


def _overlay(book: EpubFile, item: Item) -> Iterator[tuple[Rule, str]]:
    """The audio of a document, when it has some."""
    if not item.overlay:
        return
    found = book.manifest.get(item.overlay)
    if found is None or found.media_type != _SMIL:
        what = f"the media-overlay “{item.overlay[:_SHOWN]}” is no item of {_SMIL}"
        yield Rule.PROPERTY, what
    if item.media_type not in {XHTML_TYPE, SVG_TYPE}:
        yield Rule.PROPERTY, f"{item.media_type} can have no media-overlay"
    metadata = book.section("metadata")
    durations = {
        meta.get("refines", "").strip()
        for meta in (() if metadata is None else metadata.iterfind(f"{OPF}meta"))
        if meta.get("property", "").strip() == "media:duration"
    }
    for owner in ("", f"#{item.overlay}"):
        if owner not in durations:
            what = f"the metadata does not say the media:duration of {owner or 'the book'}"
            yield Rule.PROPERTY, what


def _held(book: EpubFile, document: Document, *, is_svg: bool) -> tuple[set[str], set[str]]:
    """What a document holds that its item must say, and what the item may say besides."""
    holds: set[str] = set()
    may: set[str] = set()
    for element in document.elements:
        name = _named(element)
        if name and not (is_svg and name == "svg"):
            holds.add(name)
    for reference in references(document):
        if reference.kind in {"hyperlink", "link", "cite"}:
            continue
        for href in addresses_of(reference):
            address = resolved(href, document.path)
            item = book.by_path.get(address.path)
            if address.scheme in {"http", "https"}:
                holds.add("remote-resources")
            elif item is not None and item.media_type == SVG_TYPE:
                may.add("svg")
    return holds, may | _remote_styles(book, document)


def _named(element: etree._Element) -> str:
    """The property an element asks for; empty for most."""
    name = _PROPERTIES.get(element.tag, "")
    if name == "scripted" and element.tag != _FORM and not _acts(element.get("type")):
        name = ""
    if not name and any(attribute.startswith("on") for attribute in element.attrib):
        name = "scripted"
    return name


def _acts(kind: str | None) -> bool:
    """Whether a script is a program, and not a block of data."""
    said = (kind or "text/javascript").partition(";")[0].strip().lower()
    return said in {"module", ""} or "javascript" in said or "ecmascript" in said


def _remote_styles(book: EpubFile, document: Document) -> set[str]:
    """``remote-resources`` when a style sheet of the document fetches fonts."""
    for element in document.elements:
        if element.tag == f"{_XHTML}style" and _fetches("".join(element.itertext()).encode()):
            return {"remote-resources"}
        if element.tag == f"{_XHTML}link" and "stylesheet" in element.get("rel", "").split():
            path = resolved(element.get("href", ""), document.path).path
            if _fetches(book.read(path) or b""):
                return {"remote-resources"}
    return set()


def _fetches(css: bytes) -> bool:
    return _remote_address().search(css) is not None


def _once(book: EpubFile) -> Iterator[Finding]:
    """Properties only one item may have."""
    navs = [item for item in book.items if "nav" in item.properties]
    if not navs:
        message = "no item of the manifest is the navigation document"
        hint = 'give the item of the contents properties="nav"'
        yield Finding(rule=Rule.NAV_MISSING, message=message, path=book.package_path, hint=hint)
    for item in navs[1:]:
        yield _finding(book, item, Rule.NAV_MISSING, "two items are the navigation document")
    for item in navs:
        if item.media_type != XHTML_TYPE:
            message = f"the navigation document is {item.media_type}, not {XHTML_TYPE}"
            yield _finding(book, item, Rule.NAV_MISSING, message)
    covers = [item for item in book.items if "cover-image" in item.properties]
    for item in covers[1:]:
        yield _finding(book, item, Rule.PROPERTY, "two items are the cover-image")

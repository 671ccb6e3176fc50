"""The structure of a package document: its elements, their order, their attributes.

EPUB 3.3, section 5.3 to 5.8 (https://www.w3.org/TR/epub-33/#sec-package-elem), and the schema of
the Open Packaging Format 2.0.1 (https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#AppendixA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule

_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_START = len(_OPF)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an element of the package document must and may have.

    Attributes:
        needed: Attributes it must have.
        allowed: Others it may have.
        children: Elements of the same namespace it may hold; ``None`` for any.
    """

    needed: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    children: frozenset[str] | None = frozenset()


_I18N = f" dir {_XML}lang"
_EPUB_3: Mapping[str, _Shape] = {
    "package": _Shape(
        names("version unique-identifier"),
        names("id prefix" + _I18N),
        names("metadata manifest spine guide bindings collection"),
    ),
    "metadata": _Shape(frozenset(), names("id" + _I18N), names("meta link")),
    "meta": _Shape(names("property"), names("refines id scheme" + _I18N)),
    "link": _Shape(names("href rel"), names("hreflang id refines media-type properties")),
    "manifest": _Shape(frozenset(), names("id"), names("item")),
    "item": _Shape(names("id href media-type"), names("fallback media-overlay properties")),
    "spine": _Shape(frozenset(), names("id toc page-progression-direction"), names("itemref")),
    "itemref": _Shape(names("idref"), names("linear id properties")),
    "guide": _Shape(frozenset(), frozenset(), names("reference")),
    "reference": _Shape(names("href type"), names("title")),
    "bindings": _Shape(frozenset(), frozenset(), names("mediaType")),
    "mediaType": _Shape(names("media-type handler")),
    "collection": _Shape(
        names("role"), names("id" + _I18N), names("metadata collection link")
    ),
}  # fmt: skip
_EPUB_2: Mapping[str, _Shape] = {
    "package": _Shape(
        names("version unique-identifier"),
        names("id"),
        names("metadata manifest spine tours guide"),
    ),
    "metadata": _Shape(frozenset(), names("id"), None),
    "meta": _Shape(names("name content"), names(f"id scheme {_XML}lang")),
    "manifest": _Shape(frozenset(), names("id"), names("item")),
    "item": _Shape(
        names("id href media-type"),
        names("fallback fallback-style required-namespace required-modules"),
    ),
    "spine": _Shape(frozenset(), names("id toc"),
                    names("itemref")),
    "itemref": _Shape(names("idref"), names("linear id")),
    "guide": _Shape(frozenset(), names("id"), names("reference")),
    "reference": _Shape(names("href type"), names("id title")),
}  # fmt: skip
_COLLECTION_LINK = _Shape(names("href"), names("rel id media-type"))
_ORDER = ("metadata", "manifest", "spine", "tours", "guide", "bindings", "collection")
_FILLED = {"manifest": "item", "spine": "itemref", "guide": "reference"}
_VALUES = {
    "dir": names("ltr rtl auto"),
    "page-progression-direction": names("ltr rtl default"),
    "linear": names("yes no"),
}
_IDS = names("id idref fallback media-overlay toc unique-identifier handler")
_DC_NAMES = names(
    "contributor coverage creator date description format identifier language publisher relation "
    "rights source subject title type"
)
_WITHOUT_LANGUAGE = names("identifier language date type format")


def structure_findings(root: etree._Element, path: str, *, epub_2: bool) -> Iterator[Finding]:
    """Where a package document is not built as its schema has it.

    Args:
        root: Its root element.
        path: Where it is in the book.
        epub_2: Whether it is one of EPUB 2.
    """
    shapes = _EPUB_2 if epub_2 else _EPUB_3
    for line, message in _flaws(root, shapes, epub_2=epub_2):
        yield Finding(rule=Rule.PACKAGE_STRUCTURE, message=message, path=path, line=line)


def _flaws(
    root: etree._Element, shapes: Mapping[str, _Shape], *, epub_2: bool
) -> Iterator[tuple[int, str]]:
    yield from ((root.sourceline or 0, message) for message in _sections(root))
    for element in root.iter(f"{_OPF}*"):
        name = element.tag[_START:]
        shape = shapes.get(name)
        if shape is None:
            if not epub_2:
                yield element.sourceline or 0, f"{name} is no element of a package document"
            continue
        for message in _element(element, name, shape, epub_2=epub_2):
            yield element.sourceline or 0, message
    if not epub_2:
        for element in root.iter(f"{_DC}*"):
            for message in _dublin_core(element):
                yield element.sourceline or 0, message
        for metadata in root.findall(f"{_OPF}metadata"):
            for message in _metadata(metadata):
                yield metadata.sourceline or 0, message


def _sections(root: etree._Element) -> Iterator[str]:
    found = [child.tag[_START:] for child in root.findall("*")]
    for name in ("metadata", "manifest", "spine"):
        if found.count(name) != 1:
            yield f"the package document has {found.count(name) or 'no'} {name}"
    known = [name for name in found if name in _ORDER]
    if known != sorted(known, key=_ORDER.index):
        yield f"the package document has its parts out of order: {', '.join(known)}"


def _element(
    element: etree._Element, name: str, shape: _Shape, *, epub_2: bool
) -> Iterator[str]:  # fmt: skip
    given = frozenset(element.attrib)
    if name == "meta" and not epub_2 and "property" not in given and "name" in given:
        shape = _EPUB_2["meta"]
    elif name == "link" and _is_of_collection(element):
        shape = _COLLECTION_LINK
    elif name == "collection" and element.find("*") is None:
        yield "collection is empty"
    for missing in sorted(shape.needed - given):
        yield f"{name} has no {missing}"
    for strange in sorted(given - shape.needed - shape.allowed):
        if not (epub_2 and strange.startswith("{")):
            yield f"{name} has an attribute {strange.rpartition('}')[2]} it can't have"
    for attribute, value in element.items():
        yield from _value(name, attribute, value, epub_2=epub_2)
    yield from _children(element, name, shape.children)
    if name in _FILLED and element.find(f"{_OPF}{_FILLED[name]}") is None:
        yield f"{name} has no {_FILLED[name]}"
    if name == "meta" and shape is _EPUB_3["meta"] and not (element.text or "").strip():
        yield "a meta is empty"


def _is_of_collection(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{_OPF}collection"


def _children(element: etree._Element, name: str, allowed: frozenset[str] | None) -> Iterator[str]:
    if allowed is None:
        return
    for child in element.findall("*"):
        if child.tag.startswith(_OPF) and child.tag[_START:] not in allowed:
            yield f"{child.tag[_START:]} stands in {name}, where it must not"


def _value(name: str, attribute: str, value: str, *, epub_2: bool) -> Iterator[str]:
    allowed = _VALUES.get(attribute)
    if allowed is not None and value.strip() not in allowed:
        yield f"{attribute} of {name} is “{value[:40]}”"
    elif attribute in _IDS and _ncname().fullmatch(value.strip()) is None:
        yield f"{attribute} of {name} is “{value[:40]}”, which is no id"
    elif attribute == "media-type" and _media_type().match(value) is None:
        yield f"media-type of {name} is “{value[:40]}”"
    elif attribute == "property" and not epub_2 and not _is_token(value):
        yield f"property of {name} is “{value[:40]}”"


def _is_token(value: str) -> bool:
    return len(value.split()) == 1


def _metadata(metadata: etree._Element) -> Iterator[str]:
    if sum(1 for _ in metadata.iterfind(f"{_DC}date")) > 1:
        yield "the metadata has more than one dc:date"
    if (metadata.text or "").strip() or any((child.tail or "").strip() for child in metadata):
        yield "text stands in metadata, outside its elements"
    for child in metadata.findall("*"):
        if not child.tag.startswith((_OPF, _DC)):
            what = etree.QName(child)
            yield f"{what.localname} of {what.namespace or 'no namespace'} stands in metadata"


def _dublin_core(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name not in _DC_NAMES:
        yield f"dc:{name} is no element of Dublin Core"
    allowed = {"id"} if name in _WITHOUT_LANGUAGE else {"id", "dir", f"{_XML}lang"}
    for strange in sorted(frozenset(element.attrib) - allowed):
        yield f"dc:{name} has an attribute {strange.rpartition('}')[2]} it can't have"
    if element.get("dir", "ltr") not in _VALUES["dir"]:
        yield f"dir of dc:{name} is “{element.get('dir', '')[:40]}”"
    if element.find("*") is not None:
        yield f"dc:{name} holds an element"


@cache
def _ncname() -> re.Pattern[str]:
    return re.compile(r"[^\W\d][\w.\-\u00b7\u0300-\u036f\u203f\u2040]*")


@cache
def _media_type() -> re.Pattern[str]:
    return re.compile(r"[a-zA-Z0-9!#$&+\-^_.]+/[a-zA-Z0-9!#$&+\-^_.]+")

"""Expressions of the metadata: what refines what, which prefixes are declared, which values fit.

EPUB 3.3, sections 5.5.3 (https://www.w3.org/TR/epub-33/#sec-pkg-metadata), D.1
(https://www.w3.org/TR/epub-33/#sec-vocab-assoc) and 8 (https://www.w3.org/TR/epub-33/#sec-rendering).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.addresses import scheme_of
from packager.checks.conformance.epub_file import DC, OPF, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_RESERVED = names("a11y dcterms marc media onix rendition schema xsd")
_RESERVED_LINK = names("rendition media a11y marc onix schema xsd dcterms")
_PROPERTIES = names(
    "alternate-script authority belongs-to-collection collection-type display-seq file-as "
    "group-position identifier-type meta-auth pageBreakSource role source-of term title-type "
    "alternative-title"
)
"""Properties of the default vocabulary: EPUB 3.3, section D.3."""
_RELATIONS = names(
    "acquire alternate marc21xml-record mods-record onix-record record voicing xml-signature "
    "xmp-record"
)
_OF_A_KIND: dict[str, frozenset[str]] = {
    "authority": names("subject"),
    "identifier-type": names("identifier source"),
    "role": names("creator contributor publisher"),
    "source-of": names("source"),
    "term": names("subject"),
    "title-type": names("title"),
}
"""What a property can refine, where it can't refine anything."""
_ONCE = names(
    "collection-type display-seq file-as group-position identifier-type source-of title-type"
)
_RENDITION: dict[str, frozenset[str]] = {
    "rendition:flow": names("paginated scrolled-continuous scrolled-doc auto"),
    "rendition:layout": names("pre-paginated reflowable"),
    "rendition:orientation": names("landscape portrait auto"),
    "rendition:spread": names("none landscape portrait both auto"),
}
_VOCABULARIES: dict[str, frozenset[str]] = {
    "a11y": names("certifiedBy certifierCredential certifierReport exemption"),
    "media": names("active-class duration narrator playback-active-class"),
    "rendition": names("flow layout orientation spread viewport"),
}
"""Vocabularies of the metadata whose every property is known."""
_ITEMREF = names(
    "page-spread-left page-spread-right rendition:align-x-center rendition:flow-auto "
    "rendition:flow-paginated rendition:flow-scrolled-continuous rendition:flow-scrolled-doc "
    "rendition:layout-pre-paginated rendition:layout-reflowable rendition:orientation-auto "
    "rendition:orientation-landscape rendition:orientation-portrait rendition:page-spread-center "
    "rendition:page-spread-left rendition:page-spread-right rendition:spread-auto "
    "rendition:spread-both rendition:spread-landscape rendition:spread-none "
    "rendition:spread-portrait"
)
_LINK = names("onix xmp")
_CLASSES = names("media:active-class media:playback-active-class")
_DC_URI = "http://purl.org/dc/elements/1.1/"
_DEFAULT_URIS = names(
    "http://idpf.org/epub/vocab/package/meta/# http://idpf.org/epub/vocab/package/link/# "
    "http://idpf.org/epub/vocab/package/item/# http://idpf.org/epub/vocab/package/itemref/#"
)


def expression_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the properties of the package document."""
    root, metadata = book.package, book.section("metadata")
    if root is None or metadata is None or book.is_epub_2:
        return
    prefixes, flaws = declared(root.get("prefix", ""))
    for message in flaws:
        yield _finding(book, root, message)
    known = _RESERVED | prefixes
    ids = _ids(root)
    said: Counter[tuple[str, str]] = Counter()
    for element in metadata.findall("*"):
        for message in (*_refines(element, ids), *_said(element, known, ids, said)):
            yield _finding(book, element, message)
    for element in root.iter(f"{OPF}item", f"{OPF}itemref"):
        for message in _item_properties(element, known):
            yield _finding(book, element, message)
    for message in _terms(metadata):
        yield _finding(book, metadata, message)


def _item_properties(element: etree._Element, known: frozenset[str]) -> Iterator[str]:
    """Properties of an item with a prefix, and all of a reference of the spine."""
    is_reference = element.tag == f"{OPF}itemref"
    for name in element.get("properties", "").split():
        prefix, colon, _ = name.partition(":")
        if colon and prefix not in known:
            yield f"the prefix of “{name[:60]}” is not declared"
        elif (not colon or prefix == "rendition") and (
            name not in _ITEMREF if is_reference else colon
        ):
            yield f"there is no property “{name[:60]}” of {etree.QName(element).localname}"


def _terms(metadata: etree._Element) -> Iterator[str]:
    """Authorities of subjects without a term, and terms without an authority."""
    said = Counter(
        (meta.get("refines", "").strip(), meta.get("property", "").strip())
        for meta in metadata.iterfind(f"{OPF}meta")
    )
    for subject in metadata.iterfind(f"{DC}subject"):
        own = f"#{subject.get('id', '').strip()}"
        authorities, terms = said[own, "authority"], said[own, "term"]
        if own != "#" and (authorities != terms or authorities > 1):
            yield "a subject has an authority without a term, a term without one, or several"


def _finding(book: EpubFile, element: etree._Element, message: str) -> Finding:
    return Finding(
        rule=Rule.EXPRESSION,
        message=message,
        path=book.package_path,
        line=element.sourceline or 0,
    )


def declared(prefix: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The prefixes an attribute ``prefix`` declares, and what is wrong with it."""
    found: set[str] = set()
    flaws: list[str] = []
    words = prefix.split()
    if len(words) % 2:
        flaws.append("the prefixes are not written as “name: address”")
    for name, uri in zip(words[::2], words[1::2], strict=False):
        plain = name.removesuffix(":")
        if plain == name or _ncname().fullmatch(plain) is None:
            flaws.append(f"the prefix “{name[:40]}” is not a name and a colon")
        elif plain == "_":
            flaws.append("the prefix “_” must not be declared")
        elif not scheme_of(uri):
            flaws.append(f"the prefix {plain[:40]} has no address")
        elif uri in _DEFAULT_URIS or uri == _DC_URI:
            flaws.append(f"the prefix {plain[:40]} stands for a vocabulary that needs none")
        found.add(plain)
    return frozenset(found), tuple(flaws)


def _ids(root: etree._Element) -> dict[str, etree._Element]:
    found: dict[str, etree._Element] = {}
    for element in root.iter("*"):
        own = element.get("id")
        if own is not None:
            found.setdefault(own.strip(), element)
    return found


def _said(
    element: etree._Element,
    known: frozenset[str],
    ids: dict[str, etree._Element],
    said: Counter[tuple[str, str]],
) -> Iterator[str]:
    if element.tag == f"{OPF}meta" and element.get("property") is not None:
        name = element.get("property", "").strip()
        yield from _property(name, known)
        scheme = element.get("scheme")
        if scheme is not None and scheme.strip().partition(":")[0] not in known:
            yield f"the prefix of the scheme “{scheme[:60]}” is not declared"
        yield from _meaning(element, name, ids, said)
    elif element.tag == f"{OPF}link":
        yield from _link(element, known)


def _refines(element: etree._Element, ids: dict[str, etree._Element]) -> Iterator[str]:
    said = element.get("refines")
    if said is None:
        return
    target = said.strip()
    if scheme_of(target):
        yield f"refines is “{target[:60]}”, which lies outside the book"
    elif target.startswith("#") and target[1:] not in ids:
        yield f"refines names “{target[:60]}”, and nothing has that id"
    elif _comes_round(element, ids):
        yield "what this refines comes round to itself"


def _comes_round(element: etree._Element, ids: dict[str, etree._Element]) -> bool:
    seen: set[str] = set()
    at: etree._Element | None = element
    while at is not None:
        target = at.get("refines", "").strip().removeprefix("#")
        if not target:
            return False
        if target in seen or ids.get(target) is element:
            return True
        seen.add(target)
        at = ids.get(target)
    return False


def _property(name: str, known: frozenset[str]) -> Iterator[str]:
    prefix, colon, rest = name.partition(":")
    if colon and (not prefix or not rest):
        yield f"the property “{name[:60]}” is malformed"
    elif colon and prefix not in known:
        yield f"the prefix of the property “{name[:60]}” is not declared"
    elif (name and rest not in _VOCABULARIES.get(prefix, {rest})) or (
        name and not colon and name not in _PROPERTIES
    ):
        yield f"there is no property “{name[:60]}”"


def _meaning(
    element: etree._Element,
    name: str,
    ids: dict[str, etree._Element],
    said: Counter[tuple[str, str]],
) -> Iterator[str]:
    """Whether a property of a known vocabulary refines what it can and says what it may."""
    refines = element.get("refines", "").strip()
    text = "".join(element.itertext()).strip()
    key = (name, "" if name in _RENDITION else refines)
    said[key] += 1
    if said[key] > 1 and (name in _ONCE or name in _RENDITION or name in _CLASSES):
        yield f"{name} is said more than once"
    if name in _CLASSES and (refines or len(text.split()) != 1):
        yield f"{name} is one class, of the whole book"
    yield from _kind(name, ids.get(refines.removeprefix("#")))
    if name == "source-of" and text != "pagination":
        yield f"source-of is “{text[:40]}”, and can only be pagination"
    elif name in _RENDITION:
        if refines:
            yield f"{name} refines something, and is of the whole book"
        if text not in _RENDITION[name]:
            yield f"{name} is “{text[:40]}”"
    elif name == "media:duration" and _clock().fullmatch(text) is None:
        yield f"media:duration is “{text[:40]}”, which is no clock value"


def _kind(name: str, target: etree._Element | None) -> Iterator[str]:
    kinds = _OF_A_KIND.get(name)
    tag = "" if target is None else target.tag
    if kinds is not None and tag not in {f"{DC}{kind}" for kind in kinds}:
        yield f"{name} must refine dc:{', dc:'.join(sorted(kinds))}"
    elif name == "collection-type" and not _is_collection(target):
        yield "collection-type must refine belongs-to-collection"
    elif name == "belongs-to-collection" and target is not None and not _is_collection(target):
        yield "belongs-to-collection can only refine another"


def _is_collection(target: etree._Element | None) -> bool:
    return target is not None and target.get("property", "").strip() == "belongs-to-collection"


def _link(element: etree._Element, known: frozenset[str]) -> Iterator[str]:
    relations = element.get("rel", "").split()
    for name in relations:
        prefix, colon, _ = name.partition(":")
        if colon and prefix not in known:
            yield f"the prefix of the relation “{name[:60]}” is not declared"
        elif not colon and name not in _RELATIONS:
            yield f"there is no relation “{name[:60]}”"
    if "alternate" in relations and len(relations) > 1:
        yield "the relation alternate stands with another"
    if "record" in relations and element.get("refines") is not None:
        yield "a record is of the whole book, and refines nothing"
    if "voicing" in relations and element.get("refines") is None:
        yield "a voicing must refine what it says"
    yield from _linked(element, relations)


def _linked(element: etree._Element, relations: list[str]) -> Iterator[str]:
    """What is wrong with what a link leads to."""
    kind = element.get("media-type")
    if kind is None and ("record" in relations or not scheme_of(element.get("href", ""))):
        yield "a link to a record, or to a file of the book, has no media-type"
    if "voicing" in relations and not (kind or "").strip().startswith("audio/"):
        yield "a voicing is audio"
    for name in element.get("properties", "").split():
        if ":" not in name and name not in _LINK:
            yield f"there is no property “{name[:60]}” of link"


@cache
def _ncname() -> re.Pattern[str]:
    return re.compile(r"[^\W\d][\w.\-]*")


@cache
def _clock() -> re.Pattern[str]:
    return re.compile(
        r"[0-9]+:[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
        r"|[0-9]+(\.[0-9]+)?(h|min|s|ms)?"
    )

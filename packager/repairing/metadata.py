"""What an EPUB says of itself, in the form EPUB 3 wants, with what must not be missing.

EPUB 3.3, section 5.5: https://www.w3.org/TR/epub-33/#sec-pkg-metadata
"""

from __future__ import annotations

import hashlib
import re
import uuid
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.readers.epub.mending import resolved
from packager.readers.sites.dates import day_of
from packager.repairing.epub import DC, OPF, XML_LANG, Epub, is_element, local, namespace
from packager.transforms.language import guess
from packager.transforms.language_tag import tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

EPOCH = "1980-01-01T00:00:00Z"
"""Stands for a day nobody knows: the first a zip archive can hold."""

_TEXTUAL = frozenset({"contributor", "coverage", "creator", "description", "publisher", "relation",
                      "rights", "subject", "title"})  # fmt: skip
"""Elements that may say which language they are in."""

_REFINED = frozenset(f"{{{OPF}}}{name}" for name in ("role", "file-as", "scheme"))
"""Attributes of EPUB 2 that became refinements."""

_META = frozenset({"property", "refines", "scheme", "id", "dir", XML_LANG})
_OLD_META = frozenset({"name", "content"})
_LINK = frozenset({"href", "rel", "media-type", "hreflang", "id", "refines", "properties"})
_RESERVED = frozenset({"a11y", "dcterms", "marc", "media", "onix", "rendition", "schema", "xsd",
                       "msv", "prism"})  # fmt: skip
_OWN = frozenset({
    "alternate-script", "authority", "belongs-to-collection", "collection-type", "display-seq",
    "file-as", "group-position", "identifier-type", "meta-auth", "role", "source-of", "term",
    "title-type", "pageBreakSource",
})  # fmt: skip
"""Properties without a prefix (EPUB 3.3, appendix D)."""

_IDENTIFIER_TYPES = {"isbn": "15", "doi": "06"}
"""ONIX code list 5."""

_GUESSED_FROM = 20_000
"""Letters of the text its language is guessed from."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "moment": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"),
        "date": re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
                           r"(?:Z|[+-]\d\d:\d\d))?)?)?"),
        "uuid": re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
    }  # fmt: skip


def mend_metadata(epub: Epub, words: Sequence[str], title: str, *, locked: bool) -> None:
    """Mend the metadata.

    Args:
        epub: The EPUB.
        words: The words of its spine, for its language and a name that stays the same.
        title: What the book is called when it does not say so itself.
        locked: Whether fonts are disguised by the identifier, which must stay as it is then.
    """
    metadata = epub.part("metadata")
    _flatten(epub, metadata)
    for element in list(metadata):
        if is_element(element):
            _statement(epub, element)
    _required(epub, metadata, words, title)
    _identifier(epub, metadata, words, locked=locked)
    _dates(epub, metadata)
    _refinements(epub, metadata)


def _flatten(epub: Epub, metadata: etree._Element) -> None:
    """Take statements out of what is around them (``dc-metadata``, an element of another kind)."""
    for element in list(metadata):
        if is_element(element) and len(element):
            for child in list(element):
                metadata.append(child)
            epub.note(Code.REPAIRED_METADATA, "statements nested in another were taken out of it")
            if not (element.text or "").strip() or namespace(element) != DC:
                metadata.remove(element)


def _statement(epub: Epub, element: etree._Element) -> None:
    """Mend one statement, or take it away when it says nothing."""
    name, space = local(element), namespace(element)
    text = element.text or ""
    if space == OPF and name == "link":
        return _keep_known(epub, element, _LINK)
    if space == OPF and name == "meta":
        return _meta(epub, element)
    if space != DC:
        return _unknown(epub, element, name, text)
    if not text.strip():
        return _drop(epub, element, "statements that say nothing were taken away", f"dc:{name}")
    plain = resolved(resolved(text)) if name != "description" else _singly(text)
    if plain != text:
        element.text = plain
        epub.note(Code.REPAIRED_METADATA, "what was escaped twice was written as it was meant",
                  example=f"dc:{name}")  # fmt: skip
    if not element.get("id") and _REFINED & set(element.attrib):
        element.set("id", epub.free_id(name))
    _refine(epub, element, name)
    allowed = {"id", "dir", XML_LANG} if name in _TEXTUAL else {"id"}
    return _keep_known(epub, element, frozenset(allowed))


def _singly(text: str) -> str:
    """A description, which may hold markup as text: only its doubled ampersands are mended."""
    return re.sub(r"&(?:amp;)+(?=#?\w+;)", "&", text)


def _refine(epub: Epub, element: etree._Element, name: str) -> None:
    """Say with refinements what EPUB 2 said with attributes of its own."""
    role = element.attrib.pop(f"{{{OPF}}}role", "").strip()
    file_as = element.attrib.pop(f"{{{OPF}}}file-as", "").strip()
    scheme = element.attrib.pop(f"{{{OPF}}}scheme", "").strip()
    if role and name in {"creator", "contributor"}:
        _add(element, "role", role, "marc:relators")
    if file_as and name in {"creator", "contributor", "title", "publisher"}:
        _add(element, "file-as", file_as)
    if scheme and name == "identifier":
        known = _IDENTIFIER_TYPES.get(scheme.lower())
        _add(element, "identifier-type", known or scheme,
             "onix:codelist5" if known else "")  # fmt: skip
    if role or file_as or scheme:
        epub.note(Code.REPAIRED_METADATA, "attributes of EPUB 2 became refinements")


def _add(element: etree._Element, name: str, text: str, scheme: str = "") -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    own = element.get("id", "")
    meta = etree.Element(f"{{{OPF}}}meta", refines=f"#{own}", property=name)
    if scheme:
        meta.set("scheme", scheme)
    meta.text = text
    meta.tail = element.tail
    last = element
    while (after := last.getnext()) is not None and after.get("refines") == f"#{own}":
        last = after
    last.addnext(meta)


def _meta(epub: Epub, element: etree._Element) -> None:
    """Mend a meta element, of EPUB 3 (a property) or of EPUB 2 (a name and a content)."""
    text = (element.text or "").strip()
    if "property" not in element.attrib:
        name, content = element.get("name", "").strip(), element.get("content", text).strip()
        if not name or not content:
            _drop(epub, element, "statements that say nothing were taken away", name or "meta")
            return
        if element.text:
            element.text = None
            element.set("content", content)
            epub.note(Code.REPAIRED_METADATA, "statements were written in their form")
        _keep_known(epub, element, _OLD_META)
        return
    said = element.get("property", "").strip()
    prefix, colon, _ = said.partition(":")
    bound = set(re.findall(r"([A-Za-z][\w.-]*):\s", epub.package.get("prefix", "") + " "))
    known = prefix in _RESERVED | bound if colon else said in _OWN
    if not text or not known or len(said.split()) != 1:
        _drop(epub, element, "statements EPUB 3 does not know were taken away", said)
        return
    _keep_known(epub, element, _META)


def _unknown(epub: Epub, element: etree._Element, name: str, text: str) -> None:
    """Keep what an element of no vocabulary says as a meta element of EPUB 2."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    if text.strip():
        meta = etree.Element(f"{{{OPF}}}meta", name=name, content=" ".join(text.split()))
        meta.tail = element.tail
        element.addprevious(meta)
    _drop(epub, element, "elements EPUB does not know became plain statements", name)


def _keep_known(epub: Epub, element: etree._Element, known: frozenset[str]) -> None:
    for name in set(element.attrib) - known:
        if name == f"{{{OPF}}}event":
            continue
        del element.attrib[name]
        epub.note(Code.REPAIRED_METADATA, "attributes that are not allowed were taken away",
                  example=str(name).rpartition("}")[2])  # fmt: skip
    if XML_LANG in element.attrib:
        tag = tag_of(element.get(XML_LANG, ""))
        if tag.lower() != element.get(XML_LANG, "").lower():
            element.set(XML_LANG, tag or "und")
            epub.note(Code.REPAIRED_METADATA, "language tags were written as they must be")


def _drop(epub: Epub, element: etree._Element, what: str, example: str) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
    epub.note(Code.REPAIRED_METADATA, what, example=example)


def _required(epub: Epub, metadata: etree._Element, words: Sequence[str], title: str) -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    if metadata.find(f"{{{DC}}}title") is None:
        etree.SubElement(metadata, f"{{{DC}}}title").text = title
        epub.note(Code.REPAIRED_METADATA, "a title was missing and was made", example=title)
    languages = metadata.findall(f"{{{DC}}}language")
    for element in languages:
        said = (element.text or "").strip()
        tag = tag_of(said) or _named(said)
        if not tag:
            tag = _guessed(words)
        if tag.lower() != said.lower():
            element.text = tag
            epub.note(Code.REPAIRED_METADATA, "language tags were written as they must be",
                      example=f"{said} is {tag}")  # fmt: skip
    if not languages:
        tag = _guessed(words)
        etree.SubElement(metadata, f"{{{DC}}}language").text = tag
        epub.note(Code.REPAIRED_METADATA, "a language was missing and was guessed", example=tag)
    root = epub.package
    spoken = root.get(XML_LANG)
    if spoken is not None and tag_of(spoken).lower() != spoken.lower():
        root.set(XML_LANG, tag_of(spoken) or "und")
        epub.note(Code.REPAIRED_METADATA, "language tags were written as they must be")


def _named(said: str) -> str:
    from packager.readers.sites.language_names import NAMES  # noqa: PLC0415 - rarely needed

    return NAMES.get(said.casefold(), "")


def _guessed(words: Sequence[str]) -> str:
    return guess(" ".join(words)[:_GUESSED_FROM]).language or "und"


def _identifier(
    epub: Epub, metadata: etree._Element, words: Sequence[str], *, locked: bool
) -> None:
    """Make sure that the package names its identifier."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    found = metadata.findall(f"{{{DC}}}identifier")
    named = epub.package.get("unique-identifier", "")
    if not found:
        title = metadata.findtext(f"{{{DC}}}title", "")
        key = hashlib.sha256("\n".join((title, *words[:2_000])).encode()).hexdigest()
        own = etree.SubElement(metadata, f"{{{DC}}}identifier")
        own.text = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"
        found = [own]
        epub.note(Code.REPAIRED_METADATA, "an identifier was missing and was made")
    if not any(element.get("id") == named for element in found) or not named:
        if "id" not in found[0].attrib:
            found[0].set("id", epub.free_id("pub-id"))
        epub.package.set("unique-identifier", found[0].get("id", ""))
        epub.note(Code.REPAIRED_METADATA, "the identifier was named by the package")
    for element in found:
        text = (element.text or "").strip()
        if text.lower().startswith("urn:uuid:") and not locked and \
                not _patterns()["uuid"].fullmatch(text[9:]):  # fmt: skip
            element.text = text[9:] or text
            epub.note(Code.REPAIRED_METADATA, "identifiers no longer claim to be a UUID")


def _dates(epub: Epub, metadata: etree._Element) -> None:
    """One date of publication, and one moment of the last change.

    https://www.w3.org/TR/epub-33/#sec-metadata-last-modified
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    event = f"{{{OPF}}}event"
    dates = metadata.findall(f"{{{DC}}}date")
    changed = next((d for d in dates if d.get(event, "").lower() == "modification"), None)
    last = _moment(changed.text or "") if changed is not None else ""
    ranked = sorted(dates, key=lambda d: ("publication" not in d.get(event, "").lower(),
                                          event in d.attrib))  # fmt: skip
    for element in dates:
        element.attrib.pop(event, None)
        if element is not ranked[0] or (element is changed and len(dates) > 1):
            metadata.remove(element)
            epub.note(Code.REPAIRED_METADATA, "dates of other events were taken away")
            continue
        said = (element.text or "").strip()
        true = _date(said)
        if true != said:
            element.text = true
            epub.note(Code.REPAIRED_METADATA, "dates were written as they must be", example=said)
        if not true:
            metadata.remove(element)
    moments = [meta for meta in metadata.findall(f"{{{OPF}}}meta")
               if _is_moment(meta)]  # fmt: skip
    for meta in moments[1:]:
        metadata.remove(meta)
        epub.note(Code.REPAIRED_METADATA, "moments of the last change beside another went")
    if not moments:
        moments = [etree.SubElement(metadata, f"{{{OPF}}}meta", property="dcterms:modified")]
    said = (moments[0].text or "").strip()
    if not _patterns()["moment"].fullmatch(said) or _moment(said) != said:
        published = metadata.findtext(f"{{{DC}}}date", "")
        moments[0].text = _moment(said) or last or _moment(published) or EPOCH
        epub.note(Code.REPAIRED_METADATA, "the moment of the last change was missing or no moment",
                  example=moments[0].text)  # fmt: skip


def _is_moment(meta: etree._Element) -> bool:
    return meta.get("property") == "dcterms:modified" and "refines" not in meta.attrib


def _date(said: str) -> str:
    """A date as W3C-DTF has it; empty when none can be read."""
    if _patterns()["date"].fullmatch(said) and (_moment(said) or len(said) <= len("2020-01")):
        return said
    day = day_of(said)
    if day is not None:
        return day.isoformat()
    year = re.search(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)", said)
    return year[0] if year else ""


def _moment(said: str) -> str:
    """A date or moment as a moment in UTC; empty when it is none."""
    try:
        found = datetime.fromisoformat(said.strip())
    except ValueError:
        day = day_of(said)
        return f"{day.isoformat()}T00:00:00Z" if day else ""
    try:
        moment = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except OverflowError:
        return ""
    return f"{moment.replace(microsecond=0, tzinfo=None).isoformat()}Z"


def _refinements(epub: Epub, metadata: etree._Element) -> None:
    """Take away refinements of what is not there."""
    ids = {element.get("id") for element in epub.package.iter("*")}
    hrefs = {item.get("href") for item in epub.items()}
    for element in list(metadata):
        target = element.get("refines")
        if target is None:
            continue
        there = target[1:] in ids if target.startswith("#") else target.partition("#")[0] in hrefs
        if not there:
            _drop(epub, element, "refinements of nothing were taken away",
                  element.get("property", ""))  # fmt: skip

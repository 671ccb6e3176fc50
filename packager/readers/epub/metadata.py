"""What the package document says about the book, as metadata of the story.

EPUB 3.3, section 5.5 (https://www.w3.org/TR/epub-33/#sec-pkg-metadata): refinements are elements of
their own that point to what they refine; EPUB 2 wrote them as attributes (``opf:role``); calibre
keeps series in metas of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from packager.book.blocks import Blocks
from packager.book.metadata import Creator, Metadata, Series
from packager.readers.epub.mending import Mending, singly_escaped
from packager.readers.epub.package import Package
from packager.readers.epub.xml import Element
from packager.readers.sidecar import address_value, language_value, paragraphs_value
from packager.readers.sites.dates import day_of

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}:\S+")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:p|br|div|em|i|b|strong|span|a|ul|ol|li|blockquote|h[1-6])\b[^<>]*>", re.IGNORECASE
)
_PROGRAM = re.compile(
    r"\[https?://|^(?:calibre|sigil|fanficfare|fichub|pandoc|webtoepub)\b", re.IGNORECASE
)
_NO_LANGUAGE = frozenset({"und", "mul", "zxx", "mis", "none"})
_FIRST_YEAR = 102
"""calibre writes the year 101 where no date is known."""

_THREE_LETTERS = {
    "eng": "en", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "ita": "it",
    "rus": "ru", "jpn": "ja", "zho": "zh", "chi": "zh", "kor": "ko", "por": "pt", "nld": "nl",
    "dut": "nl", "pol": "pl", "swe": "sv", "nor": "nb", "dan": "da", "fin": "fi", "ces": "cs",
    "cze": "cs", "hun": "hu", "tur": "tr", "ukr": "uk", "ara": "ar", "heb": "he", "ell": "el",
    "gre": "el", "ron": "ro", "rum": "ro", "cat": "ca", "vie": "vi", "ind": "id", "lat": "la",
    "bul": "bg",
}  # fmt: skip
"""Codes of ISO 639-2 whose language has a shorter one, which BCP 47 asks for."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """An element of the metadata with what refines it."""

    element: Element
    text: str
    refined: dict[str, tuple[str, ...]]

    def first(self, name: str) -> str:
        own = self.element.get(name)
        return own or next(iter(self.refined.get(name, ())), "")

    @property
    def place(self) -> float:
        try:
            return float(self.first("display-seq"))
        except ValueError:
            return float("inf")


def package_metadata(
    package: Package, mending: Mending, html_blocks: Callable[[str], Blocks]
) -> Metadata:
    """The metadata of a package, as far as it says any.

    Args:
        package: The package.
        mending: Told of values that were escaped twice.
        html_blocks: Makes blocks of a description that is HTML.
    """
    root = package.metadata
    metas = tuple(root.iter("meta"))
    refinements = _refinements(metas)

    def statements(name: str) -> list[_Statement]:
        return [
            _Statement(element, text, refinements.get(element.get("id"), {}))
            for element in root.iter(name)
            if (text := singly_escaped(element.text, package.path, mending))
        ]

    title, subtitle = _titles(statements("title"))
    sources = [one.text for one in statements("source")]
    identifier, address = _identifier(statements("identifier"), package.identifier)
    published, modified = _dates(statements("date"))
    return Metadata(
        identifier=identifier,
        title=title,
        subtitle=subtitle,
        creators=_creators(statements("creator"), statements("contributor")),
        language=language_of([one.text for one in statements("language")], package.language),
        description=_description(root, metas, html_blocks),
        series=_series(metas, refinements),
        subjects=tuple(dict.fromkeys(one.text for one in statements("subject"))),
        published=published,
        modified=modified,
        publisher=next((one.text for one in statements("publisher")), ""),
        rights=next((one.text for one in statements("rights")), ""),
        source=next((found for text in sources if (found := _address(text))), "") or address,
    )


def named_meta(package: Package, name: str) -> str:
    """The content of ``<meta name="...">`` or of ``<meta property="...">``; empty without one."""
    for element in package.metadata.iter("meta"):
        if name in {element.get("name").lower(), _plain(element.get("property")).lower()}:
            return element.get("content") or element.text
    return ""


def language_of(tags: Sequence[str], otherwise: str = "") -> str:
    """The first of these that is a language tag, in the form BCP 47 asks for; empty for none."""
    for tag in (*tags, otherwise):
        try:
            found = language_value(tag)
        except (TypeError, ValueError):
            continue
        first, dash, rest = found.partition("-")
        if first not in _NO_LANGUAGE:
            return _THREE_LETTERS.get(first, first) + dash + rest
    return ""


def _refinements(metas: Sequence[Element]) -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for meta in metas:
        target = meta.get("refines").lstrip("#")
        if target and meta.text:
            own = found.setdefault(target, {})
            name = _plain(meta.get("property"))
            own[name] = (*own.get(name, ()), meta.text)
    return found


def _plain(name: str) -> str:
    return name.rpartition(":")[2] if name.startswith(("se:", "opf:", "calibre:")) else name


def _titles(found: Sequence[_Statement]) -> tuple[str, str]:
    ordered = sorted(found, key=lambda one: one.place)
    by_kind: dict[str, str] = {}
    for one in ordered:
        by_kind.setdefault(one.first("title-type").lower(), one.text)
    main = by_kind.get("main") or by_kind.get("") or (ordered[0].text if ordered else "")
    subtitle = by_kind.get("subtitle", "")
    return main, "" if subtitle == main else subtitle


def _creators(
    creators: Sequence[_Statement], contributors: Sequence[_Statement]
) -> tuple[Creator, ...]:
    found: dict[tuple[str, str], Creator] = {}
    ordered = (*sorted(creators, key=lambda one: one.place), *contributors)
    for one in ordered:
        role = one.first("role").strip().lower()[:3]
        if not re.fullmatch(r"[a-z]{3}", role):
            role = "aut" if one.element.name == "creator" else "ctb"
        if one.element.name == "contributor" and _PROGRAM.search(one.text):
            continue  # the program that made the file is no one who made the story
        sorted_as = one.first("file-as")
        if sorted_as.lower() in {"unknown", one.text.lower()}:
            sorted_as = ""
        found.setdefault((one.text, role), Creator(one.text, role, sorted_as))
    return tuple(found.values())


def _identifier(found: Sequence[_Statement], unique: str) -> tuple[str, str]:
    """The identifier as a URI, and the first identifier that is an address on the web."""
    ordered = sorted(found, key=lambda one: one.element.get("id") != unique)
    address = next((url for one in ordered if (url := _address(one.text))), "")
    for one in ordered[:1]:
        if _UUID.fullmatch(one.text):
            return f"urn:uuid:{one.text.lower()}", address
        if _URI.fullmatch(one.text):
            return one.text, address
    return "", address


def _dates(found: Sequence[_Statement]) -> tuple[date | None, date | None]:
    by_event: dict[str, date] = {}
    for one in found:
        day = day_of(one.text)
        if day is not None and day.year >= _FIRST_YEAR:
            by_event.setdefault(one.first("event").lower(), day)
    published = by_event.get("publication") or by_event.get("original-publication")
    return published or by_event.get("") or by_event.get("creation"), by_event.get("modification")


def _description(
    root: Element, metas: Sequence[Element], html_blocks: Callable[[str], Blocks]
) -> Blocks:
    long = next((m for m in metas if _plain(m.get("property")) == "long-description"), None)
    element = long or root.find("description")
    if element is None:
        return ()
    text = element.raw_text
    if len(element.elements) and not _TAG.search(text):
        text = element.text  # markup that was not escaped: its words are all there is
    return html_blocks(text) if _TAG.search(text) else paragraphs_value(text)


def _series(
    metas: Sequence[Element], refinements: dict[str, dict[str, tuple[str, ...]]]
) -> Series | None:
    for meta in metas:
        if meta.get("property") != "belongs-to-collection" or not meta.text:
            continue
        refined = refinements.get(meta.get("id"), {})
        kind = next(iter(refined.get("collection-type", ())), "")
        position = next(iter(refined.get("group-position", ())), "")
        if kind == "series" or (not kind and position):
            return Series(meta.text, _number(position))
    named = {meta.get("name").lower(): meta.get("content") for meta in metas}
    name = " ".join(named.get("calibre:series", "").split())
    return Series(name, _number(named.get("calibre:series_index", ""))) if name else None


def _number(text: str) -> float | None:
    if not re.fullmatch(r"\d{1,5}(?:\.\d{1,5})?", text.strip()):
        return None
    return float(text)


def _address(text: str) -> str:
    try:
        return address_value(text)
    except (TypeError, ValueError):
        return ""

"""Ids of documents, and the tags that name languages.

XML 1.0, section 3.3.1 (https://www.w3.org/TR/xml/#id); BCP 47, section 2.1
(https://www.rfc-editor.org/rfc/rfc5646#section-2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from packager.checks.conformance.epub_file import DC, Document, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_PARSED = frozenset({
    "application/xhtml+xml", "image/svg+xml", "application/x-dtbncx+xml", "application/smil+xml",
})  # fmt: skip
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XHTML_ROOT = "{http://www.w3.org/1999/xhtml}html"


def identifier_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """Ids that occur twice in a document, and languages that are no tags."""
    package = book.document(book.package_path) if book.package_path else None
    if package is not None:
        yield from _ids(package)
        if not book.is_epub_2:
            yield from _languages(package)
    for item in book.by_path.values():
        document = book.document(item.path) if item.media_type in _PARSED else None
        if document is not None:
            yield from _ids(document)
            if not book.is_epub_2:
                yield from _language(document, document.root.get("lang"), 0)


def _ids(document: Document) -> Iterator[Finding]:
    for element in document.repeated_ids:
        said = (element.get("id") or "").strip()
        yield Finding(
            rule=Rule.ID_TWICE,
            message=f"the id “{said[:60]}” is that of another element, in line {document.ids[said]}"
            if said in document.ids
            else "an xml:id is that of another element",
            path=document.path,
            line=element.sourceline or 0,
        )


def _languages(document: Document) -> Iterator[Finding]:
    for element in document.elements:
        line = element.sourceline or 0
        if element.tag == f"{DC}language":
            yield from _language(document, (element.text or "").strip(), line)
        yield from _language(document, element.get(_XML_LANG), line)
        yield from _language(document, element.get("hreflang"), line)


def _language(document: Document, tag: str | None, line: int) -> Iterator[Finding]:
    if tag and well_formed().fullmatch(tag) is None:
        yield Finding(
            rule=Rule.LANGUAGE_TAG,
            message=f"“{tag[:60]}” is no language tag",
            path=document.path,
            line=line,
        )


@cache
def well_formed() -> re.Pattern[str]:
    """What a language tag is made of: the grammar of BCP 47, section 2.1."""
    language = r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})"
    script, region = r"(?:-[a-z]{4})?", r"(?:-(?:[a-z]{2}|[0-9]{3}))?"
    variants = r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
    extensions = r"(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"
    private = r"x(?:-[a-z0-9]{1,8})+"
    irregular = (
        "en-gb-oed|i-ami|i-bnn|i-default|i-enochian|i-hak|i-klingon|i-lux|i-mingo|i-navajo|i-pwn|"
        "i-tao|i-tay|i-tsu|sgn-be-fr|sgn-be-nl|sgn-ch-de"
    )
    whole = f"{language}{script}{region}{variants}{extensions}(?:-{private})?"
    return re.compile(f"{whole}|{private}|{irregular}", re.IGNORECASE)

"""The package document: metadata it must have, manifest, spine.

EPUB 3.3, section 5 (https://www.w3.org/TR/epub-33/#sec-package-doc); of EPUB 2 the Open Packaging
Format 2.0.1 (https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from packager.checks.conformance.epub_file import DC, NCX_TYPE, OPF, EpubFile
from packager.checks.conformance.fallbacks import is_content, leads_to_content
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.package_structure import structure_findings
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_NEEDED = ("identifier", "title", "language")
_STYLES_AND_PICTURES = frozenset({
    "text/css", "text/x-oeb1-css", "image/gif", "image/png", "image/jpeg", "image/svg+xml",
})  # fmt: skip
_EXCLUSIVE = (
    ("page-spread-left", "page-spread-right", "rendition:page-spread-center"),
    ("rendition:layout-reflowable", "rendition:layout-pre-paginated"),
    ("rendition:orientation-landscape", "rendition:orientation-portrait",
     "rendition:orientation-auto"),
    ("rendition:spread-none", "rendition:spread-landscape", "rendition:spread-portrait",
     "rendition:spread-both", "rendition:spread-auto"),
    ("rendition:flow-paginated", "rendition:flow-scrolled-continuous",
     "rendition:flow-scrolled-doc", "rendition:flow-auto"),
)  # fmt: skip


def package_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the package document."""
    if book.archive.damage or not book.package_path:
        return
    root = book.package
    if root is None:
        yield _unreadable(book)
        return
    if root.tag != f"{OPF}package":
        yield _finding(Rule.PACKAGE_BROKEN, book, "its root is not the element package", root)
        return
    if book.version not in {"1.2", "2.0", "3.0"}:
        message = f"the version of EPUB is “{book.version[:20]}”"
        yield _finding(Rule.PACKAGE_BROKEN, book, message, root)
        return
    yield from _prolog(book, root)
    yield from structure_findings(root, book.package_path, epub_2=book.is_epub_2)
    yield from _metadata(book, root)
    yield from _spine(book)
    yield from _spine_items(book)


def _prolog(book: EpubFile, root: etree._Element) -> Iterator[Finding]:
    about = root.getroottree().docinfo
    encoding = (about.encoding or "utf-8").lower()
    if encoding not in {"utf-8", "us-ascii", "ascii"} and not encoding.startswith("utf-16"):
        message = f"the package document is in {encoding[:20]}, not in UTF-8"
        yield _finding(Rule.PACKAGE_BROKEN, book, message, root)
    if not book.is_epub_2 and (about.public_id or about.system_url):
        message = "the package document has a document type of an older standard"
        yield _finding(Rule.PACKAGE_BROKEN, book, message, root)


def _unreadable(book: EpubFile) -> Finding:
    error = book.parse_error(book.package_path)
    if error is None:
        message = f"the package document {book.package_path} is not in the book"
        return Finding(rule=Rule.PACKAGE_BROKEN, message=message)
    return Finding(
        rule=Rule.PACKAGE_BROKEN,
        message=error.message,
        path=book.package_path,
        line=error.line,
        column=error.column,
    )


def _finding(
    rule: Rule, book: EpubFile, message: str, element: etree._Element | None, line: int = 0
) -> Finding:
    at = line if element is None else element.sourceline or 0
    return Finding(rule=rule, message=message, path=book.package_path, line=at)


# --- metadata -----------------------------------------------------------------------------------


def _metadata(book: EpubFile, root: etree._Element) -> Iterator[Finding]:
    metadata = book.section("metadata")
    if metadata is None:
        return
    found = {name: tuple(metadata.iter(f"{DC}{name}")) for name in _NEEDED}
    for name in _NEEDED:
        if not found[name]:
            message = f"the metadata has no dc:{name}"
            yield _finding(Rule.METADATA_MISSING, book, message, metadata)
    asked = root.get("unique-identifier", "").strip()
    if asked and asked not in {each.get("id", "").strip() for each in found["identifier"]}:
        message = f"the unique-identifier “{asked[:60]}” is the id of no dc:identifier"
        yield _finding(Rule.METADATA_MISSING, book, message, root)
    if not book.is_epub_2:
        yield from _modified(book, metadata)


def _modified(book: EpubFile, metadata: etree._Element) -> Iterator[Finding]:
    found = [
        meta
        for meta in metadata.iterfind(f"{OPF}meta")
        if meta.get("property", "").strip() == "dcterms:modified"
    ]
    whole = [meta for meta in found if meta.get("refines") is None]
    if len(whole) != 1:
        count = len(whole) or "not"
        message = f"when the book was last changed is said {count} times, and must be once"
        yield _finding(
            Rule.METADATA_MISSING, book, message.replace("not times", "nowhere"), metadata
        )
    for meta in found:
        said = (meta.text or "").strip()
        if _moment().fullmatch(said) is None:
            message = f"dcterms:modified is “{said[:40]}”, not CCYY-MM-DDThh:mm:ssZ"
            yield _finding(Rule.METADATA_MISSING, book, message, meta)


@cache
def _moment() -> re.Pattern[str]:
    return re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


# --- spine --------------------------------------------------------------------------------------


def _spine(book: EpubFile) -> Iterator[Finding]:
    spine = book.section("spine")
    if spine is None:
        return
    if book.spine and not any(found.linear for found in book.spine):
        yield _finding(Rule.SPINE, book, "nothing of the spine is in the reading order", spine)
    seen: set[str] = set()
    for found in book.spine:
        shown = f"the item “{found.idref[:60]}” of the spine"
        message = ""
        if found.item is None:
            message = f"{shown} is not in the manifest"
        elif found.idref in seen:
            message = f"{shown} stands there twice"
        if message:
            yield _finding(Rule.SPINE, book, message, None, found.line)
        seen.add(found.idref)
        for group in _EXCLUSIVE:
            if len(set(group) & set(found.properties)) > 1:
                message = f"{shown} has properties that exclude each other"
                yield _finding(Rule.SPINE, book, message, None, found.line)
    yield from _toc(book, spine)


def _toc(book: EpubFile, spine: etree._Element) -> Iterator[Finding]:
    named = spine.get("toc")
    message = ""
    if named is not None:
        item = book.manifest.get(named.strip())
        if item is None:
            message = f"toc of the spine names “{named[:60]}”, which is not in the manifest"
        elif item.media_type != NCX_TYPE:
            message = f"toc of the spine names {item.href[:60]}, which is no NCX"
    elif any(item.media_type == NCX_TYPE for item in book.items):
        message = "the book has an NCX, and the spine does not name it with toc"
    elif book.is_epub_2:
        yield _finding(Rule.NAV_MISSING, book, "the spine names no NCX with toc", spine)
    if message:
        yield _finding(Rule.SPINE, book, message, spine)


def _spine_items(book: EpubFile) -> Iterator[Finding]:
    for found in book.spine:
        item = found.item
        if item is None or is_content(book, item) or not item.media_type:
            continue
        if book.is_epub_2 and item.media_type in {"text/html", "text/x-oeb1-document"}:
            continue
        shown = f"{item.href[:60]} of the spine is {item.media_type}"
        if book.is_epub_2 and item.media_type in _STYLES_AND_PICTURES:
            message = f"{shown}, no document"
        elif not item.fallback:
            message = f"{shown}, and has no fallback"
        elif not leads_to_content(book, item):
            message = f"{shown}, and no fallback of it is a document"
        else:
            continue
        yield _finding(Rule.FALLBACK, book, message, None, item.line)

"""Kindle: what Send to Kindle refuses a book for, and what it takes wrongly.

Amazon gives no reason when it refuses a book; those here are what people found, and what its help
pages say of sizes and languages. All of this is valid EPUB.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from lxml import etree

from packager.checks.conformance.addresses import resolved
from packager.checks.conformance.epub_file import DC, XHTML_TYPE, Document, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_XHTML = "{http://www.w3.org/1999/xhtml}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
_OLD: frozenset[ProfileName] = frozenset(("kindle", "pocketbook", "small"))


def kindle_rules(book: EpubFile, profile_name: ProfileName) -> Iterator[Finding]:
    """What Send to Kindle refuses; of other old devices only what they share with Kindle."""
    if profile_name not in _OLD or book.package is None:
        return
    is_kindle = profile_name == "kindle"
    yield from navigation_findings(
        book.package_path,
        has_ncx=book.ncx is not None,
        has_guide=not is_kindle or book.section("guide") is not None,
    )
    if not is_kindle:
        return
    language = book.package.find(f".//{DC}language")
    said = "" if language is None else (language.text or "").strip()
    yield from language_findings(said, book.package_path)
    yield from size_findings(sum(entry.packed for entry in book.archive.entries))
    documents = dict(_documents(book))
    bodies = frozenset(_bodies(documents))
    for path, document in documents.items():
        yield from encoding_findings(book.read(path) or b"", path)
        yield from target_findings(document.root, path, bodies)
    if book.nav is not None and book.nav.path in documents:
        order = [place.item.path for place in book.spine if place.item is not None]
        places = {path: number for number, path in reversed(list(enumerate(order)))}
        contents = list(_contents(documents[book.nav.path]))
        yield from order_findings(contents, places, book.nav.path)


def _documents(book: EpubFile) -> Iterator[tuple[str, Document]]:
    for item in book.by_path.values():
        if item.media_type == XHTML_TYPE:
            document = book.document(item.path)
            if document is not None:
                yield item.path, document


def _bodies(documents: Mapping[str, Document]) -> Iterator[str]:
    for path, document in documents.items():
        body = document.root.find(f"{_XHTML}body")
        if body is not None and body.get("id"):
            yield f"{path}#{body.get('id')}"


def _contents(navigation: Document) -> Iterator[str]:
    """Where the lines of the table of contents lead."""
    for nav in navigation.root.iter(f"{_XHTML}nav"):
        if "toc" in (nav.get(_TYPE) or "").split():
            for link in nav.iter(f"{_XHTML}a"):
                yield resolved(link.get("href", ""), navigation.path).path


def language_findings(language: str, path: str) -> Iterator[Finding]:
    """A language Kindle does not know.

    Args:
        language: That of the book.
        path: Of the package document.
    """
    from packager.writers.epub.send_to_kindle import LANGUAGES  # noqa: PLC0415 - with its profile

    if language.partition("-")[0].lower() not in LANGUAGES:
        shown = language[:40] or "no language"
        message = f"Kindle does not know {shown}, and Send to Kindle may refuse the book"
        yield Finding(rule=Rule.KINDLE_LANGUAGE, message=message, path=path)


def encoding_findings(data: bytes, path: str) -> Iterator[Finding]:
    """A document that does not say its encoding.

    Args:
        data: Its bytes; the first hundred are enough.
        path: Where it is in the book.
    """
    if not _declaration().match(data):
        message = "no XML declaration says that the document is in UTF-8"
        hint = 'begin it with <?xml version="1.0" encoding="utf-8"?>'
        yield Finding(rule=Rule.KINDLE_ENCODING, message=message, path=path, hint=hint)


@cache
def _declaration() -> re.Pattern[bytes]:
    return re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\s[^>]*?encoding\s*=\s*[\"'][-\w]+[\"']")


def target_findings(root: etree._Element, path: str, bodies: Collection[str]) -> Iterator[Finding]:
    """Links to a body, and pictures without a source.

    Args:
        root: The root element of a document.
        path: Where it is in the book.
        bodies: Paths with the id of a body behind ``#``, of every document that has one.
    """
    for image in root.iter(f"{_XHTML}img"):
        if not image.get("src"):
            yield _finding("a picture has no source", image, path)
    if not bodies:
        return
    for link in root.iter(f"{_XHTML}a"):
        address = resolved(link.get("href", ""), path)
        target = f"{address.path}#{address.fragment}"
        if target in bodies:
            yield _finding(f"a link leads to the body {target[:80]}", link, path)


def _finding(message: str, element: etree._Element, path: str) -> Finding:
    line = element.sourceline or 0
    return Finding(rule=Rule.KINDLE_TARGET, message=message, path=path, line=line)


def order_findings(
    contents: Sequence[str], spine: Mapping[str, int], path: str
) -> Iterator[Finding]:
    """A table of contents that leads back and forth.

    Args:
        contents: Where its lines lead: paths of documents, in order.
        spine: Places of the documents, by their paths.
        path: Of the table of contents.
    """
    before = -1
    for target in contents:
        place = spine.get(target, before)
        if place < before:
            message = f"{target[:80]} comes too late in the contents: the spine has it earlier"
            yield Finding(rule=Rule.KINDLE_ORDER, message=message, path=path)
        before = max(before, place)


def size_findings(size: int) -> Iterator[Finding]:
    """A book too large to be sent.

    Args:
        size: Bytes of the file.
    """
    from packager.writers.epub.send_to_kindle import MAIL_LIMIT, WEB_LIMIT  # noqa: PLC0415

    if size > MAIL_LIMIT:
        limit, way = (
            (MAIL_LIMIT, "a mail") if size <= WEB_LIMIT else (WEB_LIMIT, "the web page and the app")
        )
        message = f"the book has {size // 1_000_000} MB, and {way} may have {limit // 1_000_000}"
        yield Finding(rule=Rule.BOOK_LARGE, message=message)


def navigation_findings(path: str, *, has_ncx: bool, has_guide: bool) -> Iterator[Finding]:
    """A book without the table of contents old devices look for.

    Args:
        path: Of the package document.
        has_ncx: Whether there is an NCX.
        has_guide: Whether there is a guide.
    """
    if not has_ncx:
        message = "there is no NCX, so Kindle shows no contents"
        yield Finding(rule=Rule.OLD_NAVIGATION, message=message, path=path)
    if not has_guide:
        message = "there is no guide, so Kindle does not know cover and beginning"
        yield Finding(rule=Rule.OLD_NAVIGATION, message=message, path=path)

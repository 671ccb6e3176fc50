"""Links: whether everything a document refers to is in the book, and may be referred to.

EPUB 3.3, sections 3.1 (https://www.w3.org/TR/epub-33/#sec-publication-resources) and 4.2.5
(https://www.w3.org/TR/epub-33/#sec-container-iri). Addresses within style sheets are asked about
with the style sheets, links of the navigation as those of other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from packager.checks.conformance.addresses import Address, resolved, scheme_of
from packager.checks.conformance.epub_file import (
    NCX_TYPE,
    OPF,
    SVG_TYPE,
    XHTML_TYPE,
    Document,
    EpubFile,
    Item,
)
from packager.checks.conformance.fallbacks import leads_to_content
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.references import (
    MEDIA,
    NCX,
    Reference,
    addresses_of,
    base_of,
    references,
)
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName

_SHOWN = 80
_CONTENT = frozenset({XHTML_TYPE, SVG_TYPE, "application/x-dtbook+xml"})
_OLD_CONTENT = frozenset({"text/html", "text/x-oeb1-document"})
_KNOWN_SCHEMES = frozenset({
    "about", "acct", "blob", "bitcoin", "cid", "content", "data", "dns", "doi", "feed", "file",
    "ftp", "geo", "git", "gopher", "http", "https", "im", "imap", "info", "irc", "ircs", "isbn",
    "javascript", "jabber", "ldap", "magnet", "mailto", "mid", "mms", "news", "nfs", "nntp", "pop",
    "rsync", "rtmp", "rtsp", "sftp", "shttp", "sip", "sips", "sms", "ssh", "tag", "tel", "telnet",
    "udp", "urn", "view-source", "webcal", "ws", "wss", "xmpp", "xri", "z39.50", "callto",
    "skype", "steam", "market", "itms", "spotify", "facetime", "intent", "maps", "whatsapp",
})  # fmt: skip


def link_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the links of the documents."""
    in_spine = {found.item.path for found in book.spine if found.item is not None}
    for item in book.by_path.values():
        if item.media_type in {XHTML_TYPE, SVG_TYPE, NCX_TYPE}:
            document = book.document(item.path)
            if document is not None:
                yield from _document(book, document, in_spine)
    yield from _guide(book)
    yield from _metadata_links(book)
    if not book.is_epub_2:
        yield from _unreachable(book)


def _unreachable(book: EpubFile) -> Iterator[Finding]:
    """Documents outside the reading order that no link leads to, where no script may."""
    wanted = {
        found.item.path: found.line
        for found in book.spine
        if found.item is not None and found.item.path and not found.linear
    }
    if not wanted or any("scripted" in item.properties for item in book.items):
        return
    for item in book.by_path.values():
        document = book.document(item.path) if item.media_type in {XHTML_TYPE, SVG_TYPE} else None
        for reference in references(document) if document is not None else ():
            if reference.is_hyperlink:
                wanted.pop(resolved(reference.href, item.path).path, None)
    for path, line in wanted.items():
        yield Finding(
            rule=Rule.SPINE,
            message=f"{path[:_SHOWN]} is not in the reading order, and no link leads to it",
            path=book.package_path,
            line=line,
        )


def _document(book: EpubFile, document: Document, in_spine: set[str]) -> Iterator[Finding]:
    base = base_of(document)
    for reference in references(document):
        for href in addresses_of(reference):
            address = resolved(href, document.path if href.startswith("#") else base)
            found = _fault(book, reference, href, address, in_spine)
            if found is not None:
                rule, message = found
                yield Finding(rule=rule, message=message, path=document.path, line=reference.line)


def _fault(
    book: EpubFile, reference: Reference, href: str, address: Address, in_spine: set[str]
) -> tuple[Rule, str] | None:
    found = next(_address(book, reference, href, address), None)
    if found is None and not address.scheme:
        found = _target(book, reference, address, in_spine)
    return found


@cache
def _url() -> re.Pattern[str]:
    """An address of the web: a host, maybe a port, and signs that need no escape."""
    sign = r"(?:[^\s<>\"{}|\\^`%#\[\]]|%[0-9A-Fa-f]{2})"
    host = rf"(?:\[[0-9A-Fa-f:.]+\]|(?:(?![/?:@]){sign})+)"
    user = rf"(?:(?:(?![/?@]){sign})*@)?"
    rest = rf"(?:[/?](?:{sign}|[\[\]])*)?"
    port = r"(?::[0-5]?[0-9]{0,4})?"
    return re.compile(rf"https?://{user}{host}{port}{rest}(?:#.*)?", re.IGNORECASE)


def _address(
    book: EpubFile, reference: Reference, href: str, address: Address
) -> Iterator[tuple[Rule, str]]:
    """What is wrong with an address itself, the worst first."""
    shown = href[:_SHOWN]
    if address.scheme == "file":
        yield Rule.ADDRESS_WRONG, f"{shown} is a file of one computer"
    elif address.scheme in {"http", "https"}:
        yield from _remote(book, reference, href, address.scheme)
    elif address.scheme and reference.is_hyperlink:
        if address.scheme == "data":
            yield Rule.ADDRESS_WRONG, "a link leads to data and not to a place"
        elif address.scheme not in _KNOWN_SCHEMES:
            yield Rule.ADDRESS_UNSUITED, f"{shown} has a scheme nobody knows"
    elif address.leaks:
        yield Rule.ADDRESS_WRONG, f"{shown} leads out of the book"
    elif address.query:
        yield Rule.ADDRESS_WRONG, f"{shown} has a query, and there is no server"


def _remote(
    book: EpubFile, reference: Reference, href: str, scheme: str
) -> Iterator[tuple[Rule, str]]:
    shown = href[:_SHOWN]
    if not href.startswith("//") and _url().fullmatch(href.strip()) is None:
        yield Rule.ADDRESS_WRONG, f"{shown} is no URL"
    if not reference.is_hyperlink:
        if book.is_epub_2 or reference.kind not in MEDIA:
            yield Rule.REMOTE, f"{shown} lies outside the book"
        elif reference.kind in {"audio", "video"} and not _is_listed(book, href):
            yield Rule.TARGET_UNLISTED, f"{shown} is not listed in the manifest"
        if scheme == "http":
            yield Rule.ADDRESS_UNSUITED, f"{shown} is fetched without HTTPS"


def _target(
    book: EpubFile, reference: Reference, address: Address, in_spine: set[str]
) -> tuple[Rule, str] | None:
    """What is wrong with the place an address of the book leads to."""
    path = address.path
    if path not in book.archive:
        return _missing(book, reference, path)
    item = book.by_path.get(path)
    if item is None:
        if reference.kind == "link":
            return None
        return Rule.TARGET_UNLISTED, f"{path[:_SHOWN]} is not listed in the manifest"
    if reference.is_hyperlink:
        if item.media_type not in _CONTENT | _OLD_CONTENT and not leads_to_content(book, item):
            what = f"{path[:_SHOWN]} is {item.media_type}, no document"
            return Rule.TARGET_NOT_IN_SPINE, what
        if path not in in_spine:
            return Rule.TARGET_NOT_IN_SPINE, f"{path[:_SHOWN]} is not in the spine"
    return _fragment(book, reference, item, address.fragment)


def _is_listed(book: EpubFile, href: str) -> bool:
    return any(item.href == href for item in book.items)


def _missing(book: EpubFile, reference: Reference, path: str) -> tuple[Rule, str] | None:
    """What to say of a file that is not there; nothing where the address is that of a folder."""
    start = f"{path}/" if path else ""
    if any(name.startswith(start) for name in book.archive.names):
        return None
    is_only_missed = reference.kind == "link" and not book.is_epub_2
    rule = Rule.ADDRESS_UNSUITED if is_only_missed else Rule.TARGET_MISSING
    return rule, f"{path[:_SHOWN]} is not in the book"


def _fragment(
    book: EpubFile, reference: Reference, item: Item, fragment: str
) -> tuple[Rule, str] | None:
    if reference.kind == "symbol" and not fragment:
        return Rule.FRAGMENT_MISSING, "a use of SVG names no element of the picture"
    if not fragment or fragment.startswith(("epubcfi(", "svgView(")) or ":~:" in fragment:
        return None
    if reference.kind == "stylesheet":
        return Rule.FRAGMENT_MISSING, "a style sheet is linked by a place within it"
    if item.media_type not in {XHTML_TYPE, SVG_TYPE}:
        return None
    document = book.document(item.path)
    # A scheme of fragments, as of media or of text, names no id.
    if (
        document is None
        or fragment in document.ids
        or "=" in fragment
        or _named(document, fragment, lenient=book.is_epub_2)
    ):
        return None
    return Rule.FRAGMENT_MISSING, f"{item.path[:_SHOWN]} has no id “{fragment[:_SHOWN]}”"


def _named(document: Document, fragment: str, *, lenient: bool) -> bool:
    """Whether an anchor of EPUB 2 is called so by ``name``."""
    return lenient and any(element.get("name") == fragment for element in document.elements)


def _guide(book: EpubFile) -> Iterator[Finding]:
    guide = book.section("guide")
    for reference in () if guide is None else guide.iterfind(f"{OPF}reference"):
        address = resolved(reference.get("href", ""), book.package_path)
        item = book.by_path.get(address.path)
        shown = reference.get("href", "")[:_SHOWN]
        if item is None:
            message = f"{shown} of the guide is not listed in the manifest"
        elif item.media_type not in _CONTENT | _OLD_CONTENT:
            message = f"{shown} of the guide is {item.media_type}, no document"
        else:
            broken = _fragment(book, NCX, item, address.fragment)
            if broken is not None:
                yield Finding(
                    rule=broken[0],
                    message=broken[1],
                    path=book.package_path,
                    line=reference.sourceline or 0,
                )
            continue
        yield Finding(
            rule=Rule.GUIDE,
            message=message,
            path=book.package_path,
            line=reference.sourceline or 0,
        )


def _metadata_links(book: EpubFile) -> Iterator[Finding]:
    """Records and the like the metadata links to; a missing one is only missed."""
    metadata = book.section("metadata")
    for link in () if metadata is None else metadata.iterfind(f"{OPF}link"):
        href = link.get("href", "").strip()
        scheme = scheme_of(href)
        address = resolved(href, book.package_path)
        if scheme in {"file", "data"}:
            rule, message = Rule.ADDRESS_WRONG, f"{href[:_SHOWN]} is no place of the book"
        elif address.path in book.by_path:
            rule, message = Rule.EXPRESSION, f"{href[:_SHOWN]} is linked and in the manifest"
        elif not scheme and not href.startswith("#") and address.path not in book.archive:
            rule, message = Rule.ADDRESS_UNSUITED, f"{href[:_SHOWN]} is not in the book"
        else:
            continue
        yield Finding(rule=rule, message=message, path=book.package_path, line=link.sourceline or 0)

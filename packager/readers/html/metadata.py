"""What a page says of its story in its head: titles, authors, days, by the words of many sites.

``meta`` names of HTML and Dublin Core, Open Graph (https://ogp.me/) and the JSON-LD of schema.org.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from packager.book.metadata import Creator, Metadata
from packager.readers.headings.chapter_heading import parse_heading
from packager.readers.headings.title_block import creators_of
from packager.readers.html.page_nodes import attribute, words_of
from packager.readers.sidecar import address_value, language_value
from packager.readers.sites.dates import day_of
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MAX_TEXT = 300
_MAX_JSON = 2**18
_WORKS = {"book", "article", "creativework", "shortstory", "blogposting", "chapter", "novel",
          "newsarticle", "webpage"}  # fmt: skip


def page_metadata(root: LexborNode, text: str) -> Metadata:
    """What the head of a page says; the title may still have the site's name in it.

    Args:
        root: The tree of the page.
        text: Its source, for the note browsers leave in a page they saved.
    """
    said = _meta(root)
    linked = _linked_facts(root)
    found = Metadata(
        title=_first(linked.get("title"), said.get("og:title"), said.get("dc.title"),
                     said.get("dcterms.title"), said.get("citation_title")),
        creators=_creators(said, linked, root),
        language=_language(root, said),
        publisher=_first(said.get("og:site_name"), linked.get("publisher")),
        source=_address(root, said, text),
        rights=_first(said.get("dc.rights"), said.get("dcterms.rights"), said.get("copyright")),
    )  # fmt: skip
    published = _first(
        said.get("article:published_time"),
        linked.get("published"),
        said.get("dc.date"),
        said.get("dcterms.created"),
        said.get("date"),
    )
    modified = _first(
        said.get("article:modified_time"), linked.get("modified"), said.get("dcterms.modified")
    )
    return replace(found, published=day_of(published), modified=day_of(modified))


def title_of_page(root: LexborNode, headings: tuple[str, ...], metadata: Metadata) -> str:
    """The title of the story out of that of the page, which adds site, author and chapter to it.

    Args:
        root: The tree of the page.
        headings: The texts of its headings.
        metadata: What is known already.
    """
    title = metadata.title or words_of(root.css_first("head title") or root.css_first("title"))
    parts = [part.strip() for part in _divider().split(title) if part.strip()]
    names = {one.name.casefold() for one in metadata.creators} | {metadata.publisher.casefold()}
    known = {text.casefold() for text in headings}
    for part in parts:
        counted = parse_heading(part) is not None or not re.search(r"[^\W\d_]", part)
        if part.casefold() in known and not counted:
            return part
    kept = [
        part
        for part in parts
        if part.casefold() not in names
        and parse_heading(part) is None
        and not _is_site_name(part)
        and re.search(r"[^\W\d_]", part)
    ]
    return kept[0] if kept and len(parts) > 1 else title


def chapter_of_page(root: LexborNode) -> str:
    """The title of the chapter a page shows, by the title of the page; empty without one."""
    said = root.css_first("meta[property='og:title']")
    for title in (attribute(said, "content"), words_of(root.css_first("head title"))):
        for part in _divider().split(title):
            found = parse_heading(_clean(part))
            if found is not None and found.title and found.label:
                return found.title
    return ""


def behind_title(heading: str, title: str) -> str:
    """What a heading says behind the title it begins with, as a subtitle; empty for nothing.

    Args:
        heading: The heading, on one line.
        title: The title as it is known from elsewhere.
    """
    if (
        not title
        or len(heading) <= len(title)
        or heading[: len(title)].casefold() != (title.casefold())
    ):
        return ""
    rest = heading[len(title) :]
    if rest[0].isalnum() or title[-1:].isspace():
        return ""
    bare = rest.strip(" .:;,—–-")
    apart = re.match(r"\s*[.:;,—–-]|\s+(?:or|oder|ou|или)\b", rest, re.IGNORECASE)
    return bare if apart and creators_of(bare) == () else ""


@cache
def _divider() -> re.Pattern[str]:
    return re.compile(r"\s+[|–—·»«:-]+\s+|\s*\|\s*")


def _is_site_name(text: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+\.(?:com|net|org|info|io|ru|de|fr)", text.lower()))


def _meta(root: LexborNode) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for node in root.css("meta[content]"):
        name = (attribute(node, "property") or attribute(node, "name")).lower()
        value = _clean(attribute(node, "content"))
        if name and value:
            found.setdefault(name, value)
    return found


def _clean(text: str) -> str:
    return printable(" ".join(text.split()))[:_MAX_TEXT]


def _first(*values: str | None) -> str:
    return next((value for value in values if value), "")


def _creators(
    said: Mapping[str, str], linked: Mapping[str, str], root: LexborNode
) -> tuple[Creator, ...]:
    for name in ("author", "dc.creator", "dcterms.creator", "citation_author", "book:author",
                 "books:author",
                 "article:author", "byl", "sailthru.author"):  # fmt: skip
        value = said.get(name, "")
        if value and not value.startswith(("http:", "https:", "/", "@")):
            return (Creator(re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)),)
    if linked.get("author"):
        return (Creator(linked["author"]),)
    names = dict.fromkeys(
        _clean(words_of(node))
        for node in root.css("a[rel~=author], [itemprop=author], .author.vcard")
    )
    return tuple(Creator(name) for name in names if name and len(name) < _MAX_TEXT // 3)[:8]


def _language(root: LexborNode, said: Mapping[str, str]) -> str:
    for value in (
        attribute(root, "lang"),
        attribute(root, "xml:lang"),
        said.get("dc.language", ""),
        said.get("dcterms.language", ""),
        attribute(root.css_first("meta[http-equiv='content-language' i]"), "content"),
        said.get("og:locale", ""),
    ):
        try:
            if value:
                return language_value(value)
        except ValueError:
            continue
    return ""


def _address(root: LexborNode, said: Mapping[str, str], text: str) -> str:
    saved = _saved_from().search(text[:4096])
    for value in (
        attribute(root.css_first("link[rel=canonical]"), "href"),
        said.get("og:url", ""),
        saved[1] if saved else "",
    ):
        try:
            if value:
                return address_value(value)
        except ValueError:
            continue
    return ""


@cache
def _saved_from() -> re.Pattern[str]:
    return re.compile(r"<!--\s*saved from url=\(\d+\)(\S{1,500})\s*-->")


def _linked_facts(root: LexborNode) -> Mapping[str, str]:
    """What the JSON-LD of a page says of the work."""
    for node in root.css("script[type='application/ld+json']"):
        try:
            value = json.loads(node.text()[:_MAX_JSON])
        except (ValueError, RecursionError):
            continue
        for thing in _things(value):
            kind = thing.get("@type")
            kinds = {str(one).lower() for one in (kind if isinstance(kind, list) else [kind])}
            if kinds & _WORKS:
                return {
                    name: _clean(found)
                    for name, found in (
                        ("title", _name(thing.get("headline") or thing.get("name"))),
                        ("author", _name(thing.get("author"))),
                        ("publisher", _name(thing.get("publisher"))),
                        ("published", _name(thing.get("datePublished"))),
                        ("modified", _name(thing.get("dateModified"))),
                    )
                    if found
                }
    return {}


def _things(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, dict):
        yield value
        graph = value.get("@graph")
        if isinstance(graph, list):
            yield from (one for one in graph if isinstance(one, dict))
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _name(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _name(value.get("name"))
    if isinstance(value, list) and value:
        return _name(value[0])
    return ""

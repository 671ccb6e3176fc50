"""References: every address a document holds, and what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from posixpath import dirname, join
from typing import Literal

from lxml import etree

from packager.checks.conformance.addresses import scheme_of
from packager.checks.conformance.epub_file import Document

Kind = Literal[
    "hyperlink", "link", "stylesheet", "image", "audio", "video", "symbol", "cite", "other"
]

MEDIA: frozenset[Kind] = frozenset({"audio", "video", "link", "cite"})
"""Kinds of references that may lead outside the book."""

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

_ATTRIBUTES: dict[str, tuple[tuple[str, Kind], ...]] = {
    f"{_XHTML}a": (("href", "hyperlink"),),
    f"{_XHTML}area": (("href", "hyperlink"),),
    f"{_XHTML}audio": (("src", "audio"),),
    f"{_XHTML}blockquote": (("cite", "cite"),),
    f"{_XHTML}embed": (("src", "other"),),
    f"{_XHTML}iframe": (("src", "other"),),
    f"{_XHTML}img": (("src", "image"),),
    f"{_XHTML}input": (("src", "image"),),
    f"{_XHTML}link": (("href", "link"),),
    f"{_XHTML}object": (("data", "other"),),
    f"{_XHTML}q": (("cite", "cite"),),
    f"{_XHTML}script": (("src", "other"),),
    f"{_XHTML}source": (("src", "other"),),
    f"{_XHTML}track": (("src", "other"),),
    f"{_XHTML}video": (("src", "video"), ("poster", "image")),
    f"{_SVG}a": ((_XLINK_HREF, "hyperlink"), ("href", "hyperlink")),
    f"{_SVG}image": ((_XLINK_HREF, "image"), ("href", "image")),
    f"{_SVG}use": ((_XLINK_HREF, "symbol"), ("href", "symbol")),
    f"{_NCX}content": (("src", "hyperlink"),),
}

_SOURCES: dict[str, Kind] = {f"{_XHTML}audio": "audio", f"{_XHTML}video": "video"}


@dataclass(frozen=True, slots=True)
class Reference:
    """An address of a document.

    Attributes:
        href: As written; a list of them for ``srcset``.
        kind: What it is for.
        line: Line of the document.
        is_set: Whether it is a list of pictures.
    """

    href: str
    kind: Kind
    line: int
    is_set: bool = False

    @property
    def is_hyperlink(self) -> bool:
        """Whether a person follows it, rather than a reading system."""
        return self.kind == "hyperlink"


NCX = Reference("", "hyperlink", 0)
"""A link of an old table of contents."""


def references(document: Document) -> Iterator[Reference]:
    """Every address of a document, in its order."""
    for element in document.elements:
        found = _ATTRIBUTES.get(element.tag)
        if found is None:
            continue
        for name, kind in found:
            href = element.get(name)
            if href is not None:
                yield Reference(href, _kind(element, kind), element.sourceline or 0)
        pictures = element.get("srcset")
        if pictures is not None:
            yield Reference(pictures, "image", element.sourceline or 0, is_set=True)


def base_of(document: Document) -> str:
    """The path the relative addresses of a document start from: its own, unless ``base`` says."""
    for element in document.root.iter(f"{_XHTML}base"):
        href = element.get("href", "").strip()
        if href and not scheme_of(href) and not href.startswith("/"):
            return join(dirname(document.path), href)
    return document.path


def _kind(element: etree._Element, kind: Kind) -> Kind:
    """The kind, where it depends on what stands around the element, or what it says."""
    if element.tag == f"{_XHTML}link":
        return "stylesheet" if "stylesheet" in element.get("rel", "").split() else "link"
    if element.tag == f"{_XHTML}source":
        parent = element.getparent()
        around = "" if parent is None else str(parent.tag)
        return _SOURCES.get(around, "image")
    return kind


def addresses_of(reference: Reference) -> tuple[str, ...]:
    """The addresses of a reference: one, or each of a list of pictures; none for an empty one."""
    if reference.is_set:
        return tuple(found[1] for found in _candidate().finditer(reference.href))
    href = reference.href.strip()
    return (href,) if href else ()


@cache
def _candidate() -> re.Pattern[str]:
    return re.compile(r"[\s,]*(\S*[^\s,])(?:\s[^,]*)?,?")

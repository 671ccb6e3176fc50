"""What packager did to documents for reading systems, undone: parts of one, and Kobo's spans.

A long document goes on in others, whose names and classes say so; a KEPUB has spans around its
sentences and columns around its text. Neither says anything about the story.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    Node = etree._Element  # noqa: SLF001 - lxml names the type of its elements so
else:
    Node = object

_XHTML = "{http://www.w3.org/1999/xhtml}"
_CONTINUATION = "continuation"
_PART = re.compile(r"(.+)_[0-9]+_*(\.xhtml)")
_COLUMNS = ("book-columns", "book-inner")
_KOBO = f"{_XHTML}koboSpan"
"""A name no element of XHTML has, for what is to be dissolved."""


def parts_of(spine: Sequence[str]) -> dict[str, list[str]]:
    """The documents that go on with another, by the one that begins it.

    Args:
        spine: Paths in reading order.
    """
    found: dict[str, list[str]] = {}
    first = ""
    for path in spine:
        part = _PART.fullmatch(path)
        if part is not None and part[1] + part[2] == first:
            found.setdefault(first, []).append(path)
        else:
            first = path
    return found


def without_kobo(body: Node) -> Node:
    """The body of a document of a KEPUB as that of the EPUB; any other stays as it is."""
    columns = body[0] if len(body) == 1 else body
    inner = columns[0] if len(columns) == 1 else columns
    if (columns.get("id"), inner.get("id")) != _COLUMNS:
        return body
    for span in inner.iter(f"{_XHTML}span"):
        if span.get("class") == "koboSpan":
            span.tag = _KOBO
    etree.strip_tags(inner, _KOBO)
    return inner


def rejoined(first: Node, others: Sequence[Node]) -> bool:
    """Put the parts of a document together again, within the first of them.

    Args:
        first: The body of the document that keeps its name.
        others: The bodies of those that go on with it.

    Returns:
        Whether all of them do.
    """
    return all(_appended(first, body) for body in others)


def _appended(whole: Node, part: Node) -> bool:
    """Put what is within one element at the end of another; what goes on is looked for in it."""
    children = list(part)
    if children and len(whole) and _CONTINUATION in children[0].get("class", "").split():
        _appended(whole[-1], children[0])
        whole.extend(children[1:])
        return True
    whole.extend(children)
    return False


def relinked(body: Node, path: str, parts: Mapping[str, Sequence[str]]) -> None:
    """Lead links to parts of a document to the document; those within it need no path.

    Args:
        body: The whole body of a document.
        path: Its path.
        parts: What goes on with each document, from ``parts_of``.
    """
    names = {
        posixpath.basename(part): posixpath.basename(first)
        for first, others in parts.items()
        for part in (first, *others)
    }
    own = posixpath.basename(path)
    for link in body.iter(f"{_XHTML}a"):
        name, mark, fragment = link.get("href", "").partition("#")
        if mark and name in names:
            first = names[name]
            link.set("href", f"#{fragment}" if first == own else f"{first}#{fragment}")

"""A content document of an EPUB: its tree, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packager.diagnostics import Report, Where
from packager.readers.epub.container import Container
from packager.readers.epub.package import Place
from packager.readers.epub.tree import types, within
from packager.readers.epub.xhtml import without_prolog
from packager.readers.markup.tree import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A content document.

    Attributes:
        path: Its path in the container.
        linear: Whether it belongs to the line of reading.
        root: Its ``html`` element.
        body: Its ``body`` element.
        title: What its ``title`` element says.
        kinds: ``epub:type`` and role of the elements around its text.
        properties: Of its place in the spine and its item of the manifest.
    """

    path: str
    linear: bool
    root: LexborNode
    body: LexborNode
    title: str
    kinds: frozenset[str]
    properties: frozenset[str]

    def anchors(self) -> dict[str, LexborNode]:
        """The element of each id, and of each name an old anchor has; of two the first."""
        found: dict[str, LexborNode] = {}
        for node in (self.body, *within(self.body)):
            if node.tag == "-text":
                continue
            attributes = node.attributes
            for name in (attributes.get("id"), attributes.get("name") if node.tag == "a" else ""):
                if name:
                    found.setdefault(name, node)
        return found

    def meta(self, name: str) -> str:
        """The content of ``<meta name="...">``; empty without one."""
        for node in self.root.css("meta[name]"):
            if (node.attributes.get("name") or "").lower() == name:
                return node.attributes.get("content") or ""
        return ""


def read_documents(
    container: Container, spine: tuple[Place, ...], report: Report
) -> Iterator[Document]:
    """The content documents of a spine, in its order; a place that holds none is passed over.

    Raises:
        SourceError: A document is damaged, or no text.
    """
    for place in spine:
        if not place.item.is_document:
            container.mending.note("places of the spine that are no document of text were left out",
                                   place.item.path)  # fmt: skip
            continue
        yield read_document(container, place, report)


def read_document(container: Container, place: Place, report: Report) -> Document:
    """A content document.

    Raises:
        SourceError: It is damaged, or no text.
    """
    path = place.item.path
    text = without_prolog(container.text(path), path, container.mending)
    root = parse_html(text, Where(f"{container.name}/{path}"), report, xml=True)
    body = root.css_first("body")
    if body is None:  # a frameset has none
        body = root
    title = root.css_first("title")
    return Document(
        path=path,
        linear=place.linear,
        root=root,
        body=body,
        title=" ".join(title.text().split()) if title is not None else "",
        kinds=types(body),
        properties=place.properties | place.item.properties,
    )

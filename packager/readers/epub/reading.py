"""Reading the documents of an EPUB: nodes into blocks, links to the sections they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.book.blocks import Blocks
from packager.diagnostics import Report
from packager.readers.epub.document import Document
from packager.readers.epub.opened import Opened
from packager.readers.epub.stylesheet import Stylesheets
from packager.readers.epub.tree import within
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.request import Request

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_EXTERNAL = ("http://", "https://", "mailto:")


@dataclass(slots=True)
class Reading:
    """Reads the nodes of an EPUB's documents.

    Attributes:
        opened: The EPUB.
        markup: Reads nodes into blocks.
        pictures: Takes the pictures.
        site: Address of the site a link without one leads to; empty for none.
        places: Id of the section each document and each id in it belongs to.
        here: Path of the document being read.
    """

    opened: Opened
    markup: Markup
    pictures: Pictures
    site: str = ""
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    here: str = ""

    def at(self, path: str) -> Markup:
        """The reader of markup, at the document of a path."""
        self.here = self.markup.base = path
        return self.markup

    def blocks(
        self, path: str, nodes: Iterable[LexborNode] | LexborNode, *, aside: bool = False
    ) -> Blocks:
        """The blocks of nodes of the document at a path, or of the children of one node."""
        return self.at(path).blocks(nodes, aside=aside)

    def place(self, section: str, path: str, nodes: Sequence[LexborNode]) -> None:
        """Note that nodes of a document belong to a section, for the links that lead there."""
        self.places.setdefault((path, ""), section)
        for node in nodes:
            for inner in (node, *within(node)):
                if inner.tag == "-text":
                    continue
                attributes = inner.attributes
                for name in (attributes.get("id"), attributes.get("name")):
                    if name:
                        self.places.setdefault((path, name), section)

    def target(self, href: str) -> str | None:
        """Where a link leads in the book or on the web; ``None`` when it leads nowhere."""
        href = href.strip()
        if href.lower().startswith(_EXTERNAL):
            return "%20".join(href.split())
        if self.site and href.startswith("/") and not href.startswith("//"):
            return "%20".join(f"{self.site}{href}".split())
        before, _, fragment = href.partition("#")
        path = self.here if not before else self.opened.container.find(before, self.here)
        found = self.places.get((path, unquote(fragment))) or self.places.get((path, ""))
        return f"#{found}" if found else None


def reading_of(opened: Opened, request: Request, report: Report, *, site: str = "") -> Reading:
    """What reads the documents of an EPUB.

    Args:
        opened: The EPUB.
        request: What the user asked for.
        report: Told what became of the markup.
        site: Address of the site a link without one leads to.
    """
    pictures = Pictures(opened.source(), report)
    markup = Markup(
        source=opened.name, report=report, pictures=pictures, scene_breaks=request.scene_breaks
    )
    reading = Reading(opened, markup, pictures, site)
    markup.resolve = reading.target
    sheets = Stylesheets(opened.container)
    for css in dict.fromkeys(
        css for document in opened.documents for css in sheets.linked(document)
    ):
        markup.add_styles(css)
    return reading


def link_notes(reading: Reading, documents: Sequence[Document]) -> None:
    """Find the footnotes of these documents, and mark them on their trees."""
    reading.markup.link_notes({document.path: document.root for document in documents})

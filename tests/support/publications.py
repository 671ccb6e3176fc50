"""Publications taken apart: their documents parsed, their ids and links gathered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from lxml import etree

from packager.publication.publication import Publication
from packager.themes.theme import Theme

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

THEME = Theme(
    name="bare",
    title="Bare",
    summary="Nothing but text.",
    text_css="p { margin: 0 }\n",
    epub_css="p { text-indent: 1em }\n",
    print_css="@page { margin: 2cm }\n",
    fonts=(),
)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A publication with the body of each document as an element, by href."""

    publication: Publication
    bodies: dict[str, etree._Element]

    def ids(self) -> list[str]:
        """Every id there is, in order."""
        return [
            str(element.get("id"))
            for body in self.bodies.values()
            for element in body.iter()
            if element.get("id") is not None
        ]

    def body(self, stem: str) -> etree._Element:
        """The body of a document by its stem."""
        return self.bodies[f"text/{stem}.xhtml"]

    def links(self) -> Iterator[tuple[str, str]]:
        """Every link and picture within the publication: its document, and what it leads to."""
        for href, body in self.bodies.items():
            for element in body.iter():
                for name in ("href", "src"):
                    target = element.get(name)
                    if target is not None and "://" not in target and "mailto:" not in target:
                        path, _, fragment = target.partition("#")
                        whole = normpath(join(dirname(href), path)) if path else href
                        yield href, f"{whole}#{fragment}" if fragment else whole

    def places(self) -> set[str]:
        """Everything a link may lead to."""
        places = {resource.href for resource in self.publication.resources} | set(self.bodies)
        for href, body in self.bodies.items():
            places |= {f"{href}#{e.get('id')}" for e in body.iter() if e.get("id") is not None}
        return places


def parse(publication: Publication) -> Parsed:
    """A publication with its documents parsed; fails when one is not well formed."""
    return Parsed(
        publication, {document.href: element(document.body) for document in publication.spine}
    )


def element(xhtml: str) -> etree._Element:
    """A piece of a document as the body element around it."""
    parser = etree.XMLParser(resolve_entities=False, huge_tree=False)
    text = f'<body xmlns="{XHTML}" xmlns:epub="{OPS}">{xhtml}</body>'
    return etree.fromstring(text.encode("utf-8"), parser)


def css_class(found: etree._Element, name: str) -> list[etree._Element]:
    """The elements within that have a class."""
    return [e for e in found.iter() if name in (e.get("class") or "").split()]


def text(found: etree._Element) -> str:
    """The text of an element without its white space."""
    return "".join("".join(found.itertext()).split())

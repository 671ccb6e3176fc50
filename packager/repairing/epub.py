"""An EPUB taken apart: its files as bytes, its package and documents as trees."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from packager.diagnostics import Code, Report
from packager.readers.epub.container import Container, folded_names
from packager.readers.epub.mending import Mending
from packager.repairing.changes import Changes
from packager.sources.source import Source

if TYPE_CHECKING:
    from lxml import etree

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
SVG = "http://www.w3.org/2000/svg"
MATHML = "http://www.w3.org/1998/Math/MathML"
XLINK = "http://www.w3.org/1999/xlink"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

XHTML_TYPE = "application/xhtml+xml"
SVG_TYPE = "image/svg+xml"
NCX_TYPE = "application/x-dtbncx+xml"
CSS_TYPE = "text/css"

_SAFE = "/~!$&'()*+,;=:@"
"""What a path of a URL may hold besides letters, digits, ``-``, ``.`` and ``_`` (RFC 3986, 3.3)."""


@dataclass(slots=True, kw_only=True)
class Epub:
    """An EPUB while it is mended.

    Attributes:
        name: Name of its file, for messages.
        files: Its files by their paths, in the order of the container.
        changes: Told of every change.
        path: Path of the package document.
        package: The root of the package document.
        documents: Roots of the XHTML documents of the manifest, by path.
    """

    name: str
    files: dict[str, bytes]
    changes: Changes
    path: str = ""
    package: etree._Element
    documents: dict[str, etree._Element] = field(default_factory=dict)

    def note(
        self, code: Code, what: str, file: str = "", times: int = 1, example: str = ""
    ) -> None:
        """Count a change, in the package document unless a file is named."""
        self.changes.note(code, what, file or self.path, times, example=example)

    def part(self, name: str) -> etree._Element:
        """The child of the package of this name: ``metadata``, ``manifest``, ``spine``."""
        found = self.package.find(f"{{{OPF}}}{name}")
        assert found is not None  # noqa: S101 - the package was given all three
        return found

    def items(self) -> list[etree._Element]:
        """The items of the manifest, in its order."""
        return list(self.part("manifest").iterfind(f"{{{OPF}}}item"))

    def by_id(self) -> dict[str, etree._Element]:
        """The items of the manifest by id."""
        return {item.get("id", ""): item for item in self.items()}

    def by_path(self) -> dict[str, etree._Element]:
        """The items of the manifest by the path of their file; remote ones are left out."""
        return {path: item for item in self.items() if (path := self.path_of(item))}

    def path_of(self, item: etree._Element) -> str:
        """The path of the file of an item; empty when there is none, or it is remote."""
        return inside(item.get("href", ""), self.path, self.files)

    def spine(self) -> list[str]:
        """Paths of the files of the spine, in order."""
        items = self.by_id()
        found = (items.get(ref.get("idref", "")) for ref in self.part("spine"))
        return [path for item in found if item is not None and (path := self.path_of(item))]

    def nav(self) -> etree._Element | None:
        """The item of the navigation document."""
        return next((i for i in self.items() if "nav" in i.get("properties", "").split()), None)

    def container(self) -> Container:
        """The files as a container, to find one by whatever path it is named."""
        names = tuple(self.files)
        return Container(
            source=Source(name=self.name, data=b"", neighbour=self.files.get),
            name=self.name,
            root="",
            names=names,
            mending=Mending(self.name, Report()),
            exact=frozenset(names),
            folded=folded_names(names),
        )

    def free_path(self, wanted: str) -> str:
        """A path nobody has, the wanted one when it is free."""
        taken = {name.casefold() for name in self.files}
        stem, suffix = posixpath.splitext(wanted)
        path, number = wanted, 1
        while path.casefold() in taken:
            number += 1
            path = f"{stem}-{number}{suffix}"
        return path

    def free_id(self, wanted: str) -> str:
        """An id no element of the package has, the wanted one when it is free."""
        taken = {element.get("id") for element in self.package.iter("*")}
        name, number = wanted, 1
        while name in taken:
            number += 1
            name = f"{wanted}-{number}"
        return name

    def add_item(self, path: str, media_type: str, wanted_id: str = "") -> etree._Element:
        """List a file in the manifest; its item."""
        from lxml import etree  # noqa: PLC0415 - loaded by now

        item = etree.SubElement(self.part("manifest"), f"{{{OPF}}}item")
        item.set("id", self.free_id(wanted_id or id_of(path)))
        item.set("href", href_to(path, self.path))
        item.set("media-type", media_type)
        self.note(Code.REPAIRED_PACKAGE, "files were put on the list", example=path)
        return item


def inside(href: str, base: str, files: dict[str, bytes]) -> str:
    """The path a reference leads to when it is spelled exactly; empty when no file is there."""
    path = within(href, base)
    return path if path in files else ""


def within(href: str, base: str) -> str:
    """The path a reference spells, whether there is a file or not; empty when it spells none."""
    plain = href.partition("#")[0]
    if not plain or ":" in plain.partition("/")[0] or plain.startswith("/"):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(plain)))


def href_to(path: str, base: str) -> str:
    """The reference from one file to another, percent-encoded; letters of any script stay."""
    relative = posixpath.relpath(path, posixpath.dirname(base) or ".")
    return "".join(one if ord(one) > 0x7F else quote(one, safe=_SAFE) for one in relative)  # noqa: PLR2004


def id_of(path: str) -> str:
    """An id for the item of a file, made of its name."""
    kept = "".join(one if one.isascii() and (one.isalnum() or one in "-_.") else "-"
                   for one in posixpath.basename(path))  # fmt: skip
    return kept if kept[:1].isalpha() else f"file-{kept}"


def is_element(node: etree._Element) -> bool:
    """Whether a node of a tree is an element: no comment, no instruction."""
    tag: object = node.tag
    return isinstance(tag, str)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if is_element(element) else ""


def namespace(element: etree._Element) -> str:
    """The namespace of an element; empty for a comment, or when it has none."""
    known = is_element(element) and element.tag.startswith("{")
    return element.tag[1:].partition("}")[0] if known else ""

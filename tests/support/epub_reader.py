"""Reads an EPUB file as a reading system would: package, spine, navigation, documents, links."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree import ElementTree as ET

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_REMOTE = ("http:", "https:", "mailto:")


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from one file to another.

    Attributes:
        source: Path of the file it stands in.
        target: Path of the file it leads to.
        fragment: The id it leads to, empty for the whole file.
    """

    source: str
    target: str
    fragment: str


class Epub:
    """An EPUB file, open; every path is one within the container."""

    def __init__(self, publication: Path | bytes) -> None:
        file = BytesIO(publication) if isinstance(publication, bytes) else publication
        with zipfile.ZipFile(file) as archive:
            self.entries = tuple(archive.infolist())
            self.files = {entry.filename: archive.read(entry) for entry in self.entries}
        rootfile = self.xml("META-INF/container.xml").find(f".//{_CONTAINER}rootfile")
        assert rootfile is not None
        self.package_path = rootfile.attrib["full-path"]
        self.package = self.xml(self.package_path)

    def xml(self, path: str) -> ET.Element:
        """The root element of a file."""
        return ET.fromstring(self.files[path])  # noqa: S314 - we made it

    @property
    def manifest(self) -> dict[str, dict[str, str]]:
        """The items of the manifest by id; ``href`` is the path in the container."""
        found: dict[str, dict[str, str]] = {}
        for item in self.package.iter(f"{OPF}item"):
            assert item.attrib["id"] not in found
            found[item.attrib["id"]] = {**item.attrib, "href": self._path(item.attrib["href"])}
        return found

    @property
    def spine(self) -> tuple[str, ...]:
        """The paths of the documents in reading order."""
        manifest = self.manifest
        return tuple(
            manifest[ref.attrib["idref"]]["href"] for ref in self.package.iter(f"{OPF}itemref")
        )

    @property
    def nav(self) -> str:
        """The path of the navigation document."""
        (found,) = (
            item["href"]
            for item in self.manifest.values()
            if "nav" in item.get("properties", "").split()
        )
        return found

    @property
    def ncx(self) -> str:
        """The path of the NCX, as the spine names it."""
        spine = self.package.find(f"{OPF}spine")
        assert spine is not None
        return self.manifest[spine.attrib["toc"]]["href"]

    def text(self, path: str) -> str:
        """All the text within the body of a document, as it stands there."""
        body = self.xml(path).find(f"{XHTML}body")
        assert body is not None
        return "".join(body.itertext())

    def texts(self) -> tuple[str, ...]:
        """The text of every document of the spine but the contents page, in reading order."""
        return tuple(self.text(path) for path in self.spine if path != self.nav)

    def ids(self, path: str) -> list[str]:
        """Every id of a document, in order."""
        return [element.attrib["id"] for element in self.xml(path).iter() if "id" in element.attrib]

    def contents(self) -> tuple[tuple[str, Link], ...]:
        """The table of contents, children behind their parents: label and target."""
        (nav,) = (
            nav
            for nav in self.xml(self.nav).iter(f"{XHTML}nav")
            if nav.attrib[f"{OPS}type"] == "toc"
        )
        return tuple(
            ("".join(a.itertext()), self._link(self.nav, a.attrib["href"]))
            for a in nav.iter(f"{XHTML}a")
        )

    def ncx_points(self) -> tuple[tuple[str, Link], ...]:
        """The same table as the NCX has it."""
        return tuple(
            (
                point.findtext(f"{NCX}navLabel/{NCX}text", ""),
                self._link(self.ncx, point.find(f"{NCX}content").attrib["src"]),  # type: ignore[union-attr]
            )
            for point in self.xml(self.ncx).iter(f"{NCX}navPoint")
        )

    def links(self) -> Iterator[Link]:
        """Every reference of every document to a file of the publication."""
        for item in self.manifest.values():
            if item["media-type"] != "application/xhtml+xml":
                continue
            for element in self.xml(item["href"]).iter():
                for name in ("href", "src"):
                    value = element.attrib.get(name)
                    if value and not value.startswith(_REMOTE):
                        yield self._link(item["href"], value)
        for reference in self.package.iter(f"{OPF}reference"):
            yield self._link(self.package_path, reference.attrib["href"])
        yield from (link for _, link in self.ncx_points())

    def broken_links(self) -> tuple[Link, ...]:
        """The references that lead nowhere."""
        return tuple(
            link
            for link in self.links()
            if link.target not in self.files
            or (link.fragment and link.fragment not in self.ids(link.target))
        )

    def _path(self, href: str) -> str:
        return self._link(self.package_path, href).target

    @staticmethod
    def _link(source: str, href: str) -> Link:
        path, fragment = urldefrag(href)
        folder = posixpath.dirname(source)
        target = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else source
        return Link(source, target, unquote(fragment))

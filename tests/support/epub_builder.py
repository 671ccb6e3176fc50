"""EPUBs for readers, built from small texts: valid unless a test leaves something out."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from packager.book.book import Book
from packager.book.section import Section
from packager.book.walk import text_of
from packager.diagnostics import Code, Report
from packager.readers.reader import Reader
from packager.request import Request
from packager.sources.source import Source, from_bytes

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="{}" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "60606000000005000157a5f7fb0000000049454e44ae426082"
)
"""A picture of one pixel, as PNG."""

_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".html": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}


@dataclass(slots=True)
class Made:
    """An EPUB in the making.

    Attributes:
        documents: Bodies of the documents by name, in the order of the spine.
        metadata: What stands within the ``metadata`` element.
        files: Other files, by their paths from the package document.
        nav: What stands within ``nav``; ``None`` for no navigation document.
        ncx: Labels and targets of an NCX; ``None`` for no NCX.
        properties: Properties of items, by name.
        hidden: Names of documents with ``linear="no"``.
        guide: What stands within the ``guide`` element.
        folder: Where the package document is, with a slash.
        spine: Attributes of the ``spine`` element.
    """

    documents: Mapping[str, str]
    metadata: str = "<dc:title>The Lamp</dc:title><dc:language>en</dc:language>"
    files: dict[str, bytes] = field(default_factory=dict)
    nav: str | None = None
    ncx: Sequence[tuple[str, str]] | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    hidden: Sequence[str] = ()
    guide: str = ""
    folder: str = "OEBPS/"
    spine: str = ""

    def package(self) -> str:
        """The package document."""
        names = [*self.documents, *self.files]
        items = "".join(self._item(name) for name in names)
        if self.nav is not None:
            items += self._item("nav.xhtml", "nav")
        if self.ncx is not None:
            items += self._item("toc.ncx")
        places = "".join(
            f'<itemref idref="{name}" linear="{"no" if name in self.hidden else "yes"}"/>'
            for name in self.documents
        )
        toc = ' toc="toc.ncx"' if self.ncx is not None else ""
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:opf="http://www.idpf.org/2007/opf">{self.metadata}</metadata>'
            f"<manifest>{items}</manifest><spine{toc}{self.spine}>{places}</spine>"
            f"<guide>{self.guide}</guide></package>"
        )

    def _item(self, name: str, properties: str = "") -> str:
        said = properties or self.properties.get(name, "")
        named = f' properties="{said}"' if said else ""
        kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
        return f'<item id="{name}" href="{name}" media-type="{kind}"{named}/>'

    def paths(self) -> dict[str, bytes]:
        """Every file of the container, by its path."""
        found = {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": CONTAINER.format(f"{self.folder}package.opf").encode(),
            f"{self.folder}package.opf": self.package().encode(),
        }
        for name, body in self.documents.items():
            found[self.folder + name] = document(body).encode()
        if self.nav is not None:
            nav = f'<nav epub:type="toc">{self.nav}</nav>'
            found[f"{self.folder}nav.xhtml"] = document(nav).encode()
        if self.ncx is not None:
            found[f"{self.folder}toc.ncx"] = ncx(self.ncx).encode()
        found.update({self.folder + name: data for name, data in self.files.items()})
        return found

    def bytes(self) -> bytes:
        """The EPUB file."""
        return packed(self.paths())


def document(body: str) -> str:
    """A content document; a whole one stays as it is."""
    if body.lstrip().startswith(("<?xml", "<html", "<!DOCTYPE")):
        return body
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Untold</title></head>'
        f"<body>{body}</body></html>"
    )


def ncx(points: Sequence[tuple[str, str]]) -> str:
    """An NCX with one level."""
    inner = "".join(
        f'<navPoint id="p{number}" playOrder="{number}"><navLabel><text>{label}</text></navLabel>'
        f'<content src="{target}"/></navPoint>'
        for number, (label, target) in enumerate(points, 1)
    )
    return (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        f"<head/><docTitle><text>T</text></docTitle><navMap>{inner}</navMap></ncx>"
    )


def packed(paths: Mapping[str, bytes]) -> bytes:
    """Files as a zip archive, the first stored."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number, (name, data) in enumerate(paths.items()):
            method = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)
    return file.getvalue()


def source(paths: Mapping[str, bytes], name: str = "lamp.epub") -> Source:
    """An EPUB file as a source."""
    return from_bytes(name, packed(paths))


def folder(paths: Mapping[str, bytes], name: str = "lamp") -> Source:
    """An unpacked EPUB as a source."""
    return Source(name=name, data=b"", neighbour=paths.get, names=tuple(sorted(paths)))


def read(reader: Reader, found: Source | Made | Mapping[str, bytes]) -> tuple[Book, Report]:
    """The Book a reader makes of an EPUB, and what it reports."""
    if isinstance(found, Made):
        found = found.paths()
    opened = found if isinstance(found, Source) else source(found)
    report = Report()
    return reader.read(opened, Request(), report), report


def chapters(book: Book) -> list[tuple[int | None, str, str]]:
    """Number, title and text of the sections of the story, those within others too."""
    return [(section.number, section.title, text_of(section.blocks)) for section in flat(book.body)]


def flat(sections: Sequence[Section]) -> list[Section]:
    """Sections and those within them, in reading order."""
    return [one for section in sections for one in (section, *flat(section.children))]


def removed(report: Report, code: Code) -> str:
    """Everything the report says was not printed, of one kind."""
    return "\n".join(one.removed for one in report.diagnostics if one.code is code)


def codes(report: Report) -> set[Code]:
    """The codes of a report."""
    return {one.code for one in report.diagnostics}

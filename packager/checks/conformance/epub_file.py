"""EpubFile: a finished EPUB, opened for checking; each part of it is parsed once.

The words are those of EPUB 3.3 (https://www.w3.org/TR/epub-33/): container, rendition, package
document, manifest, spine. Paths are those of the container, without a leading slash, with escapes
of URLs taken away: ``EPUB/text/chapter 1.xhtml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from packager.checks.conformance.addresses import is_remote, resolved
from packager.checks.conformance.archive import Archive, opened_archive

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
XHTML_TYPE = "application/xhtml+xml"
SVG_TYPE = "image/svg+xml"
NCX_TYPE = "application/x-dtbncx+xml"
PACKAGE_TYPE = "application/oebps-package+xml"
_OCF = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_ENC = "{http://www.w3.org/2001/04/xmlenc#}"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A resource of the manifest, as it is written there.

    Attributes:
        id: Empty when it has none.
        href: As written; empty when it has none.
        path: Path in the container; empty when the resource is remote or its address is no path.
        media_type: Lower-cased; empty when it has none.
        properties: ``nav``, ``cover-image``, ``svg`` ...
        fallback: Id of another item; empty when it has none.
        fallback_style: Id of a style sheet of EPUB 2; empty when it has none.
        overlay: Id of its media overlay; empty when it has none.
        line: Line of the package document.
    """

    id: str
    href: str
    path: str
    media_type: str
    properties: tuple[str, ...] = ()
    fallback: str = ""
    fallback_style: str = ""
    overlay: str = ""
    line: int = 0

    @property
    def remote(self) -> bool:
        """Whether it lies outside the container."""
        return is_remote(self.href)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineItem:
    """A reference of the spine.

    Attributes:
        idref: As written.
        item: What it names; ``None`` when the manifest has no such item.
        linear: Whether it is part of the reading order.
        properties: ``page-spread-left`` ...
        line: Line of the package document.
    """

    idref: str
    item: Item | None
    linear: bool
    properties: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseError:
    """Why a document is not well-formed."""

    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A well-formed XML document of the book.

    Attributes:
        path: Path in the container.
        root: Its root element.
        elements: Every element in document order; no comments, no entities.
        ids: Each id, and the line where it stands first.
        repeated_ids: Each element with an id another one before it has.
    """

    path: str
    root: etree._Element
    elements: tuple[etree._Element, ...]
    ids: dict[str, int]
    repeated_ids: tuple[etree._Element, ...]


@dataclass(frozen=True, eq=False)
class EpubFile:
    """One rendition of a finished EPUB.

    Attributes:
        archive: Its files.
        name: Name of the file, for messages.
        package_path: Path of the package document; empty when the container names none.
    """

    archive: Archive
    name: str = ""
    package_path: str = ""
    _parsed: dict[str, Document | ParseError | None] = field(default_factory=dict, repr=False)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` when it is missing or can't be read."""
        return self.archive.read(path)

    def document(self, path: str) -> Document | None:
        """A document, parsed once; ``None`` when it is missing or not well-formed."""
        found = self._outcome(path)
        return found if isinstance(found, Document) else None

    def tree(self, path: str) -> etree._Element | None:
        """The root element of a document; ``None`` when it is missing or not well-formed."""
        found = self.document(path)
        return None if found is None else found.root

    def parse_error(self, path: str) -> ParseError | None:
        """Why a document can't be parsed; ``None`` when it can, and when it is missing."""
        found = self._outcome(path)
        return found if isinstance(found, ParseError) else None

    def _outcome(self, path: str) -> Document | ParseError | None:
        if path not in self._parsed:
            data = None if path in self.encrypted else self.read(path)
            self._parsed[path] = None if data is None else _parsed(path, data)
        return self._parsed[path]

    @cached_property
    def encrypted(self) -> frozenset[str]:
        """Paths of the files whose bytes nobody can read; obfuscated fonts are among them."""
        data = self.read(ENCRYPTION)
        found = None if data is None else _parsed(ENCRYPTION, data)
        if not isinstance(found, Document):
            return frozenset()
        return frozenset(
            element.get("URI", "") for element in found.root.iter(f"{_ENC}CipherReference")
        ) - {ENCRYPTION, CONTAINER}

    @cached_property
    def package(self) -> etree._Element | None:
        """The root element of the package document; ``None`` when there is none to read."""
        return self.tree(self.package_path) if self.package_path else None

    @cached_property
    def version(self) -> str:
        """Version of EPUB the package document names: ``"3.0"``, ``"2.0"``; empty without one."""
        return "" if self.package is None else self.package.get("version", "").strip()

    @property
    def is_epub_2(self) -> bool:
        """Whether the rules of EPUB 2.0.1 hold."""
        return self.version.startswith(("1", "2"))

    @cached_property
    def manifest(self) -> dict[str, Item]:
        """The items of the manifest by id; of two with one id, the first."""
        found: dict[str, Item] = {}
        for item in self.items:
            found.setdefault(item.id, item)
        return found

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every item of the manifest, in the order they stand there."""
        return tuple(self._items())

    @cached_property
    def by_path(self) -> dict[str, Item]:
        """The items of the manifest by path in the container; of two with one path, the first."""
        found: dict[str, Item] = {}
        for item in self.items:
            if item.path:
                found.setdefault(item.path, item)
        return found

    @cached_property
    def spine(self) -> tuple[SpineItem, ...]:
        """The references of the spine, in reading order."""
        spine = self.section("spine")
        if spine is None:
            return ()
        return tuple(
            SpineItem(
                idref=reference.get("idref", "").strip(),
                item=self.manifest.get(reference.get("idref", "").strip()),
                linear=reference.get("linear", "yes").strip() != "no",
                properties=tuple(reference.get("properties", "").split()),
                line=reference.sourceline or 0,
            )
            for reference in spine.iterfind(f"{OPF}itemref")
        )

    @cached_property
    def nav(self) -> Item | None:
        """The navigation document of EPUB 3; ``None`` when the manifest names none."""
        return next((item for item in self.items if "nav" in item.properties), None)

    @cached_property
    def ncx(self) -> Item | None:
        """The NCX the spine names, or the only one there is; ``None`` without one."""
        spine = self.section("spine")
        named = None if spine is None else self.manifest.get(spine.get("toc", "").strip())
        return named or next((item for item in self.items if item.media_type == NCX_TYPE), None)

    def section(self, name: str) -> etree._Element | None:
        """A child of the package element: ``metadata``, ``manifest``, ``spine``, ``guide``."""
        return None if self.package is None else self.package.find(f"{OPF}{name}")

    def content_documents(self) -> Iterator[tuple[Item, Document]]:
        """Every well-formed XHTML content document of the manifest, the navigation among them."""
        for item in self.by_path.values():
            if item.media_type == XHTML_TYPE:
                document = self.document(item.path)
                if document is not None:
                    yield item, document

    def _items(self) -> Iterator[Item]:
        manifest = self.section("manifest")
        for element in () if manifest is None else manifest.iterfind(f"{OPF}item"):
            href = element.get("href", "").strip()
            yield Item(
                id=element.get("id", "").strip(),
                href=href,
                path=resolved(href, self.package_path).path,
                media_type=element.get("media-type", "").strip().lower(),
                properties=tuple(element.get("properties", "").split()),
                fallback=element.get("fallback", "").strip(),
                fallback_style=element.get("fallback-style", "").strip(),
                overlay=element.get("media-overlay", "").strip(),
                line=element.sourceline or 0,
            )


def renditions(data: bytes, name: str = "") -> tuple[EpubFile, ...]:
    """The renditions of a book: one for each package document its container names, or one without.

    Args:
        data: The bytes of the file; any bytes will do.
        name: Name of the file, for messages.
    """
    book = EpubFile(opened_archive(data), name)
    paths = dict.fromkeys(path for path in rootfiles(book) if path)
    return tuple(replace(book, package_path=path) for path in paths) or (book,)


def rootfiles(book: EpubFile) -> tuple[str, ...]:
    """Paths of the package documents the container names, in its order."""
    container = book.tree(CONTAINER)
    if container is None:
        return ()
    return tuple(
        found.get("full-path", "").strip()
        for found in container.iter(f"{_OCF}rootfile")
        if found.get("media-type", "").strip() == PACKAGE_TYPE
    )


def _parsed(path: str, data: bytes) -> Document | ParseError:
    # Nothing is fetched and no entity is expanded; the parser's own limits stay, against bombs.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        return ParseError(
            message=_reason(error.msg or ""), line=error.lineno or 0, column=error.offset or 0
        )
    except (ValueError, LookupError) as error:
        return ParseError(message=str(error))
    elements = tuple(root.iter("*"))
    ids: dict[str, int] = {}
    repeated = []
    for element in elements:
        # A document without ids on most of its elements is the rule: one look-up each.
        said = element.get("id")
        if said is None:
            said = element.get(_XML_ID)
            if said is None:
                continue
        said = said.strip()
        if said in ids:
            repeated.append(element)
        else:
            ids[said] = element.sourceline or 0
    return Document(path, root, elements, ids, tuple(repeated))


def _reason(message: str) -> str:
    """What the parser says, as one line without its own place at the end."""
    plain = message.partition(", line ")[0].partition("\n")[0]
    return plain[:1].lower() + plain[1:]

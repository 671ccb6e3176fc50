"""The package document: what the EPUB says of itself, its files, and the order they are read in.

EPUB 3.3, section 5 (https://www.w3.org/TR/epub-33/#sec-package-doc), and what Open Packaging Format
2.0.1 (https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm) had before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from packager.readers.epub.container import DOCUMENT_SUFFIXES, Container, packages_of
from packager.readers.epub.xml import Element
from packager.sources.archive import natural

_DOCUMENT_TYPES = frozenset({
    "application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbook+xml",
    "application/xml", "text/xml",
})  # fmt: skip
_NCX_TYPE = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file the manifest lists.

    Attributes:
        id: Its id in the manifest.
        path: Its true path in the container.
        media_type: As the manifest says, which may be wrong.
        properties: ``nav``, ``cover-image`` and others.
    """

    id: str
    path: str
    media_type: str
    properties: frozenset[str] = frozenset()

    @property
    def is_document(self) -> bool:
        """Whether it is a content document, by its media type or by its name."""
        named = self.path.lower().endswith(DOCUMENT_SUFFIXES[:-1])
        return named or (self.media_type in _DOCUMENT_TYPES and not _other_suffix(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place of the spine: a document, and whether it belongs to the line of reading."""

    item: Item
    linear: bool = True
    properties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference of the guide or the landmarks: what stands where.

    Attributes:
        kind: ``cover``, ``toc``, ``bodymatter``, in lower case.
        title: What it is called.
        path: The document.
        fragment: The id in it; empty for all of it.
    """

    kind: str
    title: str
    path: str
    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """What a package document says.

    Attributes:
        path: Its path; empty when there is none and the files speak for themselves.
        version: ``2.0``, ``3.0``.
        metadata: The element of that name, empty when there is none.
        items: The files of the manifest that are there, by id.
        spine: The documents in reading order.
        guide: References of EPUB 2.
        ncx: Path of the NCX, empty when there is none.
        nav: Path of the navigation document, empty when there is none.
        direction: ``rtl``, ``ltr`` or empty: the way its pages turn.
        language: ``xml:lang`` of the package.
        identifier: Id of the element that is the unique identifier.
    """

    path: str
    version: str = ""
    metadata: Element = field(default_factory=lambda: Element("metadata"))
    items: Mapping[str, Item] = field(default_factory=dict)
    spine: tuple[Place, ...] = ()
    guide: tuple[Reference, ...] = ()
    ncx: str = ""
    nav: str = ""
    direction: str = ""
    language: str = ""
    identifier: str = ""

    def item_at(self, path: str) -> Item | None:
        """The item of a path."""
        return next((item for item in self.items.values() if item.path == path), None)


def read_package(container: Container) -> Package:
    """The package of a container, of several the default one.

    Without a package document, or with one that lists no document, the documents of the container
    are read in the natural order of their names.

    Raises:
        SourceError: It is damaged, or no text.
    """
    paths = packages_of(container)
    if len(paths) > 1:
        container.mending.note("of several renditions the first was read", paths[0])
    package = _read(container, paths[0]) if paths else Package(path="")
    if package.spine:
        return package
    container.mending.note("no reading order is given; the documents follow by name", paths[0] if
                           paths else "META-INF")  # fmt: skip
    return _by_name(container, package)


def _read(container: Container, path: str) -> Package:
    root = container.xml(path)
    package = root.find("package") or root
    items = _items(container, package, path)
    spine_element = package.find("spine") or Element("spine")
    spine = _spine(container, items, spine_element, path)
    ncx = items.get(spine_element.get("toc"))
    navs = [item for item in items.values() if "nav" in item.properties]
    return Package(
        path=path,
        version=package.get("version"),
        metadata=package.find("metadata") or package,
        items=items,
        spine=spine,
        guide=_guide(container, package, path),
        ncx=ncx.path if ncx else _ncx_of(container, items),
        nav=navs[0].path if navs else "",
        direction=spine_element.get("page-progression-direction").lower(),
        language=package.get("lang"),
        identifier=package.get("unique-identifier"),
    )


def _items(container: Container, package: Element, path: str) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for element in package.iter("item"):
        true = container.find(element.get("href"), path)
        if not true:
            if element.get("href") and "://" not in element.get("href"):
                container.mending.note("files the manifest lists and that are missing were left out"
                                       , path)  # fmt: skip
            continue
        name = element.get("id") or true
        if name in found:
            container.mending.note("items with the id of another were kept apart", path)
            name = f"{name} {true}"
        found[name] = Item(
            id=name,
            path=true,
            media_type=element.get("media-type").lower(),
            properties=frozenset(element.get("properties").split()),
        )
    return found


def _spine(
    container: Container, items: Mapping[str, Item], element: Element, path: str
) -> tuple[Place, ...]:
    found: list[Place] = []
    seen: set[str] = set()
    by_path = {item.path: item for item in items.values()}
    for reference in element.iter("itemref"):
        wanted = reference.get("idref")
        item = items.get(wanted) or by_path.get(container.find(wanted, path) if wanted else "")
        if item is None:
            container.mending.note("places of the spine that lead nowhere were left out", path)
            continue
        if item.path in seen:
            container.mending.note("documents named twice in the spine are read once", path)
            continue
        seen.add(item.path)
        found.append(
            Place(
                item=item,
                linear=reference.get("linear").lower() != "no",
                properties=frozenset(reference.get("properties").split()),
            )
        )
    return tuple(found)


def _guide(container: Container, package: Element, path: str) -> tuple[Reference, ...]:
    found = []
    for element in package.iter("reference"):
        href = element.get("href")
        true = container.find(href, path)
        if true:
            found.append(
                Reference(
                    kind=element.get("type").lower(),
                    title=element.get("title"),
                    path=true,
                    fragment=href.partition("#")[2],
                )
            )
    return tuple(found)


def _ncx_of(container: Container, items: Mapping[str, Item]) -> str:
    by_type = (item.path for item in items.values() if item.media_type == _NCX_TYPE)
    by_name = (name for name in container.names if name.lower().endswith(".ncx"))
    return next(by_type, "") or next(by_name, "")


def _by_name(container: Container, package: Package) -> Package:
    listed = [item for item in package.items.values() if item.is_document]
    paths = [item.path for item in listed] or sorted(
        (
            name
            for name in container.names
            if name.lower().endswith(DOCUMENT_SUFFIXES[:-1]) and not name.startswith("META-INF/")
        ),
        key=natural,
    )
    items = {path: Item(id=path, path=path, media_type="application/xhtml+xml") for path in paths}
    return Package(
        path=package.path,
        version=package.version,
        metadata=package.metadata,
        items={**package.items, **items},
        spine=tuple(Place(item=item) for item in items.values() if item.path != package.nav),
        guide=package.guide,
        ncx=package.ncx or _ncx_of(container, package.items),
        nav=package.nav,
        direction=package.direction,
        language=package.language,
        identifier=package.identifier,
    )


def _other_suffix(path: str) -> bool:
    suffix = path.rpartition(".")[2].lower()
    return suffix in {"jpg", "jpeg", "png", "gif", "webp", "svg", "css", "ncx", "opf", "js"}

"""The table of contents of an EPUB: its navigation document, its NCX, or neither.

EPUB 3.3, section 7 (https://www.w3.org/TR/epub-33/#sec-nav); the NCX is that of DAISY 2005
(https://daisy.org/activities/standards/daisy/daisy-3/z39-86-2005-r2012-specifications-for-the-digital-talking-book/#NCX).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote

from packager.readers.epub.container import Container
from packager.readers.epub.mending import singly_escaped
from packager.readers.epub.package import Package, Reference
from packager.readers.epub.xml import Element

MAX_LABEL = 1_000
"""Characters of a label that are read; what is longer is no label."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the table of contents.

    Attributes:
        label: What it says.
        path: The document it leads to; empty when it leads nowhere.
        fragment: The id within the document; empty for its beginning.
        children: The entries below it.
    """

    label: str
    path: str
    fragment: str = ""
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Navigation:
    """How a book is divided, by its own account.

    Attributes:
        entries: The table of contents.
        landmarks: What stands where: landmarks of EPUB 3, guide of EPUB 2.
        absent: Labels of entries that lead to documents the book does not have.
    """

    entries: tuple[Entry, ...] = ()
    landmarks: tuple[Reference, ...] = ()
    absent: tuple[str, ...] = ()


def read_navigation(container: Container, package: Package) -> Navigation:
    """The table of contents, of two the one that leads to more documents of the spine.

    Raises:
        SourceError: A file of it is damaged, or no text.
    """
    spine = {place.item.path for place in package.spine}
    found = [_from_nav(container, package.nav)] if package.nav else []
    if package.ncx and (not found or _reach(found[0], spine) < len(spine)):
        found.append(_from_ncx(container, package.ncx))
    if not found:
        container.mending.note("there is no table of contents; the documents speak for themselves",
                               package.path or "META-INF")  # fmt: skip
        return Navigation(landmarks=package.guide)
    best = max(found, key=lambda one: _reach(one, spine))  # of two as good, the first
    if not best.entries:
        container.mending.note("the table of contents is empty or broken",
                               package.nav or package.ncx)  # fmt: skip
    landmarks = next((one.landmarks for one in found if one.landmarks), ())
    return replace(best, landmarks=(*landmarks, *package.guide))


def flat(entries: tuple[Entry, ...], depth: int = 0) -> Iterator[tuple[Entry, int]]:
    """Every entry with its depth, a parent before its children."""
    for entry in entries:
        yield entry, depth
        yield from flat(entry.children, depth + 1)


def _reach(navigation: Navigation, spine: set[str]) -> int:
    return len({entry.path for entry, _ in flat(navigation.entries)} & spine)


def _from_nav(container: Container, path: str) -> Navigation:
    root = container.xml(path)
    navs = list(root.iter("nav"))
    kinds = [set((nav.get("type") or nav.get("role")).lower().split()) for nav in navs]
    toc = next((nav for nav, kind in zip(navs, kinds, strict=True) if kind & {"toc", "doc-toc"}),
               None)  # fmt: skip
    others = {"landmarks", "page-list", "doc-pagelist", "loi", "lot"}
    if toc is None:
        toc = next((n for n, kind in zip(navs, kinds, strict=True) if not kind & others), root)
    marks = next((n for n, kind in zip(navs, kinds, strict=True) if "landmarks" in kind), None)
    absent: list[str] = []
    first = toc.find("ol") or toc.find("ul")
    entries = _from_list(first, container, path, absent) if first is not None else ()
    landmarks = () if marks is None else tuple(_landmarks(marks, container, path))
    return Navigation(entries, landmarks, tuple(absent))


def _from_list(
    element: Element, container: Container, path: str, absent: list[str]
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for item in element.elements:
        if item.name != "li":
            if item.name in {"ol", "ul"}:  # a list beside the items, where one of them belongs
                inner = _from_list(item, container, path, absent)
                found[-1:] = [replace(found[-1], children=inner)] if found else list(inner)
            continue
        link = next((e for e in item.iter() if e.name in {"a", "span", "ol", "ul"}), None)
        lists = [child for child in item.elements if child.name in {"ol", "ul"}]
        children = tuple(
            entry for one in lists for entry in _from_list(one, container, path, absent)
        )
        label = link.text if link is not None and link.name in {"a", "span"} else _own_text(item)
        href = link.get("href") if link is not None and link.name == "a" else ""
        found += _entry((container, path), label, href, children, absent)
    return tuple(found)


def _own_text(item: Element) -> str:
    parts = [child if isinstance(child, str) else "" for child in item.children]
    return " ".join("".join(parts).split())


def _landmarks(nav: Element, container: Container, path: str) -> Iterator[Reference]:
    for link in nav.iter("a"):
        href = link.get("href")
        true = path if href.startswith("#") else container.find(href, path)
        if not true:
            continue
        for kind in (link.get("type") or link.get("rel")).lower().split():
            yield Reference(
                kind=kind, title=link.text, path=true, fragment=unquote(href.partition("#")[2])
            )


def _from_ncx(container: Container, path: str) -> Navigation:
    root = container.xml(path)
    map_element = root.find("navmap") or root
    absent: list[str] = []
    return Navigation(entries=_points(map_element, container, path, absent), absent=tuple(absent))


def _points(
    element: Element, container: Container, path: str, absent: list[str]
) -> tuple[Entry, ...]:
    found: list[Entry] = []
    for point in element.elements:
        if point.name != "navpoint":
            continue
        label = next((e for e in point.elements if e.name == "navlabel"), None)
        content = next((e for e in point.elements if e.name == "content"), None)
        children = _points(point, container, path, absent)
        found += _entry(
            (container, path),
            label.text if label else "",
            content.get("src") if content else "",
            children,
            absent,
        )
    return tuple(found)


def _entry(
    place: tuple[Container, str],
    label: str,
    href: str,
    children: tuple[Entry, ...],
    absent: list[str],
) -> tuple[Entry, ...]:
    """An entry; its children alone when it has neither a label nor a place."""
    container, path = place
    label = singly_escaped(label, path, container.mending)[:MAX_LABEL]
    true = path if href.startswith("#") else container.find(href, path)
    if not true and not children:
        if label:
            absent.append(label)
        return ()
    if not true and not label:
        return children
    return (Entry(label, true, unquote(href.partition("#")[2]), children),)

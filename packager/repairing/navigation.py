"""The table of contents: the navigation document, made where there is none, mended where it is.

EPUB 3.3, section 7: https://www.w3.org/TR/epub-33/#sec-nav
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.diagnostics import Code
from packager.publication.publication import Landmark, NavEntry
from packager.publication.publication import Navigation as Contents
from packager.readers.epub.mending import resolved
from packager.readers.epub.navigation import Entry, Navigation, read_navigation
from packager.readers.epub.package import Package, Reference, read_package
from packager.repairing.epub import (
    OPF,
    OPS,
    XHTML,
    XHTML_TYPE,
    XML_LANG,
    Epub,
    href_to,
    inside,
    is_element,
    local,
)
from packager.repairing.ids import fragment_of
from packager.repairing.places import Places
from packager.repairing.xml_tree import parse
from packager.words import words_for
from packager.writers.epub.navigation import nav_body

if TYPE_CHECKING:
    from lxml import etree

_TYPE = f"{{{OPS}}}type"
_LANDMARKS = {
    "cover": "cover", "title-page": "titlepage", "toc": "toc", "index": "index",
    "glossary": "glossary", "acknowledgements": "acknowledgments", "bibliography": "bibliography",
    "colophon": "colophon", "copyright-page": "copyright-page", "dedication": "dedication",
    "epigraph": "epigraph", "foreword": "foreword", "loi": "loi", "lot": "lot",
    "preface": "preface", "text": "bodymatter", "start": "bodymatter",
}  # fmt: skip
"""Types of an EPUB 2 guide, and the landmarks that mean the same."""

_MAX_LABEL = 300


def contents_of(epub: Epub) -> Navigation:
    """The table of contents as the EPUB has it, in whatever form and state.

    Raises:
        SourceError: A file of it is no text.
    """
    container = epub.container()
    package = read_package(container)
    return read_navigation(container, replace(package, path=package.path))


def package_of(epub: Epub) -> Package:
    """The package as readers see it.

    Raises:
        SourceError: It is no text.
    """
    return read_package(epub.container())


def mend_navigation(epub: Epub, places: Places, contents: Navigation, language: str) -> None:
    """Make or mend the navigation document.

    Args:
        epub: The EPUB, its references mended.
        places: Where references lead.
        contents: The table of contents it came with.
        language: Of the book, for the words of a new one.
    """
    navs = [item for item in epub.items() if "nav" in item.get("properties", "").split()]
    for item in navs[1:]:
        _set_properties(item, [one for one in item.get("properties", "").split() if one != "nav"])
        epub.note(Code.REPAIRED_NAVIGATION, "navigation documents beside another are none")
    found = next((path for path in epub.documents if _is_nav(epub.documents[path])), "")
    if not navs and found:
        navs = [epub.by_path()[found]]
        navs[0].set("properties", f"{navs[0].get('properties', '')} nav".strip())
        epub.note(Code.REPAIRED_NAVIGATION, "the navigation document was named as such")
    if navs and epub.path_of(navs[0]) in epub.documents:
        _mend(epub, places, epub.path_of(navs[0]), contents)
        return
    for item in navs:
        _set_properties(item, [])
    entries = _entries(epub, places, contents.entries) or _by_documents(epub)
    _make(epub, places, entries, contents.landmarks, language)


def _is_nav(root: etree._Element) -> bool:
    """Whether a document has the table of contents of EPUB 3."""
    return any("toc" in nav.get(_TYPE, "").split() for nav in root.iter(f"{{{XHTML}}}nav"))


def _set_properties(item: etree._Element, properties: list[str]) -> None:
    if properties:
        item.set("properties", " ".join(properties))
    else:
        item.attrib.pop("properties", None)


def _entries(epub: Epub, places: Places, found: tuple[Entry, ...]) -> tuple[NavEntry, ...]:
    """The entries that lead somewhere, or have such below them, with references to the root."""
    kept: list[NavEntry] = []
    for entry in found:
        children = _entries(epub, places, entry.children)
        path = places.past.get(entry.path, entry.path)
        href = ""
        if path in epub.documents:
            own = fragment_of(entry.fragment, places.ids.get(path, frozenset()),
                              places.renamed.get(path, {})) if entry.fragment else ""  # fmt: skip
            href = f"{path}#{own}" if own else path
        elif children:
            href = children[0].href
        label = resolved(resolved(entry.label)) or _title_of(epub, path)
        if href:
            kept.append(NavEntry(title=label[:_MAX_LABEL], href=href, children=children))
    return tuple(kept)


def _by_documents(epub: Epub) -> tuple[NavEntry, ...]:
    """An entry for every document of the reading order, called what it calls itself."""
    return tuple(
        NavEntry(title=_title_of(epub, path), href=path)
        for path in epub.spine()
        if path in epub.documents
    ) or tuple(NavEntry(title=path, href=path) for path in epub.spine()[:1])


def _title_of(epub: Epub, path: str) -> str:
    """What a document calls itself: its first heading, its title, else its name."""
    root = epub.documents.get(path)
    for name in ("h1", "h2", "h3", "title") if root is not None else ():
        for found in root.iter(f"{{{XHTML}}}{name}"):  # type: ignore[union-attr]
            text = " ".join("".join(found.itertext()).split())
            if text:
                return text[:_MAX_LABEL]
    return path.rpartition("/")[2] or "…"


def _make(
    epub: Epub, places: Places, entries: tuple[NavEntry, ...], marks: tuple[Reference, ...],
    language: str,
) -> None:  # fmt: skip
    """A navigation document beside the package."""
    folder = epub.path.rpartition("/")[0]
    path = epub.free_path(f"{folder}/nav.xhtml" if folder else "nav.xhtml")
    epub.files[path] = b""
    words = words_for(language)
    contents = Contents(
        title=words.contents, landmarks_title=words.landmarks,
        entries=tuple(_from(path, entry) for entry in entries), in_spine=False, after="",
    )  # fmt: skip
    body = nav_body(contents, tuple(_landmarks(epub, places, marks, path)))
    root = parse(
        f'<html xmlns="{XHTML}" xmlns:epub="{OPS}"><head><meta charset="utf-8"/>'
        f"<title>x</title></head>\n<body>\n{body}\n</body></html>"
    )
    assert root is not None  # noqa: S101 - it was written here
    root.set("lang", language)
    root.set(XML_LANG, language)
    title = root.find(f"{{{XHTML}}}head/{{{XHTML}}}title")
    assert title is not None  # noqa: S101 - as above
    title.text = words.contents
    toc = next(root.iter(f"{{{XHTML}}}nav"))
    if not _follows(epub, toc, path):
        toc.remove(toc[-1])
        _list(toc, _in_order(epub, tuple(_flat(contents.entries)), path))
    epub.documents[path] = root
    item = epub.add_item(path, XHTML_TYPE, "nav")
    item.set("properties", "nav")
    epub.note(Code.REPAIRED_NAVIGATION, "the navigation document of EPUB 3 was made", path)


def _from(base: str, entry: NavEntry) -> NavEntry:
    path, mark, fragment = entry.href.partition("#")
    return NavEntry(
        title=entry.title,
        href=f"{href_to(path, base)}{mark}{fragment}",
        children=tuple(_from(base, child) for child in entry.children),
    )


def _landmarks(
    epub: Epub, places: Places, marks: tuple[Reference, ...], base: str
) -> list[Landmark]:
    """The landmarks a guide of EPUB 2 stands for, each place once."""
    spine = set(epub.spine())
    found: dict[tuple[str, str], Landmark] = {}
    for mark in marks:
        kind = _LANDMARKS.get(mark.kind, "")
        path = places.past.get(mark.path, mark.path)
        if kind and path in spine:
            found.setdefault((kind, path), Landmark(
                type=kind, title=mark.title.strip() or kind, href=href_to(path, base)))  # fmt: skip
    return list(found.values())


def _mend(epub: Epub, places: Places, path: str, contents: Navigation) -> None:
    """Mend the navigation document there is; only lists that are wrong are written anew."""
    root = epub.documents[path]
    navs = list(root.iter(f"{{{XHTML}}}nav"))
    in_spine = path in epub.spine()
    tocs = [nav for nav in navs if "toc" in nav.get(_TYPE, "").split()]
    for nav in tocs[1:]:
        del nav.attrib[_TYPE]
        epub.note(Code.REPAIRED_NAVIGATION, "tables of contents beside another are none", path)
    for nav in navs:
        kinds = set(nav.get(_TYPE, "").split())
        if nav in tocs[1:] or not kinds:
            continue
        _entries_of(epub, places, nav, path, kinds, in_spine=in_spine)
        if not _is_sound(nav, kinds) or ("toc" in kinds and not _follows(epub, nav, path)):
            _set_right(epub, nav, path, kinds, in_spine=in_spine)
    if not any("toc" in nav.get(_TYPE, "").split() for nav in root.iter(f"{{{XHTML}}}nav")):
        _add_toc(epub, places, root, path, contents)


def _add_toc(
    epub: Epub, places: Places, root: etree._Element, path: str, contents: Navigation
) -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    entries = _entries(epub, places, contents.entries) or _by_documents(epub)
    own = tuple(_from(path, entry) for entry in entries)
    body = root.find(f"{{{XHTML}}}body")
    if body is None:
        return
    nav = etree.SubElement(body, f"{{{XHTML}}}nav")
    nav.set(_TYPE, "toc")
    if path in epub.spine():
        nav.set("hidden", "hidden")
    _list(nav, own)
    if not _follows(epub, nav, path):
        nav.remove(nav[-1])
        _list(nav, _in_order(epub, tuple(_flat(own)), path))
    epub.note(Code.REPAIRED_NAVIGATION, "a table of contents was missing and was made", path)


def _flat(entries: tuple[NavEntry, ...]) -> Iterator[NavEntry]:
    for entry in entries:
        yield replace(entry, children=())
        yield from _flat(entry.children)


def _list(parent: etree._Element, entries: tuple[NavEntry, ...]) -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    items = etree.SubElement(parent, f"{{{XHTML}}}ol")
    for entry in entries:
        item = etree.SubElement(items, f"{{{XHTML}}}li")
        link = etree.SubElement(item, f"{{{XHTML}}}a", href=entry.href)
        link.text = entry.title
        if entry.children:
            _list(item, entry.children)


def _entries_of(
    epub: Epub, places: Places, nav: etree._Element, path: str, kinds: set[str], *, in_spine: bool
) -> None:
    """Mend the links of a list: those that lead nowhere, those that say nothing."""
    seen: set[tuple[str, str]] = set()
    last = ""
    for link in list(nav.iter(f"{{{XHTML}}}a")):
        href = link.get("href", "")
        to = places.find(href, path) if href and not href.startswith("#") else path
        dead = not href or (to not in epub.documents and places.types.get(to) != "image/svg+xml")
        mark = (link.get(_TYPE, ""), href)
        if "landmarks" in kinds and (not mark[0] or mark in seen):
            dead = True
        seen.add(mark)
        if dead:
            _lost(epub, link, path, last, in_spine=in_spine)
            continue
        last = href
        if not "".join(link.itertext()).strip() and not in_spine and \
                not any(img.get("alt") for img in link.iter(f"{{{XHTML}}}img")):  # fmt: skip
            link.text = _title_of(epub, to)
            epub.note(Code.REPAIRED_NAVIGATION, "entries that said nothing got the title of their "
                      "document", path)  # fmt: skip


def _lost(epub: Epub, link: etree._Element, path: str, last: str, *, in_spine: bool) -> None:
    """An entry that leads nowhere: taken away, unless a reader reads it or entries are below it."""
    item = link.getparent()
    text = " ".join("".join(link.itertext()).split())
    epub.note(Code.REPAIRED_NAVIGATION, "entries that lead nowhere were taken off the list", path,
              example=text[:60])  # fmt: skip
    below = item is not None and item.find(f"{{{XHTML}}}ol") is not None
    if below:
        link.tag = f"{{{XHTML}}}span"
        link.attrib.pop("href", None)
        link.attrib.pop(_TYPE, None)
    elif in_spine and last:
        link.set("href", last)
    elif in_spine:
        link.tag = f"{{{XHTML}}}span"
        link.attrib.pop("href", None)
    elif item is not None and local(item) == "li":
        _remove_item(item)


def _remove_item(item: etree._Element) -> None:
    """Take an item away, and the list it leaves empty, with the item around that."""
    parent = item.getparent()
    if parent is None:
        return
    parent.remove(item)
    if local(parent) == "ol" and parent.find(f"{{{XHTML}}}li") is None:
        around = parent.getparent()
        if around is not None:
            around.remove(parent)
            link = around.find(f"{{{XHTML}}}a")
            if local(around) == "li" and link is None:
                _remove_item(around)


def _is_sound(nav: etree._Element, kinds: set[str]) -> bool:
    """Whether a list is built as it must be: a heading at most, then ordered lists of links."""
    if not kinds & {"toc", "landmarks", "page-list", "loi", "lot", "loa", "lov"}:
        return True
    children = [child for child in nav if is_element(child)]
    lists = [child for child in children if local(child) == "ol"]
    heads = children[:-1]
    if len(lists) != 1 or children[-1] is not lists[0] or len(heads) > 1:
        return False
    if any(local(head) not in {"h1", "h2", "h3", "h4", "h5", "h6", "hgroup"} for head in heads):
        return False
    if not all("".join(link.itertext()).strip() or link.find(f".//{{{XHTML}}}img") is not None
               for link in nav.iter(f"{{{XHTML}}}a")):  # fmt: skip
        return False
    return all(_is_sound_list(one, flat=bool(kinds & {"landmarks", "page-list"}))
               for one in nav.iter(f"{{{XHTML}}}ol"))  # fmt: skip


def _is_sound_list(one: etree._Element, *, flat: bool) -> bool:
    items = [child for child in one if is_element(child)]
    for item in items:
        parts = [local(child) for child in item if is_element(child)]
        if parts == ["a"] or (parts in (["a", "ol"], ["span", "ol"]) and not flat):
            continue
        return False
    return bool(items)


def _set_right(
    epub: Epub, nav: etree._Element, path: str, kinds: set[str], *, in_spine: bool
) -> None:
    """Write a list that is not built as it must be anew, or make it a part of the page."""
    epub.note(Code.REPAIRED_NAVIGATION, "lists that are not built as they must be were set right",
              path, example=" ".join(sorted(kinds)))  # fmt: skip
    if in_spine or "toc" not in kinds:
        nav.tag = f"{{{XHTML}}}section" if in_spine or len(nav) else nav.tag
        nav.attrib.pop(_TYPE, None)
        nav.attrib.pop("role", None)
        parent = nav.getparent()
        if not in_spine and parent is not None:
            parent.remove(nav)
        return
    entries = _in_order(epub, _from_list(nav), path)
    for child in list(nav):
        nav.remove(child)
    nav.text = None
    if entries:
        _list(nav, entries)
        return
    parent = nav.getparent()
    if parent is not None:
        parent.remove(nav)


def _positions(epub: Epub) -> dict[str, int]:
    return {path: number for number, path in enumerate(epub.spine())}


def _follows(epub: Epub, nav: etree._Element, path: str) -> bool:
    """Whether the links of a list are in the order of the spine, and of each document.

    https://www.w3.org/TR/epub-33/#sec-nav-toc
    """
    spine, ids = _positions(epub), _Places(epub)
    last = (-1, -1)
    for link in nav.iter(f"{{{XHTML}}}a"):
        place = ids.of(link.get("href", ""), path, spine)
        if place[0] >= 0 and place < last:
            return False
        last = max(last, place)
    return True


class _Places:
    """Where ids stand in documents; each document is walked once, when it is asked for."""

    def __init__(self, epub: Epub) -> None:
        self._epub = epub
        self._known: dict[str, dict[str, int]] = {}

    def of(self, href: str, base: str, spine: dict[str, int]) -> tuple[int, int]:
        """The place of a link: that of its document in the spine, that of its id there."""
        to = inside(href, base, self._epub.files) if not href.startswith("#") else base
        fragment = unquote(href.partition("#")[2])
        if fragment and to not in self._known and to in self._epub.documents:
            ids = (found.get("id") for found in self._epub.documents[to].iter("*"))
            self._known[to] = {own: number for number, own in enumerate(ids) if own}
        return spine.get(to, -1), self._known.get(to, {}).get(fragment, -1)


def _in_order(epub: Epub, entries: tuple[NavEntry, ...], path: str) -> tuple[NavEntry, ...]:
    """The entries as they follow each other in the book."""
    spine, ids = _positions(epub), _Places(epub)
    return tuple(sorted(entries, key=lambda entry: ids.of(entry.href, path, spine)))


def _from_list(nav: etree._Element) -> tuple[NavEntry, ...]:
    """The entries of a list however it is built, nested as its lists are."""
    roots: list[NavEntry] = []
    for link in nav.iter(f"{{{XHTML}}}a"):
        text = " ".join("".join(link.itertext()).split())
        if link.get("href") and text:
            roots.append(NavEntry(title=text, href=link.get("href", "")))
    return tuple(roots)


def mend_guide(epub: Epub, places: Places) -> None:
    """Keep the references of the guide that lead somewhere."""
    guide = epub.package.find(f"{{{OPF}}}guide")
    if guide is None:
        return
    for reference in list(guide):
        if not is_element(reference):
            continue
        href = reference.get("href", "")
        path = places.find(href, epub.path)
        if path not in epub.documents or not reference.get("type"):
            guide.remove(reference)
            epub.note(Code.REPAIRED_NAVIGATION, "places of the guide that lead nowhere were taken "
                      "away", example=reference.get("type", ""))  # fmt: skip
            continue
        fragment = href.partition("#")[2]
        own = fragment_of(fragment, places.ids[path], places.renamed[path]) if fragment else ""
        new = href_to(path, epub.path) + (f"#{own}" if own else "")
        if href.partition("#")[0] != href_to(path, epub.path) or bool(fragment) != bool(own):
            reference.set("href", new)
            epub.note(Code.REPAIRED_NAVIGATION, "places of the guide were set right")
    if len(guide) == 0:
        epub.package.remove(guide)
        epub.note(Code.REPAIRED_NAVIGATION, "an empty guide was taken away")

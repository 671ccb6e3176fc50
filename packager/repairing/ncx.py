"""The NCX, the table of contents of EPUB 2: kept when it is right, written anew when it is not.

Open Packaging Format 2.0.1, section 2.4.1: https://idpf.org/epub/20/spec/OPF_2.0.1_draft.htm#Section2.4.1
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.diagnostics import Code
from packager.publication.publication import Accessibility, Contributor, NavEntry, PackageMetadata
from packager.repairing.changes import Changes
from packager.repairing.epub import (
    DC,
    NCX,
    NCX_TYPE,
    OPS,
    XHTML,
    Epub,
    href_to,
    inside,
    is_element,
    local,
    within,
)
from packager.repairing.ids import is_name
from packager.repairing.metadata import EPOCH
from packager.repairing.package import ncx_item
from packager.repairing.xml_tree import parse, without_prolog
from packager.writers.epub.navigation import ncx

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

_DOCTYPE = (
    'ncx public "-//niso//dtd ncx 2005-1//en" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"'
)


def mend_ncx(epub: Epub, ids: Mapping[str, frozenset[str]], *, was_epub2: bool) -> None:
    """Make sure that an NCX that is there is right, and that a book that had to have one has one.

    Args:
        epub: The EPUB, with its navigation document.
        ids: Ids of each document.
        was_epub2: Whether the book was one of EPUB 2, whose readers know no other contents.
    """
    item = ncx_item(epub)
    path = epub.path_of(item) if item is not None else ""
    if item is None:
        if not was_epub2:
            return
        folder = epub.path.rpartition("/")[0]
        path = epub.free_path(f"{folder}/toc.ncx" if folder else "toc.ncx")
        epub.files[path] = b""
        item = epub.add_item(path, NCX_TYPE, "ncx")
        epub.note(Code.REPAIRED_NAVIGATION, "the NCX was missing and was made", path)
    elif _is_right(epub, path, ids):
        return
    else:
        epub.note(Code.REPAIRED_NAVIGATION, "the NCX was written anew", path)
    epub.files[path] = ncx(_metadata(epub), _entries(epub, path))
    epub.part("spine").set("toc", item.get("id", ""))


def _is_right(epub: Epub, path: str, ids: Mapping[str, frozenset[str]]) -> bool:
    """Whether an NCX is built as its schema has it, names the book, and leads to what is there."""
    try:
        text = epub.files[path].decode("utf-8")
    except UnicodeDecodeError:
        return False
    changes = Changes(epub.name)
    root = parse(without_prolog(text, path, changes, (_DOCTYPE,)))
    if root is None or changes or root.tag != f"{{{NCX}}}ncx" or root.get("version") != "2005-1":
        return False
    uid = root.find(f"{{{NCX}}}head/{{{NCX}}}meta[@name='dtb:uid']")
    if uid is None or uid.get("content", "").strip() != _identifier(epub):
        return False
    return _is_built(root) and _leads(root, epub, path, ids)


def _is_built(root: etree._Element) -> bool:
    own = [element.get("id", "") for element in root.iter("*") if "id" in element.attrib]
    if len(set(own)) != len(own) or not all(map(is_name, own)):
        return False
    points = list(root.iter(f"{{{NCX}}}navPoint"))
    if root.find(f"{{{NCX}}}docTitle/{{{NCX}}}text") is None or not points:
        return False
    for point in points:
        parts = [local(child) for child in point if is_element(child)]
        label = point.find(f"{{{NCX}}}navLabel/{{{NCX}}}text")
        if "id" not in point.attrib or label is None or parts[:2] != ["navLabel", "content"]:
            return False
        if any(part != "navPoint" for part in parts[2:]):
            return False
    return _is_ordered(root)


def _is_ordered(root: etree._Element) -> bool:
    """Whether places are counted from 1 without a gap, one number a target."""
    by_order: dict[str, str] = {}
    for content in root.iter(f"{{{NCX}}}content"):
        point = content.getparent()
        order = point.get("playOrder") if point is not None else None
        if order is None:
            continue
        if not order.isdecimal() or by_order.setdefault(order, content.get("src", "")) != \
                content.get("src", ""):  # fmt: skip
            return False
    numbers = sorted(map(int, by_order))
    targets = set(by_order.values())
    return numbers == list(range(1, len(numbers) + 1)) and len(targets) == len(numbers)


def _leads(root: etree._Element, epub: Epub, path: str, ids: Mapping[str, frozenset[str]]) -> bool:
    spine = set(epub.spine())
    for content in root.iter(f"{{{NCX}}}content"):
        href, _, fragment = content.get("src", "").partition("#")
        to = inside(href, path, epub.files)
        if to not in spine or " " in href:
            return False
        if fragment and unquote(fragment) not in ids.get(to, frozenset()):
            return False
    return True


def _identifier(epub: Epub) -> str:
    named = epub.package.get("unique-identifier")
    for element in epub.part("metadata").iterfind(f"{{{DC}}}identifier"):
        if element.get("id") == named:
            return (element.text or "").strip()
    return ""


def _metadata(epub: Epub) -> PackageMetadata:
    """What an NCX says of a book."""
    from datetime import datetime  # noqa: PLC0415 - for one value nobody reads

    said = epub.part("metadata")
    creators = (" ".join((found.text or "").split()) for found in said.iterfind(f"{{{DC}}}creator"))
    return PackageMetadata(
        identifier=_identifier(epub),
        title=" ".join((said.findtext(f"{{{DC}}}title") or "").split()),
        title_file_as="",
        subtitle="",
        creators=tuple(Contributor(name=name, file_as="", role="aut") for name in creators if name),
        contributors=(),
        language=(said.findtext(f"{{{DC}}}language") or "").strip(),
        direction="ltr",
        description="",
        collection=None,
        subjects=(),
        publisher="",
        rights="",
        source="",
        published=None,
        modified=datetime.fromisoformat(EPOCH),
        word_count=0,
        accessibility=Accessibility(modes=(), sufficient=(), features=(), hazards=(), summary=""),
    )


def _entries(epub: Epub, base: str) -> tuple[NavEntry, ...]:
    """The table of contents of the navigation document."""
    item = epub.nav()
    path = epub.path_of(item) if item is not None else ""
    root = epub.documents.get(path)
    navs = root.iter(f"{{{XHTML}}}nav") if root is not None else ()
    toc = next((nav for nav in navs if "toc" in nav.get(f"{{{OPS}}}type", "").split()), None)
    first = toc.find(f"{{{XHTML}}}ol") if toc is not None else None
    return _items(first, frozenset(epub.spine()), path, base) if first is not None else ()


def _items(
    found: etree._Element, spine: frozenset[str], path: str, base: str
) -> tuple[NavEntry, ...]:
    kept: list[NavEntry] = []
    for item in found.iterfind(f"{{{XHTML}}}li"):
        link = item.find(f"{{{XHTML}}}a")
        label = link if link is not None else item.find(f"{{{XHTML}}}span")
        inner = item.find(f"{{{XHTML}}}ol")
        children = _items(inner, spine, path, base) if inner is not None else ()
        title = " ".join("".join(label.itertext()).split()) if label is not None else ""
        href, mark, fragment = (link.get("href", "") if link is not None else "").partition("#")
        to = within(href, path) if href else ""
        if to in spine:
            kept.append(NavEntry(title=title or "…", href=f"{href_to(to, base)}{mark}{fragment}",
                                 children=children))  # fmt: skip
        elif children:
            kept.append(NavEntry(title=title or "…", href=children[0].href, children=children))
    return tuple(kept)

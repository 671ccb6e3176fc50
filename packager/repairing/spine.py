"""The spine: every document of the reading order once, all that is linked to, and a way to each.

EPUB 3.3, section 5.7: https://www.w3.org/TR/epub-33/#sec-pkg-spine
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Where
from packager.errors import ReadError
from packager.repairing.epub import OPF, SVG_TYPE, XHTML, XHTML_TYPE, Epub, href_to, is_element
from packager.repairing.package import ncx_item
from packager.repairing.xml_tree import parse
from packager.sources.archive import natural

if TYPE_CHECKING:
    from lxml import etree

_ATTRIBUTES = frozenset({"idref", "linear", "properties", "id"})
_DIRECTIONS = frozenset({"ltr", "rtl", "default"})
_PROPERTIES = frozenset({"page-spread-left", "page-spread-right"})
_PREFIXED = ("rendition:",)


def mend_spine(epub: Epub) -> None:
    """Mend the references of the spine.

    Raises:
        ReadError: No content document is left to read.
    """
    spine = epub.part("spine")
    items = epub.by_id()
    seen: set[str] = set()
    for ref in list(spine):
        if not is_element(ref):
            continue
        item = items.get(ref.get("idref", "").strip())
        if ref.tag != f"{{{OPF}}}itemref" or item is None or item.get("id") in seen:
            spine.remove(ref)
            epub.note(Code.REPAIRED_PACKAGE, "places of the reading order that lead nowhere, or "
                      "lead twice to one document, were taken away")  # fmt: skip
            continue
        shown = _document(epub, item, items)
        if shown is None:
            spine.remove(ref)
            continue
        seen.add(shown.get("id", ""))
        if ref.get("idref") != shown.get("id"):
            ref.set("idref", shown.get("id", ""))
        _attributes(epub, ref)
    if not seen:
        _by_name(epub)
    _toc(epub, spine)


def _document(
    epub: Epub, item: etree._Element, items: dict[str, etree._Element]
) -> etree._Element | None:
    """The item a place of the spine shows: itself, with a fallback when it needs one."""
    kind = item.get("media-type", "")
    if kind in {XHTML_TYPE, SVG_TYPE}:
        return item
    step: etree._Element | None = item
    for _ in items:
        step = items.get(step.get("fallback", "")) if step is not None else None
        if step is not None and step.get("media-type") in {XHTML_TYPE, SVG_TYPE}:
            return item
    path = epub.path_of(item)
    if kind.startswith("image/") and path:
        return _page_of(epub, path)
    epub.note(Code.REPAIR_LEFT_OUT, "files no reading system shows left the reading order",
              example=item.get("href", ""))  # fmt: skip
    return None


def _page_of(epub: Epub, path: str) -> etree._Element:
    """A document that shows a picture."""
    stem = path.rpartition(".")[0]
    own = epub.free_path(f"{stem}.xhtml")
    href = escape(href_to(path, own))
    name = escape(path.rpartition("/")[2])
    root = parse(
        f'<html xmlns="{XHTML}"><head><title>{name}</title></head>'
        f'<body><p><img src="{href}" alt=""/></p></body></html>'
    )
    assert root is not None  # noqa: S101 - it was written here
    epub.files[own] = b""
    epub.documents[own] = root
    epub.note(Code.REPAIRED_PACKAGE, "pictures in the reading order got a page each", own)
    return epub.add_item(own, XHTML_TYPE)


def _attributes(epub: Epub, ref: etree._Element) -> None:
    for name in set(ref.attrib) - _ATTRIBUTES:
        del ref.attrib[name]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example=str(name))  # fmt: skip
    if ref.get("linear", "yes") not in {"yes", "no"}:
        del ref.attrib["linear"]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example="linear")  # fmt: skip
    said = ref.get("properties")
    if said is None:
        return
    kept = [one for one in said.split() if one in _PROPERTIES or one.startswith(_PREFIXED)]
    if kept != said.split() or not kept:
        epub.note(Code.REPAIRED_PACKAGE, "properties that are not defined were taken away")
        if kept:
            ref.set("properties", " ".join(kept))
        else:
            del ref.attrib["properties"]


def _by_name(epub: Epub) -> None:
    """A reading order for a book that gives none.

    Raises:
        ReadError: It has no document.
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    nav = epub.nav()
    documents = sorted(
        ((path, item) for path, item in epub.by_path().items()
         if item.get("media-type") == XHTML_TYPE and item is not nav),
        key=lambda pair: natural(pair[0]),
    )  # fmt: skip
    if not documents:
        raise ReadError(
            Code.NO_STORY,
            "it holds no document a reading system could show",
            where=Where(epub.name),
            hint="is it whole?",
        )
    for _, item in documents:
        etree.SubElement(epub.part("spine"), f"{{{OPF}}}itemref", idref=item.get("id", ""))
    epub.note(Code.REPAIRED_PACKAGE, "no reading order was given; documents follow by name")


def _toc(epub: Epub, spine: etree._Element) -> None:
    for name in set(spine.attrib) - {"toc", "page-progression-direction", "id"}:
        del spine.attrib[name]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example=str(name))  # fmt: skip
    if spine.get("page-progression-direction", "ltr") not in _DIRECTIONS:
        del spine.attrib["page-progression-direction"]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example="page-progression-direction")  # fmt: skip
    ncx = ncx_item(epub)
    named = ncx.get("id", "") if ncx is not None else None
    if spine.get("toc") != named:
        if named is None:
            del spine.attrib["toc"]
        else:
            spine.set("toc", named)
        epub.note(Code.REPAIRED_PACKAGE, "the NCX was named by the reading order")


def reach_all(epub: Epub, linked: set[str]) -> None:
    """Make everything links lead to part of the spine, and everything in it reachable.

    What is not linear must be linked to, and what is linked to must be in the spine
    (https://www.w3.org/TR/epub-33/#sec-itemref-elem).
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    spine, items, paths = epub.part("spine"), epub.by_id(), epub.by_path()
    refs = [ref for ref in spine if is_element(ref)]
    there = set(epub.spine())
    for ref in refs:
        path = epub.path_of(items[ref.get("idref", "")])
        if ref.get("linear") == "no" and path not in linked:
            del ref.attrib["linear"]
            epub.note(Code.REPAIRED_PACKAGE, "documents outside the line of reading that nothing "
                      "leads to were taken into it")  # fmt: skip
    if refs and all(ref.get("linear") == "no" for ref in refs):
        del refs[0].attrib["linear"]
        epub.note(Code.REPAIRED_PACKAGE, "a reading order of no line of reading got one")
    for path in sorted(linked - there):
        if path in paths:
            own = paths[path].get("id", "")
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=own, linear="no")
            epub.note(Code.REPAIRED_PACKAGE, "documents links lead to were put behind the reading "
                      "order")  # fmt: skip

"""The package document: read whatever its state, with the parts EPUB 3 wants, and nothing else.

EPUB 3.3, section 5: https://www.w3.org/TR/epub-33/#sec-package-doc
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.epub.container import CONTAINER, packages_of
from packager.readers.epub.mending import Mending
from packager.readers.epub.xml import Element, parse_xml
from packager.repairing.changes import Changes
from packager.repairing.documents import markup
from packager.repairing.epub import (
    DC,
    NCX_TYPE,
    OPF,
    XHTML_TYPE,
    XML_LANG,
    Epub,
    is_element,
    local,
    namespace,
)
from packager.repairing.xml_tree import mended, parse, without_prolog
from packager.sources.archive import natural

if TYPE_CHECKING:
    from lxml import etree

_DC_NAMES = frozenset({
    "contributor", "coverage", "creator", "date", "description", "format", "identifier", "language",
    "publisher", "relation", "rights", "source", "subject", "title", "type",
})  # fmt: skip
_PARTS = ("metadata", "manifest", "spine")
_KEPT = frozenset({*_PARTS, "guide", "collection"})
_ATTRIBUTES = frozenset({"version", "unique-identifier", "prefix", "dir", "id", XML_LANG})
_OPF_ATTRIBUTES = frozenset({"role", "file-as", "scheme", "event", "authority", "term"})


def open_package(name: str, files: dict[str, bytes], changes: Changes) -> Epub:
    """The EPUB of some files, with its package document as a tree.

    Raises:
        ReadError: There is no package document, and no content document to make one for.
        SourceError: The package document is no text.
    """
    from lxml import etree  # noqa: PLC0415 - only a repair needs trees

    epub = Epub(name=name, files=files, changes=changes, package=etree.Element("package"))
    found = packages_of(epub.container())
    if found:
        epub.path = found[0]
        epub.package = _tree(epub)
    else:
        epub.path = epub.free_path(_folder_of(files) + "content.opf")
        epub.package = _new(epub)
    mend_container(epub, found)
    _frame(epub)
    return epub


def _folder_of(files: dict[str, bytes]) -> str:
    documents = [path for path in files if path.lower().endswith((".xhtml", ".html", ".htm"))]
    if not documents:
        return ""
    folder = posixpath.commonpath([posixpath.dirname(path) for path in documents])
    return f"{folder}/" if folder else ""


def _new(epub: Epub) -> etree._Element:
    """A package for files that have none: their documents in the natural order of their names.

    Raises:
        ReadError: There is no document.
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    documents = sorted(
        (path for path in epub.files if path.lower().endswith((".xhtml", ".html", ".htm"))),
        key=natural,
    )
    if not documents:
        raise ReadError(
            Code.NO_STORY,
            "it holds neither a package document nor a document of text",
            where=Where(epub.name),
            hint="is it an EPUB? packager convert reads other kinds of sources",
        )
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF}, version="3.0")
    epub.package = root
    for part in _PARTS:
        etree.SubElement(root, f"{{{OPF}}}{part}")
    epub.files[epub.path] = b""
    for path in documents:
        item = epub.add_item(path, XHTML_TYPE)
        if not path.endswith(("nav.xhtml", "toc.html")):
            etree.SubElement(epub.part("spine"), f"{{{OPF}}}itemref", idref=item.get("id", ""))
    epub.note(Code.REPAIRED_PACKAGE, "the package document was missing and was made; documents "
              "follow by name")  # fmt: skip
    return root


def _tree(epub: Epub) -> etree._Element:
    text = markup(epub.files[epub.path], epub.path, epub, ())
    root = parse(text)
    if root is None:
        text = mended(text, epub.path, epub.changes)
        root = parse(text)
    if root is None or local(root) != "package" or namespace(root) != OPF or _is_odd(root):
        mending = Mending(epub.name, Report())
        found = parse_xml(text, epub.path, mending)
        root = _rebuilt(found.find("package") or found)
        epub.note(Code.REPAIRED_PACKAGE, "the package document was written anew in its form")
    return root


def _is_odd(root: etree._Element) -> bool:
    """Whether the parts of a package stand in no or another namespace, or one within another."""
    names = [local(child) for child in root if namespace(child) == OPF]
    return any(names.count(part) > 1 for part in _PARTS) or any(
        local(child) in _PARTS and namespace(child) != OPF for child in root
    ) or root.find(f".//{{{OPF}}}dc-metadata") is not None  # fmt: skip


def _rebuilt(found: Element) -> etree._Element:
    """A package of elements without namespaces as one that has them, however they were nested."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF, "dc": DC, "opf": OPF})
    for name in ("version", "unique-identifier", "prefix", "dir"):
        if found.get(name):
            root.set(name, found.get(name))
    if found.get("lang"):
        root.set(XML_LANG, found.get("lang"))
    parts = {part: etree.SubElement(root, f"{{{OPF}}}{part}") for part in _PARTS}
    parts["guide"] = etree.Element(f"{{{OPF}}}guide")
    for element in found.iter():
        _place(element, parts)
    if len(parts["guide"]):
        root.append(parts["guide"])
    return root


def _place(element: Element, parts: dict[str, etree._Element]) -> None:
    """Put an element into the part of the package it belongs to."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    home = {"item": "manifest", "itemref": "spine", "reference": "guide"}.get(element.name)
    if home is not None:
        child = etree.SubElement(parts[home], f"{{{OPF}}}{element.name}")
        for name, value in element.attributes.items():
            if name.replace("-", "").isalnum() and name[0].isalpha():
                child.set(name, value)
    elif element.name == "spine":
        for name in ("toc", "page-progression-direction"):
            if element.get(name):
                parts["spine"].set(name, element.get(name))
    elif element.name in _DC_NAMES or element.name in {"meta", "link"}:
        _statement(parts["metadata"], element)


def _statement(metadata: etree._Element, element: Element) -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    space = DC if element.name in _DC_NAMES else OPF
    child = etree.SubElement(metadata, f"{{{space}}}{element.name}")
    child.text = element.raw_text or None
    for name, value in element.attributes.items():
        if name == "lang":
            child.set(XML_LANG, value)
        elif name in _OPF_ATTRIBUTES and space == DC:
            child.set(f"{{{OPF}}}{name}", value)
        elif name.replace("-", "").isalnum() and name[0].isalpha():
            child.set(name, value)


def mend_container(epub: Epub, packages: tuple[str, ...]) -> None:
    """Write ``META-INF/container.xml`` where it is not one that names the package alone.

    EPUB 3.3, section 4.2.6.3.1: https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml
    """
    found = epub.files.get(CONTAINER)
    if found is not None and _names_package(found, epub):
        return
    what = "the file that names the package document was missing and was made"
    if found is not None:
        what = "the file that names the package document was written anew"
    if len(packages) > 1:
        epub.note(Code.REPAIR_LEFT_OUT, "of several renditions only the first is named",
                  CONTAINER, example=packages[1])  # fmt: skip
    epub.note(Code.REPAIRED_CONTAINER, what, CONTAINER)
    write_container(epub)


def write_container(epub: Epub) -> None:
    """Write the file that names the package document."""
    from html import escape  # noqa: PLC0415 - as lxml is

    others = {path: content for path, content in epub.files.items() if path != CONTAINER}
    epub.files = {
        CONTAINER: (
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">\n'
            "<rootfiles>\n"
            f'<rootfile full-path="{escape(epub.path)}" '
            'media-type="application/oebps-package+xml"/>\n'
            "</rootfiles>\n"
            "</container>\n"
        ).encode(),
        **others,
    }


def _names_package(found: bytes, epub: Epub) -> bool:
    """Whether a container file is well formed and names the package document, and no other."""
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError:
        return False
    root = parse(without_prolog(text, CONTAINER, Changes(epub.name), ()))
    space = "{urn:oasis:names:tc:opendocument:xmlns:container}"
    if root is None or root.tag != f"{space}container" or root.get("version") != "1.0":
        return False
    named = root.findall(f"{space}rootfiles/{space}rootfile")
    return len(named) == 1 and named[0].get("full-path") == epub.path and \
        named[0].get("media-type") == "application/oebps-package+xml"  # fmt: skip


def _frame(epub: Epub) -> None:
    """Give the package its parts in their order, and take away what EPUB 3 has none of."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    root = epub.package
    if root.get("version", "").strip() != "3.0":
        epub.note(Code.REPAIRED_PACKAGE, f"the version was {root.get('version') or 'missing'} and "
                  "became 3.0")  # fmt: skip
        root.set("version", "3.0")
    for name in set(root.attrib) - _ATTRIBUTES:
        del root.attrib[name]
        epub.note(Code.REPAIRED_PACKAGE, "attributes that are not allowed were taken away",
                  example=str(name).rpartition("}")[2])  # fmt: skip
    for child in list(root):
        if is_element(child) and local(child) not in _KEPT:
            root.remove(child)
            epub.note(Code.REPAIRED_PACKAGE, "parts EPUB 3 does not know were taken away",
                      example=local(child))  # fmt: skip
    for part in _PARTS:
        found = root.find(f"{{{OPF}}}{part}")
        if found is None:
            etree.SubElement(root, f"{{{OPF}}}{part}")
            epub.note(Code.REPAIRED_PACKAGE, "missing parts were added", example=part)
    _without_text(epub)
    order = {name: number for number, name in enumerate((*_PARTS, "guide", "collection"))}
    elements = [child for child in root if is_element(child)]
    if [order[local(c)] for c in elements] != sorted(order[local(c)] for c in elements):
        for child in sorted(elements, key=lambda child: order[local(child)]):
            root.append(child)
        epub.note(Code.REPAIRED_PACKAGE, "parts were put in their order")


def _without_text(epub: Epub) -> None:
    """Take away text between the statements, where none may stand."""
    for element in epub.package.iter("*"):
        parts = local(element) in {"package", "guide", *_PARTS}
        if parts and (element.text or "").strip():
            element.text = "\n"
            epub.note(Code.REPAIRED_PACKAGE, "text between the statements was taken away")
        if (element.tail or "").strip():
            element.tail = "\n"
            epub.note(Code.REPAIRED_PACKAGE, "text between the statements was taken away")


def ncx_item(epub: Epub) -> etree._Element | None:
    """The item of the NCX; ``None`` when there is none."""
    return next((item for item in epub.items() if item.get("media-type") == NCX_TYPE), None)

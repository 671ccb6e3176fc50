"""The content documents of an EPUB read as trees, and written where something was changed.

EPUB 3.3, section 6.1: https://www.w3.org/TR/epub-33/#sec-xhtml
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from packager.diagnostics import Code, Report
from packager.errors import SourceError
from packager.readers.epub.mending import Mending
from packager.repairing.epub import OPS, XHTML, XHTML_TYPE, Epub, is_element, local, namespace
from packager.repairing.xml_tree import decoded, mended, parse, without_prolog, written

if TYPE_CHECKING:
    from lxml import etree

DOCTYPE = "<!DOCTYPE html>\n"

_DOCTYPES = ("html", 'html system "about:legacy-compat"')


def read_documents(epub: Epub) -> None:
    """Read every XHTML document the manifest lists.

    Raises:
        SourceError: One of them is no text.
    """
    for path, item in epub.by_path().items():
        if item.get("media-type") == XHTML_TYPE:
            epub.documents[path] = _tree(epub, path)


def markup(found: bytes, path: str, epub: Epub, doctypes: tuple[str, ...]) -> str:
    """The text of a file of markup from its root on.

    Raises:
        SourceError: It is no text.
    """
    mending = Mending(epub.name, Report())
    return without_prolog(decoded(found, path, epub.changes, mending), path, epub.changes, doctypes)


def _tree(epub: Epub, path: str) -> etree._Element:
    text = markup(epub.files[path], path, epub, _DOCTYPES)
    root = parse(text)
    if root is None:
        text = mended(text, path, epub.changes)
        root = parse(text)
    if root is None or local(root).lower() != "html":
        from packager.repairing.html_tree import html_tree  # noqa: PLC0415 - few documents need it

        if not _is_well_formed(text):  # else it is nested too deeply for the parser of XML
            epub.note(Code.REPAIRED_MARKUP, "documents that are not well-formed XML were read as "
                      "browsers read them", path)  # fmt: skip
        root = html_tree(text)
    if namespace(root) != XHTML or local(root) != "html":
        root = _in_namespace(root)
        epub.note(Code.REPAIRED_MARKUP, "documents without the namespace of XHTML got it", path)
    return _framed(root, epub, path)


def _is_well_formed(text: str) -> bool:
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)  # noqa: FBT003 - it takes no keyword
    except expat.ExpatError:
        return False
    return True


def _in_namespace(root: etree._Element) -> etree._Element:
    """The document with what stands in no namespace, or in one HTML never had, in that of XHTML."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    wrong = namespace(root)
    new = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    for name, value in root.attrib.items():
        new.set(name, value)
    new.text = root.text
    new.extend(list(root))
    for element in new.iter("*"):
        if namespace(element) == wrong:
            element.tag = f"{{{XHTML}}}{local(element).lower()}"
    etree.cleanup_namespaces(new, keep_ns_prefixes=["epub"])
    return new


def _framed(root: etree._Element, epub: Epub, path: str) -> etree._Element:
    """The document with exactly a head and a body."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    head = root.find(f"{{{XHTML}}}head")
    bodies = root.findall(f"{{{XHTML}}}body")
    if head is None:
        head = etree.Element(f"{{{XHTML}}}head")
        root.insert(0, head)
        epub.note(Code.REPAIRED_MARKUP, "missing parts of documents were added", path)
    elif root.index(head) or root.findall(f"{{{XHTML}}}head")[1:]:
        root.insert(0, head)
    if not bodies:
        bodies = [etree.SubElement(root, f"{{{XHTML}}}body")]
        epub.note(Code.REPAIRED_MARKUP, "missing parts of documents were added", path)
    body = bodies[0]
    strays = [child for child in root if child is not head and child is not body
              and is_element(child)]  # fmt: skip
    for stray in strays:  # what stands behind the body is shown behind it
        epub.note(Code.REPAIRED_MARKUP, "content outside the body was taken into it", path)
        tail, stray.tail = stray.tail, None
        if root.index(stray) < root.index(body):
            body.insert(0, stray)
        else:
            body.append(stray)
        if stray.tag == f"{{{XHTML}}}body":
            stray.tag = f"{{{XHTML}}}div"
        _after(stray, tail)
    return root


def _after(element: etree._Element, text: str | None) -> None:
    if text and text.strip():
        element.tail = text


def write_documents(epub: Epub) -> None:
    """Write the documents something was changed in; the others stay byte for byte.

    Raises:
        SourceError: One of them can't be written.
    """
    touched = epub.changes.touched()
    for path, root in epub.documents.items():
        if path in touched:
            try:
                epub.files[path] = written(root, DOCTYPE)
            except (RecursionError, MemoryError) as error:
                raise SourceError(
                    Code.SOURCE_TOO_LARGE, f"{path} is nested more deeply than can be written"
                ) from error

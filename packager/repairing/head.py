"""The head of a document: one title that says something, one encoding, links that lead somewhere.

HTML, section 4.2: https://html.spec.whatwg.org/multipage/semantics.html#document-metadata
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.checks.conformance.html_elements import element
from packager.diagnostics import Code
from packager.repairing.epub import XHTML, Epub, is_element, local
from packager.repairing.tree import remove

if TYPE_CHECKING:
    from lxml import etree

_STATES = frozenset({"content-security-policy", "default-style", "refresh", "x-ua-compatible"})
_MAX_TITLE = 200


def mend_head(root: etree._Element, epub: Epub, path: str, title: str) -> None:
    """Mend the head of a document.

    Args:
        root: Its root.
        epub: The EPUB, told of changes.
        path: The document.
        title: What the document is called, when it does not say so itself.
    """
    head = root.find(f"{{{XHTML}}}head")
    if head is None:
        return
    _titles(head, root, epub, path, title)
    _metas(head, epub, path)
    model = element("head")
    for child in list(head):
        if not is_element(child):
            continue
        means = child.get("href", "").strip() and (child.get("rel") or child.get("property"))
        if local(child) == "link" and not means:
            remove(child)
            epub.note(Code.REPAIRED_MARKUP, "links of the head without a meaning were taken away",
                      path)  # fmt: skip
        elif model is not None and local(child) not in model.children:
            _to_body(child, root)
            epub.note(Code.REPAIRED_MARKUP, "content in the head, which is not shown, was hidden "
                      "in the body", path)  # fmt: skip


def _titles(head: etree._Element, root: etree._Element, epub: Epub, path: str, title: str) -> None:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    titles = head.findall(f"{{{XHTML}}}title")
    said = next((one for one in titles if "".join(one.itertext()).strip()), None)
    for one in titles:
        if one is not said:
            remove(one)
    if said is not None and len(titles) == 1 and not len(said):
        return
    epub.note(Code.REPAIRED_MARKUP, "titles of documents that said nothing were filled", path)
    if said is None:
        said = etree.SubElement(head, f"{{{XHTML}}}title")
        said.text = _heading(root) or title
    else:
        text = " ".join("".join(said.itertext()).split())
        for child in list(said):
            said.remove(child)
        said.text = text


def _heading(root: etree._Element) -> str:
    for level in range(1, 7):
        for found in root.iter(f"{{{XHTML}}}h{level}"):
            text = " ".join("".join(found.itertext()).split())
            if text:
                return text[:_MAX_TITLE]
    return ""


def _metas(head: etree._Element, epub: Epub, path: str) -> None:
    """Keep one declaration of the encoding, which is UTF-8, and what a meta element may say."""
    seen = False
    for meta in head.findall(f"{{{XHTML}}}meta"):
        state = meta.get("http-equiv", "").strip().lower()
        says_encoding = state == "content-type" or "charset" in meta.attrib
        keep = not (says_encoding and seen) and _means(meta, state)
        seen = seen or says_encoding
        if not keep:
            remove(meta)
            epub.note(Code.REPAIRED_MARKUP, "meta elements that EPUB 3 does not know were taken "
                      "away", path)  # fmt: skip
        elif says_encoding and not _is_utf8(meta, state):
            meta.attrib.clear()
            meta.set("charset", "utf-8")
            epub.note(Code.REPAIRED_MARKUP, "encodings declared were set right", path)


def _means(meta: etree._Element, state: str) -> bool:
    if state:
        return state == "content-type" or (state in _STATES and "content" in meta.attrib)
    if "charset" in meta.attrib:
        return True
    named = {"name", "property", "itemprop"} & set(meta.attrib)
    return bool(named) and "content" in meta.attrib


def _is_utf8(meta: etree._Element, state: str) -> bool:
    if state:
        said = "".join(meta.get("content", "").lower().split())
        return said == "text/html;charset=utf-8" and "charset" not in meta.attrib
    return meta.get("charset", "").strip().lower() == "utf-8"


def _to_body(child: etree._Element, root: etree._Element) -> None:
    body = root.find(f"{{{XHTML}}}body")
    if body is None:
        return
    child.set("hidden", "hidden")
    child.tail = body.text
    body.text = None
    body.insert(0, child)

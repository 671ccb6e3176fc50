"""Attributes of XHTML: those EPUB 3 does not know are replaced by their equivalent, or taken away.

EPUB 3.3, section 6.1: https://www.w3.org/TR/epub-33/#sec-xhtml; what an attribute may say stands in
``checks``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packager.checks.conformance.html_attributes import EPUB_TYPE
from packager.checks.conformance.html_elements import Element, element
from packager.diagnostics import Code
from packager.repairing.epub import XHTML, XLINK, XML_LANG, Epub, local, namespace
from packager.repairing.obsolete import style_of
from packager.repairing.tree import add_style
from packager.transforms.language_tag import tag_of

if TYPE_CHECKING:
    from lxml import etree

_DEPRECATED_ROLES = frozenset({"doc-biblioentry", "doc-endnote"})
_RESERVED = ("idpf.org", "w3.org")
"""Domains whose namespaces no custom attribute may have (EPUB 3.3, section 6.1.3.1)."""

_Z3998 = "http://www.daisy.org/z3998/2012/vocab/structure/#"
PREFIX = f"{{{'http://www.idpf.org/2007/ops'}}}prefix"


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"data-[a-z_][a-z0-9._-]*")


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(r"[\w.-]+(?::[\w.-]+)?", re.ASCII)


def mend_attributes(root: etree._Element, epub: Epub, path: str) -> None:
    """Mend the attributes of every element of HTML in a document."""
    bound = _bound_prefixes(root)
    for found in root.iter(f"{{{XHTML}}}*"):
        parent = found.getparent()
        around = local(parent) if parent is not None else ""
        model = element(local(found), around)
        if model is None or not found.attrib:
            continue
        for name in list(found.attrib):
            _attribute(found, name, model, epub, path)
        _languages(found, epub, path)
        _roles(found, model, epub, path)
        if EPUB_TYPE in found.attrib:
            _types(found, root, bound, epub, path)


def _attribute(found: etree._Element, name: str, model: Element, epub: Epub, path: str) -> None:
    pattern = model.attributes.get(name)
    if name in model.attributes:
        if name == EPUB_TYPE:
            return  # its values are looked at one by one
        if pattern is None or pattern.fullmatch(found.get(name, "")):
            return
        if name == "id":
            return  # ids are mended together, with what leads to them
    elif _is_custom(name):
        return
    style = style_of(found, name) if "{" not in name else ""
    value = found.attrib.pop(name)
    own = name.rpartition("}")[2]
    if name in {"lang", XML_LANG} and tag_of(value):
        found.set(name, tag_of(value))
        epub.note(Code.REPAIRED_MARKUP, "language tags were written as they must be", path)
        return
    if name == "name" and "id" not in found.attrib and value.strip():
        found.set("id", value)
        epub.note(Code.REPAIRED_MARKUP, "names of places became ids", path)
        return
    if style:
        add_style(found, style)
        epub.note(Code.REPAIRED_MARKUP, "obsolete attributes became style", path)
    else:
        epub.note(Code.REPAIRED_MARKUP, "attributes that are not allowed were taken away", path,
                  example=own)  # fmt: skip


def _is_custom(name: str) -> bool:
    """Whether an attribute is one anybody may invent: of data, or of a namespace of his own."""
    if name.startswith("{"):
        space = name[1:].partition("}")[0]
        return space != XLINK and not any(domain in space for domain in _RESERVED)
    return _name().fullmatch(name) is not None


def _languages(found: etree._Element, epub: Epub, path: str) -> None:
    """Make both attributes of language say the same; XML's is the one reading systems follow."""
    said, other = found.get(XML_LANG), found.get("lang")
    if said is not None and other is not None and said.lower() != other.lower():
        found.set("lang", said)
        epub.note(Code.REPAIRED_MARKUP, "languages an element gives twice were made one", path)


def _roles(found: etree._Element, model: Element, epub: Epub, path: str) -> None:
    roles = found.get("role", "").split()
    if roles and (not set(roles) <= model.roles or set(roles) & _DEPRECATED_ROLES):
        del found.attrib["role"]
        epub.note(Code.REPAIRED_MARKUP, "roles an element can't have were taken away", path,
                  example=roles[0])  # fmt: skip


def _types(
    found: etree._Element, root: etree._Element, bound: set[str], epub: Epub, path: str
) -> None:
    """Keep the types whose prefix is bound; of the vocabulary of DAISY the binding is added."""
    types = found.get(EPUB_TYPE, "").split()
    prefixes = {kind.partition(":")[0] for kind in types if ":" in kind}
    if "z3998" in prefixes - bound:
        own = root.get(PREFIX, "").strip()
        root.set(PREFIX, f"{own} z3998: {_Z3998}".strip())
        bound.add("z3998")
        epub.note(Code.REPAIRED_MARKUP, "prefixes were declared", path)
    kept = [
        kind
        for kind in types
        if _kind().fullmatch(kind) and (":" not in kind or kind.partition(":")[0] in bound)
    ]
    if not kept or kept != types:
        epub.note(Code.REPAIRED_MARKUP, "types of unknown vocabularies were taken away", path)
        if kept:
            found.set(EPUB_TYPE, " ".join(kept))
        else:
            del found.attrib[EPUB_TYPE]


def _bound_prefixes(root: etree._Element) -> set[str]:
    reserved = {"msv", "prism"}
    return reserved | set(re.findall(r"([A-Za-z][\w.-]*):\s", root.get(PREFIX, "") + " "))


def is_html(found: etree._Element) -> bool:
    """Whether an element is one of HTML."""
    return namespace(found) == XHTML

"""Content documents: whether XHTML is what EPUB 3 asks for, element by element.

It agrees with the schemas of EPUBCheck. What a document embeds in SVG, MathML or ``epub:switch``
is taken as it is; so is what stands in custom elements. EPUB 3.3, section 6.1:
https://www.w3.org/TR/epub-33/#sec-xhtml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from packager.checks.conformance.content_attributes import attribute_findings
from packager.checks.conformance.document_walk import DocumentWalk, has_text
from packager.checks.conformance.epub_file import SVG_TYPE, XHTML_TYPE, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.html_attributes import LABELLED, REFERENCES
from packager.checks.conformance.html_elements import (
    ACTS_WITH,
    FLOW,
    NEVER_WITHIN,
    OBSOLETE,
    PHRASING,
    SCRIPTING,
    Element,
    Names,
    element,
)
from packager.checks.conformance.rule import Rule
from packager.checks.conformance.xhtml_1 import old_content_findings
from packager.profile import ProfileName

XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"

_START = len(XHTML)
_PREFIX = f"{OPS}prefix"
_ISLANDS = {
    "{http://www.w3.org/2000/svg}svg": "svg:svg",
    "{http://www.w3.org/1998/Math/MathML}math": "m:math",
    f"{OPS}switch": "epub:switch",
    f"{OPS}trigger": "epub:trigger",
}
_NOWHERE: Names = frozenset()
_BLOCKS = FLOW - PHRASING
_ONLY_WITHIN = {"area": f"{XHTML}map", "meta": f"{XHTML}head"}
_OLD = "html gave it up; use CSS or another element"
_SHOWN = 6
_CONTENT_TYPE = "text/html;charset=utf-8"


def content_rules(book: EpubFile, _profile: ProfileName) -> Iterator[Finding]:
    """What is wrong with the content documents of a book."""
    for item in book.by_path.values():
        if item.media_type not in {XHTML_TYPE, SVG_TYPE}:
            continue
        document = book.document(item.path)
        if document is None:
            yield from _broken(book, item.path)
        elif item.media_type == XHTML_TYPE and book.is_epub_2:
            yield from old_content_findings(document.root, item.path)
        elif item.media_type == XHTML_TYPE:
            yield from content_findings(document.root, item.path)


def _broken(book: EpubFile, path: str) -> Iterator[Finding]:
    error = book.parse_error(path)
    if error is not None:  # else it is missing, which is the manifest's affair
        yield Finding(
            rule=Rule.NOT_WELL_FORMED,
            message=error.message,
            path=path,
            line=error.line,
            column=error.column,
        )


def content_findings(root: etree._Element, path: str) -> Iterator[Finding]:
    """Where a content document of EPUB 3 is not what the standard asks for.

    Time is linear in the size of the document.

    Args:
        root: Its root element; comments and processing instructions may be in it.
        path: Where it is in the book.
    """
    walk = DocumentWalk(path, prefixes=_declared(root.get(_PREFIX, "")))
    if walk.has_html(root):
        walk.ask_encoding(root)
        _doctype(walk, root)
        _elements(walk, root)
        _head(walk, root)
        _references(walk)
    yield from walk.found


def _declared(prefix: str) -> tuple[str, ...]:
    return tuple(word[:-1] for word in prefix.split() if word.endswith(":"))


@dataclass(frozen=True, slots=True)
class _Place:
    """An element still to be looked at.

    Attributes:
        node: The element.
        spec: What HTML says about it.
        allowed: Names of the elements that may stand in it here.
        barred: Names of those that must not, because of an element around it.
    """

    node: etree._Element
    spec: Element
    allowed: Names
    barred: Names


def _elements(walk: DocumentWalk, root: etree._Element) -> None:
    html = element("html")
    if html is None:
        return
    stack = [_Place(root, html, html.children, _NOWHERE)]
    while stack:
        place = stack.pop()
        node, spec = place.node, place.spec
        attribute_findings(walk, node, spec)
        if not spec.text and has_text(node):
            walk.add(Rule.ELEMENT_MISPLACED, node, f"text stands in {spec.name}, which has none")
        if len(node) > 0 or spec.order is not None:
            stack += reversed(_children(walk, place))


def _children(walk: DocumentWalk, place: _Place) -> list[_Place]:
    """The children that are elements of HTML, with what may stand in each."""
    spec = place.spec
    allowed = _only_text(place) if spec.name == "time" else place.allowed
    inner = NEVER_WITHIN.get(spec.name)
    barred = place.barred if inner is None else place.barred | inner
    follow = []
    order = []
    for child in place.node:
        tag = child.tag
        if not isinstance(tag, str):
            continue  # a comment
        name = tag[_START:] if tag.startswith(XHTML) else _foreign(tag)
        known = element(name, spec.name)
        order.append(name)
        if known is None:
            _other(walk, child, name, spec.name, allowed)
            continue
        if name not in allowed:
            _misplaced(walk, child, name, spec.name)
        elif barred and _is_barred(child, name, barred):
            message = f"{name} stands within an element that must not hold one at any depth"
            walk.add(Rule.ELEMENT_MISPLACED, child, message)
        if name in _ONLY_WITHIN and not _is_at_home(child, name):
            _misplaced(walk, child, name, spec.name)
        follow.append(_Place(child, known, _inside(known, allowed), barred))
    if spec.name == "ruby" and len(place.node) > 0 and (place.node[-1].tail or "").strip():
        walk.add(Rule.ELEMENT_MISPLACED, place.node, "text of ruby follows its last reading")
    if spec.order is not None:
        _order(walk, place.node, spec, [name for name in order if name not in SCRIPTING])
    return [found for found in follow if found.spec.name != "template"]


def _only_text(place: _Place) -> Names:
    """What may stand in ``time``: nothing but a date, unless an attribute says it."""
    return place.allowed if place.node.get("datetime") is not None else _NOWHERE


def _is_at_home(node: etree._Element, name: str) -> bool:
    """Whether an element that belongs in one place only is there."""
    if name == "meta" and any(node.get(key) is not None for key in ("itemprop", "property")):
        return True
    return any(around.tag == _ONLY_WITHIN[name] for around in node.iterancestors())


def _misplaced(walk: DocumentWalk, node: etree._Element, name: str, parent: str) -> None:
    walk.add(Rule.ELEMENT_MISPLACED, node, f"{name} stands in {parent}, where it must not")


def _order(walk: DocumentWalk, node: etree._Element, spec: Element, order: list[str]) -> None:
    sequence = "".join(f"{name} " for name in order)
    if spec.order is None or spec.order.fullmatch(sequence):
        return
    if order:
        shown = ", ".join(order[:_SHOWN]) + (", …" if len(order) > _SHOWN else "")
        message = f"the children of {spec.name} are incomplete or out of order: {shown}"
    else:
        message = f"{spec.name} is empty and must not be"
    walk.add(Rule.ELEMENT_MISPLACED, node, message)


def _inside(spec: Element, around: Names) -> Names:
    """What may stand in an element, given what may stand around it."""
    if spec.transparent and "p" not in around:
        return spec.children - _BLOCKS
    return spec.children


def _foreign(tag: str) -> str:
    return _ISLANDS.get(tag, tag if tag.startswith("{") else f"{{}}{tag}")


def _other(
    walk: DocumentWalk, node: etree._Element, name: str, parent: str, allowed: Names
) -> None:
    """An element that is not one of HTML: an island, a custom element, or a mistake."""
    _ids(walk, node)
    if name in _ISLANDS.values():
        if name not in allowed:
            _misplaced(walk, node, name, parent)
        if name.startswith("epub:"):
            walk.add(Rule.DISCOURAGED, node, f"{name} is deprecated")
    elif name.startswith("{"):
        what = etree.QName(node)
        where = f"the namespace {what.namespace}" if what.namespace else "no namespace"
        message = f"{what.localname} of {where} is no element of XHTML"
        walk.add(Rule.ELEMENT_UNKNOWN, node, message)
    elif "-" not in name:
        hint = _OLD if name in OBSOLETE else ""
        walk.add(Rule.ELEMENT_UNKNOWN, node, f"{name} is no element of HTML", hint)
    elif "a" not in allowed:
        _misplaced(walk, node, name, parent)


def _ids(walk: DocumentWalk, node: etree._Element) -> None:
    """The ids within an island; only its own language says what they mean."""
    for inner in node.iter("*"):
        own = inner.get("id")
        if own is not None:
            walk.ids[own] = ""


def _is_barred(node: etree._Element, name: str, barred: Names) -> bool:
    """Whether an element must not stand within one of those around it."""
    if name in barred:
        return name != "input" or node.get("type") != "hidden"
    needed = ACTS_WITH.get(name)
    return needed is not None and f"{name}[{needed}]" in barred and node.get(needed) is not None


def _head(walk: DocumentWalk, root: etree._Element) -> None:
    head = root.find(f"{XHTML}head")
    if head is None:
        return
    title = head.find(f"{XHTML}title")
    if title is None:
        walk.add(Rule.DISCOURAGED, head, "the document has no title")
    elif not "".join(title.itertext()).strip():
        walk.add(Rule.TITLE_EMPTY, title, "the title of the document is empty")
    encodings = 0
    for meta in head.findall(f"{XHTML}meta"):
        encodings += meta.get("charset") is not None
        said = "".join(meta.get("content", "").split()).lower()
        if meta.get("http-equiv", "").lower() == "content-type" and said != _CONTENT_TYPE:
            message = f"the content type is “{meta.get('content', '')[:60]}”"
            walk.add(Rule.ATTRIBUTE_WRONG, meta, message, "write text/html; charset=utf-8")
    if encodings > 1:
        walk.add(Rule.ELEMENT_MISPLACED, head, "the encoding is said more than once")


def _references(walk: DocumentWalk) -> None:
    """Attributes that name ids; a document that ends has all of its ids."""
    for node, name, value in walk.references:
        kinds = LABELLED if node.tag == f"{XHTML}label" else REFERENCES.get(name)
        for target in value.split():
            found = walk.ids.get(target)
            if found is None or (kinds and found not in kinds):
                message = f"{name} names {target[:60]}, which is no such element of this document"
                walk.add(Rule.ATTRIBUTE_WRONG, node, message)


def _doctype(walk: DocumentWalk, root: etree._Element) -> None:
    about = root.getroottree().docinfo
    kind = about.public_id or about.system_url
    if kind and (about.public_id or kind != "about:legacy-compat"):
        message = f"the document type is {kind[:80]}, not that of HTML"
        walk.add(Rule.DOCTYPE_EXTERNAL, root, message, "write <!DOCTYPE html>, or leave it out")
    for entity in about.internalDTD.iterentities() if about.internalDTD is not None else ():
        if entity.system_url:
            message = f"the entity {entity.name[:60]} is taken from outside the document"
            walk.add(Rule.DOCTYPE_EXTERNAL, root, message)

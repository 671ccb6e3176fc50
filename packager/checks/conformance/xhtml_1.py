"""Content documents of EPUB 2: XHTML 1.1, element by element, as its modules have it.

OPS 2.0.1, section 2.2: https://idpf.org/epub/20/spec/OPS_2.0.1_draft.htm#Section2.2. What an
attribute says is looked at only where it is an id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from lxml import etree

from packager.checks.conformance.document_walk import DocumentWalk, has_text
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.names import each, names
from packager.checks.conformance.rule import Rule

_XHTML = "{http://www.w3.org/1999/xhtml}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_SVG = "{http://www.w3.org/2000/svg}svg"
_SWITCH = "{http://www.idpf.org/2007/ops}switch"
_DOCTYPE = "-//W3C//DTD XHTML 1.1//EN"
_START = len(_XHTML)

_INLINE = names(
    "a abbr acronym applet b bdo big br cite code del dfn em i iframe img ins kbd map noscript "
    "object q samp script small span strong sub sup tt var svg switch"
)
_BLOCK = names(
    "address blockquote del div dl h1 h2 h3 h4 h5 h6 hr ins noscript ol p pre script table ul svg "
    "switch"
)
_FLOW = _INLINE | _BLOCK

_CHILDREN: dict[str, frozenset[str]] = {
    **each(
        "a abbr acronym address b bdo big caption cite code dfn dt em h1 h2 h3 h4 h5 h6 i kbd p "
        "pre q samp small span strong sub sup tt var",
        _INLINE,
    ),
    **each("blockquote body noscript", _BLOCK),
    **each("dd del div iframe ins li td th", _FLOW),
    **each("area base br col hr img link meta param script style title", frozenset()),
    **each("applet object", _FLOW | {"param"}),
    **each("ol ul", frozenset(("li",))),
    **each("tbody tfoot thead", frozenset(("tr",))),
    "colgroup": frozenset(("col",)),
    "dl": names("dd dt"),
    "head": names("base link meta object script style title"),
    "html": names("body head"),
    "map": _BLOCK | {"area"},
    "table": names("caption col colgroup tbody tfoot thead tr"),
    "tr": names("td th"),
}
_TEXTLESS = names(
    "area base blockquote body br col colgroup dl head hr html img link map meta noscript ol param "
    "table tbody tfoot thead tr ul"
)
_NOT_EMPTY = names("blockquote body dl map noscript ol tbody tfoot thead tr ul")
_ORDERS: dict[str, str] = {
    "head": r"(?!.*\btitle .*\btitle )(?=.*\btitle ).*+",
    "html": r"head body ",
    "table": (
        r"(?:caption )?+(?:(?:col )*+|(?:colgroup )*+)(?:(?:tr )++|(?:thead )?+(?:tfoot )?+"
        r"(?:tbody )++)"
    ),
}
_NO_LANGUAGE = names("applet base br param script")
_NO_STYLE = names("base head html link map meta param script style title")
_CELL = "abbr align axis char charoff colspan headers rowspan scope valign"
_ATTRIBUTES: dict[str, str] = {
    **each("col colgroup", "align char charoff span valign width"),
    **each("del ins", "cite datetime"),
    **each("blockquote q", "cite"),
    **each("tbody tfoot thead tr", "align char charoff valign"),
    **each("td th", _CELL),
    "a": "accesskey charset coords href hreflang rel rev shape tabindex target type",
    "applet": "alt archive code codebase height object width",
    "area": "accesskey alt coords href nohref shape tabindex target",
    "base": "href target",
    "head": "profile",
    "html": "version",
    "iframe": "frameborder height longdesc marginheight marginwidth scrolling src width",
    "img": "alt height ismap longdesc src usemap width",
    "link": "charset href hreflang media rel rev type",
    "meta": "content http-equiv name scheme",
    "object": (
        "archive classid codebase codetype data declare height name standby tabindex type usemap "
        "width"
    ),
    "param": "name type value valuetype",
    "script": "charset defer src type",
    "style": "media type",
    "table": "border cellpadding cellspacing frame rules summary width",
}
_REQUIRED: dict[str, tuple[str, ...]] = {
    "applet": ("height", "width"),
    "area": ("alt",),
    "base": ("href",),
    "bdo": ("dir",),
    "img": ("alt", "src"),
    "map": ("id",),
    "param": ("name",),
    "script": ("type",),
    "style": ("type",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element of XHTML 1.1: what may stand in it, and what it may have."""

    children: frozenset[str]
    text: bool
    order: re.Pattern[str] | None
    attributes: frozenset[str]
    required: tuple[str, ...]


@cache
def _element(name: str) -> _Element | None:
    children = _CHILDREN.get(name)
    if children is None:
        return None
    attributes = names(f"class id title xmlns {_ATTRIBUTES.get(name, '')}")
    if name not in _NO_LANGUAGE:
        attributes |= {"dir", "lang", f"{_XML}lang"}
    if name not in _NO_STYLE:
        attributes |= {"style"}
    if name in ("pre", "script", "style"):
        attributes |= {f"{_XML}space"}
    order = _ORDERS.get(name, r"(?s:.+)" if name in _NOT_EMPTY else None)
    return _Element(
        children=children,
        text=name not in _TEXTLESS,
        order=None if order is None else re.compile(order),
        attributes=attributes,
        required=_REQUIRED.get(name, ()),
    )


def old_content_findings(root: etree._Element, path: str) -> Iterator[Finding]:
    """Where a content document of EPUB 2 is not XHTML 1.1.

    Args:
        root: Its root element, ``html`` of XHTML.
        path: Where it is in the book.
    """
    walk = DocumentWalk(path)
    walk.ask_encoding(root)
    _doctype(walk, root)
    stack = [root] if walk.has_html(root) else []
    while stack:
        node = stack.pop()
        name = node.tag[_START:]
        spec = _element(name)
        if spec is None:
            walk.add(Rule.ELEMENT_UNKNOWN, node, f"{name} is no element of XHTML 1.1")
            continue
        _attributes(walk, node, name, spec)
        if not spec.text and has_text(node):
            walk.add(Rule.ELEMENT_MISPLACED, node, f"text stands in {name}, which has none")
        stack += reversed(_children(walk, node, name, spec))
    yield from walk.found


def _doctype(walk: DocumentWalk, root: etree._Element) -> None:
    about = root.getroottree().docinfo
    if about.internalDTD is not None and about.public_id != _DOCTYPE:
        message = f"the document type is {about.public_id or 'that of HTML'}, not {_DOCTYPE}"
        walk.add(Rule.DOCTYPE_EXTERNAL, root, message[:160])


def _children(
    walk: DocumentWalk, node: etree._Element, name: str, spec: _Element
) -> list[etree._Element]:
    follow, order = [], []
    for child in node:
        if not isinstance(child.tag, str):
            continue
        inner = _name(child.tag)
        order.append(inner)
        if inner not in spec.children and (not inner or inner in _CHILDREN):
            what = inner or etree.QName(child).localname
            walk.add(Rule.ELEMENT_MISPLACED, child, f"{what} stands in {name}, where it must not")
        if inner == "a" and any(up.tag == child.tag for up in child.iterancestors()):
            walk.add(Rule.ELEMENT_MISPLACED, child, "a link stands within a link")
        if child.tag.startswith(_XHTML):
            follow.append(child)
    sequence = "".join(f"{one} " for one in order)
    if spec.order is not None and spec.order.fullmatch(sequence) is None:
        message = f"the children of {name} are incomplete or out of order"
        walk.add(Rule.ELEMENT_MISPLACED, node, message)
    return follow


def _name(tag: str) -> str:
    """The name of an element as the tables have it; empty for one of another language."""
    if tag.startswith(_XHTML):
        return tag[_START:]
    return {_SVG: "svg", _SWITCH: "switch"}.get(tag, "")


def _attributes(walk: DocumentWalk, node: etree._Element, name: str, spec: _Element) -> None:
    for key, value in node.items():
        if key not in spec.attributes:
            shown = etree.QName(key).localname if key.startswith("{") else key
            walk.add(Rule.ATTRIBUTE_UNKNOWN, node, f"{name} has no attribute {shown} in EPUB 2")
        elif key == "dir" and value not in ("ltr", "rtl"):
            walk.add(Rule.ATTRIBUTE_WRONG, node, f"dir of {name} can't be “{value[:60]}”")
        elif key == "id" and _id().fullmatch(value.strip()) is None:
            message = f"“{value[:60]}” can't be an id in EPUB 2"
            walk.add(Rule.ATTRIBUTE_WRONG, node, message, "begin it with a letter")
    for key in spec.required:
        if node.get(key) is None:
            walk.add(Rule.ATTRIBUTE_WRONG, node, f"{name} has no {key}")


@cache
def _id() -> re.Pattern[str]:
    """A name without a colon: https://www.w3.org/TR/xml-names/#NT-NCName."""
    return re.compile(r"[^\W\d][\w.\-\u00b7\u0300-\u036f]*")

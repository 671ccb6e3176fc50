"""Documents that are no XML read the way browsers read them, as trees of XHTML.

HTML, section 13.2: https://html.spec.whatwg.org/multipage/parsing.html
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from packager.repairing.characters import printable
from packager.repairing.epub import MATHML, OPS, SVG, XHTML, XLINK
from packager.repairing.tokens import TAG, VOID, pieces

if TYPE_CHECKING:
    from lxml import etree
    from selectolax.lexbor import LexborNode

_ISLANDS = {"svg": SVG, "math": MATHML}
_ELEMENTS = {"svg": SVG, "m": MATHML, "mml": MATHML, "math": MATHML, "epub": OPS}
"""Prefixes of elements, which HTML does not know."""

MAX_DEPTH = 1_000
"""Elements nested deeper than this stand beside each other."""

_XML = "http://www.w3.org/XML/1998/namespace"
_ATTRIBUTES = {
    "xml": _XML, "xlink": XLINK, "epub": OPS, "ssml": "http://www.w3.org/2001/10/synthesis",
}  # fmt: skip
"""Prefixes of attributes that mean something in EPUB; others are dropped."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    alone = re.compile(rf"<(?={TAG})([A-Za-z_][^\s<>/]*+)([^<>]*?)\s*/>")
    prefix = re.compile(
        r"""xmlns:([A-Za-z][\w.-]{0,30})\s*=\s*["']http://www\.w3\.org/1999/xhtml"""
    )
    name = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
    return alone, prefix, name


def html_tree(text: str) -> etree._Element:
    """The tree of a document, whatever its markup; its root is ``html`` with a head and a body."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only what is no XML needs it

    alone, prefixed, _ = _patterns()
    own = prefixed.search(text[:4_096])
    if own:
        text = re.sub(rf"(</?){re.escape(own[1])}:", r"\1", text)
    parts = (_section(part) if is_left else alone.sub(_apart, part)
             for part, is_left in pieces(text))  # fmt: skip
    parsed = LexborHTMLParser("".join(parts))
    root = parsed.root
    assert root is not None  # noqa: S101 - the parser makes one of anything
    return _built(root)


def _section(part: str) -> str:
    """A comment as it is; a marked section, which HTML has none of, as the text it is."""
    if not part.startswith("<![CDATA["):
        return part
    return part[9:-3].replace("&", "&amp;").replace("<", "&lt;")


def _apart(found: re.Match[str]) -> str:
    """An empty element of XML with an end tag, where HTML would read on as if it were open."""
    name = found[1]
    return found[0] if name.lower() in VOID else f"<{name}{found[2]}></{name}>"


def _built(top: LexborNode) -> etree._Element:
    """The tree below a node, made without recursion, for it may be nested to any depth."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    _set(root, top)
    stack = [(top.first_child, root, 1)]
    while stack:
        node, parent, depth = stack.pop()
        if node is None:
            continue
        stack.append((node.next, parent, depth))
        tag = node.tag or ""
        if tag == "-text":
            _append(parent, printable(node.text_content or ""))
        elif tag == "-comment":
            said = printable(node.comment_content or "").replace("--", "- -").rstrip("-")
            parent.append(etree.Comment(said))
        elif not tag.startswith("-"):
            within = _element(parent, tag, node)
            around = parent if depth > MAX_DEPTH else within
            stack.append((node.first_child, around, depth + (around is within)))
    return root


def _append(parent: etree._Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _element(parent: etree._Element, tag: str, node: LexborNode) -> etree._Element:
    from lxml import etree  # noqa: PLC0415 - loaded by now

    outer, _, within = parent.tag[1:].partition("}")
    space = _ISLANDS.get(tag, XHTML if within in {"foreignObject", "annotation-xml"} else outer)
    if not _patterns()[2].fullmatch(tag):
        prefix, _, tag = tag.rpartition(":")
        tag = tag if _patterns()[2].fullmatch(tag) and prefix in _ELEMENTS else "span"
        space = _ELEMENTS.get(prefix, space)
    island: dict[str | None, str] | None = {None: space} if space != outer else None
    element = etree.SubElement(parent, f"{{{space}}}{tag}", nsmap=island)
    _set(element, node)
    return element


def _set(element: etree._Element, node: LexborNode) -> None:
    for name, value in node.attributes.items():
        prefix, colon, own = name.rpartition(":")
        if name.startswith("xmlns") or not _patterns()[2].fullmatch(own):
            continue
        if colon and prefix not in _ATTRIBUTES:
            continue
        full = f"{{{_ATTRIBUTES[prefix]}}}{own}" if colon else own
        element.set(full, printable(own if value is None else value))

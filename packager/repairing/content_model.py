"""What stands where it may not: put into what it needs around it, or made what may stand there.

HTML, section 3.2.5: https://html.spec.whatwg.org/multipage/dom.html#content-models. No word is
moved, added or taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.checks.conformance.html_elements import (
    ACTS_WITH,
    FLOW,
    NEVER_WITHIN,
    PHRASING,
    element,
)
from packager.diagnostics import Code
from packager.repairing.epub import MATHML, OPS, SVG, XHTML, Epub, local, namespace
from packager.repairing.obsolete import modern
from packager.repairing.order import mend_foreign, mend_order
from packager.repairing.tree import add_style, group_runs, regroup, remove, rename

if TYPE_CHECKING:
    from lxml import etree

_PASSES = 64
"""Each pass mends a level of what an earlier one laid open."""

_LOOKS = {
    "b": "font-weight: bold", "strong": "font-weight: bold", "i": "font-style: italic",
    "em": "font-style: italic", "cite": "font-style: italic", "dfn": "font-style: italic",
    "var": "font-style: italic", "u": "text-decoration: underline",
    "s": "text-decoration: line-through", "small": "font-size: smaller",
    "code": "font-family: monospace", "kbd": "font-family: monospace",
    "samp": "font-family: monospace", "pre": "font-family: monospace; white-space: pre-wrap",
}  # fmt: skip
"""What an element of a line looks like, for the block it becomes."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_IN_HEAD = frozenset({"link", "meta", "style", "base"})
_BLOCKS = FLOW - PHRASING
_PLAIN_BLOCKS = (
    frozenset({"p", "div", "section", "blockquote", "address", "article", "aside", "header",
               "footer", "main"}) | _HEADINGS
)  # fmt: skip
"""Blocks that a span set as a block can stand for."""

_KEEPS_LINE = _HEADINGS | {"rt", "rp", "rb", "summary", "legend", "button", "label", "option"}
"""Elements that can't become a block themselves."""

_AROUND: dict[str, tuple[frozenset[str], str]] = {
    **dict.fromkeys(("li",), (frozenset({"li"}), "ul")),
    **dict.fromkeys(("td", "th"), (frozenset({"td", "th"}), "tr")),
    **dict.fromkeys(("tr", "tbody", "thead", "tfoot"),
                    (frozenset({"tr", "tbody", "thead", "tfoot"}), "table")),
    **dict.fromkeys(("dt", "dd"), (frozenset({"dt", "dd"}), "dl")),
}  # fmt: skip
"""What needs an element around it: what may stand beside it there, and that element."""

_INSIDE: dict[str, str] = {
    "ul": "li", "ol": "li", "menu": "li", "dl": "dd", "tr": "td", "table": "tbody",
    "tbody": "tr", "thead": "tr", "tfoot": "tr",
}  # fmt: skip
"""What loose content of an element is put into."""

_HOLDERS = frozenset({"body", "div", "section", "article", "aside", "blockquote", "li", "td", "th",
                      "dd", "figure", "main", "header", "footer", "form"})  # fmt: skip
_NOT_SEEN = frozenset({"script", "template"})

_Names = frozenset[str]


def mend_content(root: etree._Element, epub: Epub, path: str) -> None:
    """Mend what stands where in a document."""
    for found in list(root.iter(f"{{{XHTML}}}*")):
        if modern(found):
            epub.note(Code.REPAIRED_MARKUP, "obsolete elements were replaced by their equivalents",
                      path)  # fmt: skip
        elif element(local(found)) is None:
            epub.note(Code.REPAIRED_MARKUP, "elements HTML does not know became spans", path,
                      example=local(found))  # fmt: skip
            rename(found, "span")
    mend_foreign(root, epub, path)
    body = root.find(f"{{{XHTML}}}body")
    for found in list(body.iter(f"{{{XHTML}}}meta")) if body is not None else ():
        if not {"property", "itemprop"} & set(found.attrib):
            _to_head(found, root)
            epub.note(Code.REPAIRED_MARKUP, "what belongs in the head was taken there", path)
    for _ in range(_PASSES):
        count = _pass(body, root) if body is not None else 0
        if not count:
            break
        epub.note(Code.REPAIRED_MARKUP, "elements that stood where they may not were set right",
                  path, count)  # fmt: skip


def _pass(body: etree._Element, root: etree._Element) -> int:
    """Mend every element once, those within first; how many were mended."""
    models = _models(body)
    return sum(
        _element(found, models[found], root)
        for found in reversed(list(body.iter(f"{{{XHTML}}}*")))
        if found in models
    )


def _models(body: etree._Element) -> dict[etree._Element, tuple[_Names, _Names]]:
    """What may stand in each element, transparent ones looked through."""
    found: dict[etree._Element, tuple[_Names, _Names]] = {}
    for one in body.iter(f"{{{XHTML}}}*"):
        parent = one.getparent()
        model = element(local(one), local(parent) if parent is not None else "")
        if model is None:
            continue
        around, barred = found.get(parent, (FLOW, frozenset())) if parent is not None else (
            FLOW, frozenset())  # fmt: skip
        children = model.children
        if model.transparent:
            children = (children & around) | (children - FLOW)
        found[one] = children, barred | NEVER_WITHIN.get(local(one), frozenset())
    return found


def _element(found: etree._Element, models: tuple[_Names, _Names], root: etree._Element) -> int:
    """Mend the first thing that is wrong in an element; how many were, 0 or 1."""
    may, never = models
    name = local(found)
    for child in found:
        own = _name(child)
        if own in never and _acts(child, own):
            _disarm(child, own)
            return 1
        if own and own not in may:
            return _misplaced(found, name, child, own, root)
    parent = found.getparent()
    model = element(name, local(parent) if parent is not None else "")
    if model is None:
        return 0
    if not model.text and name in _INSIDE and _has_text(found):
        _gather(found, name)
        return 1
    if model.order is not None:
        names = "".join(f"{own} " for child in found if (own := _name(child)) not in _NOT_SEEN
                        and own)  # fmt: skip
        if not model.order.fullmatch(names):
            return mend_order(found, name)
    return 0


def _has_text(found: etree._Element) -> bool:
    return bool((found.text or "").strip()) or any((child.tail or "").strip() for child in found)


def _name(child: etree._Element) -> str:
    """The name of a child as the content models call it; empty for a comment."""
    space = namespace(child)
    if space == SVG:
        return "svg"
    if space == MATHML:
        return "math"
    return f"epub:{local(child)}" if space == OPS else local(child)


def _acts(child: etree._Element, own: str) -> bool:
    """Whether an element is one that its ancestors bar; some are with an attribute only."""
    if own == "input":
        return child.get("type", "").lower() != "hidden"
    return own not in ACTS_WITH or ACTS_WITH[own] in child.attrib


def _disarm(child: etree._Element, own: str) -> None:
    """Make of an element within one that bars it what shows the same."""
    if own in ACTS_WITH:
        child.attrib.pop(ACTS_WITH[own], None)
    elif own in {"embed", "iframe", "input"}:
        remove(child)
    else:
        rename(child, "div" if own in _BLOCKS else "span")


def _misplaced(
    found: etree._Element, name: str, child: etree._Element, own: str, root: etree._Element
) -> int:
    """Mend a child that may not stand in an element."""
    if own in _IN_HEAD:
        _to_head(child, root)
    elif name in _INSIDE:
        _gather(found, name)
    elif own in _AROUND and name in _HOLDERS:
        group_runs(found, *_AROUND[own])
    elif own in _AROUND and name == "p":
        rename(found, "div")
    elif own in _BLOCKS:
        return _block_in_line(found, name, child, own)
    elif own in {"source", "track", "param", "col", "area"}:
        remove(child)
    elif name in _HOLDERS:
        rename(child, "div")
    else:
        rename(child, "span")
        if own in _AROUND or own in {"caption", "figcaption", "legend", "summary", "option"}:
            add_style(child, "display: block")
    return 1


def _gather(found: etree._Element, name: str) -> None:
    """Put what stands loose in a list or table into its items, rows or cells."""
    model = element(name)
    may = model.children if model is not None else frozenset()
    inner = _INSIDE[name]
    regroup(found, lambda child: _name(child) in may, inner, nest="li" if inner == "li" else "")


def _block_in_line(found: etree._Element, name: str, child: etree._Element, own: str) -> int:
    """A block in a line: the line becomes a block; in a heading, the block a line of its own."""
    model = element(name)
    while model is not None and model.transparent:  # what is around it decides
        around = found.getparent()
        if around is None or local(around) == "body":
            return 0
        found, name = around, local(around)
        model = element(name)
    if name in _KEEPS_LINE or any(local(a) in _KEEPS_LINE for a in found.iterancestors()):
        _as_line(found, name, child, own)
        return 1
    rename(found, "div")
    if name in _LOOKS:
        add_style(found, _LOOKS[name])
    return 1


def _as_line(found: etree._Element, name: str, child: etree._Element, own: str) -> None:
    if own in _PLAIN_BLOCKS:
        rename(child, "span")
        add_style(child, "display: block")
    elif own == "hr":
        rename(child, "br")
    elif name in _HEADINGS:
        rename(found, "div")
        found.set("role", "heading")
        found.set("aria-level", name[1])
    else:
        rename(found, "div")


def _to_head(child: etree._Element, root: etree._Element) -> None:
    """Take what belongs to the head there; a style works the same."""
    head = root.find(f"{{{XHTML}}}head")
    parent = child.getparent()
    if head is None or parent is None:
        return
    text, index = child.tail, parent.index(child)
    child.tail = None
    head.append(child)
    if text:
        if index:
            parent[index - 1].tail = (parent[index - 1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text

"""Elements and attributes HTML has given up, and what does the same today.

HTML, section 16.2: https://html.spec.whatwg.org/multipage/obsolete.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packager.repairing.epub import local
from packager.repairing.tree import add_style, rename

if TYPE_CHECKING:
    from lxml import etree

ELEMENTS: dict[str, tuple[str, str]] = {
    "acronym": ("abbr", ""),
    "applet": ("div", ""),
    "basefont": ("span", ""),
    "big": ("span", "font-size: larger"),
    "blink": ("span", ""),
    "center": ("div", "text-align: center"),
    "dir": ("ul", ""),
    "font": ("span", ""),
    "frameset": ("div", ""),
    "isindex": ("span", ""),
    "listing": ("pre", ""),
    "marquee": ("div", ""),
    "nobr": ("span", "white-space: nowrap"),
    "noembed": ("div", ""),
    "noframes": ("div", ""),
    "noscript": ("span", ""),
    "plaintext": ("pre", ""),
    "strike": ("s", ""),
    "tt": ("span", "font-family: monospace"),
    "xmp": ("pre", ""),
}
"""What an obsolete element becomes, and the style that makes it look as before."""

_SIZES = ("x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large")
"""Sizes of ``font`` from 1 on; 3 is the usual one."""

_USUAL_SIZE = 3
_ALIGNED = {"left", "right", "center", "justify"}
_VERTICAL = {"top", "middle", "bottom", "baseline"}
_COLOR = re.compile(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?|[A-Za-z]{3,20}")
_LENGTH = re.compile(r"\s*(\d{1,5}(?:\.\d{1,3})?)\s*(%|px|em)?\s*")
_FACE = re.compile(r"[\w ,'-]{1,200}", re.ASCII)


def modern(element: etree._Element) -> bool:
    """Replace an obsolete element by its equivalent; whether it was one."""
    found = ELEMENTS.get(local(element))
    if found is None:
        return False
    name, style = found
    if local(element) in {"font", "basefont"}:
        for attribute in ("color", "face", "size"):
            if attribute in element.attrib:
                style = "; ".join(filter(None, (style, style_of(element, attribute))))
                del element.attrib[attribute]
    rename(element, name)
    if style:
        add_style(element, style)
    return True


def style_of(element: etree._Element, attribute: str) -> str:
    """The style that does what an obsolete attribute did; empty when nothing does."""
    value = element.get(attribute, "").strip()
    match attribute:
        case "align":
            return _align(local(element), value.lower())
        case "bgcolor" | "color" | "text":
            name = "background-color" if attribute == "bgcolor" else "color"
            return f"{name}: {value}" if _COLOR.fullmatch(value) else ""
        case "face":
            return f"font-family: {value}" if _FACE.fullmatch(value) else ""
        case "size":
            return _size(local(element), value)
        case "width" | "height" | "hspace" | "vspace" | "border" | "cellspacing":
            return _measure(attribute, value)
        case _:
            pass
    return _keyword(attribute, value.lower())


def _keyword(attribute: str, value: str) -> str:
    if attribute == "valign":
        return f"vertical-align: {value}" if value in _VERTICAL else ""
    if attribute == "nowrap":
        return "white-space: nowrap"
    if attribute == "noshade":
        return "border-style: solid"
    if attribute == "clear":
        return f"clear: {'both' if value == 'all' else value}" if value in {
            "all", "both", "left", "right"} else ""  # fmt: skip
    if attribute == "type":
        kinds = {"a": "lower-alpha", "i": "lower-roman", "1": "decimal"}
        known = {"disc", "circle", "square"}
        kind = value if value in known else kinds.get(value, "")
        return f"list-style-type: {kind}" if kind else ""
    return ""


def _align(name: str, value: str) -> str:
    if name in {"img", "object", "iframe", "table"}:
        if value == "center":
            return "margin-left: auto; margin-right: auto"
        if name != "table" and value in {"top", "middle", "bottom"}:
            return f"vertical-align: {value}"
        return f"float: {value}" if value in {"left", "right"} else ""
    if name == "hr":
        return {"left": "margin-left: 0", "right": "margin-right: 0"}.get(value, "")
    return f"text-align: {value}" if value in _ALIGNED else ""


def _size(name: str, value: str) -> str:
    if name == "hr":
        return _measure("height", value)
    if not re.fullmatch(r"[-+]?\d", value):
        return ""
    number = int(value) + (_USUAL_SIZE if value[0] in "+-" else 0)
    return f"font-size: {_SIZES[min(max(number, 1), len(_SIZES)) - 1]}"


def _measure(attribute: str, value: str) -> str:
    found = _LENGTH.fullmatch(value)
    if found is None:
        return ""
    length = f"{found[1]}{found[2] or 'px'}"
    return {
        "hspace": f"margin-left: {length}; margin-right: {length}",
        "vspace": f"margin-top: {length}; margin-bottom: {length}",
        "border": f"border: {length} solid",
        "cellspacing": f"border-spacing: {length}",
    }.get(attribute, f"{attribute}: {length}")

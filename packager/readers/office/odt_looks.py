"""The styles of an OpenDocument text: what each asks of a paragraph, a span, a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from packager.book.style import Align, Style
from packager.readers.office.xml_part import local_name

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _STYLE, _FO = (f"{{{_NS}{name}:1.0}}" for name in ("text", "style", "xsl-fo-compatible"))
_ALIGN: dict[str, Align] = {"center": "center", "end": "end", "right": "end"}
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc)")
_INCHES = {"cm": 1 / 2.54, "mm": 1 / 25.4, "in": 1.0, "pt": 1 / 72, "pc": 1 / 6}
_STEP = 0.5
"""Inches of one step of indent."""

QUOTES = frozenset({"quotations", "quote", "intense quote", "block quotation"})
"""Styles of quotations."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a named style asks for.

    Attributes:
        marks: The marks it switches on.
        style: Alignment, indent, direction.
        level: Its place in the outline, 1 the highest; 0 for none.
        name: Its name in lower case, where it is one that means something.
        without: The marks it switches off.
        hidden: Whether its text is not shown.
        page: Whether it begins a page.
    """

    marks: frozenset[str] = frozenset()
    style: Style = Style()
    level: int = 0
    name: str = ""
    without: frozenset[str] = frozenset()
    hidden: bool = False
    page: bool = False


def looks_of(*roots: etree._Element | None) -> dict[str, Look]:
    """The looks of the styles of these documents by their names, later ones on top."""
    looks: dict[str, Look] = {}
    for root in roots:
        if root is None:
            continue
        for element in root.iter(f"{_STYLE}style"):
            name = element.get(f"{_STYLE}name", "")
            parent = looks.get(element.get(f"{_STYLE}parent-style-name", ""), Look())
            looks[name] = _look(element, name, parent)
    return looks


def _look(element: etree._Element, name: str, parent: Look) -> Look:
    shown = (element.get(f"{_STYLE}display-name") or name).lower().replace("_20_", " ")
    level = number_of(element.get(f"{_STYLE}default-outline-level"), parent.level)
    style, page = parent.style, parent.page
    paragraph = element.find(f"{_STYLE}paragraph-properties")
    if paragraph is not None:
        page = paragraph.get(f"{_FO}break-before", "page" if page else "") == "page"
        align = paragraph.get(f"{_FO}text-align")
        if align is not None:
            style = replace(style, align=_ALIGN.get(align))
        length = _LENGTH.fullmatch(paragraph.get(f"{_FO}margin-left", ""))
        if length:
            steps = round(float(length[1]) * _INCHES[length[2]] / _STEP)
            style = replace(style, indent=max(0, min(steps, 8)))
        if paragraph.get(f"{_STYLE}writing-mode", "").startswith("rl"):
            style = replace(style, direction="rtl")
    marks, without, hidden = parent.marks, parent.without, parent.hidden
    text = element.find(f"{_STYLE}text-properties")
    if text is not None:
        found = _marks_of(text)
        on = {mark for mark, is_on in found.items() if is_on}
        marks = marks - set(found) | on
        without = without - on | (set(found) - on)
        hidden = text.get(f"{_TEXT}display", "none" if hidden else "true") == "none"
    own = shown if shown in {"title", "subtitle", "horizontal line", *QUOTES} else parent.name
    return Look(marks, style, level, own, without, hidden, page)


def _marks_of(text: etree._Element) -> dict[str, bool]:
    marks: dict[str, bool] = {}
    weight = text.get(f"{_FO}font-weight")
    if weight is not None:
        marks["bold"] = weight in {"bold", "600", "700", "800", "900"}
    slant = text.get(f"{_FO}font-style")
    if slant is not None:
        marks["italic"] = slant in {"italic", "oblique"}
    for mark, attribute in (("underline", "underline"), ("strike", "line-through")):
        line = text.get(f"{_STYLE}text-{attribute}-style")
        if line is not None:
            marks[mark] = line != "none"
    variant = text.get(f"{_FO}font-variant")
    if variant is not None:
        marks["small-caps"] = variant == "small-caps"
    position = text.get(f"{_STYLE}text-position")
    if position is not None:
        marks["super"] = position.startswith("super") or position[:1].isdigit()
        marks["sub"] = position.startswith(("sub", "-"))
        if position.startswith("0%"):
            marks["super"] = False
    return marks


def number_of(value: str | None, otherwise: int) -> int:
    """A number as an attribute says it, or another where it says none."""
    return int(value) if value and re.fullmatch(r"\d{1,6}", value) else otherwise


def numbered_lists(*roots: etree._Element | None) -> frozenset[str]:
    """The names of the styles of lists that are numbered on their first level."""
    return frozenset(
        element.get(f"{_STYLE}name", "")
        for root in roots
        if root is not None
        for element in root.iter(f"{_TEXT}list-style")
        if len(element) and local_name(element[0]) == "list-level-style-number"
    )

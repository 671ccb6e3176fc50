"""A part of a Word document, with what mammoth would pass over made plain before it reads it.

mammoth looks at what stands at a paragraph and a run, not at what their styles say, and it leaves
out what it does not know. So styles become properties, an outline level becomes a heading style,
and fields, annotated characters, formulas and text boxes become text; what nobody sees (hidden and
moved text, the contents list Word keeps) is taken out and named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from packager.readers.office.docx_styles import (
    OFF,
    PLAIN,
    WordStyle,
    attribute,
    child,
    level_of,
    toggles_of,
    value_of,
)
from packager.readers.office.xml_part import local_name

RUBY_BASE, RUBY_READING, RUBY_END = "\ufff9", "\ufffa", "\ufffb"
"""Interlinear annotation characters (Unicode 23.8.3), which carry ruby through mammoth."""

RULE = "Horizontal Line"
"""Name of the style of a paragraph that is a rule."""

_CONTENTS = re.compile(r"(?:toc \d|toc heading|table of figures|index \d)")
_HEADING = re.compile(r"heading [1-9]")
_UNMARKED = re.compile(r"heading [1-9]|title|subtitle")
"""Styles whose look the book has its own for."""

_CARRIERS = frozenset({"AlternateContent", "drawing", "pict", "object"})
"""What a text box hangs in."""

_COUNTERS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_GALLERY = "Table of Contents"
_CHANGED = ("moveFrom", "sdt", "fldSimple", "txbxContent", "bdo", "dir", "ruby", "oMath")
"""Elements that are looked for."""

_SHOWN = frozenset({"t", "sym", "drawing", "pict", "object", "footnoteReference", "noBreakHyphen"})


@dataclass(slots=True)
class DocxResolving:
    """Makes the parts of one document plain.

    Attributes:
        styles: The document's styles by id.
        dropped: The words that were taken out, in order.
    """

    styles: Mapping[str, WordStyle]
    dropped: list[str] = field(default_factory=list)

    def part(self, root: etree._Element) -> None:
        """Make one part plain; it is changed in place."""
        namespace = str(root.tag).rpartition("}")[0].removeprefix("{")
        known = {name: list(root.iter(f"{{*}}{name}")) for name in _CHANGED}
        for element in (*known["moveFrom"], *known["sdt"], *known["fldSimple"]):
            if _is_unseen(element):
                self._take_out(element)
        for element in _outer(known["txbxContent"]):
            _lift(element)
        for element in (*known["fldSimple"], *known["bdo"], *known["dir"]):
            _unwrap(element)
        for element in known["ruby"]:
            _annotate(element, namespace)
        for element in known["oMath"]:
            _spell_out(element, namespace)
        for element in list(root.iter(f"{{{namespace}}}p")):
            self._paragraph(element, namespace)

    def _take_out(self, element: etree._Element) -> None:
        parent = element.getparent()
        if parent is not None:
            self.dropped.append(_text(element))
            parent.remove(element)

    def _paragraph(self, paragraph: etree._Element, namespace: str) -> None:
        properties = child(paragraph, "pPr")
        style, level = PLAIN, 0
        if properties is not None:
            style = self.styles.get(value_of(properties, "pStyle"), PLAIN)
            level = level_of(properties, style.level)
        if _CONTENTS.fullmatch(style.name):
            self._take_out(paragraph)
            return
        marked = {} if level or _UNMARKED.fullmatch(style.name) else style.toggles
        for run in paragraph.iterfind(f".//{{{namespace}}}r"):
            self._run(run, marked, namespace)
        if _is_rule(paragraph, properties):
            _set(paragraph, "pStyle", RULE, namespace)
        elif level and not _HEADING.fullmatch(style.name):
            _set(paragraph, "pStyle", f"Heading{level}", namespace)
        before = None if properties is None else child(properties, "pageBreakBefore")
        if before is not None and attribute(before, "val").lower() not in OFF:
            _break_page(paragraph, namespace)
        if style.align and properties is not None and child(properties, "jc") is None:
            _set(paragraph, "jc", style.align, namespace)

    def _run(self, run: etree._Element, marked: Mapping[str, bool], namespace: str) -> None:
        properties = child(run, "rPr")
        own = {} if properties is None else toggles_of(properties)
        style = PLAIN
        if properties is not None:
            style = self.styles.get(value_of(properties, "rStyle"), PLAIN)
        if not (own or marked or style.toggles):
            return
        for name in {*marked, *style.toggles} - set(own):
            if marked.get(name, False) != style.toggles.get(name, False):
                own[name] = True
                if properties is None:
                    properties = etree.Element(f"{{{namespace}}}rPr")
                    run.insert(0, properties)
                etree.SubElement(properties, f"{{{namespace}}}{name}")
        if own.get("vanish"):
            self._take_out(run)


def _is_unseen(element: etree._Element) -> bool:
    """Whether it is text that went elsewhere, a contents list, or the number of a page."""
    match local_name(element):
        case "sdt":
            gallery = element.iterfind(".//{*}docPartGallery")
            return any(attribute(one, "val") == _GALLERY for one in gallery)
        case "fldSimple":
            return _COUNTERS.match(attribute(element, "instr")) is not None
        case _:
            return True


def _text(element: etree._Element) -> str:
    parts: list[str] = []
    for one in element.iter("*"):
        name = local_name(one)
        if name == "t":
            parts.append(one.text or "")
        elif name in {"p", "tab", "br"}:
            parts.append(" ")
    return "".join(parts)


def _outer(boxes: list[etree._Element]) -> list[etree._Element]:
    """The text boxes that stand in no other, those Word writes twice once."""
    return [
        box
        for box in boxes
        if not any(
            local_name(above) == "txbxContent"
            or (local_name(above) == "Choice" and child(_parent(above), "Fallback") is not None)
            for above in box.iterancestors()
        )
    ]


def _parent(element: etree._Element) -> etree._Element:
    found = element.getparent()
    return element if found is None else found


def _lift(box: etree._Element) -> None:
    """Put the paragraphs of a text box behind the paragraph it is anchored to."""
    anchor: etree._Element | None = None
    carrier: etree._Element | None = None
    for above in box.iterancestors():
        name = local_name(above)
        if name in _CARRIERS:
            carrier = above
        elif name == "p":
            anchor = above
            break
    outer = None if carrier is None else carrier.getparent()
    if anchor is None or carrier is None or outer is None:
        return
    for one in reversed(list(box)):
        anchor.addnext(one)
    outer.remove(carrier)
    if not any(local_name(one) in _SHOWN for one in anchor.iter("*")):
        _parent(anchor).remove(anchor)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        for inner in list(element):
            element.addprevious(inner)
        parent.remove(element)


def _annotate(ruby: etree._Element, namespace: str) -> None:
    base, reading = child(ruby, "rubyBase"), child(ruby, "rt")
    words = [_text(one).strip() if one is not None else "" for one in (base, reading)]
    text = f"{RUBY_BASE}{words[0]}{RUBY_READING}{words[1]}{RUBY_END}"
    _replace(ruby, _text_element(text if words[1] else words[0], namespace))


def _spell_out(formula: etree._Element, namespace: str) -> None:
    run = etree.Element(f"{{{namespace}}}r")
    run.append(_text_element(_text(formula), namespace))
    _replace(formula, run)


def _text_element(text: str, namespace: str) -> etree._Element:
    element = etree.Element(f"{{{namespace}}}t")
    element.text = text
    return element


def _replace(old: etree._Element, new: etree._Element) -> None:
    parent = old.getparent()
    if parent is not None:
        parent.replace(old, new)


def _is_rule(paragraph: etree._Element, properties: etree._Element | None) -> bool:
    """Whether a paragraph holds nothing but a line across the page."""
    if properties is None and len(paragraph) == 0:
        return False
    border = None if properties is None else child(properties, "pBdr")
    bordered = border is not None and any(local_name(one) in {"top", "bottom"} for one in border)
    drawn = any(attribute(one, "hr") == "t" for one in paragraph.iterfind(".//{*}pict/{*}rect"))
    shown = _SHOWN - {"pict"} if drawn else _SHOWN
    return (bordered or drawn) and not any(local_name(one) in shown for one in paragraph.iter("*"))


def _break_page(paragraph: etree._Element, namespace: str) -> None:
    """Put a page break in front of the text of a paragraph, behind its properties."""
    run = etree.Element(f"{{{namespace}}}r")
    etree.SubElement(run, f"{{{namespace}}}br").set(f"{{{namespace}}}type", "page")
    paragraph.insert(1, run)


def _set(paragraph: etree._Element, name: str, value: str, namespace: str) -> None:
    properties = child(paragraph, "pPr")
    if properties is None:
        properties = etree.Element(f"{{{namespace}}}pPr")
        paragraph.insert(0, properties)
    found = child(properties, name)
    if found is None:
        found = etree.SubElement(properties, f"{{{namespace}}}{name}")
    found.set(f"{{{namespace}}}val", value)

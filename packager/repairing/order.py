"""Children in an order their element does not allow, and elements of no vocabulary of EPUB."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.diagnostics import Code
from packager.repairing.epub import MATHML, OPS, SVG, XHTML, Epub, is_element, local, namespace
from packager.repairing.tree import group_runs, remove, rename, unwrap

if TYPE_CHECKING:
    from lxml import etree

_SHOWN_CASES = ("MathML", "2000/svg", "1999/xhtml")
_BODIES = frozenset({"tbody", "thead", "tfoot"})


def mend_order(found: etree._Element, name: str) -> int:
    """Mend an element whose children don't stand in their order; how many were, 0 or 1."""
    match name:
        case "dl" | "div":
            _terms(found)
        case "table":
            return _table(found)
        case "figure" | "fieldset" | "details":
            return _captions(found, name)
        case "ruby":
            rename(found, "span")
        case "picture":
            unwrap(found)
        case "hgroup":
            rename(found, "div")
        case _:
            return 0
    return 1


def _terms(found: etree._Element) -> None:
    """Give every term its description, and every description its term; empty ones where none is."""
    from lxml import etree  # noqa: PLC0415 - loaded by now

    if any(local(child) == "div" for child in found):
        rename(found, "div")
        for child in found:
            if local(child) in {"dt", "dd"}:
                rename(child, "div")
        return
    before = ""
    for child in [child for child in found if local(child) in {"dt", "dd"}]:
        if local(child) == "dd" and not before:
            child.addprevious(etree.Element(f"{{{XHTML}}}dt"))
        before = local(child)
    if before == "dt":
        etree.SubElement(found, f"{{{XHTML}}}dd")


def _table(found: etree._Element) -> int:
    """Set the parts of a table right where they stand."""
    parts = [child for child in found if is_element(child)]
    seen = ""
    for child in parts:
        name = local(child)
        if name in {"colgroup", "col"} and seen in {"tr", *_BODIES}:
            remove(child)
            return 1
        late = name == "caption" and seen
        if late or (name == "thead" and seen in {"tr", *_BODIES}):
            rename(child, "tbody")
            return 1
        if name == "tfoot" and child is not parts[-1]:
            rename(child, "tbody")
            return 1
        seen = name
    names = {local(child) for child in parts}
    if "tr" in names and names & {"tbody"}:
        group_runs(found, frozenset({"tr"}), "tbody")
        return 1
    return 0


def _captions(found: etree._Element, name: str) -> int:
    """Keep the caption that stands where it may; another becomes a block."""
    caption = {"figure": "figcaption", "fieldset": "legend", "details": "summary"}[name]
    captions = [child for child in found if local(child) == caption]
    if name == "details" and not captions:
        rename(found, "div")
        return 1
    elements = [child for child in found if is_element(child)]
    kept = captions[:1] if captions and captions[0] is elements[0] else []
    if not kept and name == "figure" and captions and captions[-1] is elements[-1]:
        kept = captions[-1:]
    for child in captions:
        if child not in kept:
            rename(child, "div")
    return int(len(captions) > len(kept))


def mend_foreign(root: etree._Element, epub: Epub, path: str) -> None:
    """Replace elements of vocabularies EPUB has none of, and the switches EPUB gave up."""
    for found in list(root.iter("*")):
        space = namespace(found)
        if space == OPS and local(found) == "switch":
            _choose(found)
            epub.note(Code.REPAIRED_MARKUP, "switches were replaced by what is shown of them", path)
        elif space == OPS and local(found) == "trigger":
            remove(found)
            epub.note(Code.REPAIR_LEFT_OUT, "triggers were left out", path)
    for found in root.iter("*"):
        parent = found.getparent()
        if namespace(found) in {XHTML, SVG, MATHML} or parent is None:
            continue
        if namespace(parent) in {XHTML, OPS} and namespace(found) != OPS:
            found.tag = f"{{{XHTML}}}span"
            found.attrib.clear()
            epub.note(Code.REPAIRED_MARKUP, "elements HTML does not know became spans", path)


def _choose(switch: etree._Element) -> None:
    """Keep the first case every reading system shows, else the default."""
    cases = [child for child in switch if local(child) in {"case", "default"}]
    chosen = next((case for case in cases if local(case) == "default" or any(
        known in case.get("required-namespace", "") for known in _SHOWN_CASES)), None)  # fmt: skip
    for case in cases:
        if case is not chosen:
            remove(case)
    if chosen is not None:
        unwrap(chosen)
    unwrap(switch)

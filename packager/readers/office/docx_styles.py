"""The styles of a Word document: what each says about outline, alignment and marks.

ECMA-376, part 1, 17.7: https://ecma-international.org/publications-and-standards/standards/ecma-376/
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from packager.readers.office.xml_part import local_name

TOGGLES = ("b", "i", "strike", "smallCaps", "vanish")
"""Properties that styles and runs switch on and off (17.7.3)."""

OFF = frozenset({"0", "false", "off", "none"})
"""What switches a property off."""
_BODY_TEXT = 9
"""The outline level of what is no heading (17.3.1.20)."""

_MAX_BASES = 20


@dataclass(frozen=True, slots=True)
class WordStyle:
    """What a style asks for, with what it is based on.

    Attributes:
        name: Its name in lower case, which Word writes in English where it is one of its own.
        level: Its place in the outline, 1 the highest; 0 for none.
        align: ``w:jc``, empty where it says nothing.
        toggles: The properties it switches.
    """

    name: str = ""
    level: int = 0
    align: str = ""
    toggles: Mapping[str, bool] = field(default_factory=dict)


PLAIN = WordStyle()


def styles_of(root: etree._Element | None) -> dict[str, WordStyle]:
    """The styles of ``styles.xml`` by their ids."""
    found: dict[str, etree._Element] = {}
    for element in () if root is None else root:
        if local_name(element) == "style":
            found.setdefault(attribute(element, "styleId"), element)
    return {name: _style(element, found) for name, element in found.items()}


def _style(element: etree._Element, others: Mapping[str, etree._Element]) -> WordStyle:
    chain = [element]
    while len(chain) < _MAX_BASES:
        base = others.get(value_of(chain[-1], "basedOn"))
        if base is None or base in chain:
            break
        chain.append(base)
    style = PLAIN
    for one in reversed(chain):
        style = _with(style, one)
    return replace(style, name=value_of(element, "name").lower())


def _with(style: WordStyle, element: etree._Element) -> WordStyle:
    paragraph, run = child(element, "pPr"), child(element, "rPr")
    if paragraph is not None:
        style = replace(
            style,
            level=level_of(paragraph, style.level),
            align=value_of(paragraph, "jc") or style.align,
        )
    if run is not None:
        style = replace(style, toggles={**style.toggles, **toggles_of(run)})
    return style


def level_of(properties: etree._Element, otherwise: int) -> int:
    """The place in the outline that the properties of a paragraph give it, 0 for none."""
    level = value_of(properties, "outlineLvl")
    if not level.isdecimal() or len(level) > 1:
        return otherwise
    return 0 if int(level) == _BODY_TEXT else int(level) + 1


def toggles_of(properties: etree._Element) -> dict[str, bool]:
    """What the properties of a run switch on or off."""
    return {
        name: attribute(one, "val").lower() not in OFF
        for one in properties
        if (name := local_name(one)) in TOGGLES
    }


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that name, in whatever edition of the format's namespace."""
    return next((one for one in element if local_name(one) == name), None)


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name; empty when there is none."""
    found = element.get(name)
    if found is None:
        found = next((v for k, v in element.items() if k.rpartition("}")[2] == name), "")
    return str(found)


def value_of(element: etree._Element, name: str) -> str:
    """The ``w:val`` of a child; empty when there is none."""
    found = child(element, name)
    return "" if found is None else attribute(found, "val")

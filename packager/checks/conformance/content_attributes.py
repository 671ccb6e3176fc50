"""Attributes of content documents: whether each belongs to its element and says what it may.

HTML, section 3.2.6: https://html.spec.whatwg.org/multipage/dom.html#global-attributes.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from packager.checks.conformance.document_walk import DocumentWalk
from packager.checks.conformance.html_attributes import EPUB_TYPE, REFERENCES, widget_states
from packager.checks.conformance.html_elements import Element
from packager.checks.conformance.html_roles import KNOWN_ROLES, LINK_ROLES, STATES_NEEDED
from packager.checks.conformance.names import names
from packager.checks.conformance.rule import Rule

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DEPRECATED_ROLES = ("doc-endnote", "doc-biblioentry")
_NEEDS_TARGET = names("download hreflang ping referrerpolicy rel target type")
_ROLES_IMPLIED = names("figure output table tbody td tfoot th thead tr")
_FIELDS = names("input option select")
_RESERVED_PREFIXES = ("msv", "prism")
"""Prefixes of ``epub:type`` that nobody needs to declare."""


def attribute_findings(walk: DocumentWalk, node: etree._Element, spec: Element) -> None:
    """Add what is wrong with the attributes of an element to a walk."""
    attributes = node.items()
    for name, value in attributes:
        _attribute(walk, node, spec, name, value)
    if spec.required or spec.name in _ONE_OF:
        _required(walk, node, spec)
    if spec.name == "a" and node.get("href") is None:
        for name in _NEEDS_TARGET.intersection(node.attrib):
            walk.add(Rule.ATTRIBUTE_WRONG, node, f"a has {name}, and no href")
    if not attributes:
        return
    if node.get("role") is None and spec.roles is KNOWN_ROLES and spec.name not in _ROLES_IMPLIED:
        for name in widget_states().intersection(node.attrib):
            message = f"{name} means nothing on {spec.name} without a role"
            walk.add(Rule.ATTRIBUTE_WRONG, node, message)
    one, other = node.get("lang"), node.get(_LANG)
    if one and other and one.lower() != other.lower():
        walk.add(Rule.ATTRIBUTE_WRONG, node, f"lang is {one}, and xml:lang is {other}")


def _attribute(
    walk: DocumentWalk, node: etree._Element, spec: Element, name: str, value: str
) -> None:
    pattern = spec.attributes.get(name, _UNKNOWN)
    if pattern is _UNKNOWN:
        _stranger(walk, node, spec.name, name)
    elif pattern is not None and pattern.fullmatch(value) is None:
        message = f"{_shown(name)} of {spec.name} can't be “{value[:60]}”"
        walk.add(Rule.ATTRIBUTE_WRONG, node, message)
    if name == "id":
        walk.ids[value] = spec.name
    elif name == "role":
        _role(walk, node, spec, value)
    elif name == EPUB_TYPE:
        _prefixes(walk, node, value)
    elif name in REFERENCES or (name == "for" and spec.name in ("label", "output")):
        walk.references.append((node, name, value))


_UNKNOWN = re.compile("")
_ONE_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    "link": (("rel", "itemprop", "property"),),
    "meta": (
        ("name", "charset", "http-equiv", "itemprop", "property"),
        ("content", "charset"),
    ),
    "object": (("data", "type"),),
}
"""Groups of attributes of which an element needs one."""


def _required(walk: DocumentWalk, node: etree._Element, spec: Element) -> None:
    for name in spec.required:
        if node.get(name) is None:
            walk.add(Rule.ATTRIBUTE_WRONG, node, f"{spec.name} has no {name}")
    for group in _ONE_OF.get(spec.name, ()):
        if all(node.get(name) is None for name in group):
            walk.add(Rule.ATTRIBUTE_WRONG, node, f"{spec.name} has no {' or '.join(group[:3])}")


def _stranger(walk: DocumentWalk, node: etree._Element, element_name: str, name: str) -> None:
    """An attribute that is not of the element; those of other namespaces and data are free."""
    if name.startswith("data-"):
        if not _data_name().fullmatch(name):
            walk.add(Rule.ATTRIBUTE_UNKNOWN, node, f"{name} is no name for an attribute of data")
        return
    if name.startswith("{"):
        namespace = name[1:].partition("}")[0]
        if "w3.org" not in namespace and "idpf.org" not in namespace:
            return
    walk.add(Rule.ATTRIBUTE_UNKNOWN, node, f"{element_name} has no attribute {_shown(name)}")


def _prefixes(walk: DocumentWalk, node: etree._Element, value: str) -> None:
    for term in value.split():
        prefix, colon, _ = term.partition(":")
        if colon and prefix not in _RESERVED_PREFIXES and prefix not in walk.prefixes:
            message = f"the prefix {prefix} of the epub:type {term} is not declared"
            walk.add(Rule.ATTRIBUTE_WRONG, node, message, "declare it in epub:prefix on html")


@cache
def _data_name() -> re.Pattern[str]:
    return re.compile(r"data-[^A-Z:]+")


def _shown(name: str) -> str:
    if name == EPUB_TYPE:
        return "epub:type"
    if name == _LANG:
        return "xml:lang"
    return etree.QName(name).localname if name.startswith("{") else name


def _role(walk: DocumentWalk, node: etree._Element, spec: Element, value: str) -> None:
    """EPUBCheck takes one role; where HTML lets several stand, only the first counts anyway."""
    role = value.strip()
    leads = spec.name == "a" and node.get("href") is not None
    if role in _DEPRECATED_ROLES:
        walk.add(Rule.DISCOURAGED, node, f"the role {role} is deprecated")
    if role in (LINK_ROLES if leads else spec.roles):
        for state in STATES_NEEDED.get(role, ()):
            if node.get(state) is None and spec.name not in _FIELDS:
                message = f"the role {role} means nothing without {state}"
                walk.add(Rule.ATTRIBUTE_WRONG, node, message)
        return
    if role in KNOWN_ROLES:
        message = f"{spec.name} can't have the role {role}"
    else:
        message = f"“{role[:60]}” is no role of WAI-ARIA"
    walk.add(Rule.ROLE_NOT_ALLOWED, node, message)

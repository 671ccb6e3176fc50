"""Ids: each a name XML allows, each once in its document, and what leads to it follows.

HTML, section 3.2.6: https://html.spec.whatwg.org/multipage/dom.html#the-id-attribute
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packager.diagnostics import Code
from packager.repairing.epub import XHTML, Epub

if TYPE_CHECKING:
    from lxml import etree

_LISTS = (
    "aria-activedescendant", "aria-controls", "aria-describedby", "aria-flowto", "aria-labelledby",
    "aria-owns", "headers", "for", "list", "form", "itemref",
)  # fmt: skip
"""Attributes that name ids of their document."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(r"[^\W\d][\w.\-·]*"), re.compile(r"[^\w.\-]")


def mend_ids(epub: Epub) -> dict[str, dict[str, str]]:
    """Mend the ids of every document.

    Returns:
        For each document, what an id it had is called now.
    """
    wanted = {
        link.get("href", "").partition("#")[2]
        for root in epub.documents.values()
        for link in root.iter(f"{{{XHTML}}}a")
    }
    return {path: _document(root, epub, path, wanted) for path, root in epub.documents.items()}


def _name_places(root: etree._Element, wanted: set[str], epub: Epub, path: str) -> None:
    """Give the places that links lead to by their old name an id, which EPUB knows alone."""
    for found in root.iter(f"{{{XHTML}}}a"):
        name = found.get("name", "")
        if name and name in wanted and "id" not in found.attrib:
            found.set("id", name)
            del found.attrib["name"]
            epub.note(Code.REPAIRED_MARKUP, "names of places became ids", path)


def _document(root: etree._Element, epub: Epub, path: str, wanted: set[str]) -> dict[str, str]:
    _name_places(root, wanted, epub, path)
    elements = [found for found in root.iter("*") if "id" in found.attrib]
    taken = {found.get("id", "") for found in elements}
    seen: set[str] = set()
    renamed: dict[str, str] = {}
    for found in elements:
        own = found.get("id", "")
        if own in seen:
            # Whatever led to it leads to the first, as reading systems have it.
            del found.attrib["id"]
            epub.note(Code.REPAIRED_MARKUP, "ids given twice were taken from the later one", path,
                      example=own)  # fmt: skip
            continue
        seen.add(own)
        if not is_name(own):
            new = _free(own, taken)
            del found.attrib["id"]
            if new:
                found.set("id", new)
                renamed[own] = new
            epub.note(Code.REPAIRED_MARKUP, "ids that are no names were renamed", path,
                      example=own.strip())  # fmt: skip
    if renamed or len(seen) != len(taken):
        _rename_lists(elements, renamed)
    _prune(root, seen, renamed, epub, path)
    return renamed


def is_name(own: str) -> bool:
    """Whether an id is a name without a colon, as XML has them."""
    return _patterns()[0].fullmatch(own) is not None


def _free(own: str, taken: set[str]) -> str:
    """A name like the one asked for that nobody has; none for an empty one."""
    plain = _patterns()[1].sub("-", own.strip())
    if not plain:
        return ""
    wanted = plain if is_name(plain) else f"id-{plain}"
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _rename_lists(elements: list[etree._Element], renamed: dict[str, str]) -> None:
    for found in elements:
        for name in _LISTS:
            if name in found.attrib:
                ids = found.get(name, "").split()
                found.set(name, " ".join(renamed.get(one, one) for one in ids))


def _prune(
    root: etree._Element, seen: set[str], renamed: dict[str, str], epub: Epub, path: str
) -> None:
    """Take away what names ids that are nowhere."""
    there = (seen - set(renamed)) | set(renamed.values())
    for found in root.iter("*"):
        for name in _LISTS:
            if name not in found.attrib:
                continue
            ids = found.get(name, "").split()
            kept = [renamed.get(one, one) for one in ids if renamed.get(one, one) in there]
            if len(kept) == len(ids) and ids:
                continue
            epub.note(Code.REPAIRED_REFERENCE, "ids named that are nowhere were taken away", path)
            if kept:
                found.set(name, " ".join(kept))
            else:
                del found.attrib[name]


def fragment_of(fragment: str, ids: frozenset[str], renamed: dict[str, str]) -> str:
    """The id a fragment means, by its exact spelling or without regard to case; empty for none."""
    for wanted in (fragment, unquote(fragment)):
        name = renamed.get(wanted, wanted)
        if name in ids:
            return name
    return _folded(ids).get(unquote(fragment).strip().casefold(), "")


@cache
def _folded(ids: frozenset[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for own in sorted(ids):
        found.setdefault(own.casefold(), own)
    return found

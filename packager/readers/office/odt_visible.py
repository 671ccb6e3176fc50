"""The words of an OpenDocument text, as they stand in its XML."""

from __future__ import annotations

from lxml import etree

from packager.readers.office.xml_part import local_name
from packager.sources.text import printable

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_APART = frozenset(
    {
        "note", "note-citation", "annotation", "creator", "date", "index-title-template",
        "ruby-text", "title", "desc", "hidden-text",
    }
)  # fmt: skip
"""Elements whose words are not of the word they stand beside."""


def body_of(content: etree._Element) -> etree._Element:
    """The body of ``content.xml``; all of it when it has none."""
    body = content.find(f"{_OFFICE}body")
    return content if body is None else body


def visible_text(content: etree._Element) -> str:
    """All text of ``content.xml``, each paragraph on a line of its own."""
    parts: list[str] = []
    for event, element in etree.iterwalk(content, events=("start", "end")):
        name = local_name(element)
        if name in _APART:
            parts.append("\n")
        if event == "start":
            parts.append(element.text or "")
            if name in {"s", "tab", "line-break"}:
                parts.append(" ")
        else:
            parts.append("\n" if name in {"p", "h"} else "")
            parts.append((element.tail or "") if element is not content else "")
    return printable("".join(parts))

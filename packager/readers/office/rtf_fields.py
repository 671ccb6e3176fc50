"""The fields of an RTF document: what their instructions say (links, lists of contents)."""

from __future__ import annotations

import re

from packager.readers.office.bookmarks import pending

_LINK = re.compile(r'HYPERLINK\s+"?(https?://[^\s"]+|mailto:[^\s"]+)', re.IGNORECASE)
_PLACE = re.compile(
    r'HYPERLINK\s+(?:\\[lo]\s*"?#?|"#|#)(?P<name>[^\s"\\][^"]{0,200}?)\s*(?:"|$)', re.IGNORECASE
)
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX)\b")


def target_of(instruction: str) -> str:
    """What a link leads to: an address, or a bookmark of the document; empty for neither."""
    if found := _LINK.search(instruction):
        return found[1]
    found = _PLACE.search(instruction)
    return pending(found["name"]) if found else ""


def is_contents(instruction: str) -> bool:
    """Whether a field is a list that the word processor makes of the headings or of words."""
    return _CONTENTS.match(instruction) is not None

"""Characters of XML.

XML 1.0, section 2.2: https://www.w3.org/TR/xml/#charsets
"""

from __future__ import annotations

from packager.sources import text as source_text

_SPACES = dict.fromkeys((0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85), " ")
"""Controls that part words, and that XML does not have or HTML does not show."""


def printable(text: str) -> str:
    """The text without the characters no book can hold; those that part words become spaces."""
    return source_text.printable(text.translate(_SPACES) if not text.isprintable() else text)

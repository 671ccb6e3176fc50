"""XHTML made ready for a parser of HTML, which knows neither prefixes nor declared entities."""

from __future__ import annotations

import re
from functools import cache
from xml.parsers import expat

from packager.readers.epub.mending import Mending

_FAR = 4_096
"""How deep into a document its prolog may reach, in characters."""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    prefix = r"""xmlns:([A-Za-z][\w.-]{0,30})\s*=\s*["']http://www\.w3\.org/1999/xhtml["']"""
    subset = r"<!DOCTYPE[^>\[]*\[[^\]]*\]\s*>"
    return re.compile(prefix), re.compile(subset, re.IGNORECASE)


def without_prolog(text: str, file: str, mending: Mending) -> str:
    """The text of an XHTML document without what only a parser of XML understands.

    Args:
        text: The document.
        file: Its path, for messages.
        mending: Told when it is not well formed.
    """
    prefixed, subset = _patterns()
    _look(text, file, mending)
    head = text[:_FAR]
    if "<!" in head and "[" in head:
        head = subset.sub("", head, count=1)
    named = prefixed.search(head)
    text = head + text[_FAR:]
    return re.sub(rf"(</?){re.escape(named[1])}:", r"\1", text) if named else text


def _look(text: str, file: str, mending: Mending) -> None:
    """Say when a document is not well-formed XML, which is what a reading system asks of it."""
    if "<!ENTITY" in text[:_FAR]:
        mending.note("entities a document declares itself were not followed", file)
        return
    parser = expat.ParserCreate()
    parser.UseForeignDTD(True)  # noqa: FBT003 - the parser takes no keyword; HTML's names are known
    try:
        # The text was decoded: an encoding it declares is no longer that of these bytes.
        declared = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text, count=1).lstrip("\ufeff \t\r\n")
        parser.Parse(declared.encode("utf-8", "replace"), True)  # noqa: FBT003 - as above
    except expat.ExpatError:
        mending.note("documents that are not well-formed XML were read as HTML", file)

"""Markup: a body of ours as its tags and the text between them, without building a tree.

Bodies are well-formed XHTML that publication made, so a pattern finds every tag there is, in time
linear in the length, and what is not changed keeps its bytes.
"""

from __future__ import annotations

import re
from functools import cache


def pieces(body: str) -> list[str]:
    """Text and markup in turns, text first; joined they are the body.

    A piece of markup is a tag, a comment, a CDATA section or a processing instruction; text may be
    empty.
    """
    return _markup().split(body)


def name_of(tag: str) -> str:
    """The name of a tag without its prefix, whether it opens or closes; empty for a comment."""
    found = _name().match(tag)
    return found[1] if found else ""


@cache
def _markup() -> re.Pattern[str]:
    """Markup in XML, which may have ``>`` within quotes, in comments and in CDATA sections."""
    return re.compile(
        r"""(<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>"']++|"[^"]*"|'[^']*')*+>)""",
        re.DOTALL,
    )


@cache
def _name() -> re.Pattern[str]:
    return re.compile(r"</?(?:[\w-]+:)?([\w-]+)")

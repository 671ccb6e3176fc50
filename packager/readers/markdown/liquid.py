"""Liquid: the tags of a site's generator (Jekyll, Hugo) within a text, taken away."""

from __future__ import annotations

import re
from functools import cache

from packager.diagnostics import Code
from packager.readers.left_out import LeftOut

TAGS = "tags of the site's generator"

_LONGEST = 2_000
"""Characters a tag may have."""


@cache
def _comment() -> re.Pattern[str]:
    return re.compile(
        r"\{%-?\s*comment\s*-?%\}.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)", re.DOTALL | re.IGNORECASE
    )


@cache
def _post() -> re.Pattern[str]:
    return re.compile(r"\{%-?\s*(?:post_url|link)\s+([^\s%{}]{1,300})\s*-?%\}")


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(
        rf"\{{\{{[%<]?[^{{}}]{{0,{_LONGEST}}}?[%>]?\}}\}}|\{{%[^{{}}]{{0,{_LONGEST}}}?%\}}"
    )


def without_liquid(text: str, left_out: LeftOut) -> str:
    """The text without the tags; the lines of it stay the same.

    ``{% post_url 2024-05-03-snow %}`` and ``{% link chapters/snow.md %}`` become the paths they
    name.
    """
    if "{%" not in text and "{{" not in text:
        return text

    def gone(found: re.Match[str]) -> str:
        left_out.add(Code.TEXT_REMOVED, TAGS, found[0])
        return "\n" * found[0].count("\n")

    def path(found: re.Match[str]) -> str:
        left_out.add(Code.TEXT_REMOVED, TAGS, found[0])
        return found[1]

    text = _comment().sub(gone, text)
    return _tag().sub(gone, _post().sub(path, text))

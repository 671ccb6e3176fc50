"""Runts: a title's last word is not left alone on a line."""

from __future__ import annotations

from lxml import etree

_ENOUGH_WORDS = 4
"""Shorter titles break where they break: there is little to choose from."""

_LONGEST = 24
"""Characters two words held together may have without leaving the line above too short."""


def hold_last_words(heading: etree._Element) -> None:
    """Put a no-break space between the last two words of a heading that is nothing but text."""
    text = heading.text
    if text is None or len(heading):
        return
    words = text.split()
    if len(words) >= _ENOUGH_WORDS and len(words[-1]) + len(words[-2]) <= _LONGEST:
        heading.text = " ".join(words[:-1]) + "\u00a0" + words[-1]

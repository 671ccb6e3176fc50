"""Running heads: a title as short as one line at the top of a page."""

from __future__ import annotations

import re
import unicodedata

ROOM = 52
"""Width of the longest head on A5, in letters of Latin; an ideograph takes the width of two."""

_SPACES = re.compile(r"\s+")


def running_head(title: str, room: int = ROOM) -> str:
    """A title as a running head: in one line, and when it is too long, cut between words.

    Args:
        title: The title.
        room: Width of the longest head, in letters of Latin.
    """
    title = _SPACES.sub(" ", title).strip()
    place = _fitting(title, room)
    if place == len(title):
        return title
    place = _fitting(title, room - 1)
    short = title[:place]
    if not title[place].isspace():
        word = short.rfind(" ")
        if word > place // 2:
            short = short[:word]
    return short.rstrip(" ,;:.–—-") + "…"


def _fitting(text: str, room: int) -> int:
    """How many characters of a text fit, without parting a letter from its marks."""
    for place, character in enumerate(text):
        if unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"}:
            continue
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return place
    return len(text)

"""The full stop old printers set behind every heading, which is no part of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.readers.assembly import Found

_FEWEST = 2
_STOPPED = re.compile(r"(?:.*[^.\s])?\.", re.DOTALL)
_ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_]|Mrs?|Ms|Drs?|St|Jr|Sr|Esq|Co|etc|No|Vol)\.", re.IGNORECASE
)


def without_stops(found: Sequence[Found]) -> list[Found]:
    """The sections with titles freed of their full stop, where every title behind a number has one.

    A stop that only some titles have is what their author wrote, and stays.
    """
    titles = [one.title for one in found if one.title and one.number is not None]
    if len(titles) < _FEWEST or not all(_STOPPED.fullmatch(title) for title in titles):
        return list(found)
    return [replace(one, title=_bare(one.title)) if one.title[-1:] == "." else one for one in found]


def _bare(title: str) -> str:
    last = title.rsplit(maxsplit=1)[-1] if title else ""
    return title if not last or _ABBREVIATED.fullmatch(last) else title[:-1].rstrip()

"""Paragraphs whose line ends were lost: no space parts two sentences."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

LEAST = 400
"""Characters a line has before it is looked at; shorter ones are paragraphs."""

_FEWEST = 2
"""Places that must be found before a line is taken for many."""


@cache
def _glued() -> re.Pattern[str]:
    # A lower-case letter, a sentence's end, perhaps a closing quotation mark, and no space.
    return re.compile(r"(?<=[^\W\d_A-Z])[.!?…]{1,3}(?P<quote>[\"'”’*_]{0,3})(?=[A-Z“‘\"'*_…—])")


def parted(text: str) -> tuple[str, ...]:
    """The paragraphs of a line that was many; the line itself where nothing shows that it was.

    A straight quotation mark between two sentences closes the first when one is open.
    """
    if len(text) < LEAST:
        return (text,)
    places: list[int] = []
    quotes = 0
    seen = 0
    for found in _glued().finditer(text):
        end = found.end()
        quotes += text.count('"', seen, end)
        seen = end
        mark = found["quote"]
        if mark.endswith('"') and mark.count('"') == 1 and quotes % 2:
            end -= 1  # an odd one opens what follows
            quotes, seen = 0, end
        elif mark.endswith('""'):
            end -= 1
            quotes, seen = 0, end
        else:
            quotes = 0
        places.append(end)
    if len(places) < _FEWEST:
        return (text,)
    borders = [0, *places, len(text)]
    pieces = (text[a:b].strip() for a, b in pairwise(borders))
    return tuple(piece for piece in pieces if piece)

"""Scene breaks in plain text: lines of ornament, and blank lines that mean something.

A line that holds nothing but ornament is a scene break. A blank line is one only where blank lines
are rare: many files separate some paragraphs by a blank line and some not, for no reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

MARKER_CONFIDENCE = 0.95
THRESHOLD = 0.5
"""A blank line is a scene break when the confidence in it reaches this."""

DOUBTFUL = 0.3
"""Below this nobody would take a blank line for a scene break, and there is nothing to say."""

WINDOW = 20
"""How many gaps to either side speak for or against a blank line."""

_PRIOR = 20
"""As many gaps as the whole story counts for beside those nearby."""

_ORNAMENT = r"[*#~=_+•·●○◆◇◊■□▪▲▼★☆✦✧✩✪✻✽✿❀❁♠♣♦❖❦❧☙⁂⁎⁑※§¤×<>|/\\–—―─━═╌┄∗-]"
_MARKER = re.compile(
    rf"""(?:
        {_ORNAMENT}(?:\s*{_ORNAMENT})*                  # * * *   ***   ---   ~~~   #   ⁂
      | [xX]{{3,}} | [oO]{{5,}} | 0{{3,}}                # xxx  ooooo  000
      | (?=.*[xo][XO])[xXoO]{{3,}}                      # xXx  OoO  xOx
      | (?:xo|ox){{3,}} | (?:xo){{2,}}x | (?:ox){{2,}}o   # xoxox
      | [xXoO](?:\s+[xXoO]){{2,}}                       # x x x  o O o
      | [-~=*]+\s?[oOxX0]+\s?[-~=*]+                   # -x-  ~o~  -oOo-
    )""",
    re.VERBOSE,
)
_LONE = "*#~•●○◆◇◊■★☆✦✧✻✽✿❀❖❦❧☙⁂⁎⁑※§∗"
"""Ornaments that part scenes by themselves; a lone dash or angle is a slip or speech."""

_FACE = re.compile(r"([<>=*~-])_+[<>=*~-]")
"""A face of signs, such as -_- and >_<, is what somebody says."""

_MAX_MARKER = 80

_BEGINS_PROSE = re.compile(r"[A-NP-WYZa-np-wyz1-9“\"'‘]").match
"""What no ornament begins with, and most lines of prose do."""


def is_marker(text: str) -> bool:
    """Whether a line holds nothing but scene-break ornament."""
    if text and _BEGINS_PROSE(text):
        return False
    stripped = text.strip()
    if not stripped or len(stripped) > _MAX_MARKER or not _MARKER.fullmatch(stripped):
        return False
    return (len(stripped) > 1 or stripped in _LONE) and not _FACE.fullmatch(stripped)


def blank_confidences(gaps: Sequence[int], elsewhere: Sequence[int] = ()) -> list[float]:
    """How sure it is that each gap between two paragraphs is a scene break.

    Args:
        gaps: The number of blank lines between each paragraph of a chapter and the next.
        elsewhere: The gaps of the whole story, in ascending order; they speak where a chapter is
            too short to.

    Returns:
        A confidence for each gap, 0 for those no wider than is usual around them. It falls with
        the share of wide gaps nearby, and with how few paragraphs stand between two of them.
    """
    least = min(gaps, default=0)
    return [
        _confidence(gaps, index, elsewhere) if gap > least else 0.0
        for index, gap in enumerate(gaps)
    ]


def _confidence(gaps: Sequence[int], index: int, elsewhere: Sequence[int]) -> float:
    nearby = sorted(gaps[max(0, index - WINDOW) : index + WINDOW + 1])
    usual = nearby[(len(nearby) - 1) // 2]
    if gaps[index] <= usual:
        return 0.0
    share = _share(nearby, gaps[index], elsewhere)
    before = _run(gaps, index, -1, usual)
    after = _run(gaps, index, 1, usual)
    company = min(1.0, (min(before, after) + 2) / 4)
    return round(max(0.0, min(0.9, (1 - 2 * share) * company + 0.1)), 2)


def _share(nearby: Sequence[int], gap: int, elsewhere: Sequence[int]) -> float:
    """The share of gaps this wide: nearby, and in the whole story the more, the fewer are nearby.

    The wider of two kinds of wide gap is the rarer, and so the surer one. Both are in ascending
    order.
    """
    wide = len(nearby) - bisect_left(nearby, gap)
    if not elsewhere:
        return wide / len(nearby)
    overall = (len(elsewhere) - bisect_left(elsewhere, gap)) / len(elsewhere)
    return (wide + _PRIOR * overall) / (len(nearby) + _PRIOR)


def _run(gaps: Sequence[int], index: int, step: int, usual: int) -> int:
    """How many usual gaps lie between this one and the next wide one, or the end of the text."""
    count = 0
    position = index + step
    while 0 <= position < len(gaps) and gaps[position] <= usual:
        count += 1
        position += step
    return count

"""Chapters that have nothing but a title: decorated alike, or below gaps wider than all others.

Such a line by itself may be a scene's time or place, so it counts only where the text begins with
one of its kind, and where every other place like it has one too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from statistics import median_low

from packager.book.section import Role
from packager.readers.headings.words import ChapterHeading
from packager.readers.text.scene_breaks import is_marker
from packager.sources.text import Line, places_of_text

_LONGEST = 60
"""Characters of a title."""

_FEWEST_DECORATED = 2
_FEWEST_BARE = 3
"""Chapters that have to be there: of two gaps in a text one may be a slip."""

_WIDER = 2
"""Blank lines more than are usual."""

_PROSE = 200
"""Characters of text that a chapter has at least."""

_SENTENCE = (".", ",", ";", ":", "…", '"', "”", "’", "'", "»", "。", "，", "、", "」")

_CONFIDENCE = 0.6


def titles_alone(lines: Sequence[Line]) -> tuple[tuple[int, ChapterHeading], ...]:
    """The lines that are titles, by index; none where there is doubt.

    Args:
        lines: The lines of a text in which nothing else is a heading.
    """
    texts = places_of_text(lines)
    return _decorated(lines, texts) or _below_gaps(lines, texts)


def _decorated(
    lines: Sequence[Line], texts: Sequence[int]
) -> tuple[tuple[int, ChapterHeading], ...]:
    """Titles between the same signs: ``=== The Lamp ===``."""
    found: list[tuple[int, ChapterHeading]] = []
    signs = ""
    for place in texts:
        if len(lines[place].text) > _LONGEST * 2:
            continue
        match = _between_signs().fullmatch(lines[place].text.strip())
        if match is None or (signs and match["signs"] != signs):
            continue
        signs = match["signs"]
        found.append((place, _heading(match["title"], label=signs)))
    if len(found) < _FEWEST_DECORATED or found[0][0] != texts[0]:
        return ()
    return tuple(found) if _parts_prose(lines, [place for place, _ in found]) else ()


@cache
def _between_signs() -> re.Pattern[str]:
    return re.compile(
        r"(?P<signs>([=~*#+–—-])\2{1,9})\s*(?P<title>[^\W_][^=~*#+]{0,60}?)\s*(?P=signs)"
    )


def _below_gaps(
    lines: Sequence[Line], texts: Sequence[int]
) -> tuple[tuple[int, ChapterHeading], ...]:
    """Titles at the beginning and below every gap that is wider than the others."""
    if len(texts) < 2 * _FEWEST_BARE:
        return ()
    gaps = [place - before - 1 for before, place in pairwise(texts)]
    wide = median_low(gaps) + _WIDER
    tops = [0, *(index for index, gap in enumerate(gaps, 1) if gap >= wide)]
    while len(tops) > 1 and tops[1] == tops[0] + 1:
        del tops[0]  # the title of the story stands above that of its first chapter
    if len(tops) < _FEWEST_BARE or tops[0] > 1:
        return ()
    places = [texts[top] for top in tops]
    if not all(_is_title(lines, place) for place in places) or not _parts_prose(lines, places):
        return ()
    return tuple((place, _heading(lines[place].text.strip())) for place in places)


def _is_title(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text.strip()
    alone = place + 1 < len(lines) and lines[place + 1].blank
    return (
        alone
        and len(text) <= _LONGEST
        and not text.endswith(_SENTENCE)
        and not text[:1].islower()
        and text[:1].isalnum()
        and not is_marker(text)
    )


def _parts_prose(lines: Sequence[Line], places: Sequence[int]) -> bool:
    """Whether enough text stands below every one of these lines."""
    ends = [*places[1:], len(lines)]
    return all(
        sum(len(line.text) for line in lines[place + 1 : end]) >= _PROSE
        for place, end in zip(places, ends, strict=True)
    )


def _heading(title: str, *, label: str = "") -> ChapterHeading:
    return ChapterHeading(Role.CHAPTER, None, title, _CONFIDENCE, "title", None, label)

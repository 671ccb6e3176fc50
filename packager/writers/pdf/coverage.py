"""Which characters of a book no font has: they would be printed as empty boxes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SELECTORS = range(0xFE00, 0xFE10)
"""Variation selectors; fonts that know none of them are not at fault."""


def missing_characters(texts: Iterable[str], fonts: tuple[Path, ...]) -> tuple[str, ...]:
    """The visible characters that stand in the texts and in none of the fonts, sorted.

    Fonts are opened in order, until every character is found: for most books that is one.
    """
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a second of imports

    wanted = {character for character in set().union(*texts) if _is_visible(character)}
    for file in fonts:
        if not wanted:
            break
        with TTFont(file, fontNumber=0, lazy=True) as font:
            wanted -= {chr(point) for point in font.getBestCmap() or ()}
    return tuple(sorted(wanted))


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _INVISIBLE and ord(character) not in _SELECTORS

"""Where a line of display type may end: clusters that stay whole, and chances between them.

A small part of UAX #14 and UAX #29 (https://www.unicode.org/reports/tr14/), with the Japanese rules
of what may not begin or end a line (kinsoku, JIS X 4051).
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum

from fontTools import unicodedata as ucd

_JOINER = "\u200d"
_ZERO_WIDTH_SPACE = "\u200b"
_NO_BREAK_SPACE = "\u00a0"
_SPACES = frozenset(
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
_AFTER = frozenset("-‐–—/")
_IDEOGRAPHIC = frozenset({"Hani", "Hira", "Kana", "Bopo", "Yiii"})
_LEADING_VOWELS = frozenset("เแโใไເແໂໃໄ")
_NOT_AT_START = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー〜～—…‥℃°%‰!?,.;:"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
_NOT_AFTER_SPACE = frozenset("·:;!?")
_UNBROKEN_PAIRS = frozenset("—…‥―")
_VOWELS = frozenset("aeiouyαεηιουωаеиоуыэюяєії")
_REGIONAL = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_VIRAMA = 9  # canonical combining class


class Chance(IntEnum):
    """How willingly a line ends at a place."""

    NEVER = 0
    INSIDE_A_WORD = 1
    """Only when a word is wider than the line."""
    POSSIBLE = 2
    """Between ideographs, and where a spaceless script most likely starts a word."""
    AT_A_SPACE = 3


def clusters(text: str) -> list[str]:
    """The text in pieces that a reader takes for one character each."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(cluster: str, character: str) -> bool:
    if unicodedata.category(character)[0] == "M" or character == _JOINER:
        return True
    if ord(character) in _SKIN_TONES or unicodedata.category(character) == "Cf":
        return character != _ZERO_WIDTH_SPACE
    last = cluster[-1]
    if last == _JOINER:
        return True
    if ord(character) in _REGIONAL:
        return len(cluster) == 1 and ord(last) in _REGIONAL
    return (
        unicodedata.combining(last) == _VIRAMA
        and unicodedata.category(character) == "Lo"
        and ucd.script(last) == ucd.script(character)
    )


def chances(pieces: list[str]) -> list[Chance]:
    """How willingly a line ends before each cluster; before the first one, never."""
    found = [Chance.NEVER] * len(pieces)
    for at in range(1, len(pieces)):
        found[at] = _chance(pieces[at - 1], pieces[at], pieces[at - 2] if at > 1 else "")
    return found


def _chance(before: str, after: str, earlier: str) -> Chance:
    first, last = after[0], before[0]
    if _is_bound(last, first):
        return Chance.NEVER
    if last in _SPACES or last == _ZERO_WIDTH_SPACE:
        return Chance.AT_A_SPACE
    behind_a_dash = last in _AFTER and first.isalpha() and earlier[:1].isalnum()
    ideographs = is_ideographic(first) or is_ideographic(last)
    if behind_a_dash or ideographs or first in _LEADING_VOWELS:
        return Chance.POSSIBLE
    return Chance.INSIDE_A_WORD


def _is_bound(last: str, first: str) -> bool:
    """Whether two characters may never be parted."""
    if first in _SPACES:
        return True
    if last in _SPACES or last == _ZERO_WIDTH_SPACE:
        return first in _NOT_AFTER_SPACE
    return (
        first in _NOT_AT_START
        or unicodedata.category(first) in {"Pe", "Pf"}
        or unicodedata.category(last) in {"Ps", "Pi"}
        or last == first in _UNBROKEN_PAIRS
        or _NO_BREAK_SPACE in (last, first)
    )


def is_ideographic(character: str) -> bool:
    """Whether lines break on either side of a character without a space."""
    script = ucd.script(character)
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return script in _IDEOGRAPHIC or (wide and script != "Hang")


def takes_hyphen(before: str, after: str) -> bool:
    """Whether a word broken between two clusters shows a hyphen."""
    cased = {"Latn", "Grek", "Cyrl"}
    return (
        ucd.script(before[0]) in cased
        and ucd.script(after[0]) in cased
        and before[0].isalpha()
        and after[0].isalpha()
    )


def starts_syllable(pieces: list[str]) -> bool:
    """Whether clusters look like the start of a syllable: a consonant and a vowel.

    Enough for the rare title with a word wider than the cover, in any language.
    """
    return len(pieces) > 1 and not _is_vowel(pieces[0]) and _is_vowel(pieces[1])


def _is_vowel(cluster: str) -> bool:
    return unicodedata.normalize("NFD", cluster)[0].lower() in _VOWELS

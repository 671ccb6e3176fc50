"""Numerals of headings: digits of any script, roman, CJK, and number words.

``read_numeral`` reads one at the start of a text and says where it ends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from packager.readers.headings.numeral_words import number_words

Spelling = Literal["digits", "roman", "word", "ordinal", "han"]

MAX_NUMBER = 9999
"""No story has more chapters; larger numbers are years, prices and populations."""

_DIGITS = re.compile(
    r"(?P<number>\d{1,4})(?P<ending>st|nd|rd|th|ª|º|°|\.º|\.ª|-[а-я]{1,2})?(?![\w%])"
)
_ROMAN = re.compile(
    r"(?=[MDCLXVI])(M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4}))(?![\w’'])",
    re.IGNORECASE,
)
_ROMAN_SIGNS = re.compile("[Ⅰ-ⅿ]+")
_HAN = re.compile("[零〇○一二三四五六七八九十百千万两兩廿卅壹贰叁肆伍陆柒捌玖拾佰仟０-９0-9]+")
_WORD = re.compile(r"[^\W\d_]+(?:['’΄ʹ׳״\"][^\W\d_]*)?")
_JOINT = re.compile(r"(?:\s*[-‐‑]\s*|\s+(?:(?:and|et|y|e|und|og|och)\s+)?)", re.IGNORECASE)

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_HAN_DIGITS = {
    **{sign: value for value, sign in enumerate("〇一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "○": 0,
    "两": 2,
    "兩": 2,
}
_HAN_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_HAN_TENS = {"廿": 20, "卅": 30}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at the start of a text.

    Attributes:
        value: What it counts, from 1.
        end: Where it ends.
        spelling: How it is written.
    """

    value: int
    end: int
    spelling: Spelling


def read_numeral(text: str) -> Numeral | None:
    """The numeral a text begins with, unless it is 0, too large for a chapter, or none."""
    found = _digits(text) or _words(text) or _roman(text) or _han(text)
    return found if found and 0 < found.value <= MAX_NUMBER else None


def _digits(text: str) -> Numeral | None:
    if not text[:1].isdigit():
        return None
    found = _DIGITS.match(text)
    if found is None:
        return None
    return Numeral(int(found["number"]), found.end(), "ordinal" if found["ending"] else "digits")


def _roman(text: str) -> Numeral | None:
    signs = _ROMAN_SIGNS.match(text)
    if signs:
        return Numeral(roman_value(unicodedata.normalize("NFKC", signs[0])), signs.end(), "roman")
    found = _ROMAN.match(text)
    # "Mix" and "dim" are words; a numeral is of capitals or of small letters alone.
    if found is None or not (found[0].isupper() or found[0].islower()):
        return None
    if not found[0].isascii():
        return None  # the dotted capital I of Turkish matches an i when case plays no part
    return Numeral(roman_value(found[0]), found.end(), "roman")


def roman_value(text: str) -> int:
    """The value of a well-formed roman numeral, in capitals or small letters."""
    values = [_ROMAN_VALUES[letter] for letter in text.lower()]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )


def _han(text: str) -> Numeral | None:
    found = _HAN.match(text)
    if found is None:
        return None
    value = han_value(found[0])
    return Numeral(value, found.end(), "han") if value else None


def han_value(text: str) -> int:
    """The value of a Chinese or Japanese numeral, positional or not; 0 when it is malformed."""
    if len(text) > 12:  # noqa: PLR2004 - 九千九百九十九 has seven signs
        return 0
    if all(sign.isdecimal() for sign in text):
        return int(text)
    if not any(sign in _HAN_UNITS or sign in _HAN_TENS for sign in text):
        digits = [str(_HAN_DIGITS.get(sign, unicodedata.digit(sign, 0))) for sign in text]
        return int("".join(digits))
    total = section = digit = 0
    for sign in text:
        if sign in _HAN_TENS:
            section += _HAN_TENS[sign]
        elif sign in _HAN_UNITS:
            unit = _HAN_UNITS[sign]
            if unit == _HAN_UNITS["万"]:
                total, section, digit = (total + section + digit or 1) * unit, 0, 0
            else:
                section, digit = section + (digit or 1) * unit, 0
        else:
            digit = _HAN_DIGITS.get(sign, unicodedata.digit(sign, 0))
    return total + section + digit


def _words(text: str) -> Numeral | None:
    """Number words, joined by hyphens, spaces or a word for *and*: ``One Hundred and Two``."""
    words = number_words()
    # A few numbers are of two parts, such as dix-sept and quatre-vingt, and go first.
    total = end = 0
    least = MAX_NUMBER
    rest = text
    while rest:
        found = _word_value(rest, words)
        if found is None:
            break
        value, length = found
        if value == 100 and total:  # noqa: PLR2004 - two hundred
            total *= value
        elif value >= least or (total and least < 10):  # noqa: PLR2004 - one two is no number
            break
        else:
            total += value
        end = len(text) - len(rest) + length
        least = _place(value)
        joint = _JOINT.match(rest, length)
        if joint is None:
            break
        rest = rest[joint.end() :]
    return Numeral(total, end, "word") if total else None


def _place(value: int) -> int:
    """What must be smaller in a sum: behind twenty a unit, behind a hundred a ten."""
    if value >= 100:  # noqa: PLR2004
        return 100
    if value in {60, 80}:
        return 20  # soixante-dix
    return 10 if value >= 20 and value % 10 == 0 else 1  # noqa: PLR2004


def _word_value(text: str, words: dict[str, int]) -> tuple[int, int] | None:
    first = _WORD.match(text)
    if first is None:
        return None
    if text[first.end() : first.end() + 1] in {"-", "‐", "‑"}:
        second = _WORD.match(text, first.end() + 1)
        if second:
            both = words.get(f"{first[0]}-{second[0]}".lower())
            if both:
                return both, second.end()
    value = words.get(first[0].replace("İ", "i").lower())
    return (value, first.end()) if value else None

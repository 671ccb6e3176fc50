"""Characters Aozora Bunko writes in another way: those Shift_JIS has not, and letters with accents.

https://www.aozora.gr.jp/annotation/external_character.html and
https://www.aozora.gr.jp/accent_separation.html
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

GETA = "〓"
"""What printers set for a character they have not."""

_CODE_POINT = re.compile(r"U\+([0-9A-Fa-f]{4,6})")
_PLACE = re.compile(r"(?<![\d-])([12])-(\d{1,2})-(\d{1,2})(?![\d-])")
_ROWS = 94

_REPEATED = (("／″＼", "\u3034\u3035"), ("／＼", "\u3033\u3035"))
"""The long marks of repetition, which are two characters high."""

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", ":": "\u0308", "&": "\u030a",
    "_": "\u0304", ",": "\u0327",
}  # fmt: skip
_WHOLE = {
    "AE&": "Æ", "ae&": "æ", "OE&": "Œ", "oe&": "œ", "s&": "ß", "!@": "¡", "?@": "¿", "o/": "ø",
    "O/": "Ø", "d/": "đ", "D/": "Đ", "l/": "ł", "L/": "Ł", "h/": "ħ", "i/": "ɨ",
}  # fmt: skip


@cache
def _spelt() -> re.Pattern[str]:
    # An apostrophe behind a consonant is one: 〔l'e'cole〕.
    return re.compile(
        r"AE&|ae&|OE&|oe&|s&|[!?]@|[aeiouyAEIOUY]['_]|[aeiounAEIOUN]`|[A-Za-z][\^~:]|[aAuU]&"
        r"|[cCsStT],|[oOdDlLhi]/"
    )


def character_of(description: str) -> str:
    """The character a description of one names by its code; empty when it names none.

    >>> character_of("「口＋句」、第3水準1-14-90")
    '呴'
    """
    found = _CODE_POINT.search(description)
    if found:
        code = int(found[1], 16)
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""  # noqa: PLR2004 - Unicode
    place = _PLACE.search(unicodedata.normalize("NFKC", description))
    return _of_place(int(place[1]), int(place[2]), int(place[3])) if place else ""


def _of_place(plane: int, row: int, cell: int) -> str:
    """The character at a place of JIS X 0213, by plane, row and cell."""
    if not (1 <= row <= _ROWS and 1 <= cell <= _ROWS):
        return ""
    code = bytes((0xA0 + row, 0xA0 + cell))
    try:
        return (code if plane == 1 else b"\x8f" + code).decode("euc_jis_2004")
    except UnicodeDecodeError:
        return ""


def with_accents(text: str) -> str:
    """A text with the letters within ``〔 〕`` that are spelt with accents behind them composed.

    >>> with_accents("〔re'sume'〕 と言った。")
    'résumé と言った。'
    """
    if "〔" not in text:
        return text
    return re.sub(r"〔([^〔〕]{1,400})〕", _composed, text)


def _composed(found: re.Match[str]) -> str:
    composed = _spelt().sub(lambda one: _letter(one[0]), found[1])
    return found[0] if composed == found[1] else composed


def _letter(spelt: str) -> str:
    if spelt in _WHOLE:
        return _WHOLE[spelt]
    composed = unicodedata.normalize("NFC", spelt[0] + _ACCENTS[spelt[-1]])
    return composed if len(composed) == 1 else spelt


def with_repetition(text: str) -> str:
    """A text with the marks of repetition that are written in pieces made whole."""
    if "＼" in text:
        for pieces, mark in _REPEATED:
            text = text.replace(pieces, mark)
    return text

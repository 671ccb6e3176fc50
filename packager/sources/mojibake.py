"""Mojibake: text that was read in a wrong encoding and saved again before packager saw it.

``Ã©`` was é in UTF-8, read as Windows-1252 or Latin-1; ``â€™`` was an apostrophe; ``РџСЂРё`` was
Russian in UTF-8, read as Windows-1251; ``Ïðèâåò`` was Russian of Windows-1251, read as
Windows-1252. What decodes back is mended where no writer can have meant it, however often it was
spoilt; what might be meant (``AMANHÃ…`` is Portuguese) is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

_Table = Literal["cp1252", "cp1251"]

_ROUNDS = 4
"""How often a text is taken to have been spoilt."""

_THROUGHOUT = 3
"""So many times more letters that decode back than others: the whole text was spoilt."""

_MANY = 5
"""A text that was spoilt throughout has so many sequences, or one nobody can mean."""

_RARE = 20

_MEANT_BEHIND_A_LETTER = frozenset("\u00a0\u00ad»«”“’‘„‚…–—›‹·•°²³¹ºª®™©")
"""Characters that may well stand behind a capital with an accent, or behind a Cyrillic one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A text with what was spoilt mended.

    Attributes:
        text: The text.
        count: The number of characters mended.
        first: Place of the first of them in the text before.
        example: What stood there, and what it became.
        left: The number of places that look spoilt and were left alone.
        first_left: Place of the first of those, in the text as it is now.
    """

    text: str
    count: int = 0
    first: int = 0
    example: tuple[str, str] = ("", "")
    left: int = 0
    first_left: int = 0


def repaired(text: str) -> Repaired:
    """A text with its mojibake mended, where that is certain."""
    if text.isascii():
        return Repaired(text=text)
    mended = Repaired(text=text)
    for _ in range(_ROUNDS):
        again = _once(mended.text)
        if not again.count:
            break
        if not mended.count:
            mended = again
            continue
        before, after = mended.example
        mended = replace(mended, text=again.text, example=(before, _once(after).text))
    if not mended.count:
        mended = _cyrillic_as_latin(text)
    left = _lost(mended.text)
    return replace(mended, left=left[1], first_left=left[0]) if left else mended


def _once(text: str) -> Repaired:
    """The text with one spoiling undone."""
    encoded = text.encode("utf-8", "surrogatepass")
    # What was read as Windows-1252 has letters from Â to ô, all of which begin with one byte.
    if b"\xc3" in encoded:
        found = _found(text, "cp1252")
        chosen = _chosen(found, _beyond_ascii(encoded), "cp1252")
        if chosen:
            return _replaced(text, chosen)
    if b"\xd0" in encoded:
        count = _beyond_ascii(encoded)
        # Every other letter would be one of these, which are rare as capitals.
        if "вЂ" in text or _RARE * (text.count("Р") + text.count("С")) > count:
            chosen = _chosen(_found(text, "cp1251"), count, "cp1251")
            if chosen:
                return _replaced(text, chosen)
    return Repaired(text=text)


def _beyond_ascii(encoded: bytes) -> int:
    """The number of characters beyond ASCII in some UTF-8."""
    return len(encoded.translate(None, bytes(range(0xC0))))


_Sequence = tuple[int, str, str]
"""Where a run of sequences begins, what stands there, and what it decodes to."""


@cache
def _bytes_of(table: _Table) -> dict[str, int]:
    """The byte of each character; those the code page has none for keep the byte's own code."""
    codes = {bytes([byte]).decode(table, "replace"): byte for byte in range(128, 256)}
    codes.pop("\ufffd", None)
    taken = set(codes.values())
    return codes | {chr(byte): byte for byte in range(0x80, 0xA0) if byte not in taken} | (
        {chr(byte): byte for byte in range(0x80, 0xA0)} if table == "cp1252" else {}
    )  # fmt: skip


@cache
def _sequences(table: _Table) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Runs of UTF-8 as they look in a code page: where one may begin, and what is one.

    Each sequence is a lead, and as many behind it as the lead says. RFC 3629, section 4:
    https://www.rfc-editor.org/rfc/rfc3629#section-4
    """

    def of(first: int, last: int) -> str:
        letters = (one for one, byte in _bytes_of(table).items() if first <= byte <= last)
        return "".join(map(re.escape, letters))

    lead, tail = of(0xC2, 0xF4), f"[{of(0x80, 0xBF)}]"
    two, three, four = of(0xC2, 0xDF), of(0xE0, 0xEF), of(0xF0, 0xF4)
    return (
        re.compile(f"[{lead}]{tail}[{lead}{tail[1:]}*"),
        re.compile(f"(?:[{two}]{tail}|[{three}]{tail}{{2}}|[{four}]{tail}{{3}})+"),
    )


def _found(text: str, table: _Table) -> list[_Sequence]:
    near, exact = _sequences(table)
    return [
        (place.start() + run.start(), run[0], decoded)
        for place in near.finditer(text)
        for run in exact.finditer(place[0])
        if (decoded := _decoded(run[0], table))
    ]


def _decoded(run: str, table: _Table) -> str:
    codes = _bytes_of(table)
    try:
        return bytes(codes[one] for one in run).decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _chosen(found: list[_Sequence], others: int, table: _Table) -> list[_Sequence]:
    """The sequences to mend: all where a text was spoilt throughout, else those no one can mean."""
    sure = [one for one in found if _sure(one, table)]
    spoilt = sum(len(before) for _, before, _ in found)
    if (sure or len(found) >= _MANY) and spoilt >= _THROUGHOUT * (others - spoilt):
        return found
    return sure


def _sure(one: _Sequence, table: _Table) -> bool:
    """Whether a run of sequences can't be what a writer meant."""
    _, before, after = one
    if table == "cp1251":
        letters = sum(1 for letter in after if "\u0400" <= letter <= "\u04ff")
        if before.startswith("вЂ"):
            return True
        return letters > 2 and _unlikely(before) > 1  # noqa: PLR2004 - of two sequences or more
    if before.startswith(("â€", "â„¢", "â‚¬", "ï»¿", "ðŸ", "ð\u009f")):
        return True
    if len(after) > 2 and len(before) > 4 and _unlikely(before) > 1:  # noqa: PLR2004 - as above
        return True
    marks = set(before[1::2]) & _MEANT_BEHIND_A_LETTER - ({"©"} if "É" not in before else set())
    return set(before[::2]) <= set("ÃÂÅÄ") and not marks


def _unlikely(before: str) -> int:
    """The number of characters that don't stand behind a letter in any writing."""
    return sum(1 for tail in before[1::2] if tail not in _MEANT_BEHIND_A_LETTER)


def _replaced(text: str, chosen: list[_Sequence]) -> Repaired:
    pieces: list[str] = []
    end = 0
    for start, old, new in chosen:
        pieces += (text[end:start], new)
        end = start + len(old)
    mended = "".join([*pieces, text[end:]])
    count = sum(len(new) for _, _, new in chosen)
    if "â€" in mended and any(old.startswith("â€") for _, old, _ in chosen):
        # The last byte of the closing quote is no character of Windows-1252, and was often lost.
        mended, cut = re.subn("â€\ufffd?(?![\u0080-\u00bf€‚-™])", "”", mended)
        count += cut
    first, before, after = chosen[0]
    return Repaired(text=mended, count=count, first=first, example=(before, after))


# --- Cyrillic letters of 8 bits ----------------------------------------------------------------

_WORDS = re.compile(r"\b(?:и|в|не|на|что|он|она|с|я|как|но|его|это|то|за)\b")
_LETTERS = re.compile("[A-Za-z\u00c0-\u00ff]")
_LOOK = 4000
_MOSTLY = 0.6
_OFTEN = 0.2


def _cyrillic_as_latin(text: str) -> Repaired:
    """The text with Russian of Windows-1251 that was read as Windows-1252 made Russian again.

    No language has more letters with accents than without, so it is certain or it is not the case.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    often = encoded.count(b"\xc3") > _OFTEN * len(encoded)  # where each accented letter begins
    begin = re.search("[\u00c0-\u00ff]{3}", text) if often else None
    if not begin:
        return Repaired(text=text)
    start = text[begin.start() : begin.start() + _LOOK]
    letters = _LETTERS.findall(start)
    high = sum(1 for letter in letters if letter > "z")
    codes = {
        ord(letter): bytes([byte]).decode("cp1251", "replace")
        for letter, byte in _bytes_of("cp1252").items()
    }
    words = _WORDS.findall(start.translate(codes).lower())
    if high < _MOSTLY * len(letters) or len(words) < 2:  # noqa: PLR2004 - one is chance
        return Repaired(text=text)
    mended = text.translate(codes)
    word = re.search("[\u00c0-\u00ff]+", start)
    example = word[0] if word else ""
    return Repaired(
        text=mended,
        count=sum(1 for before, after in zip(text, mended, strict=True) if before != after),
        first=begin.start(),
        example=(example, example.translate(codes)),
    )


# --- what can't be mended ----------------------------------------------------------------------

_LONE = re.compile("â€|(?<=[a-z])[ÃÂ]")
_LOST = re.compile("\ufffd+")


def _lost(text: str) -> tuple[int, int] | None:
    """The first place that can't be mended, and how many there are; ``None`` where there is none.

    One lone U+FFFD may be what a story is about; several are letters that were lost.
    """
    places: list[int] = []
    if "Ã" in text or "Â" in text or "â€" in text:
        places = [found.start() for found in _LONE.finditer(text)]
    if "\ufffd" in text:
        runs = list(_LOST.finditer(text))
        if len(runs) > 2 or any(len(run[0]) > 1 for run in runs):  # noqa: PLR2004 - see above
            places += [run.start() for run in runs]
    return (min(places), len(places)) if places else None

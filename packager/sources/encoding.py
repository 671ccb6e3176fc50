"""Encodings: which one some bytes are in, by their marks, what they declare, or the evidence.

The order is that of browsers and editors: a byte order mark, strict UTF-8, what the source says of
itself, and a guess last.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Labels that name less than their writers mean by them (https://encoding.spec.whatwg.org/#names).
_MEANT = {
    "ascii": ("cp1252",), "iso8859-1": ("cp1252",), "iso8859-9": ("cp1254",),
    "iso8859-11": ("cp874",), "tis-620": ("cp874",), "gb2312": ("gb18030",), "gbk": ("gb18030",),
    "hz": ("hz", "gb18030"), "big5": ("big5hkscs", "cp950"), "cp950": ("cp950", "big5hkscs"),
    "big5hkscs": ("big5hkscs", "cp950"), "shift_jis": ("cp932", "shift_jis_2004"),
    "cp932": ("cp932", "shift_jis_2004"), "euc_jp": ("euc_jp", "euc_jis_2004"),
    "euc_kr": ("cp949",), "cp949": ("cp949",), "iso8859-8": ("cp1255", "iso8859-8"),
}  # fmt: skip

_LABELS = {
    "x-gbk": "gb18030", "x-sjis": "cp932", "windows-31j": "cp932", "ms932": "cp932",
    "ks_c_5601-1987": "cp949", "x-mac-roman": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "macroman": "mac_roman", "maccyrillic": "mac_cyrillic", "x-cp1251": "cp1251",
    "x-cp1252": "cp1252", "ibm866": "cp866", "koi8": "koi8_r", "unicode": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "iso-8859-8-i": "cp1255",
}  # fmt: skip
"""Labels Python has no name for, and those that can't be true where they were read as ASCII."""

_TEXT_CODECS = re.compile(
    r"(?:utf|cp|iso|latin|koi|mac|gb|big5|shift|euc|hz|johab|ptcp|kz|tis|hp)[\w-]*"
)
"""What is no codec of text, such as ``rot13`` or ``zip``, is declared by nobody in earnest."""

_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")
_PRINTED_MARKS = bytes((0x80, 0x85, *range(0x91, 0x98), 0xA0))
"""Bytes of the euro, ellipsis, quotes, bullet, dashes and fixed space of Windows-1252."""

_ASCII = bytes(range(128))
_NO_LETTERS = bytes(b for b in range(256) if not chr(b).isalpha() or b > 0x7F)  # noqa: PLR2004 - ASCII
_NO_LEAD = bytes(b for b in range(256) if not 0xC2 <= b <= 0xF4)  # noqa: PLR2004 - RFC 3629
_FEW = 8
_SAMPLE = 2**17
_SURE = 0.2
"""chardet's own confidence, above which it has never been seen to be wrong on a page of prose."""

_RANKED = 12
_OF_TWO_BYTES = frozenset({"gb18030", "big5hkscs", "cp950", "cp932", "euc_jp", "cp949"})
_COMMON = frozenset({
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859-2",
    "mac-roman", "cp437", "cp850", "cp852", "cp866", "koi8-r",
})  # fmt: skip

_DAMAGED = 0.002
"""A text may have so large a share of bytes that its encoding has no character for."""

_ANCHORS = re.compile("[ \n\r\u3000\u3001\u3002\uff0c]")
_ANCHORED = 0.02
_STRANGE = re.compile("[\x00-\x08\x0e-\x1f\x80-\x9f\ue000-\uf8ff\ufff0-\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, and how it was got out of its bytes.

    Attributes:
        text: The text.
        encoding: Python's name of the encoding.
        guessed: Whether nothing said so: neither a mark, nor UTF-8 itself, nor a declaration.
        foreign: The number of bytes of another encoding among UTF-8, read as ``encoding``.
        damaged: The number of places that are no character, read as U+FFFD.
    """

    text: str
    encoding: str
    guessed: bool = False
    foreign: int = 0
    damaged: int = 0


def decoded(found: bytes, declared: str = "") -> Decoded:
    """The text some bytes hold.

    Args:
        found: The bytes.
        declared: The label of an encoding the source gives itself, in a declaration or header.
    """
    found = found.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _BOMS:
        if found.startswith(mark):
            return _wide(found[len(mark) :], encoding, guessed=False)
    encoding = _by_zeros(found) or (_by_anchors(found) if b"\0" in found else "")
    if encoding:
        return _wide(found, encoding, guessed=True)
    if b"\x1b$" in found and found.isascii():
        escaped = _strict(found, ("iso2022_jp_2",))
        if escaped:
            return Decoded(text=escaped[0], encoding="iso2022_jp", guessed=True)
    try:
        # Lone surrogates pass here, to be named and removed with the other unprintables.
        return Decoded(text=found.decode("utf-8", "surrogatepass"), encoding="utf-8")
    except UnicodeDecodeError:
        return _no_utf8(found, declared)


def codec_named(label: str) -> tuple[str, ...]:
    """Python's codecs for a label, the likeliest first; none for a label of no encoding of text."""
    lower = label.strip().strip("\"'").lower()
    try:
        name = codecs.lookup(_LABELS.get(lower, lower)).name
    except (LookupError, ValueError, UnicodeError):
        return ()
    if name in _MEANT:
        return _MEANT[name]
    return (name,) if _TEXT_CODECS.fullmatch(name) else ()


def _no_utf8(found: bytes, declared: str) -> Decoded:
    mended = _mended_utf8(found)
    if mended:
        return mended
    named = codec_named(declared) if declared else ()
    if named and named[0] != "utf-8":
        strict = _strict(found, named)
        if strict:
            return Decoded(text=strict[0], encoding=strict[1])
        damaged = _damaged(found, named[0])
        if damaged:
            return damaged
    encoding = _by_anchors(found)
    return _wide(found, encoding, guessed=True) if encoding else _detected(found)


def _strict(found: bytes, names: tuple[str, ...]) -> tuple[str, str] | None:
    for name in names:
        try:
            return found.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _damaged(found: bytes, name: str, *, guessed: bool = False) -> Decoded | None:
    """The text with U+FFFD where it is damaged; ``None`` when it is damaged too often for that."""
    try:
        text = found.decode(name, "replace")
    except (LookupError, UnicodeError):
        return None
    bad = text.count("\ufffd")
    # A sample may end in the middle of a character, so one is no evidence at all.
    if bad > 1 + _DAMAGED * len(text):
        return None
    return Decoded(text=text, encoding=name, guessed=guessed, damaged=bad)


def _wide(found: bytes, encoding: str, *, guessed: bool) -> Decoded:
    """Text of two or four bytes a character."""
    try:
        text = found.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        text = found.decode(encoding, "replace")
        damaged = max(1, text.count("\ufffd"))
        return Decoded(text=text, encoding=encoding, guessed=guessed, damaged=damaged)
    return Decoded(text=text, encoding=encoding, guessed=guessed)


def _by_zeros(found: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero, by its order."""
    half = len(found) // 2
    if not half or b"\0" not in found:
        return ""
    first, second = found[::2].count(0), found[1::2].count(0)
    if max(first, second) * 2 < half or min(first, second) * 100 > half:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _by_anchors(found: bytes) -> str:
    """UTF-16 without a mark, of other scripts: spaces, line ends and full stops tell its order."""
    if len(found) % 2:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = found[:_SAMPLE].decode(encoding, "surrogatepass")
        except UnicodeDecodeError:
            continue
        anchors = len(_ANCHORS.findall(text))
        if anchors >= _ANCHORED * len(text) and len(_STRANGE.findall(text)) * 100 <= len(text):
            return encoding
    return ""


def _mended_utf8(found: bytes) -> Decoded | None:
    """UTF-8 with a few bytes of another encoding in it; ``None`` when it is not mostly UTF-8."""
    text = found.decode("utf-8", "surrogateescape")
    runs = _ESCAPED_BYTES.findall(text)
    bad = sum(map(len, runs))
    good = len(found.translate(None, _NO_LEAD)) - bad
    if good < 3 * bad:
        return None
    encoding = _pasted_in(text)
    if not encoding:  # characters cut in two, as programs that copy a text in pieces leave them
        mended = _ESCAPED_BYTES.sub("\ufffd", text)
        return Decoded(text=mended, encoding="utf-8", damaged=len(runs))
    mended = _ESCAPED_BYTES.sub(_pasted(encoding), text)
    return Decoded(text=mended, encoding=encoding, foreign=bad)


def _pasted_in(text: str) -> str:
    """The encoding of 8 bits for letters of the script a text is in; empty for a script of 16."""
    letters = re.findall("[^\x00-\x7f\u2000-\u206f\ud800-\udfff]", text[:_SAMPLE])
    wide = sum(1 for letter in letters if letter > "\u05ff")
    cyrillic = sum(1 for letter in letters if "\u0400" <= letter <= "\u04ff")
    if 2 * wide > len(letters):
        return ""
    return "cp1251" if 2 * cyrillic > len(letters) else "cp1252"


def _pasted(encoding: str) -> Callable[[re.Match[str]], str]:
    return lambda run: bytes(ord(one) - 0xDC00 for one in run[0]).decode(encoding, "replace")


def _detected(found: bytes) -> Decoded:
    """What the evidence of the bytes says; Windows-1252, the commonest by far, where it is scarce.

    The marks of printed text are the same bytes in nearly every encoding of Windows, and a handful
    of letters among many of ASCII is not enough for statistics.
    """
    others = found.translate(None, _ASCII)
    letters = len(found.translate(None, _NO_LETTERS))
    scarce = len(others) <= _FEW and letters >= 3 * len(others)
    if scarce or not others.translate(None, _PRINTED_MARKS):
        return _replaced(found, "cp1252")
    named = _by_statistics(_telling(found))
    strict = _strict(found, named)
    if strict:
        return Decoded(text=strict[0], encoding=strict[1], guessed=True)
    damaged = _damaged(found, named[0], guessed=True) if named else None
    return damaged or _replaced(found, "cp1252")


def _replaced(found: bytes, encoding: str) -> Decoded:
    text = found.decode(encoding, "replace")
    return Decoded(text=text, encoding=encoding, guessed=True)


def _telling(found: bytes) -> bytes:
    """The lines that hold more than ASCII, which tell of an encoding, as far as are needed."""
    start = found[:_SAMPLE]
    if len(start.translate(None, _ASCII)) * 10 > len(start):
        return start
    lines: list[bytes] = []
    size = 0
    for line in found.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"".join(lines)


def _by_statistics(telling: bytes) -> tuple[str, ...]:
    """The codecs of the likeliest encoding; none for noise.

    Of encodings of 8 bits for Latin letters statistics can't be sure, so how well each makes words
    of the bytes counts too.
    """
    # Imported here: most stories are UTF-8 and never need it.
    import chardet  # noqa: PLC0415

    try:
        ranked = chardet.detect_all(telling, ignore_threshold=True)
    except RuntimeError:  # chardet 7.0 gives up so on noise
        return ()
    # The codec's own name, for chardet's differ from one release to the next.
    named = [
        (names, float(one.get("confidence") or 0))
        for one in ranked[:_RANKED]
        if (names := codec_named(str(one.get("encoding") or "")))
    ]
    if not named or named[0][1] >= _SURE:
        return named[0][0] if named else ()
    start = telling[:_SAMPLE]
    if named[0][0][0] in _OF_TWO_BYTES and _strict(telling, named[0][0]):
        return named[0][0]  # letters of 8 bits are not by chance all of them halves of ideographs
    return max(named, key=lambda one: one[1] * _likelihood(start, one[0][0]))[0]


def _likelihood(start: bytes, name: str) -> float:
    """How much speaks for an encoding beside statistics: that it makes words, and is in use."""
    return max(0.0, _wording(start, name)) ** 2 * (1.0 if name in _COMMON else 0.75)


_BETWEEN = re.compile(r"([^\W\d_]?)([^\x00-\x7f])(?=([^\W\d_]?))")
_SET_IN_TYPE = frozenset("‘’“”„«»‹›–—…•·\u00a0¿¡§°©™€£")


def _wording(telling: bytes, name: str) -> float:
    """How well the characters beyond ASCII stand in words, from -1 to 1 each, on the whole."""
    try:
        text = telling.decode(name, "replace")
    except LookupError:
        return -1.0
    scores = [_standing(*found.groups()) for found in _BETWEEN.finditer(text)]
    return round(sum(scores) / max(1, len(scores)), 2)


def _standing(before: str, one: str, after: str) -> float:
    if not one.isalpha() or "\u02b0" <= one <= "\u036f":
        if one not in _SET_IN_TYPE:
            return -1.0
        if one in "¿¡":
            return 1.0 if after and not before else -1.0
        # A quote within a word is none, but the apostrophe is.
        return -0.5 if before and after and one not in "’—–" else 0.5
    if any(side and (side > "\u02ff") != (one > "\u02ff") for side in (before, after)):
        return -1.0  # Greek or Cyrillic within a Latin word
    if (one.isupper() and before.islower()) or (one.islower() and after.isupper()):
        return -1.0
    return 1.0 if before or after else 0.2

r"""The words of an RTF document, found with as little understanding as there can be.

It shares nothing with the reader, so that what the reader loses is missed: every run of text that
stands in no destination known to hold none of the story is a word of it. Paragraphs, styles,
fields, tables mean nothing here.
"""

from __future__ import annotations

import re
from functools import cache

from packager.readers.office.rtf_letters import CHARSETS, codec_of
from packager.sources.text import printable

_SILENT = frozenset(
    {
        b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"fldinst", b"listtext",
        b"pntext", b"nonshppict", b"nonesttables", b"ftnsep", b"ftnsepc", b"filetbl", b"revtbl",
        b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr",
        b"footerf", b"listtable", b"listoverridetable", b"rsidtbl", b"xe", b"tc", b"template",
        b"bkmkstart", b"bkmkend", b"atnid", b"atnauthor", b"atndate", b"atnref", b"annotation",
        b"themedata", b"colorschememapping", b"latentstyles", b"datastore", b"generator",
        b"objdata", b"pnseclvl", b"fldtype", b"shpinst", b"wgrffmtfilter", b"passwordhash",
        b"xmlnstbl", b"mmathPr",
    }
)  # fmt: skip
"""Destinations without text of the story, as every one is that is marked as ignorable."""

_SPOKEN = frozenset({b"shptxt", b"footnote", b"ud"})
"""Destinations with text of the story within ignorable ones."""

_SIGNS = {
    b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n",
    b"par": "\n", b"line": "\n", b"cell": "\n", b"nestcell": "\n", b"row": "\n", b"sect": "\n",
    b"page": "\n", b"tab": " ", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
    b"footnote": "\n",
}  # fmt: skip


@cache
def _pieces() -> re.Pattern[bytes]:
    return re.compile(
        rb"([{}])|\\'([0-9A-Fa-f]{2})|\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\([^a-zA-Z0-9'])"
        rb"|([^\\{}\r\n]+)"
    )


@cache
def _font_sets() -> re.Pattern[bytes]:
    return re.compile(rb"\\f(\d{1,5})[^;{}]{0,80}?\\fcharset(\d{1,3})")


def words_of_rtf(found: bytes) -> str:
    """The words of a document, those that it hides or that were deleted among them."""
    page = re.search(rb"\\ansicpg(\d{1,5})", found[:4_000])
    plain = "mac-roman" if re.search(rb"\\mac\b", found[:200]) else "cp1252"
    plain = codec_of(int(page[1]), plain) if page else plain
    default = re.search(rb"\\deff(\d{1,5})", found[:4_000])
    first = int(default[1]) if default else 0
    sets = {int(f): CHARSETS[int(c)] for f, c in _font_sets().findall(found) if int(c) in CHARSETS}
    codecs = {font: codec for font, codec in sets.items() if codec != CHARSETS[0]}
    return printable(_Listening(plain, first, codecs).words(found))


class _Listening:
    """One pass over the pieces of a document."""

    def __init__(self, plain: str, first: int, codecs: dict[int, str]) -> None:
        self.plain, self.first, self.codecs = plain, first, codecs
        self.said: list[str] = []
        self.raw = bytearray()
        self.silent, self.font, self.behind = False, first, 1
        self.outer: list[tuple[bool, int, int]] = []
        self.skip = 0
        self.half = 0
        self.star = False

    def words(self, found: bytes) -> str:
        for piece in _pieces().finditer(found):
            brace, digits, word, number, sign, text = piece.groups()
            if text is not None or digits is not None:
                self.letters(bytes.fromhex(digits.decode()) if digits else text)
                continue
            self.flush()
            if brace is not None:
                self.group(opens=brace == b"{")
            elif sign == b"*":
                self.star = True
                continue
            else:
                self.control(word or sign, None if number is None else int(number))
            self.star = False
        self.flush()
        return "".join(self.said)

    def letters(self, raw: bytes) -> None:
        taken = min(self.skip, len(raw))
        self.skip -= taken
        self.raw += raw[taken:]

    def flush(self) -> None:
        if self.raw and not self.silent:
            codec = self.codecs.get(self.font, self.plain)
            self.said.append(self.raw.decode(codec, "replace"))
        self.raw.clear()

    def group(self, *, opens: bool) -> None:
        if opens:
            self.outer.append((self.silent, self.font, self.behind))
        elif self.outer:
            self.silent, self.font, self.behind = self.outer.pop()

    def control(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            self.character(number % 0x10000)
        elif word in _SPOKEN:
            self.silent = False
            self.said.append("\n")
        elif self.star or word in _SILENT:
            self.silent = True
        elif word in _SIGNS and not self.silent:
            self.said.append(_SIGNS[word])
        elif word == b"f" and number is not None:
            self.font = number
        elif word == b"plain":
            self.font = self.first
        elif word == b"uc" and number is not None:
            self.behind = max(0, min(number, 8))

    def character(self, code: int) -> None:
        self.skip = self.behind
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a pair
            self.half = code
            return
        if self.half and 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - the second
            code = 0x10000 + ((self.half - 0xD800) << 10) + (code - 0xDC00)
        self.half = 0
        if not self.silent:
            self.said.append("\ufffd" if 0xD800 <= code < 0xE000 else chr(code))  # noqa: PLR2004

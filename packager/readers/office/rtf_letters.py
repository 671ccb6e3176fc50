r"""How the bytes of an RTF document are letters: code pages, fonts' character sets, ``\u``."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
r"""Code pages by the numbers of ``\fcharset``."""


def codec_of(number: int, otherwise: str) -> str:
    """The codec of a code page by its number, where Python knows it."""
    try:
        return codecs.lookup({10000: "mac-roman"}.get(number, f"cp{number}")).name
    except LookupError:
        return otherwise


@dataclass(slots=True)
class Letters:
    r"""Makes text of the bytes and numbers of one document.

    Attributes:
        encoding: The document's code page.
        fonts: The code pages of the fonts that have one of their own.
        default_font: The font where none is named.
    """

    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    default_font: int = 0
    _pending: bytearray = field(default_factory=bytearray)
    _swallow: int = 0
    _surrogate: int = 0

    @property
    def waiting(self) -> bool:
        """Whether there are bytes that were not taken."""
        return bool(self._pending)

    def add(self, raw: bytes) -> None:
        r"""Bytes of text; those that only stand in for a ``\u`` before them are passed over."""
        if self._swallow:
            taken = min(self._swallow, len(raw))
            self._swallow -= taken
            raw = raw[taken:]
        self._pending += raw

    def take(self) -> bytes:
        """The bytes since the last time."""
        raw, self._pending = bytes(self._pending), bytearray()
        return raw

    def text(self, raw: bytes, font: int | None) -> str:
        """Bytes as text, in the code page of a font."""
        number = self.default_font if font is None else font
        return raw.decode(self.fonts.get(number, self.encoding), "replace")

    def of_font(self, number: int | None, charset: int | None) -> None:
        """What the font table says of a font."""
        if number is not None and charset and charset in CHARSETS:
            self.fonts[number] = CHARSETS[charset]

    def unicode(self, number: int, fallback: int) -> str:
        r"""The character of a ``\u``; empty for the first half of a pair.

        Args:
            number: As it is written, below 0 from U+8000 on.
            fallback: Bytes behind it that stand in for it.
        """
        code = number % 0x10000
        self._swallow = fallback
        if 0xD800 <= code < 0xDC00:  # noqa: PLR2004 - the first half of a pair
            self._surrogate = code
            return ""
        if 0xDC00 <= code < 0xE000:  # noqa: PLR2004 - the second
            whole = 0x10000 + ((self._surrogate - 0xD800) << 10) + (code - 0xDC00)
            code = whole if self._surrogate else 0xFFFD
        self._surrogate = 0
        return chr(code)

"""Text out of bytes: the encoding found, the unprintable removed, the lines numbered."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError
from packager.sources.source import Source

MAX_CONTROL_SHARE = 0.05
"""Real text has no control characters; a share above this is a binary file."""

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an EPUB"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
)

_PRINTED_MARKS = bytes((0x80, 0x85, *range(0x91, 0x98), 0xA0))
"""Bytes of the euro, ellipsis, quotes, bullet, dashes and fixed space of Windows-1252."""

_FEW = 8

_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"

# Line ends of other systems, which stay within the numbered line of the file.
_INNER_LINE_END = re.compile("[\x0b\x0c\x85\u2028\u2029]")

# What XML 1.0 forbids or HTML calls a control or a noncharacter, and stray byte order marks.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)

_UNSEEN = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060"
"""Spaces, soft hyphens and joiners, which leave nothing on paper by themselves."""

_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def unprintable(text: str) -> str:
    """The first character of the text that no book can hold; empty when there is none."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def printable(text: str) -> str:
    """The text without the characters that no book can hold."""
    return _UNPRINTABLE.sub("", text)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a source: its number, counted from 1, and its text without the line end."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in it."""
        stripped = self.text.strip()
        return not stripped or not stripped.strip(_UNSEEN)


def read_lines(source: Source, report: Report) -> tuple[Line, ...]:
    """The lines of a text source, ready for a reader.

    Diagnostics: an encoding that had to be guessed, characters that had to be removed.

    Raises:
        SourceError: The source is empty or not text.
    """
    text = decode(source, report)
    lines: list[Line] = []
    removed: dict[str, int] = {}
    first_removed = 0
    for number, raw in enumerate(_split(text), 1):
        for part in _INNER_LINE_END.split(raw):
            clean = part
            if _UNPRINTABLE.search(part):
                first_removed = first_removed or number
                for character in _UNPRINTABLE.findall(part):
                    removed[character] = removed.get(character, 0) + 1
                clean = _UNPRINTABLE.sub("", part)
            lines.append(Line(number, clean))
    if removed:
        names = ", ".join(f"U+{ord(character):04X}" for character in sorted(removed)[:5])
        report.add(
            Code.CHARACTERS_REMOVED,
            f"{sum(removed.values())} unprintable characters were removed ({names})",
            where=Where(source.name, first_removed),
        )
    if not any(not line.blank for line in lines):
        raise SourceError(Code.SOURCE_EMPTY, "the file holds no text", where=Where(source.name))
    return tuple(lines)


def _split(text: str) -> list[str]:
    lines = re.split("\r\n|\r|\n", text)
    return lines[:-1] if lines[-1] == "" else lines  # a final line end opens no further line


def decode(source: Source, report: Report) -> str:
    """The text of a source: by its byte order mark, as UTF-8, else by the best guess.

    Raises:
        SourceError: The source is empty or not text.
    """
    where = Where(source.name)
    found = source.data
    if not found:
        raise SourceError(Code.SOURCE_EMPTY, "the file is empty", where=where)
    for signature, kind in _SIGNATURES:
        if found.startswith(signature):
            raise SourceError(
                Code.SOURCE_NOT_TEXT,
                f"it is {kind}, not the text of a story",
                where=where,
                hint="packager reads plain text in the dialects `packager inspect --help` lists",
            )
    found = found.removeprefix(codecs.BOM_UTF8)
    for mark, encoding in _BOMS:
        if found.startswith(mark):
            text = _wide(found[len(mark) :], encoding, where, report)
            return _refuse_noise(text, where)
    encoding = _by_zeros(found)
    if encoding:
        _say_guess(encoding, where, report)
        return _refuse_noise(_wide(found, encoding, where, report), where)
    try:
        # Lone surrogates pass here, to be named and removed with the other unprintables.
        text = found.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = _guess(found, where, report)
    return _refuse_noise(text, where)


def _wide(found: bytes, encoding: str, where: Where, report: Report) -> str:
    """Text of two or four bytes a character."""
    try:
        return found.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        report.add(
            Code.ENCODING_GUESSED,
            f"the text is not quite {encoding}; what is damaged was read as U+FFFD",
            where=where,
        )
        return found.decode(encoding, "replace")


def _by_zeros(found: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of Latin text is zero, by its order."""
    half = len(found) // 2
    first, second = found[::2].count(0), found[1::2].count(0)
    if max(first, second) * 2 < half or min(first, second) * 100 > half or not half:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _say_guess(encoding: str, where: Where, report: Report) -> None:
    report.add(
        Code.ENCODING_GUESSED,
        f"the text is not UTF-8; it was read as {encoding}",
        where=where,
        hint="save it as UTF-8 when letters look wrong",
    )


def _refuse_noise(text: str, where: Where) -> str:
    noise = sum(1 for character in text if character < " " and character not in "\t\n\r\x0b\x0c")
    noise += text.count("\ufffd")
    if noise > MAX_CONTROL_SHARE * len(text):
        raise SourceError(
            Code.SOURCE_NOT_TEXT,
            "it is binary, not the text of a story",
            where=where,
        )
    return text


def _guess(found: bytes, where: Where, report: Report) -> str:
    controls = len(found) - len(found.translate(None, _CONTROL_BYTES))
    if controls > MAX_CONTROL_SHARE * len(found):
        raise SourceError(
            Code.SOURCE_NOT_TEXT, "it is binary, not the text of a story", where=where
        )
    mended = _mended_utf8(found)
    if mended:
        text, bad = mended
        report.add(
            Code.ENCODING_GUESSED,
            f"{bad} bytes are not UTF-8 as the rest is; they were read as Windows-1252",
            where=where,
        )
        return text
    text, encoding = _detect(found)
    _say_guess(encoding, where, report)
    return text


def _mended_utf8(found: bytes) -> tuple[str, int] | None:
    """UTF-8 with a few bytes of Windows-1252 pasted in; ``None`` when it is not mostly UTF-8."""
    text = found.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED_BYTE.findall(text))
    good = sum(1 for character in text if character > "\x7f") - bad
    if good < 3 * bad:
        return None
    return (
        _ESCAPED_BYTE.sub(
            lambda match: bytes([ord(match[0]) - 0xDC00]).decode("cp1252", "replace"), text
        ),
        bad,
    )


def _detect(found: bytes) -> tuple[str, str]:
    if _little_evidence(found):
        return found.decode("cp1252", "replace"), "cp1252"
    # Imported here: most stories are UTF-8 and never need it.
    import chardet  # noqa: PLC0415

    try:
        encoding = str(chardet.detect(found[: 2**18]).get("encoding") or "cp1252")
        # The codec's own name, for chardet's differ from one release to the next.
        return found.decode(encoding), codecs.lookup(encoding).name
    except (UnicodeDecodeError, LookupError, RuntimeError):  # chardet 7.0 gives up so on noise
        return found.decode("cp1252", "replace"), "cp1252"


def _little_evidence(found: bytes) -> bool:
    """Whether nothing speaks for another encoding than Windows-1252, the commonest by far.

    The marks of printed text are the same bytes in nearly every encoding of Windows, and a handful
    of letters among many of ASCII is not enough for statistics.
    """
    others = found.translate(None, bytes(range(128)))
    letters = sum(1 for character in found.decode("ascii", "ignore") if character.isalpha())
    return not others.translate(None, _PRINTED_MARKS) or (
        len(others) <= _FEW and letters >= 3 * len(others)
    )

"""Text out of bytes: the encoding found, the unprintable removed, the lines numbered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError
from packager.sources.encoding import Decoded, decoded
from packager.sources.mojibake import Repaired, repaired
from packager.sources.source import Source

MAX_CONTROL_SHARE = 0.05
"""Real text has no control characters; a share above this is a binary file."""

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

_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r\x1b") + b"\x7f"

_NOISE_BYTES = bytes(b for b in range(32) if b not in b"\t\n\x0b\x0c\r")

_INNER_LINE_ENDS = "\x0b\x0c\x85\u2028\u2029"
"""Line ends of other systems, which stay within the numbered line of the file."""

_STRAY = bytes(b for b in range(32) if b not in b"\t\n\r") + b"\x7f"
_UNSEEN = " \t\u00a0\u00ad\u200b\u200c\u200d\u2060"
"""Spaces, soft hyphens and joiners, which leave nothing on paper by themselves."""


@cache
def _unprintable() -> re.Pattern[str]:
    """What XML 1.0 forbids or HTML calls a control or a noncharacter, and stray byte order marks.

    https://www.w3.org/TR/xml/#charsets and https://infra.spec.whatwg.org/#code-points
    """
    last = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    return re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{last}]")


def unprintable(text: str) -> str:
    """The first character of the text that no book can hold; empty when there is none."""
    found = _unprintable().search(text)
    return found[0] if found else ""


def printable(text: str) -> str:
    """The text without the characters that no book can hold."""
    return _unprintable().sub("", text)


class Line(NamedTuple):
    """A line of a source: its number, counted from 1, and its text without the line end."""

    number: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see in it."""
        text = self.text
        # Asked several times of every line, so what nearly every line is by its first letter or
        # its length goes first.
        if not text:
            return True
        return not "!" <= text[0] <= "~" and not text.strip().strip(_UNSEEN)


def places_of_text(lines: Sequence[Line]) -> list[int]:
    """The indices of the lines that are not blank, in a fifth of the time it takes to ask each."""
    return [
        place
        for place, (_, text) in enumerate(lines)
        if text and ("!" <= text[0] <= "~" or text.strip().strip(_UNSEEN))
    ]


def read_lines(source: Source, report: Report, declared: str = "") -> tuple[Line, ...]:
    """The lines of a text source, ready for a reader.

    Args:
        source: The source.
        report: Told of an encoding that had to be guessed, and of characters that were removed.
        declared: The label of an encoding the source gives itself.

    Raises:
        SourceError: The source is empty or not text.
    """
    text = decode(source, report, declared)
    if not all_plain(text):
        return _mixed_lines(text, source.name, report)
    lines = tuple(map(Line._make, enumerate(_split(text), 1)))
    _refuse_blank(lines, source.name)
    return lines


def all_plain(text: str) -> bool:
    """Whether no line end of other systems and nothing unprintable is in a text."""
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded.translate(None, _STRAY)) != len(encoded):
        return False
    if text.isascii():
        return True
    if b"\xe2\x80\xa8" in encoded or b"\xe2\x80\xa9" in encoded:
        return False
    # A search for one byte is much faster than one for a pattern, and few texts have any of these.
    return not any(lead in encoded and rare.search(encoded) for lead, rare in _rare_bytes())


@cache
def _rare_bytes() -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """Unprintables and line ends beyond ASCII, as UTF-8, and the byte they begin with."""
    return (
        (b"\xc2", re.compile(rb"\xc2[\x80-\x9f]")),
        (b"\xed", re.compile(rb"\xed[\xa0-\xbf]")),
        (b"\xef", re.compile(rb"\xef(?:\xb7[\x90-\xaf]|\xbb\xbf|\xbf[\xbe\xbf])")),
        *(
            (lead, re.compile(re.escape(lead) + rb"[\x8f\x9f\xaf\xbf]\xbf[\xbe\xbf]"))
            for lead in (bytes((code,)) for code in range(0xF0, 0xF5))
        ),
    )


def _mixed_lines(text: str, name: str, report: Report) -> tuple[Line, ...]:
    """The lines of a text with line ends of other systems, or with what has to be removed."""
    inner = re.compile(f"[{_INNER_LINE_ENDS}]")
    lines: list[Line] = []
    removed: Counter[str] = Counter()
    first_removed = 0
    for number, raw in enumerate(_split(text), 1):
        for part in inner.split(raw):
            clean = part
            if _unprintable().search(part):
                first_removed = first_removed or number
                removed.update(_unprintable().findall(part))
                clean = _unprintable().sub("", part)
            lines.append(Line(number, clean))
    if removed:
        names = ", ".join(f"U+{ord(character):04X}" for character in sorted(removed)[:5])
        report.add(
            Code.CHARACTERS_REMOVED,
            f"{removed.total()} unprintable characters were removed ({names})",
            where=Where(name, first_removed),
        )
    _refuse_blank(lines, name)
    return tuple(lines)


def _refuse_blank(lines: Sequence[Line], name: str) -> None:
    if all(map(_is_blank, lines)):
        raise SourceError(Code.SOURCE_EMPTY, "the file holds no text", where=Where(name))


def _is_blank(line: Line) -> bool:
    return line.blank


def _split(text: str) -> list[str]:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A final line end opens no further line.
    return text.removesuffix("\n").split("\n")


def decode(source: Source, report: Report, declared: str = "") -> str:
    """The text of a source: by its mark, as UTF-8, as it declares itself, else by the best guess.

    What was spoilt by a wrong encoding before is mended, where that is certain.

    Args:
        source: The source.
        report: Told of an encoding that was guessed, and of what was damaged or mended.
        declared: The label of an encoding the source gives itself: ``windows-1251``.

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
    got, noisy = _decoded(found, declared)
    if noisy:
        raise SourceError(
            Code.SOURCE_NOT_TEXT, "it is binary, not the text of a story", where=where
        )
    _say_encoding(got, where, report)
    return _mended(got.text, where, report)


@lru_cache(maxsize=2)
def _decoded(found: bytes, declared: str) -> tuple[Decoded, bool]:
    """The text of bytes, and whether it is none, but noise.

    It is kept for a while, for a source is decoded to be known, to be read and to be compared.
    """
    got = decoded(found, declared)
    if not got.encoding.startswith("utf") and _share(found, _CONTROL_BYTES) > MAX_CONTROL_SHARE:
        return got, True
    return got, _noisy(got.text, found)


@lru_cache(maxsize=2)
def _repaired(text: str) -> Repaired:
    return repaired(text)


def _share(found: bytes, unwanted: bytes) -> float:
    return 1 - len(found.translate(None, unwanted)) / len(found)


def _noisy(text: str, found: bytes) -> bool:
    noise = text.count("\ufffd")
    if noise or _share(found, _NOISE_BYTES):
        encoded = text.encode("utf-8", "surrogatepass")
        noise += len(encoded) - len(encoded.translate(None, _NOISE_BYTES))
    return noise > MAX_CONTROL_SHARE * len(text)


def _say_encoding(got: Decoded, where: Where, report: Report) -> None:
    if got.foreign:
        page = {"cp1252": "Windows-1252", "cp1251": "Windows-1251"}.get(got.encoding, got.encoding)
        report.add(
            Code.ENCODING_GUESSED,
            f"{got.foreign} bytes are not UTF-8 as the rest is; they were read as {page}",
            where=where,
        )
    elif got.guessed:
        report.add(
            Code.ENCODING_GUESSED,
            f"the text is not UTF-8; it was read as {got.encoding}",
            where=where,
            hint="save it as UTF-8 when letters look wrong",
        )
    if got.damaged:
        report.add(
            Code.ENCODING_GUESSED,
            f"the text is not quite {got.encoding}; what is damaged was read as U+FFFD",
            where=where,
        )


def _mended(text: str, where: Where, report: Report) -> str:
    found = _repaired(text)
    if found.count:
        before, after = found.example
        report.add(
            Code.TEXT_MOJIBAKE,
            f"{_times(found.count, 'letter')} read in a wrong encoding before had become others, "
            f"and were mended: {before[:40]!r} is {after[:40]!r}",
            where=Where(where.name, len(_split(text[: found.first] + "x"))),
        )
    if found.left:
        report.add(
            Code.TEXT_MOJIBAKE,
            f"{_times(found.left, 'place')} spoilt by a wrong encoding before can't be mended",
            where=Where(where.name, len(_split(found.text[: found.first_left] + "x"))),
            hint="find a copy of the story whose letters are whole",
        )
    return found.text


def _times(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"

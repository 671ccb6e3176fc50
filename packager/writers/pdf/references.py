"""Page numbers that were not known when their page was laid out.

A page of the body may name one that comes later. Its line was set with a number of ten digits in
that place, which brought every digit into the font. Now the glyphs of the true number take the
place of those, and the line moves by its share of the room that is gained.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pikepdf

from packager.writers.pdf.gathering import UNKNOWN, Gathering, Reference

_DIGITS = str(UNKNOWN)
_PART = re.compile(rb"<([0-9a-f]*)>|([^<>\s]+)")
_SHOWN = re.compile(rb"\[([^\]]*)\] TJ")
_MATRIX = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm")
_FONT = re.compile(rb"(/\S+) (\S+) Tf")
_GLYPH = 4
"""Hexadecimal digits of a glyph."""


def fill_in(pdf: pikepdf.Pdf, gathering: Gathering, folios: Mapping[str, int]) -> None:
    """Write the page numbers into a gathering that were not known.

    Args:
        pdf: The gathering's; it is changed.
        gathering: Says where they belong.
        folios: The page numbers of all named places of the book.
    """
    by_page: dict[int, list[Reference]] = {}
    for reference in gathering.references:
        by_page.setdefault(reference.mark.page, []).append(reference)
    for number, references in by_page.items():
        page = pdf.pages[number]
        fonts = page.Resources.Font
        content = page.Contents.read_bytes()
        for reference in references:
            folio = folios[reference.target]
            content = _filled(content, reference, str(folio), fonts)
        page.Contents = pdf.make_stream(content)


def _filled(content: bytes, reference: Reference, folio: str, fonts: pikepdf.Object) -> bytes:
    """The content of a page with one number in its place."""
    start = content.index(b"/Span <</MCID %d>> BDC" % reference.mark.number)
    end = content.index(b"EMC", start)
    shown = list(_SHOWN.finditer(content, start, end))[-1]
    *_, font = _FONT.finditer(content, 0, shown.start())
    widths = _widths(fonts[font[1].decode()])
    kept, line = _without_last(shown[1], len(_DIGITS))
    digits = dict(zip(_DIGITS, line.glyphs, strict=True))
    wanted = [digits[digit] for digit in folio]
    gain = line.width(widths) - sum(widths[glyph] for glyph in wanted)
    text = kept + b"<" + b"".join(b"%04x" % glyph for glyph in wanted) + b">"
    before = content[start : shown.start()]
    *_, last = _MATRIX.finditer(before)
    moved = reference.shift * gain * float(font[2]) / 1000
    before = _MATRIX.sub(lambda found: _shifted(found, last[2], moved), before)
    return b"".join((content[:start], before, b"[", text, b"] TJ", content[shown.end() :]))


class _Line:
    """Glyphs that are shown one after the other, and how much closer together they stand."""

    def __init__(self, glyphs: Sequence[int], kerning: float) -> None:
        self.glyphs = glyphs
        self.kerning = kerning

    def width(self, widths: Mapping[int, float]) -> float:
        """How wide they are, in thousandths of the size of the font."""
        return sum(widths[glyph] for glyph in self.glyphs) - self.kerning


def _without_last(shown: bytes, count: int) -> tuple[bytes, _Line]:
    """What a TJ operator shows (9.4.3), without the last glyphs of it, and those."""
    glyphs: list[int] = []
    kerning = 0.0
    parts = list(_PART.finditer(shown))
    for part in reversed(parts):
        if part[2] is not None:
            kerning += float(part[2])
            continue
        found = [int(part[1][at : at + _GLYPH], 16) for at in range(0, len(part[1]), _GLYPH)]
        missing = count - len(glyphs)
        if len(found) <= missing:
            glyphs[:0] = found
        else:
            glyphs[:0] = found[-missing:] if missing else []
            kept = part[1][: (len(found) - missing) * _GLYPH]
            return shown[: part.start()] + b"<" + kept + b">", _Line(glyphs, kerning)
        if len(glyphs) == count:
            return shown[: part.start()], _Line(glyphs, kerning)
    raise ValueError("there are fewer glyphs than digits")


def _shifted(matrix: re.Match[bytes], line: bytes, by: float) -> bytes:
    """A text matrix (9.4.2), moved when it is that of the line."""
    if matrix[2] != line:
        return matrix[0]
    return b"1 0 0 -1 %s %s Tm" % (f"{float(matrix[1]) + by:f}".encode(), line)


def _widths(font: pikepdf.Object) -> dict[int, float]:
    found: dict[int, float] = {}
    runs = list(font.DescendantFonts[0].W)
    for first, widths in zip(runs[::2], runs[1::2], strict=True):
        found.update(enumerate(map(float, widths), int(first)))
    return found

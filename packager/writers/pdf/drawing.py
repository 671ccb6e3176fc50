"""Drawing text without setting it a second time.

WeasyPrint throws the glyphs of a line away once the line is broken, has Pango make them anew to
draw them, and reads them one field at a time. Here Pango's layouts are kept until the pages are
drawn, the glyphs are read as one block of memory, and what justification adds to the spaces is
added by arithmetic. Lines that need more (letter spacing, text from right to left, decorations,
colour fonts) are drawn by WeasyPrint as ever. Lines are broken as ever, too; words stand within a
fifth of a point of where WeasyPrint puts them.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import weasyprint.draw
import weasyprint.layout.inline
from weasyprint.draw.text import draw_text
from weasyprint.formatting_structure import boxes
from weasyprint.layout.inline import add_word_spacing
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

_GLYPH_INFO = struct.Struct("=IiiiI")
"""PangoGlyphInfo: the glyph, its width, its offsets, and bits about it."""
_SPACES = (b" ", "\u00a0".encode())

Box = Any
"""A box of WeasyPrint, which has no types."""


@contextlib.contextmanager
def kept_layouts() -> Iterator[None]:
    """Have WeasyPrint lay out and draw within this context as this module says."""
    deactivate = Layout.deactivate
    if ffi.sizeof("PangoGlyphInfo") != _GLYPH_INFO.size:  # another Pango than this was written for
        yield
        return
    Layout.deactivate = _keep
    weasyprint.layout.inline.add_word_spacing = _add_word_spacing
    weasyprint.draw.draw_text = _draw_text
    try:
        yield
    finally:
        Layout.deactivate = deactivate
        weasyprint.layout.inline.add_word_spacing = add_word_spacing
        weasyprint.draw.draw_text = draw_text


def _keep(_: Layout) -> None:
    """Throw nothing away."""


def _add_word_spacing(context: Any, box: Box, spacing: float, advance: float) -> float:  # noqa: ANN401
    """Widen the spaces of a line; its layout stays as it is."""
    if not isinstance(box, boxes.TextBox) or box.pango_layout.text != box.text:
        return float(add_word_spacing(context, box, spacing, advance))
    box.justification_spacing = spacing
    box.position_x += advance
    spaces = box.text.count(" ") + box.text.count("\u00a0")
    if spaces:
        box.width += spacing * spaces
        box.pango_layout.justification_spacing = spacing
    return float(advance + spacing * spaces)


def _draw_text(stream: Any, box: Box, offset: float, overflow: str, ellipsis: Any = "none") -> None:  # noqa: ANN401
    """Draw a piece of a line."""
    if overflow == "ellipsis" or ellipsis != "none" or not _is_plain(box):
        draw_text(stream, box, offset, overflow, ellipsis)
        return
    runs = _runs(stream, box)
    if runs is None:
        draw_text(stream, box, offset, overflow, ellipsis)
        return
    stream.set_color(box.style["color"])
    stream.begin_text()
    stream.set_text_matrix(1, 0, 0, -1, box.position_x, box.position_y + box.baseline)
    line = _Line(stream, box)
    for run in runs:
        line.show(run)
    line.end()
    stream.end_text()


def _is_plain(box: Box) -> bool:
    style = box.style
    text = box.text
    return bool(
        box.pango_layout.text == text
        and style["visibility"] == "visible"
        and style["text_decoration_line"] == "none"
        and style["letter_spacing"] in {"normal", 0}
        and not style["word_spacing"]
        and style["font_size"] > 1
        and "\t" not in text
        and text.strip()
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """Glyphs of one font."""

    item: Any
    pango_font: Any
    font: Any
    size: float


def _runs(stream: Any, box: Box) -> list[_Run] | None:  # noqa: ANN401
    """The runs of a line, unless one of them needs more than this module does."""
    found: list[_Run] = []
    run = pango.pango_layout_get_line_readonly(box.pango_layout.layout, 0).runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        analysis = item.item.analysis
        font, size = stream.add_font(analysis.font)
        if analysis.level % 2 or font.png or font.svg or font.colr or font.bitmap:
            return None
        found.append(_Run(item, analysis.font, font, size))
    for one in found:
        if any(glyph[0] >= pango.PANGO_GLYPH_EMPTY for glyph in _glyphs(one)):
            return None
    return found


def _glyphs(run: _Run) -> Iterator[tuple[int, int, int, int, int]]:
    string = run.item.glyphs
    size = string.num_glyphs * _GLYPH_INFO.size
    return _GLYPH_INFO.iter_unpack(ffi.buffer(string.glyphs, size))


class _Line:
    """Writes the runs of a line into the content of a page."""

    def __init__(self, stream: Any, box: Box) -> None:  # noqa: ANN401
        self._stream = stream
        spacing = box.pango_layout.justification_spacing
        self._spacing = int(spacing * TO_UNITS) if spacing else 0
        self._shown: list[str] = []
        self._text = box.pango_layout.text.encode()

    def show(self, run: _Run) -> None:
        """Show a run of glyphs."""
        self.end()
        self._stream.set_font_size(run.font.hash, run.size)
        widths = run.font.widths
        spaces = self._spaces(run) if self._spacing else frozenset[int]()
        scale = 1000 * FROM_UNITS / run.size
        shown = self._shown
        shown.append("<")
        for place, (glyph, width, across, up, _) in enumerate(_glyphs(run)):
            if glyph not in widths or glyph not in run.font.to_unicode:
                self._learn(run, glyph, place)
            if place in spaces:
                width += self._spacing  # noqa: PLW2901 - as wide as it is drawn
            offset = across / run.size
            if up:
                self._raise(glyph, up / 1000, offset)
                shown = self._shown
            elif offset:
                shown.append(f">{-offset}<{glyph:04x}")
            else:
                shown.append(f"{glyph:04x}")
            kerning = int(widths[glyph] + offset - width * scale)
            if kerning:
                shown.append(f">{kerning}<")
        shown.append(">")

    def end(self) -> None:
        """Write what is shown so far."""
        shown = "".join(self._shown).replace("<>", "")
        if shown:
            self._stream.show_text(shown)
        self._shown = []

    def _raise(self, glyph: int, rise: float, offset: float) -> None:
        """Show a glyph above or below the line."""
        self._shown.append(">")
        self.end()
        self._stream.set_text_rise(-rise)
        self._stream.show_text((f"{-offset}" if offset else "") + f"<{glyph:04x}>")
        self._stream.set_text_rise(0)
        self._shown = ["<"]

    def _spaces(self, run: _Run) -> frozenset[int]:
        """The places of the glyphs of a run that stand for spaces."""
        start = run.item.item.offset
        clusters = ffi.unpack(run.item.glyphs.log_clusters, run.item.glyphs.num_glyphs)
        text = self._text
        return frozenset(
            place
            for place, cluster in enumerate(clusters)
            if text.startswith(_SPACES, start + cluster)
        )

    def _learn(self, run: _Run, glyph: int, place: int) -> None:
        """Note what a glyph stands for, and how wide it is, when it is met first."""
        clusters = run.item.glyphs.log_clusters
        last = place == run.item.glyphs.num_glyphs - 1
        start = run.item.item.offset
        end = start + (run.item.item.length if last else clusters[place + 1])
        text = self._text[start + clusters[place] : end].decode()
        run.font.to_unicode.setdefault(glyph, text)
        if glyph not in run.font.widths:
            stream = self._stream
            pango.pango_font_get_glyph_extents(
                run.pango_font, glyph, stream.ink_rect, stream.logical_rect
            )
            width = stream.logical_rect.width * 1000 * FROM_UNITS / run.size
            run.font.widths[glyph] = round(width)

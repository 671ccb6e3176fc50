"""Paper: the page a PDF is made for, of a printed book or of a screen.

The trim sizes are those of printers and of ISO 216; the screens are those of the devices, in
millimetres as pixels by dots per inch give them. Type grows with the page, as far as a line keeps
between 40 and 75 letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.diagnostics import Code
from packager.errors import UsageError

Edition = Literal["print", "screen"]
Colors = Literal["light", "sepia", "dark"]

_INCH = 25.4
_LARGE = (16.0, 21.0)
"""Type and line of large print: RNIB and the American Council of the Blind ask for 16 to 18 pt."""


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A size of page, and the type that suits it.

    Attributes:
        name: What ``--trim`` or ``--device`` calls it.
        width: Millimetres.
        height: Millimetres.
        type_size: Points.
        line_height: Points from one baseline to the next.
    """

    name: str
    width: float
    height: float
    type_size: float
    line_height: float


TRIMS = (
    PageFormat("a5", 148, 210, 11, 14),
    PageFormat("a6", 105, 148, 9, 11.5),
    PageFormat("b6", 125, 176, 10, 12.75),
    PageFormat("pocket", 4.25 * _INCH, 6.87 * _INCH, 9.5, 12),
    PageFormat("5x8", 5 * _INCH, 8 * _INCH, 10.5, 13.5),
    PageFormat("5.25x8", 5.25 * _INCH, 8 * _INCH, 10.5, 13.5),
    PageFormat("5.5x8.5", 5.5 * _INCH, 8.5 * _INCH, 11, 14.5),
    PageFormat("6x9", 6 * _INCH, 9 * _INCH, 11, 15),
    PageFormat("letter", 8.5 * _INCH, 11 * _INCH, 12.5, 17),
)
"""Pages of printed books."""


def _screen(name: str, across: int, down: int, dpi: int) -> PageFormat:
    width, height = across / dpi * _INCH, down / dpi * _INCH
    steps = ((70, 9.5, 12.5), (95, 10.5, 14), (110, 11, 14.5), (125, 11.5, 15.5), (999, 12.5, 17))
    size, line = next((size, line) for limit, size, line in steps if width < limit)
    return PageFormat(name, round(width, 1), round(height, 1), size, line)


DEVICES = (
    _screen("kindle-basic", 1072, 1448, 300),
    _screen("kindle-paperwhite-5", 1236, 1648, 300),
    _screen("kindle-paperwhite-6", 1272, 1696, 300),
    _screen("kindle-oasis", 1264, 1680, 300),
    _screen("kindle-scribe", 1860, 2480, 300),
    _screen("kindle-scribe-3", 1986, 2648, 300),
    _screen("kobo-nia", 758, 1024, 212),
    _screen("kobo-clara", 1072, 1448, 300),
    _screen("kobo-libra", 1264, 1680, 300),
    _screen("kobo-sage", 1440, 1920, 300),
    _screen("kobo-elipsa", 1404, 1872, 227),
    _screen("tolino-shine", 1072, 1448, 300),
    _screen("tolino-vision", 1264, 1680, 300),
    _screen("pocketbook-lux", 758, 1024, 212),
    _screen("pocketbook-verse-pro", 1072, 1448, 300),
    _screen("pocketbook-era", 1264, 1680, 300),
    _screen("pocketbook-inkpad", 1404, 1872, 300),
    _screen("pocketbook-inkpad-x", 1404, 1872, 227),
    _screen("remarkable-2", 1404, 1872, 226),
    _screen("remarkable-paper-pro", 1620, 2160, 229),
    _screen("remarkable-move", 954, 1696, 264),
    _screen("boox-7", 1264, 1680, 300),
    _screen("boox-10", 1860, 2480, 300),
    _screen("boox-palma", 824, 1648, 300),
    _screen("ipad-mini", 1488, 2266, 326),
    _screen("ipad", 1640, 2360, 264),
    _screen("phone", 1170, 2532, 460),
)
"""Screens that a PDF fills to the edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The page a PDF is made for.

    Attributes:
        format: Name of a trim size or of a device.
        edition: With a gutter, openers at the right and blank versos, for a printer; or with equal
            margins and no blank page, for a screen. ``auto`` is what the format is for.
        colors: Of ink and paper, in an edition for screens.
        large_print: Whether type is set large and lines end ragged.
        bleed: Millimetres that pictures go beyond the trimmed edge.
        crop_marks: Whether marks show where to cut; they stand within 10 mm around the bleed.
    """

    format: str = "a5"
    edition: Literal["auto", "print", "screen"] = "auto"
    colors: Colors = "light"
    large_print: bool = False
    bleed: float = 0.0
    crop_marks: bool = False

    @property
    def for_screen(self) -> bool:
        """Whether this is an edition for a screen."""
        if self.edition == "auto":
            return any(self.format == device.name for device in DEVICES)
        return self.edition == "screen"


def page_format(paper: Paper) -> PageFormat:
    """The size of the page and its type.

    Raises:
        UsageError: No trim or device has this name.
    """
    found = next((one for one in (*TRIMS, *DEVICES) if one.name == paper.format), None)
    if found is None:
        raise UsageError(
            Code.OPTION_INVALID,
            f"there is no page size {paper.format!r}",
            hint=f"use one of: {', '.join(one.name for one in (*TRIMS, *DEVICES))}",
        )
    if paper.large_print:
        return PageFormat(found.name, found.width, found.height, *_LARGE)
    return found

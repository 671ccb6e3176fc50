"""The type area: where the text stands on the page, in whole lines.

The margins of a printed page are wider at the foot than at the head, and wider at the fold than at
the edge; what whole lines leave over goes to the foot. On a screen they are narrow and equal.
"""

from __future__ import annotations

from dataclasses import dataclass

from packager.paper import Paper, page_format

_POINTS = 72 / 25.4
"""Points of a millimetre."""

_GUTTER, _EDGE, _HEAD, _FOOT = 0.1335, 0.11, 0.1042, 0.115
"""Margins of a printed page, as parts of its width and height; the foot is at least so high."""

_COLOPHON = 0.692
"""Part of the height above the colophon."""

_SIDE, _LEAST_SIDE = 0.065, 14.0
"""Margins at the sides of a screen: a part of its width, and at least so many points."""

_SCREEN_HEAD, _SCREEN_FOOT = 2.6, 2.5
"""Lines above and below the text on a screen: they hold the running head and the folio."""

_LETTER = 0.554
"""Average width of a letter in a running head, in ems."""

_SHORT = 26
"""Lines of a page on which chapters begin half as far down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeArea:
    """The page and what stands on it, in points.

    Attributes:
        width: Of the trimmed page.
        height: Of the trimmed page.
        gutter: Margin at the fold.
        edge: Margin at the outer edge.
        head: Margin above the text.
        foot: Margin below it.
        type_size: Size of the text.
        line_height: From one baseline to the next.
        lines: Lines of a full page.
        sink: How far down chapters begin, 1 for as far as the theme says.
        colophon_head: Margin above the colophon.
    """

    width: float
    height: float
    gutter: float
    edge: float
    head: float
    foot: float
    type_size: float
    line_height: float
    lines: int
    sink: float
    colophon_head: float

    @property
    def head_room(self) -> int:
        """Letters of the longest running head."""
        measure = self.width - self.gutter - self.edge
        return int(measure / (self.type_size * _LETTER))


def type_area(paper: Paper) -> TypeArea:
    """The type area of a page.

    Raises:
        UsageError: No trim or device has the name of its format.
    """
    page = page_format(paper)
    width, height = page.width * _POINTS, page.height * _POINTS
    line = page.line_height
    if paper.for_screen:
        edge = gutter = max(_LEAST_SIDE, round(width * _SIDE))
        head, foot = _SCREEN_HEAD * line, _SCREEN_FOOT * line
    else:
        gutter, edge = round(width * _GUTTER), round(width * _EDGE)
        head, foot = round(height * _HEAD), height * _FOOT
    lines = int((height - head - foot) / line)
    return TypeArea(
        width=width,
        height=height,
        gutter=gutter,
        edge=edge,
        head=head,
        foot=round(height - head - lines * line, 2),
        type_size=page.type_size,
        line_height=line,
        lines=lines,
        sink=1 if lines >= _SHORT else 0.5,
        colophon_head=round(height * _COLOPHON),
    )

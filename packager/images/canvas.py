"""Canvas: flat, smooth-edged shapes and type on a picture, drawn by arithmetic alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PIL import Image

from packager.images.coverage import Part, parts
from packager.images.face import FontStack
from packager.images.outline import Contour, Edges, bounds, glyph_contours, nonzero_mask, union_mask
from packager.images.palette import Colour
from packager.images.setting import Setting

_OVERSAMPLING = 4
# A mask of the whole cover would take 60 MB; its edges are long, and steps show less on them.
_LARGE_SHAPE = 1_500_000
_SMALL_SHAPE = 60_000
# Pixels for each point of its outline, below which a shape is mostly edge.
_DENSE = 500
_LARGE_SHAPE_OVERSAMPLING = 3
# Small type needs finer steps than shapes and titles.
_SMALL_TYPE = 110
_SMALL_TYPE_OVERSAMPLING = 8
_CIRCLE_STEP = 6


class Canvas:
    """An RGB picture to draw on; lengths are pixels, y downwards.

    Args:
        width: In pixels.
        height: In pixels.
        ground: Its colour before anything is drawn.
    """

    def __init__(self, width: int, height: int, ground: Colour) -> None:
        self.image = Image.new("RGB", (width, height), ground)
        self.edges: Edges = (0, 0, width, height)

    def fill(
        self, contours: Iterable[Contour], colour: Colour, within: Edges | None = None
    ) -> None:
        """Fill simple shapes; where they overlap they are one.

        Args:
            contours: Closed outlines.
            colour: Their colour.
            within: The part of the canvas they are cut to; all of it by default.
        """
        shapes = list(contours)
        edges = bounds(shapes, within or self.edges)
        if edges is not None:
            large = (edges[2] - edges[0]) * (edges[3] - edges[1]) > _LARGE_SHAPE
            oversampling = _LARGE_SHAPE_OVERSAMPLING if large else _OVERSAMPLING
            for part in _parts(shapes, edges):
                if part.contours:
                    mask = union_mask(part.contours, part.edges, oversampling)
                    self.image.paste(colour, part.edges, mask)
                else:
                    self.image.paste(colour, part.edges)

    def ring(
        self, centre: tuple[float, float], radius: float, stroke: float, colour: Colour
    ) -> None:
        """Draw a circle as a line of some width."""
        contours = [circle(centre, radius + stroke / 2), circle(centre, radius - stroke / 2)[::-1]]
        edges = bounds(contours, self.edges)
        if edges is not None:
            self.image.paste(colour, edges, nonzero_mask(contours, edges, _OVERSAMPLING))

    def picture(self, contour: Contour, scene: Canvas) -> None:
        """Show part of another canvas, at the same place, within a shape."""
        edges = bounds([contour], scene.edges)
        if edges is not None:
            mask = union_mask([contour], edges, _OVERSAMPLING)
            self.image.paste(scene.image.crop(edges), edges, mask)

    def outline(self, contour: Contour, stroke: float, colour: Colour) -> None:
        """Draw the edge of a shape as a line of some width."""
        shapes = [
            _stroke(a, b, stroke) for a, b in zip(contour, [*contour[1:], contour[0]], strict=True)
        ]
        self.fill([*shapes, *(circle(point, stroke / 2) for point in contour)], colour)

    def rectangle(
        self, left: float, top: float, right: float, bottom: float, colour: Colour
    ) -> None:
        """Fill a rectangle, its edges on whole pixels."""
        self.image.paste(colour, (round(left), round(top), round(right), round(bottom)))

    def frame(self, edges: Edges, stroke: int, colour: Colour) -> None:
        """Draw a rectangle as lines within its edges."""
        left, top, right, bottom = edges
        self.rectangle(left, top, right, top + stroke, colour)
        self.rectangle(left, bottom - stroke, right, bottom, colour)
        self.rectangle(left, top, left + stroke, bottom, colour)
        self.rectangle(right - stroke, top, right, bottom, colour)

    def lines(
        self, setting: Setting, stack: FontStack, lefts: Sequence[float], top: float, colour: Colour
    ) -> None:
        """Draw lines of type.

        Args:
            setting: The lines.
            stack: The faces they were set in.
            lefts: Where each line begins.
            top: The highest ink of the first line.
            colour: Of the type.
        """
        if not setting.lines:
            return
        size = setting.size
        oversampling = _SMALL_TYPE_OVERSAMPLING if size < _SMALL_TYPE else _OVERSAMPLING
        outlines: dict[tuple[int, int], list[list[tuple[float, float]]]] = {}
        baseline = top + setting.lines[0].ascent * size
        for line, left in zip(setting.lines, lefts, strict=True):
            for glyph in line.glyphs:
                key = glyph.face, glyph.glyph
                if key not in outlines:
                    face = stack[glyph.face]
                    outlines[key] = glyph_contours(face.font, glyph.glyph, size / face.units_per_em)
                x, y = left + glyph.x * size, baseline - glyph.y * size
                contours = [[(x + dx, y + dy) for dx, dy in each] for each in outlines[key]]
                edges = bounds(contours, self.edges)
                if edges is not None:
                    self.image.paste(colour, edges, nonzero_mask(contours, edges, oversampling))
            baseline += setting.leading * size


def _parts(shapes: list[Contour], edges: Edges) -> Iterable[Part]:
    """The parts to be drawn; what is small, or has a point every few pixels, is one."""
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    if area < max(_SMALL_SHAPE, _DENSE * sum(map(len, shapes))):
        return (Part(edges, tuple(shapes)),)
    return parts(shapes, edges)


def circle(centre: tuple[float, float], radius: float) -> list[tuple[float, float]]:
    """A circle as a polygon."""
    return arc(centre, radius, 0.0, math.tau)


def arc(
    centre: tuple[float, float], radius: float, start: float, end: float
) -> list[tuple[float, float]]:
    """Part of a circle as points; angles in radians, clockwise from the right."""
    steps = max(8, math.ceil(abs(end - start) * max(radius, 1.0) / _CIRCLE_STEP))
    return [
        (
            centre[0] + radius * math.cos(start + (end - start) * step / steps),
            centre[1] + radius * math.sin(start + (end - start) * step / steps),
        )
        for step in range(steps + 1)
    ]


def _stroke(
    start: tuple[float, float], end: tuple[float, float], stroke: float
) -> list[tuple[float, float]]:
    """A straight line with a thickness."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    across = (start[1] - end[1]) / length * stroke / 2, (end[0] - start[0]) / length * stroke / 2
    return [
        (start[0] + across[0], start[1] + across[1]),
        (end[0] + across[0], end[1] + across[1]),
        (end[0] - across[0], end[1] - across[1]),
        (start[0] - across[0], start[1] - across[1]),
    ]

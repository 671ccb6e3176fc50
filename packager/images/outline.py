"""Outlines: glyphs and curves as polygons, and polygons as smooth-edged masks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import uharfbuzz as hb
from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Contour = Sequence[Point]
Edges = tuple[int, int, int, int]
"""Left, top, right and bottom in whole pixels."""

# How far a chord may lie from its curve, in pixels.
_TOLERANCE = 0.06


def glyph_contours(font: hb.Font, glyph: int, scale: float) -> list[list[Point]]:
    """The contours of a glyph as polygons, y downwards, its origin at 0, 0.

    Args:
        font: The font.
        glyph: The glyph's index.
        scale: Pixels per font unit.
    """
    pen = _Pen(scale)
    font.draw_glyph_with_pen(glyph, pen)
    return pen.contours


class _Pen:
    """Takes the segments of a glyph (the pen protocol of fontTools) and keeps polygons."""

    def __init__(self, scale: float) -> None:
        self.contours: list[list[Point]] = []
        self._scale = scale

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the protocol's name
        self.contours.append([self._placed(point)])

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self.contours[-1].append(self._placed(point))

    def qCurveTo(self, *points: Point) -> None:  # noqa: N802
        self._curve(points)

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        self._curve(points)

    def closePath(self) -> None:  # noqa: N802
        """Polygons are closed by themselves."""

    def endPath(self) -> None:  # noqa: N802
        """Polygons are closed by themselves."""

    def _placed(self, point: Point) -> Point:
        return point[0] * self._scale, -point[1] * self._scale

    def _curve(self, points: tuple[Point, ...]) -> None:
        contour = self.contours[-1]
        contour.extend(curve((contour[-1], *map(self._placed, points))))


def curve(controls: tuple[Point, ...]) -> list[Point]:
    """A Bézier curve of degree 1 to 3 as points, without its first one.

    Only sums and products, so the points are the same on every machine; both ends are exact.
    """
    degree = len(controls) - 1
    bend = max(
        (
            math.hypot(a[0] - 2 * b[0] + c[0], a[1] - 2 * b[1] + c[1])
            for a, b, c in zip(controls, controls[1:], controls[2:], strict=False)
        ),
        default=0.0,
    )
    # Wang's formula: so many chords keep the tolerance.
    steps = max(1, math.ceil(math.sqrt(degree * (degree - 1) / 8 * bend / _TOLERANCE)))
    if steps == 1:
        return [controls[-1]]
    match controls:
        case (a, b, c):  # the curves of TrueType
            points = _parabola(a, b, c, steps)
        case (a, b, c, d):
            points = _cubic(a, b, c, d, steps)
        case _:
            raise ValueError(f"a curve of degree {degree} is in no font")
    return [*points, controls[-1]]


def _parabola(a: Point, b: Point, c: Point, steps: int) -> list[Point]:
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    found = []
    for step in range(1, steps):
        t = step / steps
        u = 1 - t
        first, second, third = u * u, 2 * u * t, t * t
        found.append((first * ax + second * bx + third * cx, first * ay + second * by + third * cy))
    return found


def _cubic(a: Point, b: Point, c: Point, d: Point, steps: int) -> list[Point]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = a, b, c, d
    found = []
    for step in range(1, steps):
        t = step / steps
        u = 1 - t
        first, second, third, fourth = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
        found.append(
            (
                first * ax + second * bx + third * cx + fourth * dx,
                first * ay + second * by + third * cy + fourth * dy,
            )
        )
    return found


def bounds(contours: Sequence[Contour], within: Edges) -> Edges | None:
    """The whole pixels that contours touch, cut to a rectangle; None when they touch none."""
    xs = [x for contour in contours for x, _ in contour]
    ys = [y for contour in contours for _, y in contour]
    if not xs:
        return None
    edges = (
        max(within[0], math.floor(min(xs)) - 1),
        max(within[1], math.floor(min(ys)) - 1),
        min(within[2], math.ceil(max(xs)) + 1),
        min(within[3], math.ceil(max(ys)) + 1),
    )
    return edges if edges[0] < edges[2] and edges[1] < edges[3] else None


def union_mask(contours: Sequence[Contour], edges: Edges, oversampling: int) -> Image.Image:
    """A mask of all that is inside any contour."""
    mask, pen = _blank(edges, oversampling)
    for contour in contours:
        pen.polygon(_within(contour, edges, oversampling), fill=255)
    return mask.reduce(oversampling)


def nonzero_mask(contours: Sequence[Contour], edges: Edges, oversampling: int) -> Image.Image:
    """A mask by the nonzero winding rule, which fonts are drawn for.

    Each contour adds or takes one where it winds; a counter cancels what it lies in, and
    overlapping strokes add up.
    """
    if len(contours) == 1:
        return union_mask(contours, edges, oversampling)
    winding, _ = _blank(edges, oversampling)
    for contour in contours:
        layer, pen = _blank(edges, oversampling)
        pen.polygon(_within(contour, edges, oversampling), fill=1)
        merge = ImageChops.add_modulo if _area(contour) > 0 else ImageChops.subtract_modulo
        winding = merge(winding, layer)
    return winding.point([0] + [255] * 255).reduce(oversampling)


def _blank(edges: Edges, oversampling: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    left, top, right, bottom = edges
    mask = Image.new("L", ((right - left) * oversampling, (bottom - top) * oversampling))
    return mask, ImageDraw.Draw(mask)


def _within(contour: Contour, edges: Edges, oversampling: int) -> list[Point]:
    """Whole samples, for Pillow cuts fractions off."""
    left, top = edges[:2]
    return [(round((x - left) * oversampling), round((y - top) * oversampling)) for x, y in contour]


def _area(contour: Contour) -> float:
    """Twice the signed area."""
    return sum(
        a[0] * b[1] - b[0] * a[1] for a, b in zip(contour, [*contour[1:], contour[0]], strict=True)
    )

"""Coverage: where a shape is solid, and where its edge runs, so that only edges are drawn finely.

Smooth edges take many samples a pixel; a hill across a cover is four million pixels, and its edge a
few thousand. What lies between edges is a rectangle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from packager.images.outline import Contour, Edges, Point

_BAND = 48
"""Rows looked at together; fewer make more rectangles, more make broader edges."""
_JOINED = 64
"""A gap between edges that is narrower is drawn with them."""
_REACH = 2
"""Pixels beside an edge that its smoothing may touch."""

_Segment = tuple[int, float, float, float, float]
"""The number of its contour, and the points it joins."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle within a shape, solid where no contours run through it.

    Attributes:
        edges: The rectangle.
        contours: What runs through it or around it, cut short beyond its rows.
    """

    edges: Edges
    contours: tuple[Contour, ...] = ()


def parts(contours: Sequence[Contour], whole: Edges) -> Iterator[Part]:
    """The parts of a rectangle that shapes cover; they do not overlap, what is left is empty.

    Args:
        contours: Closed outlines; what is within any of them is covered.
        whole: The rectangle.
    """
    left, top, right, bottom = whole
    for row, segments in enumerate(_by_band(contours, top, bottom)):
        upper, lower = top + row * _BAND, min(bottom, top + (row + 1) * _BAND)
        near = [(_reach(contour), contour) for contour in _cut(segments)]
        walls = [left]
        for start, end in _spans(segments, upper, lower, left, right):
            here = tuple(contour for (low, high), contour in near if low <= end and high >= start)
            yield Part((start, upper, end, lower), here)
            walls += (start, end)
        walls.append(right)
        middle = (upper + lower) / 2
        for start, end in zip(walls[::2], walls[1::2], strict=True):
            if start < end and _is_inside(near, ((start + end) / 2, middle)):
                yield Part((start, upper, end, lower))


def _by_band(contours: Sequence[Contour], top: int, bottom: int) -> list[list[_Segment]]:
    """The segments that run through each band of rows, from top to bottom, in drawing order."""
    last = (bottom - top - 1) // _BAND
    rows: list[list[_Segment]] = [[] for _ in range(last + 1)]
    up, down = top + _REACH, top - _REACH
    for number, contour in enumerate(contours):
        ax, ay = contour[-1]
        for bx, by in contour:
            low, high = (ay, by) if ay < by else (by, ay)
            for row in range(
                max(0, int(low - up) // _BAND), min(last, int(high - down) // _BAND) + 1
            ):
                rows[row].append((number, ax, ay, bx, by))
            ax, ay = bx, by
    return rows


def _cut(segments: Sequence[_Segment]) -> Iterator[list[Point]]:
    """The contours a band's segments belong to, from end to end of each run that crosses it.

    Between two runs a contour stays above the band or below it; there a straight line is as good.
    """
    current = -1
    points: list[Point] = []
    for number, ax, ay, bx, by in segments:
        if number != current:
            if points:
                yield points
            current, points = number, []
        if not points or points[-1] != (ax, ay):
            points.append((ax, ay))
        points.append((bx, by))
    if points:
        yield points


def _reach(contour: Sequence[Point]) -> tuple[float, float]:
    """How far a contour reaches to the left and to the right, with what its smoothing touches."""
    xs = [x for x, _ in contour]
    return min(xs) - _REACH, max(xs) + _REACH


def _spans(
    segments: Sequence[_Segment], top: int, bottom: int, left: int, right: int
) -> list[tuple[int, int]]:
    """Where within a band segments run, from left to right, near ones joined."""
    low, high = top - _REACH, bottom + _REACH
    reached = []
    for _, ax, ay, bx, by in segments:
        first, last = ax, bx
        if not (low <= ay <= high and low <= by <= high):
            slope = (bx - ax) / (by - ay) if by != ay else 0.0
            first += slope * (min(max(ay, low), high) - ay)
            last += slope * (min(max(by, low), high) - by)
        if first > last:
            first, last = last, first
        start, end = max(left, int(first) - _REACH - 1), min(right, int(last) + _REACH + 1)
        if start < end:
            reached.append((start, end))
    joined: list[tuple[int, int]] = []
    for start, end in sorted(reached):
        if joined and start <= joined[-1][1] + _JOINED:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _is_inside(near: Sequence[tuple[tuple[float, float], Sequence[Point]]], point: Point) -> bool:
    """Whether a point is within any contour, by the even-odd rule for each."""
    return any(
        low <= point[0] <= high and _crossings(contour, point) % 2 for (low, high), contour in near
    )


def _crossings(contour: Sequence[Point], point: Point) -> int:
    """How often a ray from a point to the right crosses a contour."""
    x, y = point
    count = 0
    ax, ay = contour[-1]
    for bx, by in contour:
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            count += 1
        ax, ay = bx, by
    return count

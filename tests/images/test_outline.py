"""Outlines and the masks made of them."""

from __future__ import annotations

import math

import pytest

from packager.images.canvas import circle
from packager.images.face import Face, FontStack
from packager.images.outline import bounds, curve, glyph_contours, nonzero_mask, union_mask
from packager.images.shaping import Lettering, shape

EDGES = (0, 0, 40, 40)


def square(left: float, right: float) -> list[tuple[float, float]]:
    return [(left, left), (right, left), (right, right), (left, right)]


def test_a_counter_is_a_hole_and_an_island_in_it_is_not() -> None:
    shapes = [square(2, 38), square(8, 32)[::-1], square(16, 24)]
    mask = nonzero_mask(shapes, EDGES, 4)
    assert [mask.getpixel((at, 20)) for at in (5, 12, 20)] == [255, 0, 255]


def test_overlapping_strokes_are_one() -> None:
    overlapping = [square(2, 25), square(15, 38)]
    assert nonzero_mask(overlapping, EDGES, 4).getpixel((20, 20)) == 255
    assert union_mask(overlapping, EDGES, 4).getpixel((20, 20)) == 255


def test_edges_are_smooth() -> None:
    mask = union_mask([circle((20, 20), 15)], EDGES, 4)
    levels = {mask.getpixel((x, y)) for x in range(40) for y in range(40)}
    assert len(levels) > 8
    area = sum(index * count for index, count in enumerate(mask.histogram())) / 255
    assert area == pytest.approx(math.pi * 15**2, rel=0.03)


def test_a_curve_ends_where_it_should_and_stays_within_its_controls() -> None:
    points = curve(((0.0, 0.0), (50.0, 100.0), (100.0, 0.0)))
    assert points[-1] == (100.0, 0.0)
    assert max(y for _, y in points) == pytest.approx(50, abs=0.5)


def test_bounds_of_nothing_visible_are_none() -> None:
    assert bounds([], EDGES) is None
    assert bounds([square(50, 60)], EDGES) is None


def test_a_letter_with_a_counter_is_open_inside(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    glyph = shape("O", stack, Lettering(language="en")).glyphs[0].glyph
    drawn = glyph_contours(stack[0].font, glyph, 40 / stack[0].units_per_em)
    assert len(drawn) == 2
    contours = [[(x, y + 40) for x, y in each] for each in drawn]
    left, top, right, bottom = bounds(contours, EDGES) or EDGES
    mask = nonzero_mask(contours, (left, top, right, bottom), 8)
    row = [mask.getpixel((x, mask.height // 2)) for x in range(mask.width)]
    assert max(row[: len(row) // 3]) == 255
    assert row[len(row) // 2] == 0
    assert max(row[len(row) // 2 :]) == 255

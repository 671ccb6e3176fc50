"""Drawing edges finely and insides plainly gives what drawing all of it finely does."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from packager.images.coverage import parts
from packager.images.outline import Edges, Point, union_mask

WHOLE: Edges = (3, 5, 260, 303)

coordinates = st.integers(-80, 380).map(float)
polygons = st.lists(st.tuples(coordinates, coordinates), min_size=3, max_size=9)


def drawn(shapes: list[list[Point]]) -> Image.Image:
    """The mask the parts make together; no pixel belongs to two of them."""
    mask = Image.new("L", (400, 400))
    times = Image.new("L", (400, 400))
    for part in parts(shapes, WHOLE):
        box = part.edges
        assert box[0] < box[2]
        assert box[1] < box[3]
        size = box[2] - box[0], box[3] - box[1]
        fine = union_mask(part.contours, box, 4) if part.contours else Image.new("L", size, 255)
        mask.paste(fine, box)
        counted = times.crop(box).point(lambda count: count + 1)
        times.paste(counted, box)
    highest = times.getextrema()[1]
    assert isinstance(highest, int)
    assert highest <= 1
    return mask.crop(WHOLE)


def differing(shapes: list[list[Point]]) -> int:
    """The largest difference to the mask of all of it."""
    difference = ImageChops.difference(drawn(shapes), union_mask(shapes, WHOLE, 4))
    largest = difference.getextrema()[1]
    assert isinstance(largest, int)
    return largest


@settings(max_examples=300, deadline=None)
@given(st.lists(polygons, min_size=1, max_size=4))
def test_any_shapes_are_covered_as_they_were(shapes: list[list[Point]]) -> None:
    # A point halfway between two samples may fall to either side, and so may a line between two.
    assert differing(shapes) <= 64


def test_a_ring_of_many_points_and_a_hill_are_covered_as_they_were() -> None:
    circle = [
        (130 + 120 * math.cos(step / 300 * math.tau), 150 + 120 * math.sin(step / 300 * math.tau))
        for step in range(300)
    ]
    hill = [(x, 200 + 20 * math.sin(x / 30)) for x in range(-10, 300, 10)]
    shape = [*hill, (290.0, 320.0), (-10.0, 320.0)]
    assert differing([circle]) <= 16
    assert differing([circle, shape]) <= 16


def test_what_no_edge_runs_through_is_not_drawn_finely() -> None:
    square: list[Point] = [(-10, -10), (400, -10), (400, 400), (-10, 400)]
    assert [part.contours for part in parts([square], WHOLE)] == [()] * 7

"""Patterns: plain shapes repeated over a surface, as on endpapers and cloth."""

from __future__ import annotations

import math

from packager.images.canvas import Canvas, arc, circle
from packager.images.dice import Dice
from packager.images.landscapes import lens
from packager.images.outline import Edges, Point
from packager.images.palette import Colour, Palette, mixed
from packager.images.plan import COVER_HEIGHT, COVER_WIDTH

Shapes = list[list[Point]]
Layer = tuple[Shapes, Colour]


def fill_with_pattern(canvas: Canvas, palette: Palette, dice: Dice, within: Edges) -> None:
    """Fill part of the canvas with a pattern."""
    pattern = dice.choose("pattern", (_scales, _quarters, _petals, _lozenges, _blinds))
    for shapes, colour in pattern(palette, dice):
        canvas.fill(shapes, colour, within)


def _scales(palette: Palette, dice: Dice) -> list[Layer]:
    """Fish scales, row over row from the top."""
    tones = palette.tones
    size = dice.choose("tile", (200.0, 160.0, 266.7))
    layers: list[Layer] = [([_whole()], tones[3])]
    rows = math.ceil(COVER_HEIGHT / (size / 2)) + 1
    nested = [
        (circle((0.0, 0.0), size * share), tone)
        for share, tone in ((0.5, 2), (0.38, 1), (0.25, 3), (0.12, -1))
    ]
    for row in range(rows, -1, -1):
        y = row * size / 2
        xs = [
            (column + (row % 2) / 2) * size for column in range(-1, round(COVER_WIDTH / size) + 2)
        ]
        for around, tone in nested:
            colour = palette.accent if tone < 0 else tones[tone]
            layers.append(([[(x + dx, y + dy) for dx, dy in around] for x in xs], colour))
    return layers


def _quarters(palette: Palette, dice: Dice) -> list[Layer]:
    """Quarter circles, each turned by chance."""
    tones = palette.tones
    size = dice.choose("tile", (200, 266.67, 160))
    columns, rows = round(COVER_WIDTH / size), math.ceil(COVER_HEIGHT / size)
    colours = (tones[1], tones[2], tones[3], palette.accent)
    ground: list[Shapes] = [[], [], [], []]
    found: list[Shapes] = [[], [], [], []]
    for row in range(rows):
        for column in range(columns):
            name = f"{row} {column}"
            x, y = column * size, row * size
            turn = dice.choose(name, range(4))
            corner = x + size * (turn in {1, 2}), y + size * (turn in {2, 3})
            start = turn * math.pi / 2
            back = dice.choose("back " + name, (0, 0, 1, 2))
            front = (back + 1 + dice.choose("front " + name, range(3))) % 4
            ground[back].append([(x, y), (x + size, y), (x + size, y + size), (x, y + size)])
            found[front].append([corner, *arc(corner, size, start, start + math.pi / 2)])
    base: list[Layer] = [([_whole()], tones[0])]
    return base + list(zip([*ground, *found], (tones[0], *colours[:3], *colours), strict=True))


def _petals(palette: Palette, dice: Dice) -> list[Layer]:
    """Four-petalled flowers on a grid."""
    tones = palette.tones
    size = dice.choose("tile", (200.0, 266.67, 320.0))
    petals: Shapes = []
    hearts: Shapes = []
    diamonds: Shapes = []
    for row in range(math.ceil(COVER_HEIGHT / size) + 1):
        for column in range(round(COVER_WIDTH / size) + 1):
            x, y = column * size, row * size
            far = size * 0.5
            for dx, dy in ((1, 1), (-1, 1)):
                tip, tail = (x + dx * far, y + dy * far), (x - dx * far, y - dy * far)
                petals += [leaf((x, y), tip, far * 0.36), leaf((x, y), tail, far * 0.36)]
            hearts.append(circle((x, y), size * 0.07))
            mx, my, half = x + size / 2, y, size * 0.16
            diamonds.append([(mx, my - half), (mx + half, my), (mx, my + half), (mx - half, my)])
            diamonds.append(
                [
                    (x, y + size / 2 - half),
                    (x + half, y + size / 2),
                    (x, y + size / 2 + half),
                    (x - half, y + size / 2),
                ]
            )
    return [
        ([_whole()], tones[3]),
        (diamonds, tones[2]),
        (petals, tones[1]),
        (hearts, palette.accent),
    ]


def _lozenges(palette: Palette, dice: Dice) -> list[Layer]:
    """Cubes that seem to rise from the page."""
    tones = palette.tones
    size = dice.choose("tile", (200.0, 160.0, 266.67))
    half, height = size / 2, size / math.sqrt(3)
    faces: list[Shapes] = [[], [], []]
    for row in range(-1, math.ceil(COVER_HEIGHT / (height * 1.5)) + 1):
        for column in range(-1, math.ceil(COVER_WIDTH / size) + 1):
            x, y = (column + (row % 2) / 2) * size, row * height * 1.5
            middle = (x + half, y + height)
            left, right = (x, y + height / 2), (x + size, y + height / 2)
            faces[0].append([(x + half, y), right, middle, left])
            faces[1].append([left, middle, (x + half, y + height * 2), (x, y + height * 1.5)])
            faces[2].append(
                [right, middle, (x + half, y + height * 2), (x + size, y + height * 1.5)]
            )
    top = palette.accent if dice.roll("gilt") < 0.4 else tones[1]  # noqa: PLR2004 - two of five
    return list(zip(faces, (top, tones[2], tones[3]), strict=True))


def _blinds(palette: Palette, dice: Dice) -> list[Layer]:
    """Upright stripes with a row of lenses like light through leaves."""
    tones = palette.tones
    count = dice.choose("count", (10, 12, 16))
    width = COVER_WIDTH / count
    layers: list[Layer] = [([_whole()], tones[3])]
    stripes = [
        [(x, 0.0), (x + width, 0.0), (x + width, float(COVER_HEIGHT)), (x, float(COVER_HEIGHT))]
        for x in (column * width for column in range(0, count, 2))
    ]
    layers.append((stripes, tones[2]))
    for parity, tone in ((0, tones[3]), (1, tones[2])):
        lenses = [
            leaf(((column + 0.5) * width, y), ((column + 0.5) * width, y + 300), width * 0.42)
            for column in range(parity, count, 2)
            for y in range(-300 + parity * 150, COVER_HEIGHT, 300)
        ]
        layers.append((lenses, mixed(tone, tones[1], 0.8)))
    dots = [
        circle(((column + 0.5) * width, y + 150), width * 0.1)
        for column in range(count)
        for y in range(-300 + (column % 2) * 150, COVER_HEIGHT, 300)
    ]
    layers.append((dots, palette.accent))
    return layers


def _whole() -> list[Point]:
    return [(0, 0), (COVER_WIDTH, 0), (COVER_WIDTH, COVER_HEIGHT), (0, COVER_HEIGHT)]


def leaf(base: Point, tip: Point, half: float) -> list[Point]:
    """A leaf from its base to its tip, ``half`` wide to either side."""
    length = math.hypot(tip[0] - base[0], tip[1] - base[1])
    along = (tip[0] - base[0]) / length, (tip[1] - base[1]) / length
    flat = lens(length / 2, 0.0, length / 2, half)
    return [
        (base[0] + x * along[0] - y * along[1], base[1] + x * along[1] + y * along[0])
        for x, y in flat
    ]

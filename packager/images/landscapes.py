"""Landscapes: compositions of sky, land and water in flat layers."""

from __future__ import annotations

import math

from packager.images.canvas import Canvas, circle
from packager.images.dice import Dice
from packager.images.outline import Edges, Point
from packager.images.palette import Colour, Palette, mixed
from packager.images.plan import COVER_HEIGHT, COVER_WIDTH, MARGIN, Area, Plan, foot, top_title

_STEP = 10
WHOLE: Edges = (0, 0, COVER_WIDTH, COVER_HEIGHT)


def hills(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A moon above hills that roll towards the reader."""
    tones = nearing(palette)
    radius = dice.between("moon", 150, 270)
    moon = dice.between("moon x", 0.24, 0.76) * COVER_WIDTH, 1330 + radius * 0.1
    canvas.fill([circle(moon, radius)], palette.accent)
    for at, tone in enumerate(tones):
        ridge = rolling(dice, f"hill {at}", height=1440 + at * 190, swing=120 - at * 16)
        canvas.fill([down_to(ridge, COVER_HEIGHT)], tone)
    return Plan(
        title=top_title(bottom=950, ink=palette.ink),
        author=foot(palette.ink_on(tones[-1])),
        rule="below",
        rule_colour=palette.accent,
    )


def peaks(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """Mountains, each with a lit and a shaded side, behind a dark foreground."""
    tones = nearing(palette)
    sun = dice.between("sun x", 0.2, 0.8) * COVER_WIDTH, 1260.0
    canvas.fill([circle(sun, dice.between("sun", 120, 200))], palette.accent)
    for at, tone in enumerate(tones[:3]):
        count = 3 + at
        base = 2400
        for number in range(count):
            name = f"peak {at} {number}"
            centre = (number + dice.between(name, 0.15, 0.85)) * COVER_WIDTH / count
            top = 1290 + at * 240 + dice.between(name + " top", -60, 110)
            half = (base - top) * dice.between(name + " slope", 0.62, 0.8)
            summit = (centre, top)
            canvas.fill([[summit, (centre + half, base), (centre - half, base)]], tone)
            fold = dice.between(name + " fold", 0.1, 0.3)
            shade = mixed(tone, tones[-1], 0.22)
            canvas.fill([[summit, (centre + half, base), (centre + half * fold, base)]], shade)
    canvas.fill([down_to(rolling(dice, "front", height=2110, swing=45), COVER_HEIGHT)], tones[-1])
    return Plan(
        title=top_title(bottom=930, ink=palette.ink),
        author=foot(palette.ink_on(tones[-1])),
        rule="below",
        rule_colour=palette.accent,
    )


def waves(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A sun half sunk behind rows of waves."""
    tones = nearing(palette)
    sun = dice.between("sun x", 0.3, 0.7) * COVER_WIDTH, 1395.0
    canvas.fill([circle(sun, dice.between("sun", 230, 330))], palette.accent)
    rows, top = 9, 1340
    length = dice.choose("length", (320.0, 400.0, 533.4))
    for row in range(rows):
        share = row / (rows - 1) * (len(tones) - 1)
        low = min(int(share), len(tones) - 2)
        tone = mixed(tones[low], tones[low + 1], share - low)
        phase = (row % 2) * length / 2 + dice.between("phase", 0, length)
        swing = 26 + row * 3
        crest: list[Point] = [
            (x, top + row * 98 + swing * _scallop((x + phase) / length))
            for x in range(-_STEP, COVER_WIDTH + 2 * _STEP, _STEP)
        ]
        canvas.fill([down_to(crest, COVER_HEIGHT)], tone)
    return Plan(
        title=top_title(bottom=930, ink=palette.ink),
        author=foot(palette.ink_on(tones[-1]), bottom=COVER_HEIGHT - 90),
        rule="below",
        rule_colour=palette.accent,
    )


def firs(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A wood in rows, darker the nearer, with a moon above it."""
    tones = nearing(palette)
    radius = dice.between("moon", 130, 210)
    moon = dice.between("moon x", 0.22, 0.78) * COVER_WIDTH, 1290.0
    canvas.fill([circle(moon, radius)], palette.accent)
    for at, tone in enumerate(tones):
        count = (17, 13, 10, 8)[at]
        width = COVER_WIDTH / (count - 1)
        ground = 1560 + at * 200
        trees: list[list[Point]] = []
        for number in range(count):
            name = f"fir {at} {number}"
            centre = number * width + dice.between(name, -0.3, 0.3) * width
            height = width * dice.between(name + " height", 1.9, 3.4) * (1 if at else 1.25)
            trees += _fir(centre, ground - height, ground + 40, width * 0.62)
        trees.append(down_to(rolling(dice, f"floor {at}", height=ground, swing=24), COVER_HEIGHT))
        canvas.fill(trees, tone)
    return Plan(
        title=top_title(bottom=900, ink=palette.ink),
        author=foot(palette.ink_on(tones[-1]), bottom=COVER_HEIGHT - 80),
        rule="below",
        rule_colour=palette.accent,
    )


def reflection(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A low sun, and its light in bars on still water."""
    tones = nearing(palette)
    horizon = 1520
    radius = dice.between("sun", 250, 340)
    sun = dice.between("sun x", 0.33, 0.67) * COVER_WIDTH, horizon - radius * 0.15
    canvas.fill([circle(sun, radius)], palette.accent, within=(0, 0, COVER_WIDTH, horizon))
    far = rolling(dice, "shore", height=horizon - 70, swing=60)
    canvas.fill([down_to(far, horizon)], tones[0], within=(0, 0, COVER_WIDTH, horizon))
    near = rolling(dice, "coast", height=horizon - 20, swing=45)
    canvas.fill([down_to(near, horizon)], tones[1], within=(0, 0, COVER_WIDTH, horizon))
    canvas.rectangle(0, horizon, COVER_WIDTH, COVER_HEIGHT, tones[2])
    for bar in range(9):
        y = horizon + 36 + bar * 52 + bar * bar * 1.6
        half = radius * (1.05 - bar * 0.075) * dice.between(f"bar {bar}", 0.72, 1.08)
        shift = dice.between(f"shift {bar}", -40, 40)
        thick = 9 + bar * 1.4
        colour = mixed(palette.accent, tones[2], bar * 0.06)
        canvas.fill([lens(sun[0] + shift, y, half, thick)], colour)
    canvas.fill([down_to(rolling(dice, "bank", height=2130, swing=30), COVER_HEIGHT)], tones[3])
    return Plan(
        title=top_title(bottom=980, ink=palette.ink),
        author=foot(palette.ink_on(tones[3])),
        rule="below",
        rule_colour=palette.accent,
    )


def window(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A landscape seen through an arch, with the title below it as in a picture frame."""
    tones = nearing(palette)
    left, right, bottom = 330, COVER_WIDTH - 330, 1400
    radius = (right - left) / 2
    centre = ((left + right) / 2, 190 + radius)
    frame: Edges = (left, 0, right, bottom)
    sky = mixed(palette.ground, tones[0], 0.55)
    scene = Canvas(COVER_WIDTH, bottom, sky)
    moon = dice.between("moon x", 0.38, 0.62) * COVER_WIDTH, dice.between("moon y", 480, 720)
    scene.fill([circle(moon, dice.between("moon", 90, 150))], palette.accent)
    for at, tone in enumerate(tones):
        ridge = rolling(dice, f"hill {at}", height=870 + at * 145, swing=85 - at * 12)
        scene.fill([down_to(ridge, bottom)], tone, within=frame)
    arch = [*half_circle(centre, radius), (right, bottom), (left, bottom)]
    canvas.picture(arch, scene)
    outer = [*half_circle(centre, radius + 40), (right + 40, bottom + 40), (left - 40, bottom + 40)]
    canvas.outline(outer, 5, palette.ink)
    return Plan(
        title=Area(
            edges=(MARGIN, 1530, COVER_WIDTH - MARGIN, 2080),
            ink=palette.ink,
            anchor="middle",
            largest=210.0,
        ),
        author=foot(palette.ink),
        rule="none",
        rule_colour=palette.accent,
    )


def nearing(palette: Palette) -> tuple[Colour, ...]:
    """The tones from the farthest layer to the nearest.

    By day the distance fades into the sky; at night the horizon glows and the foreground is dark.
    """
    if palette.is_dark:
        near = mixed(palette.tones[0], (0, 0, 0), 0.35)
        return palette.tones[3], palette.tones[2], palette.tones[1], near
    return palette.tones


def rolling(dice: Dice, name: str, *, height: float, swing: float) -> list[Point]:
    """A rolling line from the left edge to the right one; smaller y is higher."""
    parts = [
        (
            weight,
            dice.between(f"{name} length {weight}", low, high),
            dice.between(f"{name} phase {weight}", 0, math.tau),
        )
        for weight, low, high in ((0.65, 0.7, 1.2), (0.27, 1.6, 2.4), (0.08, 3.2, 4.6))
    ]
    return [
        (
            x,
            height
            + swing
            * sum(
                weight * math.sin(math.tau * turns * x / COVER_WIDTH + phase)
                for weight, turns, phase in parts
            ),
        )
        for x in range(-_STEP, COVER_WIDTH + 2 * _STEP, _STEP)
    ]


def down_to(line: list[Point], bottom: float) -> list[Point]:
    """The shape below a line."""
    return [*line, (line[-1][0], bottom + 5), (line[0][0], bottom + 5)]


def half_circle(centre: Point, radius: float) -> list[Point]:
    """The upper half of a circle, from left to right."""
    steps = 160
    return [
        (
            centre[0] - radius * math.cos(math.pi * step / steps),
            centre[1] - radius * math.sin(math.pi * step / steps),
        )
        for step in range(steps + 1)
    ]


def lens(x: float, y: float, half: float, thick: float) -> list[Point]:
    """A flat lens lying down."""
    top = [(x + half * t / 20, y - thick * (1 - (t / 20) ** 2)) for t in range(-20, 21)]
    return top + [(2 * x - px, 2 * y - py) for px, py in top]


def _scallop(turns: float) -> float:
    """A wave with round troughs and sharp crests, from -1 to 1."""
    return 2 * abs(math.sin(math.pi * turns)) - 1


def _fir(x: float, top: float, bottom: float, half: float) -> list[list[Point]]:
    """A fir as three skirts, the lowest the widest."""
    height = bottom - top
    return [
        [
            (x, top + height * start),
            (x + half * reach, top + height * end),
            (x - half * reach, top + height * end),
        ]
        for start, end, reach in ((0.0, 0.45, 0.5), (0.2, 0.72, 0.78), (0.42, 1.0, 1.0))
    ]

"""Ornaments: compositions of plain geometry, and patterns that fill a cover."""

from __future__ import annotations

import math

from packager.images.canvas import Canvas, arc, circle
from packager.images.dice import Dice
from packager.images.landscapes import WHOLE, nearing
from packager.images.outline import Point
from packager.images.palette import Palette, mixed
from packager.images.patterns import Shapes, fill_with_pattern, leaf
from packager.images.plan import COVER_HEIGHT, COVER_WIDTH, MARGIN, Area, Plan, foot, top_title


def rays(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """Rays from a rising sun."""
    tones = palette.tones
    top, horizon = 1080, 2130
    centre = dice.between("x", 0.35, 0.65) * COVER_WIDTH, float(horizon)
    count = dice.choose("count", (15, 19, 23))
    sky = mixed(palette.ground, tones[0], 0.75)
    canvas.rectangle(0, top, COVER_WIDTH, horizon, sky)
    beams: Shapes = []
    for beam in range(0, count, 2):
        start, end = (math.pi + math.pi * (beam + side) / count for side in (0, 1))
        reach = 2600.0
        beams.append(
            [
                centre,
                *(
                    (centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle))
                    for angle in (start, end)
                ),
            ]
        )
    canvas.fill(beams, tones[1], within=(0, top, COVER_WIDTH, horizon))
    radius = dice.between("sun", 250, 330)
    rings = ((radius + 150, tones[2]), (radius + 50, sky), (radius, palette.accent))
    for size, colour in rings:
        canvas.fill([circle(centre, size)], colour, within=(0, 0, COVER_WIDTH, horizon))
    floor = nearing(palette)[-1]
    canvas.rectangle(0, horizon, COVER_WIDTH, COVER_HEIGHT, floor)
    canvas.rectangle(0, top - 6, COVER_WIDTH, top, palette.ink)
    return Plan(
        title=top_title(bottom=900, ink=palette.ink),
        author=foot(palette.ink_on(floor), bottom=COVER_HEIGHT - 95),
        rule="none",
        rule_colour=palette.accent,
    )


def rings(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """Rings that spread from a corner, with the type flush at the other side."""
    tones = palette.tones
    corner = (float(COVER_WIDTH), float(COVER_HEIGHT) - dice.between("rise", 0, 110))
    count = dice.choose("count", (5, 6, 7))
    largest = 1130.0
    order = (tones[0], tones[1], tones[2], tones[3], palette.accent, palette.ground)
    shift = dice.choose("shift", (0, 1, 2))
    for ring in range(count):
        radius = largest * (1 - ring / count)
        colour = palette.accent if ring == count - 1 else order[(ring + shift) % 4]
        canvas.fill([circle(corner, radius)], colour)
    ink = palette.ink
    return Plan(
        title=Area(
            edges=(MARGIN, 400, COVER_WIDTH - MARGIN, 1090),
            ink=ink,
            align="start",
            anchor="top",
        ),
        author=Area(
            edges=(MARGIN, 160, COVER_WIDTH - MARGIN, 280),
            ink=ink,
            align="start",
            anchor="top",
            largest=82.0,
        ),
        rule="above",
        rule_colour=palette.accent,
    )


def orbits(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """Worlds on their orbits around a sun."""
    tones = palette.tones
    centre = (COVER_WIDTH / 2, 860.0)
    canvas.fill([circle(centre, dice.between("sun", 85, 130))], palette.accent)
    line = mixed(palette.ground, palette.ink, 0.45)
    radii = (225, 340, 465, 600)
    for at, radius in enumerate(radii):
        canvas.ring(centre, radius, 4, line)
        angle = dice.between(f"angle {at}", 0, math.tau)
        world = (
            centre[0] + radius * math.cos(angle),
            centre[1] + radius * math.sin(angle),
        )
        size = dice.between(f"world {at}", 26, 62)
        canvas.fill([circle(world, size + 14)], palette.ground)
        canvas.fill([circle(world, size)], tones[3 - at % 3])
        shadow = arc(world, size, angle - math.pi / 2, angle + math.pi / 2)
        canvas.fill([shadow], mixed(tones[3 - at % 3], palette.ground, 0.35))
    near, far = 130, 670
    for star in range(26):
        x = dice.between(f"star x {star}", 60, COVER_WIDTH - 60)
        y = dice.between(f"star y {star}", 60, 1480)
        if not near < math.hypot(x - centre[0], y - centre[1]) < far:
            canvas.fill([_star((x, y), dice.between(f"star {star}", 7, 20))], palette.accent)
    return Plan(
        title=Area(
            edges=(MARGIN, 1600, COVER_WIDTH - MARGIN, 2090),
            ink=palette.ink,
            anchor="middle",
            largest=230.0,
        ),
        author=foot(palette.ink),
        rule="none",
        rule_colour=palette.accent,
    )


def branch(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A branch with leaves in pairs and a few berries, rising from the foot."""
    tones = nearing(palette) if not palette.is_dark else palette.tones
    side = dice.choose("side", (0.5, 0.62, 0.38))
    foot_x, bend = side * COVER_WIDTH, dice.between("bend", -170, 170)
    stem = [(foot_x + bend * math.sin(t / 40 * 2.2), 2420 - t / 40 * 1360) for t in range(41)]
    canvas.fill([_ribbon(stem, 9)], tones[3])
    pairs = dice.choose("pairs", (7, 8, 9))
    for pair in range(pairs):
        at = 5 + round(pair * 34 / pairs)
        length = 460 * (1 - 0.55 * pair / pairs) + dice.between(f"length {pair}", -20, 20)
        for hand in (-1, 1):
            x, y = stem[min(at + (hand > 0) * 1, 40)]
            tilt = math.radians(dice.between(f"tilt {pair} {hand}", 28, 46))
            tip = x + hand * length * math.cos(tilt), y - length * math.sin(tilt)
            tone = tones[1 + (pair + (hand > 0)) % 3]
            canvas.fill([leaf((x, y), tip, length * 0.21)], tone)
            berry = dice.roll(f"berry {pair} {hand}") < 0.3  # noqa: PLR2004 - three of ten
            if berry:
                spot = x + hand * length * 0.42, y + length * 0.08
                canvas.fill([circle(spot, 30)], palette.accent)
    canvas.fill([leaf(stem[-1], (stem[-1][0], stem[-1][1] - 170), 38)], tones[2])
    return Plan(
        title=Area(
            edges=(MARGIN, 400, COVER_WIDTH - MARGIN, 860),
            ink=palette.ink,
            anchor="middle",
            largest=250.0,
        ),
        author=Area(
            edges=(MARGIN, 170, COVER_WIDTH - MARGIN, 300),
            ink=palette.ink,
            anchor="top",
            largest=84.0,
        ),
        rule="above",
        rule_colour=palette.accent,
    )


def label(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A pattern over the whole cover, with a pasted-on label, as on bound poetry."""
    fill_with_pattern(canvas, palette, dice, WHOLE)
    left, right = 260, COVER_WIDTH - 260
    top, bottom = dice.choose("place", ((420, 1560), (560, 1840), (300, 1440)))
    canvas.rectangle(left, top, right, bottom, palette.ground)
    canvas.frame((left + 34, top + 34, right - 34, bottom - 34), 5, palette.ink)
    return Plan(
        title=Area(
            edges=(left + 110, top + 130, right - 110, bottom - 330),
            ink=palette.ink,
            anchor="middle",
            largest=250.0,
        ),
        author=Area(
            edges=(left + 110, bottom - 220, right - 110, bottom - 110),
            ink=palette.ink,
            anchor="middle",
            largest=74.0,
        ),
        rule="none",
        rule_colour=palette.accent,
    )


def panel(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A pattern on the lower part of the cover, between two lines."""
    top, bottom = 1040, 2140
    fill_with_pattern(canvas, palette, dice, (0, top, COVER_WIDTH, bottom))
    for y in (top - 30, bottom + 24):
        canvas.rectangle(0, y, COVER_WIDTH, y + 6, palette.ink)
    return Plan(
        title=top_title(bottom=930, ink=palette.ink),
        author=foot(palette.ink, bottom=COVER_HEIGHT - 95),
        rule="none",
        rule_colour=palette.accent,
    )


def band(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """A band of pattern along the spine, as of cloth, and the type flush beside it."""
    edge = 480
    fill_with_pattern(canvas, palette, dice, (0, 0, edge, COVER_HEIGHT))
    canvas.rectangle(edge + 24, 0, edge + 30, COVER_HEIGHT, palette.ink)
    left = edge + 130
    return Plan(
        title=Area(
            edges=(left, 420, COVER_WIDTH - 110, 1900),
            ink=palette.ink,
            align="start",
            anchor="top",
            largest=300.0,
        ),
        author=Area(
            edges=(left, 2060, COVER_WIDTH - 110, 2240),
            ink=palette.ink,
            align="start",
            anchor="bottom",
            largest=84.0,
        ),
        rule="above",
        rule_colour=palette.accent,
    )


def city(canvas: Canvas, palette: Palette, dice: Dice) -> Plan:
    """Roofs and lit windows under a moon."""
    tones = nearing(palette)
    moon = dice.between("moon x", 0.2, 0.8) * COVER_WIDTH, 1240.0
    canvas.fill([circle(moon, dice.between("moon", 110, 170))], palette.accent)
    for row, tone in enumerate(tones):
        x, number = -40.0, 0
        windows: Shapes = []
        while x < COVER_WIDTH:
            name = f"house {row} {number}"
            width = dice.between(name, 130, 230) + row * 20
            top = 1380 + row * 190 + dice.between(name + " height", -130, 90)
            roof = dice.choose(name + " roof", (0.0, 0.0, 0.35, 0.55)) * width
            house = [(x, top), (x + width / 2, top - roof), (x + width, top)]
            canvas.fill([[*house, (x + width, 2405), (x, 2405)]], tone)
            windows += _windows(dice, name, x, width, top)
            x += width
            number += 1
        canvas.fill(windows, mixed(palette.accent, tone, 0.25 + 0.15 * (3 - row)))
    canvas.rectangle(0, 2150, COVER_WIDTH, COVER_HEIGHT, tones[3])
    return Plan(
        title=top_title(bottom=900, ink=palette.ink),
        author=foot(palette.ink_on(tones[3])),
        rule="below",
        rule_colour=palette.accent,
    )


def _windows(dice: Dice, name: str, x: float, width: float, top: float) -> Shapes:
    """Some lit windows of a house."""
    found: Shapes = []
    columns = round(width / 62)
    gap = width / columns
    for row in range(3):
        for column in range(columns):
            if dice.roll(f"{name} window {row} {column}") < 0.3:  # noqa: PLR2004 - three of ten
                left, y = x + (column + 0.5) * gap - 13, top + 44 + row * 76
                found.append([(left, y), (left + 26, y), (left + 26, y + 38), (left, y + 38)])
    return found


def _star(centre: Point, size: float) -> list[Point]:
    """A star of four points."""
    return [
        (
            centre[0] + size * (1 if at % 2 == 0 else 0.25) * math.cos(at * math.pi / 4),
            centre[1] + size * (1 if at % 2 == 0 else 0.25) * math.sin(at * math.pi / 4),
        )
        for at in range(8)
    ]


def _ribbon(line: list[Point], half: float) -> list[Point]:
    """A line with a thickness, tapering to its end."""
    count = len(line) - 1
    right = [(x + half * (1 - 0.6 * at / count), y) for at, (x, y) in enumerate(line)]
    left = [(x - half * (1 - 0.6 * at / count), y) for at, (x, y) in enumerate(line)]
    return right + left[::-1]

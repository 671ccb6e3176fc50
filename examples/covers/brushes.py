"""Brushes for the covers of the examples: gradients, mist, glows, smooth outlines, lettering.

Everything is drawn on a sheet of 1200 x 1800 units at twice the final size and scaled down at the
end. Chance comes from SHAKE-256 streams that have names, so a picture is the same on every machine.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 1200, 1800
SCALE = 2
SHEET = (WIDTH * SCALE, HEIGHT * SCALE)
FONTS = Path(__file__).parents[2] / "styles" / "classic" / "fonts"


def rgb(code: str) -> Colour:
    """The colour of a code like ``#0b1d2e``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def blend(start: Colour, end: Colour, share: float) -> Colour:
    """The colour that lies ``share`` (0 to 1) of the way from ``start`` to ``end``."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
    return red, green, blue


def chance(name: str) -> Iterator[float]:
    """An endless stream of numbers from 0 up to 1, always the same for the same name."""
    block = 0
    while True:
        yield from (
            byte / 256 for byte in hashlib.shake_256(f"{name}/{block}".encode()).digest(512)
        )
        block += 1


def scaled(points: Sequence[Point]) -> list[Point]:
    """Points in units as points on the sheet."""
    return [(x * SCALE, y * SCALE) for x, y in points]


def box(at: Point, radius: float) -> tuple[float, float, float, float]:
    """The square on the sheet round a circle given in units."""
    x, y, reach = at[0] * SCALE, at[1] * SCALE, radius * SCALE
    return x - reach, y - reach, x + reach, y + reach


def stroke(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], width: float, colour: Colour
) -> None:
    """Draw a soft, even line through points that lie close together, with round ends."""
    for point in points:
        draw.ellipse(box(point, width / 2), fill=colour)


def gradient(stops: Sequence[tuple[float, str]], *, sideways: bool = False) -> Image.Image:
    """A sheet of colour changing from top to bottom, or from left to right.

    Args:
        stops: Places, as shares of the height or width in rising order, and their colours.
        sideways: Whether the colour changes from left to right.
    """
    steps = 1024
    strip = Image.new("RGB", (steps, 1) if sideways else (1, steps))
    for step in range(steps):
        place = step / (steps - 1)
        below = max((stop for stop in stops if stop[0] <= place), default=stops[0])
        above = min((stop for stop in stops if stop[0] >= place), default=stops[-1])
        span = above[0] - below[0]
        share = (place - below[0]) / span if span else 0.0
        colour = blend(rgb(below[1]), rgb(above[1]), share)
        strip.putpixel((step, 0) if sideways else (0, step), colour)
    return strip.resize(SHEET, Image.Resampling.BICUBIC)


def mist(name: str, *, columns: int, rows: int, octaves: int = 4) -> Image.Image:
    """A sheet of cloudy greys: value noise, each octave twice as fine and half as strong."""
    sky = _puffs(f"{name}/0", columns, rows)
    for octave in range(1, octaves):
        strength = 0.5**octave
        puffs = _puffs(f"{name}/{octave}", columns * 2**octave, rows * 2**octave)
        sky = Image.blend(sky, puffs, strength / (2 - strength))
    return sky.resize(SHEET, Image.Resampling.BICUBIC)


def _puffs(name: str, columns: int, rows: int) -> Image.Image:
    greys = hashlib.shake_256(name.encode()).digest(columns * rows)
    grid = Image.frombytes("L", (columns, rows), greys)
    return grid.resize((WIDTH // 2, HEIGHT // 2), Image.Resampling.BICUBIC)


def levels(mask: Image.Image, dark: float, light: float, top: float = 1.0) -> Image.Image:
    """A mask stretched so that ``dark`` becomes 0 and ``light`` becomes ``top`` (all 0 to 1)."""
    reach = light - dark

    def stretch(value: int) -> int:
        share = min(1.0, max(0.0, (value / 255 - dark) / reach))
        return round(255 * top * share * share * (3 - 2 * share))

    return mask.point([stretch(value) for value in range(256)])


def outline(points: Sequence[Point], *, closed: bool = True, steps: int = 14) -> list[Point]:
    """A smooth line through the points (a Catmull-Rom spline)."""
    count = len(points)
    smooth: list[Point] = []
    for index in range(count if closed else count - 1):
        around = [
            points[(index + offset) % count]
            if closed
            else points[min(count - 1, max(0, index + offset))]
            for offset in (-1, 0, 1, 2)
        ]
        smooth += [_spline(around, step / steps) for step in range(steps)]
    return smooth if closed else [*smooth, points[-1]]


def _spline(around: Sequence[Point], at: float) -> Point:
    weights = (
        -0.5 * at + at**2 - 0.5 * at**3,
        1 - 2.5 * at**2 + 1.5 * at**3,
        0.5 * at + 2 * at**2 - 1.5 * at**3,
        -0.5 * at**2 + 0.5 * at**3,
    )
    x = sum(weight * point[0] for weight, point in zip(weights, around, strict=True))
    y = sum(weight * point[1] for weight, point in zip(weights, around, strict=True))
    return x, y


def ridge(
    name: str, base: float, height: float, *, waves: int = 5, rough: float = 1.0
) -> list[Point]:
    """The skyline of a hill across the whole width, in units."""
    dice = chance(name)
    parts = [
        (next(dice) * math.tau, (wave + 0.4 + next(dice) * 0.7) * 1.1, 0.55**wave)
        for wave in range(waves)
    ]
    line: list[Point] = []
    for x in range(-8, WIDTH + 9, 4):
        rise = sum(
            strength * math.sin(phase + pace * math.tau * x / WIDTH)
            for phase, pace, strength in parts
        )
        line.append((x, base - height * rise / 2 - rough * next(dice)))
    return line


def mask_of(points: Sequence[Point]) -> Image.Image:
    """A mask that is white inside the outline."""
    mask = Image.new("L", SHEET)
    ImageDraw.Draw(mask).polygon(scaled(points), fill=255)
    return mask


def land(sheet: Image.Image, line: Sequence[Point], paint: Image.Image) -> None:
    """Paint everything below a skyline."""
    sheet.paste(paint, mask=mask_of([*line, (WIDTH + 8, HEIGHT), (-8, HEIGHT)]))


def veil(sheet: Image.Image, colour: str, mask: Image.Image) -> None:
    """Lay a colour over the sheet as thickly as the mask says."""
    sheet.paste(Image.new("RGB", SHEET, rgb(colour)), mask=mask)


def band(top: float, middle: float, bottom: float, strength: float) -> Image.Image:
    """A mask that swells from ``top`` to ``middle`` and fades to ``bottom`` (units of height)."""
    stops = [(0.0, 0.0), (top, 0.0), (middle, strength), (bottom, 0.0), (HEIGHT, 0.0)]
    grey = [(y / HEIGHT, f"#{round(255 * value):02x}0000") for y, value in stops]
    return levels(gradient(grey).getchannel("R"), 0, max(strength, 0.01), strength)


def glow(sheet: Image.Image, at: Point, radius: float, colour: str, strength: float) -> Image.Image:
    """The sheet with a soft light added (screened) round a point."""
    size = round(radius * SCALE)
    lamp = Image.radial_gradient("L").resize((2 * size, 2 * size), Image.Resampling.BICUBIC)
    fall = [round(255 * strength * max(0.0, 1 - value / 181) ** 2.4) for value in range(256)]
    light = Image.new("RGB", (2 * size, 2 * size), rgb(colour))
    shade = Image.new("RGB", (2 * size, 2 * size))
    shade.paste(light, mask=lamp.point(fall))
    corner = (round(at[0] * SCALE) - size, round(at[1] * SCALE) - size)
    area = (*corner, corner[0] + 2 * size, corner[1] + 2 * size)
    lit = sheet.copy()
    lit.paste(ImageChops.screen(sheet.crop(area), shade), corner)
    return lit


def soften(mask: Image.Image, radius: float) -> Image.Image:
    """A mask with edges blurred by a radius in units."""
    return mask.filter(ImageFilter.GaussianBlur(radius * SCALE))


def stars(sheet: Image.Image, name: str, count: int, depth: float, colour: str) -> None:
    """Scatter small stars over the sky, fainter towards ``depth``, none where the title stands."""
    dice = chance(name)
    shine = Image.new("L", SHEET)
    draw = ImageDraw.Draw(shine)
    for _ in range(count):
        x, y, size = next(dice) * WIDTH, next(dice) * depth, next(dice) ** 3
        fade = 1 - (y / depth) ** 2
        draw.ellipse(box((x, y), 0.7 + 1.9 * size), fill=round((90 + 150 * size) * fade))
    title = scaled([(WIDTH * 0.16, 80), (WIDTH * 0.84, depth)])
    draw.rectangle([*title[0], *title[1]], fill=0)
    veil(sheet, colour, shine)


def grain(sheet: Image.Image, name: str, strength: float) -> Image.Image:
    """The finished sheet with the tooth of paper, which also hides the steps of gradients."""
    width, height = sheet.size
    one, two = (
        Image.frombytes(
            "L", sheet.size, hashlib.shake_256(f"{name}{turn}".encode()).digest(width * height)
        )
        for turn in "ab"
    )
    tooth = Image.blend(one, two, 0.5).filter(ImageFilter.GaussianBlur(0.6))
    return Image.blend(
        sheet, ImageChops.soft_light(sheet, Image.merge("RGB", [tooth] * 3)), strength
    )


def finish(sheet: Image.Image) -> Image.Image:
    """The sheet at its final size."""
    return sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def letter(
    sheet: Image.Image,
    text: str,
    at: Point,
    size: float,
    colour: str,
    *,
    face: str = "Regular",
    spacing: float = 0.0,
    anchor: str = "middle",
) -> None:
    """Set one line of type on a baseline.

    Args:
        sheet: What to set it on.
        text: The line.
        at: The middle or the left end of the baseline, in units.
        size: Size of the type in units.
        colour: Its colour.
        face: ``Regular``, ``Italic`` or ``Bold``.
        spacing: Space added between letters, in ems; kerning is kept.
        anchor: ``middle`` or ``left``.
    """
    font = ImageFont.truetype(FONTS / f"EBGaramond-{face}.ttf", round(size * SCALE))
    gap = spacing * size * SCALE
    width = font.getlength(text) + gap * (len(text) - 1)
    x, y = at[0] * SCALE, at[1] * SCALE
    start = x - width / 2 if anchor == "middle" else x
    draw = ImageDraw.Draw(sheet)
    if not spacing:
        draw.text((start, y), text, font=font, fill=rgb(colour), anchor="ls")
        return
    for index, character in enumerate(text):
        before = font.getlength(text[: index + 1]) - font.getlength(character)
        draw.text(
            (start + before + gap * index, y), character, font=font, fill=rgb(colour), anchor="ls"
        )

"""The cover of The Last Ferry Carries Cats."""

from __future__ import annotations

import math
from collections.abc import Sequence

from covers.brushes import (
    HEIGHT,
    SCALE,
    SHEET,
    WIDTH,
    Colour,
    Point,
    band,
    box,
    chance,
    finish,
    glow,
    gradient,
    grain,
    land,
    letter,
    levels,
    mask_of,
    mist,
    outline,
    rgb,
    ridge,
    scaled,
    soften,
    stars,
    stroke,
    veil,
)
from PIL import Image, ImageChops, ImageDraw

# Outlines in units of the sheet; those of the cat start from the place where it sits.
FERRYWOMAN = (
    (396, 1334),
    (398, 1272),
    (394, 1226),
    (404, 1202),
    (424, 1192),
    (428, 1178),
    (440, 1178),
    (444, 1194),
    (458, 1214),
    (456, 1262),
    (470, 1334),
)
FERRYWOMAN_CAP = ((412, 1164), (418, 1146), (446, 1145), (456, 1160), (474, 1165), (452, 1169))
CLERK = (
    (586, 1306),
    (584, 1256),
    (594, 1230),
    (614, 1222),
    (616, 1208),
    (628, 1208),
    (632, 1222),
    (642, 1240),
    (644, 1278),
    (676, 1288),
    (686, 1338),
    (664, 1340),
    (652, 1310),
)
CLERK_HAT = ((605, 1187), (607, 1166), (639, 1166), (641, 1187))
CAT_BODY = (
    (-34, 18),
    (-41, -6),
    (-37, -34),
    (-27, -58),
    (-21, -76),
    (-24, -92),
    (20, -92),
    (17, -76),
    (23, -58),
    (33, -32),
    (38, -4),
    (33, 18),
)
CAT_HEAD = (
    (-31, -100),
    (-27, -113),
    (-14, -120),
    (10, -120),
    (23, -113),
    (27, -100),
    (19, -86),
    (-2, -80),
    (-23, -86),
)
CAT_EARS = (
    ((-30, -103), (-29, -120), (-24, -141), (-14, -130), (-7, -118)),
    ((3, -118), (9, -128), (13, -127), (12, -135), (19, -140), (25, -120), (26, -103)),
)
CAT_TAIL = ((-26, 8), (-52, 20), (-66, 44), (-58, 64), (-44, 62))


def ferry() -> Image.Image:
    """The Last Ferry Carries Cats: a moonlit estuary, three in a boat, one of them a cat."""
    sheet = gradient(
        [(0.0, "#081622"), (0.2, "#0f2a3a"), (0.38, "#27566a"), (0.5, "#8fb0a8"), (1.0, "#8fb0a8")]
    )
    stars(sheet, "ferry stars", 150, 620, "#dfe9e4")
    sheet = glow(sheet, (835, 640), 620, "#9fc4bd", 0.55)
    veil(sheet, "#0e2735", levels(mist("ferry sky", columns=2, rows=14), 0.5, 0.85, 0.5))
    draw = ImageDraw.Draw(sheet)
    draw.ellipse(box((835, 640), 78), fill=rgb("#f6efd8"))
    sheet = glow(sheet, (835, 640), 230, "#f6efd8", 0.5)
    streaks = ImageChops.multiply(
        levels(mist("ferry veil", columns=1, rows=26), 0.52, 0.8, 0.75), band(600, 690, 760, 0.8)
    )
    veil(sheet, "#5d8890", streaks)
    for name, base, rise, top, foot in (
        ("far", 838, 70, "#5f8f95", "#8ab0aa"),
        ("middle", 872, 62, "#3d6d78", "#5d8a8d"),
        ("near", 905, 44, "#1f4553", "#2f5c66"),
    ):
        paint = gradient([(0.0, top), (0.44, top), (0.52, foot), (1.0, foot)])
        land(sheet, ridge(f"ferry {name}", base, rise, rough=3), paint)
    sheet = _estuary(sheet)
    _boat(sheet)
    sheet = glow(sheet, (352, 1196), 210, "#ffb45a", 0.75)
    ImageDraw.Draw(sheet).ellipse(box((352, 1196), 9), fill=rgb("#fff0c8"))
    for text, y in (("The Last Ferry", 250), ("Carries Cats", 388)):
        letter(sheet, text, (600, y), 146, "#f6efd8")
    letter(sheet, "A STORY", (600, 480), 30, "#b9d2cb", spacing=0.34)
    return grain(finish(sheet), "ferry", 0.32)


def _estuary(sheet: Image.Image) -> Image.Image:
    shore = [(x, y + 18) for x, y in ridge("ferry shore", 918, 5, rough=1)]
    land(
        sheet,
        shore,
        gradient(
            [
                (0.0, "#7ba6a4"),
                (0.52, "#7ba6a4"),
                (0.62, "#3a6a76"),
                (0.78, "#143443"),
                (1.0, "#07141f"),
            ]
        ),
    )
    dice = chance("ferry water")
    light = Image.new("L", SHEET)
    draw = ImageDraw.Draw(light)
    y = 944.0
    while y < HEIGHT:
        depth = (y - 944) / (HEIGHT - 944)
        for _ in range(3):
            reach = (26 + 190 * depth) * (next(dice) - 0.5) * 2
            half = (8 + 70 * depth) * (0.3 + next(dice))
            thick = 1.2 + 5 * depth * next(dice)
            middle = 835 + reach
            ends = scaled([(middle - half, y - thick), (middle + half, y + thick)])
            draw.ellipse([*ends[0], *ends[1]], fill=round(235 * (1 - 0.55 * depth)))
        y += 5 + 20 * depth
    veil(sheet, "#f1ead2", soften(light, 0.7))
    ripples = Image.new("L", SHEET)
    draw = ImageDraw.Draw(ripples)
    for _ in range(420):
        depth = next(dice) ** 1.2
        x, y = next(dice) * WIDTH, 950 + depth * 850
        half = (14 + 90 * depth) * (0.4 + next(dice))
        ends = scaled([(x - half, y - 0.6 - depth), (x + half, y + 0.6 + depth)])
        draw.ellipse([*ends[0], *ends[1]], fill=46)
    veil(sheet, "#a9cbc6", soften(ripples, 0.8))
    return _far_lights(sheet)


def _far_lights(sheet: Image.Image) -> Image.Image:
    dark = rgb("#16333f")
    draw = ImageDraw.Draw(sheet)
    for x, width, height in (
        (150, 34, 20),
        (196, 40, 26),
        (250, 30, 18),
        (300, 44, 22),
        (372, 30, 17),
    ):
        draw.polygon(
            scaled(
                [
                    (x, 934),
                    (x, 934 - height),
                    (x + width / 2, 922 - height),
                    (x + width, 934 - height),
                    (x + width, 934),
                ]
            ),
            fill=dark,
        )
    draw.polygon(scaled([(228, 934), (228, 884), (237, 846), (246, 884), (246, 934)]), fill=dark)
    draw.polygon(
        scaled([(1012, 934), (1012, 918), (1034, 906), (1058, 918), (1058, 934)]), fill=dark
    )
    for x, y, power in (
        (166, 922, 0.7),
        (237, 900, 0.6),
        (212, 924, 0.8),
        (318, 922, 0.75),
        (386, 925, 0.6),
        (1036, 924, 1.0),
    ):
        trail = Image.new("L", SHEET)
        trail_draw = ImageDraw.Draw(trail)
        length = 120 + 130 * power
        for step in range(46):
            share = step / 45
            half = 3 + 6 * share + 2 * math.sin(step * 2.3 + x)
            middle = y + 20 + share * length
            sway = 2.5 * math.sin(step * 0.9 + x)
            ends = scaled([(x - half + sway, middle - 2), (x + half + sway, middle + 2)])
            trail_draw.ellipse([*ends[0], *ends[1]], fill=round(190 * power * (1 - share) ** 1.3))
        veil(sheet, "#ffbe6e", soften(trail, 0.9))
        sheet = glow(sheet, (x, y), 26 + 46 * power, "#ffb45a", 0.8)
        ImageDraw.Draw(sheet).ellipse(box((x, y), 2.2 + 1.6 * power), fill=rgb("#fff0c8"))
    return sheet


def _boat(sheet: Image.Image) -> None:
    wake = Image.new("L", SHEET)
    draw = ImageDraw.Draw(wake)
    for row in range(7):
        ends = scaled([(60 - row * 30, 1392 + row * 17), (960 - row * 62, 1400 + row * 19)])
        draw.ellipse([*ends[0], *ends[1]], fill=150 - row * 18)
    veil(sheet, "#0a1d29", soften(wake, 6))
    hull = [
        *outline([(318, 1312), (520, 1338), (740, 1330), (920, 1272)], closed=False),
        *outline([(920, 1272), (892, 1340), (846, 1396)], closed=False),
        *outline([(846, 1396), (600, 1406), (372, 1396)], closed=False),
        *outline([(372, 1396), (334, 1360), (318, 1312)], closed=False),
    ]
    sheet.paste(
        gradient([(0.0, "#12303a"), (0.72, "#14343d"), (0.785, "#050e15"), (1.0, "#050e15")]),
        mask=mask_of(hull),
    )
    rail = outline([(318, 1312), (520, 1338), (740, 1330), (920, 1272)], closed=False)
    draw = ImageDraw.Draw(sheet)
    draw.line(
        scaled([(x, y + 3) for x, y in rail]), fill=rgb("#4f8f6f"), width=9 * SCALE, joint="curve"
    )
    draw.line(
        scaled([(x, y - 3) for x, y in rail]), fill=rgb("#9cc7a4"), width=2 * SCALE, joint="curve"
    )
    ink = rgb("#06121a")
    draw.line(scaled([(352, 1318), (352, 1204)]), fill=ink, width=5 * SCALE)
    _crew(draw, ink)
    _cat(sheet, (846, 1288), 1.25)
    foam = Image.new("L", SHEET)
    foam_draw = ImageDraw.Draw(foam)
    for x, y, half in (
        (866, 1396, 60),
        (930, 1404, 46),
        (620, 1408, 260),
        (360, 1402, 90),
        (250, 1410, 80),
    ):
        ends = scaled([(x - half, y - 3), (x + half, y + 3)])
        foam_draw.ellipse([*ends[0], *ends[1]], fill=150)
    veil(sheet, "#cfe2d8", soften(foam, 1.6))


def _crew(draw: ImageDraw.ImageDraw, ink: Colour) -> None:
    for shape in (FERRYWOMAN, FERRYWOMAN_CAP, CLERK, CLERK_HAT):
        draw.polygon(scaled(outline(shape)), fill=ink)
    for head, radius in (((434, 1168), 19.0), ((622, 1198), 17.0)):
        draw.ellipse(box(head, radius), fill=ink)
    draw.line(
        scaled([(416, 1222), (388, 1268), (352, 1296)]), fill=ink, width=13 * SCALE, joint="curve"
    )
    draw.line(scaled([(312, 1302), (400, 1288)]), fill=ink, width=7 * SCALE)
    draw.polygon(scaled([(556, 1340), (556, 1300), (664, 1300), (664, 1340)]), fill=rgb("#0b1f29"))
    draw.ellipse([*scaled([(592, 1182)])[0], *scaled([(654, 1191)])[0]], fill=ink)
    draw.line(scaled([(690, 1334), (690, 1248)]), fill=ink, width=5 * SCALE)
    draw.polygon(scaled([(684, 1256), (696, 1256), (693, 1322), (687, 1322)]), fill=ink)
    draw.arc(
        [*scaled([(678, 1236)])[0], *scaled([(692, 1262)])[0]], 180, 360, fill=ink, width=4 * SCALE
    )
    draw.line(
        scaled([(632, 1250), (660, 1272), (688, 1258)]), fill=ink, width=10 * SCALE, joint="curve"
    )


def _cat(sheet: Image.Image, at: Point, size: float) -> None:
    """A cat sitting upright, seen from behind, its tail over the rail and one ear torn."""
    draw = ImageDraw.Draw(sheet)
    ink = rgb("#050d14")

    def place(points: Sequence[Point]) -> list[Point]:
        return scaled([(at[0] + x * size, at[1] + y * size) for x, y in points])

    for shape in (CAT_BODY, CAT_HEAD):
        draw.polygon(place(outline(shape)), fill=ink)
    for ear in CAT_EARS:
        draw.polygon(place(ear), fill=ink)
    tail = [(at[0] + x * size, at[1] + y * size) for x, y in CAT_TAIL]
    stroke(draw, outline(tail, closed=False, steps=40), 18, ink)

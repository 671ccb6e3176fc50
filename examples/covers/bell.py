"""The cover of The Bell That Rang for Nobody."""

from __future__ import annotations

import math

from covers.brushes import (
    HEIGHT,
    SCALE,
    SHEET,
    WIDTH,
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
    veil,
)
from PIL import Image, ImageChops, ImageDraw

# Outlines in units of the sheet; that of the pony starts from its middle.
PONY = (
    (-31, -4),
    (-30, -14),
    (-22, -19),
    (-6, -17),
    (6, -19),
    (13, -30),
    (21, -39),
    (27, -37),
    (35, -27),
    (33, -22),
    (25, -25),
    (20, -15),
    (16, -3),
    (4, 0),
    (-14, 0),
)
BELL_SIDE = (
    (14, 1246),
    (46, 1249),
    (72, 1262),
    (84, 1290),
    (88, 1336),
    (94, 1396),
    (108, 1444),
    (136, 1484),
    (146, 1500),
)


def bell() -> Image.Image:
    """The Bell That Rang for Nobody: fog on the moor, a lantern on the skyline, a bell below."""
    sheet = gradient(
        [
            (0.0, "#1d2140"),
            (0.2, "#433d62"),
            (0.36, "#8b6a80"),
            (0.48, "#dba486"),
            (0.56, "#f3cfa6"),
            (1.0, "#f3cfa6"),
        ]
    )
    stars(sheet, "bell stars", 90, 380, "#e9dccb")
    veil(sheet, "#2a2a4d", levels(mist("bell sky", columns=2, rows=9), 0.48, 0.9, 0.45))
    veil(
        sheet,
        "#f6d3ae",
        ImageChops.multiply(
            levels(mist("bell lit", columns=2, rows=16), 0.5, 0.8, 0.8), band(560, 800, 960, 0.7)
        ),
    )
    for index, (base, rise, top, foot) in enumerate(
        (
            (838, 90, "#c39590", "#efc9a8"),
            (905, 110, "#9a7684", "#e2b49c"),
            (985, 0, "#604f6c", "#c39a94"),
        )
    ):
        line = ridge(f"bell {index}", base, rise, rough=4) if rise else _scar()
        paint = gradient(
            [(0.0, top), (base / HEIGHT - 0.05, top), (base / HEIGHT + 0.13, foot), (1.0, foot)]
        )
        land(sheet, line, paint)
        fog = levels(mist(f"bell fog {index}", columns=2, rows=7), 0.3, 0.8, 0.9)
        veil(
            sheet, "#f4d6b6", ImageChops.multiply(fog, band(base - 10, base + 110, base + 260, 0.8))
        )
    sheet = _travellers(sheet)
    for index, (base, top) in enumerate(((1180, "#4b4260"), (1300, "#332f4c"))):
        land(
            sheet,
            ridge(f"bell near {index}", base, 90, rough=5),
            gradient([(0.0, top), (0.66, top), (0.86, "#8b7184"), (1.0, "#8b7184")]),
        )
        fog = levels(mist(f"bell low {index}", columns=2, rows=8), 0.35, 0.8, 0.9)
        veil(
            sheet, "#e5bfa8", ImageChops.multiply(fog, band(base + 10, base + 150, base + 330, 0.7))
        )
    sheet = _bellcote(sheet)
    letter(sheet, "THE BRANDRETH CART  ·  1", (600, 118), 28, "#e2c3a9", spacing=0.28)
    for text, y in (("The Bell", 270), ("That Rang", 420), ("for Nobody", 570)):
        letter(sheet, text, (600, y), 142, "#fbeedb")
    letter(sheet, "HESTER QUILLON", (600, 1712), 40, "#fbeedb", spacing=0.3)
    return grain(finish(sheet), "bell", 0.3)


def _scar() -> list[Point]:
    """The Top: a long back of moor that is torn off on the right."""
    dice = chance("scar")
    slope = outline(
        [(-8, 1040), (150, 992), (330, 958), (520, 930), (690, 922), (800, 934), (856, 944)],
        closed=False,
    )
    line = [(x, y - 2.5 * next(dice)) for x, y in slope]
    line += [
        (862, 972),
        (858, 1010),
        (872, 1042),
        (868, 1084),
        (884, 1110),
        (890, 1150),
        (930, 1166),
        (1000, 1176),
    ]
    return [*line, (1100, 1190), (WIDTH + 8, 1196)]


def _travellers(sheet: Image.Image) -> Image.Image:
    """A covered cart, a pony and its leader with a lantern, a step from the edge."""
    ink = rgb("#2b2540")
    draw = ImageDraw.Draw(sheet)
    draw.polygon(
        scaled(outline([(640, 912), (642, 886), (676, 876), (712, 886), (714, 912)])), fill=ink
    )
    for x in (658, 698):
        draw.ellipse(box((x, 914), 12), outline=ink, width=3 * SCALE)
    draw.line(scaled([(712, 908), (746, 902)]), fill=ink, width=3 * SCALE)
    pony = [(768 + x, 914 + y) for x, y in PONY]
    draw.polygon(scaled(outline(pony)), fill=ink)
    draw.polygon(scaled([(787, 877), (789, 868), (793, 877)]), fill=ink)
    draw.line(scaled([(738, 902), (733, 916), (736, 922)]), fill=ink, width=3 * SCALE)
    for x in (741, 748, 774, 781):
        draw.line(scaled([(x, 908), (x + 1, 933)]), fill=ink, width=4 * SCALE)
    draw.line(scaled([(800, 890), (826, 902)]), fill=ink, width=SCALE)
    draw.polygon(
        scaled(outline([(818, 940), (818, 902), (827, 888), (836, 902), (840, 941)])), fill=ink
    )
    draw.ellipse(box((828, 883), 8), fill=ink)
    draw.line(scaled([(832, 900), (852, 902)]), fill=ink, width=4 * SCALE)
    sheet = glow(sheet, (854, 914), 120, "#ffb347", 0.95)
    ImageDraw.Draw(sheet).ellipse(box((854, 914), 5.5), fill=rgb("#fff3cf"))
    return sheet


def _bellcote(sheet: Image.Image) -> Image.Image:
    stone = gradient([(0.0, "#2a2744"), (0.62, "#2a2744"), (0.8, "#1d1b33"), (1.0, "#131225")])
    outside = [
        (292, 1800),
        (292, 1560),
        (330, 1540),
        (330, 1190),
        (306, 1190),
        (306, 1160),
        (600, 962),
        (894, 1160),
        (894, 1190),
        (870, 1190),
        (870, 1540),
        (908, 1560),
        (908, 1800),
    ]
    arch = [(412, 1560), (412, 1300)]
    arch += [
        (600 - 188 * math.cos(step * math.pi / 40), 1300 - 206 * math.sin(step * math.pi / 40))
        for step in range(41)
    ]
    arch += [(788, 1300), (788, 1560)]
    wall = ImageChops.subtract(mask_of(outside), mask_of(arch))
    sheet.paste(stone, mask=wall)
    sheet.paste(
        Image.new("RGB", SHEET, rgb("#4a4263")),
        mask=ImageChops.multiply(_masonry(arch), wall).point(lambda v: v * 0.5),
    )
    draw = ImageDraw.Draw(sheet)
    draw.line(
        scaled([(306, 1160), (600, 962), (894, 1160)]),
        fill=rgb("#6a5a78"),
        width=5 * SCALE,
        joint="curve",
    )
    draw.line(scaled([(600, 962), (600, 906)]), fill=rgb("#2a2744"), width=7 * SCALE)
    draw.line(scaled([(578, 926), (622, 926)]), fill=rgb("#2a2744"), width=7 * SCALE)
    return _hang(sheet)


def _masonry(arch: list[Point]) -> Image.Image:
    lines = Image.new("L", SHEET)
    draw = ImageDraw.Draw(lines)
    dice = chance("masonry")
    left, right = 280.0, 920.0
    for row, y in enumerate(range(1000, 1800, 42)):
        draw.line(scaled([(left, y), (right, y)]), fill=150, width=2 * SCALE)
        x = left + 36 * (row % 2)
        while x < right:
            draw.line(scaled([(x, y), (x, y + 42)]), fill=150, width=2 * SCALE)
            x += 62 + 30 * next(dice)
    ring = Image.new("L", SHEET)
    ring_draw = ImageDraw.Draw(ring)
    ring_draw.line(scaled(arch), fill=255, width=84 * SCALE, joint="curve")
    lines = ImageChops.subtract(lines, ring)
    draw = ImageDraw.Draw(lines)
    for step in range(1, 20):
        angle = step * math.pi / 20
        ray = [(600 - r * math.cos(angle), 1300 - (r + 18) * math.sin(angle)) for r in (188, 230)]
        draw.line(scaled(ray), fill=190, width=2 * SCALE)
    edge = [
        (600 - 230 * math.cos(s * math.pi / 40), 1300 - 248 * math.sin(s * math.pi / 40))
        for s in range(41)
    ]
    draw.line(scaled(edge), fill=190, width=2 * SCALE, joint="curve")
    return soften(lines, 0.5)


def _hang(sheet: Image.Image) -> Image.Image:
    draw = ImageDraw.Draw(sheet)
    draw.rectangle([*scaled([(404, 1196)])[0], *scaled([(796, 1222)])[0]], fill=rgb("#15132a"))
    draw.rectangle([*scaled([(560, 1214)])[0], *scaled([(640, 1256)])[0]], fill=rgb("#15132a"))
    side = outline(BELL_SIDE, closed=False)
    body = [(600 + x, y) for x, y in side] + [(600 - x, y) for x, y in reversed(side)]
    bronze = gradient(
        [
            (0.0, "#3a2230"),
            (0.38, "#3a2230"),
            (0.43, "#8a4f3a"),
            (0.475, "#f1bd73"),
            (0.5, "#c98447"),
            (0.57, "#6d3b34"),
            (0.62, "#2c1a2a"),
            (1.0, "#2c1a2a"),
        ],
        sideways=True,
    )
    draw.ellipse([*scaled([(576, 1478)])[0], *scaled([(624, 1534)])[0]], fill=rgb("#1a1426"))
    sheet.paste(bronze, mask=mask_of(body))
    draw = ImageDraw.Draw(sheet)
    for y, reach in ((1284, 82), (1322, 88), (1458, 110), (1474, 123)):
        arc = [
            (600 + reach * math.sin(s), y + 9 * math.cos(s))
            for s in (k * math.pi / 24 - math.pi / 2 for k in range(25))
        ]
        draw.line(scaled(arc), fill=rgb("#5b3232"), width=2 * SCALE, joint="curve")
    for index, character in enumerate("RING FOR WHOEVER"):
        angle = (index - 7.5) * 0.135
        place = (600 + 87 * math.sin(angle), 1311 + 9 * math.cos(angle))
        letter(sheet, character, place, 18 - 3 * abs(math.sin(angle)), "#3a1c1e", face="Bold")
    draw = ImageDraw.Draw(sheet)
    rope = outline([(600, 1530), (602, 1550), (600, 1570)], closed=False)
    draw.line(scaled(rope), fill=rgb("#a98669"), width=4 * SCALE)
    for turn in range(9):
        stripe = rgb("#b5483c" if turn % 2 else "#e9d3b4")
        y = 1564 + turn * 9
        draw.polygon(scaled([(593, y), (609, y - 5), (609, y + 4), (593, y + 9)]), fill=stripe)
    draw.line(scaled([(716, 1196), (716, 1262)]), fill=rgb("#15132a"), width=2 * SCALE)
    sheet = glow(sheet, (716, 1290), 330, "#ff9a3c", 0.8)
    draw = ImageDraw.Draw(sheet)
    draw.polygon(
        scaled([(700, 1308), (700, 1276), (716, 1258), (732, 1276), (732, 1308)]),
        fill=rgb("#4a2a22"),
    )
    draw.rectangle([*scaled([(704, 1279)])[0], *scaled([(728, 1303)])[0]], fill=rgb("#ffefc0"))
    return glow(sheet, (716, 1291), 60, "#ffd27a", 0.9)

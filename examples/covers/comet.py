"""The cover of Als Haselbach das Licht ausmachte."""

from __future__ import annotations

import math
from collections.abc import Sequence

from covers.brushes import (
    SCALE,
    SHEET,
    WIDTH,
    Point,
    box,
    chance,
    finish,
    letter,
    outline,
    rgb,
    scaled,
    stroke,
)
from PIL import Image, ImageDraw

COMET_HEAD = (360.0, 640.0)
COMET_FLIGHT = -0.62


def comet() -> Image.Image:
    """Als Haselbach das Licht ausmachte: cut paper, a comet over a village without a light."""
    sheet = Image.new("RGB", SHEET, rgb("#0d1230"))
    draw = ImageDraw.Draw(sheet)
    dice = chance("comet sky")
    for ring, code in enumerate(("#121a40", "#172452", "#1d3064", "#253f76", "#305287", "#41699a")):
        reach = 1.0 - 0.152 * ring
        wobble = [next(dice) for _ in range(3)]
        blob = []
        for step in range(120):
            turn = step * math.tau / 120
            swell = (
                1
                + 0.04 * math.sin(3 * turn + 6 * wobble[0])
                + 0.016 * math.sin(5 * turn + 6 * wobble[1])
            )
            along, across = (
                960 * reach * swell * math.cos(turn),
                590 * reach * swell * math.sin(turn),
            )
            blob.append(_turned((450 + 250 * reach, 700 - 215 * reach), along, across))
        draw.polygon(scaled(blob), fill=rgb(code))
    _paper_stars(draw)
    for spread, bend, code in (
        (250, 70, "#5f7fa6"),
        (196, 64, "#94a2b0"),
        (146, 58, "#d3b98f"),
        (98, 52, "#efc884"),
        (52, 46, "#f8e3ae"),
    ):
        draw.polygon(scaled(_ribbon(spread, bend)), fill=rgb(code))
    for radius, code in ((76, "#f3d48f"), (56, "#f9e7b8"), (34, "#fffaf0")):
        draw.ellipse(box(COMET_HEAD, radius), fill=rgb(code))
    _village(draw)
    _garden(draw)
    for text, y in (("Als Haselbach", 1502), ("das Licht ausmachte", 1606)):
        letter(sheet, text, (600, y), 104, "#f9e7b8")
    letter(sheet, "OTTILIE STERNKAMP", (600, 1716), 36, "#b9c4d4", spacing=0.3)
    return finish(sheet)


def _turned(middle: Point, along: float, across: float) -> Point:
    """A point measured along and across the flight of the comet."""
    cosine, sine = math.cos(COMET_FLIGHT), math.sin(COMET_FLIGHT)
    return middle[0] + along * cosine - across * sine, middle[1] + along * sine + across * cosine


def _ribbon(spread: float, bend: float) -> list[Point]:
    """One strip of the tail: narrow at the head, wide and bent where it leaves the sheet."""
    width = 12 + spread * 0.26
    upper, lower = [], []
    for step in range(41):
        share = step / 40
        along, sag = 1150 * share, bend * math.sin(share * math.pi)
        half = width * (1 - share) ** 2 + spread * share**1.25
        upper.append(_turned(COMET_HEAD, along, -half * 0.9 + sag))
        lower.append(_turned(COMET_HEAD, along, half + sag))
    return [*upper, *reversed(lower)]


def _paper_stars(draw: ImageDraw.ImageDraw) -> None:
    dice = chance("paper stars")
    for index in range(190):
        x, y, size = next(dice) * WIDTH, next(dice) ** 1.1 * 1120, next(dice)
        if index % 9:
            draw.ellipse(box((x, y), 1.3 + 1.8 * size**2), fill=rgb("#dfe6ee"))
            continue
        long, short = 8 + 11 * size, 1.8 + 1.6 * size
        spikes = [
            (
                x + (long if turn % 2 == 0 else short) * math.cos(turn * math.pi / 4),
                y + (long if turn % 2 == 0 else short) * math.sin(turn * math.pi / 4),
            )
            for turn in range(8)
        ]
        draw.polygon(scaled(spikes), fill=rgb("#f9e7b8"))


def _village(draw: ImageDraw.ImageDraw) -> None:
    for name, base, rise, wall, roof in (
        ("back", 1180, 26, "#1b2750", "#22305d"),
        ("front", 1236, 20, "#121b3d", "#18234a"),
    ):
        dice = chance(f"houses {name}")
        x = -30.0
        while x < WIDTH:
            width, height = 66 + 52 * next(dice), 44 + 46 * next(dice)
            foot = base - rise * math.sin(math.pi * x / WIDTH)
            gable = 34 + 22 * next(dice)
            top = foot - height
            draw.polygon(
                scaled([(x, foot + 90), (x, top), (x + width, top), (x + width, foot + 90)]),
                fill=rgb(wall),
            )
            ridge_at = width * (0.3 + 0.2 * round(next(dice)))
            draw.polygon(
                scaled(
                    [
                        (x - 7, top + 3),
                        (x + ridge_at, top - gable),
                        (x + width - ridge_at, top - gable),
                        (x + width + 7, top + 3),
                    ]
                ),
                fill=rgb(roof),
            )
            draw.rectangle(
                [
                    *scaled([(x + width * 0.62, top - gable - 12)])[0],
                    *scaled([(x + width * 0.62 + 11, top - 8)])[0],
                ],
                fill=rgb(roof),
            )
            for pane in (0.24, 0.6):
                corner = (x + width * pane, top + 16)
                draw.rectangle(
                    [*scaled([corner])[0], *scaled([(corner[0] + 13, corner[1] + 18)])[0]],
                    fill=rgb("#0b1129"),
                )
            x += width + 6 + 34 * next(dice)
        if name == "back":
            draw.polygon(
                scaled(
                    [
                        (238, 1200),
                        (238, 1046),
                        (226, 1046),
                        (266, 912),
                        (306, 1046),
                        (294, 1046),
                        (294, 1200),
                    ]
                ),
                fill=rgb("#1b2750"),
            )
            draw.line(scaled([(266, 916), (266, 884)]), fill=rgb("#1b2750"), width=4 * SCALE)
            draw.ellipse(box((266, 1076), 13), fill=rgb("#2c3d70"))
    for x in range(50, 900, 118):
        foot = 1296 - 22 * math.sin(math.pi * x / WIDTH)
        draw.line(
            scaled([(x, foot), (x, foot - 92), (x + 24, foot - 100)]),
            fill=rgb("#2f4274"),
            width=3 * SCALE,
            joint="curve",
        )
        draw.polygon(
            scaled(
                [
                    (x + 16, foot - 100),
                    (x + 40, foot - 104),
                    (x + 36, foot - 95),
                    (x + 18, foot - 92),
                ]
            ),
            fill=rgb("#2f4274"),
        )


def _garden(draw: ImageDraw.ImageDraw) -> None:
    trunk = outline(
        [(1000, 1350), (1022, 1250), (1016, 1150), (1050, 1150), (1054, 1250), (1084, 1350)]
    )
    draw.polygon(scaled(trunk), fill=rgb("#4a3a45"))
    hill = outline([(-8, 1330), (240, 1296), (560, 1300), (860, 1322), (1208, 1290)], closed=False)
    draw.polygon(scaled([*hill, (1208, 1810), (-8, 1810)]), fill=rgb("#0a0f26"))
    for x, y, radius, code in (
        (960, 1080, 84, "#16394a"),
        (1108, 1084, 92, "#16394a"),
        (1034, 1010, 104, "#1b4655"),
        (1000, 1110, 74, "#1b4655"),
        (1084, 1040, 80, "#225563"),
        (976, 1030, 56, "#225563"),
        (1046, 962, 50, "#2b6570"),
    ):
        draw.ellipse(box((x, y), radius), fill=rgb(code))
    for x, y in (
        (930, 1100),
        (978, 1052),
        (1010, 1126),
        (1040, 1000),
        (1072, 1078),
        (1124, 1042),
        (1150, 1112),
        (1092, 1140),
        (1002, 970),
        (1108, 990),
    ):
        draw.ellipse(box((x, y), 11), fill=rgb("#d9564a"))
        draw.ellipse(box((x - 3, y - 4), 3), fill=rgb("#f3a07f"))
    _watchers(draw)
    for x, y, way in (
        (120, 1302, 1),
        (196, 1294, 1),
        (266, 1298, 1),
        (352, 1307, -1),
        (424, 1308, 1),
    ):
        _goose(draw, (x, y), way)


def _watchers(draw: ImageDraw.ImageDraw) -> None:
    """Tante Hede, who looks beside it, and Jette, who forgot her telescope."""
    coat, dress = rgb("#b4604f"), rgb("#d9b36a")
    for x in (826, 906):
        for leg in (0, 34):
            draw.line(
                scaled([(x + leg, 1282), (x + leg, 1326)]), fill=rgb("#2f4274"), width=3 * SCALE
            )
        draw.line(scaled([(x + 36, 1284), (x + 40, 1226)]), fill=rgb("#2f4274"), width=4 * SCALE)
    draw.polygon(
        scaled(
            outline(
                [
                    (866, 1286),
                    (868, 1232),
                    (856, 1206),
                    (838, 1206),
                    (826, 1236),
                    (812, 1282),
                    (806, 1322),
                    (826, 1324),
                    (838, 1290),
                ]
            )
        ),
        fill=coat,
    )
    draw.ellipse(box((846, 1190), 17), fill=rgb("#eecfae"))
    draw.polygon(
        scaled(outline([(820, 1184), (834, 1170), (860, 1172), (874, 1190), (848, 1182)])),
        fill=rgb("#3a2440"),
    )
    feather = outline([(862, 1176), (878, 1158), (884, 1138)], closed=False)
    stroke(draw, feather, 4, rgb("#f9e7b8"))
    draw.polygon(
        scaled(
            outline(
                [
                    (944, 1286),
                    (944, 1246),
                    (934, 1226),
                    (920, 1226),
                    (910, 1248),
                    (898, 1284),
                    (892, 1314),
                    (908, 1316),
                    (920, 1290),
                ]
            )
        ),
        fill=dress,
    )
    draw.ellipse(box((925, 1211), 15), fill=rgb("#eecfae"))
    draw.polygon(
        scaled(
            outline([(914, 1200), (926, 1194), (941, 1204), (956, 1234), (946, 1240), (936, 1214)])
        ),
        fill=rgb("#5b3328"),
    )
    draw.line(
        scaled([(856, 1246), (884, 1268), (912, 1254)]), fill=coat, width=9 * SCALE, joint="curve"
    )
    draw.line(scaled([(884, 1268), (914, 1252)]), fill=dress, width=8 * SCALE)


def _goose(draw: ImageDraw.ImageDraw, at: Point, way: int) -> None:
    def place(points: Sequence[Point]) -> list[Point]:
        return scaled([(at[0] + way * x, at[1] + y) for x, y in points])

    for x in (-3, 6):
        draw.line(place([(x, -8), (x + 1, 8)]), fill=rgb("#e08a4a"), width=3 * SCALE)
    draw.polygon(
        place(
            outline([(-34, -30), (-20, -31), (4, -34), (20, -26), (18, -12), (0, -4), (-18, -12)])
        ),
        fill=rgb("#f4f1e6"),
    )
    neck = [(at[0] + way * x, at[1] + y) for x, y in ((13, -20), (22, -38), (20, -56), (26, -64))]
    stroke(draw, outline(neck, closed=False), 9, rgb("#f4f1e6"))
    draw.ellipse(box(((at[0] + way * 26), at[1] - 65), 7.5), fill=rgb("#f4f1e6"))
    draw.polygon(place([(30, -70), (46, -64), (30, -60)]), fill=rgb("#e08a4a"))
    draw.line(
        place(outline([(-22, -24), (-6, -18), (8, -20)], closed=False)),
        fill=rgb("#c9ccd0"),
        width=3 * SCALE,
        joint="curve",
    )

"""Cover: a cover drawn from nothing but the title, the authors and the faces at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fontTools import unicodedata as ucd

from packager.images import bidi, landscapes, ornaments
from packager.images.canvas import Canvas
from packager.images.dice import Dice
from packager.images.face import Face, FontStack
from packager.images.palette import PALETTES, Palette
from packager.images.picture import Picture, encode_jpeg
from packager.images.plan import COVER_HEIGHT, COVER_WIDTH, Area, Plan
from packager.images.setting import Box, Setting, fit
from packager.images.shaping import Lettering, drawable, shape

Composition = Callable[[Canvas, Palette, Dice], Plan]

COMPOSITIONS: tuple[Composition, ...] = (
    landscapes.hills,
    landscapes.peaks,
    landscapes.waves,
    landscapes.firs,
    landscapes.reflection,
    landscapes.window,
    ornaments.rays,
    ornaments.rings,
    ornaments.orbits,
    ornaments.branch,
    ornaments.label,
    ornaments.panel,
    ornaments.band,
    ornaments.city,
)

_TITLE_LIMIT = 400
_AUTHORS_LIMIT = 160
_SMALLEST = 34.0
# "It" may be large; a whole word at that size would shout.
_SHORT_TITLE = 3
_SHORT_TITLE_SCALE = 1.5
_RULE = (150, 6)
_RULE_GAP = 74


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines of type with their place: where each begins, and the highest ink of the first."""

    setting: Setting
    stack: FontStack
    area: Area
    lefts: tuple[float, ...]
    top: float


@dataclass(frozen=True, slots=True)
class TitleStyle:
    """How the title is lettered."""

    italic: bool
    weight: int
    small_capitals: bool
    tracking: float


_TITLE_STYLES = (
    TitleStyle(italic=False, weight=400, small_capitals=False, tracking=0.0),
    TitleStyle(italic=True, weight=400, small_capitals=False, tracking=0.0),
    TitleStyle(italic=False, weight=400, small_capitals=True, tracking=0.06),
    TitleStyle(italic=False, weight=700, small_capitals=False, tracking=0.0),
)


def draw_cover(
    *, title: str, authors: tuple[str, ...], language: str, faces: tuple[Face, ...]
) -> Picture:
    """Draw a cover.

    Colours, composition and lettering follow from the title and the authors: the same book always
    has the same cover, and the next book on the shelf another one. Type is set in any script and
    direction, fitted from one letter to several hundred, and stands on a flat colour with a
    contrast of at least 4.5:1 (https://www.w3.org/TR/WCAG22/#contrast-minimum).

    Args:
        title: The title; characters no face has are left out.
        authors: The authors, in printed order; the cover does without when there are none.
        language: BCP 47 tag; it chooses the forms of letters.
        faces: Fonts in order of preference, of which only those needed are loaded.

    Returns:
        A JPEG of 1600 by 2400 pixels.
    """
    canvas, placed = compose(title=title, authors=authors, language=language, faces=faces)
    for lines in placed:
        canvas.lines(lines.setting, lines.stack, lines.lefts, lines.top, lines.area.ink)
    return Picture(
        data=encode_jpeg(canvas.image),
        media_type="image/jpeg",
        width=COVER_WIDTH,
        height=COVER_HEIGHT,
    )


def compose(
    *, title: str, authors: tuple[str, ...], language: str, faces: tuple[Face, ...]
) -> tuple[Canvas, tuple[Placed, ...]]:
    """The picture of a cover without its type, and the type in place."""
    dice = Dice.of(title, *authors)
    palette = dice.choose("palette", PALETTES)
    composition = dice.choose("composition", COMPOSITIONS)
    style = dice.choose("lettering", _TITLE_STYLES)
    canvas = Canvas(COVER_WIDTH, COVER_HEIGHT, palette.ground)
    plan = composition(canvas, palette, dice)

    stack = FontStack(faces, weight=style.weight, italic=style.italic)
    lettering = Lettering(
        language=language, small_capitals=style.small_capitals, tracking=style.tracking
    )
    words = drawable(title, stack, _TITLE_LIMIT)
    if style.small_capitals:
        words = _capitals(words, stack, lettering)
    heading = _place(words, stack, lettering, plan.title)
    _rule(canvas, plan, heading)

    plain = FontStack(faces)
    small = Lettering(language=language, small_capitals=True, tracking=0.09)
    names = _capitals(drawable(_joined(authors), plain, _AUTHORS_LIMIT), plain, small)
    return canvas, (heading, _place(names, plain, small, plan.author))


def _joined(authors: tuple[str, ...]) -> str:
    """The authors in one line, without a word that only one language has."""
    return " · ".join(authors)


def _capitals(text: str, stack: FontStack, lettering: Lettering) -> str:
    """The text in capitals where the font has no small capitals for a script that has capitals."""
    large = replace(lettering, small_capitals=False)
    if shape(text, stack, lettering).glyphs != shape(text, stack, large).glyphs:
        return text
    cased = {ucd.script(character) for character in text} & {"Latn", "Grek", "Cyrl", "Armn"}
    return text.upper() if cased else text


def _place(text: str, stack: FontStack, lettering: Lettering, area: Area) -> Placed:
    left, top, right, bottom = area.edges
    largest = area.largest * (_SHORT_TITLE_SCALE if len(text) <= _SHORT_TITLE else 1)
    box = Box(width=right - left, height=bottom - top, largest=largest, smallest=_SMALLEST)
    setting = fit(text, stack, lettering, box)
    room = bottom - top - setting.height
    drop = {"top": 0.0, "middle": room / 2, "bottom": room}[area.anchor]
    slack = [right - left - line.width * setting.size for line in setting.lines]
    if area.align == "centre":
        slack = [space / 2 for space in slack]
    elif not bidi.base_level(text):
        slack = [0.0] * len(slack)
    return Placed(setting, stack, area, tuple(left + space for space in slack), top + drop)


def _rule(canvas: Canvas, plan: Plan, heading: Placed) -> None:
    """Draw the thin rule beside the title."""
    if plan.rule == "none" or not heading.setting.lines:
        return
    width, height = _RULE
    left = (COVER_WIDTH - width) / 2
    if plan.title.align == "start":
        flush_right = heading.lefts[0] + heading.setting.lines[0].width * heading.setting.size
        starts_left = heading.lefts[0] == plan.title.edges[0]
        left = heading.lefts[0] if starts_left else flush_right - width
    top = heading.top - _RULE_GAP - height
    if plan.rule == "below":
        top = heading.top + heading.setting.height + _RULE_GAP
    canvas.rectangle(left, top, left + width, top + height, plan.rule_colour)

"""Plan: where the type of a cover stands once its picture is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.images.outline import Edges
from packager.images.palette import Colour

COVER_WIDTH = 1600
COVER_HEIGHT = 2400
MARGIN = 150

Align = Literal["start", "centre"]
Anchor = Literal["top", "middle", "bottom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Room for type on a flat colour.

    Attributes:
        edges: Left, top, right and bottom, in pixels.
        ink: Colour of the type.
        align: Where lines begin: at the side reading starts from, or in the centre.
        anchor: Which part of the area the lines keep to.
        largest: The largest size of type, in pixels.
    """

    edges: Edges
    ink: Colour
    align: Align = "centre"
    anchor: Anchor = "top"
    largest: float = 400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where the type of a cover stands.

    Attributes:
        title: The title's area.
        author: The authors' area.
        rule: On which side of the title a thin rule stands.
        rule_colour: Its colour.
    """

    title: Area
    author: Area
    rule: Literal["above", "below", "none"]
    rule_colour: Colour


def top_title(
    *, bottom: int, ink: Colour, align: Align = "centre", anchor: Anchor = "middle"
) -> Area:
    """The title in the upper part of the cover."""
    return Area(
        edges=(MARGIN, 180, COVER_WIDTH - MARGIN, bottom),
        ink=ink,
        align=align,
        anchor=anchor,
    )


def foot(ink: Colour, *, align: Align = "centre", bottom: int = COVER_HEIGHT - 130) -> Area:
    """The authors at the foot of the cover."""
    return Area(
        edges=(MARGIN, bottom - 105, COVER_WIDTH - MARGIN, bottom),
        ink=ink,
        align=align,
        anchor="bottom",
        largest=88.0,
    )

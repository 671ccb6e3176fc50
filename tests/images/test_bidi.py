"""Directions and their order."""

from __future__ import annotations

import pytest

from packager.images.bidi import base_level, levels, visual_order


def displayed(text: str) -> str:
    return "".join(text[at] for at in visual_order(levels(text, base_level(text))))


@pytest.mark.parametrize(
    ("text", "level"), [("abc", 0), ("123 שלום", 1), ("“عرب”", 1), ("", 0), ("123", 0)]
)
def test_the_first_strong_character_gives_the_direction(text: str, level: int) -> None:
    assert base_level(text) == level


# Letters a to c stand for themselves; the expectations are those of the reference algorithm.
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("abc אבג", "abc גבא"),
        ("אבג abc", "abc גבא"),
        ("אבג 123 דה", "הד 123 גבא"),
        ("abc אבג, דהו!", "abc והד ,גבא!"),
        ("عدد ١٢٣", "١٢٣ ددع"),
        ("אב 1,234.50 גד", "דג 1,234.50 בא"),
        ("עלה 50%", "50% הלע"),
        ("a1 b", "a1 b"),
    ],
)
def test_runs_are_put_in_visual_order(text: str, shown: str) -> None:
    assert displayed(text) == shown


def test_levels_nest() -> None:
    assert visual_order([0, 1, 2, 1, 0]) == [0, 3, 2, 1, 4]
    assert visual_order([]) == []

"""The options of the page a PDF is made for."""

from __future__ import annotations

from typing import Any

import pytest

from packager.cli.options import Misused
from packager.cli.paper_options import paper_of
from packager.paper import Paper

NOTHING: dict[str, Any] = {
    "trim": None, "device": None, "edition": None, "colors": "light", "large_print": False,
    "bleed": None, "crop_marks": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "paper"),
    [
        ({}, Paper()),
        ({"trim": "pocket"}, Paper(format="pocket")),
        ({"device": "phone", "colors": "dark"}, Paper(format="phone", colors="dark")),
        (
            {"trim": "a6", "edition": "screen", "colors": "sepia"},
            Paper(format="a6", edition="screen", colors="sepia"),
        ),
        ({"bleed": "3mm", "crop_marks": True}, Paper(bleed=3.0, crop_marks=True)),
        ({"bleed": " 0.125 IN"}, Paper(bleed=3.175)),
        ({"large_print": True}, Paper(large_print=True)),
    ],
)
def test_options_become_paper(asked: dict[str, Any], paper: Paper) -> None:
    assert paper_of(NOTHING | asked) == paper


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"trim": "a5", "device": "phone"}, "both give the page a size"),
        ({"colors": "dark"}, "is for screens"),
        ({"device": "phone", "edition": "print", "colors": "dark"}, "is for screens"),
        ({"device": "phone", "bleed": "3mm"}, "a screen is not cut"),
        ({"edition": "screen", "crop_marks": True}, "a screen is not cut"),
        ({"bleed": "3"}, "--bleed can't be"),
        ({"bleed": "900mm"}, "--bleed can't be"),
    ],
)
def test_what_can_not_be_meant_is_said(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Misused) as caught:
        paper_of(NOTHING | asked)
    assert said in caught.value.message

"""JPEG files that are nothing but a picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from packager.images.jpeg import is_plain_baseline, without_metadata

Encoded = Callable[..., bytes]


def test_a_baseline_picture_is_plain(encoded: Encoded) -> None:
    data = encoded(Image.effect_mandelbrot((90, 90), (-2, -1.5, 1, 1.5), 50), "JPEG")
    assert is_plain_baseline(data)
    assert not is_plain_baseline(data + b"\0")
    assert not is_plain_baseline(data[:-2])


def test_restart_markers_are_part_of_the_picture(encoded: Encoded) -> None:
    image = Image.effect_mandelbrot((90, 90), (-2, -1.5, 1, 1.5), 50)
    assert is_plain_baseline(encoded(image, "JPEG", restart_marker_blocks=2))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff", b"GIF89a", b"\xff\xd8\xff\xd9"]
)
def test_scraps_are_not(data: bytes) -> None:
    assert not is_plain_baseline(data)


def test_metadata_is_not(encoded: Encoded) -> None:
    image = Image.new("RGB", (20, 20))
    assert not is_plain_baseline(encoded(image, "JPEG", comment=b"hello"))
    assert not is_plain_baseline(encoded(image, "JPEG", progressive=True))


def test_the_picture_is_left_of_a_picture_with_metadata(encoded: Encoded) -> None:
    image = Image.effect_mandelbrot((90, 90), (-2, -1.5, 1, 1.5), 50).convert("RGB")
    for options in ({}, {"progressive": True}, {"restart_marker_blocks": 2}):
        bare = encoded(image, "JPEG", **options)
        assert without_metadata(bare) is bare
        about = encoded(image, "JPEG", comment=b"hello", exif=Image.Exif().tobytes(), **options)
        assert without_metadata(about + b"behind") == bare


def test_what_says_how_colours_are_meant_stays(encoded: Encoded) -> None:
    ink = encoded(Image.new("CMYK", (20, 20), (255, 0, 0, 0)), "JPEG")
    assert b"Adobe" in ink
    assert without_metadata(ink) is ink


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"GIF89a"])
def test_scraps_have_no_picture(data: bytes) -> None:
    assert without_metadata(data) is None

"""Small pictures of covers, and sheets of them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from packager.images.contact_sheet import MOST, columns, contact_sheet
from packager.images.thumbnail import HEIGHT, WIDTH, thumbnail


def picture(kind: str, size: tuple[int, int] = (800, 1200), mode: str = "RGB") -> bytes:
    stream = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(stream, kind)
    return stream.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        assert image.mode == "RGB"
        return image.size


@pytest.mark.parametrize(
    "data",
    [
        picture("JPEG"),
        picture("JPEG", mode="CMYK"),
        picture("PNG", mode="RGBA"),
        picture("WEBP"),
    ],
)
def test_a_cover_becomes_a_small_jpeg_the_same_every_time(data: bytes) -> None:
    small = thumbnail(data)
    assert small is not None
    assert size_of(small) == (WIDTH, 180)
    assert len(small) < 4_000
    assert thumbnail(data) == small


def test_the_shape_stays_and_nothing_is_enlarged() -> None:
    tall = thumbnail(picture("JPEG", (300, 3000)))
    little = thumbnail(picture("JPEG", (30, 40)))
    assert tall is not None
    assert little is not None
    assert size_of(tall)[1] == HEIGHT
    assert size_of(little) == (30, 40)


@pytest.mark.parametrize("data", [b"", b"text", b"\xff\xd8\xff\xe0cut", picture("JPEG")[:600]])
def test_what_is_no_picture_has_no_thumbnail(data: bytes) -> None:
    assert thumbnail(data) is None


def test_a_sheet_has_the_covers_in_rows() -> None:
    covers = [picture("JPEG", (160, 256))] * 7 + [b"none"]
    sheet = contact_sheet(covers)
    across = columns(len(covers))
    down = -(-len(covers) // across)
    assert size_of(sheet) == (16 + across * 136, 16 + down * 208)
    assert contact_sheet(covers) == sheet


@pytest.mark.parametrize("count", [1, 2, 3, 10, 400, MOST])
def test_a_sheet_fits_a_browser(count: int) -> None:
    across = columns(count)
    assert 1 <= across <= min(count, 20)
    assert -(-count // across) * 208 < 16_000


@pytest.mark.parametrize("covers", [[], [b""] * (MOST + 1)])
def test_no_sheet_is_empty_or_endless(covers: list[bytes]) -> None:
    with pytest.raises(ValueError, match="1 to 600"):
        contact_sheet(covers)

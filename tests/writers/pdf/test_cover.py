"""A cover fills its page unless too much of it would be lost."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from packager.publication.publication import Publication
from packager.writers.pdf.cover import loss, picture_size
from packager.writers.pdf.document import join_spine


def picture(size: tuple[int, int], kind: str, **options: bool) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "#864").save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_size_is_read_from_the_picture(kind: str) -> None:
    assert picture_size(picture((123, 77), kind)) == (123, 77)


def test_the_size_of_a_progressive_jpeg_is_read() -> None:
    assert picture_size(picture((640, 1024), "JPEG", progressive=True)) == (640, 1024)


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x10JF", b"\x89PNG", b"GIF89a"]
)
def test_something_else_has_no_size(data: bytes) -> None:
    assert picture_size(data) is None


def test_the_loss_is_the_part_outside_the_page() -> None:
    assert loss((100, 100), (100, 200)) == pytest.approx(0.5)
    assert loss((148, 210), (148, 210)) == 0


@pytest.mark.parametrize(
    ("size", "shape"),
    [((1600, 2560), "crop"), ((1600, 2400), "crop"), ((1000, 1000), "fit"), ((1600, 900), "fit")],
)
def test_a_cover_is_cropped_or_fitted(
    publication: Publication, size: tuple[int, int], shape: str
) -> None:
    small = picture((size[0] // 10, size[1] // 10), "PNG")
    resources = tuple(
        replace(one, data=small) if one.id == publication.cover else one
        for one in publication.resources
    )
    body = join_spine(replace(publication, resources=resources)).find("body")
    assert body is not None
    assert body[0].get("class") == f"cover {shape}"

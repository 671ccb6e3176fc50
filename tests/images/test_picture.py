"""Found pictures become covers."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from packager.images.picture import (
    Picture,
    PictureError,
    normalise_cover,
)
from packager.profile import GENERIC

Encoded = Callable[..., bytes]
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "covers"


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    assert Image.MIME[image.format or ""] == picture.media_type
    assert image.size == (picture.width, picture.height)
    return image


def painting(size: tuple[int, int] = (600, 900), mode: str = "RGB") -> Image.Image:
    """A picture with more colours than pixel art has."""
    ramp = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (ramp, ramp.rotate(180), Image.new("L", size, 90))).convert(mode)


def near(colour: tuple[int, ...], wanted: tuple[int, ...], by: int = 6) -> bool:
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


def pixel(image: Image.Image, at: tuple[int, int]) -> tuple[int, ...]:
    colour = image.convert("RGB").getpixel(at)
    assert isinstance(colour, tuple)
    return tuple(int(channel) for channel in colour)


def test_a_plain_baseline_jpeg_stays_as_it_is(encoded: Encoded) -> None:
    data = encoded(painting(), "JPEG", quality=80)
    picture = normalise_cover(data)
    assert picture.data == data
    assert picture.changes == ()


@pytest.mark.parametrize(
    "options",
    [
        {"progressive": True},
        {"comment": b"made by somebody"},
        {"icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()},
        {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_a_jpeg_with_more_than_a_picture_is_saved_anew(
    encoded: Encoded, options: dict[str, object]
) -> None:
    data = encoded(painting(), "JPEG", **options)
    picture = normalise_cover(data)
    assert picture.data != data
    assert set(opened(picture).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert "saved anew as JPEG without metadata" in picture.changes


def test_bytes_behind_the_end_of_a_jpeg_are_not_copied(encoded: Encoded) -> None:
    data = encoded(painting(), "JPEG") + b"PK\x03\x04 not a picture"
    assert b"not a picture" not in normalise_cover(data).data


@pytest.mark.parametrize("name", ["PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF"])
def test_every_format_becomes_a_baseline_jpeg(encoded: Encoded, name: str) -> None:
    picture = normalise_cover(encoded(painting(), name))
    image = opened(picture)
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (600, 900))
    assert not image.info.get("progressive")


@pytest.mark.parametrize(
    "size", [(1700, 2550), (1600, 2560), (3000, 1200), (200, 5000), (2100, 2100)]
)
def test_a_large_picture_fits_the_limits_in_its_own_shape(
    encoded: Encoded, size: tuple[int, int]
) -> None:
    picture = normalise_cover(encoded(painting(size), "PNG"))
    assert picture.width <= GENERIC.cover.width
    assert picture.height <= GENERIC.cover.height
    assert picture.width * picture.height <= GENERIC.cover.pixels
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.02)
    assert f"scaled down from {size[0]} × {size[1]} pixels" in picture.changes


def test_a_small_picture_is_never_enlarged(encoded: Encoded) -> None:
    picture = normalise_cover(encoded(painting((60, 90)), "PNG"))
    assert (picture.width, picture.height) == (60, 90)
    one_colour = normalise_cover(encoded(Image.new("RGB", (60, 90), "red"), "PNG"))
    assert (one_colour.width, one_colour.height) == (60, 90)


def test_exif_orientation_is_applied(encoded: Encoded) -> None:
    image = painting((400, 200))
    ImageDraw.Draw(image).rectangle((0, 0, 200, 200), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned to the right
    picture = normalise_cover(encoded(image, "JPEG", exif=exif.tobytes()))
    upright = opened(picture)
    assert upright.size == (200, 400)
    assert near(pixel(upright, (100, 40)), (255, 0, 0))
    assert "turned upright" in picture.changes


def test_cmyk_becomes_srgb(encoded: Encoded) -> None:
    data = encoded(Image.new("CMYK", (90, 120), (0, 255, 255, 0)), "JPEG")
    image = opened(normalise_cover(data))
    assert near(pixel(image, (40, 40)), (255, 0, 0))


def test_a_colour_profile_is_honoured(encoded: Encoded) -> None:
    # A profile whose red and blue have changed places: only who reads it sees red.
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, len(profile), 12):
        tag = bytes(profile[at : at + 4])
        if tag in {b"rXYZ", b"bXYZ"}:
            profile[at : at + 4] = b"bXYZ" if tag == b"rXYZ" else b"rXYZ"
        if bytes(profile[at : at + 4]) == b"bTRC":
            break
    described = bytes(profile).replace("sRGB".encode("utf-16-be"), "odd!".encode("utf-16-be"))
    data = encoded(Image.new("RGB", (90, 120), (0, 0, 255)), "PNG", icc_profile=described)
    picture = normalise_cover(data)
    assert near(pixel(opened(picture), (40, 40)), (255, 0, 0), by=12)
    assert "converted from its colour profile to sRGB" in picture.changes


def test_a_broken_colour_profile_is_ignored(encoded: Encoded) -> None:
    data = encoded(Image.new("RGB", (90, 120), "blue"), "PNG", icc_profile=b"not a profile")
    assert near(pixel(opened(normalise_cover(data)), (40, 40)), (0, 0, 255))


def test_sixteen_bit_grey_keeps_its_brightness(encoded: Encoded) -> None:
    grey = Image.new("I;16", (90, 120), 0x8080)
    assert near(pixel(opened(normalise_cover(encoded(grey, "PNG"))), (40, 40)), (128, 128, 128))


def test_floating_point_grey_spans_black_to_white(encoded: Encoded) -> None:
    image = Image.linear_gradient("L").convert("F").point(lambda value: value * 0.001 + 3)
    made = opened(normalise_cover(encoded(image, "TIFF")))
    assert pixel(made, (100, 2)) < (8, 8, 8)
    assert pixel(made, (100, 253)) > (247, 247, 247)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_is_laid_on_white(encoded: Encoded, mode: str) -> None:
    image = painting().convert("RGBA")
    ImageDraw.Draw(image).rectangle((0, 0, 599, 449), (0, 0, 0, 0))
    options = {"transparency": 0} if mode == "P" else {}
    if mode == "P":
        image = image.convert("RGB").quantize(255)
        ImageDraw.Draw(image).rectangle((0, 0, 599, 449), 0)
    picture = normalise_cover(encoded(image.convert(mode), "PNG", **options))
    assert near(pixel(opened(picture), (300, 200)), (255, 255, 255), by=2)
    assert "laid on white, as it was transparent" in picture.changes


def test_an_animation_gives_its_first_frame(encoded: Encoded) -> None:
    frames = [Image.new("RGB", (90, 120), colour) for colour in ("red", "blue")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = normalise_cover(data)
    assert near(pixel(opened(picture), (40, 40)), (255, 0, 0))
    assert "cut to the first frame of its animation" in picture.changes


def drawn_in_dots(size: tuple[int, int] = (84, 124)) -> Image.Image:
    image = Image.new("RGB", size, "navy")
    pen = ImageDraw.Draw(image)
    pen.rectangle((10, 10, 60, 90), "orange")
    pen.point([(x, 100 + x % 7) for x in range(0, 80, 3)], "white")
    pen.ellipse((20, 30, 50, 60), "crimson")
    return image


def test_pixel_art_is_enlarged_by_a_whole_factor_and_stays_sharp(encoded: Encoded) -> None:
    art = drawn_in_dots()
    picture = normalise_cover(encoded(art.convert("RGBA"), "PNG"))
    assert (picture.media_type, picture.width, picture.height) == ("image/png", 1596, 2356)
    enlarged = art.resize((1596, 2356), Image.Resampling.NEAREST)
    assert opened(picture).convert("RGB").tobytes() == enlarged.tobytes()


def test_pixel_art_someone_has_enlarged_is_taken_back_to_its_dots(encoded: Encoded) -> None:
    art = drawn_in_dots()
    before = art.resize((art.width * 10, art.height * 10), Image.Resampling.NEAREST)
    from_dots, from_blocks = (normalise_cover(encoded(each, "PNG")) for each in (art, before))
    assert from_dots.data == from_blocks.data


@pytest.mark.parametrize("colours", [16, 64, 128])
def test_a_blend_of_few_colours_is_not_taken_for_pixel_art(encoded: Encoded, colours: int) -> None:
    blend = painting((200, 300)).rotate(30).quantize(colours)
    picture = normalise_cover(encoded(blend, "GIF"))
    assert (picture.media_type, picture.width) == ("image/jpeg", 200)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_picture_cut_short_is_refused(encoded: Encoded, name: str) -> None:
    data = encoded(painting(), name)
    with pytest.raises(PictureError):
        normalise_cover(data[: len(data) // 2])


def test_a_picture_cut_short_is_refused_after_a_pdf_was_made(
    encoded: Encoded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    data = encoded(painting(), "JPEG")
    with pytest.raises(PictureError):
        normalise_cover(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_bytes_that_are_no_picture_are_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(PictureError) as caught:
        normalise_cover(data)
    message = str(caught.value)
    assert message
    assert "\n" not in message
    assert not message.endswith(".")


@pytest.mark.parametrize("size", [(8000, 5001), (13000, 13000), (60000, 60000)])
def test_a_bomb_is_refused_before_it_is_unpacked(encoded: Encoded, size: tuple[int, int]) -> None:
    data = bytearray(encoded(Image.new("1", (8, 8)), "BMP"))
    data[18:26] = size[0].to_bytes(4, "little") + size[1].to_bytes(4, "little")
    with pytest.raises(PictureError, match="larger than 40 million pixels"):
        normalise_cover(bytes(data))


def test_the_same_picture_gives_the_same_bytes(encoded: Encoded) -> None:
    data = encoded(painting((1800, 2700)), "PNG")
    assert normalise_cover(data) == normalise_cover(data)


@given(st.binary(max_size=400), st.integers(0, 300), st.binary(max_size=12))
@settings(max_examples=60, deadline=None)
def test_damaged_bytes_never_raise_anything_else(tail: bytes, at: int, patch: bytes) -> None:
    stream = io.BytesIO()
    painting((40, 60)).save(stream, "PNG")
    whole = stream.getvalue()
    for data in (tail, b"\x89PNG\r\n\x1a\n" + tail, whole[:at] + patch + whole[at + len(patch) :]):
        with suppress(PictureError):
            assert normalise_cover(data).width > 0


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not here")
def test_every_cover_of_the_corpus_is_usable_or_refused() -> None:
    refused = {"se_cover.svg", "truncated_jpeg.jpg"}
    paths = [path for path in sorted(CORPUS.rglob("*")) if path.is_file()]
    assert paths
    for path in paths:
        if path.name in refused:
            with pytest.raises(PictureError):
                normalise_cover(path.read_bytes())
        else:
            picture = normalise_cover(path.read_bytes())
            opened(picture)
            assert picture.width * picture.height <= GENERIC.cover.pixels
            assert (picture.media_type == "image/png") == (path.parent.name == "pony")

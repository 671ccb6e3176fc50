"""Pictures within a story become fit to be shown."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from packager.images.illustration import fit_picture
from packager.images.picture import Picture, PictureError
from packager.profile import GENERIC

Encoded = Callable[..., bytes]


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    assert Image.MIME[image.format or ""] == picture.media_type
    assert image.size == (picture.width, picture.height)
    return image


def painting(size: tuple[int, int] = (60, 90), mode: str = "RGB") -> Image.Image:
    """A picture of many colours."""
    ramp = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (ramp, ramp.rotate(180), ramp.rotate(90, expand=False))).convert(mode)


def pixels(picture: Picture) -> bytes:
    return opened(picture).convert("RGBA").tobytes()


def shown(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGBA").tobytes()


@pytest.mark.parametrize(
    ("mode", "name"),
    [("RGB", "JPEG"), ("L", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("L", "PNG"), ("P", "GIF")],
)
def test_a_picture_that_is_fit_stays_as_it_is(encoded: Encoded, mode: str, name: str) -> None:
    data = encoded(painting(mode=mode), name)
    picture = fit_picture(data)
    assert picture.data is data
    assert (picture.changes, picture.width, picture.height) == ((), 60, 90)


def test_a_progressive_jpeg_stays_as_it_is(encoded: Encoded) -> None:
    data = encoded(painting(), "JPEG", progressive=True)
    assert fit_picture(data).data is data


def test_an_animation_that_every_reader_shows_keeps_its_frames(encoded: Encoded) -> None:
    frames = [painting().rotate(90 * turn).convert("P") for turn in range(3)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    picture = fit_picture(data)
    assert picture.data is data
    assert getattr(opened(picture), "n_frames", 1) == 3


def test_what_was_written_about_a_jpeg_is_taken_away_and_no_pixel(encoded: Encoded) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    data = encoded(painting(), "JPEG", exif=exif, comment=b"private", dpi=(300, 300))
    picture = fit_picture(data + b"trailing")
    assert b"home" not in picture.data
    assert b"private" not in picture.data
    assert not picture.data.endswith(b"trailing")
    assert pixels(picture) == shown(data)
    assert picture.changes == ("stripped of metadata",)


def test_what_was_written_about_a_png_is_taken_away_and_no_pixel(encoded: Encoded) -> None:
    about = PngImagePlugin.PngInfo()
    about.add_text("Comment", "private")
    about.add_itxt("XML:com.adobe.xmp", "home", zip=True)
    data = encoded(painting(mode="RGBA"), "PNG", pnginfo=about)
    picture = fit_picture(data + b"trailing")
    assert b"private" not in picture.data
    assert b"iTXt" not in picture.data
    assert pixels(picture) == shown(data)
    assert fit_picture(picture.data).data is picture.data


@pytest.mark.parametrize("name", ["BMP", "TIFF", "WEBP", "AVIF"])
def test_what_not_every_reader_shows_is_converted(encoded: Encoded, name: str) -> None:
    picture = fit_picture(encoded(painting(), name))
    assert picture.media_type == "image/jpeg"
    assert picture.changes[-1].endswith("to JPEG")
    opened(picture)


@pytest.mark.parametrize("name", ["BMP", "TIFF", "WEBP"])
def test_few_colours_lose_nothing(encoded: Encoded, name: str) -> None:
    drawing = painting().quantize(20).convert("RGB")
    options = {"lossless": True} if name == "WEBP" else {}
    picture = fit_picture(encoded(drawing, name, **options))
    assert picture.media_type == "image/png"
    assert opened(picture).convert("RGB").tobytes() == drawing.tobytes()


def test_transparency_stays(encoded: Encoded) -> None:
    glass = painting(mode="RGBA")
    glass.putalpha(Image.linear_gradient("L").resize(glass.size))
    picture = fit_picture(encoded(glass, "WEBP", lossless=True))
    assert picture.media_type == "image/png"
    assert opened(picture).getchannel("A").tobytes() == glass.getchannel("A").tobytes()


def test_a_picture_is_turned_as_the_camera_was_held(encoded: Encoded) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = fit_picture(encoded(painting(), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (90, 60)
    assert picture.changes == ("turned upright", "saved anew as JPEG")


def test_colours_of_print_become_those_of_the_screen(encoded: Encoded) -> None:
    picture = fit_picture(encoded(painting(mode="CMYK"), "JPEG"))
    assert opened(picture).mode == "RGB"


def test_another_profile_is_converted_and_that_of_the_screen_left_out(encoded: Encoded) -> None:
    plain = painting()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    same = fit_picture(encoded(plain, "PNG", icc_profile=srgb))
    assert same.changes == ("stripped of metadata",)
    assert opened(same).tobytes() == plain.tobytes()
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    other = fit_picture(encoded(plain, "PNG", icc_profile=lab))
    assert "icc_profile" not in opened(other).info


@pytest.mark.parametrize(
    ("size", "fitted"),
    [((2000, 100), (1600, 80)), ((100, 3000), (85, 2560)), ((1600, 2560), (1600, 2560))],
)
def test_a_picture_is_never_larger_than_a_page_shows(
    encoded: Encoded, size: tuple[int, int], fitted: tuple[int, int]
) -> None:
    picture = fit_picture(encoded(painting(size), "JPEG"))
    assert (picture.width, picture.height) == fitted
    assert picture.width <= GENERIC.pictures.width
    assert picture.height <= GENERIC.pictures.height


def test_pixel_art_is_scaled_by_whole_dots(encoded: Encoded) -> None:
    dots = painting((40, 30)).quantize(12).convert("RGB")
    large = dots.resize((2400, 1800), Image.Resampling.NEAREST)
    picture = fit_picture(encoded(large, "PNG"))
    assert (picture.width, picture.height) == (1600, 1200)
    assert opened(picture).convert("RGB").resize((40, 30), Image.Resampling.NEAREST).tobytes() == (
        dots.tobytes()
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"no picture at all", "no picture packager can read"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(PictureError, match=reason):
        fit_picture(data)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "GIF"])
def test_a_picture_cut_short_is_refused(encoded: Encoded, name: str) -> None:
    mode = "P" if name == "GIF" else "RGB"
    data = encoded(painting((300, 300), mode), name)
    with pytest.raises(PictureError, match="damaged or cut short"):
        fit_picture(data[: len(data) // 2])


def test_a_bomb_is_refused() -> None:
    def chunk(name: bytes, content: bytes) -> bytes:
        checked = name + content
        return len(content).to_bytes(4) + checked + zlib.crc32(checked).to_bytes(4)

    header = (60_000).to_bytes(4) + (60_000).to_bytes(4) + b"\x01\x00\x00\x00\x00"
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IEND", b"")
    with pytest.raises(PictureError, match="larger than 40 million pixels"):
        fit_picture(data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(("JPEG", "PNG", "GIF")), st.data())
def test_spoilt_bytes_are_a_picture_or_refused(name: str, data: st.DataObject) -> None:
    stream = io.BytesIO()
    painting(mode="P" if name == "GIF" else "RGB").save(stream, name)
    spoilt = bytearray(stream.getvalue())
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PictureError):
        opened(fit_picture(bytes(spoilt)))


def test_a_fit_picture_is_fit(encoded: Encoded) -> None:
    for image, name in ((painting((1700, 900)), "TIFF"), (painting(mode="RGBA"), "WEBP")):
        once = fit_picture(encoded(image, name))
        assert fit_picture(once.data).data is once.data


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "covers"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_the_corpus_is_fit_or_refused() -> None:
    for path in sorted(CORPUS.rglob("*.*")):
        with suppress(PictureError):
            opened(fit_picture(path.read_bytes()))

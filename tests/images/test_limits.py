"""What the profiles let a picture be: sizes, formats, transparency, weight."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from packager.errors import UsageError
from packager.images.illustration import fit_picture
from packager.images.picture import Picture, normalise_cover
from packager.profile import GENERIC, PROFILES, Profile, profile

Encoded = Callable[..., bytes]

ALL = pytest.mark.parametrize("chosen", PROFILES, ids=lambda one: one.name)


def _painting(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture of many colours, and of few pixels that are alike."""
    ramp = Image.linear_gradient("L").resize((width, height))
    noise = Image.effect_noise((width, height), 40)
    return Image.merge("RGB", (ramp, noise, ramp.rotate(180))).convert(mode)


def _opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(picture.data))
    image.load()
    assert Image.MIME[image.format or ""] == picture.media_type
    return image


def test_a_profile_is_found_by_its_name_and_no_other_is() -> None:
    assert profile("generic") is GENERIC
    assert [profile(one.name) for one in PROFILES] == list(PROFILES)
    with pytest.raises(UsageError) as refused:
        profile("nook")
    assert refused.value.hint == "there are generic, kobo, kindle, apple, pocketbook, small"


@ALL
@pytest.mark.parametrize("size", [(2400, 1800), (300, 2900), (2100, 2100)])
def test_a_large_picture_is_scaled_to_the_limits_of_the_profile(
    chosen: Profile, size: tuple[int, int], encoded: Encoded
) -> None:
    data = encoded(_painting(*size), "JPEG")
    for limits, fitted in (
        (chosen.cover, normalise_cover(data, chosen.cover)),
        (chosen.pictures, fit_picture(data, chosen.pictures)),
    ):
        assert fitted.width <= limits.width
        assert fitted.height <= limits.height
        assert fitted.width * fitted.height <= limits.pixels
        assert fitted.width / fitted.height == pytest.approx(size[0] / size[1], rel=0.01)
        assert _opened(fitted).size == (fitted.width, fitted.height)


@ALL
def test_a_small_picture_keeps_its_size_and_its_bytes(chosen: Profile, encoded: Encoded) -> None:
    data = encoded(_painting(300, 400), "JPEG")
    assert normalise_cover(data, chosen.cover).data is data
    assert fit_picture(data, chosen.pictures).data is data


KINDS = [
    *(("RGB", name) for name in ("WEBP", "GIF", "PNG", "TIFF", "BMP", "JPEG")),
    *(("RGBA", name) for name in ("WEBP", "GIF", "PNG", "TIFF")),
    *(("CMYK", name) for name in ("TIFF", "JPEG")),
]


@ALL
@pytest.mark.parametrize(("mode", "name"), KINDS)
def test_only_formats_the_reading_systems_show_come_out(
    chosen: Profile, mode: str, name: str, encoded: Encoded
) -> None:
    image = _painting(60, 90, mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    picture = fit_picture(encoded(image, name), chosen.pictures)
    made = _opened(picture)
    allowed = {"image/jpeg", "image/png"} | ({"image/gif"} if chosen.pictures.gif else set())
    assert picture.media_type in allowed
    assert made.mode in {"RGB", "L", "P", "RGBA", "LA", "1"}
    if not chosen.pictures.transparent:
        assert not made.has_transparency_data or made.convert("RGBA").getextrema()[3] == (255, 255)


def test_a_transparent_picture_is_laid_on_white_where_it_must_not_be_seen_through(
    encoded: Encoded,
) -> None:
    glass = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    data = encoded(glass, "PNG")
    assert fit_picture(data).data is data
    kobo = fit_picture(data, profile("kobo").pictures)
    assert _opened(kobo).convert("RGB").getpixel((1, 1)) == (255, 255, 255)
    assert "laid on white, as it was transparent" in kobo.changes


def test_an_animation_becomes_its_first_frame_where_none_is_shown(encoded: Encoded) -> None:
    frames = [Image.new("P", (40, 40), colour) for colour in (1, 2)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], palette=b"\0" * 768)
    assert fit_picture(data).media_type == "image/gif"
    assert fit_picture(data, profile("kindle").pictures).media_type == "image/png"


def test_a_small_book_has_light_pictures(encoded: Encoded) -> None:
    small = profile("small")
    heavy = encoded(_painting(780, 1180), "PNG")
    light = fit_picture(heavy, small.pictures)
    assert light.media_type == "image/jpeg"
    assert len(light.data) < len(heavy) / 3
    jpeg = encoded(_painting(590, 890), "JPEG", quality=98)
    assert len(jpeg) > 120_000
    assert len(normalise_cover(jpeg, small.cover).data) < len(jpeg) / 2
    assert len(fit_picture(jpeg, small.pictures).data) < len(jpeg) / 2


def test_what_was_fitted_is_not_fitted_again(encoded: Encoded) -> None:
    data = encoded(_painting(1700, 500), "PNG", compress_level=1)
    for chosen in PROFILES:
        once = fit_picture(data, chosen.pictures)
        if chosen.pictures.size is None or len(once.data) <= chosen.pictures.size:
            assert fit_picture(once.data, chosen.pictures).data is once.data

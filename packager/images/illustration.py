"""Illustrations: pictures within a story, made fit for every reading system and for paper."""

from __future__ import annotations

import io

from PIL import Image

from packager.images import jpeg, png
from packager.images.picture import (
    Picture,
    PictureError,
    dots_factor,
    encode_jpeg,
    fitted,
    has_other_colours,
    in_srgb,
    is_animated,
    is_small,
    is_turned,
    on_white,
    opened,
    pixel_art,
    upright,
)
from packager.profile import GENERIC, PictureLimits

_PALETTE = 256
_SHOWN = {
    "JPEG": ("image/jpeg", {"RGB", "L"}),
    "MPO": ("image/jpeg", {"RGB", "L"}),
    "PNG": ("image/png", None),
    "GIF": ("image/gif", None),
}
"""Formats every reading system shows (EPUB 3.3, section 3.2), and the modes they may have there."""


def fit_picture(data: bytes, limits: PictureLimits = GENERIC.pictures) -> Picture:
    """Make a picture every reading system shows, as near to the one found as can be.

    A JPEG, PNG or GIF that stands upright, in sRGB and within the limits (1600 by 2560 pixels)
    keeps every pixel and every frame; only what was written about it is taken away. Anything else
    is turned, converted to sRGB, scaled down and saved anew: as PNG when it is transparent or has
    at most 256 colours, else as JPEG. Pixel art is scaled by whole factors, so that its dots stay
    sharp.

    Args:
        data: The bytes of a JPEG, PNG, GIF, WebP, AVIF, BMP or TIFF file.
        limits: What a picture may be.

    Raises:
        PictureError: The bytes are none of these, are damaged or cut short, or unpack to more than
            40 million pixels.
    """
    if _is_svg(data):
        raise PictureError("it is an SVG drawing, which packager does not take over yet")
    with opened(data) as source:
        found = source.format or ""
        kept = _as_it_is(data, source, limits)
        if kept is not None:
            return kept
        changes: list[str] = []
        animated = is_animated(source)
        image, alpha = in_srgb(upright(source, changes), changes)
    if animated:
        changes.append("cut to the first frame of its animation")
    if alpha is not None and not limits.transparent:
        image, alpha = on_white(image, alpha, changes), None
    few = alpha is not None or image.getcolors(_PALETTE) is not None
    image = _scaled(image, alpha, changes, limits)
    encoded, media_type = (
        (_png(image), "image/png") if few else (encode_jpeg(image, limits.quality), "image/jpeg")
    )
    name = "PNG" if few else "JPEG"
    changes.append(
        f"saved anew as {name}"
        if found in _SHOWN
        else f"converted from {found.replace('WEBP', 'WebP')} to {name}"
    )
    return Picture(
        data=encoded,
        media_type=media_type,
        width=image.width,
        height=image.height,
        changes=tuple(changes),
    )


def _is_svg(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in data[:4096]


def _as_it_is(data: bytes, source: Image.Image, limits: PictureLimits) -> Picture | None:
    """The picture with every pixel it has, when it can stay; ``None`` when it can't."""
    found = source.format or ""
    if (
        found not in _SHOWN
        or fitted(source.size, limits) != source.size
        or is_turned(source)
        or has_other_colours(source)
    ):
        return None
    media_type, modes = _SHOWN[found]
    if modes is not None and source.mode not in modes:
        return None
    if not is_small(data, limits) or _is_refused(found, source, limits):
        return None
    clean = _without_metadata(data, media_type)
    if clean is None:
        return None
    return Picture(
        data=clean,
        media_type=media_type,
        width=source.width,
        height=source.height,
        changes=() if clean is data else ("stripped of metadata",),
    )


def _is_refused(found: str, source: Image.Image, limits: PictureLimits) -> bool:
    """Whether the reading systems in mind don't show such a picture well, or it is wasteful."""
    if found == "GIF" and not limits.gif:
        return True
    if not limits.transparent and in_srgb(source, [])[1] is not None:
        return True
    return (
        found == "PNG" and not limits.lossless and source.convert("RGB").getcolors(_PALETTE) is None
    )


def _without_metadata(data: bytes, media_type: str) -> bytes | None:
    match media_type:
        case "image/jpeg":
            return jpeg.without_metadata(data)
        case "image/png":
            return png.without_metadata(data)
        case _:
            return data  # the comments of a GIF are few, and taking them out is not worth a risk


def _scaled(
    image: Image.Image, alpha: Image.Image | None, changes: list[str], limits: PictureLimits
) -> Image.Image:
    """The image within the limits, with its transparency; never larger than it was."""
    size = fitted(image.size, limits)
    whole = image
    if alpha is not None:
        whole = image.copy()
        whole.putalpha(alpha)
    if size == image.size:
        return whole
    changes.append("scaled down")
    dots = pixel_art(image)
    if dots is not None:
        factor = dots_factor(dots, limits)
        size = dots.width * factor, dots.height * factor
        return whole.resize(size, Image.Resampling.NEAREST)
    return whole.resize(size, Image.Resampling.LANCZOS)


def _png(image: Image.Image) -> bytes:
    """A PNG without metadata, with a palette where that loses nothing."""
    if image.mode == "RGB" and image.getcolors(_PALETTE) is not None:
        palette = image.quantize(_PALETTE, dither=Image.Dither.NONE)
        if palette.convert("RGB").tobytes() == image.tobytes():
            image = palette
    image.info.clear()
    stream = io.BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()

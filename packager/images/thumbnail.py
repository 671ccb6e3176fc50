"""A small picture of a cover, for reports: the same bytes for the same cover."""

from __future__ import annotations

import io

from PIL import Image

from packager.images.picture import PictureError, normalise_cover

WIDTH = 120
HEIGHT = 192
"""Pixels: twice the points it is shown at, for screens with two dots a point."""

_QUALITY = 70


def thumbnail(data: bytes, width: int = WIDTH, height: int = HEIGHT) -> bytes | None:
    """A JPEG of at most so many pixels; ``None`` when the bytes are no picture.

    A large JPEG is unpacked at an eighth or a quarter of its size, which takes a tenth of the time.

    Args:
        data: A cover as a book has it, or any picture.
        width: The most pixels it may be wide.
        height: The most pixels it may be high.
    """
    image = shrunk(data, width, height)
    return None if image is None else _jpeg(image)


def shrunk(data: bytes, width: int, height: int) -> Image.Image | None:
    """The picture, as RGB, made to fit; ``None`` when the bytes are no picture."""
    try:
        image = _drafted(data, width, height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        image = None
    if image is None:
        try:
            found = normalise_cover(data)
        except PictureError:
            return None
        image = Image.open(io.BytesIO(found.data), formats=("JPEG", "PNG")).convert("RGB")
    image.thumbnail((width, height), Image.Resampling.LANCZOS, reducing_gap=None)
    return image


def _drafted(data: bytes, width: int, height: int) -> Image.Image | None:
    """A JPEG unpacked small; ``None`` for what is none, or needs to be looked at more closely."""
    if not data.startswith(b"\xff\xd8\xff"):
        return None
    image = Image.open(io.BytesIO(data), formats=("JPEG",))
    turned = image.getexif().get(0x0112, 1) != 1
    if image.mode != "RGB" or turned or "icc_profile" in image.info:
        return None
    image.draft("RGB", (2 * width, 2 * height))
    image.load()
    return image


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    clean = Image.frombytes(image.mode, image.size, image.tobytes())
    clean.save(stream, "JPEG", quality=_QUALITY, optimize=True, subsampling="4:2:0")
    return stream.getvalue()

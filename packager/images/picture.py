"""Picture: a picture fit for a book, and how any bytes become one."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps

from packager.images.jpeg import is_plain_baseline
from packager.profile import GENERIC, PictureLimits

MAX_SOURCE_PIXELS = 40_000_000
JPEG_QUALITY = GENERIC.cover.quality
# Every other format of Pillow starts a program (EPS), has had advisories (FITS), or is no picture.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF", "BMP", "TIFF")

# Pixel art: drawn dot by dot on a small canvas with a small palette; neighbours are equal, or they
# differ a lot, while a photograph or a blend of few colours goes in small steps. A picture of whole
# blocks was pixel art before someone enlarged it, whatever it shows.
_DOTS = range(16, 401)
_DOT_COLOURS = range(3, 161)
_BLOCK_COLOURS = range(3, 4097)
_LEAST_EQUAL = 0.6
_LEAST_STEP = 60
_SIXTEEN_BITS = 65535
_OPAQUE = 255


class PictureError(ValueError):
    """Bytes that are no picture, or one that must not be opened; the reason is one plain line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that a reading system and a printer can show.

    Attributes:
        data: The bytes of the file.
        media_type: ``image/jpeg``, or ``image/png`` for pixel art.
        width: Width in pixels.
        height: Height in pixels.
        changes: What was done to the picture that was found, in words, in the order it was done;
            empty when the bytes are those that were found.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    changes: tuple[str, ...] = ()


def normalise_cover(data: bytes, limits: PictureLimits = GENERIC.cover) -> Picture:
    """Make a cover every reading system shows well out of a picture that was found.

    The first frame, upright, in sRGB, laid on white, within the limits (at most 1600 by 2560 pixels
    and 4 million pixels in all), as baseline JPEG without metadata. A JPEG that is all that already
    stays as it is. Pixel art is enlarged by a whole factor and becomes a PNG, which keeps its dots
    sharp; nothing else is ever enlarged.

    Args:
        data: The bytes of a JPEG, PNG, GIF, WebP, AVIF, BMP or TIFF file.
        limits: What a cover may be.

    Raises:
        PictureError: The bytes are none of these, are damaged or cut short, or unpack to more
            than 40 million pixels.
    """
    with opened(data) as source:
        changes: list[str] = []
        plain = source.format == "JPEG" and source.mode == "RGB" and is_plain_baseline(data)
        plain = plain and is_small(data, limits)
        image = on_white(*in_srgb(upright(source, changes), changes), changes)
        if is_animated(source):
            changes.append("cut to the first frame of its animation")
    dots = pixel_art(image)
    if dots is not None:
        return _enlarged(dots, image.size, changes, limits)
    size = fitted(image.size, limits)
    if size != image.size:
        changes.append(f"scaled down from {image.width} × {image.height} pixels")
        image = image.resize(size, Image.Resampling.LANCZOS)
    elif plain:
        return Picture(data=data, media_type="image/jpeg", width=size[0], height=size[1])
    changes.append("saved anew as JPEG without metadata")
    return Picture(
        data=encode_jpeg(image, limits.quality),
        media_type="image/jpeg",
        width=image.width,
        height=image.height,
        changes=tuple(changes),
    )


def encode_jpeg(image: Image.Image, quality: int = JPEG_QUALITY) -> bytes:
    """An RGB image as baseline JPEG without metadata.

    One sample of colour for four of light: even coloured type shows no difference, for it differs
    from its ground in light, and the file is a third smaller and made in half the time.
    """
    clean = Image.frombytes(image.mode, image.size, image.tobytes()) if image.info else image
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=quality, optimize=True, subsampling="4:2:0")
    return stream.getvalue()


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The decoded picture; whatever a decoder raises on broken bytes becomes a PictureError."""
    if not data:
        raise PictureError("the file is empty")
    with _cut_short_is_damaged(), warnings.catch_warnings():
        # Decoders warn of odd metadata, which is dropped; a bomb is counted below, by our limit.
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise PictureError(_too_large("it")) from error
        except Exception as error:  # decoders raise what they like
            raise PictureError(
                "it is no picture packager can read (JPEG, PNG, GIF, WebP, AVIF, BMP, TIFF)"
            ) from error
        with image:
            if image.width * image.height > MAX_SOURCE_PIXELS:
                raise PictureError(_too_large(f"with {image.width} × {image.height} pixels it"))
            try:
                image.load()
                yield image
            except PictureError:
                raise
            except Exception as error:
                raise PictureError(f"the {image.format} picture is damaged or cut short") from error


@contextmanager
def _cut_short_is_damaged() -> Iterator[None]:
    """WeasyPrint, once imported, tells Pillow to fill up what is missing; here it is an error."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _too_large(subject: str) -> str:
    return f"{subject} is larger than {MAX_SOURCE_PIXELS // 1_000_000} million pixels"


def upright(source: Image.Image, changes: list[str]) -> Image.Image:
    """A copy, turned as the camera was held."""
    try:
        image = ImageOps.exif_transpose(source)
    except Exception:  # noqa: BLE001 - broken Exif says nothing about the picture
        return source.copy()
    if is_turned(source):
        changes.append("turned upright")
    return image


def is_turned(source: Image.Image) -> bool:
    """Whether its Exif says that the camera was held otherwise than the picture shows.

    The decoder of TIFF turns by itself and leaves nothing for us.
    """
    try:
        return source.getexif().get(0x0112, 1) in range(2, 9)
    except Exception:  # noqa: BLE001 - broken Exif says nothing about the picture
        return False


def is_animated(source: Image.Image) -> bool:
    """Whether it has more frames than the one that is used."""
    try:
        return bool(getattr(source, "is_animated", False))
    except Exception:  # noqa: BLE001 - a later frame is broken; the first one is what is used
        return True


def in_srgb(image: Image.Image, changes: list[str]) -> tuple[Image.Image, Image.Image | None]:
    """The image as RGB, its numbers in sRGB, and its alpha channel, if any of it is transparent."""
    profile = image.info.get("icc_profile")
    if image.mode in {"I", "F"} or image.mode.startswith("I;16"):
        image = _eight_bits(image)
        changes.append("reduced to 8 bits a channel")
    alpha = _alpha(image)
    if image.mode in {"P", "PA", "LA", "La", "RGBa"} or (alpha and image.mode != "RGBA"):
        image = image.convert("RGBA" if alpha else "RGB")
    if image.mode == "RGBA":
        image = image.convert("RGB")
    converted = _by_profile(image, profile) if profile else None
    if converted is not None:
        image = converted
        changes.append("converted from its colour profile to sRGB")
    elif image.mode not in {"RGB", "L", "1"}:
        changes.append(f"converted from {image.mode} to sRGB")
    return image.convert("RGB"), alpha


def on_white(image: Image.Image, alpha: Image.Image | None, changes: list[str]) -> Image.Image:
    """The image laid on white where it can be seen through."""
    if alpha is None:
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=alpha)
    changes.append("laid on white, as it was transparent")
    return white


def _eight_bits(image: Image.Image) -> Image.Image:
    """A grey image of 16 or 32 bits as one of 8; 32 bits have no fixed white, so the lightest is.

    Pillow's own conversion clips at 255.
    """
    darkest, lightest = 0.0, float(_SIXTEEN_BITS)
    if not image.mode.startswith("I;16"):
        low, high = image.getextrema()
        if not (isinstance(low, int | float) and isinstance(high, int | float)):
            raise PictureError("its brightness can't be measured")
        if low < 0 or high > _SIXTEEN_BITS or image.mode == "F":
            darkest, lightest = float(low), float(high)
    span = (lightest - darkest) or 1.0
    scale, offset = _OPAQUE / span, -darkest * _OPAQUE / span
    return image.convert("F").point(lambda value: value * scale + offset).convert("L")


def _alpha(image: Image.Image) -> Image.Image | None:
    """The alpha channel, or None when all of the image is opaque."""
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    return alpha if alpha.getextrema() != (_OPAQUE, _OPAQUE) else None


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The image through its ICC profile to sRGB; None when the profile says nothing about it."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if _is_srgb(source):
            return None
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return None


def has_other_colours(image: Image.Image) -> bool:
    """Whether a picture's numbers mean other colours than those of sRGB."""
    profile = image.info.get("icc_profile")
    if not profile:
        return False
    try:
        return not _is_srgb(ImageCms.ImageCmsProfile(io.BytesIO(profile)))
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return False  # a profile nobody can read says nothing


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "sRGB" in (profile.profile.profile_description or "")


def is_small(data: bytes, limits: PictureLimits) -> bool:
    """Whether a file is small enough to stay as it is."""
    return limits.size is None or len(data) <= limits.size


def fitted(size: tuple[int, int], limits: PictureLimits) -> tuple[int, int]:
    """The largest size of the same shape within the limits, never larger than it is."""
    width, height = size
    scale = min(
        1.0,
        limits.width / width,
        limits.height / height,
        math.sqrt(limits.pixels / (width * height)),
    )
    return max(1, int(width * scale)), max(1, int(height * scale))


def pixel_art(image: Image.Image) -> Image.Image | None:
    """Pixel art, one pixel a dot; None when the image is none.

    Art that someone has enlarged before is taken back to its dots.
    """
    colours = len(image.getcolors(_BLOCK_COLOURS[-1]) or ())
    if colours not in _BLOCK_COLOURS:
        return None
    for dot in range(math.gcd(*image.size), 1, -1):
        size = image.width // dot, image.height // dot
        if all(side in _DOTS for side in size) and not (image.width % dot or image.height % dot):
            dots = image.resize(size, Image.Resampling.NEAREST)
            if dots.resize(image.size, Image.Resampling.NEAREST).tobytes() == image.tobytes():
                return dots
    small = all(side in _DOTS for side in image.size)
    return image if small and colours in _DOT_COLOURS and _has_hard_edges(image) else None


def _has_hard_edges(image: Image.Image) -> bool:
    """Whether pixels are mostly like the one beside and above them, or else very unlike it."""
    for across, down in ((1, 0), (0, 1)):
        shifted = ImageChops.offset(image, across, down)
        red, green, blue = ImageChops.difference(image, shifted).split()
        steps = ImageChops.lighter(ImageChops.lighter(red, green), blue).histogram()
        changed = sum(steps[1:])
        equal = steps[0] / (steps[0] + changed)
        step = sum(size * count for size, count in enumerate(steps)) / max(changed, 1)
        if equal < _LEAST_EQUAL or step < _LEAST_STEP:
            return False
    return True


def dots_factor(dots: Image.Image, limits: PictureLimits) -> int:
    """The largest whole factor by which pixel art stays within the limits; at least 1."""
    factor = max(1, min(limits.width // dots.width, limits.height // dots.height))
    while factor > 1 and dots.width * dots.height * factor**2 > limits.pixels:
        factor -= 1
    return factor


def _enlarged(
    dots: Image.Image, size: tuple[int, int], changes: list[str], limits: PictureLimits
) -> Picture:
    """Pixel art at the largest whole factor within the limits, as a PNG with its own palette."""
    factor = dots_factor(dots, limits)
    width, height = dots.width * factor, dots.height * factor
    if (width, height) != size:
        changes.append(
            f"enlarged {factor} times, as it is pixel art of {dots.width} × {dots.height} dots"
        )
    changes.append("saved anew as PNG without metadata")
    image = dots.quantize(_OPAQUE + 1, dither=Image.Dither.NONE)
    if image.convert("RGB").tobytes() != dots.tobytes():
        image = dots
    image.info.clear()
    stream = io.BytesIO()
    image.resize((width, height), Image.Resampling.NEAREST).save(stream, "PNG", optimize=True)
    return Picture(
        data=stream.getvalue(),
        media_type="image/png",
        width=width,
        height=height,
        changes=tuple(changes),
    )

"""PictureHeader: what the first bytes of a picture say about it, without decoding a pixel.

PNG: https://www.w3.org/TR/png-3/; JPEG: https://www.w3.org/Graphics/JPEG/itu-t81.pdf; GIF:
https://www.w3.org/Graphics/GIF/spec-gif89a.txt; WebP: RFC 9649.
"""

from __future__ import annotations

from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_PROGRESSIVE = (0xC2, 0xC6, 0xCA, 0xCE)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers of a frame (T.81, table B.1): what begins with one says how large the picture is."""
_FOUR_CHANNELS = 4
_ALPHA_KINDS = (4, 6)
_GIF_HEADER = 13
_BY_START: tuple[tuple[bytes, str], ...] = (
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureHeader:
    """What a picture is.

    Attributes:
        media_type: By its bytes.
        width: In pixels; 0 when the format is not looked into.
        height: In pixels; 0 when the format is not looked into.
        whole: Whether the header is complete.
        four_channels: Whether a JPEG is in CMYK.
        progressive: Whether a JPEG is progressive.
        animated: Whether there is more than one picture in it.
        transparent: Whether it has an alpha channel or a transparent colour.
    """

    media_type: str
    width: int = 0
    height: int = 0
    whole: bool = True
    four_channels: bool = False
    progressive: bool = False
    animated: bool = False
    transparent: bool = False


def picture_header(data: bytes) -> PictureHeader | None:
    """What a picture is by its bytes; ``None`` for what is no picture in pixels."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return PictureHeader(media_type="image/avif")
    kind = next((kind for start, kind in _BY_START if data.startswith(start)), None)
    return None if kind is None else PictureHeader(media_type=kind)


def _png(data: bytes) -> PictureHeader:
    whole = data[12:16] == b"IHDR" and len(data) > 25  # noqa: PLR2004 - the end of IHDR
    return PictureHeader(
        media_type="image/png",
        width=int.from_bytes(data[16:20], "big"),
        height=int.from_bytes(data[20:24], "big"),
        whole=whole,
        animated=b"acTL" in data[:4096],
        transparent=whole and (data[25] in _ALPHA_KINDS or b"tRNS" in data[:4096]),
    )


def _jpeg(data: bytes) -> PictureHeader:
    at = 2
    while data[at : at + 1] == b"\xff" and at + 9 < len(data):
        marker = data[at + 1]
        if marker in _FRAMES:
            return PictureHeader(
                media_type="image/jpeg",
                width=int.from_bytes(data[at + 7 : at + 9], "big"),
                height=int.from_bytes(data[at + 5 : at + 7], "big"),
                four_channels=data[at + 9] == _FOUR_CHANNELS,
                progressive=marker in _PROGRESSIVE,
            )
        if marker == 0xFF:  # noqa: PLR2004 - filling
            at += 1
        else:
            at += 2 + max(int.from_bytes(data[at + 2 : at + 4], "big"), 2)
    return PictureHeader(media_type="image/jpeg", whole=False)


def _gif(data: bytes) -> PictureHeader:
    return PictureHeader(
        media_type="image/gif",
        width=int.from_bytes(data[6:8], "little"),
        height=int.from_bytes(data[8:10], "little"),
        whole=b"," in data[_GIF_HEADER:],
        animated=b"NETSCAPE2.0" in data[:4096],
        transparent=True,
    )


def _webp(data: bytes) -> PictureHeader:
    kind = data[12:16]
    width = height = 0
    if kind == b"VP8X":
        width = int.from_bytes(data[24:27], "little") + 1
        height = int.from_bytes(data[27:30], "little") + 1
    elif kind == b"VP8 ":
        width = int.from_bytes(data[26:28], "little") & 0x3FFF
        height = int.from_bytes(data[28:30], "little") & 0x3FFF
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    flags = data[20] if kind == b"VP8X" and len(data) > 20 else 0  # noqa: PLR2004 - the flags
    return PictureHeader(
        media_type="image/webp",
        width=width,
        height=height,
        whole=kind in (b"VP8X", b"VP8 ", b"VP8L"),
        animated=bool(flags & 2),
        transparent=bool(flags & 16),
    )

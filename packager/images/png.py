"""PNG files as chunks: the picture as it is, without what was written about it."""

from __future__ import annotations

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PICTURE = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD")
)
"""What is needed to show the first picture as its author saw it: no text, date, Exif or profile."""


def without_metadata(data: bytes) -> bytes | None:
    """A PNG with its picture as it is, and without text, Exif, profile and further pictures.

    Not one pixel changes. Chunks are those of the PNG specification, third edition, section 5
    (https://www.w3.org/TR/png-3/#5Chunk-layout).

    Args:
        data: A whole file that a decoder has accepted.

    Returns:
        The same object when there was nothing to leave out; ``None`` when the file isn't built as
        the specification has it.
    """
    if not data.startswith(_SIGNATURE):
        return None
    kept = [_SIGNATURE]
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PICTURE:
            kept.append(data[at:end])
        if name == b"IEND" and end <= len(data):
            clean = b"".join(kept)
            return data if len(clean) == len(data) else clean
        at = end
    return None

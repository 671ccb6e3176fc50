"""Whether a JPEG is nothing but a picture: baseline, no metadata, nothing behind its end."""

from __future__ import annotations

_SOI = b"\xff\xd8"
_EOI = 0xD9
_SOS = 0xDA
_APP0 = 0xE0
_APP14 = 0xEE
_COM = 0xFE
# DQT, DHT, DRI, and SOF0: what a baseline picture is made of, T.81 table B.1.
_PICTURE = frozenset({0xDB, 0xC4, 0xDD, 0xC0})
# Stuffed FF bytes and restart markers are part of the entropy-coded data.
_WITHIN_SCAN = frozenset({0x00, *range(0xD0, 0xD8)})
_JFIF = b"JFIF\0"
_JFIF_WITHOUT_THUMBNAIL = 16


def is_plain_baseline(data: bytes) -> bool:
    """Say whether a JPEG holds only what a decoder of baseline JPEG needs.

    Args:
        data: A whole file that a decoder has accepted.

    Returns:
        False when it is progressive, or carries Exif, XMP, a colour profile, a comment, a
        thumbnail, or bytes behind its end. The markers are those of ITU-T T.81
        (https://www.w3.org/Graphics/JPEG/itu-t81.pdf).
    """
    if not data.startswith(_SOI):
        return False
    at = len(_SOI)
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        at += 2 + length
        if marker == _SOS:
            at = _end_of_scan(data, at)
            if data[at : at + 2] == bytes((0xFF, _EOI)):
                return at + 2 == len(data)
        elif marker == _APP0:
            content = data[at - length + 2 : at]
            if not content.startswith(_JFIF) or length != _JFIF_WITHOUT_THUMBNAIL:
                return False
        elif marker not in _PICTURE:
            return False
    return False


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the marker after the entropy-coded data begins; the length of the data if nowhere."""
    while (at := data.find(b"\xff", at)) != -1 and data[at + 1 : at + 2]:
        if data[at + 1] not in _WITHIN_SCAN:
            return at
        at += 2
    return len(data)


def without_metadata(data: bytes) -> bytes | None:
    """A JPEG with its picture as it is, and without all that is not the picture.

    Exif, XMP, colour profiles, comments, thumbnails, further pictures behind the end are left out.
    Not one pixel changes; what Adobe's marker says about colours stays.

    Args:
        data: A whole file that a decoder has accepted.

    Returns:
        The same object when there was nothing to leave out; ``None`` when the file isn't built as
        ITU-T T.81, annex B, has it.
    """
    if not data.startswith(_SOI):
        return None
    kept = [_SOI]
    at = len(_SOI)
    while data[at : at + 1] == b"\xff" and at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if marker == _SOS:
            end = _end_of_scan(data, end)
            kept.append(data[at:end])
            if data[end : end + 2] == bytes((0xFF, _EOI)):
                kept.append(data[end : end + 2])
                clean = b"".join(kept)
                return data if len(clean) == len(data) else clean
        elif _shows(marker, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    return None


def _shows(marker: int, content: bytes) -> bool:
    """Whether a segment is needed to show the picture."""
    if marker == _APP0:
        return content.startswith(_JFIF) and len(content) + 2 == _JFIF_WITHOUT_THUMBNAIL
    if marker == _APP14:
        return content.startswith(b"Adobe")
    return marker not in range(_APP0, 0xF0) and marker != _COM

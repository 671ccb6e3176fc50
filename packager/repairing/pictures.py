"""Pictures: what they are by their bytes, and the one that stands for one that is not there."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from packager.repairing.epub import XHTML, Epub, href_to

if TYPE_CHECKING:
    from lxml import etree

_NAME = "picture-elsewhere.png"
_GIF = 13
"""Bytes in front of the first picture of a GIF."""

_SIDE = 48
_EDGE = 3
_GREY = (b"\xff", b"\x99")

_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (0, b"OTTO", "font/otf"),
    (0, b"\x00\x01\x00\x00", "font/ttf"),
    (0, b"true", "font/ttf"),
    (0, b"ttcf", "font/collection"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"%PDF-", "application/pdf"),
)
"""Where a signature stands, what it is, and the media type it tells."""


def sniffed(found: bytes) -> str:
    """The media type the first bytes of a picture, font or sound tell; empty when they don't."""
    return next((kind for at, mark, kind in _SIGNATURES if found[at : at + len(mark)] == mark), "")


def is_whole(found: bytes, kind: str) -> bool:
    """Whether a picture has the parts without which nothing can be shown of it."""
    match kind:
        case "image/png":
            return found[12:16] == b"IHDR" and b"IDAT" in found
        case "image/jpeg":
            return any(bytes((0xFF, 0xC0 + number)) in found for number in (0, 1, 2, 3, 9, 10))
        case "image/gif":
            return len(found) > _GIF and b"," in found
        case _:
            return True


def stand_in(
    found: etree._Element, attribute: str, path: str, epub: Epub, *, address: str = ""
) -> None:
    """Show a small picture in place of one that is not in the book, and link to where it is.

    Its words for those who don't see it stay.

    Args:
        found: The element of the picture.
        attribute: The attribute with its address.
        path: The document.
        epub: The EPUB.
        address: Where the picture is on the network; empty when nobody knows.
    """
    from lxml import etree  # noqa: PLC0415 - loaded by now

    found.set(attribute, href_to(_picture(epub), path))
    found.attrib.pop("srcset", None)
    parent = found.getparent()
    within_link = next(found.iterancestors(f"{{{XHTML}}}a"), None) is not None
    if not address or parent is None or within_link or parent.tag == f"{{{XHTML}}}picture":
        return
    tail, found.tail = found.tail, None
    link = etree.Element(f"{{{XHTML}}}a", href=address)
    parent.replace(found, link)
    link.append(found)
    link.tail = tail


def _picture(epub: Epub) -> str:
    """Path of the picture that stands for others; it is added when it is first needed."""
    for path in epub.files:
        if path.endswith(_NAME) and epub.files[path] == _png():
            return path
    folder = epub.path.rpartition("/")[0]
    path = epub.free_path(f"{folder}/{_NAME}" if folder else _NAME)
    epub.files[path] = _png()
    epub.add_item(path, "image/png")
    return path


def _png() -> bytes:
    """A grey frame.

    Portable Network Graphics, section 11: https://www.w3.org/TR/png-3/#11Chunks
    """
    rows = []
    for y in range(_SIDE):
        edge = min(y, _SIDE - 1 - y) < _EDGE
        inner = _GREY[1 if edge else 0] * (_SIDE - 2 * _EDGE)
        rows.append(b"\x00" + _GREY[1] * _EDGE + inner + _GREY[1] * _EDGE)
    header = struct.pack(">2I5B", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )

"""The cover page: whether the picture fills it or stands on it."""

from __future__ import annotations

import struct

from lxml import etree

from packager.paper import page_format
from packager.publication.publication import Publication

MAX_LOSS = 0.125
"""The part of a picture that may be cut away to fill the page; the rest is white paper."""

_MAX_LOSS_ON_SCREEN = 0.03
"""The same on a screen, where bars beside a picture disturb less than a title that is cut."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers of a frame header, which holds the size (ITU-T T.81, B.2.2)."""


def shape_cover(body: etree._Element, publication: Publication) -> None:
    """Give the cover's element the class ``crop`` or ``fit``, whichever its picture needs."""
    picture = next((one for one in publication.resources if one.id == publication.cover), None)
    if picture is None:
        return
    size = picture_size(picture.data)
    page = page_format(publication.paper)
    most = _MAX_LOSS_ON_SCREEN if publication.paper.for_screen else MAX_LOSS
    for element in body.iterfind("*[@class='cover']"):
        name = "crop" if size and loss(size, (page.width, page.height)) <= most else "fit"
        element.set("class", f"cover {name}")


def loss(picture: tuple[float, float], page: tuple[float, float]) -> float:
    """The part of a picture, 0 to 1, that lies outside a page it fills."""
    shapes = picture[0] / picture[1], page[0] / page[1]
    return 1 - min(shapes) / max(shapes)


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a JPEG or PNG in pixels; ``None`` when it is something else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:  # noqa: PLR2004 - up to the size
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    return None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(data) and data[place] == 0xFF:  # noqa: PLR2004 - the start of a marker
        marker = data[place + 1]
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return (width, height) if width and height else None
        place += 2 + length
    return None

"""Folder cover: the picture among the files of a story whose name says that it is the cover."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath

from packager.book.book import Asset
from packager.diagnostics import Code, Report, Where
from packager.readers.covers import COVER_ID, UNKNOWN_TYPE
from packager.sources.source import Source, UnsafePath

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers of a frame's header (https://www.w3.org/Graphics/JPEG/itu-t81.pdf, table B.1)."""


@cache
def _cover_name() -> re.Pattern[str]:
    return re.compile(r"(?:^|[-_. ])cover(?:[-_. ]|$)|^front(?:cover)?$|^cover", re.IGNORECASE)


@cache
def _other_side() -> re.Pattern[str]:
    return re.compile(r"back|spine|old|draft|alt|thumb|sketch|unused", re.IGNORECASE)


def cover_of_folder(source: Source, pictures: Sequence[str], report: Report) -> Asset | None:
    """The largest picture that is called a cover, so that an enlarged one wins over its origin.

    Args:
        source: The folder.
        pictures: Paths of its pictures.
        report: Told which was taken.
    """
    best: tuple[int, int, bytes, str] | None = None
    for path in pictures:
        stem = PurePosixPath(path).stem
        if not _cover_name().search(stem) or _other_side().search(stem):
            continue
        try:
            data = source.neighbour(path)
        except UnsafePath:
            continue
        if data:
            width, height = picture_size(data)
            found = (width * height, len(data), data, path)
            best = found if best is None or found[:2] > best[:2] else best
    if best is None:
        return None
    report.add(
        Code.COVER_BESIDE,
        f"{best[3]!r}, found beside the story, is the cover",
        where=Where(source.name),
    )
    return Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=best[2])


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF or JPEG picture in pixels; 0 for any other."""
    try:
        if data.startswith(_PNG):
            return struct.unpack(">II", data[16:24])
        if data[:4] == b"GIF8":
            return struct.unpack("<HH", data[6:10])
        return _jpeg_size(data) if data[:2] == b"\xff\xd8" else (0, 0)
    except struct.error:
        return 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:  # noqa: PLR2004 - a marker's first byte
        marker = data[at + 1]
        if marker in _JPEG_FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return 0, 0

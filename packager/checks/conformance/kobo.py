"""Kobo, and other e-readers that are small or on Adobe's engine: what they do not show.

https://github.com/kobolabs/epub-spec. All of this is valid EPUB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath

from packager.checks.conformance.epub_file import XHTML_TYPE, EpubFile
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.fonts import font_kind, is_font
from packager.checks.conformance.picture_header import PictureHeader, picture_header
from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName, profile

_DEVICES: frozenset[ProfileName] = frozenset(("kobo", "kindle", "pocketbook", "small"))
_ADOBE: frozenset[ProfileName] = frozenset(("kobo", "pocketbook", "small"))
"""Profiles of devices that open an EPUB with Adobe's engine."""


def device_rules(book: EpubFile, profile_name: ProfileName) -> Iterator[Finding]:
    """What small devices do not show of a book; nothing for a profile of large ones."""
    if profile_name not in _DEVICES:
        return
    limit = profile(profile_name).document
    old = profile_name in _ADOBE
    for item in book.by_path.values():
        data = book.read(item.path)
        if data is None:
            continue
        if old:
            yield from name_findings(item.path)
        if item.media_type == XHTML_TYPE:
            yield from document_findings(item.path, len(data), limit)
        elif item.media_type.startswith("image/"):
            is_cover = "cover-image" in item.properties
            yield from picture_findings(data, item.path, is_cover=is_cover)
        elif old and is_font(item.media_type):
            yield from font_findings(data, item.path)


def document_findings(path: str, size: int, limit: int) -> Iterator[Finding]:
    """A document that is too large to be opened at once.

    Args:
        path: Where it is in the book.
        size: Its bytes, unpacked.
        limit: Most bytes it should have.
    """
    if size > limit:
        message = f"the document has {size // 1000} kB, and {limit // 1000} are enough for a page"
        hint = "part it at a heading, or between two paragraphs"
        yield Finding(rule=Rule.DOCUMENT_LARGE, message=message, path=path, hint=hint)


def name_findings(path: str) -> Iterator[Finding]:
    """A file whose name some device can't find.

    Args:
        path: Where it is in the book.
    """
    if not _safe().fullmatch(path):
        name = PurePosixPath(path).name
        message = f"the name {name[:60]} has characters not every device can find"
        yield Finding(rule=Rule.NAME_UNSAFE, message=message, path=path)


@cache
def _safe() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z0-9._/-]+")


def picture_findings(data: bytes, path: str, *, is_cover: bool = False) -> Iterator[Finding]:
    """A picture that is not shown, or not as it should be.

    Args:
        data: Its bytes.
        path: Where it is in the book.
        is_cover: Whether it is the cover, of which more is asked.
    """
    header = picture_header(data)
    if header is not None:
        for message in _unsuited(header, is_cover=is_cover):
            yield Finding(rule=Rule.PICTURE_UNSUITED, message=message, path=path)


def _unsuited(header: PictureHeader, *, is_cover: bool) -> Iterator[str]:
    if header.four_channels:
        yield "the picture is in CMYK, which screens show in wrong colours or not at all"
    if header.progressive:
        yield "the JPEG is progressive, which is slow on e-ink, and not shown by old devices"
    if header.media_type == "image/webp":
        yield "the picture is WebP, which e-readers do not show"
    elif header.animated:
        yield "the picture is animated, and stands still on e-ink"
    if header.media_type == "image/gif" and is_cover:
        yield "the cover is a GIF, and a Kobo takes none"
    elif header.transparent and header.media_type == "image/png":
        yield "the picture is transparent, and black on black where the page is dark"


def font_findings(data: bytes, path: str) -> Iterator[Finding]:
    """A font that is not opened.

    Args:
        data: Its bytes; the first four are enough.
        path: Where it is in the book.
    """
    if font_kind(data) == "a WOFF2 font":
        message = "the font is WOFF2, which no e-reader on Adobe's engine opens"
        yield Finding(rule=Rule.FONT_UNSUITED, message=message, path=path)

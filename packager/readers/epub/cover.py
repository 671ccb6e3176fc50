"""The cover of an EPUB: the picture its package, its guide or its cover page says it is.

EPUB 3.3, section 5.6.2.1 (https://www.w3.org/TR/epub-33/#sec-cover-image); EPUB 2 had a ``meta``
named ``cover`` by custom, and the guide.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Iterator

from packager.book.book import Asset
from packager.diagnostics import Code, Report, Where
from packager.readers.covers import COVER_ID, UNKNOWN_TYPE
from packager.readers.epub.container import Container
from packager.readers.epub.metadata import named_meta
from packager.readers.epub.navigation import Navigation
from packager.readers.epub.package import Package
from packager.readers.epub.xml import Element

_RASTER = re.compile(r"\.(?:jpe?g|png|gif|webp)$", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w+.-]+;base64,", re.IGNORECASE)


def cover_path(container: Container, package: Package, navigation: Navigation) -> str:
    """The path of the picture that is the cover; empty when the book names none."""
    return next(iter(_candidates(container, package, navigation)), "")


def read_cover(container: Container, path: str, report: Report) -> Asset | None:
    """The cover at a path as an asset; of a drawing the picture it shows.

    Args:
        container: Where it is.
        path: Its path, as ``cover_path`` gave it; empty when there is none.
        report: Told of a cover that can't be taken.

    Raises:
        SourceError: The file is damaged.
    """
    found = container.read(path) if path else None
    if found is None:
        return None
    if path.lower().endswith(".svg") or found[:512].lstrip().startswith((b"<svg", b"<?xml")):
        found = _within_drawing(container, path)
        if found is None:
            report.add(
                Code.COVER_BROKEN,
                f"the cover {path} is a drawing (SVG), and holds no picture",
                where=Where(container.name),
                hint="--cover FILE names a picture",
            )
            return None
    return Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=found)


def _candidates(container: Container, package: Package, navigation: Navigation) -> Iterator[str]:
    for item in package.items.values():
        if "cover-image" in item.properties:
            yield item.path
    named = named_meta(package, "cover")
    listed = package.items.get(named) or package.item_at(container.find(named, package.path))
    if listed is not None:
        yield from _pictures_of(container, listed.path)
    for reference in navigation.landmarks:
        if reference.kind in {"cover", "other.ms-coverimage-standard", "coverimagestandard"}:
            yield from _pictures_of(container, reference.path)
    for place in package.spine[:1]:
        if re.search(r"cover|titlepage", place.item.path, re.IGNORECASE):
            yield from _pictures_of(container, place.item.path)
    for item in package.items.values():
        stem = posixpath.basename(item.path).lower()
        if stem.startswith("cover") and item.media_type.startswith("image/"):
            yield item.path


def _pictures_of(container: Container, path: str) -> Iterator[str]:
    """The path itself when it is a picture, else of the pictures a document shows."""
    if _RASTER.search(path) or path.lower().endswith(".svg"):
        yield path
        return
    for element in container.xml(path).iter():
        if element.name in {"img", "image"}:
            found = container.find(_address(element), path)
            if found:
                yield found


def _within_drawing(container: Container, path: str) -> bytes | None:
    """The picture a drawing embeds or links to."""
    for element in container.xml(path).iter("image"):
        address = _address(element)
        embedded = _DATA.match(address)
        if embedded:
            try:
                return base64.b64decode("".join(address[embedded.end() :].split()) + "==")
            except (binascii.Error, ValueError):
                continue
        linked = container.find(address, path)
        if linked and _RASTER.search(linked):
            return container.read(linked)
    return None


def _address(element: Element) -> str:
    return element.get("src") or element.get("href")

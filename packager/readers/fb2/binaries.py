"""The pictures a FictionBook carries within it, as base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from packager.book.book import Asset
from packager.diagnostics import Code, Report, Where
from packager.readers.covers import UNKNOWN_TYPE

if TYPE_CHECKING:
    from packager.readers.epub.xml import Element


@dataclass(slots=True)
class Binaries:
    """The pictures a FictionBook carries, decoded when they are shown.

    Attributes:
        by_id: The elements that hold them.
        source: Name of the source, for messages.
        report: Told of pictures that can't be shown.
    """

    by_id: Mapping[str, Element]
    source: str
    report: Report
    assets: list[Asset] = field(default_factory=list)
    _taken: dict[str, str | None] = field(default_factory=dict)

    def take(self, href: str, alt: str, name: str = "") -> str | None:
        """The asset id of a picture, ``None`` when there is none; once for each picture."""
        key = href.lstrip("#").strip()
        if key not in self._taken:
            self._taken[key] = self._take(key, alt, name)
        return self._taken[key]

    def _take(self, key: str, alt: str, name: str) -> str | None:
        found = self.by_id.get(key)
        where = Where(self.source)
        if found is None:
            remote = re.match(r"(?:https?:)?//", key)
            self.report.add(
                Code.PICTURE_REMOTE if remote else Code.PICTURE_NOT_FOUND,
                f"the picture {key[:200]!r} is {'on the network' if remote else 'not in the file'}",
                where=where,
            )
            return None
        try:
            data = base64.b64decode("".join(found.raw_text.split()).rstrip("=") + "==")
        except (binascii.Error, ValueError):
            data = b""
        if not data:
            self.report.add(
                Code.PICTURE_BROKEN, f"the picture {key[:200]!r} holds no bytes", where=where
            )
            return None
        asset = Asset(
            id=name or f"image-{len(self.assets) + 1:03d}",
            media_type=UNKNOWN_TYPE,
            data=data,
            alt=alt,
        )
        self.assets.append(asset)
        return asset.id

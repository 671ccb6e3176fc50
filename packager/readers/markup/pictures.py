"""Pictures: what a text shows, taken from beside it or out of it, never from the network."""

from __future__ import annotations

import base64
import binascii
import hashlib
import posixpath
import re
from urllib.parse import unquote, unquote_to_bytes

from packager.book.book import Asset
from packager.diagnostics import Code, Report, Where
from packager.readers.covers import UNKNOWN_TYPE
from packager.sources.source import MAX_NEIGHBOUR, Source, UnsafePath

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_REMOTE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_DATA = re.compile(
    r"data:image/(?:jpeg|jpg|pjpeg|png|gif|webp)(?P<base64>(?:;[^,;]*)*?;base64)?[^,]{0,200},",
    re.IGNORECASE,
)


class Pictures:
    """The pictures of one book, each once, in the order the text shows them.

    Args:
        source: Where the story came from; the pictures are its neighbours.
        report: Told of every picture that can't be shown.
    """

    def __init__(self, source: Source, report: Report) -> None:
        self._source = source
        self._report = report
        self._ids: dict[bytes, str] = {}
        self._taken: dict[str, str | None] = {}
        self._assets: list[Asset] = []

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The pictures taken so far."""
        return tuple(self._assets)

    def take(
        self, href: str, base: str = "", alt: str = "", where: Where | None = None
    ) -> str | None:
        """The asset id of a picture; ``None`` when it can't be shown, which is then reported.

        Args:
            href: Its address as the text has it: a path or a ``data:`` URI.
            base: Path of the document that shows it, relative to the source.
            alt: What it shows, in words.
            where: The place in the source.
        """
        href = href.strip()
        key = href if _SCHEME.match(href) else f"{posixpath.dirname(base)}\n{href}"
        if key not in self._taken:
            self._taken[key] = self._take(href, base, alt, where or Where(self._source.name))
        return self._taken[key]

    def _take(self, href: str, base: str, alt: str, where: Where) -> str | None:
        if _REMOTE.match(href):
            self._report.add(
                Code.PICTURE_REMOTE,
                f"the picture {href:.200} is on the network; its place holds a link",
                where=where,
                hint="save it beside the story and name that file to have it in the book",
            )
            return None
        data = self._from_address(href) if href[:5].lower() == "data:" else self._beside(href, base)
        if data is None:
            self._report.add(
                Code.PICTURE_NOT_FOUND,
                f"the picture {href[:200]!r} does not exist",
                where=where,
                hint="put the picture there",
            )
            return None
        digest = hashlib.sha256(data).digest()
        if digest not in self._ids:
            self._ids[digest] = f"image-{len(self._assets) + 1:03d}"
            self._assets.append(
                Asset(id=self._ids[digest], media_type=UNKNOWN_TYPE, data=data, alt=alt)
            )
        return self._ids[digest]

    def _beside(self, href: str, base: str) -> bytes | None:
        path = unquote(href.partition("#")[0].partition("?")[0])
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(base), path)) if path else ""
        for candidate in (
            joined,
            posixpath.normpath(posixpath.join(posixpath.dirname(base), href)),
        ):
            try:
                found = self._source.neighbour(candidate) if candidate else None
            except UnsafePath:
                return None
            if found:
                return found
        return None

    def _from_address(self, href: str) -> bytes | None:
        found = _DATA.match(href)
        if found is None or len(href) > 2 * MAX_NEIGHBOUR:
            return None
        rest = href[found.end() :]
        if found["base64"] is None:
            return unquote_to_bytes(rest)
        coded = "".join(unquote(rest).split()).rstrip("=")
        try:
            return base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True) or None
        except (binascii.Error, ValueError):
            return None

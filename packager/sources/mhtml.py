"""MHTML: a page with its pictures in one file, as browsers save it, opened as page and neighbours.

The message is ``multipart/related`` (https://www.rfc-editor.org/rfc/rfc2557): its root is the page,
and the other parts are named by ``Content-Location`` or ``Content-ID``.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.archive import MAX_MEMBERS
from packager.sources.source import MAX_NEIGHBOUR, Source

if TYPE_CHECKING:
    from email.message import Message

_HEAD = 4096
"""Bytes in which the header of a message says what it is."""

_FIELD = re.compile(
    rb"\s*(?:from|to|subject|date|mime-version|content-type|snapshot-content-location|x-[\w-]+)\s*:",
    re.IGNORECASE,
)
_RELATED = re.compile(rb"^content-type\s*:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_SRC = re.compile(r"""(\ssrc\s*=\s*)(?:"([^"<>]{1,4000})"|'([^'<>]{1,4000})')""", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_PICTURE_TYPES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif",
                  "image/webp": ".webp", "image/svg+xml": ".svg"}  # fmt: skip


def is_mhtml(source: Source) -> bool:
    """Whether a source is a page in a message, by the header of the message."""
    start = source.data[:_HEAD]
    return _FIELD.match(start) is not None and _RELATED.search(start) is not None


def page_of(source: Source) -> Source:
    """The page of an MHTML file; any other source as it is.

    Raises:
        SourceError: As ``unpacked`` does.
    """
    return unpacked(source) if is_mhtml(source) else source


def unpacked(source: Source) -> Source:
    """The page of an MHTML file in UTF-8, with the pictures it shows as neighbours.

    Raises:
        SourceError: It is too large, has too many parts, or holds no page.
    """
    where = Where(source.name)
    if len(source.data) > MAX_NEIGHBOUR:
        raise SourceError(
            Code.SOURCE_TOO_LARGE, f"it is larger than {MAX_NEIGHBOUR // 2**20} MiB", where=where
        )
    parts = _parts(source.data, where)
    page = next((one for one in parts if one.get_content_type() in _PAGES), None)
    if page is None:
        raise SourceError(
            Code.FOLDER_NO_STORY,
            "the saved page holds no HTML",
            where=where,
            hint="save the page again, as a complete web page",
        )
    pictures: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for number, part in enumerate(parts, 1):
        suffix = _PICTURE_TYPES.get(part.get_content_type())
        if suffix is None:
            continue
        name = f"part-{number}{suffix}"
        pictures[name] = _payload(part)
        for address in _addresses(part):
            names.setdefault(address, name)
    base = next(iter(_addresses(page)), "")
    text = _SRC.sub(lambda found: _with_name(found, base, names), _text_of(page))
    return replace(
        source,
        data=codecs.BOM_UTF8 + text.encode("utf-8", "replace"),
        neighbour=lambda name: pictures.get(name) or source.neighbour(name),
    )


_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def _parts(data: bytes, where: Where) -> list[Message]:
    from email import message_from_bytes  # noqa: PLC0415 - few sources are messages

    try:
        parts = [one for one in message_from_bytes(data).walk() if not one.is_multipart()]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, "the message that holds the page is damaged", where=where
        ) from error
    if len(parts) > MAX_MEMBERS:
        raise SourceError(Code.ARCHIVE_UNSAFE, f"it has more than {MAX_MEMBERS} parts", where=where)
    return parts


def _payload(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text_of(page: Message) -> str:
    """The text of the page, by the charset its part declares, else by what the page itself says."""
    found = _payload(page)
    charset = page.get_content_charset() or ""
    declared = re.search(
        rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", found[:2048], re.IGNORECASE
    )
    inner = declared[1].decode("ascii", "replace") if declared else ""
    for name in (charset, inner, "utf-8"):
        try:
            return found.decode(name)
        except (LookupError, ValueError):
            continue
    return found.decode("cp1252", "replace")


def _addresses(part: Message) -> Iterable[str]:
    location = str(part.get("Content-Location") or "")
    if location:
        yield "".join(location.split())
    name = str(part.get("Content-ID") or "").strip().strip("<>")
    if name:
        yield f"cid:{name}"


def _with_name(found: re.Match[str], base: str, names: Mapping[str, str]) -> str:
    address = html.unescape(found[2] or found[3]).strip()
    name = names.get(address)
    if name is None:
        try:
            name = names.get(urljoin(base, address))
        except ValueError:
            name = None
    return f'{found[1]}"{name}"' if name else found[0]

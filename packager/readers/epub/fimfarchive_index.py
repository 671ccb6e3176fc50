"""The index of Fimfarchive: what the archive knows of a story beside its EPUB.

``index.json`` has one story a line, hundreds of megabytes of them, between ``{`` and ``}``::

    "9": {"archive": {"path": "epub/q/quill-1/story-9.epub", ...}, "author": {...}, ...},

It is read as a stream, line by line, and only the line of the story is parsed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from packager.book.blocks import Blocks
from packager.book.metadata import Creator, Metadata
from packager.readers.epub.site_story import SiteChapter
from packager.readers.sidecar import address_value, paragraphs_value
from packager.readers.sites.dates import day_of
from packager.readers.sites.labels import status_of
from packager.sources.source import Collection
from packager.sources.text import printable

INDEX = "index.json"

_STORY_ID = re.compile(r"-(\d{1,9})\.epub$", re.IGNORECASE)
_LAST_MOMENT = 4_102_444_800
"""The year 2100 in seconds since 1970: what is later is no moment."""


@dataclass(frozen=True, slots=True)
class IndexedChapter:
    """A chapter as the index lists it."""

    title: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Indexed:
    """A story as the index lists it."""

    metadata: Metadata
    chapters: tuple[IndexedChapter, ...]


def find_entry(collection: Collection) -> Mapping[str, Any] | None:
    """The entry of a story in the index of its archive; ``None`` when there is none.

    Raises:
        SourceError: The archive is damaged.
    """
    named = _STORY_ID.search(collection.member)
    start = f'"{named[1]}"'.encode() if named else b""
    path = collection.member.encode()
    for line in collection.lines(INDEX):
        text = line.strip().lstrip(b"{").lstrip()
        if not (start and text.startswith(start)) and path not in text:
            continue
        found = _parsed(text)
        if found is not None and _is_path(found, collection.member, certain=bool(start)):
            return found
    return None


def read_entry(entry: Mapping[str, Any], html_blocks: Callable[[str], Blocks]) -> Indexed:
    """What an entry says; the older form has other names for some of it.

    Args:
        entry: The entry.
        html_blocks: Makes blocks of the description.
    """
    metadata = Metadata(
        title=_text(entry.get("title")),
        creators=_creators(entry),
        description=_description(entry, html_blocks),
        rating=_text(entry.get("content_rating") or entry.get("content_rating_text")).title(),
        status=status_of(_text(entry.get("completion_status") or _old_status(entry))),
        published=_day(entry.get("date_published") or entry.get("first_posted_date")),
        modified=_day(entry.get("date_updated") or entry.get("date_modified")),
        source=_address(entry.get("url")),
        words=_count(entry.get("num_words", entry.get("words"))),
        chapters=_count(entry.get("num_chapters", entry.get("chapter_count"))),
    )
    return Indexed(_with_tags(metadata, entry), _chapters(entry))


def date_chapters(chapters: Sequence[SiteChapter], listed: Indexed | None) -> None:
    """Give chapters the days, and where they have none the titles, of those an index lists.

    Nothing is given where the index lists another number of chapters.
    """
    if listed is None or len(listed.chapters) != len(chapters):
        return
    for chapter, one in zip(chapters, listed.chapters, strict=True):
        chapter.published = one.published
        chapter.heading = chapter.heading or one.title


def _parsed(text: bytes) -> Mapping[str, Any] | None:
    """The object behind the id on a line."""
    _, _, value = text.partition(b":")
    try:
        found = json.loads(value.strip().rstrip(b",").decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_path(entry: Mapping[str, Any], member: str, *, certain: bool) -> bool:
    archive = entry.get("archive")
    path = archive.get("path") if isinstance(archive, dict) else entry.get("path")
    return path == member or (certain and not isinstance(path, str))


def _with_tags(metadata: Metadata, entry: Mapping[str, Any]) -> Metadata:
    names: dict[str, list[str]] = {}
    for tag in _objects(entry.get("tags")):
        name = _text(tag.get("name"))
        if name:
            names.setdefault(_text(tag.get("type")), []).append(name)
    categories = entry.get("categories")
    if isinstance(categories, dict):
        names.setdefault("genre", []).extend(_text(name) for name, on in categories.items() if on)
    return replace(
        metadata,
        subjects=tuple(
            dict.fromkeys(
                name
                for kind, found in names.items()
                if kind not in {"character", "series", "warning"}
                for name in found
            )
        ),
        characters=tuple(dict.fromkeys(names.get("character", ()))),
        fandoms=tuple(dict.fromkeys(names.get("series", ()))),
        warnings=tuple(dict.fromkeys(names.get("warning", ()))),
    )


def _chapters(entry: Mapping[str, Any]) -> tuple[IndexedChapter, ...]:
    listed = [one for one in _objects(entry.get("chapters")) if one.get("published", True)]
    if all(isinstance(one.get("chapter_number"), int) for one in listed):
        listed.sort(key=lambda one: one["chapter_number"])
    return tuple(
        IndexedChapter(
            _text(one.get("title")), _day(one.get("date_published") or one.get("date_modified"))
        )
        for one in listed
    )


def _creators(entry: Mapping[str, Any]) -> tuple[Creator, ...]:
    author = entry.get("author")
    name = _text(author.get("name") if isinstance(author, dict) else author)
    return (Creator(name),) if name else ()


def _description(entry: Mapping[str, Any], html_blocks: Callable[[str], Blocks]) -> Blocks:
    html = entry.get("description_html") or entry.get("description")
    if isinstance(html, str) and html.strip():
        return html_blocks(html)
    return paragraphs_value(_text(entry.get("short_description")))


def _old_status(entry: Mapping[str, Any]) -> str:
    """The older index has the status where the newer one says whether a story is shown."""
    status = _text(entry.get("status"))
    return "" if status.lower() in {"visible", "hidden", "deleted"} else status


def _objects(value: object) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return " ".join(printable(value).split()) if isinstance(value, str) else ""


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _day(value: object) -> date | None:
    """A day, from a moment in ISO 8601 or in seconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 < value < _LAST_MOMENT:
            return None
        return datetime.fromtimestamp(value, UTC).date()
    return day_of(value) if isinstance(value, str) else None


def _address(value: object) -> str:
    try:
        return address_value(value)
    except (TypeError, ValueError):
        return ""

"""Fimfarchive: one zip of some hundred thousand EPUBs, and a list with a line for each.

``fimfarchive-YYYYMMDD.zip`` holds ``epub/<letter>/<author>-<id>/<story>-<id>.epub``, stored, and
``index.json``, deflated, with one ``"id": {...},`` a line. Of the directory 48 bytes a member are
kept, and of the list one line at a time; no EPUB is touched before a worker reads it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from packager.batch.task import Candidate, Place
from packager.book.metadata import Metadata
from packager.diagnostics import Where
from packager.sources.central_directory import Member, member_chunks, members
from packager.sources.compact_directory import CompactDirectory, compact_directory
from packager.sources.story_archive import STORY_LIST
from packager.sources.unpacked_lines import placed_lines

Keep = Callable[[Metadata, int | None], bool]
"""Whether a story is wanted, by what the list says of it and how many people liked it."""

_NAME = re.compile(r"fimfarchive[-_.\d]*\.zip", re.IGNORECASE)
_STORIES = "epub/"


@dataclass(frozen=True, slots=True)
class StoriesOf:
    """What a run wants of an archive.

    Attributes:
        opened: Opens the archive.
        path: Its path or URL, as a worker opens it.
        key: What its stories' keys begin with.
        known: Whether the metadata of each story is wanted, which takes as long as all the rest.
        keep: Which stories are wanted; ``None`` for all.
    """

    opened: Callable[[], BinaryIO]
    path: str
    key: str
    known: bool = True
    keep: Keep | None = None


def is_fimfarchive(stream: BinaryIO, name: str, where: Where) -> bool:
    """Whether an archive is laid out as Fimfarchive: by its name, or by its first and last members.

    Raises:
        SourceError: It has no directory, or a damaged one.
    """
    found = members(stream, where)
    first = next(found, None)
    if first is None or not first.name.startswith(_STORIES):
        return False
    if _NAME.fullmatch(PurePosixPath(name).name):
        return True
    return any(member.name == STORY_LIST for member in found)


def fimfarchive_candidates(wanted: StoriesOf) -> Iterator[Candidate]:
    """The stories of an archive in the order of its list, then those the list hasn't, by name.

    Raises:
        SourceError: The archive is damaged.
        OSError: It can't be read.
    """
    where = Where(wanted.path)
    with wanted.opened() as stream:
        directory = compact_directory(stream, where)
        seen = bytearray(len(directory))
        listed = directory.get(STORY_LIST)
        if listed is not None:
            yield from _listed(wanted, stream, directory, listed, seen)
        yield from _unlisted(wanted, stream, directory, seen)


def read_line(line: bytes) -> tuple[Metadata, int | None]:
    """What a line of the list says of its story, without the blurb, and how many people liked it.

    What can't be read says nothing.
    """
    from packager.readers.epub.fimfarchive_index import read_entry  # noqa: PLC0415 - heavy

    entry = _entry(line)
    likes = entry.get("num_likes", entry.get("likes"))
    known = isinstance(likes, int) and not isinstance(likes, bool)
    return read_entry(entry, lambda html: ()).metadata, likes if known else None  # noqa: ARG005


def _listed(
    wanted: StoriesOf,
    stream: BinaryIO,
    directory: CompactDirectory,
    listed: Member,
    seen: bytearray,
) -> Iterator[Candidate]:
    where = Where(wanted.path)
    for offset, line in placed_lines(member_chunks(stream, listed, where), where):
        at, name = _member_of(line, directory)
        if at is None or seen[at]:
            continue
        seen[at] = True
        metadata = None
        if wanted.known or wanted.keep is not None:
            metadata, likes = read_line(line)
            if wanted.keep is not None and not wanted.keep(metadata, likes):
                continue
        said = zlib.crc32(_passing().sub(b"", line))
        size = directory.sizes[at]
        yield Candidate(
            key=f"{wanted.key}!{name}",
            size=size,
            stamp=f"{directory.crcs[at]:08x}-{size}-{said:08x}",
            place=Place(wanted.path, name, (offset, len(line))),
            metadata=metadata,
        )


def _unlisted(
    wanted: StoriesOf, stream: BinaryIO, directory: CompactDirectory, seen: bytearray
) -> Iterator[Candidate]:
    """EPUBs the list says nothing of: there are few, so their names are held to be sorted."""
    rest: list[Member] = []
    for member in members(stream, Where(wanted.path)):
        at = directory.place(member.name)
        if at is not None and not seen[at] and _is_story(member.name):
            rest.append(member)
    for member in sorted(rest, key=lambda member: member.name):
        yield Candidate(
            key=f"{wanted.key}!{member.name}",
            size=member.size,
            stamp=f"{member.crc:08x}-{member.size}",
            place=Place(wanted.path, member.name),
        )


def _is_story(name: str) -> bool:
    return name.startswith(_STORIES) and name.lower().endswith(".epub")


@cache
def _path() -> re.Pattern[bytes]:
    return re.compile(rb'"path":\s*"([^"\\]{1,2000})"')


@cache
def _passing() -> re.Pattern[bytes]:
    """What the list counts anew in each release and no book holds: looks, thumbs, followers."""
    return re.compile(
        rb'"(?:date_(?:checked|fetched|created)|num_(?!words|chapters)\w{1,40}|likes|dislikes|views'
        rb'|total_views|comments)":\s*(?:"[^"\\]{0,64}"|[-\d.]{1,20}|null)'
    )


def _member_of(line: bytes, directory: CompactDirectory) -> tuple[int | None, str]:
    """Number and name of the member a line is of; no number when there is none."""
    for found in _path().finditer(line):
        name = found[1].decode("utf-8", "replace")
        at = directory.place(name) if _is_story(name) else None
        if at is not None:
            return at, name
    if b'"path"' not in line:
        return None, ""
    entry = _entry(line)
    archive = entry.get("archive")
    path = archive.get("path") if isinstance(archive, dict) else entry.get("path")
    if not isinstance(path, str) or not _is_story(path):
        return None, ""
    return directory.place(path), path


def _entry(line: bytes) -> Mapping[str, Any]:
    """The object behind the id on a line; empty when it can't be read."""
    _, _, value = line.partition(b":")
    try:
        found = json.loads(value.strip().rstrip(b",").decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

"""A zip archive as a folder: a member as a source, the members beside it as its neighbours.

Nothing is unpacked to the disk. The limits are our own, because those of ``zipfile`` differ from
one Python to the next.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import (
    count_members,
    member_lines,
    members,
    read_member,
)
from packager.sources.file import read_file
from packager.sources.source import (
    MAX_NEIGHBOUR,
    MAX_SOURCE,
    Collection,
    Source,
    UnsafePath,
    inner_path,
)

STORY_SUFFIXES = frozenset({
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".epub", ".docx", ".odt",
    ".rtf", ".fb2", ".rst", ".tex", ".latex", ".org", ".textile", ".mediawiki", ".docbook", ".opml",
    ".mht", ".mhtml", ".fbz",
})  # fmt: skip
"""Suffixes of files that can be a whole story."""

_BESIDE_A_STORY = frozenset({"readme", "license", "licence", "copying", "changelog", "index"})
"""Names of files that tell about a story, where there is another file that can be one."""

MAX_MEMBERS = 5_000
MAX_RATIO = 200
RATIO_FLOOR = 2**20
"""Below this size a member may be packed as tightly as it likes."""

_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
"""Bytes in front of a member's name, at the least (APPNOTE.TXT, 4.3.7)."""

# What zipfile and its decompressors raise on damaged bytes.
_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    UserWarning,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)


def open_archive(path: Path, member: str = "") -> Source:
    """The source in a zip archive: a member of it, or all of it read as a folder.

    Args:
        path: The archive.
        member: Path of the member; empty for the only story in the archive, or the archive itself.

    Raises:
        SourceError: The archive is damaged or unsafe, or holds no such member.
    """
    where = Where(str(path))
    if member and _is_great(path):
        return _open_member(path, member, where)
    whole = replace(as_folder(path.name, read_file(path, MAX_SOURCE), where), path=path)
    chosen = member or only_story(whole.names)
    if not chosen:
        if not may_hold_story(whole.names):
            raise SourceError(
                Code.FOLDER_NO_STORY, "the archive holds no file that can be a story", where=where
            )
        return whole
    if chosen not in whole.names:
        import difflib  # noqa: PLC0415 - only for a mistake

        close = difflib.get_close_matches(chosen, whole.names, n=1)
        raise SourceError(
            Code.SOURCE_NOT_FOUND,
            f"the archive has no member {chosen!r}",
            where=where,
            hint=f"did you mean {where.name}/{close[0]}?" if close else "",
        )
    folder = PurePosixPath(chosen).parent
    try:
        found = whole.neighbour(chosen)
    except UnsafePath as error:
        raise SourceError(Code.ARCHIVE_UNSAFE, str(error), where=where) from error
    return Source(
        name=PurePosixPath(chosen).name,
        data=found or b"",
        neighbour=lambda name: whole.neighbour(str(folder / inner_path(name))),
        path=path,
        collection=Collection(member=chosen, lines=partial(member_lines, path)),
    )


def _is_great(path: Path) -> bool:
    """Whether an archive is too large to be held: that of a whole site."""
    return path.stat().st_size > MAX_SOURCE or count_members(path) > MAX_MEMBERS


def _open_member(path: Path, member: str, where: Where) -> Source:
    """A member of an archive that is never held; of the rest only the files beside it are known.

    Raises:
        SourceError: The archive is damaged or unsafe, or holds no such member.
    """
    folder = PurePosixPath(member).parent
    with path.open("rb") as stream:
        beside = {
            one.name: one
            for one in members(stream, where)
            if one.name == member or PurePosixPath(one.name).parent == folder
        }
        if member not in beside:
            import difflib  # noqa: PLC0415 - only for a mistake

            close = difflib.get_close_matches(member, beside, n=1)
            raise SourceError(
                Code.SOURCE_NOT_FOUND,
                f"the archive has no member {member!r}",
                where=where,
                hint=f"did you mean {where.name}/{close[0]}?" if close else "",
            )
        data = read_member(stream, beside[member], where, MAX_SOURCE)

    def neighbour(name: str) -> bytes | None:
        found = beside.get(str(folder / inner_path(name)))
        if found is None:
            return None
        try:
            with path.open("rb") as stream:
                return read_member(stream, found, where, MAX_NEIGHBOUR)
        except (SourceError, OSError) as error:
            raise UnsafePath(str(error)) from error

    return Source(
        name=PurePosixPath(member).name,
        data=data,
        neighbour=neighbour,
        path=path,
        collection=Collection(member=member, lines=partial(member_lines, path)),
    )


def as_folder(name: str, data: bytes, where: Where, *, doubles: bool = False) -> Source:
    """A zip archive (an EPUB, a word processor's file) as a folder: its files by their paths.

    Args:
        name: Name of the archive.
        data: Its bytes.
        where: For messages.
        doubles: Whether two files may have one name, as some programs leave the older one in; the
            last is the one that is read.

    Raises:
        SourceError: The archive is damaged or unsafe.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        files = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGE as error:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"it is no zip archive that can be read: {error}", where=where
        ) from error
    by_name = {info.filename: info for info in files}
    if len(archive.infolist()) > MAX_MEMBERS or (len(by_name) != len(files) and not doubles):
        raise SourceError(
            Code.ARCHIVE_UNSAFE,
            f"it has more than {MAX_MEMBERS} members, or two of one name",
            where=where,
        )
    if _overlap(files):
        raise SourceError(
            Code.ARCHIVE_UNSAFE, "two of its members share the same bytes", where=where
        )

    def neighbour(path: str) -> bytes | None:
        info = by_name.get(path) or by_name.get(str(inner_path(path)))
        if info is None:
            return None
        try:
            return _member(archive, info, where, MAX_SOURCE)
        except SourceError as error:
            raise UnsafePath(error.message) from error

    return Source(
        name=name,
        data=b"",
        neighbour=neighbour,
        names=tuple(sorted((found for found in by_name if not _hidden(found)), key=natural)),
    )


def natural(path: str) -> tuple[tuple[tuple[int, int, str], ...], ...]:
    """The key by which paths sort as a person counts: ``2.txt`` before ``10.txt``."""
    return tuple(
        tuple(
            (0, int(run), "") if run.isdecimal() else (1, 0, run)
            for run in re.split(r"(\d+)", part.casefold())
            if run
        )
        for part in path.split("/")
    )


def may_hold_story(names: Sequence[str]) -> bool:
    """Whether there is a file that can be a story, or a part of one."""
    return any(PurePosixPath(name).suffix.lower() in STORY_SUFFIXES for name in names)


def only_story(names: Sequence[str]) -> str:
    """The one file of a folder that can be a story by its name; empty when it isn't one alone.

    The files of an unpacked EPUB are never a story each.
    """
    if any(name.endswith((".opf", "META-INF/container.xml")) for name in names):
        return ""
    files = [name for name in map(PurePosixPath, names) if name.suffix.lower() in STORY_SUFFIXES]
    stories = [name for name in files if name.stem.lower() not in _BESIDE_A_STORY] or files
    return str(stories[0]) if len(stories) == 1 else ""


def _hidden(name: str) -> bool:
    # Apple packs a hidden twin of each file beside it, which is no text whatever its suffix.
    path = PurePosixPath(name)
    return path.name.startswith(".") or path.parts[:1] == ("__MACOSX",)


def _overlap(files: list[zipfile.ZipInfo]) -> bool:
    """Whether a member begins before the one in front of it ends, as in a bomb of shared bytes."""
    ends = 0
    for info in sorted(files, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            return True
        ends = info.header_offset + _LOCAL_HEADER + info.compress_size
    return False


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: Where, limit: int) -> bytes:
    ratio = info.file_size / max(info.compress_size, 1)
    if info.file_size > limit or (info.file_size > RATIO_FLOOR and ratio > MAX_RATIO):
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"its member {info.filename!r} unpacks too large", where=where
        )
    if info.flag_bits & _ENCRYPTED:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"its member {info.filename!r} is encrypted", where=where
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Python 3.13 warns of members that overlap
            with archive.open(info) as stream:
                found = stream.read(info.file_size + 1)
    except _DAMAGE as error:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"its member {info.filename!r} is damaged", where=where
        ) from error
    if len(found) != info.file_size:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"its member {info.filename!r} lies about its size", where=where
        )
    return found

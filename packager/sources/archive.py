"""A zip archive as a folder: a member as a source, the members beside it as its neighbours.

Nothing is unpacked to the disk. The limits are our own, because those of ``zipfile`` differ from
one Python to the next.
"""

from __future__ import annotations

import difflib
import io
import lzma
import struct
import warnings
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.file import read_file
from packager.sources.source import MAX_NEIGHBOUR, MAX_SOURCE, Source, UnsafePath, inner_path

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
    """The source that is a member of a zip archive.

    Args:
        path: The archive.
        member: Path of the member; empty for the only text in the archive.

    Raises:
        SourceError: The archive is damaged or unsafe, or holds no such member, or no story.
    """
    where = Where(str(path))
    try:
        archive = zipfile.ZipFile(io.BytesIO(read_file(path, MAX_SOURCE)))
        files = [info for info in archive.infolist() if not info.is_dir()]
    except _DAMAGE as error:
        raise SourceError(
            Code.ARCHIVE_UNSAFE, f"it is no zip archive that can be read: {error}", where=where
        ) from error
    members = {info.filename: info for info in files}
    if len(archive.infolist()) > MAX_MEMBERS or len(members) != len(files):
        raise SourceError(
            Code.ARCHIVE_UNSAFE,
            f"it has more than {MAX_MEMBERS} members, or two of one name",
            where=where,
        )
    if _overlap(files):
        raise SourceError(
            Code.ARCHIVE_UNSAFE, "two of its members share the same bytes", where=where
        )
    chosen = member or _only_text(tuple(members), where)
    if chosen not in members:
        close = difflib.get_close_matches(chosen, members, n=1)
        raise SourceError(
            Code.SOURCE_NOT_FOUND,
            f"the archive has no member {chosen!r}",
            where=where,
            hint=f"did you mean {where.name}/{close[0]}?" if close else "",
        )
    folder = PurePosixPath(chosen).parent

    def neighbour(name: str) -> bytes | None:
        info = members.get(str(folder / inner_path(name)))
        if info is None:
            return None
        try:
            return _member(archive, info, where, MAX_NEIGHBOUR)
        except SourceError as error:
            raise UnsafePath(error.message) from error

    return Source(
        name=PurePosixPath(chosen).name,
        data=_member(archive, members[chosen], where, MAX_SOURCE),
        neighbour=neighbour,
        path=path,
    )


def _overlap(files: list[zipfile.ZipInfo]) -> bool:
    """Whether a member begins before the one in front of it ends, as in a bomb of shared bytes."""
    ends = 0
    for info in sorted(files, key=lambda info: info.header_offset):
        if info.header_offset < ends:
            return True
        ends = info.header_offset + _LOCAL_HEADER + info.compress_size
    return False


def _only_text(names: tuple[str, ...], where: Where) -> str:
    texts = [name for name in names if _is_text(PurePosixPath(name))]
    if len(texts) == 1:
        return texts[0]
    raise SourceError(
        Code.FOLDER_NO_STORY,
        f"the archive holds {len(texts)} text files, where one story was expected",
        where=where,
        hint=f"name one of them: {where.name}/{texts[0]}" if texts else "",
    )


def _is_text(path: PurePosixPath) -> bool:
    # Apple packs a hidden twin of each file beside it, which is no text whatever its suffix.
    hidden = path.name.startswith(".") or path.parts[:1] == ("__MACOSX",)
    return path.suffix.lower() in {".txt", ".text"} and not hidden


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

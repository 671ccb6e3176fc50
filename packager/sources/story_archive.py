"""An archive of very many stories, opened once and asked for one story after another.

Opening a member as ``open_source`` does runs through the whole directory, and finding it in the
archive's list of stories through the whole list: right for one story, and hours for a hundred
thousand. Here the directory is kept, compactly, and the list is read where the story's line lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import lines_of, member_chunks, read_member
from packager.sources.compact_directory import CompactDirectory, compact_directory
from packager.sources.mhtml import page_of
from packager.sources.source import (
    MAX_NEIGHBOUR,
    MAX_SOURCE,
    Collection,
    Source,
    UnsafePath,
    inner_path,
)
from packager.sources.unpacked_lines import LinesByPlace

STORY_LIST = "index.json"
"""Name of the list of stories in the archive of a site."""

_KEPT_OPEN = 4
_LOCAL_SIZE = 30


@dataclass(frozen=True, slots=True)
class StoryArchive:
    """An archive of stories.

    Attributes:
        opened: Opens it for reading.
        where: What it is called in messages.
        path: Where it lies; ``None`` when that is not on this machine's disk.
        directory: Its members.
        listed: The lines of its list of stories; ``None`` when it has none.
    """

    opened: Callable[[], BinaryIO]
    where: Where
    path: Path | None
    directory: CompactDirectory
    listed: LinesByPlace | None

    def source(self, member: str, index_line: tuple[int, int] | None = None) -> Source:
        """A story in the archive.

        Args:
            member: Its path there.
            index_line: Offset and length of its line in the list of stories; without it the whole
                list is run through by a reader that asks for it.

        Raises:
            SourceError: There is no such member, or it is damaged, encrypted or too large.
        """
        folder = PurePosixPath(member).parent

        def neighbour(name: str) -> bytes | None:
            try:
                return self._bytes(str(folder / inner_path(name)), MAX_NEIGHBOUR)
            except SourceError as error:
                raise UnsafePath(error.message) from error

        def lines(name: str) -> Iterator[bytes]:
            if index_line is None or self.listed is None or name != STORY_LIST:
                return self._lines(name)
            return iter((self.listed.line(*index_line),))

        found = self._bytes(member, MAX_SOURCE)
        if found is None:
            raise SourceError(
                Code.SOURCE_NOT_FOUND, f"the archive has no member {member!r}", where=self.where
            )
        return page_of(
            Source(
                name=PurePosixPath(member).name,
                data=found,
                neighbour=neighbour,
                path=self.path,
                collection=Collection(member=member, lines=lines),
            )
        )

    def _bytes(self, name: str, limit: int) -> bytes | None:
        found = self.directory.get(name)
        if found is None:
            return None
        try:
            with self.opened() as stream:
                stream.seek(found.offset + _LOCAL_SIZE)
                # Another name may hash alike, and then this is the member of that name.
                written = stream.read(len(name.encode("utf-8", "replace")))
                if name.isascii() and written != name.encode():
                    return None
                return read_member(stream, found, self.where, limit)
        except OSError as error:
            raise SourceError(
                Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=self.where
            ) from error

    def _lines(self, name: str) -> Iterator[bytes]:
        found = self.directory.get(name)
        if found is None:
            return
        with self.opened() as stream:
            yield from lines_of(member_chunks(stream, found, self.where), self.where)


def story_archive(
    opened: Callable[[], BinaryIO], where: Where, path: Path | None = None
) -> StoryArchive:
    """An archive with its directory read.

    Args:
        opened: Opens it for reading; called for each story, so that no process holds it open.
        where: What it is called in messages.
        path: Where it lies on this machine.

    Raises:
        SourceError: It can't be read, or is no zip archive.
    """
    try:
        with opened() as stream:
            directory = compact_directory(stream, where)
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=where
        ) from error
    listed = directory.get(STORY_LIST)
    return StoryArchive(
        opened=opened,
        where=where,
        path=path,
        directory=directory,
        listed=None if listed is None else LinesByPlace(opened, listed, where),
    )


def open_member(path: Path, member: str, index_line: tuple[int, int] | None = None) -> Source:
    """A story in an archive on the disk, whose directory is kept for the next one.

    The arguments are those of ``StoryArchive.source``. An archive that was written anew is read
    anew.

    Raises:
        SourceError: As ``StoryArchive.source``, or the archive is missing or damaged.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise SourceError(
            Code.SOURCE_NOT_FOUND, "there is no such archive", where=Where(str(path))
        ) from error
    return _kept(path, status.st_size, status.st_mtime_ns).source(member, index_line)


@lru_cache(maxsize=_KEPT_OPEN)
def _kept(path: Path, size: int, changed: int) -> StoryArchive:
    del size, changed  # they only tell one state of the file from another
    return story_archive(lambda: path.open("rb"), Where(str(path)), path)

"""A plain file as a source, and the files beside it as its neighbours."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import lines_of
from packager.sources.source import MAX_NEIGHBOUR, MAX_SOURCE, Source, UnsafePath, inner_path


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of a regular file, never more than ``limit``.

    It is opened without blocking, so that a pipe nobody writes to can't hang the program, and
    judged by the open file, so that it can't be swapped in between.

    Raises:
        SourceError: It is missing, unreadable, no regular file, or larger than the limit.
    """
    where = Where(str(path))
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in it
        raise SourceError(Code.SOURCE_NOT_FOUND, "there is no such file", where=where) from error
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be opened: {error.strerror}", where=where
        ) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SourceError(Code.SOURCE_NOT_A_FILE, "it is not a plain file", where=where)
    with os.fdopen(descriptor, "rb") as stream:
        try:
            found = stream.read(limit + 1)
        except OSError as error:
            raise SourceError(
                Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=where
            ) from error
    if len(found) > limit:
        raise SourceError(
            Code.SOURCE_TOO_LARGE, f"it is larger than {limit // 2**20} MiB", where=where
        )
    return found


def open_file(path: Path) -> Source:
    """The source in a file.

    Raises:
        SourceError: As ``read_file``.
    """
    found = read_file(path, MAX_SOURCE)
    folder = path.parent

    def neighbour(name: str) -> bytes | None:
        return read_neighbour(folder, name)

    return Source(name=_readable(path.name), data=found, neighbour=neighbour, path=path)


def _readable(name: str) -> str:
    """The name as text, the same in every locale.

    A file system keeps bytes; Python decodes them by the locale and escapes what it can't decode
    (PEP 383). A title made from the name has to hold letters.
    """
    kept = os.fsencode(name)
    try:
        return kept.decode("utf-8")
    except UnicodeDecodeError:
        return kept.decode("cp1252", "replace")


def file_lines(folder: Path, name: str) -> Iterator[bytes]:
    """The lines of a file in a folder, without their ends, read as a stream; none without a file.

    Raises:
        SourceError: A line is longer than any list of stories has.
    """
    where = Where(str(folder / name))
    try:
        with (folder / name).open("rb") as stream:
            yield from lines_of(iter(lambda: stream.read(2**18), b""), where)
    except OSError:
        return


def read_neighbour(folder: Path, name: str) -> bytes | None:
    """The bytes of a file in a folder by its relative path; ``None`` when there is none.

    Raises:
        UnsafePath: The path leads out of the folder, or to what is no plain file of a sane size.
    """
    target = folder / inner_path(name)
    if not os.path.lexists(target):  # nearly always: the files beside a story that most have not
        return None
    try:
        root = folder.resolve()
        inside = target.resolve().is_relative_to(root)
        exists = target.exists()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name the system can't have
        return None
    if not inside:
        raise UnsafePath("it leads out of the story's own folder")
    if not exists:
        return None
    try:
        return read_file(target, MAX_NEIGHBOUR)
    except SourceError as error:
        raise UnsafePath(error.message) from error

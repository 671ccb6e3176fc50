"""A book handed over as a file: where it goes, whether it may, and an atomic write.

The file appears whole or not at all: it is written beside its place, flushed to the disk, and
moved over. A reader of the old file never sees half a new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import WriteError
from packager.sources.archive import STORY_SUFFIXES

_MODE = 0o666
"""As any new file of the user's: the umask takes away what it takes."""


_KNOWN_SUFFIXES = STORY_SUFFIXES | {".pdf", ".zip", ".kepub", ".azw3"}


def output_path(*, source: Path, out: Path | None, suffix: str) -> Path:
    """The file a book goes to: beside its source and named after it, unless something was asked.

    Args:
        source: The story's path.
        out: A file, whose suffix is replaced by the format's, or an existing folder; ``None`` for
            beside the source.
        suffix: The format's, with the dot.
    """
    name = f"{_stem(source)}{suffix}"
    if out is None:
        beside = source.parent
        # A member of an archive has no folder beside it; the book goes beside the archive.
        while not beside.is_dir() and beside != beside.parent:
            beside = beside.parent
        # A book made of an EPUB must not take the place of its source.
        return beside / (name if beside / name != source else f"{_stem(source)}-book{suffix}")
    if out.is_dir():
        return out / name
    return out if _suffix(out) == suffix else out.with_name(f"{_stem(out)}{suffix}")


def _suffix(path: Path) -> str:
    """The suffix of a format in lower case; that of a KEPUB has two dots."""
    suffix = path.suffix.lower()
    before = path.with_suffix("").suffix.lower()
    return f"{before}{suffix}" if (before, suffix) == (".kepub", ".epub") else suffix


def _stem(path: Path) -> str:
    """The name without the suffixes of stories and books, of which it may have several."""
    while path.suffix.lower() in _KNOWN_SUFFIXES:
        path = path.with_suffix("")
    return path.name


def check_output(path: Path, *, source: Path, clobber: bool) -> None:
    """Refuse, before any work is done, what could not be written in the end.

    Raises:
        WriteError: The output is the source, its folder does not exist or can't be written, it is
            a folder, or it exists and must not be replaced.
    """
    where = Where(str(path))
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.lstat()  # fails for a name no file can have
        if path.exists() and source.exists() and path.samefile(source):
            raise WriteError(
                Code.OUTPUT_IS_SOURCE,
                "the output would replace the source",
                where=where,
                hint="name another file with -o",
            )
        if path.parent.exists() and not path.parent.is_dir():
            raise WriteError(
                Code.OUTPUT_FOLDER_MISSING,
                f"{str(path.parent)!r} is a file, not a folder",
                where=where,
                hint="name another folder with -o",
            )
        if not path.parent.is_dir():
            raise WriteError(
                Code.OUTPUT_FOLDER_MISSING,
                f"there is no folder {str(path.parent)!r}",
                where=where,
                hint=f"make it first: mkdir -p {str(path.parent)!r}",
            )
        if path.is_dir():
            raise WriteError(Code.OUTPUT_UNWRITABLE, "the output is a folder", where=where)
        if path.exists() and not clobber:
            raise WriteError(
                Code.OUTPUT_EXISTS,
                "the output exists, and --no-clobber keeps it",
                where=where,
            )
        writable = os.access(path.parent, os.W_OK)
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        raise WriteError(
            Code.OUTPUT_UNWRITABLE, f"the output can't be used: {error}", where=where
        ) from error
    if not writable:
        raise WriteError(
            Code.OUTPUT_UNWRITABLE,
            f"the folder {str(path.parent)!r} can't be written to",
            where=where,
            hint="name another folder with -o",
        )


def deliver(book: bytes, path: Path) -> None:
    """Write a finished book, whole or not at all.

    A link is followed, so that what it points to is replaced and the link stays.

    Raises:
        WriteError: The file can't be written; nothing is left behind.
    """
    target = Path(os.path.realpath(path))
    # Short, so that it fits wherever the name itself fits; named after the target and the process,
    # so that two runs never share one.
    digest = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]
    temporary = target.with_name(f".packager-{digest}-{os.getpid()}.tmp")
    try:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(book)
                stream.flush()
                os.fsync(stream.fileno())
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise WriteError(
            Code.OUTPUT_UNWRITABLE,
            f"the file can't be written: {error.strerror}",
            where=Where(str(path)),
        ) from error

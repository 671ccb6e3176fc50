"""Unpacked books: a folder that holds what an EPUB holds, read as if it were one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.archive import MAX_MEMBERS
from packager.sources.file import read_neighbour
from packager.sources.source import MAX_SOURCE, UnsafePath

_MIMETYPE = "mimetype"


def is_unpacked(folder: Path) -> bool:
    """Whether a folder is an EPUB taken out of its ZIP file."""
    return (folder / "META-INF" / "container.xml").is_file()


def packed(folder: Path) -> bytes:
    """The bytes of an EPUB with the files of a folder, ``mimetype`` in front.

    Raises:
        SourceError: A file can't be read, or there are more than a book can have.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in files]
    if len(names) > MAX_MEMBERS:
        raise SourceError(
            Code.SOURCE_TOO_LARGE,
            f"the folder has more than {MAX_MEMBERS} files",
            where=Where(str(folder)),
        )
    found = io.BytesIO()
    total = 0
    with zipfile.ZipFile(found, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(names, key=lambda name: (name != _MIMETYPE, name)):
            data = _file(folder, name)
            total += len(data)
            if total > MAX_SOURCE:
                raise SourceError(
                    Code.SOURCE_TOO_LARGE,
                    f"the folder is larger than {MAX_SOURCE // 2**20} MiB",
                    where=Where(str(folder)),
                )
            archive.writestr(zipfile.ZipInfo(name), data)
    return found.getvalue()


def _file(folder: Path, name: str) -> bytes:
    try:
        return read_neighbour(folder, name) or b""
    except UnsafePath as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, str(error), where=Where(str(folder / name))
        ) from error

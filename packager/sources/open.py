"""Opening what a user names: a file, a folder with one story in it, a zip archive, a member."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.archive import MAX_MEMBERS, may_hold_story, natural, only_story, open_archive
from packager.sources.file import file_lines, open_file, read_neighbour
from packager.sources.mhtml import page_of
from packager.sources.source import Collection, Source

_ARCHIVES = frozenset({".zip", ".fbz"})
"""Suffixes of zip archives; in the second there is one FictionBook."""

_LIST = "index.json"
"""Name of the list of stories in the archive of a site."""


def open_source(path: Path) -> Source:
    """The source at a path.

    A path may lead on into a zip archive: ``archive.zip/story.txt``.

    Raises:
        SourceError: It is missing, unreadable, a device, unsafe, too large, or a folder that does
            not hold exactly one story.
    """
    try:
        if path.is_dir():
            return _open_folder(path)
        if path.exists() or path.is_symlink():
            return page_of(open_archive(path)) if _is_archive(path) else _open_file(path)
        for parent in path.parents:
            if parent.is_file() and _is_archive(parent):
                return page_of(open_archive(parent, path.relative_to(parent).as_posix()))
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        raise SourceError(
            Code.SOURCE_NOT_FOUND, "the path can't be used", where=Where(str(path))
        ) from error
    raise SourceError(
        Code.SOURCE_NOT_FOUND,
        "there is no such file or folder",
        where=Where(str(path)),
        hint=_nearby(path),
    )


def _open_file(path: Path) -> Source:
    """A file; one that lies where an unpacked archive of a site has it can read the site's list."""
    source = page_of(open_file(path))
    root = path.absolute().parents[3:4]
    member = path.absolute().relative_to(root[0]).as_posix() if root else ""
    if not member.startswith("epub/") or not (root[0] / _LIST).is_file():
        return source
    return replace(source, collection=Collection(member=member, lines=partial(file_lines, root[0])))


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in _ARCHIVES and path.is_file() and zipfile.is_zipfile(path)


def _open_folder(folder: Path) -> Source:
    """The only story in a folder, else the folder itself, for the readers of folders."""
    where = Where(str(folder))
    try:
        names = _files_in(folder)
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"the folder can't be read: {error.strerror}", where=where
        ) from error
    story = only_story(names)
    if story:
        found = folder / story
        return page_of(open_archive(found)) if _is_archive(found) else _open_file(found)
    if not may_hold_story(names):
        raise SourceError(
            Code.FOLDER_NO_STORY,
            "the folder holds no story, or only by links that lead out of it",
            where=where,
            hint="name a story, or a folder with one story in it",
        )
    return Source(
        name=folder.resolve().name,
        data=b"",
        neighbour=lambda name: read_neighbour(folder, name),
        path=folder,
        names=names,
    )


def _files_in(folder: Path) -> tuple[str, ...]:
    """Paths of the files in a folder and below it; hidden ones and links out of it are left out."""
    root = folder.resolve()
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place) / name
            if not name.startswith(".") and path.resolve().is_relative_to(root):
                found.append(path.relative_to(folder).as_posix())
        if len(found) > MAX_MEMBERS:
            raise SourceError(
                Code.SOURCE_TOO_LARGE,
                f"the folder holds more than {MAX_MEMBERS} files",
                where=Where(str(folder)),
                hint="name a folder that holds one story",
            )
    return tuple(sorted(found, key=natural))


def _nearby(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    import difflib  # noqa: PLC0415 - only for a mistake

    close = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {close[0]}?" if close else ""

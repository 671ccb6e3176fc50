"""Opening what a user names: a file, a folder with one story in it, a zip archive, a member."""

from __future__ import annotations

import difflib
import zipfile
from pathlib import Path

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.archive import open_archive
from packager.sources.file import open_file
from packager.sources.source import Source

TEXT_SUFFIXES = (".txt", ".text")


def open_source(path: Path) -> Source:
    """The source at a path.

    A path may lead on into a zip archive: ``archive.zip/story.txt``.

    Raises:
        SourceError: It is missing, unreadable, a device, unsafe, too large, or a folder that does
            not hold exactly one story.
    """
    try:
        if path.is_dir():
            return open_file(_story_in(path))
        if path.exists() or path.is_symlink():
            return open_archive(path) if _is_archive(path) else open_file(path)
        for parent in path.parents:
            if parent.is_file() and _is_archive(parent):
                return open_archive(parent, path.relative_to(parent).as_posix())
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


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ".zip" and path.is_file() and zipfile.is_zipfile(path)


def _story_in(folder: Path) -> Path:
    where = Where(str(folder))
    try:
        texts = sorted(entry for entry in folder.iterdir() if _may_be_story(entry))
        if len(texts) == 1 and not texts[0].resolve().is_relative_to(folder.resolve()):
            raise SourceError(
                Code.FOLDER_NO_STORY,
                f"its {texts[0].name} is a link that leads out of the folder",
                where=where,
                hint="name the story itself",
            )
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"the folder can't be read: {error.strerror}", where=where
        ) from error
    if len(texts) == 1:
        return texts[0]
    if texts:
        raise SourceError(
            Code.FOLDER_NO_STORY,
            f"the folder holds {len(texts)} text files, where one story was expected",
            where=where,
            hint=f"name the story itself, such as {texts[0].name}",
        )
    raise SourceError(
        Code.FOLDER_NO_STORY,
        "the folder holds no story",
        where=where,
        hint="name a text file, or a folder with one text file in it",
    )


def _may_be_story(entry: Path) -> bool:
    visible = not entry.name.startswith(".")
    return visible and entry.suffix.lower() in TEXT_SUFFIXES and not entry.is_dir()


def _nearby(path: Path) -> str:
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    close = difflib.get_close_matches(path.name, names, n=1)
    return f"did you mean {close[0]}?" if close else ""

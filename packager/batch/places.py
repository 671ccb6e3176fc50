"""Opening the place of a story on a worker: a file, a member of an archive, a URL."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from packager.batch.store import is_url
from packager.batch.task import Place
from packager.diagnostics import Code, Where
from packager.errors import DependencyError, SourceError
from packager.sources.open import open_source
from packager.sources.source import MAX_SOURCE, Source, from_bytes
from packager.sources.story_archive import StoryArchive, open_member, story_archive


def open_place(place: Place) -> Source:
    """The source at a place.

    Raises:
        SourceError: It can't be opened.
        DependencyError: It is behind a URL, and the library for these is not installed.
    """
    if is_url(place.path):
        return _behind_url(place)
    path = Path(place.path)
    return open_member(path, place.member, place.index_line) if place.member else open_source(path)


def _behind_url(place: Place) -> Source:
    """A file behind a URL; what lies beside it is not looked for."""
    where = Where(place.path)
    try:
        if place.member:
            return _archive(place.path).source(place.member, place.index_line)
        with _opened(place.path) as stream:
            found = stream.read(MAX_SOURCE + 1)
    except ImportError as error:
        raise DependencyError(
            Code.CLUSTER_MISSING,
            f"{place.path} can't be reached: {error}",
            hint="pip install 'story-packager[cluster]'",
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be read: {error}", where=where
        ) from error
    if len(found) > MAX_SOURCE:
        raise SourceError(
            Code.SOURCE_TOO_LARGE, f"it is larger than {MAX_SOURCE // 2**20} MiB", where=where
        )
    return from_bytes(PurePosixPath(place.path).name, found)


def _opened(url: str) -> BinaryIO:
    import fsspec  # noqa: PLC0415 - an extra

    return fsspec.open(url, "rb").open()


@lru_cache(maxsize=4)
def _archive(url: str) -> StoryArchive:
    return story_archive(lambda: _opened(url), Where(url))

"""Stories behind URLs that fsspec knows: an object store, another machine, a mounted share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from packager.batch.fimfarchive import Keep, StoriesOf, fimfarchive_candidates, is_fimfarchive
from packager.batch.task import Candidate, Place
from packager.diagnostics import Code, Where
from packager.errors import DependencyError, SourceError
from packager.sources.archive import STORY_SUFFIXES

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem


def remote_candidates(url: str, *, known: bool, keep: Keep | None) -> Iterator[Candidate]:
    """The stories behind a URL: a file, or all files below it, by name.

    Raises:
        DependencyError: The library for such URLs is not installed.
        SourceError: It can't be reached.
    """
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - only where it is needed
    except ImportError as error:
        raise DependencyError(
            Code.CLUSTER_MISSING,
            f"{url} is a URL, and the library for these is not installed",
            hint="pip install 'story-packager[cluster]'",
        ) from error
    try:
        system, root = url_to_fs(url)
        found = system.find(root, detail=True)
    except ImportError as error:
        raise DependencyError(
            Code.CLUSTER_MISSING,
            f"{url} can't be reached: {error}",
            hint="install the library it names",
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be reached: {error}", where=Where(url)
        ) from error
    if not found:
        raise SourceError(Code.SOURCE_NOT_FOUND, "there is nothing there", where=Where(url))
    for path in sorted(found):
        suffix = PurePosixPath(path).suffix.lower()
        inner = path[len(root) :].strip("/") or PurePosixPath(path).name
        if inner.startswith(".") or "/." in inner:
            continue
        address = str(system.unstrip_protocol(path))
        if suffix == ".zip":
            yield from _of_zip(
                system, path, StoriesOf(_opener(system, path), address, inner, known, keep)
            )
        elif suffix in STORY_SUFFIXES:
            yield Candidate(
                inner, int(found[path].get("size") or 0), _stamp(system, path), Place(address)
            )


def _opener(system: AbstractFileSystem, path: str) -> Callable[[], BinaryIO]:
    return partial(system.open, path, "rb")


def _of_zip(system: AbstractFileSystem, path: str, wanted: StoriesOf) -> Iterator[Candidate]:
    from packager.batch.found import of_members  # noqa: PLC0415 - it imports this module
    from packager.sources.central_directory import members  # noqa: PLC0415 - with it

    whole = Candidate(wanted.key, 0, _stamp(system, path), Place(wanted.path))
    where = Where(wanted.path)
    try:
        with wanted.opened() as stream:
            if not is_fimfarchive(stream, wanted.path, where):
                yield from of_members(list(members(stream, where)), whole)
                return
        yield from fimfarchive_candidates(wanted)
    except (OSError, SourceError):
        yield whole


def _stamp(system: AbstractFileSystem, path: str) -> str:
    """What the store says changes with the file: size and time, or the name of its version."""
    return str(system.ukey(path))

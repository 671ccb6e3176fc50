"""Source: the bytes of a story and a way to its neighbours, and nothing else of the world."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

MAX_SOURCE = 256 * 2**20
"""Bytes a story's text may have; the longest web serials are below a tenth of it."""

MAX_NEIGHBOUR = 64 * 2**20
"""Bytes a picture or sidecar may have."""

# A drive, or a scheme that names no file beside the story; other colons are part of a name.
_ADDRESS = re.compile(
    r"(?:[a-z]|blob|data|file|ftp|https?|javascript|mailto):|.*://|//", re.IGNORECASE
)


class UnsafePath(ValueError):  # noqa: N818 - it names a path, as FileNotFound would a file
    """A neighbour was named by a path that leads out of the source's own folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What a source is one of many in: the archive of a whole site, with a list of its stories.

    Attributes:
        member: Path of the source in it.
        lines: Gives the lines of a file of the collection by its path there, without their ends,
            read as a stream, for such a list may be larger than memory; none where there is no
            such file. Raises ``SourceError`` when the collection is damaged.
    """

    member: str
    lines: Callable[[str], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A story source by value.

    Attributes:
        name: The name of its file, for messages and as a last resort for the title.
        data: Its bytes.
        neighbour: Gives the bytes of a file by its path relative to the source's own folder, or
            ``None`` when there is none. Raises ``UnsafePath`` for a path that is absolute, a URL,
            or leads out of the folder, and for anything that is no plain file of a sane size.
        path: Where it was read from; ``None`` for standard input and bytes.
        names: Paths of all files in it, in natural order, when it is a folder or is read as one (an
            EPUB, a zip archive); ``data`` is empty then, and ``neighbour`` gives the files.
        collection: The archive it is a member of; ``None`` for a source on its own.
    """

    name: str
    data: bytes
    neighbour: Callable[[str], bytes | None]
    path: Path | None = None
    names: tuple[str, ...] = ()
    collection: Collection | None = None

    @property
    def stem(self) -> str:
        """The name without its last suffix."""
        return PurePosixPath(self.name).stem


def from_bytes(name: str, data: bytes) -> Source:
    """A source without neighbours: standard input, a test, a member of some other container."""
    return Source(name=name, data=data, neighbour=lambda path: None)  # noqa: ARG005


def inner_path(path: str) -> PurePosixPath:
    """A relative path made safe: slashes forward, no way up, no drive, no scheme.

    Raises:
        UnsafePath: The path is absolute, empty, a URL, or leads upwards.
    """
    forward = path.strip().replace("\\", "/")
    pure = PurePosixPath(forward)
    if not pure.parts:
        raise UnsafePath("the path is empty")
    if _ADDRESS.match(forward):
        raise UnsafePath("it is an address, and nothing is ever fetched")
    if pure.is_absolute() or ".." in pure.parts or "\0" in forward:
        raise UnsafePath("it leads out of the story's own folder")
    return pure

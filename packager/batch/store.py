"""The folder of a batch's books: on a disk, or behind a URL that fsspec knows."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from packager.diagnostics import Code, Where
from packager.errors import DependencyError, WriteError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

STATE = ".packager"
"""The folder, in that of the books, with what packager keeps for itself."""


class Store(Protocol):
    """A folder of books; every path is relative to it, with ``/``."""

    def put(self, path: str, content: bytes) -> None:
        """Write a file, whole or not at all.

        Raises:
            WriteError: It can't be written.
        """

    def move(self, old: str, new: str) -> None:
        """Move a file to its place, over whatever is there.

        Raises:
            WriteError: It can't be moved.
        """

    def size(self, path: str) -> int | None:
        """Bytes a file has; ``None`` when there is none."""

    def sha256(self, path: str) -> str:
        """SHA-256 of a file; empty when there is none."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; ``None`` when there is none."""

    def remove(self, path: str) -> None:
        """Take a file away, and its folders when they are empty then."""

    def clear(self, folder: str) -> None:
        """Take a folder away with all that is in it."""


@dataclass(frozen=True, slots=True)
class LocalStore:
    """A folder of this machine's disks."""

    root: Path

    def put(self, path: str, content: bytes) -> None:
        """As ``Store.put``; nothing is flushed to the disk, which ``--verify`` makes up for."""
        target = self.root / path
        temporary = target.with_name(f"{target.name}.{os.getpid()}.tmp")
        try:
            try:
                temporary.write_bytes(content)
            except FileNotFoundError:
                temporary.parent.mkdir(parents=True, exist_ok=True)
                temporary.write_bytes(content)
            temporary.replace(target)
        except OSError as error:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise _unwritable(error, target) from error

    def move(self, old: str, new: str) -> None:
        """As ``Store.move``."""
        target = self.root / new
        try:
            try:
                (self.root / old).replace(target)
            except FileNotFoundError:
                target.parent.mkdir(parents=True, exist_ok=True)
                (self.root / old).replace(target)
        except OSError as error:
            raise _unwritable(error, target) from error

    def size(self, path: str) -> int | None:
        """As ``Store.size``."""
        try:
            return (self.root / path).stat().st_size
        except OSError:
            return None

    def sha256(self, path: str) -> str:
        """As ``Store.sha256``."""
        try:
            with (self.root / path).open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError:
            return ""

    def read(self, path: str) -> bytes | None:
        """As ``Store.read``."""
        try:
            return (self.root / path).read_bytes()
        except OSError:
            return None

    def remove(self, path: str) -> None:
        """As ``Store.remove``."""
        target = self.root / path
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(error, target) from error
        for folder in target.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:
                break  # something else is in it

    def clear(self, folder: str) -> None:
        """As ``Store.clear``."""
        shutil.rmtree(self.root / folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A folder behind a URL: an object store, another machine."""

    url: str

    def put(self, path: str, content: bytes) -> None:
        """As ``Store.put``; an object appears when all of it has arrived."""
        system, root = self._system()
        target = f"{root}/{path}"
        try:
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
            system.pipe_file(target, content)
        except OSError as error:
            raise _unwritable(error, Path(target)) from error

    def move(self, old: str, new: str) -> None:
        """As ``Store.move``."""
        system, root = self._system()
        target = f"{root}/{new}"
        try:
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
            system.mv(f"{root}/{old}", target)
        except OSError as error:
            raise _unwritable(error, Path(target)) from error

    def size(self, path: str) -> int | None:
        """As ``Store.size``."""
        system, root = self._system()
        try:
            return system.size(f"{root}/{path}")
        except OSError:
            return None

    def sha256(self, path: str) -> str:
        """As ``Store.sha256``."""
        system, root = self._system()
        try:
            return hashlib.sha256(system.cat_file(f"{root}/{path}")).hexdigest()
        except OSError:
            return ""

    def read(self, path: str) -> bytes | None:
        """As ``Store.read``."""
        system, root = self._system()
        try:
            return system.cat_file(f"{root}/{path}")
        except OSError:
            return None

    def remove(self, path: str) -> None:
        """As ``Store.remove``; object stores have no empty folders."""
        system, root = self._system()
        with contextlib.suppress(FileNotFoundError):
            system.rm_file(f"{root}/{path}")

    def clear(self, folder: str) -> None:
        """As ``Store.clear``."""
        system, root = self._system()
        with contextlib.suppress(FileNotFoundError):
            system.rm(f"{root}/{folder}", recursive=True)

    def _system(self) -> tuple[AbstractFileSystem, str]:
        try:
            from fsspec.core import url_to_fs  # noqa: PLC0415 - only where it is needed
        except ImportError as error:
            raise DependencyError(
                Code.CLUSTER_MISSING,
                f"{self.url} is behind a URL, and the library for these is not installed",
                hint="pip install 'story-packager[cluster]'",
            ) from error
        try:
            system, root = url_to_fs(self.url)
        except ImportError as error:  # s3fs, gcsfs, ...
            raise DependencyError(
                Code.CLUSTER_MISSING, f"{self.url} can't be reached: {error}"
            ) from error
        return system, str(root).rstrip("/")


def is_url(place: str) -> bool:
    """Whether a place is a URL rather than a path."""
    scheme, colon, _ = place.partition("://")
    return bool(colon) and scheme.isalnum()


def store_at(place: str) -> Store:
    """The folder at a path or URL."""
    return RemoteStore(place.rstrip("/")) if is_url(place) else LocalStore(Path(place))


def _unwritable(error: OSError, path: Path) -> WriteError:
    return WriteError(
        Code.OUTPUT_UNWRITABLE,
        f"the file can't be written: {error.strerror or error}",
        where=Where(str(path)),
    )

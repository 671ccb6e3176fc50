"""The folder of a batch's books, and what packager keeps in it: manifest, lock, staged books."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from packager.batch.manifest import Manifest
from packager.batch.store import STATE, Store, is_url, store_at
from packager.diagnostics import Code, Where
from packager.errors import UsageError, WriteError

_STAGED = f"{STATE}/staged"
_MANIFEST = "manifest.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder of a batch's books, while a run has it for itself.

    Attributes:
        out: Its path, from the root, or its URL.
        store: What is in it.
        manifest: What was made of which source.
        staging: Where in it finished books wait to be moved to their places.
    """

    out: str
    store: Store
    manifest: Manifest
    staging: str


@contextmanager
def open_folder(out: str, manifest: Path | None = None, *, dry: bool = False) -> Iterator[Folder]:
    """The folder, for this run alone; what an earlier run left unfinished is taken away.

    Args:
        out: Path or URL; a path is made when there is nothing.
        manifest: Its manifest, where that is not in the folder itself.
        dry: Whether nothing is to be written that stays.

    Raises:
        UsageError: It is behind a URL, and the manifest can't be.
        WriteError: It can't be written, or another run has it.
    """
    path = manifest_path(out, manifest)
    if dry and not path.exists():
        path = Path(":memory:")
    else:
        _make(path.parent)
    place = out if is_url(out) else str(Path(out).absolute())
    with _lock(path):
        kept = Manifest(path)
        try:
            store = store_at(place)
            if not dry:
                store.clear(_STAGED)
            yield Folder(out=place, store=store, manifest=kept, staging=f"{_STAGED}/{os.getpid()}")
            if not dry:
                store.clear(_STAGED)
        finally:
            kept.close()


def manifest_path(out: str, manifest: Path | None) -> Path:
    """Where the manifest of a folder is.

    Raises:
        UsageError: The folder is behind a URL, and no file of this machine was named.
    """
    if manifest is not None:
        return manifest
    if is_url(out):
        raise UsageError(
            Code.OPTION_INVALID,
            "the record of a batch can't be behind a URL",
            where=Where(out),
            hint="keep it on this machine: --manifest FILE",
        )
    return Path(out) / STATE / _MANIFEST


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(
            Code.OUTPUT_UNWRITABLE,
            f"the folder can't be written to: {error.strerror}",
            where=Where(str(folder)),
            hint="name another folder with -o",
        ) from error


@contextmanager
def _lock(manifest: Path) -> Iterator[None]:
    """Hold the folder for this process; the system lets go of it however the process ends.

    Raises:
        WriteError: Another process holds it, or nothing can be written there.
    """
    if str(manifest) == ":memory:":
        yield
        return
    try:
        stream = manifest.with_name(f"{manifest.name}.lock").open("wb")
    except OSError as error:
        raise WriteError(
            Code.OUTPUT_UNWRITABLE,
            f"the folder can't be written to: {error.strerror}",
            where=Where(str(manifest.parent)),
        ) from error
    with stream:
        _hold(stream, manifest)
        yield


def _hold(stream: BinaryIO, manifest: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows has this, the others the other

            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - as above

            fcntl.flock(stream.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise WriteError(
            Code.MANIFEST_UNUSABLE,
            "another batch is at work in this folder",
            where=Where(str(manifest.parent.parent)),
            hint="wait for it, or stop it; packager batch --status shows how far it is",
        ) from error

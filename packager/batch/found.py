"""The stories a user names: files, folders, globs, zip archives, URLs, and lists of them.

They come one by one, in an order that is the same on every machine, and nothing is read for them
but directories: of disks, and of archives.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from packager.batch.fimfarchive import Keep, StoriesOf, fimfarchive_candidates, is_fimfarchive
from packager.batch.found_remote import remote_candidates
from packager.batch.store import STATE, is_url
from packager.batch.story_folder import is_one_story, tells_about
from packager.batch.task import Candidate, Place
from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.archive import STORY_SUFFIXES, natural, only_story
from packager.sources.central_directory import Member, members

_DEEPEST = 64
_HASH = 8
_MISSING = "missing"
"""Stamp of what can't be looked at; the worker that tries says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How stories are looked for.

    Attributes:
        leave_out: Folders that are not looked into, such as that of the books.
        known: Whether what an archive's list says of each story is wanted.
        keep: Which stories of such a list are wanted; ``None`` for all.
    """

    leave_out: tuple[Path, ...] = ()
    known: bool = True
    keep: Keep | None = None


def candidates(
    arguments: Sequence[str], search: Search | None = None, listed: Iterable[str] = ()
) -> Iterator[Candidate]:
    """The stories behind what a user named, each once, in the order of the arguments.

    What can't be looked at, a damaged archive or a file on a list that isn't there, comes as a
    candidate too, so that the worker's error is recorded with all the others.

    Args:
        arguments: Paths, globs and URLs; ``-`` stands for the list.
        search: How they are looked for.
        listed: Lines with a path, a glob or a URL each, such as those of standard input.

    Raises:
        SourceError: An argument leads to nothing.
    """
    for argument in arguments:
        if argument != "-" and not is_url(argument) and not _exists(argument):
            raise SourceError(
                Code.SOURCE_NOT_FOUND,
                "there is no such file or folder",
                where=Where(argument),
                hint="a glob in quotation marks is matched by packager: 'stories/**/*.txt'",
            )
    return _unique(_of_arguments(arguments, search or Search(), listed))


def _exists(argument: str) -> bool:
    try:
        return os.path.lexists(argument) or (
            glob.has_magic(argument) and next(_matching(argument), None) is not None
        )
    except ValueError:  # a NUL in it
        return False


def _of_arguments(
    arguments: Sequence[str], search: Search, listed: Iterable[str]
) -> Iterator[Candidate]:
    for argument in arguments:
        if argument != "-":
            yield from _of_argument(argument, search)
            continue
        for line in listed:
            name = line.rstrip("\r\n")
            if name.strip() and not name.startswith("#"):
                yield from _of_argument(name, search)


def _of_argument(argument: str, search: Search) -> Iterator[Candidate]:
    if is_url(argument):
        yield from remote_candidates(argument, known=search.known, keep=search.keep)
        return
    if glob.has_magic(argument) and not os.path.lexists(argument):
        fixed = _fixed(argument)
        for match in sorted(_matching(argument), key=natural):
            yield from _of_path(Path(match), _plain(os.path.relpath(match, fixed)), search)
        return
    # A path from the root, or up from here, says more of the machine than of the story.
    key = _plain(argument)
    if Path(argument).is_absolute() or ".." in Path(argument).parts:
        key = PurePosixPath(key).name
    yield from _of_path(Path(argument), key, search)


def _fixed(pattern: str) -> str:
    """The folder in front of the first part of a pattern that is one."""
    parts = Path(pattern).parts
    fixed = next((at for at, part in enumerate(parts) if glob.has_magic(part)), len(parts))
    return str(Path(*parts[:fixed]))


def _matching(pattern: str) -> Iterator[str]:
    return glob.iglob(pattern, recursive=True)  # noqa: PTH207 - the pattern may begin at the root


def _plain(path: str) -> str:
    """A path as a key: with ``/``, and neither ``./`` nor ``../`` nor a root in front."""
    pure = PurePosixPath(os.path.normpath(path).replace(os.sep, "/"))
    parts = [part for part in pure.parts if part not in {"/", "..", "."}]
    return "/".join(parts) or PurePosixPath(Path(path).resolve().as_posix()).name


def _of_path(path: Path, key: str, search: Search) -> Iterator[Candidate]:
    try:
        folder = path.is_dir()
    except (OSError, ValueError):
        folder = False
    if folder:
        yield from _of_folder(path, _Folder(path.resolve(), search))
    elif path.suffix.lower() == ".zip":
        yield from _of_zip(path, key, search)
    else:
        yield _file(path, key)


@dataclass(frozen=True, slots=True)
class _Folder:
    """Where a walk is.

    Attributes:
        root: The folder it began in, which no link leads out of.
        search: How stories are looked for.
        inner: The path from there.
        left_out: Real paths of what isn't looked into.
    """

    root: Path
    search: Search
    inner: str = ""
    left_out: frozenset[str] = field(default_factory=frozenset)

    @property
    def depth(self) -> int:
        return self.inner.count("/")

    def key(self, name: str) -> str:
        return f"{self.inner}{name}"


def _of_folder(path: Path, walk: _Folder) -> Iterator[Candidate]:
    if not walk.left_out and walk.search.leave_out:
        real = frozenset(str(one.resolve()) for one in walk.search.leave_out)
        walk = replace(walk, left_out=real)
    try:
        with os.scandir(path) as listing:
            entries = [entry for entry in listing if not entry.name.startswith(".")]
    except OSError:
        yield Candidate(walk.inner.rstrip("/") or path.name, 0, _MISSING, Place(str(path)))
        return
    if is_one_story([entry.name for entry in entries]):
        yield _folder(path, walk.inner.rstrip("/") or walk.root.name)
        return
    entries.sort(key=lambda entry: natural(entry.name))
    stories = [entry.name for entry in entries if _may_be_story(entry.name)]
    only_about = all(map(tells_about, stories)) and not any(map(_is_folder, entries))
    for entry in entries:
        if _is_folder(entry):
            if _may_enter(entry, walk):
                yield from _of_folder(
                    path / entry.name, replace(walk, inner=f"{walk.key(entry.name)}/")
                )
        elif not _is_inside(entry, walk):
            continue
        elif entry.name.lower().endswith(".zip"):
            yield from _of_zip(path / entry.name, walk.key(entry.name), walk.search)
        elif _may_be_story(entry.name) and (only_about or not tells_about(entry.name)):
            yield _file(path / entry.name, walk.key(entry.name))


def _may_be_story(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in STORY_SUFFIXES


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _may_enter(entry: os.DirEntry[str], walk: _Folder) -> bool:
    """Whether a folder is looked into: no link, not that of the books, not endlessly deep."""
    if entry.is_symlink() or entry.name in {STATE, "__MACOSX"} or walk.depth > _DEEPEST:
        return False
    return not walk.left_out or str(Path(entry.path).resolve()) not in walk.left_out


def _is_inside(entry: os.DirEntry[str], walk: _Folder) -> bool:
    """Whether a file is one of the folder's: no device, and no link that leads out of it."""
    try:
        if not entry.is_file():
            return False
        return not entry.is_symlink() or Path(entry.path).resolve().is_relative_to(walk.root)
    except (OSError, RuntimeError):
        return False


def _file(path: Path, key: str) -> Candidate:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Candidate(key, 0, _MISSING, Place(str(path)))
    return Candidate(
        key, status.st_size, f"{status.st_size}-{status.st_mtime_ns}", Place(str(path))
    )


def _folder(path: Path, key: str) -> Candidate:
    """A folder that is one story; it changed when the name, size or time of any file did."""
    digest = hashlib.sha256()
    size = 0
    for place, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            one = Path(place) / name
            try:
                status = one.stat()
            except OSError:
                continue
            size += status.st_size
            inner = one.relative_to(path).as_posix()
            told = f"{inner}\0{status.st_size}\0{status.st_mtime_ns}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
    return Candidate(key, size, digest.hexdigest()[:16], Place(str(path)))


def _of_zip(path: Path, key: str, search: Search) -> Iterator[Candidate]:
    """The stories of an archive; one that can't be read is left to the worker's error."""

    def opened() -> BinaryIO:
        return path.open("rb")

    whole = _file(path, key)
    try:
        with opened() as stream:
            if not is_fimfarchive(stream, path.name, Where(str(path))):
                found = list(members(stream, Where(str(path))))
                yield from of_members(found, whole)
                return
        yield from fimfarchive_candidates(
            StoriesOf(opened, str(path), key, known=search.known, keep=search.keep)
        )
    except (OSError, SourceError):
        yield whole


def of_members(found: Sequence[Member], whole: Candidate) -> Iterator[Candidate]:
    """The stories among the members of an archive, by name; the archive itself when it is one.

    Args:
        found: Its members.
        whole: The archive as a candidate.
    """
    shown = {
        member.name: member
        for member in found
        if not member.name.endswith("/") and not _hidden(member.name)
    }
    names = sorted(shown)
    if _is_whole(names):
        yield whole
        return
    about = {str(PurePosixPath(name).parent) for name in names if not tells_about(name)}
    for name in names:
        parent = str(PurePosixPath(name).parent)
        if _may_be_story(name) and not (tells_about(name) and parent in about):
            one = shown[name]
            yield Candidate(
                f"{whole.key}!{name}",
                one.size,
                f"{one.crc:08x}-{one.size}",
                Place(whole.place.path, name),
            )


def _is_whole(names: Sequence[str]) -> bool:
    """Whether the archive is one story, or none, which the worker then says."""
    if only_story(names) or not any(map(_may_be_story, names)):
        return True
    tops = {name.partition("/")[0] for name in names}
    front = f"{next(iter(tops))}/" if len(tops) == 1 else ""
    return is_one_story(
        sorted({name[len(front) :].partition("/")[0] for name in names if name != front})
    )


def _hidden(name: str) -> bool:
    return bool(re.search(r"(?:^|/)(?:\.|__MACOSX/)", name))


def _unique(found: Iterator[Candidate]) -> Iterator[Candidate]:
    """Each story once, and each with a key of its own: a path named twice, files of one name.

    Of each only hashes are kept, sixteen bytes a story.
    """
    places: set[bytes] = set()
    keys: set[bytes] = set()
    for candidate in found:
        place = candidate.place
        real = place.path if is_url(place.path) else os.path.realpath(place.path)
        here = _hashed(f"{real}\0{place.member}")
        if here in places:
            continue
        places.add(here)
        key = candidate.key
        if _hashed(key) in keys:
            # Of another folder: the name of that folder tells them apart.
            key = _plain(os.path.realpath(place.path))
            key = f"{key}!{place.member}" if place.member else key
        keys.add(_hashed(key))
        yield candidate if key == candidate.key else replace(candidate, key=key)


def _hashed(text: str) -> bytes:
    kept = text.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(kept, digest_size=_HASH).digest()

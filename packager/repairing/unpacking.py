"""Taking an EPUB apart: from its zip archive, from a damaged one, or from an unzipped folder.

EPUB 3.3, section 4.2: https://www.w3.org/TR/epub-33/#sec-zip-container
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath
from urllib.parse import unquote

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.repairing.changes import Changes
from packager.sources.archive import as_folder
from packager.sources.local_headers import whole_members
from packager.sources.source import Source, UnsafePath

MIMETYPE = "mimetype"
MEDIA_TYPE = b"application/epub+zip"

_UTF_8 = 0x800
_ENCODINGS = ("utf-8", "cp437", "cp1252", "shift_jis", "gb18030", "big5", "euc_kr")
"""Encodings names of files were written in before UTF-8; the second takes any bytes."""

_JUNK = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "iTunesMetadata.plist"})
"""Files an operating system or a shop leaves behind."""


def unpacked(source: Source, changes: Changes) -> dict[str, bytes]:
    """The files of an EPUB by their paths, without the one that names its media type.

    Raises:
        SourceError: It is no zip archive, or one that is unsafe or can't be read at all.
    """
    if source.names:
        files = _of_folder(source)
        changes.note(Code.REPAIRED_CONTAINER, "an unzipped EPUB was packed", MIMETYPE)
    else:
        files = _of_archive(source, changes)
    files = _without_junk(_at_root(files, changes), changes)
    kind = files.pop(MIMETYPE, None)
    if kind is None:
        changes.note(Code.REPAIRED_CONTAINER, "the file that names the media type was missing",
                     MIMETYPE)  # fmt: skip
    elif kind != MEDIA_TYPE:
        changes.note(Code.REPAIRED_CONTAINER, "the media type named was not that of an EPUB",
                     MIMETYPE)  # fmt: skip
    return files


def _of_folder(source: Source) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in source.names:
        try:
            content = source.neighbour(name)
        except UnsafePath as error:
            raise SourceError(
                Code.ARCHIVE_UNSAFE, f"{name} can't be read: {error}", where=Where(source.name)
            ) from error
        if content is not None:
            found[name] = content
    return found


def _of_archive(source: Source, changes: Changes) -> dict[str, bytes]:
    where = Where(source.name)
    try:
        folder = as_folder(source.name, source.data, where, doubles=True)
        return _members(folder, source.data, changes)
    except SourceError as error:
        found = whole_members(source.data)
        if not any(name.endswith((".opf", "container.xml")) for name in found):
            raise
        changes.note(
            Code.REPAIR_LEFT_OUT,
            f"the archive is damaged ({error.message}); the files that are whole were taken",
            source.name,
        )
        return found


def _members(folder: Source, data: bytes, changes: Changes) -> dict[str, bytes]:
    """The members of an archive in its order; how they are packed is looked at as well."""
    infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    filled = {f"{parent}/" for info in infos for parent in PurePosixPath(info.filename).parents}
    names = _true_names(infos, folder, changes)
    found: dict[str, bytes] = {}
    for info in infos:
        if info.is_dir():
            if info.filename not in filled:
                changes.note(Code.REPAIRED_CONTAINER, "empty folders were left out", info.filename)
            continue
        name = names.get(info.filename, info.filename)
        try:
            content = folder.neighbour(info.filename)
        except UnsafePath as error:
            raise SourceError(Code.ARCHIVE_UNSAFE, str(error), where=Where(folder.name)) from error
        if name in found:
            changes.note(Code.REPAIR_LEFT_OUT, "older files of the same path were left out", name)
        found[name] = content or b""
    _look_at_type(infos, changes)
    return found


def _true_names(infos: list[zipfile.ZipInfo], folder: Source, changes: Changes) -> dict[str, str]:
    """What the members are called whose names are not marked as UTF-8, as they must be.

    Of the encodings a name can have been written in, the one is right in which the package document
    knows it.
    """
    odd = [info for info in infos if not info.flag_bits & _UTF_8 and not info.filename.isascii()]
    if not odd:
        return {}
    packages = (info.filename for info in infos if info.filename.lower().endswith(".opf"))
    said = "\n".join(_text(folder, name) for name in packages)
    found: dict[str, str] = {}
    for info in odd:
        raw = info.filename.encode("cp437", "replace")
        names = [name for encoding in _ENCODINGS if (name := _decoded(raw, encoding))]
        known = (name for name in names if name.rpartition("/")[2] in said)
        found[info.filename] = name = next(known, names[0])
        if raw != name.encode():
            changes.note(Code.REPAIRED_CONTAINER, "names of files were not UTF-8", name)
    return found


def _text(folder: Source, name: str) -> str:
    found = folder.neighbour(name) or b""
    return unquote(found.decode("utf-8", "replace"))


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _look_at_type(infos: list[zipfile.ZipInfo], changes: Changes) -> None:
    """See whether ``file`` and reading systems find the media type where they look for it."""
    first = infos[0] if infos else None
    if first is None or first.filename != MIMETYPE:
        if any(info.filename == MIMETYPE for info in infos):
            changes.note(Code.REPAIRED_CONTAINER, "the media type was not the first file", MIMETYPE)
    elif first.compress_type != zipfile.ZIP_STORED or first.extra:
        changes.note(Code.REPAIRED_CONTAINER, "the media type was packed so that none can see it",
                     MIMETYPE)  # fmt: skip


def _at_root(files: dict[str, bytes], changes: Changes) -> dict[str, bytes]:
    """The files of a container that was packed with the folder it lay in."""
    folders = {name.partition("/")[0] for name in files if not name.startswith("__MACOSX")}
    if len(folders) != 1 or "" in folders:
        return files
    root = folders.pop() + "/"
    if root + MIMETYPE not in files and root + "META-INF/container.xml" not in files:
        return files
    changes.note(Code.REPAIRED_CONTAINER, "the folder around the book was taken away", root)
    return {name[len(root) :]: found for name, found in files.items() if name.startswith(root)}


def _without_junk(files: dict[str, bytes], changes: Changes) -> dict[str, bytes]:
    kept: dict[str, bytes] = {}
    for name, found in files.items():
        if name.startswith("__MACOSX/") or name.rpartition("/")[2] in _JUNK:
            changes.note(Code.REPAIR_LEFT_OUT, "files of another program were left out", name)
        else:
            kept[name] = found
    return kept

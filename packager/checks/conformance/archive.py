"""Archive: the ZIP file of a book as it lies there, with what a ZIP library would hide.

EPUB 3.3, section 4.2.3: https://www.w3.org/TR/epub-33/#sec-zip-container-zipreqs. A book that is
damaged, or made to do harm, is opened as far as it goes; what can't be read is said, never raised.
"""

from __future__ import annotations

import io
import lzma
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass, field

from packager.sources.archive import MAX_MEMBERS, MAX_RATIO, RATIO_FLOOR
from packager.sources.source import MAX_SOURCE

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_MAX_ENTRIES = 4 * MAX_MEMBERS
"""A picture book has some thousand files; a file with more is not opened."""
_MAX_TOTAL = 4 * MAX_SOURCE
"""Bytes all files together may unpack to."""

_DAMAGE = (
    zipfile.BadZipFile,
    NotImplementedError,
    EOFError,
    IndexError,
    OSError,
    RuntimeError,
    UserWarning,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
"""What ``zipfile`` and its decompressors raise on damaged bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file of the archive.

    Attributes:
        name: Its path, read as UTF-8 whatever the archive says, as EPUB has it; what is no UTF-8
            stands as U+FFFD.
        utf_8: Whether the bytes of the name are UTF-8.
        stored: Whether it is not compressed.
        encrypted: Whether it is encrypted by the ZIP itself.
        extra: The extra field of its local header.
        size: Bytes it has unpacked.
        packed: Bytes it takes in the archive.
        offset: Where its local header lies.
        is_folder: Whether it stands for a folder.
    """

    name: str
    utf_8: bool
    stored: bool
    encrypted: bool
    extra: bytes
    size: int
    packed: int
    offset: int
    is_folder: bool


@dataclass(frozen=True, slots=True, eq=False)
class Archive:
    """The files of a book.

    Attributes:
        entries: In the order of the central directory; a name may occur twice.
        damage: Why it can't be opened, in words; empty when it can.
        compression: Ways of packing that are neither stored nor deflated, by name of the file.
    """

    entries: tuple[Entry, ...]
    damage: str = ""
    compression: tuple[str, ...] = ()
    _zip: zipfile.ZipFile | None = None
    _infos: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    _read: dict[str, bytes | None] = field(default_factory=dict)

    def __contains__(self, name: object) -> bool:
        return name in self._infos

    @property
    def names(self) -> tuple[str, ...]:
        """The paths of its files, each once, without folders."""
        return tuple(name for name, info in self._infos.items() if not info.is_dir())

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; ``None`` when there is none, or when it can't be read."""
        if name not in self._read:
            self._read[name] = self._unpacked(self._infos.get(name))
        return self._read[name]

    def _unpacked(self, info: zipfile.ZipInfo | None) -> bytes | None:
        if self._zip is None or info is None or _is_bomb(info) or info.flag_bits & _ENCRYPTED:
            return None
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # Python 3.13 warns of members that overlap
                with self._zip.open(info) as stream:
                    found = stream.read(info.file_size + 1)
        except _DAMAGE:
            return None
        return found if len(found) == info.file_size else None


def opened_archive(data: bytes) -> Archive:
    """The archive in the bytes of a book."""
    if not data.startswith(b"PK"):
        what = "it does not begin as a ZIP file does" if data else "the file is empty"
        return Archive((), what)
    try:
        whole = zipfile.ZipFile(io.BytesIO(data))
        infos = whole.infolist()
    except UnicodeDecodeError:
        return Archive((), "a file name is said to be UTF-8 and is not")
    except _DAMAGE as error:
        return Archive((), f"the ZIP file is damaged: {error}")
    if len(infos) > _MAX_ENTRIES:
        return Archive((), f"the ZIP file has more than {_MAX_ENTRIES} files")
    if sum(info.file_size for info in infos) > _MAX_TOTAL or any(map(_is_bomb, infos)):
        return Archive((), "the ZIP file unpacks to far more than a book can be")
    entries = tuple(_entry(info, data) for info in infos)
    by_name = {entry.name: info for entry, info in zip(entries, infos, strict=True)}
    other = tuple(
        entry.name
        for entry, info in zip(entries, infos, strict=True)
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    )
    return Archive(entries, "", other, whole, by_name)


def _is_bomb(info: zipfile.ZipInfo) -> bool:
    ratio = info.file_size / max(info.compress_size, 1)
    return info.file_size > MAX_SOURCE or (info.file_size > RATIO_FLOOR and ratio > MAX_RATIO)


def _entry(info: zipfile.ZipInfo, data: bytes) -> Entry:
    name, utf_8 = _name(info)
    return Entry(
        name=name,
        utf_8=utf_8,
        stored=info.compress_type == zipfile.ZIP_STORED,
        encrypted=bool(info.flag_bits & _ENCRYPTED),
        extra=_local_extra(info, data),
        size=info.file_size,
        packed=info.compress_size,
        offset=info.header_offset,
        is_folder=info.is_dir(),
    )


def _name(info: zipfile.ZipInfo) -> tuple[str, bool]:
    """The name as UTF-8; ``zipfile`` takes one without the flag for code page 437."""
    if info.flag_bits & _UTF_8 or info.orig_filename.isascii():
        return info.orig_filename, True
    raw = info.orig_filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace"), False


def _local_extra(info: zipfile.ZipInfo, data: bytes) -> bytes:
    start = info.header_offset
    if len(data) < start + _LOCAL_HEADER.size:
        return b""
    magic, *fields = _LOCAL_HEADER.unpack_from(data, start)
    if magic != _LOCAL_MAGIC:
        return b""
    end = start + _LOCAL_HEADER.size + fields[-2]
    return data[end : end + fields[-1]]

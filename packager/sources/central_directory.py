"""The central directory of a zip archive, read as a stream: for archives too large to hold.

An archive of a whole site has hundreds of thousands of members and many gigabytes. To read one of
them, neither the archive nor its list of members has to be held: the list is run through once, and
what is asked for is read where it lies (APPNOTE.TXT 6.3.10, sections 4.3 to 4.5,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from packager.diagnostics import Code, Where
from packager.errors import SourceError

_CHUNK = 2**18
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_COMMENT = 2**16
_END_64 = b"PK\x06\x06"
_LOCATOR_64 = b"PK\x06\x07"
_LOCATOR_64_SIZE = 20
_MEMBER = b"PK\x01\x02"
_MEMBER_SIZE = 46
_LONGEST_RECORD = _MEMBER_SIZE + 3 * 0xFFFF
_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_EXTRA_64 = 1
_FULL_16 = 0xFFFF
_FULL_32 = 0xFFFFFFFF
_STORED = 0
_DEFLATED = 8
_ENCRYPTED = 0x1
_UTF_8 = 0x800
_MAX_LINE = 16 * 2**20
"""Bytes of the longest line that is taken for one; what is longer is no list of stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of an archive, as the central directory lists it.

    Attributes:
        name: Its path in the archive.
        method: How it is packed: 0 stored, 8 deflated.
        flags: The general purpose bits; bit 0 means encrypted.
        crc: CRC-32 of its bytes.
        packed: Bytes it takes in the archive.
        size: Bytes it has unpacked.
        offset: Where its local header lies.
    """

    name: str
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int


def count_members(path: Path) -> int:
    """How many members an archive says it has; 0 when it has no directory to say so."""
    try:
        with path.open("rb") as stream:
            return _extent(stream, Where(str(path)))[2]
    except (OSError, SourceError):
        return 0


def members(stream: BinaryIO, where: Where) -> Iterator[Member]:
    """The members of an archive in the order of its directory.

    Raises:
        SourceError: The directory is missing or damaged.
    """
    start, left, _ = _extent(stream, where)
    stream.seek(start)
    held, at = b"", 0
    while True:
        if len(held) - at < _LONGEST_RECORD and left > 0:
            chunk = stream.read(min(_CHUNK, left))
            if not chunk:
                raise _damaged("its directory is cut short", where)
            left -= len(chunk)
            held, at = held[at:] + chunk, 0
            continue
        if held[at : at + 4] != _MEMBER or len(held) - at < _MEMBER_SIZE:
            return  # a signature of the directory, or nothing, follows the last member
        end = at + _MEMBER_SIZE + sum(struct.unpack_from("<3H", held, at + 28))
        if end > len(held):
            raise _damaged("its directory is cut short", where)
        yield _member(held[at:end])
        at = end


def member_chunks(stream: BinaryIO, member: Member, where: Where) -> Iterator[bytes]:
    """The bytes of a member, piece by piece, unpacked; its CRC-32 is not looked at.

    Raises:
        SourceError: It is damaged, encrypted, or packed in a way nobody uses for so large a file.
    """
    if member.flags & _ENCRYPTED:
        raise _damaged(f"its member {member.name!r} is encrypted", where)
    if member.method not in {_STORED, _DEFLATED}:
        raise _damaged(f"its member {member.name!r} is packed in a way packager can't read", where)
    stream.seek(member.offset)
    header = stream.read(_LOCAL_SIZE)
    if len(header) < _LOCAL_SIZE or header[:4] != _LOCAL:
        raise _damaged(f"its member {member.name!r} is not where it should be", where)
    stream.seek(sum(struct.unpack_from("<2H", header, 26)), 1)
    unpack = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == _DEFLATED else None
    left = member.packed
    while left > 0:
        chunk = stream.read(min(_CHUNK, left))
        if not chunk:
            raise _damaged(f"its member {member.name!r} is cut short", where)
        left -= len(chunk)
        if unpack is None:
            yield chunk
            continue
        waiting = chunk
        while waiting and not unpack.eof:
            try:
                yield unpack.decompress(waiting, _CHUNK)
            except zlib.error as error:
                raise _damaged(f"its member {member.name!r} is damaged", where) from error
            waiting = unpack.unconsumed_tail
    # The last bytes may be taken in while there was no room to give out what they mean.
    while unpack is not None and (rest := unpack.decompress(b"", _CHUNK)):
        yield rest


def read_member(stream: BinaryIO, member: Member, where: Where, limit: int) -> bytes:
    """The bytes of a member.

    Args:
        stream: The archive.
        member: What to read.
        where: For messages.
        limit: The most bytes it may have.

    Raises:
        SourceError: It is damaged, encrypted, larger than the limit, or lies about its size.
    """
    found = bytearray()
    for chunk in member_chunks(stream, member, where):
        found += chunk
        if len(found) > min(limit, member.size):
            raise _damaged(f"its member {member.name!r} unpacks too large", where)
    if len(found) != member.size or zlib.crc32(found) != member.crc:
        raise _damaged(f"its member {member.name!r} is damaged", where)
    return bytes(found)


def member_lines(path: Path, name: str) -> Iterator[bytes]:
    """The lines of a member, without their ends, read as a stream; none when there is no member.

    Args:
        path: The archive.
        name: Path of the member in it.

    Raises:
        SourceError: The archive is damaged, or a line has more than 16 MiB.
    """
    where = Where(str(path))
    try:
        with path.open("rb") as stream:
            found = next((one for one in members(stream, where) if one.name == name), None)
            if found is not None:
                yield from lines_of(member_chunks(stream, found, where), where)
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=where
        ) from error


def lines_of(chunks: Iterator[bytes], where: Where) -> Iterator[bytes]:
    """The lines of what comes piece by piece, without their ends.

    Raises:
        SourceError: A line has more than 16 MiB.
    """
    held: list[bytes] = []
    length = 0
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        held.append(first)
        length += len(first)
        if length > _MAX_LINE:
            raise _damaged("a line of its list has more than 16 MiB", where)
        for line in rest:
            yield b"".join(held).rstrip(b"\r")
            held, length = [line], len(line)
    last = b"".join(held)
    if last:
        yield last.rstrip(b"\r")


def _extent(stream: BinaryIO, where: Where) -> tuple[int, int, int]:
    """Where the directory begins, its length in bytes, and the number of members."""
    size = stream.seek(0, 2)
    start = max(0, size - _END_SIZE - _LONGEST_COMMENT)
    stream.seek(start)
    tail = stream.read(size - start)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _damaged("it is no zip archive that can be read: it has no directory", where)
    count, length, offset = struct.unpack_from("<HII", tail, at + 10)
    end = start + at
    if count == _FULL_16 or _FULL_32 in {length, offset}:
        wide = _extent_64(stream, start + at)
        if wide is not None:
            return wide
    # Something may stand in front of the archive; then every offset is that much too small.
    if end - length < 0:
        raise _damaged("its directory is damaged", where)
    return offset if offset + length <= end else end - length, length, count


def _extent_64(stream: BinaryIO, end: int) -> tuple[int, int, int] | None:
    stream.seek(max(0, end - _LOCATOR_64_SIZE))
    locator = stream.read(_LOCATOR_64_SIZE)
    if len(locator) < _LOCATOR_64_SIZE or locator[:4] != _LOCATOR_64:
        return None
    (at,) = struct.unpack_from("<Q", locator, 8)
    if at > end:
        return None
    stream.seek(at)
    record = stream.read(56)
    if len(record) < 56 or record[:4] != _END_64:  # noqa: PLR2004 - the record's own length
        return None
    count, length, offset = struct.unpack_from("<QQQ", record, 32)
    return (offset, length, count) if offset + length <= end else None


def _member(record: bytes) -> Member:
    flags, method = struct.unpack_from("<2H", record, 8)
    crc, packed, size = struct.unpack_from("<3I", record, 16)
    name_length, extra_length = struct.unpack_from("<2H", record, 28)
    (offset,) = struct.unpack_from("<I", record, 42)
    name = record[_MEMBER_SIZE : _MEMBER_SIZE + name_length]
    extra = record[_MEMBER_SIZE + name_length : _MEMBER_SIZE + name_length + extra_length]
    if _FULL_32 in {packed, size, offset}:
        size, packed, offset = _wide(extra, size, packed, offset)
    return Member(
        name=name.decode("utf-8" if flags & _UTF_8 else "cp437", "replace"),
        method=method,
        flags=flags,
        crc=crc,
        packed=packed,
        size=size,
        offset=offset,
    )


def _wide(extra: bytes, *values: int) -> tuple[int, int, int]:
    """Size, packed size and offset, those that don't fit four bytes taken from the extra field."""
    at = 0
    field = b""
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == _EXTRA_64:
            field = extra[at + 4 : at + 4 + length]
        at += 4 + length
    found: list[int] = []
    for value in values:
        if value == _FULL_32 and len(field) >= 8:  # noqa: PLR2004 - eight bytes a number
            (value,) = struct.unpack_from("<Q", field)  # noqa: PLW2901 - the same value, in full
            field = field[8:]
        found.append(value)
    size, packed, offset = found
    return size, packed, offset


def _damaged(message: str, where: Where) -> SourceError:
    return SourceError(Code.ARCHIVE_UNSAFE, message, where=where)

"""The central directory of a great archive, kept in a few bytes a member.

``zipfile.ZipFile`` takes 700 bytes for each member of an archive. Here a member takes 40: its name
is kept as a hash, and looked up by halving. A name that hashes like another is told by the name in
front of the member itself when it is read.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import Member, members


@dataclass(frozen=True, slots=True)
class CompactDirectory:
    """The members of an archive, sorted by the hash of their names.

    Attributes:
        hashes: The first eight bytes of each name's BLAKE2b.
        offsets: Where each local header lies.
        sizes: Bytes each has unpacked.
        packed: Bytes each takes in the archive.
        crcs: CRC-32 of each.
        marks: Packing method and general purpose bits of each: ``method << 16 | flags``.
    """

    hashes: array[int]
    offsets: array[int]
    sizes: array[int]
    packed: array[int]
    crcs: array[int]
    marks: array[int]

    def __len__(self) -> int:
        return len(self.hashes)

    def place(self, name: str) -> int | None:
        """The number of the member of this name, counted from 0; ``None`` when there is none."""
        wanted = hash_of(name)
        at = bisect_left(self.hashes, wanted)
        return at if at < len(self.hashes) and self.hashes[at] == wanted else None

    def get(self, name: str) -> Member | None:
        """The member of this name; ``None`` when there is none."""
        at = self.place(name)
        if at is None:
            return None
        return Member(
            name=name,
            method=self.marks[at] >> 16,
            flags=self.marks[at] & 0xFFFF,
            crc=self.crcs[at],
            packed=self.packed[at],
            size=self.sizes[at],
            offset=self.offsets[at],
        )


def hash_of(name: str) -> int:
    """Eight bytes of the hash of a member's name, as a number."""
    kept = name.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(kept, digest_size=8).digest(), "big")


def compact_directory(stream: BinaryIO, where: Where) -> CompactDirectory:
    """The directory of an archive; folders are left out.

    Raises:
        SourceError: The directory is missing or damaged, or two members have one name.
    """
    return _sorted(
        (member for member in members(stream, where) if not member.name.endswith("/")), where
    )


def _sorted(found: Iterable[Member], where: Where) -> CompactDirectory:
    columns = tuple(array(kind) for kind in "QQQQLL")
    for member in found:
        row = (
            hash_of(member.name),
            member.offset,
            member.size,
            member.packed,
            member.crc,
            member.method << 16 | member.flags,
        )
        for column, value in zip(columns, row, strict=True):
            column.append(value)
    hashes = columns[0]
    order = array("L", sorted(range(len(hashes)), key=hashes.__getitem__))
    ordered = [array(column.typecode, (column[at] for at in order)) for column in columns]
    hashes = ordered[0]
    if any(hashes[at] == hashes[at + 1] for at in range(len(hashes) - 1)):
        raise SourceError(
            Code.ARCHIVE_UNSAFE,
            "two of its members have one name",
            where=where,
            hint="pack it anew: one of the two would never be read",
        )
    return CompactDirectory(*ordered)

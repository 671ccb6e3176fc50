"""A long list inside an archive, read line by line, and any line of it again by its place.

A deflated member can only be unpacked from its start. Going through it leaves a state of the
decompressor every 16 MiB, so that a line is found again by unpacking less than that, and a worker
that asks for the lines in their order unpacks the whole list once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import Member, member_chunks

if TYPE_CHECKING:
    from zlib import _Decompress

_PIECE = 2**18
_PACKED_PIECE = 2**15
"""A state keeps what is left of it, so it is short."""
_BETWEEN_STATES = 16 * 2**20
_LONGEST_LINE = 16 * 2**20
_LOCAL_SIZE = 30
_STORED = 0
_DEFLATED = 8


def placed_lines(chunks: Iterator[bytes], where: Where) -> Iterator[tuple[int, bytes]]:
    r"""The lines of what comes piece by piece, each with where it begins, counted in bytes.

    A line keeps everything but its ``\n``.

    Raises:
        SourceError: A line has more than 16 MiB.
    """
    start = 0
    held: list[bytes] = []
    length = 0
    for chunk in chunks:
        first, *rest = chunk.split(b"\n")
        held.append(first)
        length += len(first)
        if length > _LONGEST_LINE:
            raise _damaged("a line of its list has more than 16 MiB", where)
        for line in rest:
            yield start, b"".join(held)
            start += length + 1
            held, length = [line], len(line)
    last = b"".join(held)
    if last:
        yield start, last


@dataclass(frozen=True, slots=True)
class _State:
    """A decompressor on its way: what it has given, and where what it takes next lies."""

    given: int
    taken: int
    unpack: _Decompress


class LinesByPlace:
    """The lines of one member of an archive, by where they begin and how long they are.

    Args:
        opened: Opens the archive.
        member: The member.
        where: For messages.
    """

    def __init__(self, opened: Callable[[], BinaryIO], member: Member, where: Where) -> None:
        self._opened = opened
        self._member = member
        self._where = where
        self._start: int | None = None
        self._states: list[_State] = []
        self._last: _State | None = None
        self._held = (0, b"")

    def line(self, offset: int, length: int) -> bytes:
        """The bytes of a line.

        Args:
            offset: Where it begins, in bytes of the unpacked member.
            length: Its bytes.

        Raises:
            SourceError: The member is damaged, or ends before the line does.
        """
        if not (offset >= 0 and 0 <= length <= _LONGEST_LINE):
            raise self._missing()
        start, held = self._held
        if start <= offset and offset + length <= start + len(held):
            return held[offset - start : offset - start + length]
        try:
            with self._opened() as stream:
                found = self._read(stream, offset, length)
        except OSError as error:
            raise SourceError(
                Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=self._where
            ) from error
        if len(found) != length:
            raise self._missing()
        return found

    def _read(self, stream: BinaryIO, offset: int, length: int) -> bytes:
        if self._start is None:
            # Runs as far as the first piece, to have the member's header looked at.
            next(member_chunks(stream, self._member, self._where), b"")
            stream.seek(self._member.offset)
            header = stream.read(_LOCAL_SIZE)
            names = sum(struct.unpack_from("<2H", header, 26))
            self._start = self._member.offset + _LOCAL_SIZE + names
        if self._member.method == _STORED:
            stream.seek(self._start + min(offset, self._member.size))
            return stream.read(min(length, max(0, self._member.size - offset)))
        return self._unpacked(stream, self._start, offset, length)

    def _unpacked(self, stream: BinaryIO, start: int, offset: int, length: int) -> bytes:
        state = self._nearest(offset)
        given, taken, unpack = state.given, state.taken, state.unpack.copy()
        stream.seek(start + taken)
        found = bytearray()
        while given < offset + length and not unpack.eof:
            packed = unpack.unconsumed_tail
            if not packed:
                packed = stream.read(min(_PACKED_PIECE, self._member.packed - taken))
                taken += len(packed)
            try:
                piece = unpack.decompress(packed, _PIECE)
            except zlib.error as error:
                raise _damaged(f"its member {self._member.name!r} is damaged", self._where) from (
                    error
                )
            if not packed and not piece:
                break  # the archive is cut short
            begin = max(0, offset - given)
            found += piece[begin : begin + length - len(found)]
            self._held = (given, piece)
            given += len(piece)
            if given <= offset:
                self._keep(given, taken, unpack)
        return bytes(found)

    def _nearest(self, offset: int) -> _State:
        """The state that lies least far in front of an offset."""
        best = _State(0, 0, zlib.decompressobj(-zlib.MAX_WBITS))
        for state in (*self._states, self._last):
            if state is not None and best.given < state.given <= offset:
                best = state
        return best

    def _keep(self, given: int, taken: int, unpack: _Decompress) -> None:
        """Keep the state just reached, and for good the first of each 16 MiB."""
        state = _State(given, taken, unpack.copy())
        self._last = state
        if given >= (self._states[-1].given if self._states else 0) + _BETWEEN_STATES:
            self._states.append(state)

    def _missing(self) -> SourceError:
        return _damaged(f"its member {self._member.name!r} has no such line", self._where)


def _damaged(message: str, where: Where) -> SourceError:
    return SourceError(Code.ARCHIVE_UNSAFE, message, where=where)

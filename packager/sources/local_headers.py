"""The members of a zip archive whose central directory is damaged, found by their own headers.

Each member has a header in front of it (APPNOTE.TXT 6.3.10, section 4.3.7,
https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT). Where an archive was cut short or its
end was overwritten, those of the members that are whole can still be read.
"""

from __future__ import annotations

import struct
import zlib

from packager.sources.archive import MAX_MEMBERS, MAX_RATIO, RATIO_FLOOR
from packager.sources.source import MAX_SOURCE

_LOCAL = b"PK\x03\x04"
_SIZE = 30
_CHUNK = 2**14
_STORED = 0
_DEFLATED = 8
_ENCRYPTED = 0x1
_UTF_8 = 0x800


def whole_members(data: bytes) -> dict[str, bytes]:
    """The members that can be read whole, by name, in the order of the archive.

    A member that is damaged, encrypted, or packed in another way than EPUB allows is left out. The
    bytes of all together are limited, as those of a source are.
    """
    found: dict[str, bytes] = {}
    room = MAX_SOURCE
    at = data.find(_LOCAL)
    while at >= 0 and len(found) < MAX_MEMBERS and room > 0:
        name, content, end = _member(data, at, room)
        room -= len(content)
        if name and not name.endswith("/"):
            found[name] = content
        at = data.find(_LOCAL, max(end, at + 4))
    return found


def _member(data: bytes, at: int, room: int) -> tuple[str, bytes, int]:
    """The name and content of the member at a place, and where it ends; no name when it is lost.

    What was unpacked in vain is given too, for it counts.
    """
    if len(data) - at < _SIZE:
        return "", b"", at + 4
    flags, method = struct.unpack_from("<2H", data, at + 6)
    crc, packed, size = struct.unpack_from("<3I", data, at + 14)
    name_length, extra_length = struct.unpack_from("<2H", data, at + 26)
    start = at + _SIZE + name_length + extra_length
    raw = data[at + _SIZE : at + _SIZE + name_length]
    if flags & _ENCRYPTED or method not in {_STORED, _DEFLATED} or start > len(data):
        return "", b"", at + 4
    if method == _STORED:
        content, end = data[start : start + packed], start + packed
        whole = len(content) == size
    else:
        content, end, whole = _inflated(data, start, room)
    known = bool(size or crc)  # else they follow the member, which its own end tells as well
    if not whole or (known and zlib.crc32(content) != crc) or len(content) > room:
        return "", content, at + 4
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace")
    return name, content, end


def _inflated(data: bytes, start: int, room: int) -> tuple[bytes, int, bool]:
    """The bytes of a deflated run, where it ends, and whether it came to its end."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    found = bytearray()
    at = start
    try:
        while not unpack.eof and at < len(data) and len(found) <= room:
            found += unpack.decompress(data[at : at + _CHUNK])
            at += _CHUNK
    except zlib.error:
        return bytes(found), start, False
    end = min(at, len(data)) - len(unpack.unused_data)
    ratio = len(found) / max(end - start, 1)
    whole = unpack.eof and not (len(found) > RATIO_FLOOR and ratio > MAX_RATIO)
    return bytes(found), end, whole

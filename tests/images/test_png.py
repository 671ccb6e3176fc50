"""PNG files without what was written about them."""

from __future__ import annotations

import zlib

import pytest

from packager.images.png import without_metadata

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes = b"") -> bytes:
    checked = name + content
    return len(content).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")


PICTURE = SIGNATURE + chunk(b"IHDR", bytes(13)) + chunk(b"IDAT", b"x") + chunk(b"IEND")


def test_a_picture_alone_is_given_back() -> None:
    assert without_metadata(PICTURE) is PICTURE


@pytest.mark.parametrize(
    "name", [b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME", b"iCCP", b"acTL", b"fcTL", b"fdAT"]
)
def test_what_is_no_picture_is_left_out(name: bytes) -> None:
    with_it = PICTURE.replace(chunk(b"IDAT", b"x"), chunk(name, b"about") + chunk(b"IDAT", b"x"))
    assert without_metadata(with_it + b"behind") == PICTURE


@pytest.mark.parametrize("data", [b"", b"GIF89a", SIGNATURE, PICTURE[:-12], SIGNATURE + bytes(11)])
def test_what_is_built_otherwise_is_nothing(data: bytes) -> None:
    assert without_metadata(data) is None

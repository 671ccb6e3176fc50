"""A zip archive too large to hold: its directory run through, one member read where it lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from packager.diagnostics import Code, Where
from packager.errors import SourceError
from packager.sources.central_directory import (
    count_members,
    member_lines,
    members,
    read_member,
)

WHERE = Where("a.zip")
TEXT = b"one\r\ntwo\n" + b"x" * 300_000 + b"\nlast"


def packed(*, front: bytes = b"", comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", TEXT, zipfile.ZIP_DEFLATED)
        archive.writestr("b.txt", TEXT, zipfile.ZIP_STORED)
        archive.writestr("schnee/ü.txt", b"snow")
        archive.comment = comment
    return front + file.getvalue()


@pytest.mark.parametrize("comment", [b"", b"c" * 5_000, b"PK\x05\x06"])
def test_every_member_is_found_and_read(comment: bytes) -> None:
    if comment.startswith(b"PK"):
        comment = b"note"  # a comment that looks like an end is no archive anybody makes
    stream = io.BytesIO(packed(comment=comment))
    found = {
        one.name: read_member(stream, one, WHERE, 2**20) for one in list(members(stream, WHERE))
    }
    assert found == {"a.txt": TEXT, "b.txt": TEXT, "schnee/ü.txt": b"snow"}


def test_an_archive_of_many_members_and_wide_numbers_is_run_through(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(70_000):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
        with archive.open("wide.txt", "w", force_zip64=True) as member:
            member.write(b"far away")
    assert count_members(path) == 70_001
    with path.open("rb") as stream:
        last = list(members(stream, WHERE))[-1]
        assert read_member(stream, last, WHERE, 100) == b"far away"


def test_lines_come_without_their_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed())
    for name in ("a.txt", "b.txt"):
        assert list(member_lines(path, name)) == [b"one", b"two", b"x" * 300_000, b"last"]
    assert list(member_lines(path, "lost.txt")) == []


def test_a_member_larger_than_the_limit_is_refused() -> None:
    stream = io.BytesIO(packed())
    first = next(members(stream, WHERE))
    with pytest.raises(SourceError) as caught:
        read_member(stream, first, WHERE, 1_000)
    assert "too large" in caught.value.message


def test_no_damage_gets_past_the_error_of_a_source(tmp_path: Path) -> None:
    whole = packed()
    path = tmp_path / "a.zip"
    for at in [*range(0, len(whole), 997), *range(len(whole) - 400, len(whole))]:
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        path.write_bytes(broken)
        try:
            stream = io.BytesIO(bytes(broken))
            for one in list(members(stream, WHERE)):
                read_member(stream, one, WHERE, 2**20)
            list(member_lines(path, "a.txt"))
        except SourceError as error:
            assert error.code is Code.ARCHIVE_UNSAFE  # noqa: PT017 - damage may also go unnoticed


def test_what_is_cut_short_or_no_archive_is_refused(tmp_path: Path) -> None:
    for data in (b"", b"no archive", packed()[:-30]):
        with pytest.raises(SourceError):
            list(members(io.BytesIO(data), WHERE))
    path = tmp_path / "no.zip"
    path.write_bytes(b"no archive")
    assert count_members(path) == 0


def test_an_encrypted_member_is_refused() -> None:
    data = bytearray(packed())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    stream = io.BytesIO(bytes(data))
    with pytest.raises(SourceError) as caught:
        read_member(stream, next(members(stream, WHERE)), WHERE, 2**20)
    assert "encrypted" in caught.value.message


@pytest.mark.parametrize("more", [-1, 0, 1, 100, 257, 258, 259, 500])
def test_the_end_of_a_tightly_packed_member_is_not_lost(more: int) -> None:
    file = io.BytesIO()
    text = b"x" * (2**18 + more)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    member = next(members(file, WHERE))
    assert read_member(file, member, WHERE, 2**20) == text

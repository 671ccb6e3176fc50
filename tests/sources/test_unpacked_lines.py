"""Lines of a packed list by their places, in any order."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from typing import BinaryIO

import pytest

from packager.diagnostics import Where
from packager.errors import SourceError
from packager.sources.central_directory import Member, member_chunks, members
from packager.sources.unpacked_lines import LinesByPlace, placed_lines

WHERE = Where("a.zip")
SOME = random.Random(5)  # noqa: S311 - no secret
LINES = [
    f'"{n}": {{"title": "{SOME.getrandbits(8 * SOME.randrange(1, 900)):x}"}},'.encode()
    for n in range(6_000)
]


def archive(method: int) -> tuple[Callable[[], BinaryIO], Member]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as packed:
        packed.writestr("index.json", b"{\n" + b"\n".join(LINES) + b"\n}")
    kept = stream.getvalue()
    return lambda: io.BytesIO(kept), next(members(io.BytesIO(kept), WHERE))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_line_is_found_again_by_its_place_in_any_order(
    method: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("packager.sources.unpacked_lines._BETWEEN_STATES", 2**20)
    opened, member = archive(method)
    with opened() as stream:
        found = list(placed_lines(member_chunks(stream, member, WHERE), WHERE))
    assert [line for _, line in found] == [b"{", *LINES, b"}"]
    lines = LinesByPlace(opened, member, WHERE)
    assert all(lines.line(at, len(line)) == line for at, line in found)
    mixed = SOME.sample(found, 60)
    assert all(lines.line(at, len(line)) == line for at, line in mixed)


def test_going_on_does_not_begin_anew() -> None:
    opened, member = archive(zipfile.ZIP_DEFLATED)
    taken = 0

    class Counted(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            nonlocal taken
            found = super().read(size)
            taken += len(found)
            return found

    with opened() as stream:
        found = list(placed_lines(member_chunks(stream, member, WHERE), WHERE))
        kept = opened().read()
    lines = LinesByPlace(lambda: Counted(kept), member, WHERE)
    for at, line in found[::20]:
        assert lines.line(at, len(line)) == line
    # Once through the member, and for each line at most a piece it shares with the one before.
    assert taken < member.packed + len(found[::20]) * 2**15 * 10


@pytest.mark.parametrize("place", [(-1, 5), (10**9, 5), (0, 2**40), (0, -1)])
def test_a_place_that_is_not_there_is_an_error(place: tuple[int, int]) -> None:
    opened, member = archive(zipfile.ZIP_DEFLATED)
    with pytest.raises(SourceError, match="no such line"):
        LinesByPlace(opened, member, WHERE).line(*place)


def test_a_damaged_list_is_an_error() -> None:
    opened, member = archive(zipfile.ZIP_DEFLATED)
    kept = bytearray(opened().read())
    kept[5_000:6_000] = bytes(1_000)
    with pytest.raises(SourceError):
        LinesByPlace(lambda: io.BytesIO(bytes(kept)), member, WHERE).line(2_000_000, 10)

"""Zip archives as sources."""

from __future__ import annotations

import contextlib
import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.diagnostics import Code
from packager.errors import SourceError
from packager.sources import archive as archive_module
from packager.sources.archive import open_archive
from packager.sources.open import open_source
from packager.sources.source import UnsafePath

STORY = b"The lamp hissed; nobody came. " * 20


def packed(members: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, found in members:
            archive.writestr(zipfile.ZipInfo(name), found, method)
    return file.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An archive with a story and pictures in a folder of its own."""
    target = tmp_path / "archive.zip"
    target.write_bytes(
        packed(
            [
                ("inner/story.txt", STORY),
                ("inner/images/cover.jpg", b"picture"),
                ("cover.png", b"outer"),
            ]
        )
    )
    return target


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert "\n" not in caught.value.message
    return caught.value


def test_the_only_text_of_an_archive_is_the_story(path: Path) -> None:
    source = open_source(path)
    assert (source.name, source.data, source.path) == ("story.txt", STORY, path)


def test_a_path_leads_on_into_an_archive(path: Path) -> None:
    assert open_source(path / "inner" / "story.txt").data == STORY


def test_neighbours_are_found_within_the_archive(path: Path) -> None:
    source = open_source(path)
    assert source.neighbour("images/cover.jpg") == b"picture"
    assert source.neighbour("cover.png") is None


@pytest.mark.parametrize(
    "name",
    ["../cover.png", "/etc/passwd", "http://example.org/a.png", "images/../../cover.png", ""],
)
def test_neighbours_outside_the_storys_folder_are_refused(path: Path, name: str) -> None:
    with pytest.raises(UnsafePath):
        open_source(path).neighbour(name)


def test_files_beside_the_archive_are_no_neighbours(path: Path) -> None:
    (path.parent / "story.toml").write_bytes(b"title = 'x'")
    assert open_source(path).neighbour("story.toml") is None


def test_a_member_that_is_not_there_is_missing_and_a_near_one_is_named(path: Path) -> None:
    error = refused(path / "inner" / "storry.txt")
    assert error.code is Code.SOURCE_NOT_FOUND
    assert "inner/story.txt" in error.hint


def test_an_archive_without_a_text_holds_no_story(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("a.png", b"x")]))
    assert refused(tmp_path / "a.zip").code is Code.FOLDER_NO_STORY


def test_an_empty_archive_holds_no_story(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([]))
    assert refused(tmp_path / "a.zip").code is Code.FOLDER_NO_STORY


def test_an_archive_with_two_texts_is_read_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(
        packed([("c10.text", STORY), ("b.txt", b"x"), ("c9.txt", b"y")])
    )
    source = open_source(tmp_path / "a.zip")
    assert source.names == ("b.txt", "c9.txt", "c10.text")
    assert source.neighbour("c10.text") == STORY
    assert source.data == b""


def test_a_story_beside_a_readme_is_the_story(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("README.md", b"x"), ("b.txt", STORY)]))
    assert open_source(tmp_path / "a.zip").name == "b.txt"


def test_the_files_of_an_unpacked_epub_are_no_story_each(tmp_path: Path) -> None:
    inside = [("META-INF/container.xml", b"<container/>"), ("text.xhtml", b"<p>Snow.</p>")]
    (tmp_path / "a.zip").write_bytes(packed(inside))
    assert open_source(tmp_path / "a.zip").names == ("META-INF/container.xml", "text.xhtml")


def test_what_an_apple_packs_beside_a_story_is_no_story(tmp_path: Path) -> None:
    found = packed(
        [("s/story.txt", STORY), ("__MACOSX/s/._story.txt", b"\0\5\26\7"), ("s/.x.txt", b"")]
    )
    (tmp_path / "a.zip").write_bytes(found)
    assert open_source(tmp_path / "a.zip").data == STORY


def test_an_archive_by_another_name_is_not_opened(path: Path) -> None:
    renamed = path.rename(path.with_suffix(".epub"))
    assert open_source(renamed).data.startswith(b"PK")


def test_a_text_named_zip_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(STORY)
    assert open_source(tmp_path / "a.zip").data == STORY


def test_an_archive_may_have_a_name_in_capitals(path: Path) -> None:
    renamed = path.rename(path.with_name("A.ZIP"))
    assert open_source(renamed / "inner" / "story.txt").data == STORY


@pytest.mark.parametrize("name", ["../story.txt", "/story.txt", "a/../../story.txt"])
def test_a_member_with_a_way_up_is_read_where_it_is_and_written_nowhere(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "a.zip").write_bytes(packed([(name, STORY)]))
    source = open_source(tmp_path / "a.zip")
    assert (source.name, source.data) == ("story.txt", STORY)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_in_an_archive_is_text_and_leads_nowhere(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("story.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    assert open_source(tmp_path / "a.zip").data == b"/etc/passwd"


# --- archives made to do harm -----------------------------------------------------------------


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("story.txt", bytes(2**22))]))
    error = refused(tmp_path / "a.zip")
    assert error.code is Code.ARCHIVE_UNSAFE
    assert "too large" in error.message


def test_a_small_text_may_be_packed_tightly(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("story.txt", b"a" * 2**20)]))
    assert len(open_source(tmp_path / "a.zip").data) == 2**20


def test_a_bomb_beside_the_story_is_refused_when_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed([("story.txt", STORY), ("cover.jpg", bytes(2**22))]))
    source = open_source(tmp_path / "a.zip")
    with pytest.raises(UnsafePath, match="too large"):
        source.neighbour("cover.jpg")


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    found = bytearray(packed([("story.txt", b"a" * 5000)]))
    central = found.rindex(b"PK\x01\x02")
    found[central + 24 : central + 28] = struct.pack("<I", 10)
    (tmp_path / "a.zip").write_bytes(found)
    assert refused(tmp_path / "a.zip").code is Code.ARCHIVE_UNSAFE


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    found = bytearray(packed([("story.txt", STORY)]))
    found[found.rindex(b"PK\x01\x02") + 8] |= 1
    found[6] |= 1
    (tmp_path / "a.zip").write_bytes(found)
    error = refused(tmp_path / "a.zip")
    assert error.code is Code.ARCHIVE_UNSAFE
    assert "encrypted" in error.message


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        (tmp_path / "a.zip").write_bytes(packed([("s.txt", STORY), ("s.txt", b"other")]))
    error = refused(tmp_path / "a.zip")
    assert error.code is Code.ARCHIVE_UNSAFE
    assert "two" in error.message


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "MAX_MEMBERS", 3)
    (tmp_path / "a.zip").write_bytes(packed((f"{i}.txt", b"") for i in range(4)))
    error = refused(tmp_path / "a.zip")
    assert error.code is Code.ARCHIVE_UNSAFE
    assert "3 members" in error.message


def test_a_damaged_member_is_refused(tmp_path: Path) -> None:
    found = bytearray(packed([("story.txt", STORY)], zipfile.ZIP_STORED))
    found[found.index(STORY) + 5] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(found)
    error = refused(tmp_path / "a.zip")
    assert error.code is Code.ARCHIVE_UNSAFE
    assert "damaged" in error.message


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    found = packed([("story.txt", STORY)])
    (tmp_path / "a.zip").write_bytes(found[:-10])
    with pytest.raises(SourceError) as caught:
        open_archive(tmp_path / "a.zip")
    assert caught.value.code is Code.ARCHIVE_UNSAFE


def test_members_that_share_their_bytes_are_refused(tmp_path: Path) -> None:
    whole = packed([("a.txt", STORY), ("b.txt", STORY)])
    second = whole.rindex(b"PK\x01\x02")
    shared = bytearray(whole)
    shared[second + 42 : second + 46] = (0).to_bytes(4, "little")  # where the first one begins
    (tmp_path / "a.zip").write_bytes(shared)
    with pytest.raises(SourceError) as caught:
        open_source(tmp_path / "a.zip" / "a.txt")
    assert caught.value.code is Code.ARCHIVE_UNSAFE


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_read_or_refused_when_damaged(tmp_path: Path, method: int) -> None:
    found = bytearray(packed([("story.txt", STORY)], method))
    (tmp_path / "a.zip").write_bytes(found)
    assert open_source(tmp_path / "a.zip").data == STORY
    for offset in range(39, 60):
        broken = bytearray(found)
        broken[offset] ^= 0xFF
        (tmp_path / "a.zip").write_bytes(broken)
        with contextlib.suppress(SourceError):  # some bits of a header mean nothing
            assert open_source(tmp_path / "a.zip").data == STORY


def test_a_way_to_pack_nobody_knows_is_refused(tmp_path: Path) -> None:
    found = bytearray(packed([("story.txt", STORY)]))
    found[found.rindex(b"PK\x01\x02") + 10] = 99
    found[8] = 99
    (tmp_path / "a.zip").write_bytes(found)
    assert refused(tmp_path / "a.zip").code is Code.ARCHIVE_UNSAFE


@settings(max_examples=300)
@given(
    method=st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA)),
    changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_no_damage_gets_past_the_error_of_a_source(
    tmp_path_factory: pytest.TempPathFactory, method: int, changes: list[tuple[int, int]]
) -> None:
    found = bytearray(packed([("s/story.txt", STORY), ("s/a.png", b"picture")], method))
    for offset, value in changes:
        found[-1 - offset % len(found)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(found)
    try:
        source = open_archive(path)
    except SourceError:
        return
    try:
        source.neighbour("a.png")
    except UnsafePath:
        return

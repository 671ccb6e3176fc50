"""Files and folders as sources, and what lies beside them."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from packager.diagnostics import Code
from packager.errors import SourceError
from packager.sources import file as file_module
from packager.sources.file import open_file, read_file
from packager.sources.open import open_source
from packager.sources.source import UnsafePath, from_bytes, inner_path

STORY = b"The lamp hissed.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story, a picture beside it, and a secret outside."""
    (tmp_path / "secret.txt").write_bytes(b"secret")
    home = tmp_path / "home"
    (home / "images").mkdir(parents=True)
    (home / "story.txt").write_bytes(STORY)
    (home / "images" / "cover.jpg").write_bytes(b"picture")
    return home


def refused(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        open_source(path)
    assert caught.value.where is not None
    assert "\n" not in caught.value.message
    return caught.value


# --- what is opened ---------------------------------------------------------------------------


def test_a_file_is_opened_with_its_name_and_bytes(folder: Path) -> None:
    source = open_source(folder / "story.txt")
    assert (source.name, source.stem, source.data) == ("story.txt", "story", STORY)
    assert source.path == folder / "story.txt"


def test_a_folder_with_one_story_is_that_story(folder: Path) -> None:
    source = open_source(folder)
    assert (source.name, source.data) == ("story.txt", STORY)
    assert source.neighbour("images/cover.jpg") == b"picture"


def test_a_folder_without_a_story_is_refused(folder: Path) -> None:
    error = refused(folder / "images")
    assert error.code is Code.FOLDER_NO_STORY
    assert error.hint


def test_a_folder_with_two_stories_is_read_as_a_folder(folder: Path) -> None:
    (folder / "another.TEXT").write_bytes(STORY)
    source = open_source(folder)
    assert source.name == folder.name
    assert {"another.TEXT", "story.txt"} <= set(source.names)
    assert source.neighbour("another.TEXT") == STORY


@pytest.mark.parametrize("name", ["._story.txt", ".hidden.txt"])
def test_hidden_files_are_no_stories(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\0\5")
    assert open_source(folder).name == "story.txt"


def test_folders_named_like_texts_are_no_stories(folder: Path) -> None:
    (folder / "notes.txt").mkdir()
    assert open_source(folder).name == "story.txt"


def test_a_story_that_leads_out_of_its_folder_is_refused(folder: Path) -> None:
    (folder / "story.txt").unlink()
    (folder / "story.txt").symlink_to(folder.parent / "secret.txt")
    error = refused(folder)
    assert error.code is Code.FOLDER_NO_STORY
    assert "lead out of it" in error.message


def test_a_link_the_user_names_is_followed(folder: Path) -> None:
    (folder.parent / "link.txt").symlink_to(folder / "story.txt")
    assert open_source(folder.parent / "link.txt").data == STORY


def test_a_missing_file_is_named_with_what_is_near(folder: Path) -> None:
    error = refused(folder / "storry.txt")
    assert error.code is Code.SOURCE_NOT_FOUND
    assert error.hint == "did you mean story.txt?"


@pytest.mark.parametrize(
    "name", ["nowhere/story.txt", "story.txt/story.txt", "a" * 5000, "a/" * 3000]
)
def test_a_path_that_leads_nowhere_is_missing(folder: Path, name: str) -> None:
    assert refused(folder / name).code is Code.SOURCE_NOT_FOUND


@pytest.mark.parametrize("name", ["a\0b", "a\0b/story.txt", "story.txt\0"])
def test_a_path_with_a_nul_is_missing(folder: Path, name: str) -> None:
    assert refused(folder / name).code is Code.SOURCE_NOT_FOUND
    with pytest.raises(SourceError) as caught:
        read_file(folder / name, 10)
    assert caught.value.code is Code.SOURCE_NOT_FOUND


def test_a_link_to_nothing_is_missing(folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "gone.txt")
    assert refused(folder / "link.txt").code is Code.SOURCE_NOT_FOUND


def test_a_loop_of_links_can_not_be_opened(folder: Path) -> None:
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    assert refused(folder / "loop.txt").code in {Code.SOURCE_UNREADABLE, Code.SOURCE_NOT_FOUND}


@pytest.mark.parametrize("name", ["pipe.txt", "pipe.zip"])
def test_a_pipe_nobody_writes_to_is_refused_at_once(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)
    found: list[SourceError] = []
    worker = threading.Thread(target=lambda: found.append(refused(folder / name)), daemon=True)
    worker.start()
    worker.join(5)
    assert [error.code for error in found] == [Code.SOURCE_NOT_A_FILE]


@pytest.mark.parametrize("path", ["/dev/null", "/dev/zero"])
def test_a_device_is_refused(path: str) -> None:
    assert refused(Path(path)).code is Code.SOURCE_NOT_A_FILE


def test_a_file_nobody_may_read_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(file_module.os, "open", forbidden)
    error = refused(folder / "story.txt")
    assert error.code is Code.SOURCE_UNREADABLE
    assert "Permission denied" in error.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_nobody_may_read_is_refused(folder: Path) -> None:
    folder.chmod(0)
    try:
        assert refused(folder).code is Code.SOURCE_UNREADABLE
    finally:
        folder.chmod(stat.S_IRWXU)


def test_a_file_larger_than_the_limit_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_module, "MAX_SOURCE", 2**20)
    (folder / "story.txt").write_bytes(b"a" * 2**20)
    assert len(open_source(folder / "story.txt").data) == 2**20
    (folder / "story.txt").write_bytes(b"a" * (2**20 + 1))
    error = refused(folder / "story.txt")
    assert error.code is Code.SOURCE_TOO_LARGE
    assert "1 MiB" in error.message


# --- what lies beside it ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["images/cover.jpg", "./images/cover.jpg", "images\\cover.jpg", " images/cover.jpg "]
)
def test_a_neighbour_is_found_by_its_path(folder: Path, name: str) -> None:
    assert open_file(folder / "story.txt").neighbour(name) == b"picture"


@pytest.mark.parametrize(
    "name", ["images/none.jpg", "story.txt/x", "a" * 5000, "images/cover.jpg/"]
)
def test_a_neighbour_that_is_not_there_is_none(folder: Path, name: str) -> None:
    found = open_file(folder / "story.txt").neighbour(name)
    assert found is None or name.endswith("/")


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "images/../../secret.txt",
        "..\\secret.txt",
        "/etc/passwd",
        "\\etc\\passwd",
        "C:/secret.txt",
        "c:secret.txt",
        "file:///etc/passwd",
        "file:/etc/passwd",
        "http://example.org/cover.jpg",
        "HTTPS://example.org/cover.jpg",
        "//example.org/cover.jpg",
        "\\\\example.org\\share\\cover.jpg",
        "data:image/png;base64,AAAA",
        "javascript:x",
        "a\0.jpg",
        "",
        " ",
        ".",
        "./",
        "images",
    ],
)
def test_a_neighbour_outside_or_on_the_network_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(UnsafePath) as caught:
        open_file(folder / "story.txt").neighbour(name)
    assert "\n" not in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "cover.jpg").symlink_to(folder.parent / "secret.txt")
    (folder / "deep").symlink_to(folder.parent)
    for name in ("cover.jpg", "deep/secret.txt"):
        with pytest.raises(UnsafePath, match="out of"):
            open_file(folder / "story.txt").neighbour(name)


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "cover.jpg").symlink_to("images/cover.jpg")
    assert open_file(folder / "story.txt").neighbour("cover.jpg") == b"picture"


def test_a_loop_of_links_beside_the_story_is_none(folder: Path) -> None:
    (folder / "cover.jpg").symlink_to("cover.jpg")
    assert open_file(folder / "story.txt").neighbour("cover.jpg") is None


def test_a_pipe_beside_the_story_is_refused(folder: Path) -> None:
    os.mkfifo(folder / "cover.jpg")
    with pytest.raises(UnsafePath, match="not a plain file"):
        open_file(folder / "story.txt").neighbour("cover.jpg")


def test_a_neighbour_too_large_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_module, "MAX_NEIGHBOUR", 6)
    with pytest.raises(UnsafePath, match="larger"):
        open_file(folder / "story.txt").neighbour("images/cover.jpg")


def test_neighbours_are_found_from_any_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    source = open_source(Path("story.txt"))
    assert source.neighbour("images/cover.jpg") == b"picture"
    with pytest.raises(UnsafePath):
        source.neighbour("../secret.txt")


@pytest.mark.parametrize(
    "name", ["Spike: A Tale.toml", "Re:Zero.toml", "1:2.png", "Chapter 1: x.png"]
)
def test_a_colon_in_a_name_is_no_address(name: str) -> None:
    assert str(inner_path(name)) == name


def test_bytes_alone_have_no_neighbours() -> None:
    source = from_bytes("story.txt", STORY)
    assert source.neighbour("images/cover.jpg") is None
    assert source.path is None

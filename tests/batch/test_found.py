"""What a user names becomes candidates: each once, in one order, and nothing is read for it."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from packager.batch.found import Search, candidates
from packager.errors import SourceError


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")


def pack(path: Path, *names: str) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, name)


def keys(
    *arguments: object, search: Search | None = None, listed: tuple[str, ...] = ()
) -> list[str]:
    return [one.key for one in candidates([str(one) for one in arguments], search, listed)]


def test_a_folder_is_looked_through_in_the_order_a_person_counts(tmp_path: Path) -> None:
    write(tmp_path, "gull.txt", "lamp 10.txt", "lamp 2.txt", "a/b/deep.html", "a/picture.jpg")
    assert keys(tmp_path) == ["a/b/deep.html", "gull.txt", "lamp 2.txt", "lamp 10.txt"]


def test_what_is_hidden_or_about_stories_or_of_the_output_is_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "gull.txt", "README.md", ".git/x.txt", ".hidden.txt", "out/gull.epub")
    assert keys(tmp_path, search=Search(leave_out=(tmp_path / "out",))) == ["gull.txt"]


def test_a_folder_that_is_one_story_is_one(tmp_path: Path) -> None:
    write(tmp_path, "lone.txt", "book/book.toml", "book/src/a.md", "run/01.md", "run/02.md")
    found = {one.key: one for one in candidates([str(tmp_path)])}
    assert set(found) == {"lone.txt", "book", "run"}
    assert found["run"].place.path == str(tmp_path / "run")
    before = found["run"].stamp
    os.utime(tmp_path / "run/02.md", ns=(1, 1))
    assert next(one for one in candidates([str(tmp_path)]) if one.key == "run").stamp != before


def test_archives_are_opened_wherever_they_lie(tmp_path: Path) -> None:
    write(tmp_path, "x.txt")
    pack(tmp_path / "many.zip", "b/two.txt", "a/one.txt", "readme.txt", "__MACOSX/b/two.txt", "c/")
    pack(tmp_path / "one.zip", "lamp.txt", "cover.jpg")
    pack(tmp_path / "book.zip", "book/book.toml", "book/src/a.md", "book/src/b.md")
    (tmp_path / "broken.zip").write_bytes(b"PK")
    assert keys(tmp_path) == [
        "book.zip",
        "broken.zip",
        "many.zip!a/one.txt",
        "many.zip!b/two.txt",
        "many.zip!readme.txt",
        "one.zip",
        "x.txt",
    ]


def test_a_member_changes_when_its_bytes_do(tmp_path: Path) -> None:
    pack(tmp_path / "many.zip", "one.txt", "two.txt")
    first = {one.key: one.stamp for one in candidates([str(tmp_path)])}
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        archive.writestr("one.txt", "one.txt")
        archive.writestr("two.txt", "else")
    second = {one.key: one.stamp for one in candidates([str(tmp_path)])}
    assert first["many.zip!one.txt"] == second["many.zip!one.txt"]
    assert first["many.zip!two.txt"] != second["many.zip!two.txt"]


def test_globs_files_and_lists_are_named_and_each_story_comes_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "s/a.txt", "s/b.txt", "s/c.md", "t/a.txt")
    monkeypatch.chdir(tmp_path)
    assert keys("s/*.txt") == ["a.txt", "b.txt"]
    assert keys("**/*.txt") == ["s/a.txt", "s/b.txt", "t/a.txt"]
    assert keys("s/b.txt", "./s/b.txt", "s") == ["s/b.txt", "a.txt", "c.md"]
    assert keys(tmp_path / "s/a.txt") == ["a.txt"]
    listed = ("s/a.txt\n", "\n", "# a remark\n", "s/gone.txt\n")
    assert keys("-", listed=listed) == ["s/a.txt", "s/gone.txt"]


def test_stories_of_one_name_in_two_folders_have_keys_of_their_own(tmp_path: Path) -> None:
    write(tmp_path, "s/a.txt", "t/a.txt")
    found = keys(tmp_path / "s", tmp_path / "t")
    assert found[0] == "a.txt"
    assert found[1].endswith("/t/a.txt")
    assert keys(tmp_path / "s", tmp_path / "t") == found


def test_what_is_not_there_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        candidates([str(tmp_path / "gone")])
    assert "glob" in caught.value.hint
    with pytest.raises(SourceError):
        candidates([str(tmp_path / "*.txt")])


def test_links_lead_nowhere_else(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt", "outside/b.txt")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    (tmp_path / "in/b.txt").symlink_to(tmp_path / "outside/b.txt")
    (tmp_path / "in/again.txt").symlink_to("a.txt")
    os.mkfifo(tmp_path / "in/pipe.txt")
    assert keys(tmp_path / "in") == ["a.txt"]


def test_a_folder_that_can_not_be_read_is_a_candidate_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "a.txt", "shut/b.txt")
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("packager.batch.found.os.scandir", scandir)
    found = {one.key: one.stamp for one in candidates([str(tmp_path)])}
    assert found["shut"] == "missing"
    assert set(found) == {"a.txt", "shut"}


def test_stories_behind_a_url_are_found_as_those_on_a_disk() -> None:
    fsspec = pytest.importorskip("fsspec")
    system = fsspec.filesystem("memory")
    for name in ("/shelf/b.txt", "/shelf/a/a.txt", "/shelf/x.jpg", "/shelf/.no.txt"):
        system.pipe_file(name, b"text")
    try:
        found = list(candidates(["memory://shelf"]))
    finally:
        system.rm("/shelf", recursive=True)
    assert [one.key for one in found] == ["a/a.txt", "b.txt"]
    assert found[1].place.path.startswith("memory://")
    assert found[1].size == 4

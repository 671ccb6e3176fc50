"""Books handed over as files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from packager.delivery import file as file_module
from packager.delivery.file import check_output, deliver, output_path
from packager.diagnostics import Code
from packager.errors import WriteError


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


# --- where it goes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "out", "path"),
    [
        ("story.txt", None, "story.epub"),
        ("a/story.txt", None, "a/story.epub"),
        ("a/Story.TXT", None, "a/Story.epub"),
        ("a/story", None, "a/story.epub"),
        ("a/story.v2.txt", None, "a/story.v2.epub"),
        ("a/Mr. Winter", None, "a/Mr. Winter.epub"),
        ("a/archive.zip", None, "a/archive.epub"),
        ("a/archive.zip/inner/story.txt", None, "a/story.epub"),
        ("a/story.txt", "books", "books/story.epub"),
        ("a/story.txt", "books/new.epub", "books/new.epub"),
        ("a/story.txt", "books/new.EPUB", "books/new.EPUB"),
        ("a/story.txt", "books/new.pdf", "books/new.epub"),
        ("a/story.txt", "books/new", "books/new.epub"),
        ("a/story.txt", "books/new.v2", "books/new.v2.epub"),
        ("a/story.txt", "new.epub", "new.epub"),
        ("a/story.docx", None, "a/story.epub"),
        ("a/story.fb2.zip", None, "a/story.epub"),
        ("a/story.epub", None, "a/story-book.epub"),
        ("a/story.epub", "books", "books/story.epub"),
        ("a/.txt", None, "a/.txt.epub"),
        ("a/story.kepub.epub", None, "a/story.epub"),
        ("a/story.txt", "books/new.kepub.epub", "books/new.epub"),
        ("a/story.txt", "books/new.azw3", "books/new.epub"),
    ],
)
def test_a_book_goes_beside_its_source_or_where_it_was_asked(
    source: str, out: str | None, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "books"):
        Path(folder).mkdir()
    Path("a/archive.zip").write_bytes(b"")
    found = output_path(source=Path(source), out=None if out is None else Path(out), suffix=".epub")
    assert found == Path(path)


@pytest.mark.parametrize(
    ("out", "path"),
    [
        (None, "story.kepub.epub"),
        ("new.kepub.epub", "new.kepub.epub"),
        ("New.KEPUB.epub", "New.KEPUB.epub"),
        ("new.epub", "new.kepub.epub"),
        ("new.kepub", "new.kepub.epub"),
    ],
)
def test_a_suffix_of_two_dots_is_one_suffix(out: str | None, path: str) -> None:
    found = output_path(
        source=Path("story.txt"), out=None if out is None else Path(out), suffix=".kepub.epub"
    )
    assert found == Path(path)


# --- whether it may ---------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story and a book."""
    (tmp_path / "story.txt").write_bytes(b"story")
    (tmp_path / "book.epub").write_bytes(b"old")
    return tmp_path


def refused(path: Path, source: Path, *, clobber: bool = True) -> WriteError:
    with pytest.raises(WriteError) as caught:
        check_output(path, source=source, clobber=clobber)
    assert caught.value.where is not None
    assert "\n" not in caught.value.message
    return caught.value


def test_an_output_that_can_be_written_is_let_pass(folder: Path) -> None:
    check_output(folder / "new.epub", source=folder / "story.txt", clobber=False)
    check_output(folder / "book.epub", source=folder / "story.txt", clobber=True)
    check_output(folder / "new.epub", source=folder / "gone.txt", clobber=True)
    assert names(folder) == ["book.epub", "story.txt"]


def test_the_source_is_never_replaced(folder: Path) -> None:
    source = folder / "story.txt"
    (folder / "link.epub").symlink_to(source)
    os.link(source, folder / "twin.epub")
    (folder / "sub").mkdir()
    for path in (source, folder / "link.epub", folder / "twin.epub", folder / "sub/../story.txt"):
        error = refused(path, source)
        assert error.code is Code.OUTPUT_IS_SOURCE
        assert error.hint


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    for path in (folder / "none" / "a.epub", folder / "book.epub" / "a.epub"):
        error = refused(path, folder / "story.txt")
        assert error.code is Code.OUTPUT_FOLDER_MISSING


def test_an_existing_book_is_kept_when_asked(folder: Path) -> None:
    error = refused(folder / "book.epub", folder / "story.txt", clobber=False)
    assert error.code is Code.OUTPUT_EXISTS


def test_a_link_to_nothing_is_no_book_that_exists(folder: Path) -> None:
    (folder / "link.epub").symlink_to(folder / "later.epub")
    check_output(folder / "link.epub", source=folder / "story.txt", clobber=False)


def test_a_folder_is_no_book(folder: Path) -> None:
    (folder / "dir.epub").mkdir()
    error = refused(folder / "dir.epub", folder / "story.txt")
    assert error.code is Code.OUTPUT_UNWRITABLE


@pytest.mark.parametrize("name", ["a" * 300 + ".epub", "a\0.epub"])
def test_a_name_no_file_can_have_is_refused(folder: Path, name: str) -> None:
    error = refused(folder / name, folder / "story.txt")
    assert error.code is Code.OUTPUT_UNWRITABLE


def test_a_folder_nobody_may_write_to_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_module.os, "access", lambda *_: False)
    error = refused(folder / "new.epub", folder / "story.txt")
    assert error.code is Code.OUTPUT_UNWRITABLE
    assert error.hint


# --- the write --------------------------------------------------------------------------------


def test_a_book_is_written_whole_and_leaves_nothing_else(folder: Path) -> None:
    deliver(b"new", folder / "book.epub")
    deliver(b"", folder / "empty.epub")
    assert (folder / "book.epub").read_bytes() == b"new"
    assert (folder / "empty.epub").read_bytes() == b""
    assert names(folder) == ["book.epub", "empty.epub", "story.txt"]


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o000, 0o666)])
def test_a_new_file_is_as_readable_as_any_of_the_users(folder: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        deliver(b"new", folder / "new.epub")
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / "new.epub").stat().st_mode) == mode


def test_a_link_stays_and_what_it_points_to_is_replaced(folder: Path) -> None:
    (folder / "shelf").mkdir()
    (folder / "link.epub").symlink_to(folder / "shelf" / "real.epub")
    for data in (b"one", b"two"):
        deliver(data, folder / "link.epub")
        assert (folder / "link.epub").is_symlink()
        assert (folder / "shelf" / "real.epub").read_bytes() == data
    assert names(folder / "shelf") == ["real.epub"]


@pytest.mark.parametrize("name", ["é" * 125 + ".epub", "a" * 250 + ".epub"])
def test_a_name_as_long_as_the_system_has_it_is_written(folder: Path, name: str) -> None:
    deliver(b"new", folder / name)
    assert (folder / name).read_bytes() == b"new"


@pytest.mark.parametrize("failing", ["fsync", "replace", "open"])
def test_a_write_that_fails_leaves_the_old_book_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if failing == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(file_module.os, failing, fail)
    with pytest.raises(WriteError, match="No space left") as caught:
        deliver(b"new", folder / "book.epub")
    monkeypatch.undo()
    assert caught.value.code is Code.OUTPUT_UNWRITABLE
    assert (folder / "book.epub").read_bytes() == b"old"
    assert names(folder) == ["book.epub", "story.txt"]


def test_an_interruption_leaves_the_old_book_and_nothing_else(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(file_module.os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        deliver(b"new", folder / "book.epub")
    assert (folder / "book.epub").read_bytes() == b"old"
    assert names(folder) == ["book.epub", "story.txt"]


def test_what_a_killed_run_left_behind_is_no_hindrance(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[Path] = []
    replace = Path.replace

    def keep(self: Path, target: Path) -> Path:
        left.append(self)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", keep)
    deliver(b"one", folder / "book.epub")
    left[0].write_bytes(b"half")
    deliver(b"two", folder / "book.epub")
    assert (folder / "book.epub").read_bytes() == b"two"
    assert names(folder) == ["book.epub", "story.txt"]
    assert left[0].parent == folder


def test_the_folder_may_be_gone_by_then(folder: Path) -> None:
    with pytest.raises(WriteError) as caught:
        deliver(b"new", folder / "gone" / "book.epub")
    assert caught.value.code is Code.OUTPUT_UNWRITABLE
    (folder / "dir.epub").mkdir()
    with pytest.raises(WriteError):
        deliver(b"new", folder / "dir.epub")
    assert names(folder) == ["book.epub", "dir.epub", "story.txt"]

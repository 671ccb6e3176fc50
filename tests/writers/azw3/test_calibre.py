"""AZW3 by calibre: made where it is installed, and said clearly where it is not or fails."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from packager import registry
from packager.diagnostics import Code, Report
from packager.errors import DependencyError, WriteError
from packager.writers.azw3 import calibre
from packager.writers.azw3.calibre import converted, find_calibre
from packager.writers.azw3.writer import WRITER, write
from tests.support.tide import tide


def _program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the place of calibre's."""
    path = folder / "ebook-convert"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(calibre, "find_calibre", lambda: str(path))


def test_the_writer_names_itself() -> None:
    assert (WRITER.name, WRITER.suffix) == ("azw3", ".azw3")
    assert registry.writer("azw3") is WRITER


def test_without_calibre_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibre, "find_calibre", lambda: None)
    with pytest.raises(DependencyError) as refused:
        write(tide(), Report())
    assert (refused.value.code, refused.value.exit_code) == (Code.CALIBRE_MISSING, 6)
    assert "install calibre" in refused.value.hint


def test_it_is_found_on_the_path_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/{name}")
    assert find_calibre() == "/opt/ebook-convert"
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(calibre, "_ON_A_MAC", Path("/nowhere"))
    assert find_calibre() is None


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo Reading; echo 'No such plugin' >&2; exit 1", "ebook-convert failed: No such plugin"),
        ("echo 'Bad   input'; exit 3", "ebook-convert failed: Bad   input"),
        ("exit 3", "ebook-convert failed: it says no reason"),
        ("exit 0", "ebook-convert gave nothing that is an AZW3"),
        ('echo text > "$2"', "ebook-convert gave nothing that is an AZW3"),
    ],
)
def test_what_it_says_is_said(
    script: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, script, monkeypatch)
    with pytest.raises(WriteError) as refused:
        converted(b"")
    assert (refused.value.code, refused.value.message) == (Code.CALIBRE_FAILED, message)


def test_it_is_not_waited_for_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "exec sleep 20", monkeypatch)
    monkeypatch.setattr(calibre, "TIMEOUT", 0.2)
    with pytest.raises(WriteError, match="took longer"):
        converted(b"")


def test_it_runs_in_a_folder_of_its_own_that_is_gone_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    _program(
        tmp_path,
        f'pwd > "{seen}"; echo "$CALIBRE_CONFIG_DIRECTORY" >> "{seen}"; '
        f'echo "$QT_QPA_PLATFORM" >> "{seen}"; cat "$1" > "$2"',
        monkeypatch,
    )
    book = b"\0" * 60 + b"BOOKMOBI"
    assert converted(book) == book
    folder, config, platform = seen.read_text("utf-8").split()
    assert Path(config).parent == Path(folder)
    assert platform == "offscreen"
    assert not Path(folder).exists()


@pytest.mark.skipif(find_calibre() is None, reason="calibre is not installed: no AZW3 is made")
def test_calibre_makes_a_kf8_book() -> None:
    book = write(tide(), Report())
    assert book[60:68] == b"BOOKMOBI"
    assert "The Clockmaker’s Tide".encode() in book
    header = int.from_bytes(book[78:82], "big")
    version = int.from_bytes(book[header + 36 : header + 40], "big")
    assert version == 8  # KF8, and no MOBI 6 in front of it

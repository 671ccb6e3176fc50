"""``packager repair``: where the EPUB goes, what is said, and with which exit code."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from packager.cli.main import run
from packager.diagnostics import Report
from packager.writers.epub.writer import write
from tests.support.faults import FAULTS, packed, unpacked
from tests.support.tide import tide


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    whole = write(tide(), Report())
    files = unpacked(whole)
    FAULTS["raw amp"](files)
    Path("whole.epub").write_bytes(whole)
    Path("tide.epub").write_bytes(packed(files))


def test_the_repaired_book_lies_beside_the_broken_one(capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path("tide.epub").read_bytes()
    assert run(["repair", "tide.epub"]) == 0
    said = capsys.readouterr()
    assert said.out == "tide.repaired.epub\n"
    assert "note[P424]: raw ampersands were escaped" in said.err
    assert "all " in said.err
    assert zipfile.is_zipfile("tide.repaired.epub")
    assert Path("tide.epub").read_bytes() == broken


def test_a_whole_book_has_nothing_to_repair(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", "whole.epub", "-o", "same.epub"]) == 0
    assert capsys.readouterr().err == "whole.epub: there is nothing to repair\n"
    assert Path("same.epub").read_bytes() == Path("whole.epub").read_bytes()


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", "tide.epub", "--dry-run"]) == 0
    assert capsys.readouterr().out == ""
    assert not Path("tide.repaired.epub").exists()


def test_json_tells_what_was_changed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["repair", "tide.epub", "--json", "-q"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["changed"] is True
    assert said["output"] == "tide.repaired.epub"
    assert {found["code"] for found in said["diagnostics"]} == {"P424"}
    assert said["kept"] == said["documents"] - 1


def test_the_book_itself_is_never_replaced() -> None:
    assert run(["repair", "tide.epub", "-o", "tide.epub"]) == 5


def test_a_file_that_exists_is_kept_when_asked() -> None:
    Path("tide.repaired.epub").write_text("mine", "utf-8")
    assert run(["repair", "tide.epub", "--no-clobber"]) == 5
    assert Path("tide.repaired.epub").read_text("utf-8") == "mine"


def test_an_output_can_be_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    assert run(["repair", "tide.epub", "-o", "out", "-q"]) == 0
    assert Path(capsys.readouterr().out.strip()) == Path("out", "tide.repaired.epub")


def test_an_unzipped_book_is_packed(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("whole.epub") as archive:
        archive.extractall("unzipped")
    assert run(["repair", "unzipped", "-q"]) == 0
    assert capsys.readouterr().out == "unzipped.repaired.epub\n"
    packed_again = unpacked(Path("unzipped.repaired.epub").read_bytes())
    assert packed_again == unpacked(Path("whole.epub").read_bytes())


@pytest.mark.parametrize("found", [b"", b"no book at all", b"PK\x03\x04" * 40])
def test_what_is_no_epub_cant_be_read(found: bytes) -> None:
    Path("odd.epub").write_bytes(found)
    assert run(["repair", "odd.epub"]) == 3


def test_an_empty_path_is_a_mistake() -> None:
    assert run(["repair", ""]) == 2

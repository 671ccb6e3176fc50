"""``packager batch`` as it is typed."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from packager.cli.batch import memory_size
from packager.cli.main import run
from packager.cli.options import Misused
from packager.diagnostics import Code
from tests.batch.shelf import books, stories

Said = pytest.CaptureFixture[str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    stories(tmp_path / "stories", 4)
    return tmp_path


def batch(*words: str) -> int:
    return run(["batch", *words, "--engine", "serial", "--cover", "none"])


def test_the_end_is_summed_up(desk: Path, capsys: Said) -> None:
    assert batch("stories", "-o", "books") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("4 stories converted")
    assert len(books(desk / "books")) == 4
    assert batch("stories", "-o", "books") == 0
    assert "4 stories left alone" in capsys.readouterr().err
    assert batch("stories", "-o", "books", "-q") == 0
    assert capsys.readouterr().err == ""


def test_one_that_fails_makes_the_exit_code_1(desk: Path, capsys: Said) -> None:
    (desk / "stories" / "bad.txt").write_bytes(b"\0\1\2\3" * 100)
    assert batch("stories", "-o", "books") == 1
    assert f"[{Code.SOURCE_NOT_TEXT.number}]" in capsys.readouterr().err
    assert len(books(desk / "books")) == 4
    assert run(["batch", "--status", "books"]) == 0
    status = capsys.readouterr().out
    assert "4 stories converted, 4 books" in status
    assert "1 stories failed" in status
    assert "bad.txt" in status


def test_failing_fast_ends_at_once_and_says_how_to_go_on(desk: Path, capsys: Said) -> None:
    for number in range(9):
        (desk / "stories" / f"a bad one {number}.txt").write_bytes(b"\0\1\2\3" * 100)
    assert batch("stories", "-o", "books", "--fail-fast") == 1
    assert "the same command goes on where this one ended" in capsys.readouterr().err


def test_a_dry_run_says_what_and_why_and_writes_nothing(desk: Path, capsys: Said) -> None:
    assert batch("stories", "-o", "books", "-n") == 0
    said = capsys.readouterr()
    assert "0/story-0000.md\tnew\n" in said.out
    assert "4 stories: new" in said.err
    assert not (desk / "books").exists()


def test_stories_are_listed(desk: Path, capsys: Said) -> None:
    assert batch("stories", "--list") == 0
    assert capsys.readouterr().out.splitlines() == [f"{n}/story-000{n}.md" for n in range(4)]
    assert sorted(path.name for path in desk.iterdir()) == ["stories"]


def test_pruned_books_are_listed_first(desk: Path, capsys: Said) -> None:
    batch("stories", "-o", "books")
    (desk / "stories" / "3" / "story-0003.md").unlink()
    capsys.readouterr()
    assert batch("stories", "-o", "books", "--prune", "-n") == 0
    assert "would delete 3/story-0003.epub" in capsys.readouterr().err
    assert len(books(desk / "books")) == 4
    assert batch("stories", "-o", "books", "--prune") == 0
    assert "deleting 3/story-0003.epub" in capsys.readouterr().err
    assert len(books(desk / "books")) == 3


def test_a_list_on_standard_input_is_read(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("stories/1/story-0001.md\nstories/2\n"))
    assert batch("-", "-o", "books") == 0
    assert len(books(desk / "books")) == 2


def test_reports_tell_of_every_story(desk: Path, capsys: Said) -> None:
    words = ("--report", "r.html", "--report", "r.jsonl", "--report", "r.csv")
    assert batch("stories", "-o", "books", *words) == 0
    assert capsys.readouterr().out.split() == ["r.html", "r.jsonl", "r.csv"]
    lines = [json.loads(line) for line in (desk / "r.jsonl").read_text("utf-8").splitlines()]
    assert [line["status"] for line in lines] == ["done"] * 4
    rows = list(csv.reader(io.StringIO((desk / "r.csv").read_text("utf-8-sig"))))
    assert len(rows) == 5
    assert "story-0002.epub" in (desk / "r.html").read_text("utf-8")


def test_covers_are_shown_on_a_sheet(desk: Path) -> None:
    words = ["batch", "stories", "-o", "books", "--engine", "serial", "--limit", "2"]
    assert run([*words, "--contact-sheet", "sheet.jpg", "--report", "r.html"]) == 0
    assert (desk / "sheet.jpg").read_bytes().startswith(b"\xff\xd8")
    assert "data:image/jpeg;base64,/9j/" in (desk / "r.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "books"), "a batch needs stories"),
        (("stories",), "a batch needs a folder for the books"),
        (("stories", "-o", "books", "--name", "{titel}"), "there is no field {titel}"),
        (("stories", "-o", "books", "--select", "words>"), "--select"),
        (("stories", "-o", "books", "--memory", "lots"), "--memory can't be 'lots'"),
        (("stories", "-o", "books", "--prune", "--limit", "2"), "--prune needs to see every story"),
        (("stories", "-o", "books", "--report", "r.xls"), "there is no such report"),
        (("stories", "-o", "books", "--theme", "clasic"), "--theme can't be 'clasic'"),
        (("stories", "-o", "memory://books"), "can't be behind a URL"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: tuple[str, ...], said: str, desk: Path, capsys: Said
) -> None:
    assert batch(*words) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in desk.iterdir() if path.name != "books") == ["stories"]


def test_an_engine_nobody_knows_is_refused(desk: Path, capsys: Said) -> None:
    assert run(["batch", "stories", "-o", "books", "--engine", "loca"]) == 2
    assert "there is no engine 'loca'" in capsys.readouterr().err
    assert books(desk / "books") == {}


def test_a_source_that_is_not_there_is_said_to_be(desk: Path, capsys: Said) -> None:
    assert batch("storys", "-o", "books") == 3
    assert "there is no such file or folder" in capsys.readouterr().err
    assert books(desk / "books") == {}


def test_a_folder_without_a_batch_has_no_status(desk: Path, capsys: Said) -> None:
    assert run(["batch", "--status", "stories"]) == 3
    assert "no batch was made in this folder" in capsys.readouterr().err
    assert not (desk / "stories" / ".packager").exists()


def test_a_file_where_the_folder_should_be_is_refused(desk: Path, capsys: Said) -> None:
    (desk / "books").write_text("a file", "utf-8")
    assert batch("stories", "-o", "books") == 5
    assert "can't be written to" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "size"),
    [("0", 0), ("800M", 800 * 2**20), ("2g", 2**31), ("1 GiB", 2**30), ("64", 2**26)],
)
def test_a_size_of_memory_is_read(said: str, size: int) -> None:
    assert memory_size(said) == size


def test_no_size_of_memory_is_refused() -> None:
    with pytest.raises(Misused):
        memory_size("-1")

"""``packager verify``: what it says of a book and its source, and with which exit code."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from packager.cli.main import run

STORY = (
    ' \t\tDescription\n\nA bell.\n\n "Look," she said -- the tide came in over the long sand.\n'
    "* * *\nIt went out again, and the halfway stone stood dry...\n"
    "\t\t\tAuthor's Notes: \n\nThank you.\n"
)
NAMED = ("--title", "The Tide", "--author", "Ann", "--language", "en", "-q")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tide.txt").write_text(STORY, "utf-8")


def verified(*words: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    code = run(["verify", *words, "--json", "-q"])
    return code, json.loads(capsys.readouterr().out)


def test_a_book_that_was_made_of_a_source_is_accounted_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["tide.txt", *NAMED]) == 0
    capsys.readouterr()
    assert run(["verify", "tide.epub", "tide.txt"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "0 words missing\n0 passages out of order\n" in said.out
    code, told = verified("tide.epub", "tide.txt", capsys=capsys)
    assert (code, told["schema"], told["accounted"]) == (0, 1, True)
    assert told["missing"] == told["moved"] == []
    assert told["removed"] == [{"code": "P113", "name": "LINE_NOT_PRINTED", "words": 4}]


def test_a_book_that_lacks_the_notes_is_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["tide.txt", *NAMED, "--notes", "drop"]) == 0
    capsys.readouterr()
    code, told = verified("tide.epub", "tide.txt", capsys=capsys)
    assert code == 1
    assert told["missing"] == [{"line": 10, "words": ["thank", "you"]}]
    assert run(["verify", "tide.epub", "tide.txt"]) == 1
    said = capsys.readouterr()
    assert "  tide.txt:10: thank you\n" in said.out
    assert "error[P407]: 2 words of the source not in the book\n  --> tide.epub\n" in said.err


def test_passages_out_of_order_are_found_out(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [f"On day {n} the tide came in over the sand, and nobody saw it." for n in range(8)]
    Path("tide.txt").write_text("\n".join(lines), "utf-8")
    assert run(["tide.txt", *NAMED]) == 0
    with zipfile.ZipFile("tide.epub") as book, zipfile.ZipFile("other.epub", "w") as other:
        for entry in book.infolist():
            found = book.read(entry).decode("utf-8", "surrogateescape")
            if "On day 6" in found:
                found = found.replace("On day 6", "@").replace("On day 1", "On day 6")
                found = found.replace("@", "On day 1")
            other.writestr(entry, found.encode("utf-8", "surrogateescape"))
    capsys.readouterr()
    code, told = verified("other.epub", "tide.txt", capsys=capsys)
    assert code == 1
    assert told["missing"] == []
    assert isinstance(told["moved"], list)
    assert {moved["line"] for moved in told["moved"]} & {2, 7}


@pytest.mark.pdf
def test_a_pdf_is_held_against_its_source_too(capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    assert run(["tide.txt", *NAMED, "-t", "pdf"]) == 0
    capsys.readouterr()
    code, told = verified("tide.pdf", "tide.txt", capsys=capsys)
    assert (code, told["missing"]) == (0, [])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("tide.txt", "tide.txt"), 3),
        (("gone.epub", "tide.txt"), 3),
        (("", "tide.txt"), 2),
        (("tide.epub",), 2),
        (("tide.epub", "tide.txt", "--from", "nothing"), 2),
    ],
)
def test_what_can_not_be_verified_says_why(
    words: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", *words]) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error")

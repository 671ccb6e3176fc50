"""``packager check``: what it prints about finished books, and the code it ends with."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

import packager
from packager.checks.conformance.epubcheck import EpubCheckMessage, epubcheck_messages
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule, Weight
from packager.cli.check_results import Checked, as_annotations, as_sarif
from packager.cli.main import run
from packager.diagnostics import Code
from packager.errors import DependencyError
from tests.checks.conformance.faults import body
from tests.checks.conformance.small_book import epub_2, epub_3, zipped

SOUND = zipped(epub_3())
DEAD_LINK = body('<p><a href="three.xhtml">On</a></p>')(epub_3())
SPACED = zipped({**epub_3(), "EPUB/my notes.txt": b""})


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("sound.epub").write_bytes(zipped(epub_2()))
    Path("dead.epub").write_bytes(DEAD_LINK)


def test_a_sound_book_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "sound.epub"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == "sound.epub: nothing is wrong\n"


def test_a_book_with_an_error_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "dead.epub", "-q"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[:2] == [
        "error[P830]: EPUB/three.xhtml is not in the book",
        "  --> dead.epub: EPUB/one.xhtml:8",
    ]
    assert said.err.startswith("error[P409]: the book breaks 1 rule\n  --> dead.epub\n")


def test_a_warning_fails_a_strict_check_only() -> None:
    Path("spaced.epub").write_bytes(SPACED)
    assert run(["check", "spaced.epub", "-q"]) == 0
    assert run(["check", "spaced.epub", "-q", "--strict"]) == 1


def test_each_of_several_books_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "sound.epub", "dead.epub", "-q"]) == 1
    said = capsys.readouterr()
    assert "sound.epub: nothing is wrong" in said.out
    assert "error[P409]: 1 of 2 books break rules" in said.err


def test_a_file_that_can_not_be_read_ends_with_3_and_the_others_are_checked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("story.txt").write_text("Once.", "utf-8")
    assert run(["check", "gone.epub", "story.txt", "sound.epub"]) == 3
    said = capsys.readouterr()
    assert "sound.epub: nothing is wrong" in said.out
    assert "there is no such file" in said.err
    assert "it is neither an EPUB nor a PDF" in said.err


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", SOUND[:-40]])
def test_any_bytes_are_judged_when_they_are_called_a_book(data: bytes) -> None:
    Path("any.epub").write_bytes(data)
    assert run(["check", "any.epub", "-q"]) == 1


def test_a_folder_is_a_book_or_a_shelf(capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile("dead.epub") as archive:
        archive.extractall("unpacked")
    assert run(["check", "unpacked", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [found["path"] for found in told["books"]] == ["unpacked"]
    Path("shelf", "deep").mkdir(parents=True)
    Path("dead.epub").rename("shelf/deep/dead.epub")
    Path("sound.epub").rename("shelf/sound.epub")
    assert run(["check", "shelf", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    names = [Path(found["path"]).as_posix() for found in told["books"]]
    assert names == ["shelf/deep/dead.epub", "shelf/sound.epub"]
    assert [found["valid"] for found in told["books"]] == [False, True]
    Path("empty").mkdir()
    assert run(["check", "empty"]) == 3


def test_json_holds_every_finding(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "dead.epub", "--format", "json", "-q"]) == 1
    told = json.loads(capsys.readouterr().out)
    (book,) = told["books"]
    assert (told["schema"], told["command"], book["valid"]) == (1, "check", False)
    (found,) = [one for one in book["findings"] if one["weight"] == "error"]
    assert found == {
        "rule": "P830",
        "weight": "error",
        "message": "EPUB/three.xhtml is not in the book",
        "path": "EPUB/one.xhtml",
        "line": 8,
        "column": None,
        "hint": "",
        "meaning": Rule.TARGET_MISSING.meaning,
        "source": Rule.TARGET_MISSING.source,
    }


def _checked(*, is_folder: bool = False) -> Checked:
    finding = Finding(
        rule=Rule.TARGET_MISSING, message="50% lost\nhere", path="EPUB/a,b.xhtml", line=3, column=2
    )
    told = EpubCheckMessage(id="RSC-005", weight=Weight.WARNING, message="so it says")
    return Checked("my: book.epub", (finding,), (told,), is_folder)


def test_annotations_of_github_are_escaped() -> None:
    assert list(as_annotations([_checked()])) == [
        "::error file=my%3A book.epub,title=P830::EPUB/a,b.xhtml:3:2: 50%25 lost%0Ahere",
        "::warning file=my%3A book.epub,title=RSC-005::so it says",
    ]
    first, _ = as_annotations([_checked(is_folder=True)])
    assert first == (
        "::error file=my%3A book.epub/EPUB/a%2Cb.xhtml,line=3,col=2,title=P830::50%25 lost%0Ahere"
    )


def test_sarif_is_what_the_standard_asks_for() -> None:
    log = json.loads(as_sarif([_checked(), _checked(is_folder=True)]))
    assert log["version"] == "2.1.0"
    (run_of_it,) = log["runs"]
    driver = run_of_it["tool"]["driver"]
    assert driver["name"] == "packager"
    assert [rule["id"] for rule in driver["rules"]] == ["P830", "RSC-005"]
    for result in run_of_it["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.isascii()
        assert " " not in uri
    inner = run_of_it["results"][2]["locations"][0]["physicalLocation"]
    assert inner["region"] == {"startLine": 3, "startColumn": 2}
    assert inner["artifactLocation"]["uri"].endswith("book.epub/EPUB/a%2Cb.xhtml")


@pytest.mark.epubcheck
def test_epubcheck_says_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "dead.epub", "--epubcheck", "--format", "json"]) == 1
    (book,) = json.loads(capsys.readouterr().out)["books"]
    theirs = [found for found in book["findings"] if found["rule"] == "RSC-007"]
    assert [(found["weight"], found["path"]) for found in theirs] == [("error", "EPUB/one.xhtml")]


def _no_java(name: str) -> None:
    del name


@pytest.mark.parametrize("missing", ["java", "jar"])
def test_epubcheck_that_is_not_there_ends_with_6(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "packager.checks.conformance.epubcheck"
    if missing == "java":
        monkeypatch.setattr(f"{module}.shutil.which", _no_java)
    else:
        monkeypatch.setattr(f"{module}.find_spec", _no_java)
        monkeypatch.setenv("PATH", str(_folder_with_java()))
    with pytest.raises(DependencyError) as raised:
        epubcheck_messages(Path("sound.epub"))
    assert raised.value.code is Code.CHECKER_MISSING
    assert raised.value.hint
    assert run(["check", "sound.epub", "--epubcheck"]) == 6


def _folder_with_java() -> Path:
    folder = Path("programs").absolute()
    folder.mkdir(exist_ok=True)
    for name in ("java", "java.bat"):
        program = folder / name
        program.write_text("#!/bin/sh\n", "utf-8")
        program.chmod(0o755)
    return folder


def test_a_library_gets_the_same_findings() -> None:
    found = [one for one in packager.check("dead.epub") if one.rule.weight is Weight.ERROR]
    assert [(one.rule, one.path, one.line) for one in found] == [
        (Rule.TARGET_MISSING, "EPUB/one.xhtml", 8)
    ]
    assert packager.check(DEAD_LINK) == packager.check(Path("dead.epub"))

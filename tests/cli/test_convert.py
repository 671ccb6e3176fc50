"""``packager convert``: what it writes, where it says so, and with which exit code."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from packager import pipeline
from packager.cli.convert import epoch, exit_code
from packager.cli.main import run
from packager.cli.making import Made
from packager.cli.options import Misused
from packager.cli.plan import Job
from packager.diagnostics import Code
from packager.errors import DependencyError, PackagerError, ReadError, SourceError
from packager.paper import Paper
from packager.request import Request

STORY = "It was dark, and nobody lit the lamp.\n" * 5
NAMED = ("--title", "The Lamp", "--author", "Ann Example", "--language", "en")

PACKAGER = (sys.executable, "-m", "packager")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("lamp.txt").write_text(STORY, "utf-8")


def requests_of(*words: str, monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """The requests the pipeline gets from a command line."""
    asked = []
    real = pipeline.convert

    def convert(source: object, request: Request, report: object) -> pipeline.Outcome:
        asked.append(request)
        return real(source, request, report)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "convert", convert)
    assert run(["convert", "lamp.txt", "-q", *words]) == 0
    return asked


def test_the_path_of_the_book_is_all_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lamp.txt", "-q"]) == 0
    assert capsys.readouterr() == ("lamp.epub\n", "")
    assert zipfile.is_zipfile("lamp.epub")


def test_an_existing_book_is_replaced() -> None:
    Path("lamp.epub").write_text("older")
    assert run(["lamp.txt", "-q"]) == 0
    assert zipfile.is_zipfile("lamp.epub")
    assert sorted(path.name for path in Path().iterdir()) == ["lamp.epub", "lamp.txt"]


def test_a_dry_run_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "lamp.txt", "-n", *NAMED]) == 0
    said = capsys.readouterr()
    assert said.out == "lamp.epub\n"
    assert said.err.endswith("dry run: nothing was written\n")
    assert [path.name for path in Path().iterdir()] == ["lamp.txt"]


@pytest.mark.pdf
def test_several_formats_read_the_source_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (request,) = requests_of("-t", "pdf", "-t", "epub", monkeypatch=monkeypatch)
    assert request.formats == ("pdf", "epub")
    assert capsys.readouterr().out == "lamp.pdf\nlamp.epub\n"
    assert Path("lamp.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.is_zipfile("lamp.epub")


def test_every_option_reaches_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("about.toml").write_text('rating = "Everyone"\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (request,) = requests_of(
        *("--from", "fimtext", "--theme", "Classic", "--trim", "6x9", "--notes", "both"),
        *("--bleed", "0.125in", "--crop-marks", "--jobs", "3"),
        *("--profile", "kobo"),
        *("--scene-breaks", "none", "--no-smart", "--metadata-file", "about.toml"),
        *("-m", "chapters=Dark", "--title", "The Lamp", "--author", "Ann", "--strict"),
        monkeypatch=monkeypatch,
    )
    assert request == Request(
        reader="fimtext",
        theme="classic",
        profile="kobo",
        paper=Paper(format="6x9", bleed=3.175, crop_marks=True),
        jobs=3,
        notes="both",
        scene_breaks="none",
        smart=False,
        strict=True,
        metadata=request.metadata,
        metadata_file=Path("about.toml"),
        chapter_titles=("Dark",),
        modified=datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC),
    )
    assert request.metadata.title == "The Lamp"


def test_without_options_the_request_is_the_default_one(monkeypatch: pytest.MonkeyPatch) -> None:
    (request,) = requests_of(monkeypatch=monkeypatch)
    assert 1 <= request.jobs <= 4
    assert replace(request, jobs=1) == Request()


@pytest.mark.parametrize(
    "said", ["yesterday", "-1", "1e9", "1.5", " 1", "٣", "99999999999999999999"]
)
def test_an_epoch_that_is_none_is_refused(said: str) -> None:
    with pytest.raises(Misused, match="SOURCE_DATE_EPOCH"):
        epoch(said)


def test_an_epoch_is_a_moment_in_universal_time() -> None:
    assert epoch("") is None
    assert epoch("0") == datetime(1970, 1, 1, tzinfo=UTC)


def made(error: PackagerError | None = None) -> Made:
    return Made(job=Job(place="x", source=None, outputs=()), error=error)


def test_the_exit_code_tells_how_it_went() -> None:
    empty = made(SourceError(Code.SOURCE_EMPTY, "empty"))
    no_story = made(ReadError(Code.NO_STORY, "none"))
    pango = made(DependencyError(Code.PANGO_MISSING, "gone"))
    assert exit_code([made()]) == 0
    assert exit_code([made(), made()]) == 0
    assert exit_code([pango]) == 6
    assert exit_code([pango, pango]) == 6
    assert exit_code([empty, no_story]) == 3
    assert exit_code([empty, pango]) == 1
    assert exit_code([made(), empty]) == 1


def test_json_names_every_book_with_its_digest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "lamp.txt", "gone.txt", "--json", "-q"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert next(iter(told)) == "schema"
    assert (told["schema"], told["exit_code"]) == (1, 1)
    lamp, gone = told["sources"]
    book = Path("lamp.epub").read_bytes()
    assert lamp["books"] == [
        {
            "path": "lamp.epub",
            "format": "epub",
            "media_type": "application/epub+zip",
            "bytes": len(book),
            "sha256": hashlib.sha256(book).hexdigest(),
        }
    ]
    assert lamp["error"] is None
    assert {"P302", "P303"} <= {found["code"] for found in lamp["diagnostics"]}
    assert (gone["books"], gone["error"]["code"], gone["error"]["exit_code"]) == ([], "P101", 3)


def test_standard_input_and_output_carry_story_and_book() -> None:
    ended = subprocess.run(
        [*PACKAGER, "convert", "-", "-o", "-"],
        input=STORY.encode(),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0
    with zipfile.ZipFile(BytesIO(ended.stdout)) as book:
        assert book.testzip() is None
        assert book.namelist()[0] == "mimetype"
    assert b"warning[P302]" in ended.stderr
    assert [path.name for path in Path().iterdir()] == ["lamp.txt"]


def test_json_and_a_book_do_not_share_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "lamp.txt", "-o", "-", "--json"]) == 2
    assert "can't both go to standard output" in capsys.readouterr().err


# --- on a terminal ----------------------------------------------------------------------------


def on_terminal(*words: str, **settings: str) -> tuple[int, str]:
    """Run packager on a terminal of its own; the exit code, and all it shows."""
    import pty  # noqa: PLC0415 - POSIX alone has it

    keeper, terminal = pty.openpty()
    with subprocess.Popen(
        [*PACKAGER, *words],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={"PATH": os.environ["PATH"], "TERM": "xterm", **settings},
    ) as running:
        os.close(terminal)
        shown = bytearray()
        try:
            while chunk := os.read(keeper, 4096):
                shown += chunk
        except OSError:  # the terminal has closed
            pass
        os.close(keeper)
        return running.wait(), shown.decode("utf-8")


posix = pytest.mark.skipif(os.name != "posix", reason="a terminal is made as POSIX has it")


@posix
def test_a_terminal_sees_what_is_made_and_then_only_what_came_of_it() -> None:
    code, shown = on_terminal("convert", "lamp.txt", *NAMED)
    assert code == 0
    assert shown.startswith("\r\x1b[Klamp.txt -> epub\r\x1b[K")
    assert shown.endswith("lamp.epub\r\n")
    assert "\x1b[1;36mnote[P204]\x1b[0m" in shown


@posix
def test_several_sources_are_counted() -> None:
    Path("tide.txt").write_text(STORY, "utf-8")
    code, shown = on_terminal("lamp.txt", "tide.txt", *NAMED, NO_COLOR="1")
    assert code == 0
    assert "[1/2] lamp.txt -> epub" in shown
    assert "[2/2] tide.txt -> epub" in shown
    assert "\x1b[1;" not in shown


@posix
def test_a_dumb_terminal_gets_no_sequence_at_all() -> None:
    code, shown = on_terminal("lamp.txt", *NAMED, TERM="dumb")
    assert code == 0
    assert "\x1b" not in shown


@posix
def test_a_book_is_never_shown_on_a_terminal() -> None:
    code, shown = on_terminal("convert", "lamp.txt", "-o", "-")
    assert code == 2
    assert "a book can't be shown on a terminal" in shown
    assert "PK" not in shown


@posix
def test_a_name_that_steers_is_escaped_on_a_terminal() -> None:
    Path("red\x1b[31m.txt").write_text(STORY, "utf-8")
    code, shown = on_terminal("red\x1b[31m.txt", *NAMED)
    assert code == 0
    assert "red\\x1b[31m.epub" in shown
    assert "red\x1b[31m" not in shown


# --- plans, chapters, anthologies ---------------------------------------------------------------

CHAPTERS = "Chapter 1\n\nIt was dark.\n\n~ Dusk\n\nIt was darker.\n\nChapter 2\n\nIt was light.\n"


def titles(path: str) -> list[str]:
    """The names of the documents of a book's chapters."""
    with zipfile.ZipFile(path) as book:
        names = (entry.rpartition("/")[2] for entry in book.namelist())
        return [name for name in names if name.startswith("chapter-")]


def test_an_untouched_plan_makes_the_same_bytes_and_an_edited_one_what_it_says(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("dusk.txt").write_text(CHAPTERS, "utf-8")
    assert run(["convert", "dusk.txt", "-q", *NAMED]) == 0
    plain = Path("dusk.epub").read_bytes()
    assert run(["inspect", "dusk.txt", "-q", "--plan", "plan.toml"]) == 0
    assert run(["convert", "dusk.txt", "-q", *NAMED, "--plan", "plan.toml"]) == 0
    assert Path("dusk.epub").read_bytes() == plain
    with Path("plan.toml").open("a", encoding="utf-8") as plan:
        plan.write("\n[[section]]\nline = 5\n")
    assert run(["convert", "dusk.txt", "-q", *NAMED, "--plan", "plan.toml"]) == 0
    assert len(titles("dusk.epub")) == 3
    edited = Path("dusk.epub").read_bytes()
    assert run(["convert", "dusk.txt", "-q", *NAMED, "--plan", "plan.toml"]) == 0
    assert Path("dusk.epub").read_bytes() == edited
    assert capsys.readouterr().err == ""


def test_a_plan_is_of_one_source() -> None:
    Path("tide.txt").write_text(STORY, "utf-8")
    assert run(["convert", "lamp.txt", "tide.txt", "--plan", "plan.toml"]) == 2


def test_options_that_would_read_another_way_than_the_plan_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["inspect", "lamp.txt", "-q", "--plan", "plan.toml"]) == 0
    capsys.readouterr()
    assert run(["lamp.txt", "-q", "--plan", "plan.toml", "--scene-breaks", "blank"]) == 2
    said = capsys.readouterr().err
    assert "the plan was made with --scene-breaks auto, and blank is asked for" in said


def test_chapters_begin_where_the_user_says(capsys: pytest.CaptureFixture[str]) -> None:
    Path("dusk.txt").write_text(CHAPTERS, "utf-8")
    assert run(["convert", "dusk.txt", "-q", "--split", "none"]) == 0
    assert len(titles("dusk.epub")) == 1
    assert run(["convert", "dusk.txt", "-q", "--chapter-regex", "(Chapter|~) "]) == 0
    assert len(titles("dusk.epub")) == 3
    capsys.readouterr()
    assert run(["convert", "dusk.txt", "--chapter-regex", "(", "-q"]) == 2
    assert "error[P307]: --chapter-regex '(' is no regular expression" in capsys.readouterr().err
    assert run(["convert", "dusk.txt", "--chapter-regex", "Canto", "-q"]) == 2
    assert "no line of the source matches" in capsys.readouterr().err


def test_an_anthology_is_one_book(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tide.txt").write_text(STORY.replace("lamp", "tide"), "utf-8")
    words = ("--author", "Ann", "--language", "en", "-q", "--json")
    assert run(["convert", "lamp.txt", "tide.txt", "--anthology", "Low Water", *words]) == 0
    (told,) = json.loads(capsys.readouterr().out)["sources"]
    assert (told["source"], told["anthology"]) == ("Low Water", ["lamp.txt", "tide.txt"])
    assert [book["path"] for book in told["books"]] == ["Low Water.epub"]
    with zipfile.ZipFile("Low Water.epub") as book:
        names = [entry.rpartition("/")[2] for entry in book.namelist()]
    assert {"story-1-story.xhtml", "story-2-story.xhtml"} <= set(names)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("lamp.txt", "gone.txt", "--anthology", "Low Water"), 3),
        (("lamp.txt", "--anthology", " "), 2),
        (("lamp.txt", "--anthology", "Low Water", "--title", "High Water"), 2),
        (("lamp.txt", "--anthology", "Low Water", "--plan", "gone.toml"), 2),
    ],
)
def test_an_anthology_that_can_not_be_made_makes_nothing(words: tuple[str, ...], code: int) -> None:
    assert run(["convert", *words]) == code
    assert [path.name for path in Path().iterdir()] == ["lamp.txt"]

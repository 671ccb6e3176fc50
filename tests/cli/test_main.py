"""How a run ends: done, refused, interrupted, broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from packager import pipeline
from packager.cli.main import run

STORY = "It was dark, and nobody lit the lamp.\n" * 5

PACKAGER = (sys.executable, "-m", "packager")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PACKAGER_DEBUG", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    Path("lamp.txt").write_text(STORY, "utf-8")


def broken_by(raised: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(*_: object) -> pipeline.Outcome:
        raise raised

    monkeypatch.setattr(pipeline, "convert", convert)


def test_a_bug_has_a_report_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_by(ZeroDivisionError("division by zero"), monkeypatch)
    assert run(["lamp.txt"]) == 70
    said = capsys.readouterr().err
    assert said.startswith("error[P901]: packager failed: ZeroDivisionError: division by zero\n")
    assert "Traceback" not in said
    (report,) = Path().glob("packager-bug-*.txt")
    assert report.name in said
    assert "Traceback" in report.read_text("utf-8")


@pytest.mark.parametrize("ask", ["option", "environment"])
def test_a_traceback_is_shown_when_it_is_asked_for(
    ask: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_by(ZeroDivisionError("division by zero"), monkeypatch)
    if ask == "environment":
        monkeypatch.setenv("PACKAGER_DEBUG", "1")
    assert run(["convert", "lamp.txt", *(["--debug"] if ask == "option" else [])]) == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_a_bug_before_any_source_is_one_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def plan(*_: object) -> None:
        raise LookupError("nowhere")

    monkeypatch.setattr("packager.cli.convert.plan", plan)
    assert run(["lamp.txt"]) == 70
    assert "error[P901]: packager failed: LookupError: nowhere" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "said"),
    [(MemoryError(), "not enough memory"), (RecursionError(), "nested more deeply")],
)
def test_a_source_that_is_too_much_is_refused(
    raised: Exception,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    broken_by(raised, monkeypatch)
    assert run(["lamp.txt"]) == 3
    assert capsys.readouterr().err.startswith("error[P106]: ")
    assert not list(Path().glob("packager-bug-*"))
    run(["lamp.txt"])
    assert said in capsys.readouterr().err


def test_one_source_that_breaks_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("tide.txt").write_text(STORY, "utf-8")
    real = pipeline.convert

    def convert(source: object, *rest: object) -> pipeline.Outcome:
        if getattr(source, "name", "") == "lamp.txt":
            raise ZeroDivisionError
        return real(source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "convert", convert)
    assert run(["-q", "convert", "lamp.txt", "tide.txt"]) == 1
    assert capsys.readouterr().out == "tide.epub\n"


def test_an_interrupt_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken_by(KeyboardInterrupt(), monkeypatch)
    assert run(["lamp.txt"]) == 130
    assert capsys.readouterr() == ("", "")


def test_an_interrupt_during_the_imports_ends_quietly() -> None:
    script = (
        "import sys\n"
        "class Interrupted:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'packager.cli.session': raise KeyboardInterrupt\n"
        "import packager.cli.main\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "sys.exit(packager.cli.main.run(['--help']))\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


@pytest.fixture
def heeds_interrupts() -> Iterator[None]:
    """What a script starts in its background ignores interrupts, and so do its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name != "posix", reason="signals are sent as POSIX has them")
@pytest.mark.usefixtures("heeds_interrupts")
def test_a_signal_ends_a_run_that_waits() -> None:
    with subprocess.Popen(
        [*PACKAGER, "-v", "--debug", "convert", "-", "-o", "lamp.epub"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(1.5)
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 130
        assert running.stderr is not None
        assert b"Traceback" not in running.stderr.read()


@pytest.mark.skipif(os.name != "posix", reason="pipes break as POSIX has it")
@pytest.mark.parametrize("words", [["explain"], ["--help"], ["inspect", "lamp.txt", "--json"]])
def test_a_reader_that_leaves_ends_the_run_quietly(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [*PACKAGER, *words], stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert ended.returncode == 141
    assert ended.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [["explain"], ["convert", "lamp.txt", "-q"]])
def test_a_full_disk_below_standard_output_is_said(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*PACKAGER, *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 5
    assert b"error[P404]: standard output can't be written: No space left" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="streams are closed as POSIX has it")
def test_closed_streams_do_not_stop_a_book() -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m packager lamp.txt >&- 2>&- <&-', sys.executable],
        check=False,
    )
    assert ended.returncode == 0
    assert Path("lamp.epub").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")
@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C"}, {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}]
)
def test_any_name_can_be_said_in_any_locale(settings: dict[str, str]) -> None:
    for name in ("café — 日本.txt".encode(), b"caf\xe9.txt"):
        Path(os.fsdecode(name)).write_text(STORY, "utf-8")
        ended = subprocess.run(
            [os.fsencode(sys.executable), b"-m", b"packager", name],
            env={"PATH": os.environ["PATH"], **settings},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout == name.removesuffix(b".txt") + b".epub\n"
        assert b"warning[P302]" in ended.stderr
        assert Path(os.fsdecode(ended.stdout[:-1])).exists()


@pytest.mark.skipif(os.name != "posix", reason="links are made as POSIX has them")
def test_a_source_that_cannot_be_opened_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("loop.txt").symlink_to("loop.txt")
    assert run(["loop.txt"]) == 3
    assert "error[P102]: it can't be opened: " in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="pipes are made as POSIX has them")
def test_a_pipe_nobody_writes_to_is_refused_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.txt")
    assert run(["pipe.txt"]) == 3
    assert "error[P103]: it is not a plain file" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="POSIX alone lets a name hold them")
def test_a_name_that_steers_makes_a_book_with_a_plain_title(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("the\x1b[31mlamp\x07.txt").write_text(STORY, "utf-8")
    assert run(["the\x1b[31mlamp\x07.txt"]) == 0
    said = capsys.readouterr()
    assert said.out == "the\x1b[31mlamp\x07.epub\n"
    assert "\x1b" not in said.err
    assert "from the name of the file: 'The[31mlamp'" in said.err

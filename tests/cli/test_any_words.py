"""Whatever is typed, a run ends with a known exit code, and never with a bug."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.cli.app import COMMANDS
from packager.cli.main import run

WORDS = (
    *(name for name in COMMANDS if name != "doctor"),
    *("lamp.txt", "empty.txt", "noise.bin", "gone.txt", "shelf", "shelf/", ".", "-", "--", ""),
    *("-o", "-t", "-m", "--title", "--series", "--cover", "--notes", "--explain", "--color"),
    *("epub", "book.epub", "lamp.epub", "book.mobi", "both", "en", "list", "bash", "P302"),
    *("a\x1b[31m", "caf\udce9.txt", "日本.txt", "x" * 300, "a\nb", "~", "*", "=", ":1"),
)

SENSIBLE = (
    *(["-n"], ["-v"], ["-q"], ["--json"], ["--strict"], ["--no-clobber"], ["--no-smart"]),
    *(["-o", "book.epub"], ["-o", "shelf"], ["-t", "epub"], ["-o", "caf\udce9.epub"]),
    *(["--title", "The \x1b[31mLamp"], ["--title", "\udce9"], ["--title", "日" * 400]),
    *(["--author", "Ann"], ["--author", "& <b>"], ["--series", ":1"], ["--series", "A:1e9"]),
    *(["--language", "en"], ["--language", "xx-"], ["--language", "ja"], ["--tag", ""]),
    *(["--published", "0001-01-01"], ["-m", "title="], ["-m", "series=7"], ["--cover", "lamp.txt"]),
    *(["--description", "]]>"], ["--source-url", "https://[::1"], ["--rating", "\0".strip("\0")]),
    *(["--notes", "both"], ["--notes", "drop"], ["--scene-breaks", "blank"], ["empty.txt"]),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", None)
    (tmp_path / "lamp.txt").write_text("It was dark.\n* * *\nNobody lit the lamp.\n", "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4)
    (tmp_path / "shelf").mkdir()
    return tmp_path


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    words=st.one_of(
        st.lists(st.sampled_from(WORDS), max_size=6),
        st.lists(st.sampled_from(SENSIBLE), max_size=6).map(
            lambda options: ["convert", "lamp.txt", *(word for words in options for word in words)]
        ),
    )
)
def test_no_words_are_a_bug(
    words: list[str], folder: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = run(words)
    said = capsysbinary.readouterr().err.decode("utf-8")
    assert code in {0, 1, 2, 3, 4, 5}, said
    assert "Traceback" not in said
    if code:
        assert "error" in said or "Usage:" in said
    assert (folder / "lamp.txt").read_text("utf-8").startswith("It was dark.")

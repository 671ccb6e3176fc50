"""``packager doctor``: what is there, what is missing, and how to install it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from packager.cli import doctor
from packager.cli.main import run
from packager.diagnostics import Code
from packager.errors import DependencyError


def nothing_on_the_path(monkeypatch: pytest.MonkeyPatch, *there: str) -> None:
    def which(name: str) -> str | None:
        return f"/usr/bin/{name}" if name in there else None

    monkeypatch.setattr(shutil, "which", which)


def without_pango(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_engine() -> None:
        raise DependencyError(Code.PANGO_MISSING, "gone") from OSError(
            "cannot load library 'libgobject-2.0-0': no such file"
        )

    monkeypatch.setattr("packager.writers.pdf.engine.load_engine", load_engine)


@pytest.mark.pdf
def test_a_machine_that_has_everything_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split()[-1] for line in lines if not line.startswith(" ")] == [
        "Python",
        "packager",
        "fonts",
        "Pango",
        "calibre",
        "Java",
        "browser",
    ]
    assert f"ok       Python: {sys.version_info.major}.{sys.version_info.minor}" in lines[0]


def test_without_pango_the_install_line_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_pango(monkeypatch)
    assert run(["doctor"]) == 6
    shown = capsys.readouterr().out
    assert "missing  Pango: cannot load library 'libgobject-2.0-0'\n" in shown
    assert "         for PDF; EPUB needs none of it\n         run: " in shown


def test_what_is_optional_does_not_make_a_machine_ill(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(doctor, "_pango", doctor._fonts)
    nothing_on_the_path(monkeypatch, "apt-get")
    assert run(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "absent   Java: not found\n" in shown
    assert "run: sudo apt-get install default-jre-headless\n" in shown
    assert "run: sudo apt-get install chromium\n" in shown


def test_json_says_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_pango(monkeypatch)
    nothing_on_the_path(monkeypatch, "brew")
    assert run(["doctor", "--json"]) == 6
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["ready"]) == (1, False)
    findings = {finding["name"]: finding for finding in told["findings"]}
    assert findings["Pango"]["needed"]
    assert findings["Java"]["install"] == "brew install openjdk"
    assert not findings["Java"]["needed"]


def test_an_installation_without_its_fonts_is_a_finding_not_a_crash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("packager.themes.library.styles_folder", lambda: tmp_path)
    assert run(["doctor"]) == 6
    shown = capsys.readouterr().out
    assert "missing  fonts: no bundled font file\n" in shown
    assert "--force-reinstall story-packager\n" in shown


def test_a_program_that_hangs_or_fails_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("java", 20)

    assert doctor._said((sys.executable, "-c", "raise SystemExit(1)")) == ""
    assert doctor._said((sys.executable, "-c", "print('17')")) == "17"
    monkeypatch.setattr(subprocess, "run", hang)
    assert doctor._said((sys.executable, "-c", "print('17')")) == ""

"""What is imported when: help is light, an EPUB never brings in the layout engine of a PDF."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"weasyprint", "ebooklib", "PIL", "lxml", "chardet", "fontTools", "uharfbuzz"}

COMMANDS = (
    "convert",
    "batch",
    "inspect",
    "verify",
    "check",
    "themes",
    "doctor",
    "explain",
    "completion",
)

_RUN = """
import json, sys
from packager.cli.main import run
code = run(sys.argv[1:])
modules = {name.partition(".")[0] for name in sys.modules}
print(json.dumps({"code": code, "modules": sorted(modules)}))
"""


def imported_by(*words: str, folder: Path) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", _RUN, *words],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    last = json.loads(ended.stdout.splitlines()[-1])
    assert last["code"] == 0, ended.stderr
    return set(last["modules"])


def test_the_help_of_packager_imports_nothing_heavy(tmp_path: Path) -> None:
    modules = imported_by("--help", folder=tmp_path)
    assert "click" in modules
    assert not HEAVY & modules
    assert not {"difflib", "json.decoder", "tomllib", "subprocess"} & modules


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    assert not HEAVY & imported_by(command, "--help", folder=tmp_path)


def test_an_epub_is_made_without_the_layout_engine(tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text("It was dark, and nobody lit the lamp.\n" * 5, "utf-8")
    modules = imported_by("lamp.txt", "-q", folder=tmp_path)
    assert (tmp_path / "lamp.epub").exists()
    assert "ebooklib" in modules
    assert not {"weasyprint", "pydyf", "tinycss2"} & modules


def test_a_batch_of_epubs_is_made_without_the_layout_engine(tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text("It was dark, and nobody lit the lamp.\n" * 5, "utf-8")
    modules = imported_by(
        "batch", "lamp.txt", "-o", "books", "--engine", "serial", "-q", folder=tmp_path
    )
    assert (tmp_path / "books" / "lamp.epub").exists()
    assert not {"weasyprint", "pydyf", "tinycss2", "distributed", "fsspec", "rich"} & modules


def test_a_batch_with_nothing_to_do_imports_no_stage(tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text("It was dark, and nobody lit the lamp.\n" * 5, "utf-8")
    words = ("batch", "lamp.txt", "-o", "books", "--engine", "serial", "-q")
    imported_by(*words, folder=tmp_path)
    assert not HEAVY - {"chardet"} & imported_by(*words, folder=tmp_path)


def test_inspecting_imports_neither_writer(tmp_path: Path) -> None:
    (tmp_path / "lamp.txt").write_text("It was dark, and nobody lit the lamp.\n" * 5, "utf-8")
    assert not {"weasyprint", "ebooklib"} & imported_by("inspect", "lamp.txt", folder=tmp_path)

"""What the README says is true: its commands run, its Python runs, its files are there."""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from pathlib import Path

import pytest

from packager.cli.main import run
from packager.diagnostics import Where
from packager.readers.sidecar import parse_metadata

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


COMMANDS = [
    line.partition(" #")[0].strip()
    for block in _blocks("sh")
    for line in block.splitlines()
    if line.startswith("packager ")
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the README's commands speak of."""
    (source,) = (ROOT / "examples" / "banka-bez-pidpysu").glob("*.txt")
    shutil.copy(source, tmp_path / "story.txt")
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.write(source, "story.txt")
    (tmp_path / "books").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_there_are_commands() -> None:
    assert len(COMMANDS) >= 6


@pytest.mark.pdf
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(command: str, desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = command.replace(" /share/", " share/").replace("dask:10.0.0.1:8786", "serial")
    _lay_out(command, desk)
    capsys.readouterr()
    before = set(desk.rglob("*"))
    assert run(shlex.split(command)[1:]) == 0
    made = set(desk.rglob("*")) - before
    if "batch" in command.split():
        assert any(path.suffix == ".epub" for path in made) or "--select" in command
    elif not {"check", "doctor", "inspect", "verify", "--update"} & set(command.split()):
        assert sorted(capsys.readouterr().out.split()) == sorted(
            path.relative_to(desk).as_posix() for path in made
        )


def _lay_out(command: str, desk: Path) -> None:
    """What the commands above this one in the README have made."""
    if "convert" in command and "--plan" in command:
        assert run(["inspect", "story.txt", "--plan", "plan.toml"]) == 0
    if {"verify", "check", "repair", "--update"} & set(command.split()):
        assert run(["convert", "story.txt"]) == 0
    if "batch" in command.split():
        for folder in (desk / "stories", desk / "share" / "stories"):
            folder.mkdir(parents=True)
            shutil.copy(desk / "story.txt", folder)
        with zipfile.ZipFile(desk / "fimfarchive-20260601.zip", "w") as archive:
            assert run(["convert", "story.txt", "-o", "one.epub"]) == 0
            archive.write(desk / "one.epub", "epub/a/ann-1/story-2.epub")
            archive.writestr("index.json", "{\n}\n")
    if "one.html" in command:
        page = "<title>One</title><h1>One</h1><p>It snowed all day.</p><p>It stopped at night.</p>"
        (desk / "one.html").write_text(page)
        assert run(["convert", "story.txt", "-o", "two.epub"]) == 0


def test_the_python_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = _blocks("python")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 - our own example
    assert "The Bell That Rang for Nobody" in capsys.readouterr().out


def test_the_sidecar_is_one() -> None:
    (example,) = _blocks("toml")
    known = parse_metadata(example.encode(), Where("README.md"))
    assert known.metadata.title
    assert known.chapter_titles


def test_every_file_it_names_is_there() -> None:
    names = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [name for name in names if not (ROOT / name).exists()] == []

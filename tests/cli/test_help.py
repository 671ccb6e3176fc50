"""Every command can be asked for help, and the help is worth reading."""

from __future__ import annotations

import re

import click
import pytest

from packager.cli.app import COMMANDS, EXIT_CODES, app, looks_like_source
from packager.cli.main import run
from packager.errors import EXIT_BUG, EXIT_INTERRUPTED, PackagerError

LINES = [[], *([name] for name in COMMANDS), ["themes", "list"]]


def helped(words: list[str], option: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert run([*words, option]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return said.out


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_help_opens_with_examples_and_fits_the_screen(
    words: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = helped(words, "--help", capsys)
    assert helped(words, "-h", capsys) == shown
    lines = shown.splitlines()
    assert lines[2] == "Examples:"
    assert lines[3].startswith("  packager ")
    assert f"Usage: {' '.join(['packager', *words])} " in shown
    assert max(len(line) for line in lines) <= 80


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_example_can_be_parsed(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    import shlex  # noqa: PLC0415

    shown = helped(words, "--help", capsys)
    for line in re.findall(r"^  (?:cat story\.txt \| )?(packager .*)$", shown, re.MULTILINE):
        example = re.split(r" (?:\||>>?) ", line)[0]
        ctx = app.make_context("packager", shlex.split(example)[1:], resilient_parsing=False)
        name, command, rest = app.resolve_command(ctx, ctx._protected_args + ctx.args)
        assert command is not None
        command.make_context(name, rest, parent=ctx)


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_every_option_says_what_it_does(words: list[str]) -> None:
    command: click.Command = app
    for word in words:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help
            assert parameter.help.split("  [")[0].endswith(".")


def test_the_table_of_commands_says_what_each_says_itself() -> None:
    for name, (_, line) in COMMANDS.items():
        command = app.get_command(click.Context(app), name)
        assert command is not None
        assert command.name == name
        assert line.endswith(".")


def test_every_exit_code_is_in_the_help() -> None:
    def family(kind: type[PackagerError]) -> set[int]:
        return {kind.exit_code}.union(*(family(child) for child in kind.__subclasses__()))

    listed = {int(code) for code, _ in EXIT_CODES}
    assert family(PackagerError) - {7} <= listed
    assert {0, EXIT_BUG, EXIT_INTERRUPTED} <= listed


@pytest.mark.parametrize(
    ("argument", "source"),
    [
        ("story.txt", True),
        ("-", True),
        ("./story", True),
        ("shelf/story", True),
        ("convret", False),
        ("story", False),
    ],
)
def test_a_path_is_told_from_a_misspelt_command(
    *, argument: str, source: bool, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert looks_like_source(argument) is source


def test_a_source_may_begin_with_a_hyphen(
    capsys: pytest.CaptureFixture[str], tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(str(tmp_path))
    assert run(["--", "-story.txt"]) == 3
    assert "  --> -story.txt\n" in capsys.readouterr().err

"""``packager completion``: the scripts, and what they answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from packager.cli.main import run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert f"_PACKAGER_COMPLETE={shell}_complete" in capsys.readouterr().out


def completed(*words: str, folder: Path) -> list[str]:
    """What bash is offered for the last word."""
    ended = subprocess.run(
        [sys.executable, "-m", "packager"],
        cwd=folder,
        env={
            "_PACKAGER_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("packager", *words)),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return ended.stdout.split()


def test_commands_options_and_names_are_offered(tmp_path: Path) -> None:
    assert completed("conv", folder=tmp_path) == ["plain,convert", "file,conv"]
    assert completed("convert", "--scene", folder=tmp_path) == ["plain,--scene-breaks"]
    assert completed("convert", "--notes", "ch", folder=tmp_path) == ["plain,chapter-end"]
    assert completed("convert", "--theme", "cl", folder=tmp_path) == ["plain,classic"]
    assert completed("themes", "l", folder=tmp_path) == ["plain,list"]
    assert completed("story.txt", "--tri", folder=tmp_path) == ["plain,--trim"]

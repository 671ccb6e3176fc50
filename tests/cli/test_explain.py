"""``packager explain``: every code has a meaning a person can look up."""

from __future__ import annotations

import json

import pytest

from packager.cli.main import run
from packager.diagnostics import Code


@pytest.mark.parametrize(
    "asked", ["P302", "p302", "title-guessed", "TITLE_GUESSED", "warning[P302]", "[P302]"]
)
def test_a_code_is_understood_however_it_is_copied(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", asked]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "P302 (title-guessed)",
        Code.TITLE_GUESSED.meaning,
    ]


def test_all_codes_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [code.number for code in Code]
    assert run(["explain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [found["name"] for found in told["codes"]] == [code.name for code in Code]


def test_a_misspelt_code_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "title-gessed"]) == 2
    assert capsys.readouterr().err == (
        "error: there is no code 'title-gessed'\n  hint: did you mean TITLE_GUESSED?\n"
    )

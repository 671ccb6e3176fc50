"""``packager explain``: every code has a meaning a person can look up."""

from __future__ import annotations

import json

import pytest

from packager.checks.conformance.rule import Rule
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
    numbers = [one.number for one in (*Code, *Rule)]
    assert [line.split()[0] for line in lines] == sorted(numbers)
    assert run(["explain", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [found["name"] for found in told["codes"]] == [code.name for code in Code]
    assert {found["name"] for found in told["rules"]} == {rule.name for rule in Rule}


def test_a_misspelt_code_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "title-gessed"]) == 2
    assert capsys.readouterr().err == (
        "error: there is no code 'title-gessed'\n  hint: did you mean TITLE_GUESSED?\n"
    )


@pytest.mark.parametrize("asked", ["P816", "file-missing", "error[P816]"])
def test_a_rule_says_what_it_asks_and_what_others_call_it(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", asked]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "P816 (file-missing)",
        Rule.FILE_MISSING.meaning,
        "An error of packager check: a book that breaks this rule is not valid.",
        "EPUBCheck calls it RSC-001.",
        Rule.FILE_MISSING.source,
    ]


def test_a_rule_is_told_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "P816", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["codes"] == []
    (rule,) = told["rules"]
    assert (rule["code"], rule["weight"], rule["epubcheck"]) == ("P816", "error", ["RSC-001"])

"""Diagnostics, decisions, and the report that collects them."""

from __future__ import annotations

import re

import pytest

from packager.diagnostics import Code, Diagnostic, Report, Severity, Where


@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_a_code_has_a_number_and_a_sentence(code: Code) -> None:
    assert re.fullmatch(r"P[1-9]\d\d", code.number)
    assert re.fullmatch(r"[A-Z].*\.", code.meaning)
    assert isinstance(code.severity, Severity)


def test_codes_differ() -> None:
    assert len({code.number for code in Code}) == len({code.meaning for code in Code}) == len(Code)
    assert len(Code.__members__) == len(Code)


def test_codes_are_grouped_as_the_work_is() -> None:
    groups = {code.number[1] for code in Code}
    assert groups <= set("12345679")


def test_a_place_is_written_as_an_editor_finds_it() -> None:
    assert str(Where("story.txt")) == "story.txt"
    assert str(Where("story.txt", 3)) == "story.txt:3"


def test_the_severity_is_that_of_the_code() -> None:
    found = Diagnostic(code=Code.COVER_BROKEN, message="x")
    assert found.severity is Severity.WARNING


def test_a_report_keeps_what_it_is_told_in_order() -> None:
    report = Report()
    report.add(Code.COVER_BROKEN, "one", where=Where("s", 1), hint="h")
    report.add(Code.BLANK_LINES, "two")
    report.add(Code.COVER_NOT_FOUND, "three")
    assert [found.message for found in report.diagnostics] == ["one", "two", "three"]
    assert [found.message for found in report.of(Severity.WARNING)] == ["one", "three"]
    assert report.of(Severity.ERROR) == ()
    assert report.diagnostics[0] == Diagnostic(
        code=Code.COVER_BROKEN, message="one", where=Where("s", 1), hint="h"
    )


def test_a_decision_keeps_the_start_of_its_line() -> None:
    report = Report()
    report.decide(3, "chapter", "a rule", 0.5, "x" * 500)
    (decision,) = report.decisions
    assert (decision.line, decision.confidence) == (3, 0.5)
    assert len(decision.text) == 80


def test_reports_share_nothing() -> None:
    Report().add(Code.BUG, "x")
    assert Report() == Report()
    assert Report().diagnostics == []

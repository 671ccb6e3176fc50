"""docs/checks.md says what the rules say."""

from __future__ import annotations

import runpy
from pathlib import Path

from packager.checks.conformance.rule import Rule
from packager.diagnostics import Code

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "checks.md"


def test_the_page_is_as_the_generator_writes_it() -> None:
    generator = runpy.run_path(str(ROOT / "scripts" / "checks.py"))
    assert PAGE.read_text("utf-8") == generator["page"](), "run scripts/checks.py"


def test_each_rule_stands_there_once_and_in_order() -> None:
    rows = [
        line.split(" | ")[0].strip("| ")
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("| P")
    ]
    assert rows == sorted(rule.number for rule in Rule)
    assert len(set(rows)) == len(rows)


def test_no_number_of_a_rule_is_one_of_a_diagnostic() -> None:
    assert {rule.number for rule in Rule}.isdisjoint(code.number for code in Code)

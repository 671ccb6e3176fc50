"""Every code a user may meet has a case that meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.diagnostics import Code, Severity

TESTS = Path(__file__).resolve().parent.parent


def _said() -> str:
    """What golden cases print, and what tests name."""
    golden = TESTS.glob("golden/*/expected/std*")
    tests = (path for path in TESTS.rglob("test_*.py") if path != Path(__file__).resolve())
    return "\n".join(path.read_text("utf-8") for path in (*golden, *tests))


SAID = _said()


@pytest.mark.parametrize(
    "code", [code for code in Code if code.severity is not Severity.DETAIL], ids=lambda c: c.name
)
def test_a_code_has_a_case(code: Code) -> None:
    assert f"{code.severity.value}[{code.number}]" in SAID or f"Code.{code.name}" in SAID


def test_numbers_are_unique_and_in_order() -> None:
    numbers = [code.number for code in Code]
    assert numbers == sorted(set(numbers))

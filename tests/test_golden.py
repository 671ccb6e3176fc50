"""Every golden case gives what it is expected to; ``pytest --accept`` rewrites what is expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.epubcheck import EpubCheck
from tests.support.golden import Case, cases


def _parameters() -> list[object]:
    return [
        pytest.param(case, id=case.name, marks=[pytest.mark.pdf] if case.lays_pages_out else [])
        for case in cases()
    ]


@pytest.mark.parametrize("case", _parameters())
def test_a_case_gives_what_is_expected(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    given = case.run(tmp_path)
    if request.config.getoption("--accept"):
        case.accept(given)
    expected = case.expected()
    assert sorted(given) == sorted(expected)
    for name, text in expected.items():
        assert given[name].splitlines() == text.splitlines(), f"{case.name}: {name}"


def test_there_are_cases() -> None:
    assert len(cases()) > 10


_BOOKS = [
    pytest.param(case, id=case.name)
    for case in cases()
    if any((case.folder / "expected" / "files").glob("*.epub"))
]


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", _BOOKS)
def test_epubcheck_has_no_word_about_a_golden_book(
    case: Case, tmp_path: Path, epubcheck: EpubCheck
) -> None:
    case.run(tmp_path)
    made = [path for path in tmp_path.glob("*.epub") if path.stat().st_size]
    assert made
    assert {path.name: epubcheck(path) for path in made} == {path.name: () for path in made}

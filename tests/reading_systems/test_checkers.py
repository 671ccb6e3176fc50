"""Checkers beside EPUBCheck have nothing to say about books of every kind.

``scripts/conformance.py`` shows them every book.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading_systems import kobo, nu
from tests.reading_systems.books import Books
from tests.reading_systems.service import ReadingSystems

pytestmark = [pytest.mark.reading_systems, pytest.mark.usefixtures("installed")]

_BOOKS = ("the-ninth-lamp", "al-fanar", "aozora", "ao3-html", "anthology")


@pytest.mark.parametrize("name", _BOOKS)
def test_ace_finds_no_violation(name: str, books: Books, reading_systems: ReadingSystems) -> None:
    assert reading_systems("ace", books[name]) == {"outcome": "pass", "violations": []}


def test_the_nu_checker_finds_nothing(books: Books, tmp_path: Path) -> None:
    found = nu.complaints({name: books[name] for name in _BOOKS}, tmp_path)
    assert found == {name: [] for name in _BOOKS}


@pytest.mark.parametrize("name", _BOOKS)
def test_adobes_engine_reads_all_of_the_style(name: str, books: Books) -> None:
    assert kobo.complaints(books[name]) == []

"""No valid book is accused: packager's own, drawn at random; golden cases; books of others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from packager.book.book import Book
from packager.checks.conformance.content_model import content_findings
from packager.checks.conformance.rule import Weight
from packager.checks.conformance.stylesheets import Shelf, stylesheet_findings
from packager.diagnostics import Report
from packager.publication.publish import publish
from packager.writers.epub.writer import write
from tests.support.books import books
from tests.support.broken_books import found
from tests.support.epubcheck import EpubCheck
from tests.support.golden import CASES
from tests.support.publications import THEME

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


@settings(max_examples=40)
@given(books())
def test_a_book_packager_makes_breaks_no_rule_of_documents_and_style_sheets(book: Book) -> None:
    data = write(publish(book, THEME, Report()), Report())
    grave = [
        one
        for one in found(data)
        if one.rule.weight is Weight.ERROR and not one.rule.number.startswith("P85")
    ]
    assert grave == []  # the pictures of drawn books are a few bytes of no picture


def _golden(suffix: str) -> list[Path]:
    return sorted(CASES.glob(f"*/expected/files/**/*{suffix}"))


def test_the_documents_of_golden_cases_break_no_rule() -> None:
    documents = [path for path in _golden(".xhtml") if path.is_file()]
    assert len(documents) > 100
    for path in documents:
        assert list(content_findings(etree.fromstring(path.read_bytes()), str(path))) == []


def test_the_style_sheets_of_golden_cases_break_no_rule() -> None:
    sheets = [path for path in _golden(".css") if path.is_file()]
    assert sheets
    for path in sheets:
        assert list(stylesheet_findings(path.read_bytes(), "css/story.css", Shelf((), ()))) == []


def _books_of_others() -> Iterator[Path]:
    for path in sorted(CORPUS.glob("**/*.epub")):
        if path.stat().st_size < 5_000_000:
            yield path


@pytest.mark.corpus
@pytest.mark.epubcheck
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
def test_books_epubcheck_calls_valid_break_no_rule(epubcheck: EpubCheck) -> None:
    accused = {}
    for path in _books_of_others():
        grave = [one for one in found(path.read_bytes()) if one.rule.weight is Weight.ERROR]
        if not grave:
            continue
        if not [one for one in epubcheck(path) if one.severity in {"FATAL", "ERROR"}]:
            accused[path.name] = grave
    assert accused == {}

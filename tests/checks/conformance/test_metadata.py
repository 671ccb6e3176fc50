"""Metadata: what is empty, what libraries can't read or sort."""

from __future__ import annotations

import pytest

from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    PACKAGE,
    Case,
    assert_agrees,
    assert_only,
    broken,
    found,
    text,
)
from tests.support.epubcheck import EpubCheck

_END = "</metadata>"
_SERIES = (
    '<meta property="belongs-to-collection" id="c">Lamps</meta>'
    '<meta name="calibre:series" content="{}"/></metadata>'
)

CASES = (
    Case(
        "an empty publisher",
        Rule.METADATA_WRONG,
        text(PACKAGE, _END, f"<dc:publisher> </dc:publisher>{_END}"),
    ),
    Case(
        "a date in words", Rule.METADATA_VALUE, text(PACKAGE, _END, f"<dc:date>May</dc:date>{_END}")
    ),
    Case(
        "a day that is none",
        Rule.METADATA_VALUE,
        text(PACKAGE, _END, f"<dc:date>2020-13-40</dc:date>{_END}"),
    ),
    Case(
        "a role nobody has",
        Rule.METADATA_VALUE,
        text(PACKAGE, ">aut</meta>", ">lamplighter</meta>"),
        covered=False,
    ),
    Case(
        "another language",
        Rule.METADATA_VALUE,
        text(PACKAGE, "<dc:language>en", "<dc:language>uk"),
        covered=False,
    ),
    Case(
        "a name that is not sorted",
        Rule.METADATA_UNSORTED,
        text(PACKAGE, '<meta refines="#creator-1" property="file-as">Vale, Mira</meta>', ""),
        covered=False,
    ),
    Case(
        "two names for a series",
        Rule.METADATA_UNSORTED,
        text(PACKAGE, _END, _SERIES.format("Candles")),
        covered=False,
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_broken_metadata_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_says_the_same(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


@pytest.mark.parametrize(
    "date", ["1999", "1999-12", "1999-12-31", "1999-12-31T23:59Z", "1999-12-31T23:59:59.5+01:00"]
)
def test_a_date_as_libraries_write_it_is_not_accused(date: str) -> None:
    change = text(PACKAGE, _END, f"<dc:date>{date}</dc:date>{_END}")
    assert found(broken(Case("", Rule.METADATA_VALUE, change))) == ()


def test_a_series_named_twice_alike_is_not_accused() -> None:
    change = text(PACKAGE, _END, _SERIES.format("Lamps"))
    assert found(broken(Case("", Rule.METADATA_UNSORTED, change))) == ()


def test_a_book_in_a_dialect_of_its_documents_is_not_accused() -> None:
    change = text(PACKAGE, "<dc:language>en", "<dc:language>en-GB")
    assert found(broken(Case("", Rule.METADATA_VALUE, change))) == ()

"""A book broken by any one fault is valid when it was repaired, and has the words it had."""

from __future__ import annotations

import pytest

from packager.diagnostics import Report
from packager.publication.publication import Publication
from packager.repairing.repair import Repaired, repaired
from packager.sources.source import from_bytes
from packager.writers.epub.writer import write
from tests.support.epubcheck import EpubCheck
from tests.support.faults import FAULTS, packed, unpacked
from tests.support.tide import tide


@pytest.fixture(scope="module")
def publication() -> Publication:
    return tide()


@pytest.fixture(scope="module")
def book(publication: Publication) -> bytes:
    return write(publication, Report())


def mend(found: bytes) -> tuple[Repaired, Report]:
    report = Report()
    return repaired(from_bytes("tide.epub", found), report), report


@pytest.mark.epubcheck
@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_book_becomes_a_valid_one(name: str, book: bytes, epubcheck: EpubCheck) -> None:
    files = unpacked(book)
    FAULTS[name](files)
    broken = packed(files)
    once, report = mend(broken)
    said = [found for found in epubcheck(once.data) if found.severity not in {"INFO", "USAGE"}]
    assert said == []
    assert once.changed == bool(report.diagnostics)
    assert mend(broken)[0].data == once.data
    again, _ = mend(once.data)
    assert not again.changed
    assert again.data == once.data


def test_a_whole_book_stays_byte_for_byte(book: bytes) -> None:
    once, report = mend(book)
    assert once.data == book
    assert not once.changed
    assert once.kept == once.documents > 0
    assert report.diagnostics == []


def test_documents_nothing_is_wrong_with_stay_byte_for_byte(book: bytes) -> None:
    files = unpacked(book)
    FAULTS["raw amp"](files)
    after = unpacked(mend(packed(files))[0].data)
    same = [name for name, found in files.items() if after[name] == found]
    assert sorted(set(files) - set(same)) == ["EPUB/text/chapter-001.xhtml"]


def test_each_kind_of_change_is_told_once(book: bytes) -> None:
    files = unpacked(book)
    FAULTS["dead link"](files)
    _, report = mend(packed(files))
    messages = [found.message.partition(" (")[0] for found in report.diagnostics]
    assert len(messages) == len(set(messages)) > 0

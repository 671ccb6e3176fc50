"""``packager check`` and EPUBCheck judge alike: faulty books, sound books, books of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.checks.conformance.check import checked
from packager.checks.conformance.finding import Finding
from packager.checks.conformance.rule import Rule, Weight
from tests.checks.conformance.faults import FAULTS, Fault
from tests.checks.conformance.small_book import epub_2, epub_3, zipped
from tests.checks.conformance.sound_books import SOUND
from tests.support.epubcheck import EpubCheck, Message

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "epubtests"
_GRAVE = {"ERROR", "FATAL"}
_COVERED = ("P80", "P81", "P82", "P83")
"""Numbers of the rules whose faults stand in the table."""

_faults = pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda fault: f"{fault.rule.number}-{fault.name.replace(' ', '-')}"
)


@_faults
def test_a_fault_is_found_by_its_rule(fault: Fault) -> None:
    assert fault.rule in {found.rule for found in checked(fault.book)}


@_faults
@pytest.mark.epubcheck
def test_epubcheck_objects_to_the_same_book(fault: Fault, epubcheck: EpubCheck) -> None:
    theirs = epubcheck(fault.book)
    ours = checked(fault.book)
    if fault.epubcheck_is_silent:
        assert not _grave(theirs)
        return
    assert bool(_grave(theirs)) == bool(_errors(ours))
    if fault.rule.weight is not Weight.ADVICE:
        said = {message.code.rstrip("abcdefw").replace("_", "-") for message in theirs}
        assert said & set(fault.rule.epubcheck)


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.epubcheck
def test_a_sound_book_is_not_accused(name: str, epubcheck: EpubCheck) -> None:
    book = SOUND[name](epub_3())
    assert _errors(checked(book)) == ()
    assert _grave(epubcheck(book)) == ()


@pytest.mark.epubcheck
def test_a_sound_book_of_epub_2_is_not_accused(epubcheck: EpubCheck) -> None:
    book = zipped(epub_2())
    assert _errors(checked(book)) == ()
    assert epubcheck(book) == ()


def test_every_rule_has_a_fault() -> None:
    rules = {rule for rule in Rule if rule.number.startswith(_COVERED)}
    assert rules == {fault.rule for fault in FAULTS}


def test_the_findings_of_a_book_are_in_order_and_each_once() -> None:
    for fault in FAULTS:
        found = checked(fault.book)
        assert len(set(found)) == len(found)
        places = [(one.path, one.line, one.column) for one in found]
        assert places == sorted(places)


@pytest.mark.corpus
@pytest.mark.epubcheck
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout")
@pytest.mark.parametrize(
    "path", sorted(CORPUS.rglob("*.epub")) or [CORPUS], ids=lambda path: path.name
)
def test_a_book_of_others_is_judged_alike(path: Path, epubcheck: EpubCheck) -> None:
    theirs, ours = epubcheck(path), checked(path)
    assert bool(_grave(theirs)) == bool(_errors(ours)), (_grave(theirs), _errors(ours))


def _grave(messages: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple(message for message in messages if message.severity in _GRAVE)


def _errors(found: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(one for one in found if one.rule.weight is Weight.ERROR)

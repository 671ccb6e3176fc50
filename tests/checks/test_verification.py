"""A finished book held against its source: words, order, and what was left out."""

from __future__ import annotations

from packager.book.blocks import Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.checks.finished import FinishedText
from packager.checks.verification import Moved, Verification, verified
from packager.diagnostics import Code, Report

LINES = tuple(
    f"On day {n} nobody had lit the lamp, and the boats went round the rock by ear."
    for n in range(9)
)
NOTE = "Thank you for reading this far, and for every comment."
SOURCE = "\n".join(("Label", *LINES, NOTE))
BOOK = Book(
    metadata=Metadata(title="The Lamp"),
    body=(Section(id="a", blocks=tuple(Paragraph((line,)) for line in LINES)),),
    notes=(AuthorNote(section="a", position="after", blocks=(Paragraph((NOTE,)),)),),
)


def held(story: str, aside: str = NOTE) -> Verification:
    report = Report()
    report.add(Code.LINE_NOT_PRINTED, "a label", removed="Label")
    return verified(FinishedText("b.epub", story, aside), SOURCE, BOOK, report, lined=True)


def test_a_book_that_holds_its_source_is_accounted_for() -> None:
    found = held("\n".join(LINES))
    assert found.accounted
    assert (found.words, found.lost, found.moved) == (1 + 9 * 17 + 10, 0, ())
    assert found.removed == ((Code.LINE_NOT_PRINTED, 1),)


def test_printers_marks_broken_words_and_what_the_book_adds_play_no_part() -> None:
    story = "\n".join(LINES).replace("nobody", "no-\nbody").replace(" the ", " the ")
    assert held(f"The Lamp\nChapter 1\n{story}\nMade with care", f"Contents {NOTE}").accounted


def test_a_word_that_is_missing_is_found_with_its_line() -> None:
    found = held("\n".join(LINES).replace("On day 4", "On day"))
    assert [(missing.line, missing.words) for missing in found.missing] == [(6, ("4",))]
    assert not found.accounted


def test_passages_that_changed_places_are_out_of_order() -> None:
    found = held("\n".join((*LINES[5:], *LINES[:5])))
    assert found.lost == 0
    assert found.moved == (Moved(7, LINES[5][:60]),)
    assert not found.accounted


def test_notes_and_blurbs_have_no_order() -> None:
    assert held("\n".join((NOTE, *LINES)), "").accounted


def test_what_the_reader_put_in_another_order_is_found_too() -> None:
    blocks = (*BOOK.body[0].blocks[5:], *BOOK.body[0].blocks[:5])
    book = Book(body=(Section(id="a", blocks=blocks),), notes=BOOK.notes)
    report = Report()
    report.add(Code.LINE_NOT_PRINTED, "a label", removed="Label")
    text = FinishedText("b.epub", "\n".join((*LINES[5:], *LINES[:5])), NOTE)
    found = verified(text, SOURCE, book, report, lined=True)
    assert [moved.text for moved in found.moved] == [LINES[5][:60]]

"""Chapters where the user says they begin, whatever the dialect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.book.blocks import Heading, Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.inlines import Link
from packager.book.section import Role, Section
from packager.diagnostics import Code, Report
from packager.errors import UsageError
from packager.request import Request
from packager.structure.splitting import chapter_pattern, refuse_unmatched, split_as_asked


def p(text: str) -> Paragraph:
    return Paragraph((text,))


BOOK = Book(
    front=(Section(id="dedication", role=Role.DEDICATION, blocks=(p("To you."),)),),
    body=(
        Section(
            id="part-1",
            role=Role.PART,
            title="Dusk",
            children=(
                Section(id="chapter-001", number=1, title="Ebb", blocks=(p("Out."), p("~ Slack"))),
                Section(id="chapter-002", number=2, blocks=(p("~ Neap"), p("In."), p("~ Spring"))),
            ),
        ),
        Section(id="chapter-003", blocks=(Paragraph((Link(("back",), "#chapter-002"),)),)),
    ),
    notes=(
        AuthorNote(section="chapter-001", position="after", blocks=(p("Thanks."),)),
        AuthorNote(section="chapter-002", position="before", blocks=(p("Sorry."),)),
    ),
)


def split(request: Request, book: Book = BOOK) -> Book:
    return split_as_asked(book, request, Report())


def test_nothing_asked_changes_nothing() -> None:
    assert split(Request()) == BOOK
    assert split(Request(split="heading")) == BOOK


def test_no_chapters_means_one_text_with_the_titles_as_headings() -> None:
    book = split(Request(split="none"))
    assert book.front == BOOK.front
    (whole,) = book.body
    assert whole.id == "part-1"
    assert (whole.title, whole.number, whole.children) == ("", None, ())
    assert whole.blocks == (
        Heading(1, ("Dusk",)),
        Heading(1, ("1. Ebb",)),
        p("Out."),
        p("~ Slack"),
        Heading(1, ("2",)),
        p("~ Neap"),
        p("In."),
        p("~ Spring"),
        Paragraph((Link(("back",), "#part-1"),)),
    )
    assert {note.section for note in book.notes} == {"part-1"}


def test_one_section_is_left_as_it_is() -> None:
    book = replace(BOOK, body=(BOOK.body[1],), notes=())
    assert split(Request(split="none"), book) == book


def test_a_paragraph_that_matches_is_the_title_of_a_chapter() -> None:
    book = split(Request(chapter_regex="~ "))
    (part, last) = book.body
    assert [(one.id, one.title, one.blocks) for one in part.children] == [
        ("chapter-001", "Ebb", (p("Out."),)),
        ("chapter-004", "~ Slack", ()),
        ("chapter-002", "~ Neap", (p("In."),)),
        ("chapter-006", "~ Spring", ()),
    ]
    assert last == BOOK.body[1]
    assert [note.section for note in book.notes] == ["chapter-004", "chapter-002"]


def test_together_only_what_matches_parts_the_text() -> None:
    book = split(Request(split="none", chapter_regex="~ "))
    assert [section.title for section in book.body] == ["", "~ Slack", "~ Neap", "~ Spring"]


def test_a_heading_says_number_and_title_in_the_words_of_the_book() -> None:
    report = Report()
    book = Book(body=(Section(id="a", blocks=(p("Chapter 7"), p("It was dark."))),))
    (chapter,) = split_as_asked(book, Request(chapter_regex="Chapter"), report).body
    assert (chapter.id, chapter.number, chapter.title) == ("a", 7, "")
    assert [said.removed for said in report.diagnostics] == ["Chapter 7"]


@pytest.mark.parametrize("pattern", ["(", "*", "[a-", "a{99999999999}"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError) as caught:
        chapter_pattern(Request(chapter_regex=pattern))
    assert caught.value.code is Code.OPTION_INVALID
    assert repr(pattern) in caught.value.message


def test_a_pattern_that_no_line_matches_is_refused() -> None:
    pattern = chapter_pattern(Request(chapter_regex="~ "))
    assert pattern is not None
    refuse_unmatched(pattern, "x\n  ~ Slack\n", "s.txt")
    with pytest.raises(UsageError, match="no line of the source matches"):
        refuse_unmatched(pattern, "x\nNo ~ Slack\n", "s.txt")

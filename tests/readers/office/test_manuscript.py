"""A word processor's text as a Book."""

from __future__ import annotations

import pytest

from packager.book.blocks import Block, Heading, Paragraph
from packager.book.book import Footnote
from packager.book.inlines import Link, NoteRef
from packager.book.metadata import Metadata
from packager.book.style import Style
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.office.bookmarks import pending
from packager.readers.office.manuscript import Manuscript, book_of
from packager.request import Request

CENTER = Style(align="center")
TEXT = Paragraph(("It rained and nobody slept.",))


def test_a_title_page_becomes_metadata_and_is_named() -> None:
    blocks = (
        Paragraph(("Salt Road",), CENTER),
        Paragraph(("by Ann Example",), CENTER),
        Heading(1, ("Ebb",)),
        TEXT,
    )
    report = Report()
    book = book_of(Manuscript(blocks=blocks), "s", Request(), report)
    assert (book.metadata.title, book.metadata.creators[0].name) == ("Salt Road", "Ann Example")
    assert [section.title for section in book.body] == ["Ebb"]
    removed = [said.removed for said in report.diagnostics if said.code is Code.LINE_NOT_PRINTED]
    assert removed == ["Salt Road by Ann Example"]


def test_links_of_footnotes_are_led_too() -> None:
    head: Block = Heading(1, ("Flow",))
    note = Footnote(id="footnote-1", blocks=(Paragraph((Link(("on",), pending("f")),)),))
    blocks = (Heading(1, ("Ebb",)), Paragraph(("It rained.", NoteRef("footnote-1"))), head, TEXT)
    manuscript = Manuscript(blocks=blocks, footnotes=(note,), bookmarks={"f": head})
    book = book_of(manuscript, "s", Request(), Report())
    assert book.footnotes[0].blocks == (Paragraph((Link(("on",), "#chapter-002"),)),)


def test_what_was_dropped_is_named() -> None:
    report = Report()
    book_of(Manuscript(blocks=(TEXT,), dropped="a comment"), "s", Request(), report)
    assert [said.removed for said in report.diagnostics] == ["a comment"]


def test_pages_mean_nothing_where_nothing_is_to_be_parted() -> None:
    blocks = (Paragraph(("The Gate",), CENTER), TEXT, Paragraph(("The Wall",), CENTER), TEXT)
    manuscript = Manuscript(blocks=blocks, pages=(blocks[0], blocks[2]))
    parted = book_of(manuscript, "s", Request(), Report())
    whole = book_of(manuscript, "s", Request(split="none"), Report())
    assert [section.title for section in parted.body] == ["The Gate", "The Wall"]
    assert len(whole.body) == 1


def test_blank_paragraphs_alone_are_refused() -> None:
    with pytest.raises(ReadError) as caught:
        book_of(
            Manuscript(blocks=(Paragraph(()),), metadata=Metadata(title="x")),
            "s", Request(), Report(),
        )  # fmt: skip
    assert caught.value.code is Code.NO_STORY

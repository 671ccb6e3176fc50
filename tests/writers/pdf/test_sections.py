"""Parts, prologues and notes on paper: where each begins, and what stands on its page."""

from __future__ import annotations

import pytest

from packager.book.blocks import BlockQuote, Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.metadata import Metadata
from packager.book.section import Role, Section
from packager.book.style import Style
from packager.diagnostics import Report
from packager.publication.publish import publish
from packager.themes.library import load

from .conftest import lay

pytestmark = pytest.mark.pdf

TEXT = (Paragraph(("The ferryman set down the lantern and counted the boats.",)),)
SPOILER = Paragraph(("Old Pell is the thief.",), Style(spoiler=True))

BOOK = Book(
    metadata=Metadata(
        title="The Salt Calendar", language="en", fandoms=("Salt",), status="complete", words=1234
    ),
    body=(
        Section(id="prologue", role=Role.PROLOGUE, title="The Storm", blocks=TEXT),
        Section(
            id="part-1",
            role=Role.PART,
            number=1,
            title="Winter",
            blocks=(BlockQuote((Paragraph(("The sea keeps books.",)),)),),
            children=(Section(id="one", number=1, title="Snow", blocks=(*TEXT, SPOILER)),),
        ),
        Section(id="epilogue", role=Role.EPILOGUE, blocks=TEXT),
    ),
    back=(Section(id="thanks", role=Role.ACKNOWLEDGMENTS, blocks=TEXT),),
    notes=(
        AuthorNote(section="one", position="before", kind="summary", blocks=TEXT),
        AuthorNote(section="one", position="before", blocks=TEXT),
    ),
)


@pytest.fixture(scope="module")
def pages() -> tuple[str, ...]:
    laid = lay(publish(BOOK, load("classic"), Report()))
    assert laid.messages == ()
    return tuple("\n".join(laid.pdf.lines(page)) for page in range(len(laid.pdf)))


def page_of(pages: tuple[str, ...], words: str, start: int = 0) -> int:
    return next(
        at for at, page in enumerate(pages) if at >= start and words.casefold() in page.casefold()
    )


def test_every_section_begins_on_a_page_of_its_own(pages: tuple[str, ...]) -> None:
    contents = page_of(pages, "Contents")
    begins = [
        page_of(pages, words, contents + 1)
        for words in ("The Storm", "Winter", "Snow", "Epilogue", "Acknowledgments")
    ]
    assert begins == sorted(set(begins))
    assert begins[0] % 2 == begins[1] % 2 == 0  # at the right


def test_a_part_has_its_epigraph_and_neither_head_nor_folio(pages: tuple[str, ...]) -> None:
    page = pages[page_of(pages, "The sea keeps books")]
    assert [line.casefold() for line in page.splitlines() if line.strip("❦ ")] == [
        "part 1", "winter", "the sea keeps books.",
    ]  # fmt: skip


def test_a_spoiler_is_there_to_read(pages: tuple[str, ...]) -> None:
    assert any("Old Pell is the thief." in page for page in pages)


def test_what_is_known_stands_behind_the_title(pages: tuple[str, ...]) -> None:
    facts = pages[page_of(pages, "fandom")]
    assert "complete" in facts
    assert "1,234" in facts


def test_a_summary_is_called_one_where_it_stood_and_where_it_is(pages: tuple[str, ...]) -> None:
    chapter = pages[page_of(pages, "Chapter 1")]
    assert "Summary, page" in chapter
    notes = pages[page_of(pages, "Author’s Notes", page_of(pages, "Acknowledgments", 5))]
    assert "summary" in notes.casefold()

"""A KEPUB, and an EPUB whose chapters go on in further documents, are the books they were."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from packager.book.blocks import BlockQuote, Division, Paragraph, SceneBreak
from packager.book.book import AuthorNote, Book, Footnote
from packager.book.inlines import Emphasis, Link, NoteRef, Ruby
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role, Section
from packager.diagnostics import Code, Report
from packager.pipeline import publish, write
from packager.readers.epub.packager_epub import READER
from packager.readers.epub.packager_epub_parts import parts_of
from packager.request import Request
from packager.sources.source import from_bytes
from packager.writers.artifact import Artifact
from tests.support.epub_reader import Epub
from tests.support.publications import THEME

_REQUEST = Request(modified=datetime(2024, 5, 3, tzinfo=UTC))
_LINES = tuple(
    Paragraph((f"It is {n} o’clock & late. “Run!” she said. {'The tide is in. ' * 8}End.",))
    for n in range(2_500)
)

STORY = Book(
    metadata=Metadata(title="The Long Tide", creators=(Creator("Ann Example"),), language="en"),
    body=(
        Section(
            id="chapter-001",
            role=Role.CHAPTER,
            number=1,
            title="Ebb",
            blocks=(
                Paragraph(("It began", NoteRef("one"), " ", Ruby(("波",), "なみ"), ".")),
                *_LINES,
                BlockQuote((Division((*_LINES, SceneBreak("*"), *_LINES)), *_LINES[:3])),
                Paragraph((Emphasis(("Late",)), NoteRef("two"), " ", NoteRef("one"))),
            ),
        ),
        Section(
            id="chapter-002",
            role=Role.CHAPTER,
            number=2,
            title="Flood",
            blocks=(Paragraph((Link(("back",), "#chapter-001"), " it went.")),),
        ),
    ),
    notes=(
        AuthorNote(blocks=(Paragraph(("Thanks.",)),), section="chapter-001", position="after"),
        AuthorNote(blocks=_LINES, section="chapter-002", position="before"),
    ),
    footnotes=(
        Footnote(id="one", blocks=(Paragraph(("First.",)),)),
        Footnote(id="two", blocks=(Paragraph(("Second.",)),)),
    ),
)


def _made(book: Book, name: str) -> Artifact:
    return write(publish(book, THEME, _REQUEST), name)


@pytest.mark.parametrize("name", ["epub", "kepub"])
def test_a_book_in_parts_is_read_as_the_book_it_was_made_of(name: str) -> None:
    artifact = _made(STORY, name)
    spine = Epub(artifact.data).spine
    assert sum("chapter-001_" in path for path in spine) >= 2
    assert sum("notes_" in path for path in spine) == 1
    report = Report()
    book = READER.read(from_bytes(f"book{artifact.suffix}", artifact.data), _REQUEST, report)
    assert Code.STRUCTURE_GUESSED not in {found.code for found in report.diagnostics}
    assert [section.id for section in book.body] == ["chapter-001", "chapter-002"]
    assert _made(book, name).data == artifact.data
    assert _made(book, "epub").data == _made(STORY, "epub").data


@pytest.mark.parametrize(
    ("spine", "parts"),
    [
        (["text/a.xhtml", "text/a_2.xhtml", "text/a_3.xhtml"], [2]),
        (["text/a.xhtml", "text/a_2__.xhtml", "text/b.xhtml", "text/b_2.xhtml"], [1, 1]),
        (["text/a.xhtml", "text/b.xhtml", "text/a_2.xhtml"], []),
        (["text/a_2.xhtml", "text/a.xhtml"], []),
        (["text/part_one.xhtml", "text/part.xhtml"], []),
    ],
)
def test_only_what_stands_right_behind_a_document_goes_on_with_it(
    spine: list[str], parts: list[int]
) -> None:
    assert [len(others) for others in parts_of(spine).values()] == parts

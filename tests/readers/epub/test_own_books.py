"""A book packager made is read again without losing a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.book.blocks import Paragraph
from packager.book.book import AuthorNote, Book
from packager.book.section import Role, Section
from packager.book.walk import text_of
from packager.diagnostics import Report
from packager.errors import ReadError
from packager.pipeline import publish, write
from packager.readers.epub.epub import READER
from packager.request import NotesPlacement, Request
from packager.sources.source import Source, from_bytes
from tests.support.books import books
from tests.support.epub_builder import read
from tests.support.publications import THEME

_ORNAMENT = "0ox"
"""Letters a scene break may be made of; one at the end of a chapter parts nothing."""

_MOMENT = datetime(2024, 5, 3, tzinfo=UTC)


def made(book: Book, notes: NotesPlacement = "appendix") -> Source:
    publication = publish(book, THEME, Request(notes=notes, modified=_MOMENT))
    return from_bytes("book.epub", write(publication, "epub").data)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif isinstance(value, date | int | float):
        yield str(value)
    elif is_dataclass(value):
        for spec in fields(value):
            if spec.name != "data":
                yield from texts(getattr(value, spec.name))


def letters(text: str) -> Counter[str]:
    return Counter(one for one in text.casefold() if one.isalnum() and one not in _ORNAMENT)


@settings(suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large), max_examples=40)
@given(book=books(), notes=st.sampled_from(("appendix", "chapter-end", "both", "drop")))
def test_no_letter_of_a_book_is_lost(book: Book, notes: NotesPlacement) -> None:
    plain = (Paragraph(("Of brass.",)),)
    found = made(
        replace(book, footnotes=tuple(replace(one, blocks=plain) for one in book.footnotes)), notes
    )
    report = Report()
    try:
        again = READER.read(found, Request(), report)
    except ReadError:
        return  # a drawn book may hold no text at all
    kept: Counter[str] = Counter()
    for text in (*texts(again), *(one.removed for one in report.diagnostics)):
        kept.update(letters(text))
    assert not letters(READER.visible(found)) - kept


def test_a_story_is_found_as_it_was() -> None:
    def chapter(number: int, title: str) -> Section:
        return Section(
            id=f"chapter-{number:03d}",
            number=number,
            title=title,
            blocks=(Paragraph((f"{title} came, and the lamp went out.",)),),
        )

    book = Book(
        front=(Section(id="dedication", role=Role.DEDICATION, blocks=(Paragraph(("For Bo.",)),)),),
        body=(
            Section(id="part-1", role=Role.PART, number=1, title="Winter",
                    children=(chapter(1, "Snow"), chapter(2, "Ice"))),
            Section(id="part-2", role=Role.PART, number=2, title="Spring",
                    children=(chapter(3, "Thaw"),)),
        ),
        notes=(
            AuthorNote(section="", position="before", blocks=(Paragraph(("About it all.",)),)),
            AuthorNote(section="chapter-002", position="after", blocks=(Paragraph(("Brr.",)),)),
            AuthorNote(section="chapter-003", position="before", kind="summary",
                       blocks=(Paragraph(("It warms.",)),)),
        ),
    )  # fmt: skip
    book = replace(book, metadata=replace(book.metadata, title="The Lamp", language="en"))
    again, _ = read(READER, made(book))
    assert [text_of(one.blocks) for one in again.front] == ["For Bo."]
    assert [
        (part.number, part.title, [(one.number, one.title) for one in part.children])
        for part in again.body
    ] == [(1, "Winter", [(1, "Snow"), (2, "Ice")]), (2, "Spring", [(3, "Thaw")])]
    assert again.back == ()
    assert [(one.section, one.position, one.kind, text_of(one.blocks)) for one in again.notes] == [
        ("", "before", "note", "About it all."),
        ("chapter-002", "after", "note", "Brr."),
        ("chapter-003", "before", "summary", "It warms."),
    ]

"""The transforms, in their order."""

from __future__ import annotations

from packager.book.blocks import Paragraph
from packager.book.book import Asset, Book
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.diagnostics import Code, Report
from packager.request import Request
from packager.transforms.order import transforms

STORY = Book(
    body=(Section(id="a", blocks=(Paragraph(('"Die Lampe ist aus", und er war nicht da.',)),)),)
)


def refined(
    request: Request, book: Book = STORY, titles: tuple[str, ...] = ()
) -> tuple[Book, Report]:
    report = Report()
    given = (request.metadata,)
    for transform in transforms(request, given=given, known=(), titles=titles, name="it's.txt"):
        book = transform(book, report)
    return book, report


def test_the_language_is_known_before_the_quotes_are_set() -> None:
    book, _ = refined(Request(), titles=('"Eins"',))
    assert book.metadata.language == "de"
    assert book.body[0].blocks == (Paragraph(("„Die Lampe ist aus“, und er war nicht da.",)),)
    assert book.body[0].title == "„Eins“"
    assert book.metadata.title == "It’s"


def test_what_was_asked_for_is_not_guessed() -> None:
    book, report = refined(Request(metadata=Metadata(title="A", language="fr")))
    assert (book.metadata.title, book.metadata.language) == ("A", "fr")
    assert {found.code for found in report.diagnostics} == {Code.AUTHOR_UNKNOWN}


def test_punctuation_stays_when_it_is_to() -> None:
    book, _ = refined(Request(smart=False))
    assert book.body[0].blocks == STORY.body[0].blocks


def test_a_broken_cover_is_said_and_left_out() -> None:
    broken = Book(
        cover="cover",
        body=STORY.body,
        assets=(Asset(id="cover", media_type="application/octet-stream", data=b"no picture"),),
    )
    book, report = refined(Request(), broken)
    assert (book.cover, book.assets) == ("", ())
    assert Code.COVER_BROKEN in {found.code for found in report.diagnostics}

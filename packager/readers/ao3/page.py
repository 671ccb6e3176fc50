"""The dialect ``ao3-page``: a saved page of the Archive of Our Own and of its like."""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.html.visible_page import visible_page
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a page of the Archive's."""
    del source
    text = sample.text
    if 'id="workskin"' in text and ("work meta" in text or 'id="chapters"' in text):
        return 0.97, "the page of a work on the Archive of Our Own, or on an archive like it"
    if "[Archive of Our Own]" in text and "<title" in text and 'id="main"' in text:
        return 0.8, "a page of the Archive of Our Own"
    return 0.0, "no page of the Archive of Our Own"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a saved page; the words of the site around the work are named as removed.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: The page holds no work: a login, a warning, a list of works.
    """
    from packager.readers.ao3.saved_page import read_saved_page  # noqa: PLC0415 - loaded when it is needed

    return read_saved_page(source, request, report)


READER = Reader(
    name="ao3-page",
    summary="saved page of a work on the Archive of Our Own",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    visible=visible_page,
)

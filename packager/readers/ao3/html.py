"""The dialect ``ao3-html``: the HTML download of the Archive of Our Own and of its like."""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.html.visible_page import visible_page
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a download of the Archive's."""
    del source
    return sure_of_ao3(sample.text)


def sure_of_ao3(text: str) -> Sure:
    """How sure it is that HTML, or its beginning, is a download of the Archive's."""
    if 'id="preface"' not in text and "id='preface'" not in text:
        if "Posted originally on the" in text and "/works/" in text and 'class="tags"' in text:
            return 0.9, "a download of the Archive of Our Own as it was before 2012"
        return 0.0, "no preface of the Archive of Our Own"
    posted = "Posted originally on the" in text
    if posted and "archiveofourown.org/works/" in text:
        return 0.98, "the preface of a download of the Archive of Our Own"
    if posted or "toc-heading" in text:
        return 0.9, "the preface of a download of an archive like the Archive of Our Own"
    return 0.0, "no preface of the Archive of Our Own"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a download.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no text of a story in it.
    """
    from packager.readers.ao3.work_document import read_ao3_html  # noqa: PLC0415 - loaded when it is needed

    return read_ao3_html(source, request, report)


READER = Reader(
    name="ao3-html",
    summary="HTML download of the Archive of Our Own",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    visible=visible_page,
)

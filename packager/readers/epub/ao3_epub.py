"""The dialect ``ao3-epub``: the EPUB the Archive of Our Own offers.

It is the HTML download cut into documents by calibre, which gives classes new names and wraps the
parts again; ids, labels and the order of elements survive, and ``ao3.py`` goes by nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from packager.book.book import Book
from packager.book.metadata import Metadata, filled
from packager.diagnostics import Report, Where
from packager.readers.ao3.work_document import Document, read_ao3
from packager.readers.covers import COVER_ID
from packager.readers.epub.cover import cover_path, read_cover
from packager.readers.epub.epub import metadata_of
from packager.readers.epub.opened import Opened, open_epub, visible
from packager.readers.epub.reading import Reading, link_notes, reading_of
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_SITE = "archive of our own"
_GENERIC = frozenset({"fanworks"})
"""Subjects the site gives to every work."""


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of the Archive's."""
    del source
    if sample.kind != "epub":
        return 0.0, "no EPUB"
    text = sample.text.lower()
    if _SITE in text and "fanworks" in text:
        return 0.97, "the package names the Archive of Our Own"
    if _SITE in text or "archiveofourown.org/works/" in text:
        return 0.75, "the package mentions the Archive of Our Own"
    return 0.0, "no mark of the Archive of Our Own"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a download.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no text of a story in it.
    """
    opened = open_epub(source, report)
    known = metadata_of(opened, report)
    reading = reading_of(opened, request, report)
    link_notes(reading, opened.documents)
    documents = [Document(document.path, document.body) for document in opened.documents]
    book = read_ao3(documents, reading.markup, report, Where(source.name))
    return _with_container(book, known, opened, reading, report)


def _with_container(
    book: Book, known: Metadata, opened: Opened, reading: Reading, report: Report
) -> Book:
    """The Book with what the container knows beside the preface."""
    path = cover_path(opened.container, opened.package, opened.navigation)
    cover = read_cover(opened.container, path, report)
    footnotes = book.footnotes or reading.markup.footnotes
    reading.markup.finish()
    opened.mending.finish()
    return replace(
        book,
        metadata=_with_package(book.metadata, known),
        cover=COVER_ID if cover is not None else "",
        footnotes=footnotes,
        assets=(*(() if cover is None else (cover,)), *reading.pictures.assets),
    )


def _with_package(strong: Metadata, weak: Metadata) -> Metadata:
    """What the preface says, its gaps filled from the package, whose subjects hold everything."""
    named = {*strong.fandoms, *strong.characters, *strong.relationships, *strong.warnings}
    subjects = tuple(
        name
        for name in weak.subjects
        if name.lower() not in _GENERIC and name not in named and name != strong.rating
    )
    return filled(strong, replace(weak, subjects=subjects))


READER = Reader(
    name="ao3-epub",
    summary="EPUB downloaded from the Archive of Our Own",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

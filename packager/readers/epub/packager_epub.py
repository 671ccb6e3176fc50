"""The dialect ``packager-epub``: an EPUB packager made, read back into the Book it was made of.

Sections, notes, footnotes, pictures and metadata are where packager puts them, under the names it
gave them, so a book made of the Book again is the same to the byte. What the pages do not say is
not there any more: the marks that scene breaks had, notes that were left out. A book somebody
changed since, so that it holds other markup, is read as any other EPUB.
"""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Code, Report, Where
from packager.readers.epub import epub
from packager.readers.epub.opened import visible
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_FILES = frozenset((
    "mimetype", "META-INF/container.xml", "EPUB/content.opf", "EPUB/nav.xhtml", "EPUB/toc.ncx",
    "EPUB/css/story.css", "EPUB/text/titlepage.xhtml", "EPUB/text/colophon.xhtml",
))  # fmt: skip
"""Files every EPUB of packager's has."""


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that packager made an EPUB."""
    del source
    if sample.kind == "epub" and _FILES.issubset(sample.names):
        return 0.97, "the files of an EPUB packager made"
    return 0.0, "no mark of packager"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book an EPUB was made of.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: It holds no story.
    """
    # lxml is loaded when there is something to read.
    from packager.readers.epub.packager_epub_book import book_of  # noqa: PLC0415
    from packager.readers.epub.packager_epub_markup import ForeignMarkupError  # noqa: PLC0415

    try:
        return book_of(source, report)
    except (ForeignMarkupError, ValueError, IndexError, RecursionError) as error:
        reason = str(error) if isinstance(error, ForeignMarkupError) else "a value out of place"
        report.add(
            Code.STRUCTURE_GUESSED,
            f"the book was changed since packager made it ({reason}); it is read as any EPUB",
            where=Where(source.name),
        )
        return epub.read(source, request, report)


READER = Reader(
    name="packager-epub",
    summary="EPUB made by packager",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

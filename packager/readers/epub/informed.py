"""An EPUB with a page of information in front: read as any EPUB, with what that page says."""

from __future__ import annotations

import re
from dataclasses import replace

from packager.book.book import Book
from packager.book.metadata import Metadata, filled
from packager.diagnostics import Report, Where
from packager.readers.epub.epub import metadata_of, read_opened
from packager.readers.epub.information_page import with_information
from packager.readers.epub.opened import open_epub
from packager.readers.epub.reading import reading_of
from packager.readers.left_out import LeftOut
from packager.request import Request
from packager.sources.source import Source


def read_informed(
    source: Source, request: Request, report: Report, information: re.Pattern[str]
) -> Book:
    """The Book of an EPUB whose pages of information have names of this form.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    opened = open_epub(source, report)
    left_out = LeftOut()
    reading = reading_of(opened, request, report)
    pages = [one for one in opened.documents if information.search(one.path)]
    metadata = Metadata()
    for page in pages:
        metadata = with_information(metadata, page, reading, left_out)
    known = metadata_of(opened, report)
    metadata = filled(metadata, replace(known, subjects=metadata.subjects or known.subjects))
    book = read_opened(
        opened,
        metadata,
        request,
        report,
        reading=reading,
        skipped=frozenset(page.path for page in pages),
    )
    left_out.tell(report, Where(source.name))
    return book

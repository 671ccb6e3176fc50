"""The dialect ``rtf``: Rich Text Format."""

from __future__ import annotations

import re

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Report
from packager.readers.office.manuscript import Manuscript, book_of
from packager.readers.office.rtf_document import RtfDocument, read_rtf
from packager.readers.office.rtf_visible import words_of_rtf
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is RTF: by its first bytes, which are never an accident."""
    del source
    return (0.99, "it begins as Rich Text Format does") if sample.kind == "rtf" else (0.0, "no RTF")


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of an RTF document.

    Raises:
        ReadError: There is no text in it.
    """
    found = read_rtf(source.data)
    return book_of(
        Manuscript(
            blocks=found.blocks,
            footnotes=found.footnotes,
            assets=found.assets,
            metadata=_metadata(found),
            dropped=found.dropped,
            bookmarks=found.bookmarks,
            pages=found.pages,
        ),
        source.name,
        request,
        report,
    )


def visible(source: Source) -> str:
    """The text of the document, its footnotes, and what it hides."""
    return words_of_rtf(source.data)


def _metadata(found: RtfDocument) -> Metadata:
    facts = found.facts
    author = facts.get("author", "")
    words = re.split(r"\s*[,;]\s*", facts.get("keywords", ""))
    return Metadata(
        title=facts.get("title", ""),
        subtitle=facts.get("subtitle", ""),
        creators=(Creator(author),) if author else (),
        subjects=tuple(word for word in words if word),
    )


READER = Reader(
    name="rtf",
    summary="Rich Text Format",
    suffixes=(".rtf",),
    sniff=sniff,
    read=read,
    visible=visible,
)

"""The dialect ``gutenberg``: a plain text of Project Gutenberg, of any of its generations.

Header and licence are taken off and named; the title page gives way to the book's own; the notes of
those who transcribed it stand behind it. What is between is plain text with hard line breaks.
"""

from __future__ import annotations

import re

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import decode


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is of Project Gutenberg: by its header."""
    del source
    named = "utenberg" in sample.text or "UTENBERG" in sample.text
    if sample.kind != "text" or not named:
        return 0.0, "no header of Project Gutenberg"
    from packager.readers.gutenberg.frame import is_framed  # noqa: PLC0415 - most texts need it not

    if is_framed(sample.text):
        return 0.97, "the header of Project Gutenberg"
    return 0.0, "no header of Project Gutenberg"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a text of Project Gutenberg.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.gutenberg.book import read_book  # noqa: PLC0415 - as above

    return read_book(source, _declared(source), request, report)


def _declared(source: Source) -> str:
    found = re.search(
        rb"Character set encoding:\s*([A-Za-z0-9._-]{2,30})", source.data[:8192], re.IGNORECASE
    )
    return found[1].decode("ascii") if found else ""


READER = Reader(
    name="gutenberg",
    summary="plain text of Project Gutenberg",
    suffixes=(".txt",),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report(), _declared(source)),
)

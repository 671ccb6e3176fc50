"""The dialect ``text``: any story in plain text with headings, a title on top, or broken lines.

Chapters are found by the headings that stand apart and count on; paragraphs broken at a column are
joined; ``_italics_`` and ``*bold*`` are read; footnotes in brackets are taken out of the text.
"""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import decode, read_lines

_MARKDOWN = (".md", ".markdown")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a text with headings, a title, or broken lines."""
    if sample.kind != "text":
        return 0.0, "no plain text"
    if source.name.lower().endswith(_MARKDOWN):
        return 0.1, "plain text, and its name says more"
    from packager.readers.text.looks import lines_of_sample, sureness  # noqa: PLC0415 - as below

    return sureness(lines_of_sample(sample))


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has headings and no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.header import read_header  # noqa: PLC0415 - most texts are of a dialect
    from packager.readers.text.story import read_story  # noqa: PLC0415 - as above

    lines = read_lines(source, report)
    header, rest = read_header(lines, source.name, report)
    return read_story(rest, source.name, request, report, metadata=header.metadata)


READER = Reader(
    name="text",
    summary="plain text with chapter headings, hard-wrapped or not",
    suffixes=(".txt", ".text"),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

"""The dialect ``text``: any story in plain text with headings, a title on top, or broken lines.

Chapters are found by the headings that stand apart and count on; paragraphs broken at a column are
joined; ``_italics_`` and ``*bold*`` are read; footnotes in brackets are taken out of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.header import read_header
from packager.readers.headings.in_text import find_headings
from packager.readers.headings.title_block import find_title_block
from packager.readers.reader import Reader, Sure
from packager.readers.text.story import read_story
from packager.readers.text.wrapped_lines import wrapping_of
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import Line, decode, read_lines

_LINE_END = re.compile("\r\n|\r|\n")
_SURE = 0.8


def lines_of_sample(sample: Sample) -> tuple[Line, ...]:
    """The lines of a sample, the last of which may be cut."""
    return tuple(Line(number, text) for number, text in enumerate(_LINE_END.split(sample.text), 1))


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a text with headings, a title, or broken lines."""
    del source
    if sample.kind != "text":
        return 0.0, "no plain text"
    lines = lines_of_sample(sample)
    return sureness(lines)


def sureness(lines: Sequence[Line]) -> Sure:
    """How much of the structure of a text these lines show."""
    width = wrapping_of(lines)
    headings = find_headings(lines, wrapped=width > 0)
    sure = [one for one in headings if one.heading.confidence >= _SURE]
    if sure or len(headings) > 1:
        return 0.3, f"plain text with headings, such as {headings[0].line.text.strip()[:40]!r}"
    if find_title_block(lines) is not None:
        return 0.3, "plain text with a title and an author on top"
    if width:
        return 0.25, f"plain text with lines broken at {width} characters"
    return 0.1, "plain text"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has headings and no story.
        UsageError: The regular expression asked for is none.
    """
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

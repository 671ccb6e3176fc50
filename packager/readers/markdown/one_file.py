"""The dialect ``markdown``: a story in one Markdown file."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import decode

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn", ".mdx", ".qmd", ".rmd")


@cache
def _header() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:---|\+\+\+)[ \t]*\n(?:#.*\n)*[\"']?[A-Za-z][\w -]{0,30}[\"']?[ \t]*[:=]"
    )


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"^#{1,4} +\S", re.MULTILINE)


@cache
def _emphasis() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w*])\*{1,2}[^\s*][^*\n]{0,80}[^\s*]\*{1,2}(?![\w*])|\]\((?:https?:|#|\.?/?\w)"
    )


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is Markdown: by its name, its header, its marks."""
    if sample.kind != "text":
        return 0.0, "no plain text"
    suffix = PurePosixPath(source.name).suffix.lower()
    named = suffix in SUFFIXES
    if _header().match(sample.text) and re.search(
        r"^(?:---|\.\.\.|\+\+\+)[ \t]*$", sample.text[4:20_000], re.MULTILINE
    ):
        return 0.8 if named else 0.7, "front matter between lines of ---"
    if named:
        return 0.6, f"its name ends in {suffix}"
    headings = len(_heading().findall(sample.text))
    if headings and (headings > 1 or _emphasis().search(sample.text)):
        return 0.4, "headings that begin with #"
    return 0.0, "no mark of Markdown"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story in one file.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    from packager.readers.markdown.file_book import read_file_book  # noqa: PLC0415 - every reader is asked, few read

    return read_file_book(source, request, report)


READER = Reader(
    name="markdown",
    summary="a story in one Markdown file, with or without front matter",
    suffixes=SUFFIXES,
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

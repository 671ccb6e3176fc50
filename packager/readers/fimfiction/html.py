"""The dialect ``fimfiction-html``: the HTML download of a FIMFiction story."""

from __future__ import annotations

import re
from functools import cache

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.html.visible_page import visible_page
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_SITE = "fimfiction.net"


@cache
def _old_mark() -> re.Pattern[str]:
    return re.compile(r"<h1>\s*<a name=['\"]?1['\"]?\s*/?>", re.IGNORECASE)


@cache
def _article() -> re.Pattern[str]:
    return re.compile(r"<article[^>]*\bclass=['\"]?[^'\">]*\bchapter\b", re.IGNORECASE)


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an HTML download of FIMFiction's."""
    del source
    text = sample.text
    articles = "<article" in text and _article().search(text) is not None
    if not articles and not _old_mark().search(text):
        return 0.0, "no chapter marks of FIMFiction"
    if _SITE in text:
        return 0.96, "chapter marks of FIMFiction and its address"
    if articles and "authors-note" in text:
        return 0.9, "chapters and author's notes marked as on FIMFiction"
    return (0.4 if articles else 0.5), "chapter marks as on FIMFiction"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a download.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no chapter in it.
    """
    from packager.readers.fimfiction.page import read_fimfiction_page  # noqa: PLC0415 - loaded when it is needed

    return read_fimfiction_page(source, request, report)


READER = Reader(
    name="fimfiction-html",
    summary="HTML download of a FIMFiction story",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    visible=visible_page,
)

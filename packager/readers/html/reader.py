"""The dialect ``html``: any page that holds a story, and the HTML of Project Gutenberg.

What stands around the story (menus, comments, licences) is taken away by where it stands and what
it is called, never by what it says; its chapters are found by their headings.
"""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.html.visible_page import visible_page
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is: of Project Gutenberg by its words, of every other page a little."""
    del source
    if sample.kind != "html":
        return 0.0, "no HTML"
    text = sample.text
    if "PROJECT GUTENBERG" in text and ("*** START OF" in text or "***START OF" in text):
        return 0.9, "an HTML edition of Project Gutenberg"
    if "pg-header" in text or "pg-boilerplate" in text:
        return 0.9, "an HTML edition of Project Gutenberg"
    return 0.3, "HTML without a mark of any dialect"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a page.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: The page holds no story: a login, a warning, a missing page.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.html.story import read_page  # noqa: PLC0415 - loaded when it is needed

    return read_page(source, request, report)


READER = Reader(
    name="html",
    summary="HTML: any saved page that holds a story, and Project Gutenberg",
    suffixes=(".html", ".htm", ".xhtml", ".mhtml", ".mht"),
    sniff=sniff,
    read=read,
    visible=visible_page,
)

"""The dialect ``fanficfare-html``: the HTML FanFicFare writes."""

from __future__ import annotations

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.html.visible_page import visible_page
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_LABELLED = ":</b></td>"
"""The end of a label on the title page."""


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source was written by FanFicFare."""
    del source
    text = sample.text
    sections = 'name="section0001"' in text
    if sections and ("TOCTOP" in text or "authorlink" in text or _LABELLED in text):
        return 0.97, "chapter marks and a title page of FanFicFare"
    if sections:
        return 0.7, "chapter marks of FanFicFare"
    if "authorlink" in text and _LABELLED in text:
        return 0.9, "a title page of FanFicFare"
    return 0.0, "no mark of FanFicFare"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story FanFicFare fetched.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no chapter in it.
    """
    from packager.readers.fanficfare.page import read_fanficfare_page  # noqa: PLC0415 - loaded when it is needed

    return read_fanficfare_page(source, request, report)


READER = Reader(
    name="fanficfare-html",
    summary="HTML written by FanFicFare",
    suffixes=(".html", ".htm"),
    sniff=sniff,
    read=read,
    visible=visible_page,
)

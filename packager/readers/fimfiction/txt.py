"""The dialect ``fimfiction-txt``: the text that FIMFiction gives for download, in both its styles.

::

    //------------------------------//          > The Long Winter
    // Chapter title                             >    by Ann Lee
    // Story: The Long Winter                    > -----------------------
    // Written by Ann Lee
    //------------------------------//           > Chapter title
                                                 > -----------------------

Either may have lost its line ends on its way, so that a box stands in the middle of a line.
"""

from __future__ import annotations

import re
from functools import cache

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import decode

CONFIDENCE = 0.98


@cache
def box() -> re.Pattern[str]:
    """The head of a chapter between two lines of slashes, or that of the story."""
    return re.compile(
        r"//-{6,}//\s*//[ \t]*(?P<title>.{0,300}?)\s*"
        r"(?://[ \t]*Story:[ \t]*(?P<story>.{1,300}?)\s*)?"
        r"//[ \t]*(?:Written[ \t]+)?by[ \t]+(?P<author>.{1,200}?)\s*//-{6,}//",
        re.DOTALL | re.IGNORECASE,
    )


@cache
def arrow() -> re.Pattern[str]:
    """The head of a chapter behind an angle, or that of the story."""
    return re.compile(
        r">[ \t]+(?P<title>[^\n]{1,300}?)[ \t]*\n?"
        r"(?:>[ \t]+by[ \t]+(?P<author>[^\n]{1,200}?)[ \t]*\n?)?>[ \t]*-{20,}"
    )


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is FIMFiction's text, by the heads of its chapters."""
    del source
    if sample.kind != "text":
        return 0.0, "no plain text"
    if "//------" in sample.text and box().search(sample.text):
        return CONFIDENCE, "a box of FIMFiction's above a chapter"
    if "> ------" in sample.text or ">------" in sample.text:
        found = arrow().search(sample.text)
        if found and found["author"]:
            return 0.95, "a title and chapters as FIMFiction's text has them"
        if found and len(arrow().findall(sample.text, found.end())) > 0:
            return 0.6, "chapters as FIMFiction's text has them"
    return 0.0, "no head of a chapter as FIMFiction writes it"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of such a text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: There is no chapter in it.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.fimfiction.txt_book import read_book  # noqa: PLC0415 - only for these texts

    return read_book(source, request, report)


READER = Reader(
    name="fimfiction-txt",
    summary="FIMFiction TXT download (// boxes, or > Title heads)",
    suffixes=(".txt",),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

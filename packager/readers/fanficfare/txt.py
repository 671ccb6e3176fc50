"""The dialect ``fanficfare-txt``: what FanFicFare writes as plain text.

::

    (blank lines)
    The Long Winter
    (blank)
    by Ann Lee
    (blank lines)
    Category: ...            labelled facts, wrapped at a column or not, the summary last
    Summary: ...
    (blank lines)
    TABLE OF CONTENTS        in a story of several chapters
    1. Snow
    2. Thaw
    (blank lines)
    ⇥1. Snow                 a tab, or the eight spaces that wrapping made of it
    body in html2text's Markdown
    End file.

https://github.com/JimmXinu/FanFicFare, fanficfare/writers/writer_txt.py
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

CONFIDENCE = 0.97
CONTENTS = "TABLE OF CONTENTS"
END = "End file."


@cache
def opening() -> re.Pattern[str]:
    """Title and author, and the first of the facts below them."""
    return re.compile(r"\A\s*\S[^\n\r]{0,300}\s+by [^\n\r]{1,300}\s+(?=[A-Z][\w ]{2,30}: )")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that FanFicFare wrote a text: by its facts, its contents, its last line."""
    if sample.kind != "text":
        return 0.0, "no plain text"
    text = sample.text
    facts = opening().match(text[:2000]) is not None
    address = "\nStory URL: " in text or "\rStory URL: " in text
    ended = source.data[-64:].rstrip().endswith(END.encode())
    contents = CONTENTS in text[: 2**15]
    marks = [facts, address, ended, contents]
    said = "a title page of FanFicFare's"
    if facts and address and (ended or contents):
        return CONFIDENCE, said
    if sum(marks) >= 3:  # noqa: PLR2004 - of four
        return 0.9, said
    if facts and (address or ended):
        return 0.8, said
    return 0.0, "no title page of FanFicFare's"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of such a text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: There is no chapter in it.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.fanficfare.txt_book import read_book  # noqa: PLC0415 - only for these texts

    return read_book(source, request, report)


READER = Reader(
    name="fanficfare-txt",
    summary="text written by FanFicFare (TABLE OF CONTENTS, End file.)",
    suffixes=(".txt",),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

"""The dialect ``chinese``: a Chinese novel in text, as the sites of web novels give them out.

Chapters are ``第N章`` (回, 节, 話), volumes ``第N卷``; paragraphs are a line each, mostly set in by
two ideographic spaces. Title, author and blurb stand on top behind labels such as ``作者：``; the
site advertises itself in lines between chapters, which are left out.
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

_LOOK = 6000
_MOSTLY = 0.5


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a Chinese novel in text: by its ideographs and headings."""
    del source
    if sample.kind != "text":
        return 0.0, "no plain text"
    start = sample.text[:_LOOK]
    if start.isascii():
        return 0.0, "no Chinese text"
    letters = sum(1 for one in start if one.isalpha())
    han = sum(1 for one in start if "\u3400" <= one <= "\u9fff")
    kana = sum(1 for one in start if "\u3041" <= one <= "\u30ff")
    hangul = sum(1 for one in start if "\uac00" <= one <= "\ud7a3")
    if not han or han < _MOSTLY * letters or kana * 20 > han or hangul * 20 > han:
        return 0.0, "no Chinese text"
    heading = re.search(
        r"^[\s　☆★、]*(?:正文[\s　]*)?"
        r"(第[零〇一二三四五六七八九十百千两\d０-９]{1,8}[章回节節卷话話集])",
        sample.text,
        re.MULTILINE,
    )
    if heading:
        return 0.85, f"a Chinese text with headings such as {heading[1]!r}"
    return 0.4, "a Chinese text"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a Chinese novel.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.chinese.book import read_book  # noqa: PLC0415 - most texts are none of these

    return read_book(source, request, report)


READER = Reader(
    name="chinese",
    summary="Chinese novel in text (第N章), as the sites of web novels give them out",
    suffixes=(".txt", ".text"),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

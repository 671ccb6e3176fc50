"""The dialect ``aozora``: text of Aozora Bunko, and Japanese text with its ruby and notes.

On top stand the title and the author, a line each, then between rows of hyphens a legend of the
signs; behind the story the colophon begins with ``底本：``. https://www.aozora.gr.jp/annotation/
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

_LEGEND = "テキスト中に現れる記号について"
_SEVERAL = 3


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is of Aozora Bunko: by its legend, its notes, its readings."""
    del source
    if sample.kind != "text":
        return 0.0, "no plain text"
    text = sample.text
    if _LEGEND in text:
        return 0.98, "the legend of Aozora Bunko's signs"
    notes = text.count("［＃")
    if "底本：" in text and ("青空文庫" in text or notes):
        return 0.97, "the colophon of Aozora Bunko"
    if notes:
        return 0.93, f"notes of Aozora Bunko ({notes})"
    start = text[:20_000]
    readings = 0
    if "《" in start:
        readings = len(re.findall(r"[\u3400-\u9fff々〆]《[\u3041-\u30ff・　]{1,20}》", start))
    if readings >= _SEVERAL:
        return 0.8, f"readings in the way of Aozora Bunko ({readings})"
    return 0.0, "no mark of Aozora Bunko"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a text of Aozora Bunko.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.aozora.book import read_book  # noqa: PLC0415 - most texts are none of these

    return read_book(source, request, report)


READER = Reader(
    name="aozora",
    summary="Japanese text of Aozora Bunko, with ruby and notes in ［＃ ］",
    suffixes=(".txt", ".text"),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

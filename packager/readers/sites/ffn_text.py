"""The dialect ``ffn-text``: a story saved from fanfiction.net, or written for it.

::

    The Long Winter
    by Ann Lee
    Rated: Fiction T - English - Romance/Drama - Chapters: 3 - Words: 2,345 - id: 123

    Disclaimer: I own nothing.
    A/N: first fic, be nice!

    Chapter 1: Snow

The site has no field for notes, so they are lines of the text; they are taken out of it later, as
those of every dialect are.
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

TOP = 60
"""Lines of the beginning in which the site's line of facts stands."""


@cache
def stats_line() -> re.Pattern[str]:
    """The site's line of facts."""
    return re.compile(
        r"\s*Rated:\s+(?:Fiction\s+)?\S.{0,1500}?\s-\s.{0,1500}"
        r"(?:Words|Chapters|Reviews|Published|Updated|id):",
        re.IGNORECASE,
    )


@cache
def _notes() -> re.Pattern[str]:
    return re.compile(
        r"^[ \t*_(\[]*(?:A/N|AN:|A\.N\.|Author[’']?s?[’']? notes?\b|Disclaimer\s*:)",
        re.MULTILINE | re.IGNORECASE,
    )


@cache
def address() -> re.Pattern[str]:
    """The address of a story there."""
    return re.compile(r"https?://(?:www\.|m\.)?(?:fanfiction\.net|fictionpress\.com)/s/\d{1,12}\S*")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a text is of fanfiction.net: by the line of facts, else by its notes."""
    del source
    if sample.kind != "text":
        return 0.0, "no plain text"
    return _sureness(sample, sample.text[:20_000])


def _sureness(sample: Sample, top: str) -> Sure:
    if "Rated:" in top and any(stats_line().match(line) for line in top.splitlines()[:TOP]):
        return 0.9, "the line of facts of fanfiction.net"
    notes = len(_notes().findall(sample.text[: 2**15]))
    if not notes:
        return 0.0, "neither facts nor notes as on fanfiction.net"
    if address().search(top):
        return 0.6, "an address of fanfiction.net and notes within the text"
    from packager.readers.headings.title_block import find_title_block  # noqa: PLC0415 - few texts
    from packager.readers.text.looks import lines_of_sample, sureness  # noqa: PLC0415 - as above

    lines = lines_of_sample(sample)
    if sureness(lines)[0] < 0.3:  # noqa: PLR2004 - neither headings nor a title
        return 0.0, "notes within a text without headings"
    if notes > 1 and find_title_block(lines) is not None:
        return 0.6, f"a title and {notes} notes within the text"
    return 0.4, "headings, and notes within the text"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story of fanfiction.net.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has headings and no story.
        UsageError: The regular expression asked for is none.
    """
    from packager.readers.sites.ffn_story import read_story_of_site  # noqa: PLC0415 - as above

    return read_story_of_site(source, request, report)


READER = Reader(
    name="ffn-text",
    summary="text of fanfiction.net, its line of facts, A/N and Disclaimer lines",
    suffixes=(".txt",),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

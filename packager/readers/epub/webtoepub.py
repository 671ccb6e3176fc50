"""The dialect ``webtoepub``: an EPUB the browser extension WebToEpub made of pages.

``OEBPS/Text/0000_Information.xhtml`` says where the story comes from,
``OEBPS/Text/0001_1_Title.xhtml`` is a chapter.
"""

from __future__ import annotations

import posixpath
import re

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.epub.informed import read_informed
from packager.readers.epub.opened import visible
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_CHAPTER = re.compile(r"\d{4}_\S*\.xhtml$")
_INFORMATION = re.compile(r"(?:^|/)\d{4}_Information\.xhtml$", re.IGNORECASE)


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of WebToEpub's."""
    del source
    if sample.kind != "epub":
        return 0.0, "no EPUB"
    names = {posixpath.basename(name) for name in sample.names}
    files = any(_INFORMATION.search(name) for name in names) and any(
        _CHAPTER.match(name) and not _INFORMATION.search(name) for name in names
    )
    if files and "webtoepub" in sample.text.lower():
        return 0.98, "the files of an EPUB of WebToEpub's, which its package names"
    return (0.9, "the files of an EPUB of WebToEpub's") if files else (0.0, "no mark of WebToEpub")


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of pages WebToEpub fetched.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    return read_informed(source, request, report, _INFORMATION)


READER = Reader(
    name="webtoepub",
    summary="EPUB made by WebToEpub",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

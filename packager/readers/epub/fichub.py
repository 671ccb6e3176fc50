"""The dialect ``fichub``: an EPUB FicHub made of a story on another site.

``EPUB/introduction.xhtml`` says ``Label: value`` in paragraphs, ``EPUB/chap_N.xhtml`` is a chapter.
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

_CHAPTER = re.compile(r"chap_\d+\.xhtml$")
_INFORMATION = re.compile(r"(?:^|/)introduction\.xhtml$")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of FicHub's."""
    del source
    if sample.kind != "epub":
        return 0.0, "no EPUB"
    names = {posixpath.basename(name) for name in sample.names}
    files = "introduction.xhtml" in names and any(_CHAPTER.match(name) for name in names)
    if files and "fichub" in sample.text.lower():
        return 0.98, "the files of an EPUB of FicHub's, which its package names"
    return (0.9, "the files of an EPUB of FicHub's") if files else (0.0, "no mark of FicHub")


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story FicHub fetched.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    return read_informed(source, request, report, _INFORMATION)


READER = Reader(
    name="fichub",
    summary="EPUB made by FicHub",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

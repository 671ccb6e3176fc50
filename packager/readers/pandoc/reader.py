"""The dialect ``pandoc``: whatever packager does not read itself and pandoc does."""

from __future__ import annotations

from pathlib import PurePosixPath

from packager.book.book import Book
from packager.diagnostics import Report
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

FORMATS = {
    ".rst": "rst",
    ".rest": "rst",
    ".org": "org",
    ".textile": "textile",
    ".tex": "latex",
    ".latex": "latex",
    ".mediawiki": "mediawiki",
    ".wiki": "mediawiki",
    ".dokuwiki": "dokuwiki",
    ".creole": "creole",
    ".twiki": "twiki",
    ".jira": "jira",
    ".t2t": "t2t",
    ".muse": "muse",
    ".opml": "opml",
    ".dbk": "docbook",
    ".docbook": "docbook",
    ".jats": "jats",
    ".ipynb": "ipynb",
    ".man": "man",
    ".typ": "typst",
}
"""pandoc's name of a format, by the suffix of the file; pandoc can't tell them apart by itself."""


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that only pandoc reads a source: by the suffix of its name."""
    suffix = PurePosixPath(source.name).suffix.lower()
    if sample.kind in {"text", "html"} and suffix in FORMATS:
        return 0.9, f"pandoc reads files that end in {suffix}"
    return 0.0, "no suffix of what only pandoc reads"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a source, by way of pandoc.

    Raises:
        DependencyError: pandoc is not installed.
        ReadError: pandoc can't read it, or there is no text in it.
    """
    from packager.readers.pandoc.book import read_book  # noqa: PLC0415 - only for these formats

    return read_book(source, request, report)


def visible(source: Source) -> str:
    """The words in pandoc's tree."""
    from packager.readers.pandoc.book import visible_words  # noqa: PLC0415 - as above

    return visible_words(source)


READER = Reader(
    name="pandoc",
    summary="reStructuredText, LaTeX, Org, Textile, wikis: through pandoc, where it is installed",
    suffixes=tuple(FORMATS),
    sniff=sniff,
    read=read,
    visible=visible,
)

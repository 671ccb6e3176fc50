"""The dialect ``mdbook``: a book of mdBook, its chapters listed in ``SUMMARY.md``.

The source is the folder with ``book.toml``, or the folder of the texts alone.

https://rust-lang.github.io/mdBook/
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from packager.book.book import Book
from packager.diagnostics import Report
from packager.errors import SourceError
from packager.readers.markdown.folder import opened
from packager.readers.markdown.source_text import file_text, visible_files
from packager.readers.markdown.summary import read_summary
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_SUMMARY = "SUMMARY.md"
_LINKS = 2
"""Links a summary has at the least that is one without a ``book.toml`` beside it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of a mdBook lie in a folder.

    Attributes:
        toml: Path of ``book.toml``; empty when there is none.
        summary: Path of the list of chapters.
    """

    toml: str
    summary: str

    @property
    def src(self) -> str:
        """Path of the folder its chapters lie in."""
        return posixpath.dirname(self.summary)


def find_book(names: tuple[str, ...]) -> Place | None:
    """Where the files of a mdBook lie; ``None`` when there is no list of chapters."""
    tomls = [name for name in names if posixpath.basename(name) == "book.toml"]
    summaries = [name for name in names if posixpath.basename(name).lower() == "summary.md"]
    if not summaries:
        return None
    toml = min(tomls, key=lambda name: name.count("/"), default="")
    root = posixpath.dirname(toml)
    near = [name for name in summaries if not toml or not root or name.startswith(f"{root}/")]
    summary = min(near or summaries, key=lambda name: name.count("/"))
    return Place(toml, summary)


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a folder is a mdBook: by ``book.toml`` and ``SUMMARY.md``."""
    if sample.kind not in {"folder", "zip"}:
        return 0.0, "no folder"
    place = find_book(sample.names)
    if place is None:
        return 0.0, f"no {_SUMMARY}"
    if place.toml:
        return 0.97, "book.toml and a list of chapters in SUMMARY.md"
    try:
        text = file_text(opened(source), place.summary, Report())
    except SourceError:
        return 0.0, "a damaged archive"
    links = sum(1 for entry in read_summary(text) if entry.path)
    if links >= _LINKS:
        return 0.9, f"SUMMARY.md lists {links} chapters"
    return 0.0, "SUMMARY.md lists no chapters"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a mdBook.

    Raises:
        SourceError: The source is an archive that is damaged.
        ReadError: It has no list of chapters, or no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    from packager.readers.markdown.mdbook_book import read_mdbook_book  # noqa: PLC0415 - every reader is asked, few read

    return read_mdbook_book(opened(source), request, report)


def visible(source: Source) -> str:
    """The list of chapters and their texts, as they stand there."""
    try:
        source = opened(source)
    except SourceError:
        return ""
    place = find_book(source.names)
    if place is None:
        return ""
    text = file_text(source, place.summary, Report())
    paths = [
        posixpath.normpath(posixpath.join(place.src, entry.path))
        for entry in read_summary(text)
        if entry.path
    ]
    return visible_files(source, dict.fromkeys([place.summary, *paths]))


READER = Reader(
    name="mdbook",
    summary="a book of mdBook: book.toml, and SUMMARY.md with its parts and chapters",
    suffixes=(),
    sniff=sniff,
    read=read,
    visible=visible,
)

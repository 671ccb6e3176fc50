"""A story out of pandoc's tree of a document."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, UsageError
from packager.readers.markup.pictures import Pictures
from packager.readers.office.manuscript import Manuscript, book_of
from packager.readers.pandoc.reader import FORMATS
from packager.readers.pandoc.tree import TreeReading, words_in
from packager.readers.sidecar import language_value
from packager.readers.sites.dates import day_of
from packager.request import Request
from packager.sources.pandoc import Parsed, run_pandoc
from packager.sources.source import Source
from packager.sources.text import decode


def read_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a source, by way of pandoc.

    Raises:
        DependencyError: pandoc is not installed.
        ReadError: pandoc can't read it, or there is no text in it.
    """
    where = Where(source.name)
    parsed = _parsed(source, report)
    report.add(
        Code.READ_BY_PANDOC,
        f"{parsed.version} read the source, as packager does not read its format itself",
        where=where,
    )
    pictures = Pictures(source, report)
    reading = TreeReading(lambda path, alt: pictures.take(path, alt=alt, where=where))
    blocks = reading.blocks(parsed.tree.get("blocks", ()))
    if reading.dropped:
        report.add(
            Code.ELEMENT_DROPPED,
            f"{len(reading.dropped)} passages of raw markup and lists of contents were left out",
            where=where,
            removed=" ".join(reading.dropped),
        )
    return book_of(
        Manuscript(
            blocks=blocks,
            footnotes=tuple(reading.footnotes),
            assets=pictures.assets,
            metadata=_metadata(parsed.tree.get("meta", {}), reading),
        ),
        source.name,
        request,
        report,
    )


def visible_words(source: Source) -> str:
    """The words in pandoc's tree."""
    tree = _parsed(source, Report()).tree
    return " ".join(words_in([tree.get("meta"), tree.get("blocks")]))


def _parsed(source: Source, report: Report) -> Parsed:
    where = Where(source.name)
    suffix = PurePosixPath(source.name).suffix.lower()
    if suffix not in FORMATS:
        raise ReadError(
            Code.FORMAT_UNKNOWN,
            f"pandoc is not told its format by the suffix {suffix!r}",
            where=where,
            hint=f"name the file by its format: {', '.join(FORMATS)}",
        )
    return run_pandoc(decode(source, report).encode("utf-8"), FORMATS[suffix], where)


def _metadata(meta: dict[str, Any], reading: TreeReading) -> Metadata:
    def texts(key: str) -> tuple[str, ...]:
        value = meta.get(key, {})
        entries = value.get("c", ()) if value.get("t") == "MetaList" else (value,)
        found = (" ".join(" ".join(words_in(entry)).split()) for entry in entries)
        return tuple(text for text in found if text)

    def first(key: str) -> str:
        return next(iter(texts(key)), "")

    try:
        language = language_value(first("lang"))
    except (UsageError, ValueError):
        language = ""
    published = day_of(first("date"))
    abstract = meta.get("abstract") or meta.get("description") or {}
    blocks = abstract.get("c", ()) if abstract.get("t") == "MetaBlocks" else ()
    return Metadata(
        title=first("title"),
        subtitle=first("subtitle"),
        creators=tuple(Creator(name) for name in texts("author")),
        language=language,
        published=published,
        subjects=texts("keywords"),
        description=reading.blocks(blocks),
    )

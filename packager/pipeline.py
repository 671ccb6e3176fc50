"""The whole story: a source is read into a Book, refined, published, and written.

Every stage is imported when it is needed, so that ``packager --help`` loads none of them and an
EPUB never loads the layout engine of a PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Report, Severity, Where
from packager.errors import AssetError, CheckFailed, DependencyError, SourceError, UsageError
from packager.request import Request

if TYPE_CHECKING:
    from packager.book.book import Book
    from packager.publication.publication import Publication
    from packager.readers.sidecar import Known
    from packager.sources.source import Source
    from packager.themes.theme import Theme
    from packager.writers.artifact import Artifact

DEFAULT = Request()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a conversion.

    Attributes:
        artifacts: The finished books, in the order their formats were asked for.
        book: The Book they were made of.
        report: What the user should know.
        reader: Name of the reader that understood the source.
        confidence: How sure it was, 0 to 1.
        missing: What kept formats from being written while others were: a library that is not
            installed. A format alone raises it.
    """

    artifacts: tuple[Artifact, ...]
    book: Book
    report: Report
    reader: str
    confidence: float
    missing: tuple[DependencyError, ...] = ()


def convert(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> Outcome:
    """A story made into books, one for each format asked for; nothing is written to the disk.

    Raises:
        PackagerError: The work could not be done; the exception says why and what to do.
    """
    from packager import registry  # noqa: PLC0415
    from packager.themes import library  # noqa: PLC0415

    writers = [registry.writer(name) for name in request.formats]
    theme = library.load(request.theme)
    outcome = inspect(source, request, report)
    book = _with_cover(outcome.book, theme, outcome.report)
    publication = publish(book, theme, request, outcome.report)
    artifacts: list[Artifact] = []
    missing: list[DependencyError] = []
    for writer in writers:
        try:
            artifacts.append(write(publication, writer.name, outcome.report))
        except DependencyError as error:
            missing.append(error)  # without Pango there is no PDF, and the EPUB is as good as ever
    if missing and not artifacts:
        raise missing[0]
    warnings = outcome.report.of(Severity.WARNING)
    if request.strict and warnings:
        raise CheckFailed(
            Code.STRICT,
            f"there {'was 1 warning' if len(warnings) == 1 else f'were {len(warnings)} warnings'}, "
            "and --strict allows none",
            hint="nothing was written",
        )
    return replace(outcome, artifacts=tuple(artifacts), book=book, missing=tuple(missing))


def inspect(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> Outcome:
    """A story read and refined, and no book made of it; its cover is the one that was found.

    Raises:
        PackagerError: The source can't be read, or holds no story.
    """
    from packager import registry  # noqa: PLC0415
    from packager.sources.open import open_source  # noqa: PLC0415

    told = Report() if report is None else report
    opened = open_source(Path(source)) if isinstance(source, Path | str) else source
    reader, confidence = registry.choose_reader(opened, request.reader, told)
    book = reader.read(opened, request, told)
    book = _refined(book, opened, request, told)
    return Outcome(artifacts=(), book=book, report=told, reader=reader.name, confidence=confidence)


def read(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> Book:
    """The Book of a story, refined.

    Raises:
        PackagerError: The source can't be read, or holds no story.
    """
    return inspect(source, request, report).book


def publish(
    book: Book, theme: Theme, request: Request = DEFAULT, report: Report | None = None
) -> Publication:
    """A Book set as a Publication."""
    from packager.publication.publish import publish as set_in_type  # noqa: PLC0415

    return set_in_type(
        book,
        theme,
        Report() if report is None else report,
        notes=request.notes,
        trim=request.trim,
        modified=request.modified,
    )


def write(publication: Publication, format_name: str, report: Report | None = None) -> Artifact:
    """A Publication as a finished book of one format.

    Raises:
        PackagerError: There is no such format, or the book can't be made.
    """
    from packager import registry  # noqa: PLC0415
    from packager.writers.artifact import Artifact  # noqa: PLC0415

    writer = registry.writer(format_name)
    return Artifact(
        format=writer.name,
        suffix=writer.suffix,
        media_type=writer.media_type,
        data=writer.write(publication, Report() if report is None else report),
    )


def _refined(book: Book, source: Source, request: Request, report: Report) -> Book:
    """Everything between reading and publishing, in its order."""
    from packager.readers.sidecar import find_sidecar  # noqa: PLC0415
    from packager.transforms.order import transforms  # noqa: PLC0415

    sidecar = find_sidecar(source)
    asked = _metadata_file(request)
    book = _found_cover(book, source, request, (asked, sidecar), report)
    for transform in transforms(
        request,
        given=(request.metadata, asked.metadata),
        known=(sidecar.metadata,),
        titles=request.chapter_titles or asked.chapter_titles or sidecar.chapter_titles,
        name=source.name,
    ):
        book = transform(book, report)
    return book


def _metadata_file(request: Request) -> Known:
    from packager.readers.sidecar import Known, parse_metadata  # noqa: PLC0415
    from packager.sources.file import read_file  # noqa: PLC0415
    from packager.sources.source import MAX_NEIGHBOUR  # noqa: PLC0415

    if request.metadata_file is None:
        return Known()
    where = Where(str(request.metadata_file))
    try:
        found = read_file(request.metadata_file, MAX_NEIGHBOUR)
    except SourceError as error:
        raise UsageError(
            Code.METADATA_INVALID,
            f"the metadata file can't be read: {error.message}",
            where=where,
        ) from error
    return parse_metadata(found, where)


def _found_cover(
    book: Book, source: Source, request: Request, known: tuple[Known, Known], report: Report
) -> Book:
    """The book with the cover the user asked for, or what the source, its sidecar or folder has."""
    from packager.book.book import Asset  # noqa: PLC0415
    from packager.readers.covers import (  # noqa: PLC0415
        COVER_ID,
        UNKNOWN_TYPE,
        cover_beside,
        named_cover,
    )
    from packager.sources.file import read_file  # noqa: PLC0415
    from packager.sources.source import MAX_NEIGHBOUR  # noqa: PLC0415

    asked, sidecar = known
    found: Asset | None = None
    if request.cover is not None:
        try:
            picture = read_file(request.cover, MAX_NEIGHBOUR)
        except SourceError as error:
            raise AssetError(
                Code.COVER_ASKED_MISSING,
                f"the cover asked for can't be used: {error.message}",
                where=Where(str(request.cover)),
            ) from error
        found = Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=picture)
    elif asked.cover:
        found = named_cover(source, asked.cover, Where(str(request.metadata_file)), report)
    if found is None and book.cover:
        return book
    if found is None and sidecar.cover:
        found = named_cover(source, sidecar.cover, Where("story.toml"), report)
    found = found or cover_beside(source, report)
    if found is None:
        return book
    others = tuple(asset for asset in book.assets if asset.id != book.cover)
    return replace(book, cover=found.id, assets=(found, *others))


def _with_cover(book: Book, theme: Theme, report: Report) -> Book:
    from packager.themes.faces import cover_faces  # noqa: PLC0415
    from packager.transforms.cover import draw_missing_cover  # noqa: PLC0415

    return book if book.cover else draw_missing_cover(book, report, faces=cover_faces(theme))

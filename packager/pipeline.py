"""The whole story: a source is read into a Book, refined, published, and written.

Every stage is imported when it is needed, so that ``packager --help`` loads none of them and an
EPUB never loads the layout engine of a PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packager.book.metadata import Metadata, filled
from packager.diagnostics import Code, Report, Severity
from packager.errors import CheckFailed, DependencyError
from packager.request import Request

if TYPE_CHECKING:
    from packager.book.book import Book
    from packager.checks.conformance.finding import Finding
    from packager.checks.verification import Verification
    from packager.profile import ProfileName
    from packager.publication.publication import Publication
    from packager.reading import Reading
    from packager.repairing.repair import Repaired
    from packager.sources.source import Source
    from packager.themes.theme import Theme
    from packager.transforms.update import Update
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
        why: What made it sure.
        others: The readers that were asked as well: name, how sure each is, why; surest first.
            A conversion asks no further when one can't be mistaken.
        update: What became of the sections of the earlier book, when there is one.
        missing: What kept formats from being written while others were: a library that is not
            installed. A format alone raises it.
    """

    artifacts: tuple[Artifact, ...]
    book: Book
    report: Report
    reader: str
    confidence: float
    why: str = ""
    others: tuple[tuple[str, float, str], ...] = ()
    missing: tuple[DependencyError, ...] = ()
    update: Update | None = None


def convert(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> Outcome:
    """A story made into books, one for each format asked for; nothing is written to the disk.

    Raises:
        PackagerError: The work could not be done; the exception says why and what to do.
    """
    theme = _prepared(request)
    return _made(_inspected(source, request, report)[0], theme, request)


def convert_anthology(
    sources: Sequence[Source | Path | str],
    title: str,
    request: Request = DEFAULT,
    report: Report | None = None,
) -> Outcome:
    """Several stories made into one book for each format asked for, each with a title page.

    What the request says about the story is said about the whole.

    Raises:
        PackagerError: One of the sources can't be read, or the book can't be made.
    """
    theme = _prepared(request)
    return _made(inspect_anthology(sources, title, request, report), theme, request)


def inspect(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> Outcome:
    """A story read and refined, and no book made of it; its cover is the one that was found.

    Raises:
        PackagerError: The source can't be read, or holds no story.
    """
    return _inspected(source, request, report, every=True)[0]


def inspect_anthology(
    sources: Sequence[Source | Path | str],
    title: str,
    request: Request = DEFAULT,
    report: Report | None = None,
) -> Outcome:
    """Several stories read, refined and united in one Book, and no book made of it.

    Raises:
        PackagerError: One of the sources can't be read, or holds no story.
    """
    from packager.anthology import unite  # noqa: PLC0415
    from packager.refining import metadata_file, refined_whole  # noqa: PLC0415

    told = Report() if report is None else report
    alone = replace(
        request, metadata=Metadata(), metadata_file=None, cover=None, chapter_titles=(), plan=None
    )
    outcomes = [_inspected(source, alone, told)[0] for source in sources]
    book = unite([outcome.book for outcome in outcomes], title)
    asked = metadata_file(request)
    metadata = book.metadata
    for layer in (asked.metadata, request.metadata):
        metadata = filled(layer, metadata)
    book = refined_whole(replace(book, metadata=metadata), request, asked.chapter_titles, told)
    readers = dict.fromkeys(outcome.reader for outcome in outcomes)
    return Outcome(
        artifacts=(),
        book=book,
        report=told,
        reader=", ".join(readers),
        confidence=min(outcome.confidence for outcome in outcomes),
        why=f"an anthology of {len(outcomes)} stories",
    )


def plan(
    source: Source | Path | str, request: Request = DEFAULT, report: Report | None = None
) -> tuple[Outcome, str]:
    """A story read and refined, and its plan as the text of a file.

    A book made to that plan, as it is, is the book made without it.

    Raises:
        PackagerError: The source can't be read, or holds no story.
    """
    from packager.reading import plan_text_of  # noqa: PLC0415

    outcome, reading = _inspected(source, request, report, every=True)
    return outcome, plan_text_of(reading, outcome.book, outcome.report)


def verify(
    book: Path | str, source: Source | Path | str, request: Request = DEFAULT
) -> Verification:
    """What a finished book holds of its source, found by reading both.

    Raises:
        PackagerError: One of them can't be read.
    """
    from packager.checks.finished import finished_text  # noqa: PLC0415
    from packager.checks.verification import verified  # noqa: PLC0415
    from packager.reading import read_source  # noqa: PLC0415

    text = finished_text(Path(book))
    report = Report()
    reading = read_source(_opened(source), request, report)
    return verified(text, reading.visible, reading.found, report, lined=reading.lined)


def check(book: Path | str | bytes, profile: ProfileName = "generic") -> tuple[Finding, ...]:
    """What is wrong with a finished EPUB or PDF by the standards; nothing for a flawless one.

    Args:
        book: The file, a folder that holds what an EPUB holds, or the bytes of a file.
        profile: The reading systems it is for.

    Raises:
        SourceError: It can't be read, or is neither.
        DependencyError: It is a PDF, and nothing is installed that reads one.
    """
    from packager.checks.conformance.check import checked  # noqa: PLC0415

    return checked(book if isinstance(book, bytes) else Path(book), profile=profile)


def repair(source: Source | Path | str, report: Report | None = None) -> Repaired:
    """An EPUB made valid, each of its words where it was; nothing is written to the disk.

    Args:
        source: The EPUB, a damaged one, or the folder of an unzipped one.
        report: Told of every kind of change.

    Raises:
        SourceError: It can't be read.
        ReadError: It is encrypted, its pages are laid out, or it holds no document.
        CheckFailed: It can't be made valid without another word in it.
    """
    from packager.repairing.repair import repaired  # noqa: PLC0415
    from packager.sources.file import open_file  # noqa: PLC0415

    if isinstance(source, Path | str):
        path = Path(source)
        source = _opened(path) if path.is_dir() else open_file(path)
    return repaired(source, Report() if report is None else report)


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
        paper=request.paper,
        profile=request.profile,
        modified=request.modified,
        generator=request.generator,
        certified_by=request.certified_by,
    )


def write(
    publication: Publication, format_name: str, report: Report | None = None, jobs: int = 1
) -> Artifact:
    """A Publication as a finished book of one format, made by a number of processes.

    Raises:
        PackagerError: There is no such format, or the book can't be made.
    """
    from packager import registry  # noqa: PLC0415
    from packager.writers.artifact import Artifact  # noqa: PLC0415

    writer = registry.writer(format_name)
    told = Report() if report is None else report
    if writer.write_with is None or jobs == 1:
        made = writer.write(publication, told)
    else:
        made = writer.write_with(publication, told, jobs)
    return Artifact(
        format=writer.name,
        suffix=writer.suffix,
        media_type=writer.media_type,
        data=made,
    )


def _opened(source: Source | Path | str) -> Source:
    from packager.sources.open import open_source  # noqa: PLC0415

    return open_source(Path(source)) if isinstance(source, Path | str) else source


def _prepared(request: Request) -> Theme:
    """The theme, once everything the request names by name is known to be there."""
    from packager import registry  # noqa: PLC0415
    from packager.themes import library  # noqa: PLC0415

    for name in request.formats:
        registry.writer(name)
    return library.load(request.theme)


def _inspected(
    source: Source | Path | str, request: Request, report: Report | None, *, every: bool = False
) -> tuple[Outcome, Reading]:
    from packager.reading import read_source  # noqa: PLC0415
    from packager.refining import refined  # noqa: PLC0415

    told = Report() if report is None else report
    reading = read_source(_opened(source), request, told, every=every)
    choice = reading.choice
    outcome = Outcome(
        artifacts=(),
        book=refined(reading, request, told),
        report=told,
        reader=choice.reader.name,
        confidence=choice.confidence,
        why=choice.why,
        others=tuple((name, sure, why) for name, (sure, why) in choice.others),
    )
    return outcome, reading


def _made(outcome: Outcome, theme: Theme, request: Request) -> Outcome:
    """The outcome with a book for each format that can be made here."""
    from packager.transforms.names import named_by_number  # noqa: PLC0415

    book, update = named_by_number(outcome.book), None
    if request.update is not None:
        from packager.updating import going_on  # noqa: PLC0415

        book, update = going_on(book, request.update, outcome.report)
    if not book.cover and request.covers == "auto":
        book = _with_drawn_cover(book, theme, request, outcome.report)
    publication = publish(book, theme, request, outcome.report)
    artifacts: list[Artifact] = []
    missing: list[DependencyError] = []
    for name in request.formats:
        try:
            artifacts.append(write(publication, name, outcome.report, request.jobs))
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
    return replace(
        outcome, artifacts=tuple(artifacts), book=book, missing=tuple(missing), update=update
    )


def _with_drawn_cover(book: Book, theme: Theme, request: Request, report: Report) -> Book:
    from packager.profile import profile  # noqa: PLC0415 - as above
    from packager.themes.faces import cover_faces  # noqa: PLC0415
    from packager.transforms.cover import draw_missing_cover  # noqa: PLC0415

    limits = profile(request.profile).cover
    return draw_missing_cover(book, report, faces=cover_faces(theme), limits=limits)

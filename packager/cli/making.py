"""Making the books of one source: open, check the outputs, convert, deliver."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from packager.cli.console import is_terminal, result_bytes
from packager.cli.faults import as_error
from packager.cli.plan import STREAM, Job
from packager.delivery.file import check_output, deliver
from packager.diagnostics import Code, Report, Where
from packager.errors import PackagerError, SourceError
from packager.request import Request
from packager.sources.mhtml import page_of
from packager.sources.open import open_source
from packager.sources.source import MAX_SOURCE, Source, from_bytes
from packager.writers.artifact import Artifact

if TYPE_CHECKING:
    from packager.transforms.update import Update


@dataclass(slots=True, kw_only=True)
class Made:
    """What became of a source.

    Attributes:
        job: What was to be done.
        report: What the user should know.
        books: The books and their files; the file is ``None`` for standard output.
        reader: Name of the reader that understood the source.
        confidence: How sure the reader was, 0 to 1.
        update: What became of the sections of the earlier book, when there is one.
        error: What stopped the work.
        raised: The exception behind the error.
    """

    job: Job
    report: Report = field(default_factory=Report)
    books: tuple[tuple[Artifact, Path | None], ...] = ()
    reader: str = ""
    confidence: float = 0.0
    update: Update | None = None
    error: PackagerError | None = None
    raised: Exception | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the books are delivered.

    Attributes:
        clobber: Whether a file that exists is replaced.
        dry: Whether nothing is written at all.
        arguments: The words of the command line, for the report of a bug.
    """

    clobber: bool = True
    dry: bool = False
    arguments: Sequence[str] = ()


def make(job: Job, request: Request, manner: Manner) -> Made:
    """Make the books of one source; whatever goes wrong is in the value that comes back.

    Raises:
        BrokenPipeError: Nobody reads standard output any more.
    """
    made = Made(job=job)
    try:
        _make(made, request, manner)
    except BrokenPipeError:
        raise
    except Exception as raised:  # noqa: BLE001 - the other sources still have their turn
        made.raised = raised
        made.error = as_error(raised, manner.arguments)
    return made


def _make(made: Made, request: Request, manner: Manner) -> None:
    # Imported here: the pipeline brings in the stages, and a mistaken command line needs none.
    from packager.pipeline import convert, convert_anthology  # noqa: PLC0415

    job = made.job
    places = [Path(place) if place != STREAM else None for place in job.places] or [job.source]
    sources = [source_of(place) for place in places]
    for output in job.outputs:
        for source in sources:
            check_output(output, source=source.path or Path(source.name), clobber=manner.clobber)
    if job.anthology:
        outcome = convert_anthology(sources, job.anthology, request, made.report)
    else:
        outcome = convert(sources[0], request, made.report)
    made.reader, made.confidence = outcome.reader, outcome.confidence
    made.update = outcome.update
    files: Sequence[Path | None] = job.outputs or (None,)
    by_format = dict(zip(request.formats, files, strict=True))
    books = tuple((artifact, by_format[artifact.format]) for artifact in outcome.artifacts)
    if not manner.dry:
        for artifact, path in books:
            if path is None:
                result_bytes(artifact.data)
            else:
                deliver(artifact.data, path)
            made.books += ((artifact, path),)
    made.books = books
    if outcome.missing:
        raise outcome.missing[0]


def source_of(path: Path | None) -> Source:
    """The source at a path, or standard input.

    Raises:
        SourceError: It can't be opened.
    """
    if path is not None:
        return open_source(path)
    where = Where("stdin")
    if sys.stdin is None:
        raise SourceError(Code.SOURCE_UNREADABLE, "standard input is closed", where=where)
    try:
        found = sys.stdin.buffer.read(MAX_SOURCE + 1)
    except OSError as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"it can't be read: {error.strerror}", where=where
        ) from error
    if len(found) > MAX_SOURCE:
        raise SourceError(
            Code.SOURCE_TOO_LARGE, f"it is larger than {MAX_SOURCE // 2**20} MiB", where=where
        )
    return page_of(from_bytes(name="stdin", data=found))


def stdout_is_terminal() -> bool:
    """Whether a book on standard output would end up on a screen."""
    return is_terminal(sys.stdout)

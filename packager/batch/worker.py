"""What a worker does: a story in, its books staged in the output folder, and what became of it.

Only names come in and go out. A task may be done more than once, here or on another machine: the
books are the same bytes, and nothing is in its place before the driver moves it there.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from time import process_time
from typing import TYPE_CHECKING

from packager.batch.naming import NameTemplate, name_of, parse_name
from packager.batch.places import open_place
from packager.batch.store import STATE, Store, store_at
from packager.batch.task import Failure, Found, Output, Result, Task
from packager.batch.terms import Terms
from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report
from packager.errors import DependencyError, PackagerError
from packager.sources.archive import STORY_SUFFIXES
from packager.version import __version__

if TYPE_CHECKING:
    from packager.book.book import Book
    from packager.pipeline import Outcome
    from packager.sources.source import Source

_NOT_OURS = frozenset({Code.OUTPUT_UNWRITABLE, Code.WORKERS_UNUSABLE})
"""What no story is to blame for."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What a worker made of a task.

    Attributes:
        result: What became of it; its books are staged, under the paths that are named.
        name: Path of the books, relative to the output folder and without a suffix, unless another
            story has it.
    """

    result: Result
    name: str = ""


def convert_all(tasks: Sequence[Task], terms: Terms) -> Iterator[Converted]:
    """Convert stories one by one; a story that fails does not stop the others.

    Raises:
        PackagerError: The books can't be staged, or the driver is of another version.
    """
    if terms.version != __version__:
        raise DependencyError(
            Code.WORKERS_UNUSABLE,
            f"a worker has packager {__version__}, and the driver {terms.version}",
            hint="install the same version on every machine",
        )
    store = store_at(terms.out)
    for task in tasks:
        yield convert_one(task, terms, store)


def convert_one(task: Task, terms: Terms, store: Store) -> Converted:
    """Convert one story.

    Raises:
        PackagerError: The books can't be staged.
    """
    began = process_time()
    report = Report()
    converted = Converted(Result(task.key, "failed"))
    try:
        converted = _converted(task, terms, store, report)
    except Exception as raised:  # the other stories still have their turn
        if isinstance(raised, PackagerError) and raised.code in _NOT_OURS:
            raise
        converted = Converted(Result(task.key, "failed", error=failure_of(raised)))
    found = tuple(
        Found(one.code.number, one.severity.value, one.message) for one in report.diagnostics
    )
    seconds = process_time() - began
    return replace(converted, result=replace(converted.result, diagnostics=found, seconds=seconds))


def failure_of(raised: Exception) -> Failure:
    """Any exception as a failure of the story."""
    match raised:
        case PackagerError():
            where = f" ({raised.where})" if raised.where is not None else ""
            return Failure(raised.code.number, raised.exit_code, raised.message + where)
        case MemoryError():
            return Failure(
                Code.WORKER_OUT_OF_MEMORY.number, 3, "there is not enough memory to make a book"
            )
        case RecursionError():
            return Failure(
                Code.SOURCE_TOO_LARGE.number, 3, "it is nested more deeply than packager can follow"
            )
        case _:
            frame = traceback.extract_tb(raised.__traceback__)[-1:]
            at = f" at {Path(frame[0].filename).name}:{frame[0].lineno}" if frame else ""
            text = (str(raised).splitlines() or [""])[0][:200]
            return Failure(Code.BUG.number, 70, f"{type(raised).__name__}: {text}{at}")


def staged_name(key: str) -> str:
    """The name under which the books of a story are staged: the same whoever stages them."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def cover_path(key: str) -> str:
    """Where the small picture of the cover of a story is, in the folder of the books."""
    return f"{STATE}/covers/{staged_name(key)}.jpg"


def name_of_key(key: str) -> str:
    """The path of the books of a story that are named after their source."""
    plain = key.replace(".zip!", "/").replace("!", "/").replace("\\", "/")
    path = PurePosixPath(plain.replace("://", "/"))
    while path.suffix.lower() in STORY_SUFFIXES | {".zip"}:
        path = path.with_suffix("")
    parts = tuple((part,) for part in path.parts if part not in {"/", "..", ".", STATE})
    return name_of(NameTemplate(parts), Metadata(), key)


def _converted(task: Task, terms: Terms, store: Store, report: Report) -> Converted:
    from packager.pipeline import convert, convert_anthology  # noqa: PLC0415 - only on workers

    if task.parts:
        sources = [open_place(place) for place in task.parts]
        outcome = convert_anthology(sources, task.title, task.request, report)
    else:
        source = open_place(task.place)
        if terms.select and task.place.index_line is None and not _selected(source, task, terms):
            return Converted(Result(task.key, "skipped"))
        outcome = convert(source, task.request, report)
    book = outcome.book
    staged = []
    for artifact in outcome.artifacts:
        path = f"{terms.staging}/{staged_name(task.key)}.{artifact.format}"
        store.put(path, artifact.data)
        staged.append(Output(artifact.format, path, artifact.sha256, len(artifact.data)))
    missing = outcome.missing[0] if outcome.missing else None
    result = Result(
        task.key,
        "done" if missing is None else "failed",
        outputs=tuple(staged),
        title=book.metadata.title,
        authors=tuple(maker.name for maker in book.metadata.creators if maker.role == "aut"),
        words=count_words(book),
        error=None if missing is None else failure_of(missing),
        cover=_thumbnail(outcome, task, store) if terms.thumbnails else None,
    )
    return Converted(result, _name(task, terms, book))


def _selected(source: Source, task: Task, terms: Terms) -> bool:
    from packager.batch.selection import matches  # noqa: PLC0415 - few runs select
    from packager.batch.selection_parser import parse  # noqa: PLC0415 - as above
    from packager.pipeline import inspect  # noqa: PLC0415 - only on workers

    book = inspect(source, task.request).book
    return matches(
        parse(terms.select), book.metadata, words=count_words(book), chapters=len(book.body)
    )


def _name(task: Task, terms: Terms, book: Book) -> str:
    if task.outputs:
        return task.outputs[0][1].rpartition(".")[0]
    if not terms.template:
        return name_of_key(task.key)
    return name_of(parse_name(terms.template), book.metadata, task.key, words=count_words(book))


def count_words(book: Book) -> int:
    """The words of a story as spaces part them, its notes left out."""
    from packager.checks.book_text import story_text  # noqa: PLC0415 - a driver plans without it

    return sum(len(text.split()) for text in story_text(book))


def _thumbnail(outcome: Outcome, task: Task, store: Store) -> str | None:
    cover = outcome.book.asset(outcome.book.cover)
    if cover is None:
        return None
    from packager.images.thumbnail import thumbnail  # noqa: PLC0415 - few runs want any

    small = thumbnail(cover.data)
    if small is None:
        return None
    path = cover_path(task.key)
    store.put(path, small)
    return path

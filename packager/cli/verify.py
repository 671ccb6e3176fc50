"""``packager verify``: a finished book held against its source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packager.cli.command import Command
from packager.cli.console import result, result_json
from packager.cli.escape import visible
from packager.cli.making import source_of
from packager.cli.options import Misused, console_of, speaking_options
from packager.cli.plan import STREAM
from packager.cli.progress import working_on
from packager.cli.reading_options import read_as, reading_options
from packager.diagnostics import Code, Where
from packager.errors import CheckFailed
from packager.request import Request

if TYPE_CHECKING:
    from packager.checks.verification import Verification

_ENOUGH = 10
"""So many places are shown; the rest are counted."""

_WORDS = 12
"""So many words of a place are shown."""


@click.command(
    cls=Command,
    name="verify",
    examples=(
        ("packager verify story.epub story.txt", ""),
        ("packager verify story.pdf story.txt", "with pdftotext, which reads the words of a PDF"),
    ),
)
@click.argument("book", metavar="BOOK", type=click.Path())
@click.argument("source", metavar="SOURCE", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@reading_options("Options")
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - as typed, by name
    """Prove that a finished book holds every word of its source, in order.

    Both are read anew. A word is accounted for when it is in the book, or when it is one the source
    is read without: a label, a contents list, the words of a site. The exit code is 0 when all are,
    else 1.

    What the book was told to leave out or to call otherwise, with --notes drop or --title, is
    missing from it, and is said to be.
    """
    from packager import pipeline  # noqa: PLC0415 - it brings in the stages; --help needs none

    book, source = options["book"], options["source"]
    if not book or not source:
        raise Misused("a path is empty", "a variable of the shell may not be set")
    request = Request(formats=(), **read_as(options))
    with working_on(console_of(ctx), f"{book} against {source}"):
        opened = source_of(None if source == STREAM else Path(source))
        found = pipeline.verify(Path(book), opened, request)
    if options["as_json"]:
        result_json(_document(book, source, found))
    else:
        for line in _lines(found, source):
            result(visible(line))
    if not found.accounted:
        raise CheckFailed(Code.NOT_VERIFIED, _failure(found), where=Where(book))


def _failure(found: Verification) -> str:
    parts = []
    if found.missing:
        parts.append(f"{_counted(found.lost, 'word')} of the source not in the book")
    if found.moved:
        parts.append(f"{_counted(len(found.moved), 'passage')} not in the order of the source")
    return " and ".join(parts)


def _lines(found: Verification, source: str) -> Iterator[str]:
    yield f"{_counted(found.words, 'word')} in the source"
    for code, count in found.removed:
        yield f"{_counted(count, 'word')} left out: {code.meaning[:1].lower()}{code.meaning[1:-1]}"
    yield f"{_counted(found.lost, 'word')} missing"
    for missing in found.missing[:_ENOUGH]:
        shown = " ".join(missing.words[:_WORDS])
        more = " ..." if len(missing.words) > _WORDS else ""
        yield f"  {_place(source, missing.line, found)}{shown}{more}"
    if len(found.missing) > _ENOUGH:
        yield f"  and in {_counted(len(found.missing) - _ENOUGH, 'other place')}"
    yield f"{_counted(len(found.moved), 'passage')} out of order"
    for moved in found.moved[:_ENOUGH]:
        yield f"  {_place(source, moved.line, found)}{moved.text}"
    if len(found.moved) > _ENOUGH:
        yield f"  and {_counted(len(found.moved) - _ENOUGH, 'other passage')}"


def _place(source: str, line: int, found: Verification) -> str:
    return f"{Where(source, line)}: " if found.lined and line else ""


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _document(book: str, source: str, found: Verification) -> dict[str, object]:
    return {
        "command": "verify",
        "book": book,
        "source": source,
        "accounted": found.accounted,
        "words": found.words,
        "removed": [
            {"code": code.number, "name": code.name, "words": count}
            for code, count in found.removed
        ],
        "missing": [
            {"line": missing.line if found.lined else None, "words": list(missing.words)}
            for missing in found.missing
        ],
        "moved": [
            {"line": moved.line if found.lined and moved.line else None, "text": moved.text}
            for moved in found.moved
        ],
    }

"""``packager convert``: sources in, books out."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click

from packager.cli.as_json import diagnostic_object, error_object
from packager.cli.command import Command
from packager.cli.console import Console, result_json, result_path
from packager.cli.making import Made, Manner, make, stdout_is_terminal
from packager.cli.messages import show_diagnostics, show_error
from packager.cli.options import GroupedOption, Misused, Names, console_of, names, speaking_options
from packager.cli.paper_options import paper_of, paper_options
from packager.cli.plan import DEFAULT_FORMAT, STREAM, Plan, plan, plan_anthology
from packager.cli.progress import working_on
from packager.cli.reading_options import read_as, reading_options
from packager.cli.story_options import said_of_story, story_options
from packager.errors import BatchIncomplete
from packager.profile import PROFILES, ProfileName
from packager.registry import writer_names
from packager.request import Covers, NotesPlacement, Request

_DEFAULT = Request()
_OUTPUT: dict[str, Any] = {"cls": GroupedOption, "heading": "The output"}
_BOOK: dict[str, Any] = {"cls": GroupedOption, "heading": "The book"}
_SOURCE = "The source"
_MOST_JOBS = 4
"""Processes that are used without being asked for; each takes about 100 MB."""


def _theme_names() -> tuple[str, ...]:
    from packager.themes.library import theme_names  # noqa: PLC0415 - they are read from the disk

    return theme_names()


@click.command(
    cls=Command,
    name="convert",
    examples=(
        ("packager convert story.txt", "the EPUB story.epub, beside the source"),
        ("packager convert story.txt -o book.pdf --trim 6x9", ""),
        ("packager convert story.txt -t pdf --device remarkable-2", ""),
        ("packager convert *.txt -o books/ -t epub -t pdf", "two books of every story"),
        ("packager convert story.txt --title 'The Long Winter' --author 'Ann Example'", ""),
        ("packager convert one.txt two.epub --anthology 'Winter Tales'", "one book of several"),
        ("cat story.txt | packager convert - -o - > book.epub", ""),
    ),
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    "out",
    type=click.Path(),
    metavar="FILE|DIR|-",
    help="Where the book goes; its suffix picks the format.",
    **_OUTPUT,
)
@click.option(
    "-t",
    "--to",
    "formats",
    multiple=True,
    type=Names(writer_names),
    help="Format; repeat it for several.  [default: epub]",
    **_OUTPUT,
)
@click.option("--no-clobber", is_flag=True, help="Refuse to replace a file that exists.", **_OUTPUT)
@click.option(
    "-n", "--dry-run", is_flag=True, help="Do all the work, and write nothing.", **_OUTPUT
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of paths.", **_OUTPUT)
@click.option(
    "--anthology",
    metavar="TITLE",
    help="Make one book of all the sources, with this title.",
    **_OUTPUT,
)
@click.option(
    "--update",
    type=click.Path(),
    metavar="OLD.epub",
    help="Go on from this book: what is as it was keeps its place; replaced unless -o is given.",
    **_OUTPUT,
)
@click.option(
    "--theme",
    type=Names(_theme_names, "NAME"),
    default=_DEFAULT.theme,
    show_default=True,
    help="Design; packager themes list shows them.",
    **_BOOK,
)
@click.option(
    "--cover",
    type=click.Path(),
    metavar="FILE|found|none",
    help="Cover picture, instead of what the source names; only a found one; or none.",
    **_BOOK,
)
@click.option(
    "--profile",
    type=names(*(one.name for one in PROFILES)),
    default=_DEFAULT.profile,
    show_default=True,
    help="What the book will be read on; it fits pictures and styles.",
    **_BOOK,
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=lambda: min(os.cpu_count() or 1, _MOST_JOBS),
    show_default="the processors there are, 4 at most",
    metavar="N",
    help="Processes that lay a long PDF out; the book is the same for any number.",
    **_OUTPUT,
)
@click.option(
    "--notes",
    type=names("appendix", "chapter-end", "both", "drop"),
    default=_DEFAULT.notes,
    show_default=True,
    help="Where the author's notes stand.",
    **_BOOK,
)
@click.option(
    "--smart/--no-smart",
    default=_DEFAULT.smart,
    help="Set quotes and dashes as a printer would.",
    **_BOOK,
)
@click.option(
    "--certified-by",
    metavar="NAME",
    default="",
    help="Say that the book conforms to EPUB Accessibility 1.1 AA, and that NAME says so.",
    **_BOOK,
)
@click.option(
    "--generator/--no-generator",
    default=_DEFAULT.generator,
    help="Name packager and its version as what made the book.",
    **_BOOK,
)
@click.option("--strict", is_flag=True, help="Make no book when there is a warning.", **_BOOK)
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(),
    metavar="FILE",
    help="Build the structure this file describes; packager inspect --plan writes one.",
    cls=GroupedOption,
    heading=_SOURCE,
)
@paper_options
@reading_options(_SOURCE)
@story_options
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:  # noqa: ANN401 - as typed, by name
    """Turn stories into books: EPUB, KEPUB, AZW3, PDF.

    A source is a file, a folder or zip archive with one story in it, or - for standard input.
    Several sources are converted one by one, and one that fails does not stop the others. With
    --anthology they become one book, and one that fails stops it.

    The exit code of one source is that of what stopped it. Of several it is 0 when all were
    converted, their own when all failed alike, else 1.
    """
    console = console_of(ctx)
    if options["out"] == STREAM:
        if options["as_json"]:
            raise Misused("--json and the book can't both go to standard output")
        if stdout_is_terminal():
            raise Misused("a book can't be shown on a terminal", "-o FILE, or a pipe")
    todo = _todo(options)
    manner = Manner(
        clobber=not options["no_clobber"], dry=options["dry_run"], arguments=sys.argv[1:]
    )
    request = request_of(todo.formats, options)
    all_made = _make_all(todo, request, manner, console, options["as_json"])
    code = exit_code(all_made)
    if manner.dry and console.verbosity != "quiet" and any(made.books for made in all_made):
        console.say("dry run: nothing was written")
    if options["as_json"]:
        result_json(_document(all_made, manner, code))
    return code


def _todo(options: dict[str, Any]) -> Plan:
    """What is to be done, checked as far as it can be before any work.

    Raises:
        Misused: It can't be meant.
    """
    sources, out, formats = options["sources"], options["out"], options["formats"]
    title = options["anthology"]
    if options["update"] is not None:
        if len(sources) > 1 and title is None:
            raise Misused("--update is of one book, and there are several sources")
        out = options["update"] if out is None else out
    if options["plan_file"] and (len(sources) > 1 or title is not None):
        raise Misused("a plan is of one source, and not of several or an anthology")
    if title is None:
        return plan(sources, out, formats)
    if not title.strip():
        raise Misused("--anthology needs a title", "--anthology 'Winter Tales'")
    if options["story_title"] and options["story_title"] != title:
        raise Misused("--anthology and --title both name the book", "leave --title out")
    return plan_anthology(sources, title, out, formats)


_NO_PICTURE = frozenset({"found", "none"})
"""Words that ``--cover`` takes for themselves; a file of that name is ``./none``."""


def request_of(formats: tuple[str, ...], options: dict[str, Any]) -> Request:
    """What the options of the book, the source and the story ask for.

    Args:
        formats: Names of writers.
        options: The values of the options, by parameter name.

    Raises:
        UsageError: A value can't be meant.
    """
    known = said_of_story(options)
    cover = options["cover"] or known.cover
    return Request(
        formats=formats,
        **read_as(options),
        theme=options["theme"],
        notes=cast("NotesPlacement", options["notes"]),
        cover=Path(cover) if cover and cover not in _NO_PICTURE else None,
        covers=cast("Covers", cover) if cover in _NO_PICTURE else "auto",
        metadata=known.metadata,
        metadata_file=Path(options["metadata_file"]) if options["metadata_file"] else None,
        chapter_titles=known.chapter_titles,
        smart=options["smart"],
        plan=Path(options["plan_file"]) if options["plan_file"] else None,
        strict=options["strict"],
        profile=cast("ProfileName", options["profile"]),
        paper=paper_of(options),
        jobs=options.get("jobs", 1),
        generator=options.get("generator", _DEFAULT.generator),
        certified_by=options.get("certified_by", ""),
        update=Path(options["update"]) if options.get("update") else None,
        modified=epoch(os.environ.get("SOURCE_DATE_EPOCH", "")),
    )


def epoch(said: str) -> datetime | None:
    """The moment ``SOURCE_DATE_EPOCH`` names; ``None`` when it is not set.

    https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        Misused: It is no number of seconds a date can be.
    """
    if not said:
        return None
    wrong = Misused(
        f"SOURCE_DATE_EPOCH can't be {said!r}",
        "it is a whole number of seconds since 1970-01-01, such as 1700000000",
    )
    if not (said.isascii() and said.isdecimal()):
        raise wrong
    try:
        return datetime.fromtimestamp(int(said), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise wrong from error


def _make_all(
    todo: Plan,
    request: Request,
    manner: Manner,
    console: Console,
    as_json: bool,  # noqa: FBT001
) -> tuple[Made, ...]:
    several = len(todo.jobs) > 1
    if several or todo.formats != (DEFAULT_FORMAT,):
        gc.enable()
    all_made = []
    for number, job in enumerate(todo.jobs, 1):
        count = f"[{number}/{len(todo.jobs)}] " if several else ""
        with working_on(console, f"{count}{job.place} -> {', '.join(todo.formats)}"):
            made = make(job, request, manner)
        all_made.append(made)
        show_diagnostics(console, made.report.diagnostics, job.place, several=several)
        if made.error is not None:
            show_error(console, made.error, job.place, several=several)
        if made.raised is not None and console.debug:
            import traceback  # noqa: PLC0415 - only for a bug

            traceback.print_exception(made.raised)
        if not as_json:
            for _, path in made.books:
                if path is not None:
                    result_path(str(path))
    return tuple(all_made)


def exit_code(all_made: Sequence[Made]) -> int:
    """The exit code of a run.

    0 when every source was converted; the error's own when there is one source, or all failed with
    the same; else that of ``BatchIncomplete``.
    """
    codes = [0 if made.error is None else made.error.exit_code for made in all_made]
    return codes[0] if len(set(codes)) == 1 else BatchIncomplete.exit_code


def _document(all_made: Sequence[Made], manner: Manner, code: int) -> dict[str, object]:
    return {
        "command": "convert",
        "dry_run": manner.dry,
        "exit_code": code,
        "sources": [_made_object(made) for made in all_made],
    }


def _made_object(made: Made) -> dict[str, object]:
    return {
        "source": made.job.place,
        **({"anthology": list(made.job.places)} if made.job.anthology else {}),
        "reader": made.reader,
        "confidence": made.confidence,
        "books": [
            {
                "path": str(path),
                "format": artifact.format,
                "media_type": artifact.media_type,
                "bytes": len(artifact.data),
                "sha256": artifact.sha256,
            }
            for artifact, path in made.books
        ],
        **({} if made.update is None else {"update": asdict(made.update)}),
        "diagnostics": [diagnostic_object(found) for found in made.report.diagnostics],
        "error": None if made.error is None else error_object(made.error),
    }

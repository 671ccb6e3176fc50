"""``packager batch``: archives in, books out, and only what changed when it runs again."""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packager.cli.command import Command
from packager.cli.console import Console, result_path
from packager.cli.convert import command as convert_command
from packager.cli.convert import request_of
from packager.cli.escape import visible
from packager.cli.options import GroupedOption, Misused, console_of, names
from packager.cli.plan import DEFAULT_FORMAT
from packager.errors import EXIT_INTERRUPTED, BatchIncomplete

if TYPE_CHECKING:
    from packager.batch.changes import Rules
    from packager.batch.engine import Engine
    from packager.batch.folder import Folder
    from packager.batch.planning import Share
    from packager.batch.task import Candidate
    from packager.batch.terms import Terms
    from packager.request import Request

_NOT_OF_MANY = frozenset({
    "sources", "out", "no_clobber", "dry_run", "as_json", "anthology", "plan_file", "update",
    "jobs",
})  # fmt: skip
"""What ``convert`` takes and a batch does not, or not in that form."""

_STORIES: dict[str, Any] = {"cls": GroupedOption, "heading": "Which stories"}
_OUTPUT: dict[str, Any] = {"cls": GroupedOption, "heading": "The output"}
_RUN: dict[str, Any] = {"cls": GroupedOption, "heading": "The run"}
_SIZES = {"": 2**20, "m": 2**20, "g": 2**30}
_REPORTS = frozenset({".html", ".jsonl", ".csv"})
_PARTS = ("select", "exclude_list", "limit", "sample")
"""The options that leave stories out."""


def _options_of_convert(function: Callable[..., Any]) -> Callable[..., Any]:
    """Every option of ``convert`` that means something for many stories."""
    borrowed = [one for one in convert_command.params if one.name not in _NOT_OF_MANY]
    for parameter in reversed(borrowed):
        function.__click_params__ = [  # type: ignore[attr-defined]
            *getattr(function, "__click_params__", ()), parameter,
        ]  # fmt: skip
    return function


@click.command(
    cls=Command,
    name="batch",
    examples=(
        ("packager batch stories/ -o books/", "again: only what changed"),
        ("packager batch fimfarchive-20260601.zip -o books/ --select 'words>5000'", ""),
        ("packager batch stories/ -o books/ --name '{author}/{series:?}/{title}'", ""),
        ("packager batch stories/ -o books/ --engine dask:10.0.0.1:8786", "on a cluster"),
        ("packager batch --status books/", "how far it is"),
    ),
)
@click.argument("paths", metavar="PATHS...", nargs=-1, type=click.Path())
@click.option("-o", "--output", "out", metavar="DIR", help="Folder of the books.", **_OUTPUT)
@click.option(
    "--name",
    "template",
    metavar="TEMPLATE",
    help="Names of the books: '{author}/{series:?}/{title}'.",
    **_OUTPUT,
)
@click.option(
    "--anthology-by",
    type=names("series", "author"),
    help="Make one book of each series, or author.",
    **_OUTPUT,
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(),
    metavar="FILE",
    help="What became of every story: .html, .jsonl or .csv.",
    **_OUTPUT,
)
@click.option(
    "--contact-sheet", type=click.Path(), metavar="FILE", help="Every cover, a JPEG.", **_OUTPUT
)
@click.option(
    "--manifest",
    type=click.Path(),
    metavar="FILE",
    help="Record of what was made.  [default: in DIR]",
    **_OUTPUT,
)
@click.option(
    "--select", metavar="EXPR", help="Only these: 'words>5000 and tag:Adventure'.", **_STORIES
)
@click.option(
    "--exclude-list", type=click.Path(), metavar="FILE", help="None of these.", **_STORIES
)
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help="Only the first N found.", **_STORIES
)
@click.option(
    "--sample", type=click.IntRange(0), metavar="N", help="N of them, always the same.", **_STORIES
)
@click.option(
    "--list", "listing", is_flag=True, help="List the stories, and do nothing.", **_STORIES
)
@click.option("--force", is_flag=True, help="Convert what did not change, too.", **_RUN)
@click.option("--verify", is_flag=True, help="Read every book, and mend damaged ones.", **_RUN)
@click.option("--retry-failed", is_flag=True, help="Try again what failed before.", **_RUN)
@click.option("--prune", is_flag=True, help="Delete books whose source is gone.", **_RUN)
@click.option(
    "-n", "--dry-run", is_flag=True, help="Say what would be done, and why; do nothing.", **_RUN
)
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="NAME",
    help="serial, local:N, dask:ADDRESS, dask:local.",
    **_RUN,
)
@click.option(
    "--timeout",
    type=click.FloatRange(0),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="A story may take; 0 is no limit.",
    **_RUN,
)
@click.option(
    "--memory",
    default="2G",
    show_default=True,
    metavar="SIZE",
    help="A worker may have: 800M, 2G; 0 is no limit.",
    **_RUN,
)
@click.option(
    "--max-failures", type=click.IntRange(0), metavar="N", help="End after more than N.", **_RUN
)
@click.option("--fail-fast", is_flag=True, help="End at the first failure.", **_RUN)
@click.option("--status", metavar="DIR", help="Say how far the batch in DIR is.", **_RUN)
@_options_of_convert
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> int:  # noqa: ANN401 - as typed, by name
    """Turn many stories into books: archives, folders, lists.

    PATHS are files, folders, globs, zip archives (also in folders), URLs, or - for a list of them
    on standard input. A story that fails, crashes or hangs does not stop the others. What was made
    is recorded in DIR; the same command does only what changed since, or goes on where it ended.

    The exit code is 0, 1 when some failed, 5 when the books can't be written, 130 when stopped.
    """
    gc.enable()  # a driver lives long
    console = console_of(ctx)
    if options["status"] is not None:
        return _status(options)
    _refuse(options)
    formats = options["formats"] or (DEFAULT_FORMAT,)
    request = request_of(formats, {**options, "plan_file": None})
    memory = memory_size(options["memory"])
    from packager.batch.folder import open_folder  # noqa: PLC0415 - only when it runs

    dry = options["dry_run"]
    manifest = Path(options["manifest"]) if options["manifest"] else None
    if options["listing"]:
        return _list(options)
    with open_folder(options["out"], manifest, dry=dry) as folder:
        return _Batch(options, request, folder, console, memory).run(dry=dry)


class _Batch:
    """One run."""

    def __init__(
        self,
        options: dict[str, Any],
        request: Request,
        folder: Folder,
        console: Console,
        memory: int,
    ) -> None:
        self.options = options
        self.folder = folder
        self.console = console
        self.memory = memory
        self.rules, self.terms, self.request = _agreed(options, request, folder)

    def run(self, *, dry: bool) -> int:
        """Plan, do, report; the exit code."""
        from packager.batch.planning import plan  # noqa: PLC0415 - only when it runs

        if self.options["anthology_by"]:
            reasons = self._plan_anthologies()
        else:
            reasons = plan(_found(self.options), self.folder, self.rules)
        if self.options["prune"]:
            self._prune(dry=dry)
        if dry:
            return self._say_plan()
        return self._do(sum(reasons.values()))

    def _plan_anthologies(self) -> dict[str, int]:
        from packager.batch.anthologies import gathered  # noqa: PLC0415 - few runs make any
        from packager.batch.planning import placed, plan_books  # noqa: PLC0415 - as above

        engine = self._engine()
        at_once = True
        try:
            found = placed(_found(self.options, known=True))
            by = self.options["anthology_by"]
            books = list(gathered(found, by, self.folder.manifest, engine, self.request))
            at_once = False
        finally:
            engine.close(at_once)
        return plan_books(books, self.folder, self.rules)

    def _prune(self, *, dry: bool) -> None:
        from packager.batch.planning import prune  # noqa: PLC0415 - few runs prune

        manifest = self.folder.manifest
        for key in manifest.gone():
            for book in manifest.outputs(key):
                self.console.say(f"{'would delete' if dry else 'deleting'} {visible(book.path)}")
        if not dry:
            prune(self.folder)

    def _say_plan(self) -> int:
        for planned, why in self.folder.manifest.chosen():
            result_path(f"{planned.candidate.key}\t{why}")
        for why, count in self.folder.manifest.reasons().items():
            self.console.say(f"{count:,} stories: {why}")
        self.console.say("dry run: nothing was written")
        return 0

    def _do(self, count: int) -> int:
        from packager.batch.progress import Tally, shown_progress  # noqa: PLC0415 - as above

        tally = Tally(total=count)
        manifest = self.folder.manifest
        interrupted = False
        stopped = ""
        try:
            if count and self.console.verbosity == "quiet":
                stopped = self._convert(count, tally.story)
            elif count:
                with shown_progress(tally, sys.stderr, animated=self.console.animated) as watcher:
                    stopped = self._convert(count, watcher.story)
        except KeyboardInterrupt:
            interrupted = True
        tally.unchanged = manifest.planned_count() - count
        resume = stopped or ("stopped" if interrupted else "")
        if resume:
            resume += ": the same command goes on where this one ended"
        if self.console.verbosity != "quiet" or resume or tally.statuses["failed"]:
            for line in tally.summary(resume=resume):
                self.console.say(visible(line))
        self._report()
        if interrupted:
            return EXIT_INTERRUPTED
        return BatchIncomplete.exit_code if tally.statuses["failed"] else 0

    def _convert(self, count: int, told: Callable[[Any], None]) -> str:
        from packager.batch.driver import Run  # noqa: PLC0415 - only when it runs

        most = 0 if self.options["fail_fast"] else self.options["max_failures"]
        engine = self._engine()
        at_once = True
        try:
            run = Run(
                manifest=self.folder.manifest,
                store=self.folder.store,
                engine=engine,
                terms=self.terms,
                request=self.request,
                rules=self.rules,
                told=told,
                max_failures=most,
            )
            run.counts.planned = count
            stopped = run.go().stopped
            at_once = bool(stopped)
            return stopped
        finally:
            engine.close(at_once)

    def _engine(self) -> Engine:
        from packager.batch.engine import open_engine  # noqa: PLC0415 - only when it runs

        return open_engine(
            self.options["engine"], timeout=self.options["timeout"], memory=self.memory
        )

    def _report(self) -> None:
        from packager.cli.batch_report import write_reports  # noqa: PLC0415 - few runs have any

        if self.options["reports"] or self.options["contact_sheet"]:
            sheet = self.options["contact_sheet"]
            write_reports(
                self.folder,
                [Path(one) for one in self.options["reports"]],
                Path(sheet) if sheet else None,
            )


def memory_size(said: str) -> int:
    """Bytes of ``800M``, ``2G``; a number alone is of MiB.

    Raises:
        Misused: It is no size.
    """
    found = re.fullmatch(r"(\d{1,6})\s?([mg]?)i?b?", said.strip(), re.IGNORECASE)
    if found is None:
        raise Misused(f"--memory can't be {said!r}", "it is a size such as 800M or 2G")
    return int(found[1]) * _SIZES[found[2].lower()]


def _refuse(options: dict[str, Any]) -> None:
    """Refuse what can't be meant.

    Raises:
        Misused: It can't.
    """
    if not options["paths"]:
        raise Misused("a batch needs stories", "name files, folders or archives, or - for a list")
    if not options["out"] and not options["listing"]:
        raise Misused("a batch needs a folder for the books", "-o DIR")
    part = next((name for name in _PARTS if options[name] is not None), None)
    if options["prune"] and part:
        raise Misused(
            f"--prune needs to see every story, and --{part.replace('_', '-')} leaves some out",
            "prune in a run of its own",
        )
    for one in options["reports"]:
        if Path(one).suffix.lower() not in _REPORTS:
            raise Misused(f"--report {one}: there is no such report", ".html, .jsonl or .csv")


def _agreed(
    options: dict[str, Any], request: Request, folder: Folder
) -> tuple[Rules, Terms, Request]:
    """What the stories of this run are made by."""
    from packager.batch import terms  # noqa: PLC0415 - only when it runs
    from packager.batch.changes import Rules  # noqa: PLC0415 - as above
    from packager.batch.naming import parse_name  # noqa: PLC0415 - as above
    from packager.batch.selection_parser import parse  # noqa: PLC0415 - as above
    from packager.registry import writer  # noqa: PLC0415 - as above

    for name in request.formats:
        if name != DEFAULT_FORMAT:
            writer(name)  # fails now where it can't be made at all
    template, select = options["template"] or "", options["select"] or ""
    if template:
        parse_name(template)
    if select:
        parse(select)
    request = terms.with_whole_paths(request)
    asked = terms.options_digest(request, template)
    rules = Rules(
        options=asked,
        selection=terms.selection_digest(asked, select),
        theme=terms.theme_digest(request.theme),
        version=terms.packager_version(),
        formats=request.formats,
        force=options["force"],
        verify=options["verify"],
        retry_failed=options["retry_failed"],
    )
    agreed = terms.Terms(
        version=rules.version,
        options=rules.options,
        out=folder.out,
        staging=folder.staging,
        template=template,
        select=select,
        thumbnails=bool(options["contact_sheet"])
        or any(Path(one).suffix.lower() == ".html" for one in options["reports"]),
    )
    return rules, agreed, request


def _found(options: dict[str, Any], *, known: bool = False) -> Iterator[Candidate]:
    """The stories the options name."""
    from packager.batch.found import Search, candidates  # noqa: PLC0415 - only when it runs
    from packager.batch.planning import share_of  # noqa: PLC0415 - as above
    from packager.batch.selection import matches  # noqa: PLC0415 - as above
    from packager.batch.selection_parser import parse  # noqa: PLC0415 - as above
    from packager.batch.store import is_url  # noqa: PLC0415 - as above

    out = options["out"]
    search = Search(leave_out=(Path(out),) if out and not is_url(out) else (), known=known)
    if options["select"]:
        expression = parse(options["select"])
        search = replace(
            search, keep=lambda metadata, likes: matches(expression, metadata, likes=likes)
        )
    return share_of(candidates(options["paths"], search, _lines()), _share(options))


def _lines() -> Iterator[str]:
    if sys.stdin is not None:
        yield from sys.stdin


def _share(options: dict[str, Any]) -> Share:
    from packager.batch.exclusions import Exclusions  # noqa: PLC0415 - only when it runs
    from packager.batch.planning import Share, excluded_in  # noqa: PLC0415 - as above

    listed = options["exclude_list"]
    try:
        excluded = excluded_in(Path(listed)) if listed else Exclusions()
    except OSError as error:
        raise Misused(f"--exclude-list {listed} can't be read: {error.strerror}") from error
    return Share(excluded=excluded, limit=options["limit"], sample=options["sample"])


def _list(options: dict[str, Any]) -> int:
    for candidate in _found(options):
        result_path(candidate.key)
    return 0


def _status(options: dict[str, Any]) -> int:
    from packager.batch.folder import manifest_path  # noqa: PLC0415 - only when it is asked for
    from packager.batch.status import status_lines  # noqa: PLC0415 - as above

    manifest = Path(options["manifest"]) if options["manifest"] else None
    for line in status_lines(manifest_path(options["status"], manifest), options["status"]):
        result_path(line)
    return 0

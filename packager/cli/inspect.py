"""``packager inspect``: what a source is understood to be, and why."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packager import registry
from packager.book.book import Book
from packager.cli.as_json import decision_object, diagnostic_object
from packager.cli.command import Command, Pairs
from packager.cli.console import Console, result, result_json
from packager.cli.escape import visible
from packager.cli.making import source_of
from packager.cli.messages import show_diagnostics
from packager.cli.options import Misused, console_of, speaking_options
from packager.cli.plan import STREAM
from packager.cli.progress import working_on
from packager.cli.reading_options import read_as, reading_options
from packager.cli.structure import (
    NoteFacts,
    SectionFacts,
    book_notes,
    section_facts,
    title_page_facts,
    title_page_object,
)
from packager.delivery.file import check_output, deliver
from packager.diagnostics import Decision, Report
from packager.errors import PackagerError
from packager.request import Request

if TYPE_CHECKING:
    from packager.pipeline import Outcome

_LABEL = 13
_SHORT = 60


def _dialects() -> Pairs:
    return tuple((name, registry.reader(name).summary) for name in registry.reader_names())


@click.command(
    cls=Command,
    name="inspect",
    examples=(
        ("packager inspect story.txt", "title page, chapters, notes, cover"),
        ("packager inspect story.txt --explain", "the rule that decided, line by line"),
        ("packager inspect story.txt --plan story.plan.toml", "a file to correct it in"),
        ("packager inspect story.txt --json | jq .sections", ""),
    ),
    notes=("Dialects", _dialects),
)
@click.argument("source", metavar="SOURCE", type=click.Path())
@click.option("--explain", is_flag=True, help="Say why each line became what it is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(),
    metavar="FILE",
    help="Write the structure to this file, to be edited; read it when it exists.",
)
@reading_options("Options")
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - as typed, by name
    """Show what a source is understood to be, and why.

    With --explain, every line that became something other than a plain paragraph is listed with the
    rule that decided, and how sure the rule is.

    With --plan, the structure is written to a file that explains itself. Edit it, and packager
    convert SOURCE --plan FILE builds exactly that. A plan that exists is never written over: it is
    read, and what it makes of the source is shown. Nothing else is written.
    """
    source: str = options["source"]
    if not source:
        raise Misused("a path is empty", "a variable of the shell may not be set")
    console = console_of(ctx)
    place = options["plan_file"]
    if place == "":
        raise Misused("--plan: a path is empty", "a variable of the shell may not be set")
    plan_file = None if place is None else Path(place)
    to_write = plan_file is not None and not os.path.lexists(plan_file)
    request = Request(formats=(), plan=None if to_write else plan_file, **read_as(options))
    report = Report()
    try:
        with working_on(console, source):
            outcome, plan = _inspected(source, request, report, plan_file if to_write else None)
    except PackagerError:
        show_diagnostics(console, report.diagnostics, source)
        raise
    if options["as_json"]:
        result_json(_document(source, outcome, place or ""))
    else:
        _print(source, outcome, console)
        if options["explain"]:
            _print_decisions(outcome.report.decisions)
    sys.stdout.flush()
    show_diagnostics(console, outcome.report.diagnostics, source)
    if plan_file is not None and to_write:
        deliver(plan.encode("utf-8"), plan_file)
    if plan_file is not None and console.verbosity != "quiet":
        done = "the plan was written to" if to_write else "built to the plan"
        console.say(f"{done} {visible(str(plan_file))}")


def _inspected(
    source: str, request: Request, report: Report, plan_file: Path | None
) -> tuple[Outcome, str]:
    """What a source is, and its plan when one is to be written."""
    from packager import pipeline  # noqa: PLC0415 - it brings in the stages; --help needs none

    opened = source_of(None if source == STREAM else Path(source))
    if plan_file is None:
        return pipeline.inspect(opened, request, report), ""
    check_output(plan_file, source=opened.path or Path(opened.name), clobber=False)
    return pipeline.plan(opened, request, report)


# --- for people -------------------------------------------------------------------------------


def _print(place: str, outcome: Outcome, console: Console) -> None:
    book = outcome.book
    result(visible(place))
    _fact("dialect", f"{outcome.reader}, confidence {outcome.confidence:.2f}: {outcome.why}")
    if console.verbosity == "verbose":
        for name, confidence, why in outcome.others:
            _fact("", f"{name}, confidence {confidence:.2f}: {why}")
    for word, value in title_page_facts(book):
        _fact(word, _shortened(value))
    _fact("cover", _cover(book))
    sections = section_facts(book)
    noun = "chapter" if {section.role for section in sections} == {"chapter"} else "section"
    words = sum(section.words for section in sections)
    result()
    result(f"{_counted(len(sections), noun)}, {_counted(words, 'word')}")
    for section in sections:
        _print_section(section)
    for note in book_notes(book):
        _print_note(note, "the work")


def _fact(word: str, value: str) -> None:
    result(f"  {word:<{_LABEL}}{visible(value)}")


def _cover(book: Book) -> str:
    asset = book.asset(book.cover) if book.cover else None
    if asset is None:
        return "none found; one is drawn when the book is made"
    size = f", {asset.width} x {asset.height} pixels" if asset.width else ""
    return f"{asset.media_type}, {len(asset.data):,} bytes{size}"


def _print_section(section: SectionFacts) -> None:
    indent = "  " * (section.depth + 1)
    name = section.role if section.number is None else f"{section.role} {section.number}"
    title = f"{name}: {_shortened(section.title)}" if section.title else name
    counts = [_counted(section.paragraphs, "paragraph"), _counted(section.words, "word")]
    if section.scene_breaks:
        counts.append(_counted(section.scene_breaks, "scene break"))
    result(f"{indent}{visible(title)}")
    result(f"{indent}  {', '.join(counts)}")
    for note in section.notes:
        _print_note(note, "the text", indent)


def _print_note(note: NoteFacts, of: str, indent: str = "") -> None:
    counts = f"{_counted(note.paragraphs, 'paragraph')}, {_counted(note.words, 'word')}"
    kind = "summary" if note.kind == "summary" else "author's note"
    result(f"{indent}  {kind} {note.position} {of}: {counts}")


def _print_decisions(decisions: list[Decision]) -> None:
    result()
    result("line  became (confidence): rule")
    for decision in sorted(decisions, key=lambda decision: decision.line):
        result(
            f"{decision.line:>4}  {visible(decision.became)} ({decision.confidence:.2f}): "
            f"{visible(decision.rule)}"
        )
        if decision.text.strip():
            result(f"      | {visible(_shortened(decision.text))}")


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1].rstrip() + "…"


# --- for programs -----------------------------------------------------------------------------


def _document(place: str, outcome: Outcome, plan: str) -> dict[str, object]:
    book = outcome.book
    asset = book.asset(book.cover) if book.cover else None
    return {
        "command": "inspect",
        "source": place,
        "reader": outcome.reader,
        "confidence": outcome.confidence,
        "why": outcome.why,
        "other_readers": [
            {"reader": name, "confidence": confidence, "why": why}
            for name, confidence, why in outcome.others
        ],
        "plan": plan,
        "title_page": title_page_object(book),
        "cover": None
        if asset is None
        else {
            "media_type": asset.media_type,
            "bytes": len(asset.data),
            "width": asset.width,
            "height": asset.height,
        },
        "words": sum(section.words for section in section_facts(book)),
        "sections": [asdict(section) for section in section_facts(book)],
        "notes": [asdict(note) for note in book_notes(book)],
        "diagnostics": [diagnostic_object(found) for found in outcome.report.diagnostics],
        "decisions": [decision_object(decision) for decision in outcome.report.decisions],
    }

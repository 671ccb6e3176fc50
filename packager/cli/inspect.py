"""``packager inspect``: what a source is understood to be, and why."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from packager import registry
from packager.book.book import Book
from packager.cli.as_json import decision_object, diagnostic_object
from packager.cli.command import Command, Pairs
from packager.cli.console import result, result_json
from packager.cli.escape import visible
from packager.cli.making import source_of
from packager.cli.messages import show_diagnostics
from packager.cli.options import Misused, Names, console_of, names, speaking_options
from packager.cli.plan import STREAM
from packager.cli.progress import working_on
from packager.cli.structure import (
    NoteFacts,
    SectionFacts,
    book_notes,
    section_facts,
    title_page_facts,
    title_page_object,
)
from packager.diagnostics import Decision, Report
from packager.errors import PackagerError
from packager.request import Request, SceneBreaks

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
        ("packager inspect story.txt --json | jq .sections", ""),
    ),
    notes=("Dialects", _dialects),
)
@click.argument("source", metavar="SOURCE", type=click.Path())
@click.option("--explain", is_flag=True, help="Say why each line became what it is.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--from",
    "reader",
    type=Names(registry.reader_names, "NAME"),
    help="Dialect of the source, instead of finding out.",
)
@click.option(
    "--scene-breaks",
    type=names("auto", "blank", "marker", "none"),
    default="auto",
    show_default=True,
    help="What counts as a scene break.",
)
@speaking_options(hidden=True)
@click.pass_context
def command(
    ctx: click.Context,
    source: str,
    reader: str | None,
    scene_breaks: str,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    """Show what a source is understood to be, and why.

    Nothing is written. With --explain, every line that became something other than a plain
    paragraph is listed with the rule that decided, and how sure the rule is.
    """
    from packager import pipeline  # noqa: PLC0415 - it brings in the stages; --help needs none

    if not source:
        raise Misused("a path is empty", "a variable of the shell may not be set")
    console = console_of(ctx)
    request = Request(
        formats=(), reader=reader or "", scene_breaks=cast("SceneBreaks", scene_breaks)
    )
    report = Report()
    try:
        with working_on(console, source):
            opened = source_of(None if source == STREAM else Path(source))
            outcome = pipeline.inspect(opened, request, report)
    except PackagerError:
        show_diagnostics(console, report.diagnostics, source)
        raise
    if as_json:
        result_json(_document(source, outcome))
    else:
        _print(source, outcome)
        if explain:
            _print_decisions(outcome.report.decisions)
    sys.stdout.flush()
    show_diagnostics(console, outcome.report.diagnostics, source)


# --- for people -------------------------------------------------------------------------------


def _print(place: str, outcome: Outcome) -> None:
    book = outcome.book
    result(visible(place))
    _fact("dialect", f"{outcome.reader}, confidence {outcome.confidence:.2f}")
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
    result(f"{indent}  author's note {note.position} {of}: {counts}")


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


def _document(place: str, outcome: Outcome) -> dict[str, object]:
    book = outcome.book
    asset = book.asset(book.cover) if book.cover else None
    return {
        "command": "inspect",
        "source": place,
        "reader": outcome.reader,
        "confidence": outcome.confidence,
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

"""``packager repair``: an EPUB made valid, with a list of what was changed."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packager.cli.as_json import diagnostic_object
from packager.cli.command import Command
from packager.cli.console import result_json, result_path
from packager.cli.messages import show_diagnostics
from packager.cli.options import Misused, console_of, speaking_options
from packager.cli.progress import working_on
from packager.delivery.file import check_output, deliver
from packager.diagnostics import Report

if TYPE_CHECKING:
    from packager.cli.console import Console
    from packager.repairing.repair import Repaired

_SUFFIX = ".repaired.epub"


@click.command(
    cls=Command,
    name="repair",
    examples=(
        ("packager repair story.epub", "the EPUB story.repaired.epub, beside it"),
        ("packager repair story.epub -o fixed.epub", ""),
        ("packager repair unzipped-story/ --dry-run", "say what would be changed"),
    ),
)
@click.argument("source", metavar="FILE|DIR", type=click.Path())
@click.option("-o", "--output", "out", type=click.Path(), metavar="FILE|DIR",
              help="Where the EPUB goes.  [default: FILE.repaired.epub, beside it]")  # fmt: skip
@click.option("--no-clobber", is_flag=True, help="Refuse to replace a file that exists.")
@click.option("-n", "--dry-run", is_flag=True, help="Do all the work, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of the path.")
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - as typed, by name
    """Make an EPUB valid, whoever made it: broken markup, missing parts, EPUB 2.

    It becomes EPUB 3.3, and what was changed is listed, once a kind. Every word stays where it was,
    which is proved before anything is written, and documents that nothing is wrong with stay byte
    for byte. Nothing is fetched: a picture of the network becomes a link to it.

    Encrypted books and books whose pages are laid out are refused.
    """
    from packager import pipeline  # noqa: PLC0415 - it brings in the stages; --help needs none

    source, out = options["source"], options["out"]
    if not source or out == "":
        raise Misused("a path is empty", "a variable of the shell may not be set")
    path = Path(source)
    output = _output(path, Path(out) if out else None)
    if not options["dry_run"]:
        check_output(output, source=path, clobber=not options["no_clobber"])
    console = console_of(ctx)
    report = Report()
    with working_on(console, source):
        repaired = pipeline.repair(path, report)
    if not options["dry_run"]:
        deliver(repaired.data, output)
    show_diagnostics(console, report.diagnostics, source)
    if options["as_json"]:
        result_json(_document(source, output, repaired, report, dry=options["dry_run"]))
        return
    _say(console, source, repaired)
    if not options["dry_run"]:
        result_path(str(output))


def _output(source: Path, out: Path | None) -> Path:
    """The file the EPUB goes to: named after its source, unless something was asked."""
    stem = source.absolute().name
    if not source.is_dir() and source.suffix.lower() in {".epub", ".zip"}:
        stem = source.stem
    if out is None:
        return source.parent / f"{stem}{_SUFFIX}" if source.name else Path(f"{stem}{_SUFFIX}")
    return out / f"{stem}{_SUFFIX}" if out.is_dir() else out


def _say(console: Console, source: str, repaired: Repaired) -> None:
    """Say in a line what came of it."""
    if console.verbosity == "quiet":
        return
    if not repaired.changed:
        console.say(f"{source}: there is nothing to repair")
        return
    console.say(
        f"{source}: repaired; {_counted(repaired.kept, repaired.documents)} byte for byte, "
        f"all {repaired.words:,} words as they were"
    )


def _counted(kept: int, documents: int) -> str:
    noun = "document" if documents == 1 else "documents"
    return f"{kept:,} of {documents:,} {noun}"


def _document(
    source: str, output: Path, repaired: Repaired, report: Report, *, dry: bool
) -> dict[str, object]:
    return {
        "command": "repair",
        "source": source,
        "output": None if dry else str(output),
        "changed": repaired.changed,
        "words": repaired.words,
        "documents": repaired.documents,
        "kept": repaired.kept,
        "bytes": len(repaired.data),
        "sha256": hashlib.sha256(repaired.data).hexdigest(),
        "diagnostics": [diagnostic_object(found) for found in report.diagnostics],
    }

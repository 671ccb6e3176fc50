"""``packager check``: finished books held against the standards, and against e-readers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from packager.cli.command import Command
from packager.cli.console import Console, result, result_json
from packager.cli.messages import show_error
from packager.cli.options import Misused, console_of, names, speaking_options
from packager.cli.progress import working_on
from packager.diagnostics import Code, Where
from packager.errors import CheckFailed, PackagerError, SourceError

if TYPE_CHECKING:
    from packager.checks.conformance.rule import Weight
    from packager.cli.check_results import Checked
    from packager.profile import ProfileName


@click.command(
    cls=Command,
    name="check",
    examples=(
        ("packager check story.epub", ""),
        ("packager check books/ --profile kobo --format sarif", "every EPUB and PDF of a folder"),
        ("packager check story.epub --epubcheck", "EPUBCheck is asked as well"),
    ),
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--format",
    "form",
    type=names("text", "json", "github", "sarif"),
    default="text",
    help="How findings are printed.",
)
@click.option(
    "--profile",
    type=names("generic", "kobo", "kindle", "apple", "pocketbook", "small"),
    default="generic",
    help="What a family of e-readers asks for as well.",
)
@click.option("--epubcheck", is_flag=True, help="Ask EPUBCheck, which needs Java.")
@click.option("--strict", is_flag=True, help="Fail on warnings as well.")
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - as typed, by name
    """Check that finished books are valid: EPUB 2 and 3, and PDF.

    The rules are those of the standards, asked in this process; packager explain CODE says what one
    is about. A folder that holds an unpacked EPUB is checked as a book, any other as a shelf. The
    exit code is 0 when no book has an error, else 1.
    """
    from packager.checks.conformance.rule import Weight  # noqa: PLC0415 - --help needs none

    console = console_of(ctx)
    books: list[Checked] = []
    stopped: list[PackagerError] = []
    for path in _books(options["files"]):
        try:
            with working_on(console, str(path)):
                profile = options["profile"]
                books.append(_checked(path, profile, with_epubcheck=options["epubcheck"]))
        except PackagerError as error:
            stopped.append(error)
    _show(console, books, options["form"])
    for earlier in stopped[:-1]:
        show_error(console, earlier)
    if stopped:
        raise stopped[-1]
    weights = {Weight.ERROR, Weight.WARNING} if options["strict"] else {Weight.ERROR}
    _judge(books, weights)


def _books(files: tuple[str, ...]) -> Iterator[Path]:
    """The books the user named, those of a folder in order."""
    from packager.checks.conformance.unpacked import is_unpacked  # noqa: PLC0415 - --help needs none

    for name in files:
        if not name:
            raise Misused("a path is empty", "a variable of the shell may not be set")
        path = Path(name)
        if not path.is_dir() or is_unpacked(path):
            yield path
            continue
        shelf = sorted(
            found
            for found in path.rglob("*")
            if found.suffix.lower() in {".epub", ".pdf"} and found.is_file()
        )
        if not shelf:
            raise SourceError(
                Code.FOLDER_NO_STORY, "the folder holds no EPUB and no PDF", where=Where(name)
            )
        yield from shelf


def _checked(path: Path, profile: ProfileName, *, with_epubcheck: bool) -> Checked:
    from packager.checks.conformance.check import checked  # noqa: PLC0415 - --help needs none
    from packager.checks.conformance.epubcheck import epubcheck_messages  # noqa: PLC0415 - as above
    from packager.cli.check_results import Checked  # noqa: PLC0415 - as above

    found = checked(path, profile=profile)
    asked = with_epubcheck and path.suffix.lower() != ".pdf"
    theirs = epubcheck_messages(path) if asked else ()
    return Checked(str(path), found, theirs, path.is_dir())


def _show(console: Console, books: list[Checked], form: str) -> None:
    from packager.checks.conformance.rule import Weight  # noqa: PLC0415 - --help needs none
    from packager.cli import check_results  # noqa: PLC0415 - as above

    shown = {
        "quiet": frozenset({Weight.ERROR}),
        "normal": frozenset({Weight.ERROR, Weight.WARNING}),
        "verbose": frozenset(Weight),
    }
    match form:
        case "json":
            result_json(check_results.as_document(books))
        case "sarif":
            result(check_results.as_sarif(books))
        case "github":
            for line in check_results.as_annotations(books):
                result(line)
        case _:
            for line in check_results.as_text(books, shown[console.verbosity]):
                result(line)


def _judge(books: list[Checked], weights: set[Weight]) -> None:
    """Fail when a book has what makes it fail.

    Raises:
        CheckFailed: It has.
    """
    from packager.cli.check_results import counted  # noqa: PLC0415 - loaded by now

    failed = [book for book in books if any(message.weight in weights for message in book.messages)]
    if not failed:
        return
    if len(books) == 1:
        count = sum(message.weight in weights for message in failed[0].messages)
        raise CheckFailed(
            Code.NOT_CONFORMANT,
            f"the book breaks {counted(count, 'rule')}" if count == 1 else
            f"the book breaks rules in {counted(count, 'place')}",
            where=Where(failed[0].path),
            hint="packager explain CODE says what a rule is about",
        )  # fmt: skip
    raise CheckFailed(
        Code.NOT_CONFORMANT,
        f"{len(failed)} of {counted(len(books), 'book')} break rules",
        hint="packager explain CODE says what a rule is about",
    )

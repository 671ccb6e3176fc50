"""The command ``packager`` itself: its commands, its own options, what it does with a path."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath

import click

from packager.cli.command import LazyGroup
from packager.cli.options import GENERAL, GroupedOption, speaking_options

COMMANDS: Mapping[str, tuple[str, str]] = {
    "convert": ("packager.cli.convert", "Turn stories into books: EPUB, KEPUB, AZW3, PDF."),
    "batch": ("packager.cli.batch", "Turn whole archives into books; again, only what changed."),
    "inspect": ("packager.cli.inspect", "Show what a source is understood to be, and why."),
    "repair": ("packager.cli.repair", "Make an EPUB valid; its words stay as they are."),
    "verify": ("packager.cli.verify", "Prove that a book holds every word of its source."),
    "check": ("packager.cli.check", "Check that finished books are valid: EPUB, PDF."),
    "themes": ("packager.cli.themes", "List the designs a book can have."),
    "doctor": ("packager.cli.doctor", "Say what this machine lacks, and how to install it."),
    "explain": ("packager.cli.explain", "Explain the code of a message."),
    "completion": ("packager.cli.completion", "Print the completion script of a shell."),
}

EXIT_CODES = (
    ("0", "done"),
    ("1", "some of many failed, --strict met a warning, verify, check or repair found fault"),
    ("2", "a mistake on the command line, in a metadata file or in a plan"),
    ("3", "the source can't be read, or holds no story"),
    ("4", "the cover asked for is missing or broken"),
    ("5", "the output can't be written, or exists"),
    ("6", "something is not installed; packager doctor says what"),
    ("70", "a bug in packager"),
    ("130", "interrupted"),
    ("141", "nobody reads the output any more"),
)
"""Exit codes and what they mean; those of errors stand in ``packager.errors``."""


def looks_like_source(argument: str) -> bool:
    """Whether an argument is a path rather than a misspelt command.

    It is one when something is there, when it is standard input (``-``), and when it has the shape
    of a path: a separator, or a name with a suffix.
    """
    separators = {os.sep, os.altsep, "/"} - {None}
    return (
        argument == "-"
        or any(str(separator) in argument for separator in separators)
        or PurePath(argument).suffix != ""
        or os.path.lexists(argument)
    )


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:  # noqa: FBT001
    if asked and not ctx.resilient_parsing:
        from packager import __version__  # noqa: PLC0415 - only when asked for

        click.echo(f"packager {__version__}")
        ctx.exit()


@click.command(
    cls=LazyGroup,
    name="packager",
    table=COMMANDS,
    fallback="convert",
    is_source=looks_like_source,
    subcommand_metavar="COMMAND | SOURCE...",
    no_args_is_help=True,
    examples=(
        ("packager story.txt", "the EPUB story.epub, beside the source"),
        ("packager convert story.txt -t epub -t pdf --author 'Ann Example'", ""),
        ("packager inspect story.txt --explain", ""),
    ),
    notes=("Exit codes", lambda: EXIT_CODES),
)
@speaking_options()
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    cls=GroupedOption,
    heading=GENERAL,
    help="Show the version and exit.",
)
def app() -> None:
    """Turn a story someone wrote into a book that a person loves to read.

    A path alone is converted: `packager SOURCE` is `packager convert SOURCE`.
    """

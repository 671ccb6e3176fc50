"""``packager themes``: the designs a book can have."""

from __future__ import annotations

from collections.abc import Mapping

import click

from packager.cli.command import LazyGroup
from packager.cli.options import speaking_options

COMMANDS: Mapping[str, tuple[str, str]] = {
    "list": ("packager.cli.themes_list", "List the themes: name, and what it is like."),
}


@click.command(
    cls=LazyGroup,
    name="themes",
    table=COMMANDS,
    no_args_is_help=True,
    examples=(("packager themes list", ""),),
)
@speaking_options(hidden=True)
def command() -> None:
    """The designs a book can have: themes."""

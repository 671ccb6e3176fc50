"""``packager themes list``: every theme, one a line."""

from __future__ import annotations

import click

from packager.cli.command import Command
from packager.cli.console import result, result_json
from packager.cli.escape import visible
from packager.cli.options import speaking_options


@click.command(
    cls=Command,
    name="list",
    examples=(
        ("packager themes list", ""),
        ("packager convert story.txt --theme classic", "a name is what --theme takes"),
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@speaking_options(hidden=True)
def command(*, as_json: bool) -> None:
    """List the themes: name, and what it is like."""
    from packager.themes.library import themes  # noqa: PLC0415 - themes are read from the disk

    found = themes()
    if as_json:
        result_json(
            {
                "command": "themes list",
                "themes": [
                    {"name": theme.name, "title": theme.title, "summary": theme.summary}
                    for theme in found
                ],
            }
        )
        return
    width = max((len(theme.name) for theme in found), default=0)
    for theme in found:
        result(visible(f"{theme.name:<{width}}  {theme.summary}"))

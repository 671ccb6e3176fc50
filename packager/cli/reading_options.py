"""How a source is to be read: the options that every command takes which reads one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

import click

from packager.cli.options import GroupedOption, Misused, Names, names
from packager.registry import reader_names
from packager.request import Request, SceneBreaks, Split

_DEFAULT = Request()


def reading_options(heading: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that say how a source is read; ``read_as`` reads them.

    Args:
        heading: The heading they stand under in the help.
    """
    common: dict[str, Any] = {"cls": GroupedOption, "heading": heading}
    options = (
        click.option(
            "--from",
            "reader",
            type=Names(reader_names, "NAME"),
            help="Dialect of the source, instead of finding out.",
            **common,
        ),
        click.option(
            "--chapter-regex",
            metavar="REGEX",
            help="A line that matches from its start is the heading of a chapter.",
            **common,
        ),
        click.option(
            "--split",
            type=names("auto", "heading", "marker", "none"),
            default=_DEFAULT.split,
            show_default=True,
            help="What parts a text into chapters.",
            **common,
        ),
        click.option(
            "--scene-breaks",
            type=names("auto", "blank", "marker", "none"),
            default=_DEFAULT.scene_breaks,
            show_default=True,
            help="What counts as a scene break.",
            **common,
        ),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def read_as(options: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a ``Request`` that these options set.

    Raises:
        Misused: A pattern is empty, and would match every line.
    """
    if options["chapter_regex"] == "":
        raise Misused("--chapter-regex is empty, and would match every line")
    return {
        "reader": options["reader"] or "",
        "chapter_regex": options["chapter_regex"] or "",
        "split": cast("Split", options["split"]),
        "scene_breaks": cast("SceneBreaks", options["scene_breaks"]),
    }

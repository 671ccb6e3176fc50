"""What the command line says about the story: ``--title`` and its kin, and ``-m KEY=VALUE``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import click

from packager.cli.options import GroupedOption, Misused
from packager.cli.suggest import did_you_mean
from packager.diagnostics import Where
from packager.readers.sidecar import KEYS, Known, with_value

_HEADING = "The story"

_OPTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("title", "--title", "TEXT", "Title."),
    ("subtitle", "--subtitle", "TEXT", "Subtitle."),
    ("authors", "--author", "NAME", "Author; repeat it for several."),
    ("language", "--language", "TAG", "Language, such as en, de or pt-BR."),
    ("series", "--series", "NAME[:NO]", "Series, and the place in it."),
    ("tags", "--tag", "TEXT", "Tag; repeat it for several."),
    ("description", "--description", "TEXT", "Blurb."),
    ("source", "--source-url", "URL", "Address of the story on the web."),
    ("published", "--published", "DATE", "Day it first appeared: 2024-05-03."),
    ("updated", "--updated", "DATE", "Day it last changed."),
    ("rights", "--rights", "TEXT", "Statement of rights."),
    ("publisher", "--publisher", "TEXT", "Site or house it appeared on."),
    ("rating", "--rating", "TEXT", "Content rating."),
)
"""Key of ``story.toml``, option, what the help calls its value, what it is."""

_LISTS = frozenset({
    "authors", "author", "tags", "chapters", "fandoms", "characters", "relationships", "warnings",
})  # fmt: skip
"""Keys whose value is a list; given several times, the values add up."""


def story_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options about the story to a command; ``said_of_story`` reads them."""
    file_option = click.option(
        "--metadata-file",
        type=click.Path(),
        metavar="FILE",
        cls=GroupedOption,
        heading=_HEADING,
        help="A file in the form of story.toml.",
    )
    pairs = click.option(
        "-m",
        "--metadata",
        "pairs",
        multiple=True,
        metavar="KEY=VALUE",
        cls=GroupedOption,
        heading=_HEADING,
        help="Any key of story.toml: -m rating=Teen.",
    )
    function = file_option(pairs(function))
    for key, option, metavar, meaning in reversed(_OPTIONS):
        function = click.option(
            option,
            f"story_{key}",
            multiple=key in _LISTS,
            metavar=metavar,
            cls=GroupedOption,
            heading=_HEADING,
            help=meaning,
        )(function)
    return function


def said_of_story(options: Mapping[str, Any]) -> Known:
    """What the options say about the story; the named options win over ``-m``.

    Args:
        options: The values of the options ``story_options`` added, by parameter name.

    Raises:
        Misused: A pair is none, or its key is unknown.
        UsageError: A value is not of its kind.
    """
    values: dict[str, tuple[str, str | list[str]]] = {}
    for pair in options["pairs"]:
        key, value = _split(pair)
        _gather(values, key, value, "-m")
    for key, option, _, _ in _OPTIONS:
        said = options[f"story_{key}"]
        if said:
            values[key] = (option, list(said) if isinstance(said, tuple) else said)
    known = Known()
    for key, (option, typed) in values.items():
        known = with_value(known, key, typed, Where(option))
    return known


def _split(pair: str) -> tuple[str, str]:
    key, equals, value = pair.partition("=")
    key = key.strip().lower().replace("-", "_")
    if not equals:
        raise Misused(f"-m takes KEY=VALUE, not {pair!r}", "for example: -m rating=Teen")
    if key not in KEYS:
        raise Misused(
            f"-m has no key {key!r}",
            did_you_mean(key, KEYS, f"the keys are {', '.join(KEYS)}"),
        )
    return ("authors" if key == "author" else key), value


def _gather(
    values: dict[str, tuple[str, str | list[str]]], key: str, value: str, option: str
) -> None:
    if key not in _LISTS:
        values[key] = (option, value)
        return
    before = values.get(key, (option, []))[1]
    values[key] = (option, [*(before if isinstance(before, list) else [before]), value])

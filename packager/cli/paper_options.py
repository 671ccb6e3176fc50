"""The page a PDF is made for: the options of size, edition, colours and cutting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, cast

import click

from packager.cli.options import GroupedOption, Misused, Names, names
from packager.paper import DEVICES, TRIMS, Colors, Paper

_DEFAULT = Paper()
_MOST_BLEED = 20.0
"""Millimetres; printers ask for 3 to 5."""

_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)\s*(mm|in)")
_INCH = 25.4


def paper_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what a PDF is made for; ``paper_of`` reads them."""
    common: dict[str, Any] = {"cls": GroupedOption, "heading": "The pages of a PDF"}
    options = (
        click.option(
            "--trim",
            type=names(*(one.name for one in TRIMS)),
            help=f"Size of the page.  [default: {_DEFAULT.format}]",
            **common,
        ),
        click.option(
            "--device",
            type=Names(lambda: tuple(one.name for one in DEVICES), "NAME"),
            help="Pages that fill this screen: kobo-clara, kindle-scribe, remarkable-2, phone ...",
            **common,
        ),
        click.option(
            "--edition",
            type=names("print", "screen"),
            help="With a gutter and blank versos, or with equal margins and no blank page.",
            **common,
        ),
        click.option(
            "--colors",
            type=names("light", "sepia", "dark"),
            default=_DEFAULT.colors,
            show_default=True,
            help="Ink and paper of a screen edition.",
            **common,
        ),
        click.option(
            "--large-print", is_flag=True, help="Type of 16 points, lines ending ragged.", **common
        ),
        click.option(
            "--bleed",
            metavar="LENGTH",
            help="How far the cover goes beyond the edge: 3mm, 0.125in.",
            **common,
        ),
        click.option("--crop-marks", is_flag=True, help="Show where to cut.", **common),
    )
    for option in reversed(options):
        function = option(function)
    return function


def paper_of(options: Mapping[str, Any]) -> Paper:
    """The paper these options ask for.

    Raises:
        Misused: They contradict each other, or the bleed is no length.
    """
    trim, device, edition = options["trim"], options["device"], options["edition"]
    if trim and device:
        raise Misused("--trim and --device both give the page a size", "leave one of them out")
    paper = Paper(
        format=device or trim or _DEFAULT.format,
        edition=edition or "auto",
        colors=cast("Colors", options["colors"]),
        large_print=options["large_print"],
        bleed=_millimetres(options["bleed"]) if options["bleed"] else 0.0,
        crop_marks=options["crop_marks"],
    )
    if paper.colors != "light" and not paper.for_screen:
        raise Misused(
            f"--colors {paper.colors} is for screens, and this is an edition for print",
            "add --edition screen, or --device NAME",
        )
    if (paper.bleed or paper.crop_marks) and paper.for_screen:
        raise Misused(
            "a screen is not cut: --bleed and --crop-marks are for print",
            "leave them out, or add --edition print",
        )
    return paper


def _millimetres(said: str) -> float:
    found = _LENGTH.fullmatch(said.strip().lower())
    length = float(found[1]) * (_INCH if found[2] == "in" else 1) if found else -1.0
    if not 0 <= length <= _MOST_BLEED:
        raise Misused(
            f"--bleed can't be {said!r}", f"it is a length up to {_MOST_BLEED:g} mm, such as 3mm"
        )
    return round(length, 3)

"""Options as packager has them: names with a nearest, headings, and those every command takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

import click

from packager.cli.console import Console
from packager.cli.suggest import did_you_mean

if TYPE_CHECKING:
    _StrType = click.ParamType[str]
else:  # the type has no parameter before click 8.5
    _StrType = click.ParamType

GENERAL = "General"
"""The heading of the options every command has."""


class Misused(click.UsageError):
    """A mistake on the command line, with what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Names(_StrType):
    """One of a closed set of names; a misspelt one is answered with the nearest.

    Args:
        names: Gives the names. It is called when they are needed, for a list of themes or formats
            costs imports that most runs don't need.
        metavar: What the help calls the value; empty to list the names there.
    """

    name = "name"

    def __init__(self, names: Callable[[], Sequence[str]], metavar: str = "") -> None:
        self._names = names
        self._metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The names themselves, unless they have a name together."""
        del param, ctx
        return self._metavar or "|".join(self._names())

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The name as it is written in the set; case does not matter."""
        del ctx
        names = {name.casefold(): name for name in self._names()}
        found = names.get(str(value).casefold())
        if found is None:
            asked = "/".join(param.opts) if param is not None else "the value"
            known = ", ".join(names.values())
            choice = f"it is one of {known}" if len(names) > 1 else f"there is only {known}"
            raise Misused(
                f"{asked} can't be {str(value)!r}; {choice}",
                did_you_mean(str(value), names.values()),
            )
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """The names that begin so."""
        del ctx, param
        return [
            click.shell_completion.CompletionItem(name)
            for name in self._names()
            if name.startswith(incomplete)
        ]


def names(*fixed: str) -> Names:
    """A closed set known beforehand."""
    return Names(lambda: fixed)


class GroupedOption(click.Option):
    """An option that stands under a heading of its own in the help."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - handed on to click
        heading: str = "Options",
        **attrs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **attrs)
        self.heading = heading


def console_of(ctx: click.Context) -> Console:
    """The console of this run."""
    return cast("Console", ctx.find_object(Console) or Console())


def _sets(
    field: str, value: object = None
) -> Callable[[click.Context, click.Parameter, object], None]:
    """A callback that sets a field of the console when its option is given."""

    def callback(ctx: click.Context, _: click.Parameter, given: object) -> None:
        if given:
            setattr(console_of(ctx), field, given if value is None else value)

    return callback


def speaking_options(*, hidden: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that say how packager speaks; every command takes them, wherever they stand.

    Args:
        hidden: Whether only ``-v`` and ``-q`` are shown in the help.
    """
    common: dict[str, Any] = {
        "expose_value": False,
        "is_eager": True,
        "cls": GroupedOption,
        "heading": GENERAL,
    }
    flag: dict[str, Any] = {**common, "is_flag": True}
    options = (
        click.option(
            "-v",
            "--verbose",
            callback=_sets("verbosity", "verbose"),
            help="Show every detail as well.",
            **flag,
        ),
        click.option(
            "-q",
            "--quiet",
            callback=_sets("verbosity", "quiet"),
            help="Show errors only.",
            **flag,
        ),
        click.option(
            "--color",
            type=names("auto", "always", "never"),
            callback=_sets("colors"),
            hidden=hidden,
            help="Colour messages; NO_COLOR is honoured.",
            **common,
        ),
        click.option(
            "--debug",
            callback=_sets("debug", value=True),
            hidden=hidden,
            help="Show a traceback with an error.",
            **flag,
        ),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate

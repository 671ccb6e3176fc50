"""Mistakes on the command line, said as every other message is."""

from __future__ import annotations

import click

from packager.cli.app import COMMANDS
from packager.cli.command import LazyGroup
from packager.cli.console import Console
from packager.cli.messages import show
from packager.cli.options import Misused
from packager.cli.suggest import did_you_mean, nearest
from packager.diagnostics import Severity


def show_misuse(console: Console, mistake: click.ClickException) -> None:
    """Print what was typed wrong, and what was probably meant."""
    message, hint = _said(mistake)
    show(console, Severity.ERROR.value, "", message, hint=hint)


def _said(mistake: click.ClickException) -> tuple[str, str]:
    ctx = mistake.ctx if isinstance(mistake, click.UsageError) else None
    usage = f"{ctx.command_path} --help shows how it is used" if ctx else ""
    match mistake:
        case Misused(message=message, hint=hint):
            return message, hint or usage
        case click.NoSuchOption(option_name=name):
            return f"there is no option {name}", _meant_option(name, ctx) or usage
        case click.MissingParameter(param=click.Argument() as argument):
            return f"{argument.make_metavar(ctx or click.Context(click.Command('')))} is missing", (
                usage
            )
        case click.BadOptionUsage(option_name=name):
            missing = "requires" in mistake.message
            return f"{name} {'needs a value' if missing else 'takes no value'}", usage
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{parameter.opts[-1]}: {_plain(mistake.message)}", usage
        case _:
            return _plain(mistake.format_message()), usage


def _meant_option(name: str, ctx: click.Context | None) -> str:
    """A hint at the option of this command that is nearest, or at the command that has it."""
    if ctx is None:
        return ""
    known = _options(ctx.command, ctx)
    found = nearest(name, known)
    if not found and isinstance(ctx.command, LazyGroup):
        for command_name in COMMANDS:
            command = ctx.command.get_command(ctx, command_name)
            if command is not None and name in _options(command, ctx):
                return f"it belongs behind a command: packager {command_name} {name}"
    return did_you_mean(name, known)


def _options(command: click.Command, ctx: click.Context) -> list[str]:
    return [
        option
        for parameter in command.get_params(ctx)
        if isinstance(parameter, click.Option)
        for option in (*parameter.opts, *parameter.secondary_opts)
    ]


def _plain(message: str) -> str:
    """A sentence of click's as a message of ours: lower case, without a full stop."""
    text = " ".join(message.split()).rstrip(".")
    return text[:1].lower() + text[1:]

"""What click needs to speak as packager does: help that opens with examples, lazy commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

import click

from packager.cli.options import GENERAL, Misused
from packager.cli.suggest import did_you_mean

WIDTH = 80
SETTINGS: Mapping[str, Any] = {
    "help_option_names": ["-h", "--help"],
    "max_content_width": WIDTH,
}

Pairs = tuple[tuple[str, str], ...]
Notes = tuple[str, Callable[[], Pairs]]
"""A heading and what stands below it at the end of a help; called when the help is asked for."""

NO_NOTES: Notes = ("", lambda: ())

_COLUMN = 27


class _Helpful(click.Command):
    """Help as a person reads it: what it does, how one types it, then every option.

    Args:
        examples: Command lines, each with what it does; empty when it speaks for itself.
        notes: What ends the help.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - handed on to click
        examples: Pairs = (),
        notes: Notes = NO_NOTES,
        **attrs: Any,  # noqa: ANN401 - as above
    ) -> None:
        attrs.setdefault("context_settings", SETTINGS)
        super().__init__(*args, **attrs)
        self._examples = examples
        self._notes = notes

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does; a mistake also says which command it was made with."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as mistake:
            mistake.ctx = mistake.ctx or ctx
            raise

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Summary, examples and explanation, usage, then commands and options."""
        self._write_opening(formatter)
        formatter.write_paragraph()
        self.format_usage(ctx, formatter)
        self._write_commands(formatter)
        self._write_options(ctx, formatter)
        heading, pairs = self._notes
        if heading:
            with formatter.section(heading):
                formatter.write_dl(pairs())

    def _write_opening(self, formatter: click.HelpFormatter) -> None:
        summary, _, rest = (self.help or "").partition("\n\n")
        formatter.write_text(" ".join(summary.split()))
        if self._examples:
            with formatter.section("Examples"):
                for line, meaning in self._examples:
                    formatter.write(f"  {line}\n")
                    if meaning:
                        formatter.write(f"      {meaning}\n")
        for paragraph in filter(None, rest.split("\n\n")):
            formatter.write_paragraph()
            formatter.write_text(" ".join(paragraph.split()))

    def _write_commands(self, formatter: click.HelpFormatter) -> None:
        """A command has none."""

    def _write_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        headings: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None and isinstance(parameter, click.Option):
                heading = GENERAL if "--help" in parameter.opts else "Options"
                heading = getattr(parameter, "heading", heading)
                headings.setdefault(heading, []).append(record)
        for heading, records in headings.items():
            with formatter.section(heading):
                formatter.write_dl(records, col_max=_COLUMN)


class Command(_Helpful):
    """A command of packager."""


class LazyGroup(_Helpful, click.Group):
    """A group whose commands are imported when one is called, and listed without being so.

    Args:
        table: Name of each command: the dotted path of its module, whose attribute ``command`` it
            is, and one line about it.
        fallback: The command meant by an argument that is a path.
        is_source: Whether an argument that is no command is a path.
    """

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - handed on to click
        table: Mapping[str, tuple[str, str]],
        fallback: str = "",
        is_source: Callable[[str], bool] = lambda argument: False,  # noqa: ARG005
        **attrs: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **attrs)
        self.table = table
        self._fallback = fallback
        self._is_source = is_source

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        del ctx
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        del ctx
        if cmd_name not in self.table:
            return None
        return cast("click.Command", import_module(self.table[cmd_name][0]).command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command the first argument names, or the fallback when it is a source."""
        first = args[0]
        command = self.get_command(ctx, first)
        if command is not None:
            return first, command, args[1:]
        if ctx.resilient_parsing or (self._fallback and self._is_source(first)):
            rest = ["--", *args] if first.startswith("-") and first != "-" else args
            return self._fallback, self.get_command(ctx, self._fallback), rest
        raise Misused(
            f"there is no command {first!r}",
            did_you_mean(first, self.table, f"{ctx.command_path} --help lists the commands"),
        )

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        """The commands that begin so, and files where a path is a command of its own."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only for a shell

        found = super().shell_complete(ctx, incomplete)
        return [*found, CompletionItem(incomplete, type="file")] if self._fallback else found

    def _write_commands(self, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])

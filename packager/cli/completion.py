"""``packager completion``: the script that teaches a shell to complete packager's words."""

from __future__ import annotations

import click

from packager.cli.app import app
from packager.cli.command import Command
from packager.cli.console import result
from packager.cli.options import Misused, names, speaking_options
from packager.cli.session import COMPLETION, NAME


@click.command(
    cls=Command,
    name="completion",
    examples=(
        ("packager completion bash > ~/.local/share/bash-completion/completions/packager", ""),
        ("packager completion zsh > ~/.zfunc/_packager", "with ~/.zfunc in fpath"),
        ("packager completion fish > ~/.config/fish/completions/packager.fish", ""),
        ("packager completion powershell >> $PROFILE", ""),
    ),
)
@click.argument("shell", type=names("bash", "zsh", "fish", "powershell"))
@speaking_options(hidden=True)
def command(shell: str) -> None:
    """Print the completion script of a shell."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - only here

    found = get_completion_class(shell)
    if found is None:
        raise Misused(
            f"the installed click has no completion for {shell}", "install click 8.5 or later"
        )
    result(found(app, {}, NAME, COMPLETION).source().rstrip())

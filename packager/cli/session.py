"""One run of the command line: click is started here, and every error is caught here."""

from __future__ import annotations

import errno
import os
import sys
import warnings
from collections.abc import Sequence

import click

from packager.cli.app import app
from packager.cli.console import Console, speak_any_name
from packager.cli.faults import as_error
from packager.cli.messages import show_error
from packager.cli.misuse import show_misuse
from packager.diagnostics import Code
from packager.errors import EXIT_INTERRUPTED, PackagerError, WriteError

NAME = "packager"
COMPLETION = "_PACKAGER_COMPLETE"
"""The variable by which a shell asks for completions."""


def run_command(arguments: Sequence[str]) -> int:
    """Run the command the words name, and return its exit code; no error leaves here.

    Raises:
        BrokenPipeError: Nobody reads standard output any more.
        KeyboardInterrupt: The user stopped it.
    """
    speak_any_name()
    asked = os.environ.get(COMPLETION)
    if asked:
        from click.shell_completion import shell_complete  # noqa: PLC0415 - only for a shell

        return shell_complete(app, {}, NAME, COMPLETION, asked)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # what a library says to its programmers
    console = Console(debug=os.environ.get("PACKAGER_DEBUG", "") not in {"", "0"})
    return _guarded(console, list(arguments))


def _guarded(console: Console, arguments: list[str]) -> int:
    try:
        with app.make_context(NAME, list(arguments), obj=console) as ctx:
            code = app.invoke(ctx)
            _flush()
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as mistake:
        console.say(mistake.format_message())
        return mistake.exit_code
    except click.ClickException as mistake:
        show_misuse(console, mistake)
        return mistake.exit_code
    except (click.Abort, EOFError):
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as raised:  # noqa: BLE001 - here every error ends
        return _ended_by(raised, console, arguments)
    return code if isinstance(code, int) else 0


def _flush() -> None:
    """Write out what is left for standard output, while an error can still be told.

    Raises:
        WriteError: It can't be written: the disk is full.
    """
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def _ended_by(raised: Exception, console: Console, arguments: Sequence[str]) -> int:
    if isinstance(raised, OSError) and raised.errno == errno.ENOSPC and raised.filename is None:
        raised = _unwritable(raised)
    error = as_error(raised, arguments)
    show_error(console, error)
    if console.debug:
        import traceback  # noqa: PLC0415 - only for a bug

        traceback.print_exception(raised)
    return error.exit_code


def _unwritable(error: OSError) -> PackagerError:
    return WriteError(Code.OUTPUT_UNWRITABLE, f"standard output can't be written: {error.strerror}")

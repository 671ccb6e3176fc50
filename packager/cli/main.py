"""The way in: runs the command line, and ends it with the exit code the outcome has.

This module imports next to nothing, so that an interrupt while the rest is imported ends as
quietly as one later.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

EXIT_UNWRITABLE = 5
EXIT_INTERRUPTED = 130
EXIT_NOBODY_READS = 141
"""128 and SIGPIPE, as every Unix filter ends when its reader has left."""


def main() -> NoReturn:
    """Run the command line of this process, and end it.

    A search for garbage takes an eighth of the time a short story takes, and what it finds is gone
    with the process anyway; a run that may make much of it (several stories, pages to lay out)
    has it searched for again.
    """
    gc.disable()
    code = run(sys.argv[1:])
    gc.freeze()  # else the interpreter would search all there is before it ends
    sys.exit(code)


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Args:
        arguments: Its words, without the name of the program.

    Returns:
        The exit code: that of the error that ended it, 0 when none did.
    """
    try:
        try:
            from packager.cli.session import run_command  # noqa: PLC0415 - see the module

            code = run_command(arguments)
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _let_go_of_stdout()
        return EXIT_NOBODY_READS
    except OSError:
        # Each line is flushed when it is written: what fails again here has been said already.
        _let_go_of_stdout()
        return EXIT_UNWRITABLE
    return code


def _let_go_of_stdout() -> None:
    """Point standard output nowhere, so that Python's last flush has nothing to complain about."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())

"""Console: the two streams of the command line, and what may be shown on them.

Standard output carries results only: paths, JSON, a book. Everything a person should know goes to
standard error.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from packager.cli.escape import visible
from packager.diagnostics import Severity

Colors = Literal["auto", "always", "never"]
Verbosity = Literal["quiet", "normal", "verbose"]

_SHOWN: Mapping[Verbosity, frozenset[Severity]] = {
    "quiet": frozenset({Severity.ERROR}),
    "normal": frozenset({Severity.ERROR, Severity.WARNING, Severity.NOTE}),
    "verbose": frozenset(Severity),
}

_SGR = {
    "bold": "1",
    Severity.ERROR.value: "1;31",
    Severity.WARNING.value: "1;33",
    Severity.NOTE.value: "1;36",
    Severity.DETAIL.value: "2",
    "place": "34",
    "hint": "32",
}
"""SGR parameters (ECMA-48, 8.3.117) by what they dress."""


@dataclass(slots=True)
class Console:
    """How the command line speaks, as the user's options and environment have it.

    Attributes:
        verbosity: Errors only, what changes the book as well, or every detail.
        colors: Whether messages are coloured; ``auto`` asks the environment and the terminal.
        debug: Whether a traceback is printed with an error.
    """

    verbosity: Verbosity = "normal"
    colors: Colors = "auto"
    debug: bool = False

    def shows(self, severity: Severity) -> bool:
        """Whether a message of this severity is printed."""
        return severity in _SHOWN[self.verbosity]

    def dress(self, text: str, look: str) -> str:
        """The text in the colour of its part, when standard error is coloured."""
        return f"\x1b[{_SGR[look]}m{text}\x1b[0m" if self.colored else text

    @property
    def colored(self) -> bool:
        """Whether messages are coloured.

        ``--color`` wins, then ``NO_COLOR`` (https://no-color.org), ``FORCE_COLOR``
        (https://force-color.org) and ``TERM=dumb``, then whether a person is watching.
        """
        if self.colors != "auto":
            return self.colors == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return os.environ.get("TERM") != "dumb" and is_terminal(sys.stderr)

    @property
    def animated(self) -> bool:
        """Whether a line may be shown that is taken back: a person watches, nothing is recorded."""
        return (
            self.verbosity != "quiet"
            and os.environ.get("TERM") != "dumb"
            and not os.environ.get("CI")
            and is_terminal(sys.stderr)
        )

    def say(self, line: str = "") -> None:
        """Print a line for the person, on standard error; when that is full, the work goes on."""
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()
        except BrokenPipeError:
            raise
        except OSError:
            return


def is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is open and a terminal."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:  # closed
        return False


def result(text: str = "") -> None:
    """Print a line of the result on standard output."""
    if sys.stdout is not None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def result_path(path: str) -> None:
    """Print a path as a line of the result.

    A program gets the exact bytes of the name, so that it can open the file; a terminal gets what
    can be seen.
    """
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or is_terminal(sys.stdout):
        result(visible(path))
        return
    sys.stdout.flush()
    buffer.write(os.fsencode(path) + b"\n")
    buffer.flush()


def result_bytes(found: bytes) -> None:
    """Write bytes to standard output, as they are."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(found)
        sys.stdout.buffer.flush()


def result_json(document: Mapping[str, object]) -> None:
    """Print a JSON document as the result; ``schema`` is its version and stands first.

    Everything outside ASCII is escaped, so that no encoding of the stream and no name of a file
    can break it.
    """
    import json  # noqa: PLC0415 - few runs ask for it

    result(json.dumps({"schema": 1, **document}, indent=2))


def speak_any_name() -> None:
    """Make the streams able to print every name, whatever the locale's encoding."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

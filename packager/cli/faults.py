"""What is not the user's doing: bugs, and the end of memory."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from packager import __version__
from packager.diagnostics import Code
from packager.errors import PackagerError, SourceError


def as_error(raised: Exception, arguments: Sequence[str]) -> PackagerError:
    """Any exception as one a person can do something about.

    An exception nobody foresaw becomes ``Code.BUG``, with a report in a file of the temporary
    folder; ``arguments`` are the words of the command line, for that report.
    """
    match raised:
        case PackagerError():
            return raised
        case MemoryError():
            return SourceError(
                Code.SOURCE_TOO_LARGE,
                "there is not enough memory to make a book of this source",
                hint="split the source, or use a machine with more memory",
            )
        case RecursionError():
            return SourceError(
                Code.SOURCE_TOO_LARGE,
                "the source is nested more deeply than packager can follow",
                hint="--debug shows where",
            )
        case _:
            return PackagerError(
                Code.BUG,
                f"packager failed: {type(raised).__name__}: {_first_line(raised)}",
                hint=_hint(_write_report(raised, arguments)),
            )


def _first_line(raised: Exception) -> str:
    return (str(raised).splitlines() or [""])[0][:200]


def _hint(report: Path | None) -> str:
    if report is None:
        return "--debug shows where; please report it"
    return f"please report it with the file {report}"


def _write_report(raised: Exception, arguments: Sequence[str]) -> Path | None:
    """A file that says what was run and where it broke; ``None`` when none can be written."""
    import platform  # noqa: PLC0415 - only for a bug, as the others
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    report = "\n".join(
        (
            f"packager {__version__}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"packager {shlex.join(arguments)}",
            "",
            *traceback.format_exception(raised),
        )
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="packager-bug-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as file:
            file.write(report)
    except OSError:
        return None
    return Path(file.name)

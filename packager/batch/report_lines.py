"""What became of each story, for programs: JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from packager.batch.task import Result

SCHEMA = 1
"""Version of both forms; a field may be added within it, and none changed or taken away."""

_COLUMNS = (
    "key", "status", "title", "authors", "words", "seconds", "formats", "paths", "sha256",
    "warnings", "error_code", "error",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""What makes a spreadsheet take a cell for a formula or a command (OWASP, CSV injection)."""


def json_line(result: Result) -> str:
    """A result as one line of JSON (https://jsonlines.org), with its end; all of it is ASCII."""
    error = result.error
    return (
        json.dumps(
            {
                "schema": SCHEMA,
                "key": result.key,
                "status": result.status,
                "title": result.title,
                "authors": result.authors,
                "words": result.words,
                "seconds": round(result.seconds, 4),
                "outputs": [
                    {
                        "format": output.format,
                        "path": output.path,
                        "sha256": output.sha256,
                        "size": output.size,
                    }
                    for output in result.outputs
                ],
                "diagnostics": [
                    {"code": found.code, "severity": found.severity, "text": found.text}
                    for found in result.diagnostics
                ],
                "error": error
                and {"code": error.code, "exit_code": error.exit_code, "message": error.message},
                "cover": result.cover,
            }
        )
        + "\n"
    )


def json_lines(results: Iterable[Result]) -> Iterator[str]:
    """Results as lines of JSON, in their order."""
    return map(json_line, results)


def csv_lines(results: Iterable[Result]) -> Iterator[str]:
    """Results as CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180), the header first.

    What a spreadsheet would take for a formula has an apostrophe in front of it, which makes it
    text there. Several values in a cell are parted by line breaks.
    """
    yield _row(_COLUMNS)
    for result in results:
        warnings = [found for found in result.diagnostics if found.severity == "warning"]
        error = result.error
        yield _row(
            (
                result.key,
                result.status,
                result.title,
                "\n".join(result.authors),
                result.words,
                f"{result.seconds:.4f}",
                "\n".join(output.format for output in result.outputs),
                "\n".join(output.path for output in result.outputs),
                "\n".join(output.sha256 for output in result.outputs),
                "\n".join(f"{found.code} {found.text}" for found in warnings),
                error.code if error else "",
                error.message if error else "",
            )
        )


def _row(cells: Iterable[str | int]) -> str:
    stream = io.StringIO()
    csv.writer(stream).writerow(map(_plain, cells))
    return stream.getvalue()


def _plain(cell: str | int) -> str:
    text = str(cell).replace("\0", "")
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")  # a name may be no Unicode
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text

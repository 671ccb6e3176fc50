"""pandoc, where it is installed: what it makes of a source, for kinds only pandoc reads.

It runs with ``--sandbox``, so that it opens nothing but what is piped to it
(https://pandoc.org/MANUAL.html#a-note-on-security).
"""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from typing import Any

from packager.diagnostics import Code, Where
from packager.errors import DependencyError, ReadError

TIMEOUT = 120
"""Seconds pandoc may take; its own manual asks for a limit."""

_MAX_OUTPUT = 512 * 2**20


@dataclass(frozen=True, slots=True)
class Parsed:
    """What pandoc understood: its document tree, and the version that did it."""

    tree: dict[str, Any]
    version: str


def find_pandoc() -> str | None:
    """Path of pandoc: the one of the extra ``[pandoc]``, else one on the path."""
    try:
        import pypandoc  # noqa: PLC0415 - it is an extra

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc")


def run_pandoc(data: bytes, format_name: str, where: Where) -> Parsed:
    """The document tree pandoc makes of a source.

    Args:
        data: The source.
        format_name: What pandoc calls its format: ``rst``, ``latex``.
        where: For messages.

    Raises:
        DependencyError: pandoc is not installed.
        ReadError: pandoc can't read the source, or takes too long.
    """
    program = find_pandoc()
    if program is None:
        raise DependencyError(
            Code.READER_MISSING,
            f"only pandoc reads this kind of source ({format_name}), and it is not installed",
            where=where,
            hint="pip install 'story-packager[pandoc]', or install pandoc",
        )
    told = _run([program, "--version"], b"", where).decode("utf-8", "replace")
    version = told.split("\n", 1)[0].strip()
    found = _run(
        [program, "--sandbox", "--standalone", "--from", format_name, "--to", "json"], data, where
    )
    try:
        tree = json.loads(found)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            Code.SOURCE_UNREADABLE, "pandoc gave nothing that can be read", where=where
        ) from error
    return Parsed(tree, version)


def _run(command: list[str], data: bytes, where: Where) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the program found above, and words of our own
            command, input=data, capture_output=True, timeout=TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ReadError(
            Code.SOURCE_UNREADABLE, f"pandoc did not come to an end: {error}", where=where
        ) from error
    if done.returncode or len(done.stdout) > _MAX_OUTPUT:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise ReadError(
            Code.SOURCE_UNREADABLE,
            f"pandoc can't read it: {said or 'no reason given'}",
            where=where,
        )
    return done.stdout

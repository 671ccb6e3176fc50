"""The text of Markdown sources: of one file, and of the files of a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError
from packager.sources.source import Source, UnsafePath
from packager.sources.text import all_plain, decode, printable, unprintable


@cache
def _line_ends() -> re.Pattern[str]:
    return re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def markdown_text(source: Source, report: Report) -> str:
    """The text of a source, each line ended by a line feed, without what no book can hold.

    Raises:
        SourceError: The source is empty or not text.
    """
    text = decode(source, report)
    if "\r" in text or not all_plain(text):
        text = _line_ends().sub("\n", text)
        bad = unprintable(text)
        if bad:
            report.add(
                Code.CHARACTERS_REMOVED,
                f"characters that no book can hold were removed, the first U+{ord(bad):04X}",
                where=Where(source.name),
            )
            text = printable(text)
    if not text.strip():
        raise SourceError(Code.SOURCE_EMPTY, "the file holds no text", where=Where(source.name))
    return text


def file_text(source: Source, path: str, report: Report) -> str:
    """The text of a file of a folder; empty for one that is missing, blank or no text."""
    try:
        found = source.neighbour(path)
        if not found:
            return ""
        return markdown_text(replace(source, name=path, data=found, names=()), report)
    except UnsafePath as error:
        report.add(Code.TEXT_REMOVED, f"the file is not read: {error}", where=Where(path))
    except SourceError as error:
        if error.code is not Code.SOURCE_EMPTY:
            report.add(
                Code.TEXT_REMOVED, f"the file is not read: {error.message}", where=Where(path)
            )
    return ""


def visible_files(source: Source, paths: Iterable[str]) -> str:
    """The texts of files, one below the other, as they stand there."""
    return "\n\n".join(file_text(source, path, Report()) for path in paths)

"""mdBook text: what mdBook and its preprocessors put into a text, done or taken away.

``{{#include file.md}}`` is done, ``{{#title New}}`` and ``!{#copyright}`` are taken away.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache

from packager.diagnostics import Code, Report, Where
from packager.readers.left_out import LeftOut
from packager.readers.markdown.source_text import file_text
from packager.sources.source import Source

DIRECTIVES = "directives of mdBook"
MARKS = "marks of preprocessors"

_DEEPEST = 5
"""Files that may include one another in a row."""

_MAX_INCLUDED = 4 * 2**20
"""Characters all the includes of one file may come to."""


@cache
def _directive() -> re.Pattern[str]:
    return re.compile(r"(\\?)\{\{[ \t]*#(\w{1,40})[ \t]*([^{}\n]{0,500}?)[ \t]*\}\}")


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(r"!\{#[\w:.-]{1,100}\}")


@cache
def _anchor() -> re.Pattern[str]:
    return re.compile(r"ANCHOR(?:_END)?:\s*[\w-]+")


def without_directives(
    text: str, path: str, source: Source, left_out: LeftOut, report: Report
) -> str:
    """The text as it is after mdBook's own preprocessors.

    Args:
        text: The text of a file.
        path: Its path.
        source: The folder, of which other files may be included.
        left_out: Told of what is not printed.
        report: Told of files that are not there.
    """
    if "{{" in text:
        text = _Including(source, left_out, report).included(text, path, 0)
    if "!{" in text:

        def gone(found: re.Match[str]) -> str:
            left_out.add(Code.TEXT_REMOVED, MARKS, found[0])
            return ""

        text = _mark().sub(gone, text)
    return text


class _Including:
    def __init__(self, source: Source, left_out: LeftOut, report: Report) -> None:
        self._source = source
        self._left_out = left_out
        self._report = report
        self._room = _MAX_INCLUDED

    def included(self, text: str, path: str, depth: int) -> str:
        """The text with the files it includes put in."""

        def put(found: re.Match[str]) -> str:
            escaped, name, argument = found[1], found[2], found[3]
            if escaped:
                return found[0][1:]
            self._left_out.add(Code.TEXT_REMOVED, DIRECTIVES, found[0])
            if name in {"include", "rustdoc_include", "playground", "playpen"} and argument:
                return self._file(argument.split()[0], path, depth)
            return ""

        return _directive().sub(put, text)

    def _file(self, argument: str, path: str, depth: int) -> str:
        name, _, part = argument.partition(":")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        text = file_text(self._source, target, self._report) if depth < _DEEPEST else ""
        if not text:
            self._report.add(
                Code.CONTENTS_DIFFER,
                f"the file {name!r}, which is to be included, does not exist",
                where=Where(path),
            )
            return ""
        chosen = _part_of(text, part)
        self._room -= len(chosen)
        return self.included(chosen, target, depth + 1).strip("\n") if self._room >= 0 else ""


def _part_of(text: str, part: str) -> str:
    """The lines of a file that are asked for: all, ``2:10``, or those between anchors."""
    lines = text.split("\n")
    numbers = re.fullmatch(r"(\d{0,7})(:?)(\d{0,7})", part)
    if part and numbers is None:
        start = next((i for i, line in enumerate(lines) if f"ANCHOR: {part}" in line), None)
        end = next((i for i, line in enumerate(lines) if f"ANCHOR_END: {part}" in line), None)
        lines = lines[start + 1 : end] if start is not None else []
    elif numbers is not None and part:
        first = int(numbers[1] or 1)
        last = int(numbers[3]) if numbers[3] else (len(lines) if numbers[2] else first)
        lines = lines[max(0, first - 1) : last]
    return "\n".join(line for line in lines if not _anchor().search(line))

"""Header lines: ``Title: ...``, ``Author: ...`` that someone added on top of a text source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import UsageError
from packager.readers.sidecar import Known, with_value
from packager.sources.text import Line, places_of_text

_KEYS = {
    "title": "title",
    "subtitle": "subtitle",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "language": "language",
    "series": "series",
    "tags": "tags",
    "rating": "rating",
    "source": "source",
    "url": "source",
    "published": "published",
    "updated": "updated",
    "publisher": "publisher",
    "rights": "rights",
    "cover": "cover",
}
_HEADER = re.compile(r"\s?([A-Za-z]+)\s*:\s*(\S.*)")
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the header lines say; ``cover`` is a path and the line that names it."""

    metadata: Metadata = Metadata()
    cover: tuple[str, int] | None = None


def read_header(
    lines: Sequence[Line], name: str, report: Report
) -> tuple[Header, tuple[Line, ...]]:
    """The header lines on top of the source, and the lines below them.

    A line with a key and a value that can't be meant, such as a language nobody speaks, is left
    out with a diagnostic among other headers; alone, it is the first line of the story.
    """
    known = Known()
    cover: tuple[str, int] | None = None
    texts = places_of_text(lines)
    for place, index in enumerate(texts):
        line = lines[index]
        key = _key(line.text)
        if not key:
            # Blank lines stay with the text below them.
            start = 0 if place == 0 else texts[place - 1] + 1
            return Header(metadata=known.metadata, cover=cover), tuple(lines[start:])
        value = line.text.partition(":")[2].strip()
        where = Where(name, line.number)
        if key == "cover":
            cover = (value, line.number)
        else:
            try:
                known = with_value(known, key, _value(key, value), where)
            except UsageError as error:
                if place == 0 and not any(_key(lines[below].text) for below in texts[1:2]):
                    return Header(), tuple(lines)
                _report_ignored(line, error, where, report)
                continue
        report.decide(line.number, f"{key} header", "a known key on top of the source", 0.95, value)
        report.add(
            Code.LINE_NOT_PRINTED,
            f"{line.text.strip()!r} is a header and is not printed",
            where=where,
            removed=line.text.strip(),
        )
    return Header(metadata=known.metadata, cover=cover), ()


def _key(text: str) -> str:
    """The key of ``story.toml`` a header line has; empty for a line that is no header."""
    found = _HEADER.fullmatch(text)
    return _KEYS.get(found[1].lower(), "") if found else ""


def _report_ignored(line: Line, error: UsageError, where: Where, report: Report) -> None:
    report.decide(line.number, "nothing", "a header whose value can't be meant", 0.8, line.text)
    report.add(
        Code.HEADER_IGNORED,
        f"the header {line.text.strip()!r} was left out: {error.message}",
        where=where,
        hint=error.hint,
        removed=line.text.strip(),
    )


def _value(key: str, value: str) -> object:
    if key == "tags":
        return [part.strip() for part in re.split(r"[,;]", value) if part.strip()]
    if key == "authors":
        return [part for part in _AUTHORS.split(value) if part]
    return value

"""Summary: ``SUMMARY.md``, the list of a mdBook's chapters.

::

    # Summary
    [Foreword](foreword.md)        a chapter in front, without a number
    # Part One                     the title of a part
    - [Snow](snow.md)              a chapter
        - [Ice](ice.md)            a chapter below it
        - [Thaw]()                 one that is not written yet
    ---                            a separator
    [Thanks](thanks.md)            a chapter behind the others

https://rust-lang.github.io/mdBook/format/summary.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal
from urllib.parse import unquote

Kind = Literal["title", "part", "prefix", "chapter", "suffix", "separator", "other"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a summary.

    Attributes:
        kind: What it is.
        line: Its number.
        title: The title it gives, marks taken away.
        path: The file it leads to; empty for a chapter that is not written yet.
        depth: How many chapters it is below.
        text: The line as it stands there.
    """

    kind: Kind
    line: int
    title: str = ""
    path: str = ""
    depth: int = 0
    text: str = ""


@cache
def _line() -> re.Pattern[str]:
    return re.compile(
        r"(?P<indent>[ \t]*)(?P<item>(?:[-*+]|\d{1,9}[.)])[ \t]+)?"
        r"(?:\[(?P<title>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?P<path>[^()]*(?:\([^()]*\)[^()]*)*)\)"
        r"|(?P<bare>[^\[#\s-].*))?[ \t]*"
    )


@cache
def _heading() -> re.Pattern[str]:
    return re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*")


@cache
def _separator() -> re.Pattern[str]:
    return re.compile(r"[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*")


@cache
def _attributes() -> re.Pattern[str]:
    return re.compile(r"\s*\{[#.:][^{}]*\}\s*$")


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"\\(?=[\\`*_{}\[\]()#+.!-])|(?<!\w)[*_`]+|[*_`]+(?!\w)")


def read_summary(text: str) -> Iterator[Entry]:
    """The lines of a summary that say anything, in order."""
    indents: list[int] = []
    seen_item = False
    titled = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        heading = _heading().fullmatch(line)
        if heading is not None:
            first, titled = not titled and not seen_item, True
            title = plain_title(heading[1])
            kind: Kind = "title" if first and title.lower() in _TITLES else "part"
            indents.clear()
            yield Entry(kind, number, title, text=line)
        elif _separator().fullmatch(line):
            indents.clear()
            yield Entry("separator", number, text=line)
        else:
            entry = _entry(line, number, indents, seen_item=seen_item)
            seen_item = seen_item or entry.kind == "chapter"
            yield entry


_TITLES = frozenset(
    {"summary", "table of contents", "contents", "inhalt", "sommaire", "оглавление"}
)


def _entry(line: str, number: int, indents: list[int], *, seen_item: bool) -> Entry:
    found = _line().fullmatch(line)
    if found is None or (found["title"] is None and (found["bare"] is None or not found["item"])):
        return Entry("other", number, text=line)
    title = plain_title(found["title"] if found["title"] is not None else found["bare"])
    path = _path(found["path"] or "")
    if not found["item"]:
        return Entry("suffix" if seen_item else "prefix", number, title, path, text=line)
    indent = len(found["indent"].expandtabs(4))
    while indents and indents[-1] >= indent:
        indents.pop()
    depth = len(indents)
    indents.append(indent)
    return Entry("chapter", number, title, path, depth, line)


def _path(href: str) -> str:
    bare = href.strip()
    if bare.startswith("<") and ">" in bare:
        bare = bare[1 : bare.index(">")]
    else:
        bare = bare.partition(" ")[0]
    return unquote(bare.partition("#")[0])


def plain_title(text: str) -> str:
    """A title without marks of Markdown and attributes in braces."""
    return " ".join(_marks().sub("", _attributes().sub("", text)).split())

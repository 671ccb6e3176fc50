"""Reader: a dialect packager understands, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.book.book import Book
from packager.diagnostics import Report
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

Sure = tuple[float, str]
"""How sure a reader is of a source, 0 to 1, and why, in words a user understands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A dialect packager reads.

    Attributes:
        name: What ``--from`` calls it.
        summary: One line for people.
        suffixes: Endings of file names it is used to, with the dot.
        sniff: How sure it is, 0 to 1, that a source is of its dialect, and why; never raises.
        read: Makes the Book. Raises only ``SourceError``, ``ReadError`` and ``DependencyError``,
            on any bytes at all.
        visible: The words a person sees in the source, found by as little understanding as
            possible: what ``read`` must put into the Book or name as removed.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Source, Sample], Sure]
    read: Callable[[Source, Request, Report], Book]
    visible: Callable[[Source], str]

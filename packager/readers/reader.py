"""Reader: a dialect packager understands, as a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.book.book import Book
from packager.diagnostics import Report
from packager.request import Request
from packager.sources.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A dialect packager reads.

    Attributes:
        name: What ``--from`` calls it.
        summary: One line for people.
        suffixes: Endings of file names it is used to, with the dot.
        sniff: How sure it is, 0 to 1, that a source is of its dialect; never raises.
        read: Makes the Book. Raises only ``SourceError`` and ``ReadError``, on any bytes at all.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Source], float]
    read: Callable[[Source, Request, Report], Book]

"""Reading a story of any dialect in a test, and proving that no letter of it went missing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from packager.book.book import Book
from packager.book.section import Section
from packager.book.walk import sections, text_of
from packager.checks.book_text import book_text
from packager.diagnostics import Code, Report
from packager.readers.reader import Reader
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes

_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Reading:
    """A source read.

    Attributes:
        book: Its Book.
        report: What was said.
    """

    book: Book
    report: Report

    @property
    def sections(self) -> list[Section]:
        """Every section, in reading order."""
        return list(sections(self.book))

    @property
    def outline(self) -> list[tuple[str, int | None, str]]:
        """Id, number and title of every section."""
        return [(one.id, one.number, one.title) for one in self.sections]

    def text(self, section: str) -> str:
        """The words of a section, a line for each paragraph."""
        return next(text_of(one.blocks) for one in self.sections if one.id == section)

    def section(self, name: str) -> Section:
        """The section with this id."""
        return next(one for one in self.sections if one.id == name)

    def codes(self) -> set[Code]:
        """The codes of what was said."""
        return {found.code for found in self.report.diagnostics}

    def removed(self, code: Code) -> str:
        """What diagnostics of one code say was removed."""
        return "\n".join(one.removed for one in self.report.diagnostics if one.code is code)


def reading(
    reader: Reader,
    source: Source | str | bytes,
    request: Request | None = None,
    *,
    name: str = "story.txt",
) -> Reading:
    """A source read by a reader; fails when a letter of it is neither in the book nor named."""
    if isinstance(source, str):
        source = source.encode()
    if isinstance(source, bytes):
        source = from_bytes(name, source)
    report = Report()
    book = reader.read(source, request or Request(), report)
    told = "\n".join([*book_text(book), *(one.removed for one in report.diagnostics)])
    lost = _letters(reader.visible(source)) - _letters(told)
    assert not lost, f"lost: {dict(lost)}"
    return Reading(book, report)


def sure(reader: Reader, source: str | bytes, name: str = "story.txt") -> float:
    """How sure a reader is of a source."""
    data = source.encode() if isinstance(source, str) else source
    opened = from_bytes(name, data)
    return reader.sniff(opened, sample_of(opened))[0]


def _letters(text: str) -> Counter[str]:
    return Counter(_LETTER.findall(text))

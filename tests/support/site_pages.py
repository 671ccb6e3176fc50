"""What a reader of a site made of a page, in a form tests can compare, and the words it lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from packager.book.book import Book
from packager.book.json import to_json
from packager.book.metadata import Metadata
from packager.book.walk import sections, text_of
from packager.diagnostics import Code, Report
from packager.readers.reader import Reader
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A Book read from a page, with its report.

    Attributes:
        book: The Book.
        report: What was said about it.
        confidence: How sure the reader was.
        lost: The words of the page that are neither in the Book nor named as removed.
    """

    book: Book
    report: Report
    confidence: float
    lost: tuple[str, ...]

    @property
    def metadata(self) -> Metadata:
        """What is known about the story."""
        return self.book.metadata

    @property
    def titles(self) -> list[tuple[str, int | None, str]]:
        """Role, number and title of each section in reading order."""
        return [(one.role.value, one.number, one.title) for one in sections(self.book)]

    @property
    def texts(self) -> list[str]:
        """The text of each section."""
        return [text_of(one.blocks) for one in sections(self.book)]

    @property
    def notes(self) -> list[tuple[str, str, str, str]]:
        """Section, position, kind and text of each note."""
        return [
            (note.section, note.position, note.kind, text_of(note.blocks))
            for note in self.book.notes
        ]

    @property
    def codes(self) -> set[Code]:
        """The codes of what was said."""
        return {found.code for found in self.report.diagnostics}

    @property
    def removed(self) -> str:
        """All words named as removed."""
        return "\n".join(found.removed for found in self.report.diagnostics)


def read_page(reader: Reader, page: str | Source, name: str = "story.html") -> Reading:
    """A page read by a reader."""
    source = from_bytes(name, page.encode()) if isinstance(page, str) else page
    report = Report()
    confidence, _ = reader.sniff(source, sample_of(source))
    book = reader.read(source, Request(), report)
    printed = Counter(_WORD.findall(to_json(book)))
    for found in report.diagnostics:
        printed.update(_WORD.findall(found.removed))
    lost = Counter(_WORD.findall(reader.visible(source))) - printed
    return Reading(book, report, confidence, tuple(lost))

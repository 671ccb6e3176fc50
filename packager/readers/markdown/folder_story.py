"""Folder story: the chapters of a book that are files of their own, one after another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from packager.book.metadata import Metadata
from packager.book.section import Role
from packager.diagnostics import Code, Report
from packager.readers.assembly import Found, FoundNote
from packager.readers.headings.chapter_heading import parse_heading
from packager.readers.markdown.division import LABELS, Asked, Boundary, Divided, divide
from packager.readers.markdown.document import Document
from packager.readers.markdown.front_matter import split_header
from packager.readers.markdown.header_facts import HeaderFacts, header_facts
from packager.readers.markdown.reading import MarkdownReading
from packager.readers.markdown.source_text import file_text
from packager.readers.markdown.story import Story
from packager.sources.source import Source

TextChange = Callable[[str, str], str]
"""What a dialect does to the text of a file, by its path, before it is read."""

_OF_WORK = (
    "creators", "language", "series", "publisher", "rights", "rating", "fandoms", "characters",
    "relationships", "warnings", "subjects", "status", "planned",
)  # fmt: skip
"""Fields that say the same in the header of every chapter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterFile:
    """A file that is a chapter.

    Attributes:
        path: Its path.
        title: Its title in a list of the chapters; empty when there is none.
        role: What it is by that list; ``None`` for what its own heading says.
        number: Its number by its name.
        name: What its name says it is called, for want of anything better.
        published: The day its name says it appeared.
    """

    path: str
    title: str = ""
    role: Role | None = None
    number: int | None = None
    name: str = ""
    published: date | None = None


@dataclass(slots=True)
class FolderStory:
    """Gathers the chapters of a folder.

    Attributes:
        source: The folder.
        report: Told what became of what.
        reading: Reads the files.
        asked: How the user wants them divided.
        change: What the dialect does to each text first.
        story: The sections so far.
        metadata: What is known about the story so far.
        facts: What the headers of the files said, by their paths.
    """

    source: Source
    report: Report
    reading: MarkdownReading
    asked: Asked
    change: TextChange
    story: Story = field(init=False)
    metadata: Metadata = Metadata()
    facts: dict[str, HeaderFacts] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.story = Story(self.source.name, lined=False)

    def text(self, path: str) -> tuple[HeaderFacts, str]:
        """What the header of a file says, and the text below it."""
        text = file_text(self.source, path, self.report)
        header, body = split_header(text)
        facts = header_facts(header, self.report, self.reading.left_out, path)
        self.facts[path] = facts
        return facts, self.change(body, path)

    def add_part(self, title: str, document: Document | None = None, *, path: str = "") -> None:
        """Begin a part; its text, if it has a file of its own, stands below its title."""
        says = parse_heading(title)
        number = says.number if says is not None and says.role is Role.PART else None
        kept = says.title if says is not None and says.role is Role.PART else title
        if kept != title and says is not None:
            self.reading.left_out.add(Code.LINE_NOT_PRINTED, LABELS, says.label or title)
        blocks = tuple(document.blocks) if document is not None else ()
        if path:
            self.story.places.setdefault((path, ""), len(self.story.found))
        self.story.add(
            Found(role=Role.PART, title=kept, number=number, blocks=blocks),
            Boundary(0, title, "a folder of its own, or a part in the list of chapters", 0.9),
        )

    def add_chapter(self, file: ChapterFile) -> None:
        """Read a file and put its sections behind the others."""
        facts, text = self.text(file.path)
        document = self.reading.document(text, file.path)
        divided = divide(
            document,
            self.reading.left_out,
            self.asked,
            title=facts.metadata.title or file.title,
            of_work=False,
        )
        if not divided.found:
            return
        self._complete(document, divided, file, facts)
        self._remember(facts.metadata)
        self.story.add_file(document, divided)

    def _complete(
        self, document: Document, divided: Divided, file: ChapterFile, facts: HeaderFacts
    ) -> None:
        """Give the first section of a file what its header and name say."""
        first = divided.found[0]
        if divided.front:
            above = tuple(document.blocks[index] for index in divided.front)
            first = replace(first, blocks=(*above, *first.blocks))
            divided.starts[0] = 0
        if len(divided.found) == 1 or first.role is not Role.PART:
            first = self._named(first, file, facts)
        before, after = self._notes(facts)
        first = replace(
            first,
            notes=(*before, *first.notes),
            published=facts.metadata.published or file.published,
        )
        divided.found[0] = first
        last = divided.found[-1]
        divided.found[-1] = replace(last, notes=(*last.notes, *after))
        if not divided.boundaries[0].text:
            divided.boundaries[0] = Boundary(
                divided.boundaries[0].line, first.title or file.path, "a file of its own", 0.9
            )

    def _named(self, first: Found, file: ChapterFile, facts: HeaderFacts) -> Found:
        title = facts.metadata.title or file.title
        number = first.number if first.number is not None else facts.number
        if not first.title and number is None and title:
            first = self._by_title(first, title)
        elif not first.title and first.role is Role.CHAPTER and title:
            first = replace(first, title=self._without_number(title, number))
        elif not first.title and number is None and file.number is None and file.name:
            first = self._by_title(first, file.name)
        number = first.number if first.number is not None else facts.number
        role = first.role
        if file.role is not None and role is Role.CHAPTER:
            role = file.role
        if role is not Role.CHAPTER:
            return replace(first, role=role)
        number = file.number if number is None else number
        return replace(first, number=number, title=self._without_number(first.title, number))

    def _by_title(self, first: Found, title: str) -> Found:
        """The section with what a title from elsewhere says of it."""
        says = parse_heading(title)
        if says is None or says.kind == "numeral":
            return replace(first, title=title)
        self.reading.left_out.add(Code.LINE_NOT_PRINTED, LABELS, says.label)
        return replace(first, role=says.role, number=says.number, title=says.title)

    def _without_number(self, title: str, number: int | None) -> str:
        """A title without the number it repeats: ``02 The Stunt``, ``Chapter 2: The Stunt``."""
        says = parse_heading(title) if number is not None else None
        if says is not None and says.number == number and says.role is Role.CHAPTER:
            self.reading.left_out.add(Code.LINE_NOT_PRINTED, LABELS, says.label)
            return says.title
        found = _leading_number().match(title)
        if number is None or found is None or int(found[1]) != number:
            return title
        self.reading.left_out.add(Code.LINE_NOT_PRINTED, LABELS, found[0])
        return title[found.end() :]

    def _notes(self, facts: HeaderFacts) -> tuple[tuple[FoundNote, ...], tuple[FoundNote, ...]]:
        blocks = self.reading.blocks
        before: list[FoundNote] = []
        if facts.description:
            before.append(
                FoundNote(position="before", blocks=blocks(facts.description), kind="summary")
            )
        if facts.notes:
            before.append(FoundNote(position="before", blocks=blocks(facts.notes)))
        after = (FoundNote(position="after", blocks=blocks(facts.end_notes)),)
        return tuple(before), after if facts.end_notes else ()

    def _remember(self, metadata: Metadata) -> None:
        """Keep what the header of a chapter says about the whole story, where nothing else did."""
        known = self.metadata
        more = {
            name: getattr(metadata, name)
            for name in _OF_WORK
            if getattr(metadata, name) and not getattr(known, name)
        }
        self.metadata = replace(known, **more)

    def number_chapters(self) -> None:
        """Count the chapters that have neither title nor number; one alone has no number."""
        chapters = [i for i, one in enumerate(self.story.found) if one.role is Role.CHAPTER]
        alone = len(chapters) == 1 and all(one.role is not Role.PART for one in self.story.found)
        for count, index in enumerate(chapters, 1):
            one = self.story.found[index]
            if alone:
                self.story.found[index] = replace(one, number=None)
            elif one.number is None and not one.title:
                self.story.found[index] = replace(one, number=count)


@cache
def _leading_number() -> re.Pattern[str]:
    return re.compile(r"0*(\d{1,4})(?:[.):]|\s+-)?\s+(?=\S)")

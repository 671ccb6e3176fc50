"""Story: the files of a book, each divided, put together with what is known about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from packager.book.blocks import Blocks
from packager.book.book import AuthorNote, Book, Footnote, Position
from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, FoundNote, assemble, section_ids
from packager.readers.covers import COVER_ID, named_cover
from packager.readers.markdown.attributes import slug
from packager.readers.markdown.division import Boundary, Divided
from packager.readers.markdown.document import Document
from packager.readers.markdown.links import Targets
from packager.readers.markdown.reading import MarkdownReading


@dataclass(slots=True)
class Story:
    """The sections of a book as they are gathered, file by file.

    Attributes:
        name: Name of the source, for messages.
        found: The sections so far.
        boundaries: Why each begins where it does.
        places: The index of the section by the path of a file and a name within it.
        footnotes: What the footnotes say, by their ids.
        notes: Notes of the author's about the whole work: where each stands, what it says.
        lined: Whether the lines of boundaries are those of the source.
    """

    name: str
    found: list[Found] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    footnotes: dict[str, Blocks] = field(default_factory=dict)
    notes: list[tuple[Position, Blocks]] = field(default_factory=list)
    lined: bool = True

    def add(self, found: Found, boundary: Boundary) -> None:
        """Put a section behind the others."""
        self.found.append(found)
        self.boundaries.append(boundary)

    def add_file(self, document: Document, divided: Divided) -> None:
        """Put the sections of a file behind the others, and remember what they are called."""
        first = len(self.found)
        self.found += divided.found
        self.boundaries += divided.boundaries
        self.footnotes.update(document.footnotes)
        if not divided.found:
            return
        self.places.setdefault((document.path, ""), first)
        for head in document.heads:
            index = first + _section_of(head.index, divided.starts)
            for name in head.ids:
                self._call((document.path, name), index)
        for index, one in enumerate(divided.found, first):
            self._call((document.path, slug(one.title)), index)
        for name, block in document.anchors.items():
            self._call((document.path, name), first + _section_of(block, divided.starts))

    def _call(self, place: tuple[str, str], index: int) -> None:
        """Remember a section by a name, and by what other programs make of it."""
        path, name = place[0], place[1].casefold()
        for one in (name, re.sub(r"-{2,}", "-", name)):
            if one:
                self.places.setdefault((path, one), index)

    def book(
        self, reading: MarkdownReading, metadata: Metadata, report: Report, *, cover: str = ""
    ) -> Book:
        """The Book of all that was gathered.

        Args:
            reading: Read the files.
            metadata: What is known about the story.
            report: Told of the boundaries, of dead links, of what was left out.
            cover: Id of a picture that is the cover.

        Raises:
            ReadError: There is no text of a story.
        """
        where = Where(self.name)
        if not any(one.blocks for one in self.found):
            raise ReadError(Code.NO_STORY, "there is no text of a story here", where=where)
        self.footnotes.update(reading.of_short_texts)
        ids = section_ids([one.role for one in self.found])
        targets = Targets(
            {place: ids[index] for place, index in self.places.items()},
            frozenset(self.footnotes),
        )
        found = [_settled(one, targets) for one in self.found]
        footnotes = [
            Footnote(id=name, blocks=targets.settled(blocks))
            for name, blocks in self.footnotes.items()
        ]
        of_html = reading.finish(where)
        self._decide(ids, report)
        assembly = assemble(found)
        of_work = tuple(
            AuthorNote(section="", position=position, blocks=targets.settled(blocks))
            for position, blocks in self.notes
            if blocks
        )
        book = Book(
            metadata=replace(metadata, description=targets.settled(metadata.description)),
            cover=cover,
            front=assembly.front,
            body=assembly.body,
            back=assembly.back,
            notes=(*of_work, *assembly.notes),
            footnotes=(*footnotes, *(_settled_note(note, targets) for note in of_html)),
            assets=reading.pictures.assets,
        )
        _tell_dead(targets.dead, where, report)
        return book

    def _decide(self, ids: Sequence[str], report: Report) -> None:
        for one, boundary, name in zip(self.found, self.boundaries, ids, strict=True):
            report.decide(
                boundary.line if self.lined else 0,
                one.role.value,
                boundary.rule,
                boundary.confidence,
                boundary.text,
                section=name,
            )


def with_cover(
    book: Book, reading: MarkdownReading, path: str, where: Where, report: Report
) -> Book:
    """The book with the picture at a path as its cover, when there is one."""
    if not path:
        return book
    asset = named_cover(reading.source, path.removeprefix("./"), where, report)
    if asset is None:
        return book
    same = next((known for known in book.assets if known.data == asset.data), None)
    if same is not None:
        return replace(book, cover=same.id)
    return replace(book, cover=COVER_ID, assets=(asset, *book.assets))


def _section_of(block: int, starts: Sequence[int]) -> int:
    """The index of the section that a block is in; of what stands in front of all, the first."""
    return max(0, bisect_right(starts, block) - 1)


def _settled(one: Found, targets: Targets) -> Found:
    blocks = targets.settled(one.blocks)
    notes = tuple(
        FoundNote(position=note.position, blocks=targets.settled(note.blocks), kind=note.kind)
        for note in one.notes
    )
    return replace(one, blocks=blocks, notes=notes)


def _settled_note(note: Footnote, targets: Targets) -> Footnote:
    return replace(note, blocks=targets.settled(note.blocks))


def _tell_dead(dead: Iterable[str], where: Where, report: Report) -> None:
    found = list(dict.fromkeys(dead))
    if found:
        shown = ", ".join(found[:3]) + (", ..." if len(found) > 3 else "")  # noqa: PLR2004 - named
        report.add(
            Code.LINK_DEAD,
            f"{len(found)} {'link leads' if len(found) == 1 else 'links lead'} to nothing in the "
            f"book, and only the text stays: {shown}",
            where=where,
            removed="\n".join(found),
        )

"""Plan: the structure of a book, as a value: where each section begins and which pieces are notes.

Every piece of the source's Book lands somewhere, whatever a plan says: in the description, in a
note, as the title of a section, or in the text of the section it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from packager.book.book import Book, NoteKind, Position
from packager.book.section import Role
from packager.diagnostics import Report
from packager.request import Request, SceneBreaks, Split
from packager.structure.cover_values import AUTO
from packager.structure.lines import Lines
from packager.structure.pieces import NOTHING, Range, row_of

SCHEMA = 1

MARKUP = "the markup of the source"
"""The rule behind a boundary that nobody had to decide."""

_FIRST_WORDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """The source a plan is of, and how it was read; with another reading the numbers are others.

    Attributes:
        name: Name of the file.
        sha256: Digest of its bytes.
        reader: Name of the reader.
        scene_breaks: What counted as a scene break.
        chapter_regex: What the headings of chapters match, when it was asked for.
        split: What parted the text into chapters.
        pieces: How many pieces it has.
    """

    name: str
    sha256: str
    reader: str
    scene_breaks: SceneBreaks = "auto"
    chapter_regex: str = ""
    split: Split = "auto"
    pieces: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSection:
    """A section of a plan; it reaches to where the next one begins.

    Attributes:
        piece: Number of its first piece; 0 when ``line`` or ``starts`` says where it begins.
        line: The line of the source it begins at; 0 when there is none.
        starts: The words its first piece begins with, as another way to say where.
        id: Its name, to which links point; empty for a new one.
        role: What it is; ``None`` for what its title says, else a chapter.
        number: Its number among its kind.
        title: Its title; ``None`` makes the first piece the title.
        level: 1 for a section of the book, 2 for one within that.
        place: ``front``, ``body`` or ``back``.
        published: The day it first appeared.
        rule: Why it begins there.
        confidence: How sure that is.
        text: The first words of its text.
        at: The line of the plan it stands in, for messages.
    """

    piece: int = 0
    line: int = 0
    starts: str = ""
    id: str = ""
    role: Role | None = None
    number: int | None = None
    title: str | None = None
    level: int = 1
    place: str = "body"
    published: date | None = None
    rule: str = MARKUP
    confidence: float = 1.0
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedNote:
    """A note of a plan.

    Attributes:
        pieces: Its pieces.
        section: Id of the section it is about; empty for the whole work, ``None`` for the section
            its pieces stand in.
        position: Whether it stood before or after the text; ``None`` for where its pieces stand.
        kind: A note, or a summary.
        text: Its first words.
        at: The line of the plan it stands in, for messages.
    """

    pieces: Range = NOTHING
    section: str | None = None
    position: Position | None = None
    kind: NoteKind = "note"
    text: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The structure of a book, written down.

    Attributes:
        source: What it is of.
        title: The title of the book; empty to leave it as it is.
        authors: Its authors; empty to leave them.
        language: BCP 47 tag; empty to leave it.
        cover: ``auto``, ``none`` for a drawn one, the id of a picture of the source, or a path.
        description: The pieces of the description.
        sections: The sections, in reading order.
        notes: The author's notes, in their order.
    """

    source: SourceFacts
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    cover: str = AUTO
    description: Range = NOTHING
    sections: tuple[PlannedSection, ...] = ()
    notes: tuple[PlannedNote, ...] = ()


def source_facts(*, name: str, sha256: str, reader: str, request: Request) -> SourceFacts:
    """The facts of a source that was read as a request asked."""
    return SourceFacts(
        name=name,
        sha256=sha256,
        reader=reader,
        scene_breaks=request.scene_breaks,
        chapter_regex=request.chapter_regex,
        split=request.split,
    )


def plan_of(book: Book, source: SourceFacts, report: Report, lines: Lines) -> Plan:
    """The plan by which a Book as it was read is built again, equal to itself.

    Args:
        book: The Book.
        source: What it was read from.
        report: Its decisions say why each section begins where it does.
        lines: The lines of the source.
    """
    row = row_of(book)
    decided = {found.section: found for found in report.decisions if found.section}
    numbers = lines.of_pieces(row)
    sections = []
    for index, placed in enumerate(row.sections):
        section = placed.section
        why = decided.get(section.id)
        known = numbers[placed.piece - 1] if placed.piece <= len(numbers) else 0
        after = placed.piece + bool(section.title)
        ends = (
            row.sections[index + 1].piece if index + 1 < len(row.sections) else len(row.pieces) + 1
        )
        sections.append(
            PlannedSection(
                piece=placed.piece,
                line=(why.line if why else 0) or known,
                id=section.id,
                role=section.role,
                number=section.number,
                title=section.title,
                level=placed.level,
                place=placed.place,
                published=section.published,
                rule=why.rule if why else MARKUP,
                confidence=why.confidence if why else 1.0,
                text=_shortened(row.text(after, min(after + 2, ends - 1))),
            )
        )
    notes = tuple(
        PlannedNote(
            pieces=pieces,
            section=note.section,
            position=note.position,
            kind=note.kind,
            text=_shortened(row.text(*pieces)) if pieces[0] else "",
        )
        for note, pieces in row.notes
    )
    return Plan(
        source=replace(source, pieces=len(row.pieces)),
        description=row.description,
        sections=tuple(sections),
        notes=notes,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _FIRST_WORDS else text[: _FIRST_WORDS - 1].rstrip() + "…"

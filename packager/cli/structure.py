"""What a source was understood to be: the facts ``packager inspect`` shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.book.blocks import Blocks, Paragraph, SceneBreak
from packager.book.book import AuthorNote, Book
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.book.walk import blocks_of, text_of, word_count


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts:
    """An author's note, or a summary: where it stands and how long it is."""

    kind: str
    position: str
    paragraphs: int
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFacts:
    """A chapter, or another section: its own text, without that of the sections within it.

    Attributes:
        id: Its name in the book.
        depth: 0 for a section of the book, 1 for one within that.
        role: What it is.
        number: Its number, when it is numbered.
        title: Its title; empty when it has none.
        paragraphs: Paragraphs at any depth.
        words: Words at any depth.
        scene_breaks: Scene breaks.
        notes: The author's notes about it.
    """

    id: str
    depth: int
    role: str
    number: int | None
    title: str
    paragraphs: int
    words: int
    scene_breaks: int
    notes: tuple[NoteFacts, ...]


def section_facts(book: Book) -> tuple[SectionFacts, ...]:
    """The sections in reading order."""
    return tuple(
        SectionFacts(
            id=section.id,
            depth=depth,
            role=section.role.value,
            number=section.number,
            title=section.title,
            paragraphs=paragraph_count(section.blocks),
            words=word_count(section.blocks),
            scene_breaks=sum(isinstance(block, SceneBreak) for block in blocks_of(section.blocks)),
            notes=tuple(note_facts(note) for note in book.notes if note.section == section.id),
        )
        for depth, section in _with_depth((*book.front, *book.body, *book.back))
    )


def book_notes(book: Book) -> tuple[NoteFacts, ...]:
    """The notes about the whole work."""
    return tuple(note_facts(note) for note in book.notes if not note.section)


def note_facts(note: AuthorNote) -> NoteFacts:
    """The facts of a note."""
    return NoteFacts(
        kind=note.kind,
        position=note.position,
        paragraphs=paragraph_count(note.blocks),
        words=word_count(note.blocks),
    )


def paragraph_count(blocks: Blocks) -> int:
    """The number of paragraphs, at any depth."""
    return sum(isinstance(block, Paragraph) for block in blocks_of(blocks))


def title_page_facts(book: Book) -> tuple[tuple[str, str], ...]:
    """What the title page can say, as pairs of a word and its value; only what is known."""
    metadata = book.metadata
    series = metadata.series
    place = "" if series is None or series.number is None else f", {series.number:g}"
    pairs = (
        ("title", metadata.title),
        ("subtitle", metadata.subtitle),
        ("author", ", ".join(maker.name for maker in metadata.creators if maker.role == "aut")),
        ("others", ", ".join(maker.name for maker in metadata.creators if maker.role != "aut")),
        ("series", f"{series.name}{place}" if series else ""),
        ("language", metadata.language),
        ("fandoms", ", ".join(metadata.fandoms)),
        ("relationships", ", ".join(metadata.relationships)),
        ("characters", ", ".join(metadata.characters)),
        ("tags", ", ".join(metadata.subjects)),
        ("rating", metadata.rating),
        ("warnings", ", ".join(metadata.warnings)),
        ("status", metadata.status),
        ("appeared", _chapters(metadata)),
        ("length", "" if metadata.words is None else f"{metadata.words:,} words, says the source"),
        ("direction", metadata.direction or ""),
        ("lines", "from top to bottom" if metadata.vertical else ""),
        ("published", str(metadata.published or "")),
        ("updated", str(metadata.modified or "")),
        ("publisher", metadata.publisher),
        ("source", metadata.source),
        ("rights", metadata.rights),
        ("description", text_of(metadata.description)),
    )
    return tuple((word, value) for word, value in pairs if value)


def _chapters(metadata: Metadata) -> str:
    """How many chapters have appeared, of how many."""
    if metadata.chapters is None:
        return "" if metadata.planned is None else f"of {metadata.planned} chapters"
    of = "" if metadata.planned is None else f" of {metadata.planned}"
    noun = "chapter" if metadata.chapters == 1 and metadata.planned is None else "chapters"
    return f"{metadata.chapters}{of} {noun}"


def title_page_object(book: Book) -> dict[str, object]:
    """What the title page can say, for a program; every key is there, whatever is known."""
    metadata = book.metadata
    series = metadata.series
    return {
        "title": metadata.title,
        "subtitle": metadata.subtitle,
        "creators": [{"name": creator.name, "role": creator.role} for creator in metadata.creators],
        "language": metadata.language,
        "series": None if series is None else {"name": series.name, "number": series.number},
        "fandoms": list(metadata.fandoms),
        "relationships": list(metadata.relationships),
        "characters": list(metadata.characters),
        "tags": list(metadata.subjects),
        "rating": metadata.rating,
        "warnings": list(metadata.warnings),
        "status": metadata.status,
        "chapters": metadata.chapters,
        "planned_chapters": metadata.planned,
        "words": metadata.words,
        "direction": metadata.direction,
        "vertical": metadata.vertical,
        "published": None if metadata.published is None else metadata.published.isoformat(),
        "updated": None if metadata.modified is None else metadata.modified.isoformat(),
        "publisher": metadata.publisher,
        "source": metadata.source,
        "rights": metadata.rights,
        "description": text_of(metadata.description),
    }


def _with_depth(group: tuple[Section, ...], depth: int = 0) -> Iterator[tuple[int, Section]]:
    for section in group:
        yield depth, section
        yield from _with_depth(section.children, depth + 1)

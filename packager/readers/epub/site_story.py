"""A site's story as an EPUB: chapters a program cut, each with the notes the site kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from packager.book.book import Book, NoteKind, Position
from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, FoundNote, assemble, section_ids
from packager.readers.epub.opened import Opened
from packager.readers.epub.reading import Reading
from packager.readers.epub.story import finish_book
from packager.readers.headings.chapter_titles import ChapterTitle, chapter_titles
from packager.readers.html.page_nodes import has_content
from packager.readers.left_out import LeftOut
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONFIDENCE = 0.97


@dataclass(frozen=True, slots=True)
class SiteNote:
    """A note of a chapter: where it stood, of which kind it is, and what it says."""

    position: Position
    nodes: tuple[LexborNode, ...]
    kind: NoteKind = "note"


@dataclass(slots=True)
class SiteChapter:
    """A chapter taken apart.

    Attributes:
        path: Its document.
        heading: What its heading says.
        body: Its text.
        notes: The notes about it.
        published: The day it first appeared.
    """

    path: str
    heading: str = ""
    body: list[LexborNode] = field(default_factory=list)
    notes: list[SiteNote] = field(default_factory=list)
    published: date | None = None


@dataclass(frozen=True, slots=True)
class SiteStory:
    """A story taken apart: what is known of it, its chapters, and what is not printed."""

    metadata: Metadata
    chapters: Sequence[SiteChapter]
    left_out: LeftOut


def book_of(opened: Opened, story: SiteStory, reading: Reading, report: Report) -> Book:
    """The Book of a site's story.

    Raises:
        ReadError: There is no chapter in it.
        SourceError: A file of the container is damaged.
    """
    chapters, where = story.chapters, Where(opened.name)
    if not chapters:
        raise ReadError(
            Code.NO_STORY,
            "there is a title page here, and no chapter",
            where=where,
            hint="download the story again",
        )
    titles = chapter_titles([chapter.heading for chapter in chapters])
    ids = section_ids([title.role for title in titles])
    for name, chapter in zip(ids, chapters, strict=True):
        reading.place(name, chapter.path, chapter.body)
        report.decide(
            0, "chapter", "a chapter of the site's", CONFIDENCE, chapter.heading, section=name
        )
    found = [
        _found(chapter, title, reading, story.left_out)
        for chapter, title in zip(chapters, titles, strict=True)
    ]
    story.left_out.tell(report, where)
    return finish_book(opened, story.metadata, assemble(found), reading, report=report)


def trimmed(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """The nodes of a text without what shows nothing at its ends, and without rules there."""
    kept = list(nodes)
    while kept and (kept[0].tag == "hr" or not has_content(kept[0])):
        kept.pop(0)
    while kept and (kept[-1].tag == "hr" or not has_content(kept[-1])):
        kept.pop()
    return kept


def _found(chapter: SiteChapter, title: ChapterTitle, reading: Reading, left_out: LeftOut) -> Found:
    heading = printable(chapter.heading)
    if heading != title.title:
        left_out.add(Code.LINE_NOT_PRINTED, "headings that became numbers", heading)
    return Found(
        role=title.role,
        title=title.title,
        number=title.number,
        blocks=reading.blocks(chapter.path, chapter.body),
        notes=tuple(
            FoundNote(
                position=note.position,
                blocks=reading.blocks(chapter.path, note.nodes, aside=True),
                kind=note.kind,
            )
            for note in chapter.notes
        ),
        published=chapter.published,
    )

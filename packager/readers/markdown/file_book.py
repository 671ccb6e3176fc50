"""File book: the Book of a story in one Markdown file."""

from __future__ import annotations

from dataclasses import replace

from packager.book.book import Book
from packager.book.section import Role
from packager.diagnostics import Report, Where
from packager.readers.assembly import Found
from packager.readers.headings.in_text import compiled_regex
from packager.readers.markdown.division import Asked, Boundary, divide
from packager.readers.markdown.front import read_front
from packager.readers.markdown.front_matter import split_header
from packager.readers.markdown.header_facts import HEADER_KEYS, header_facts
from packager.readers.markdown.liquid import without_liquid
from packager.readers.markdown.reading import MarkdownReading
from packager.readers.markdown.source_text import markdown_text
from packager.readers.markdown.story import Story, with_cover
from packager.request import Request
from packager.sources.source import Source


def read_file_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story in one file.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    asked = Asked(regex=compiled_regex(request), undivided=request.split == "none")
    text = markdown_text(source, report)
    reading = MarkdownReading(source=source, report=report, scene_breaks=request.scene_breaks)
    header, body = split_header(text, HEADER_KEYS)
    facts = header_facts(header, report, reading.left_out, source.name)
    first_line = text.count("\n", 0, header.end if header else 0) + 1
    if facts.layout:  # a page of a site, on its own
        body = without_liquid(body, reading.left_out)
    document = reading.document(body, first_line=first_line)
    divided = divide(document, reading.left_out, asked, title=facts.metadata.title)
    metadata = facts.metadata
    if facts.description:
        metadata = replace(metadata, description=reading.blocks(facts.description))
    front = read_front(document, divided.front, divided.heads, reading.left_out, metadata=metadata)
    story = Story(source.name)
    if front.rest:
        story.add(
            Found(role=Role.PREFACE, blocks=front.rest),
            Boundary(1, "", "stands in front of the first chapter", 0.6),
        )
    story.add_file(document, divided)
    story.notes += [
        ("before", reading.blocks(facts.notes) if facts.notes else ()),
        ("before", front.notes),
        ("after", reading.blocks(facts.end_notes) if facts.end_notes else ()),
    ]
    metadata = front.metadata
    if not metadata.title:
        metadata = replace(metadata, title=divided.title)
    cover = front.pictures[0] if front.pictures and not facts.cover else ""
    book = story.book(reading, metadata, report, cover=cover)
    return with_cover(book, reading, facts.cover, Where(source.name), report)

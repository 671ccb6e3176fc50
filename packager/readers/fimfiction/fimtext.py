"""The dialect ``fimtext``: a FIMFiction story whose EPUB was flattened to text.

What is left of the markup, by which the story is understood again::

    ␠⇥⇥Description            the title page; its heading, author and tags are gone
    description paragraphs
    ␠First paragraph ...       exactly one space opens a flattened document: a chapter begins
    further paragraphs         one line each, some separated by a blank line, some not
    ⇥⇥⇥Author's Notes:␠       a note, behind its chapter, or at the top of its document
    ⇥images/cover.jpg          the cover page

Header lines (``Title:``, ``Author:`` ...) may stand on top, where someone added them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from packager.book.book import AuthorNote, Book, Position
from packager.book.section import Role, Section
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.covers import COVER_ID, named_cover
from packager.readers.fimfiction.fimtext_layout import Document, lay_out
from packager.readers.fimfiction.fimtext_lines import Kind, Marked, labels_in, mark
from packager.readers.fimfiction.fimtext_split import parted_as_asked
from packager.readers.header import Header, read_header
from packager.readers.headings.chapter_heading import split_heading
from packager.readers.reader import Reader, Sure
from packager.readers.text.prose import Prose, gaps_of
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import Line, decode, places_of_text, read_lines

_ENOUGH = 200
"""Lines with a tab that are looked at for labels; there are two or three kinds."""


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is of this dialect: by its labels, else hardly at all."""
    if sample.kind != "text":
        return 0.0, "no plain text"
    labels = labels_in(f"{sample.text}\n{_labels_beyond(source.data)}")
    if not labels:
        return 0.2, "plain text without a mark of any dialect"
    named = "1 label" if labels == 1 else f"{labels} labels"
    return (0.8, 0.95, 0.99)[labels - 1], f"{named} of a flattened FIMFiction story"


def _labels_beyond(found: bytes) -> str:
    """The lines of the whole source that may be labels, for a sample holds only its beginning."""
    lines = islice(_labelled().finditer(found), _ENOUGH)
    return "\n".join(line[0].decode("utf-8", "replace") for line in lines)


@cache
def _labelled() -> re.Pattern[bytes]:
    return re.compile(
        rb"\t(?:Description|Author[^\r\n]{1,6}s? Notes?|images/[^\r\n\t]{1,100})"
        rb"[: \t]{0,8}(?=[\r\n]|\Z)",
        re.IGNORECASE,
    )


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a flattened story.

    Every line ends up in the Book or is named by a diagnostic.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It has labels and no story.
        UsageError: The regular expression asked for is none.
    """
    lines = read_lines(source, report)
    header, rest = read_header(lines, source.name, report)
    marked = mark(rest, source.name, report)
    layout = lay_out(marked, source.name, report)
    layout.chapters = parted_as_asked(layout.chapters, request)
    if not any(document.has_body for document in layout.chapters):
        raise ReadError(
            Code.NO_STORY,
            "there are labels and notes here, and no text of a story",
            where=Where(source.name),
        )
    gaps = tuple(sorted(gap for document in layout.chapters for gap in gaps_of(document.body)))
    prose = Prose(source.name, request.scene_breaks, report, gaps)
    book = _build(layout.description, layout.chapters, header, prose)
    prose.report_guesses()
    _name_blank_lines(lines, source.name, report)
    cover = header.cover or _cover_path(marked)
    if cover is not None and request.cover is None and request.covers != "none":
        path, line = cover
        asset = named_cover(source, path, Where(source.name, line), report)
        if asset is not None:
            return replace(book, cover=COVER_ID, assets=(asset,))
    return book


def _cover_path(marked: Sequence[Marked]) -> tuple[str, int] | None:
    """The path of the cover and the line that names it."""
    found = (entry.line for entry in marked if entry.kind is Kind.COVER)
    return next(((line.text.strip(), line.number) for line in found), None)


def _build(
    description: Sequence[Line], documents: Sequence[Document], header: Header, prose: Prose
) -> Book:
    sections = []
    notes: list[AuthorNote] = []
    for number, document in enumerate(documents, 1):
        section_id = f"chapter-{number:03d}"
        title, body = _title(document, prose)
        notes += _note(section_id, "before", document.before, prose)
        sections.append(
            Section(
                id=section_id,
                role=Role.CHAPTER,
                number=number if len(documents) > 1 else None,
                title=title,
                blocks=prose.blocks(body),
            )
        )
        notes += _note(section_id, "after", document.after, prose)
    _decide_openings(documents, [section.id for section in sections], prose.report)
    blurb = prose.blocks(description, prose.aside)
    metadata = replace(header.metadata, description=blurb)
    return Book(metadata=metadata, body=tuple(sections), notes=tuple(notes))


def _title(document: Document, prose: Prose) -> tuple[str, Sequence[Line]]:
    """The title of a chapter and the lines below it."""
    if document.heading:
        said = [line.text.strip() for line in document.heading if not line.blank]
        return ": ".join(said), document.body
    return split_heading(document.body, prose.source, prose.report)


def _decide_openings(documents: Sequence[Document], ids: Sequence[str], report: Report) -> None:
    """Name the section of each opening that was decided, and decide those nothing had to be."""
    decided = {
        decision.line: place
        for place, decision in enumerate(report.decisions)
        if decision.became == "chapter"
    }
    for document, section_id in zip(documents, ids, strict=True):
        first = next(line for line in (*document.heading, *document.body) if not line.blank)
        place = decided.get(first.number)
        if place is None:
            text = first.text.strip()
            report.decide(first.number, "chapter", "the text begins", 0.5, text, section=section_id)
        else:
            report.decisions[place] = replace(report.decisions[place], section=section_id)


def _note(
    section_id: str, position: Position, lines: Sequence[Line], prose: Prose
) -> list[AuthorNote]:
    blocks = prose.blocks(lines, prose.aside)
    if blocks:
        return [AuthorNote(section=section_id, position=position, blocks=blocks)]
    return []


def _name_blank_lines(lines: Sequence[Line], name: str, report: Report) -> None:
    shown = frozenset(places_of_text(lines))
    numbers = sorted({line.number for place, line in enumerate(lines) if place not in shown})
    if numbers:
        report.add(
            Code.BLANK_LINES,
            f"blank lines are not printed: {_ranges(numbers)}",
            where=Where(name),
        )


def _ranges(numbers: Sequence[int]) -> str:
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(f"{a}" if a == b else f"{a}-{b}" for a, b in spans)


READER = Reader(
    name="fimtext",
    summary="FIMFiction story flattened to text (Description, Author's Notes:, images/cover.jpg)",
    suffixes=(".txt", ".text"),
    sniff=sniff,
    read=read,
    visible=lambda source: decode(source, Report()),
)

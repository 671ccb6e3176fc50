"""The Book of an EPUB: its outline read into blocks, with notes, footnotes and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packager.book.blocks import Blocks
from packager.book.book import AuthorNote, Book
from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Assembly, Found, FoundNote, assemble, section_ids
from packager.readers.covers import COVER_ID
from packager.readers.epub.cover import cover_path, read_cover
from packager.readers.epub.opened import Opened
from packager.readers.epub.outline import Outline, Planned
from packager.readers.epub.own_notes import OwnNotes
from packager.readers.epub.reading import Reading

CONFIDENCE = 0.9

_CALLED = {
    "cover": "cover page",
    "titlepage": "title page",
    "imprint": "imprint",
    "contents": "contents page",
}


def make_book(
    opened: Opened,
    outline: Outline,
    metadata: Metadata,
    reading: Reading,
    *,
    report: Report,
    own: OwnNotes,
) -> Book:
    """The Book of an outline.

    Raises:
        ReadError: There is no text in it.
        SourceError: A file of the container is damaged.
    """
    sections = outline.sections
    if not sections:
        raise ReadError(
            Code.NO_STORY,
            "the EPUB holds no text of a story",
            where=Where(opened.name),
            hint="are its chapters in it? an EPUB reader shows what is",
        )
    ids = section_ids([one.role for one in sections])
    for name, section in zip(ids, sections, strict=True):
        for document, nodes in section.runs:
            reading.place(name, document.path, nodes)
        for heading in section.headings:
            reading.place(name, section.runs[0][0].path, [heading])
    notes, work = _notes(own, sections, ids, reading)
    found = [
        Found(
            role=one.role,
            title=one.title,
            number=one.number,
            blocks=_blocks(one, reading),
            notes=tuple(notes.get(name, ())),
        )
        for name, one in zip(ids, sections, strict=True)
    ]
    silent = [(document.path, nodes) for document, nodes in outline.silent]
    # Footnotes and their labels are kept by what reads them; of anything else no word is lost.
    left = [
        block
        for path, nodes in (*silent, *((path, [node]) for path, node in own.rest))
        for block in reading.blocks(path, nodes)
    ]
    if left:
        found[-1] = replace(found[-1], blocks=(*found[-1].blocks, *left))
    assembly = assemble(found, [one.depth for one in sections])
    tell_outline(outline, ids, report, opened.name)
    return finish_book(opened, metadata, assembly, reading, report=report, work=work)


def finish_book(
    opened: Opened,
    metadata: Metadata,
    assembly: Assembly,
    reading: Reading,
    *,
    report: Report,
    work: Sequence[AuthorNote] = (),
) -> Book:
    """The Book of sections already read, with footnotes, cover and pictures.

    Args:
        opened: The EPUB.
        metadata: What is known about the story.
        assembly: Its sections.
        reading: What read them.
        report: Told what the markup had that no book can hold.
        work: Notes about the whole work.

    Raises:
        SourceError: The cover is damaged.
    """
    footnotes = reading.markup.footnotes
    reading.markup.finish()
    path = cover_path(opened.container, opened.package, opened.navigation)
    cover = read_cover(opened.container, path, report)
    opened.mending.finish()
    return Book(
        metadata=metadata,
        cover=COVER_ID if cover is not None else "",
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=(*work, *assembly.notes),
        footnotes=footnotes,
        assets=(*(() if cover is None else (cover,)), *reading.pictures.assets),
    )


def _blocks(section: Planned, reading: Reading) -> Blocks:
    """The text of a section, its headings taken out of it."""
    own = {node.mem_id for _, nodes in section.runs for node in nodes}
    markup = reading.at(section.runs[0][0].path)
    for heading in section.headings:
        markup.title(heading)  # a footnote of the heading moves to the text below it
        if heading.mem_id not in own and heading.parent is not None:
            heading.decompose()
    return tuple(
        block for document, nodes in section.runs for block in reading.blocks(document.path, nodes)
    )


def _notes(
    own: OwnNotes, sections: Sequence[Planned], ids: Sequence[str], reading: Reading
) -> tuple[dict[str, list[FoundNote]], list[AuthorNote]]:
    """The author's notes by the section they are about, and those about the whole work."""
    hosts = {
        document.path: name
        for name, section in reversed(list(zip(ids, sections, strict=True)))
        for document, _ in section.runs
    }
    found: dict[str, list[FoundNote]] = {}
    work: list[AuthorNote] = []
    for note in own.notes:
        blocks = reading.blocks(note.document, note.node, aside=True)
        name = hosts.get(note.host, "")
        if note.of_work or not name:
            work.append(
                AuthorNote(section="", position=note.position, blocks=blocks, kind=note.kind)
            )
        else:
            found.setdefault(name, []).append(
                FoundNote(position=note.position, blocks=blocks, kind=note.kind)
            )
    return found, work


def tell_outline(outline: Outline, ids: Sequence[str], report: Report, name: str) -> None:
    """Say what each section was found by, and what of the old book was left out."""
    where = Where(name)
    for section_id, section in zip(ids, outline.sections, strict=True):
        report.decide(
            0, section.role.value, section.rule, CONFIDENCE, section.line, section=section_id
        )
    labels = [label for section in outline.sections for label in section.labels]
    if labels:
        report.add(
            Code.LINE_NOT_PRINTED,
            f"not printed: headings the book sets in its own words ({len(labels)})",
            where=where,
            removed="\n".join(labels),
        )
    if outline.apparatus:
        kinds = dict.fromkeys(_CALLED[kind] for kind, _ in outline.apparatus)
        report.add(
            Code.TEXT_REMOVED,
            f"pages of the old book were left out, as the new one has its own: {', '.join(kinds)}",
            where=where,
            removed="\n".join(text for _, text in outline.apparatus),
        )


def tell_own_notes(own: OwnNotes, report: Report, name: str) -> None:
    """Say what of an appendix of notes is not printed, as the book makes one of its own."""
    if own.removed:
        report.add(
            Code.LINE_NOT_PRINTED,
            f"{len(own.notes)} author's notes were put back to their chapters; "
            "what led to them and back is not printed",
            where=Where(name),
            removed="\n".join(own.removed),
        )

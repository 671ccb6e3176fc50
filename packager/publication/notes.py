"""The author's notes: links at their places, and the appendix that collects them.

Each note links back to the place it stood at. The markup is what EPUBCheck and Ace both pass and
what reading systems pop up: a ``div`` with ``epub:type="footnote"`` and ``role="doc-footnote"``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from packager.book.book import Footnote
from packager.publication.footnotes import cited, footnotes_xhtml
from packager.publication.plan import NOTES, TEXT_FOLDER, PlannedNote, PlannedSection
from packager.publication.publication import ContentDocument
from packager.publication.xhtml import (
    Setting,
    attribute,
    blocks_xhtml,
    escape,
    heading_levels,
)
from packager.words import Words


def note_link(planned: PlannedNote, words: Words, *, appendix: bool) -> str:
    """The quiet link at the place where a note stood, called what the note is."""
    document = f"{NOTES}.xhtml" if appendix else ""
    return (
        f'<p class="note-link note-{planned.note.position}"><a id="{planned.reference}" '
        f'epub:type="noteref" role="doc-noteref" href="{document}#{_id(planned, appendix)}" '
        f'data-page="{attribute(words.page)}">{escape(_kind(planned, words))}</a></p>'
    )


def _kind(planned: PlannedNote, words: Words) -> str:
    return words.summary if planned.note.kind == "summary" else words.note


def _id(planned: PlannedNote, appendix: bool) -> str:  # noqa: FBT001 - private, and named at the call
    return planned.id if appendix else f"end{planned.id}"


def note_in_place(planned: PlannedNote, setting: Setting, words: Words) -> str:
    """A note at the end of its chapter."""
    name = _id(planned, appendix=False)
    inner = replace(setting, levels=heading_levels(planned.note.blocks, 2))
    return (
        f'<section class="note" id="{name}">\n'
        f'<h2 id="{name}-title">{escape(_kind(planned, words))}</h2>\n'
        f"{blocks_xhtml(planned.note.blocks, inner)}\n</section>"
    )


def notes_appendix(
    sections: Sequence[PlannedSection],
    *,
    pictures: Mapping[str, str],
    targets: Mapping[str, str],
    footnotes: Mapping[str, Footnote],
    classes: set[str],
    book_title: str,
    words: Words,
) -> ContentDocument | None:
    """The appendix with every note under its chapter's heading, in order; ``None`` without any."""
    runs = [item.note.blocks for planned in sections for item in planned.notes]
    if not runs:
        return None
    names = cited(runs, footnotes)
    setting = Setting(
        document=NOTES,
        pictures=pictures,
        targets=targets,
        footnotes={name: number for number, name in enumerate(names, 1)},
        classes=classes,
    )
    groups = [group for planned in _below_parts(sections) for group in _groups(planned, book_title)]
    parts = [_group(*group, setting, words) for group in groups]
    if names:
        parts.append(footnotes_xhtml(names, footnotes, setting, words))
    body = (
        f'<section class="notes" epub:type="appendix" role="doc-appendix" id="{NOTES}" '
        f'aria-labelledby="{NOTES}-title">\n<h1 id="{NOTES}-title">{escape(words.notes)}</h1>\n'
        + "\n".join(parts)
        + "\n</section>"
    )
    return ContentDocument(
        href=f"{TEXT_FOLDER}/{NOTES}.xhtml", title=words.notes, matter="backmatter", body=body
    )


def _below_parts(sections: Sequence[PlannedSection]) -> Iterator[PlannedSection]:
    """The sections, those within a part with its title: many parts have a Chapter 1."""
    part = ""
    for planned in sections:
        if not planned.depth:
            part = planned.title
            yield planned
        else:
            yield replace(planned, title=f"{part} · {planned.title}")


def _groups(
    planned: PlannedSection, book_title: str
) -> Iterator[tuple[str, PlannedSection, list[PlannedNote]]]:
    """A section's notes by the heading they are collected under: the story's, or its own."""
    for heading, notes in groupby(
        planned.notes, key=lambda note: book_title if note.of_work else planned.title
    ):
        yield heading, planned, list(notes)


def _group(
    heading: str,
    planned: PlannedSection,
    collected: Sequence[PlannedNote],
    setting: Setting,
    words: Words,
) -> str:
    # A note's name begins as no document's does, so no two headings have one id. The section has
    # no name of its own: that would make it a landmark, and chapters may share a title.
    of_work = heading != planned.title
    label = f"{NOTES}-{collected[0].id if of_work else planned.stem}-title"
    notes = "\n".join(_note(note, planned.title, heading, setting, words) for note in collected)
    return (
        f'<section class="chapter-notes">\n'
        f'<h2 id="{label}">{escape(heading)}</h2>\n{notes}\n</section>'
    )


def _note(planned: PlannedNote, title: str, heading: str, setting: Setting, words: Words) -> str:
    summary = planned.note.kind == "summary"
    kicker = f'<h3 class="kind">{escape(words.summary)}</h3>\n' if summary else ""
    inner = replace(setting, levels=heading_levels(planned.note.blocks, 3 if summary else 2))
    about = (words.summary_of if summary else words.note_on).format(heading)
    return (
        f'<div class="note" epub:type="footnote" role="doc-footnote" id="{planned.id}" '
        f'aria-label="{attribute(about)}">\n{kicker}'
        f"{blocks_xhtml(planned.note.blocks, inner)}\n"
        f'<p class="backlink"><a epub:type="backlink" role="doc-backlink" '
        f'href="{planned.host}.xhtml#{planned.reference}" data-page="{attribute(words.page)}">'
        f"{escape(words.back_to.format(title))}</a></p>\n</div>"
    )

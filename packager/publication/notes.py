"""The author's notes: links at their places, and the appendix that collects them.

Each note links back to the place it stood at. The markup is what EPUBCheck and Ace both pass and
what reading systems pop up: a ``div`` with ``epub:type="footnote"`` and ``role="doc-footnote"``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from packager.book.book import Footnote
from packager.publication.footnotes import cited, footnotes_xhtml
from packager.publication.plan import NOTES, TEXT_FOLDER, PlannedNote, PlannedSection
from packager.publication.publication import ContentDocument
from packager.publication.words import Words
from packager.publication.xhtml import (
    Setting,
    attribute,
    blocks_xhtml,
    escape,
    heading_levels,
)


def note_link(planned: PlannedNote, words: Words, *, appendix: bool) -> str:
    """The quiet link at the place where a note stood."""
    document = f"{NOTES}.xhtml" if appendix else ""
    return (
        f'<p class="note-link note-{planned.note.position}"><a id="{planned.reference}" '
        f'epub:type="noteref" role="doc-noteref" href="{document}#{_id(planned, appendix)}" '
        f'data-page="{attribute(words.page)}">{escape(words.note)}</a></p>'
    )


def _id(planned: PlannedNote, appendix: bool) -> str:  # noqa: FBT001 - private, and named at the call
    return planned.id if appendix else f"end{planned.id}"


def note_in_place(planned: PlannedNote, setting: Setting, words: Words) -> str:
    """A note at the end of its chapter."""
    name = _id(planned, appendix=False)
    inner = replace(setting, levels=heading_levels(planned.note.blocks, 2))
    return (
        f'<section class="note" id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{escape(words.note)}</h2>\n'
        f"{blocks_xhtml(planned.note.blocks, inner)}\n</section>"
    )


def notes_appendix(
    sections: Sequence[PlannedSection],
    *,
    pictures: Mapping[str, str],
    targets: Mapping[str, str],
    footnotes: Mapping[str, Footnote],
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
    )
    parts = [_group(planned, setting, book_title, words) for planned in sections if planned.notes]
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


def _group(planned: PlannedSection, setting: Setting, book_title: str, words: Words) -> str:
    of_the_work = all(not note.note.section for note in planned.notes)
    heading = book_title if of_the_work else planned.title
    label = f"{NOTES}-{planned.stem}-title"
    notes = "\n".join(_note(note, planned.title, heading, setting, words) for note in planned.notes)
    return (
        f'<section class="chapter-notes" aria-labelledby="{label}">\n'
        f'<h2 id="{label}">{escape(heading)}</h2>\n{notes}\n</section>'
    )


def _note(planned: PlannedNote, title: str, heading: str, setting: Setting, words: Words) -> str:
    inner = replace(setting, levels=heading_levels(planned.note.blocks, 2))
    return (
        f'<div class="note" epub:type="footnote" role="doc-footnote" id="{planned.id}" '
        f'aria-label="{attribute(words.note_on.format(heading))}">\n'
        f"{blocks_xhtml(planned.note.blocks, inner)}\n"
        f'<p class="backlink"><a epub:type="backlink" role="doc-backlink" '
        f'href="{planned.host}.xhtml#{planned.reference}" data-page="{attribute(words.page)}">'
        f"{escape(words.back_to.format(title))}</a></p>\n</div>"
    )

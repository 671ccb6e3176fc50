"""Section documents: a chapter, a part, a foreword, each as one content document."""

from __future__ import annotations

from collections.abc import Mapping

from packager.book.book import Footnote
from packager.publication.footnotes import cited, footnotes_xhtml
from packager.publication.notes import note_in_place, note_link
from packager.publication.plan import PlannedSection
from packager.publication.publication import ContentDocument
from packager.publication.vocabulary import aria_role
from packager.publication.xhtml import (
    Setting,
    blocks_xhtml,
    escape,
    heading_levels,
)
from packager.request import NotesPlacement
from packager.words import Words


def section_document(
    planned: PlannedSection,
    *,
    pictures: Mapping[str, str],
    targets: Mapping[str, str],
    footnotes: Mapping[str, Footnote],
    classes: set[str],
    notes: NotesPlacement,
    words: Words,
) -> ContentDocument:
    """The document of one section, without those within it, which have their own."""
    section = planned.section
    in_place = notes in {"chapter-end", "both"}
    runs = [section.blocks, *(item.note.blocks for item in planned.notes if in_place)]
    names = cited(runs, footnotes)
    setting = Setting(
        document=planned.stem,
        pictures=pictures,
        targets=targets,
        footnotes={name: number for number, name in enumerate(names, 1)},
        levels=heading_levels(section.blocks, 1),
        classes=classes,
    )
    role = section.role.value
    parts = [
        (
            f'<section class="{role}" epub:type="{role}" role="{aria_role(section.role)}" '
            f'id="{planned.stem}" aria-labelledby="{planned.stem}-title">'
        ),
        _opener(planned, words),
    ]
    parts += _links(planned, "before", notes, words)
    text = blocks_xhtml(section.blocks, setting, opening=True)
    if text:
        parts.append(text)
    parts += _links(planned, "after", notes, words)
    if in_place:
        parts += [note_in_place(note, setting, words) for note in planned.notes]
    if names:
        parts.append(footnotes_xhtml(names, footnotes, setting, words))
    parts.append("</section>")
    body = "\n".join(parts)
    return ContentDocument(href=planned.href, title=planned.title, matter=planned.matter, body=body)


def _opener(planned: PlannedSection, words: Words) -> str:
    kicker = f'<p class="number">{escape(planned.kicker)}</p>\n' if planned.kicker else ""
    day = planned.section.published
    date = f'\n<p class="date">{escape(words.date(day))}</p>' if day and planned.dated else ""
    return (
        f'<header class="opener">\n{kicker}<h1 class="title" id="{planned.stem}-title">'
        f"{escape(planned.title)}</h1>{date}\n</header>"
    )


def _links(
    planned: PlannedSection, position: str, notes: NotesPlacement, words: Words
) -> list[str]:
    """Quiet links at the place where the author's notes stood."""
    if notes == "drop" or (notes == "chapter-end" and position == "after"):
        return []
    return [
        note_link(note, words, appendix=notes != "chapter-end")
        for note in planned.notes
        if note.note.position == position
    ]

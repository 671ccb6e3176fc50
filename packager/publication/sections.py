"""Section documents: a chapter, a part, a foreword, each as one content document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packager.book.book import Footnote
from packager.book.inlines import NoteRef
from packager.book.section import Section
from packager.book.walk import blocks_of, inlines_of, lines_of
from packager.publication.notes import note_in_place, note_link
from packager.publication.plan import PlannedSection
from packager.publication.publication import ContentDocument
from packager.publication.vocabulary import aria_role
from packager.publication.words import Words
from packager.publication.xhtml import (
    Setting,
    attribute,
    blocks_xhtml,
    escape,
    heading_levels,
)
from packager.request import NotesPlacement


def section_document(
    planned: PlannedSection,
    *,
    pictures: Mapping[str, str],
    targets: Mapping[str, str],
    footnotes: Mapping[str, Footnote],
    notes: NotesPlacement,
    words: Words,
) -> ContentDocument:
    """The document of one section, without those within it, which have their own."""
    section = planned.section
    cited = _cited(section, footnotes)
    setting = Setting(
        document=planned.stem,
        pictures=pictures,
        targets=targets,
        footnotes={name: number for number, name in enumerate(cited, 1)},
        levels=heading_levels(section.blocks, 1),
    )
    parts = [_opener(planned)]
    parts += _links(planned, "before", notes, words)
    text = blocks_xhtml(section.blocks, setting, opening=True)
    if text:
        parts.append(text)
    parts += _links(planned, "after", notes, words)
    if notes in {"chapter-end", "both"}:
        parts += [note_in_place(note, setting, words) for note in planned.notes]
    if cited:
        parts.append(_footnotes([footnotes[name] for name in cited], setting, words))
    role = section.role.value
    body = (
        f'<section class="{role}" epub:type="{role}" role="{aria_role(section.role)}" '
        f'id="{planned.stem}" aria-labelledby="{planned.stem}-title">\n'
        + "\n".join(parts)
        + "\n</section>"
    )
    return ContentDocument(href=planned.href, title=planned.title, matter=planned.matter, body=body)


def _opener(planned: PlannedSection) -> str:
    kicker = f'<p class="number">{escape(planned.kicker)}</p>\n' if planned.kicker else ""
    return (
        f'<header class="opener">\n{kicker}<h1 class="title" id="{planned.stem}-title">'
        f"{escape(planned.title)}</h1>\n</header>"
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


def _cited(section: Section, footnotes: Mapping[str, Footnote]) -> tuple[str, ...]:
    """The footnotes a section points to, each once, in the order of their first marks."""
    marks = (
        inline.footnote
        for block in blocks_of(section.blocks)
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, NoteRef)
    )
    return tuple(dict.fromkeys(mark for mark in marks if mark in footnotes))


def _footnotes(cited: Sequence[Footnote], setting: Setting, words: Words) -> str:
    # A div within the list item is what EPUBCheck and Ace accept and what readers both pop up and
    # show in place; an aside would be hidden by several of them. The number comes first and is the
    # way back: Kindle's pop-ups want that.
    label = f"{setting.document}-footnotes-title"
    back = attribute(words.back_to_text)
    rows = "\n".join(
        f'<li><div class="footnote" id="note-{setting.document}-{note.id}" epub:type="footnote" '
        f'role="doc-footnote" aria-label="{number}">\n'
        f'<p class="backlink"><a href="#ref-{setting.document}-{note.id}" epub:type="backlink" '
        f'role="doc-backlink" aria-label="{number}, {back}">{number}.</a></p>\n'
        f"{blocks_xhtml(note.blocks, setting)}\n</div></li>"
        for number, note in enumerate(cited, 1)
    )
    return (
        f'<section class="footnotes" epub:type="endnotes" role="doc-endnotes" '
        f'aria-labelledby="{label}">\n<h2 id="{label}">{escape(words.footnotes)}</h2>\n'
        f"<ol>\n{rows}\n</ol>\n</section>"
    )

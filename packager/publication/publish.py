"""Publish: Book to Publication, the one way in."""

from __future__ import annotations

from datetime import datetime

from packager.book.blocks import Block, Paragraph, Table, Verse
from packager.book.book import Asset, Book
from packager.book.inlines import Span
from packager.book.style import PLAIN, Style
from packager.book.walk import blocks_of, inlines_of, is_plain, lines_of, sections
from packager.diagnostics import Code, Report
from packager.publication.colophon import colophon
from packager.publication.front_matter import cover_page, title_page
from packager.publication.navigation import landmarks, navigation
from packager.publication.notes import notes_appendix
from packager.publication.package import package_metadata
from packager.publication.plan import IMAGE_FOLDER, plan_sections
from packager.publication.publication import ContentDocument, Publication, Resource, Stylesheet
from packager.publication.sections import section_document
from packager.publication.words import words_for
from packager.publication.xhtml import style_classes, style_rules
from packager.request import NotesPlacement, Trim
from packager.themes.theme import Theme

_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/svg+xml": ".svg",
}

VERTICAL_CSS = """\
html.vertical {
  -epub-writing-mode: vertical-rl;
  -webkit-writing-mode: vertical-rl;
  writing-mode: vertical-rl;
}
"""
"""Lines from top to bottom; with the prefixes of EPUB 3.3, section 6.3.1.1, and of its engines.

https://www.w3.org/TR/epub-33/#sec-css-prefixed-writing-modes-writing-mode
"""


def publish(
    book: Book,
    theme: Theme,
    report: Report,
    *,
    notes: NotesPlacement = "appendix",
    trim: Trim = "a5",
    modified: datetime | None = None,
) -> Publication:
    """A book set as XHTML documents, with everything a writer needs.

    Args:
        book: With a title, a language, and assets whose media types are known.
        theme: How it looks.
        report: Told when notes are left out.
        notes: Where the author's notes stand.
        trim: Size of the printed page.
        modified: The moment of last modification, when the story names none.
    """
    words = words_for(book.metadata.language)
    planned = plan_sections(book, words)
    resources = tuple(_resource(asset) for asset in book.assets)
    pictures = {asset.id: f"../{resource.href}" for asset, resource in _pairs(book, resources)}
    targets = {item.section.id: f"{item.stem}.xhtml" for item in planned}
    footnotes = {note.id: note for note in book.footnotes}
    if notes == "drop" and book.notes:
        report.add(Code.NOTES_LEFT_OUT, f"{len(book.notes)} author's notes were left out, as asked")

    spine: list[ContentDocument] = []
    if book.cover:
        spine.append(cover_page(book.metadata, pictures[book.cover], words))
    title = title_page(
        book.metadata, pictures=pictures, targets=targets, footnotes=footnotes, words=words
    )
    spine.append(title)
    spine += [
        section_document(
            item,
            pictures=pictures,
            targets=targets,
            footnotes=footnotes,
            notes=notes,
            words=words,
        )
        for item in planned
    ]
    appendix = None
    if notes in {"appendix", "both"}:
        appendix = notes_appendix(
            planned,
            pictures=pictures,
            targets=targets,
            footnotes=footnotes,
            book_title=book.metadata.title,
            words=words,
        )
    if appendix is not None:
        spine.append(appendix)
    spine.append(colophon(book.metadata, words))
    nav = navigation(planned, appendix, title.href, words)
    return Publication(
        metadata=package_metadata(book, modified),
        spine=tuple(spine),
        nav=nav,
        landmarks=landmarks(spine, nav, words),
        stylesheets=_stylesheets(book, theme),
        resources=resources,
        cover=f"image-{book.cover}" if book.cover else "",
        fonts=tuple(str(folder) for folder in theme.fonts),
        trim=trim,
    )


def _pairs(book: Book, resources: tuple[Resource, ...]) -> tuple[tuple[Asset, Resource], ...]:
    return tuple(zip(book.assets, resources, strict=True))


def _resource(asset: Asset) -> Resource:
    suffix = _SUFFIXES[asset.media_type]
    return Resource(
        id=f"image-{asset.id}",
        href=f"{IMAGE_FOLDER}/{asset.id}{suffix}",
        media_type=asset.media_type,
        data=asset.data,
    )


def _stylesheets(book: Book, theme: Theme) -> tuple[Stylesheet, ...]:
    sheets = [
        Stylesheet(media="all", css=theme.text_css),
        Stylesheet(media="epub", css=theme.epub_css),
        Stylesheet(media="print", css=theme.print_css),
    ]
    if book.metadata.vertical:
        sheets.append(Stylesheet(media="epub", css=VERTICAL_CSS))
    rules = style_rules({name for style in _styles(book) for name in style_classes(style)})
    if rules:
        sheets.append(Stylesheet(media="all", css=rules + "\n"))
    return tuple(sheets)


def _styles(book: Book) -> set[Style]:
    """Every style the author asked for anywhere in the book."""
    runs = [
        book.metadata.description,
        *(section.blocks for section in sections(book)),
        *(note.blocks for note in book.notes),
        *(note.blocks for note in book.footnotes),
    ]
    found = {PLAIN}
    for run in runs:
        for block in blocks_of(run):
            if block.style is not PLAIN:
                found.add(block.style)
            if type(block) is Paragraph and is_plain(block.children):
                continue
            found.update(_inner_styles(block))
            for line in lines_of(block):
                found.update(i.style for i in inlines_of(line) if isinstance(i, Span))
    return found


def _inner_styles(block: Block) -> set[Style]:
    match block:
        case Verse(stanzas):
            return {line.style for stanza in stanzas for line in stanza}
        case Table(rows):
            return {cell.style for row in rows for cell in row}
        case _:
            return set()

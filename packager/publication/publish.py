"""Publish: Book to Publication, the one way in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from packager.book.book import Asset, Book
from packager.diagnostics import Code, Report
from packager.paper import Paper
from packager.profile import ProfileName
from packager.publication.colophon import colophon
from packager.publication.front_matter import cover_page, title_page
from packager.publication.known import known
from packager.publication.navigation import landmarks, navigation
from packager.publication.notes import notes_appendix
from packager.publication.package import package_metadata
from packager.publication.plan import IMAGE_FOLDER, plan_sections
from packager.publication.publication import ContentDocument, Publication, Resource, Stylesheet
from packager.publication.sections import section_document
from packager.publication.xhtml import style_rules
from packager.request import NotesPlacement
from packager.themes.theme import Theme
from packager.words import words_for

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
    paper: Paper = Paper(),  # noqa: B008 - frozen
    profile: ProfileName = "generic",
    modified: datetime | None = None,
    generator: bool = True,
    certified_by: str = "",
) -> Publication:
    """A book set as XHTML documents, with everything a writer needs.

    Args:
        book: With a title, a language, and assets whose media types are known.
        theme: How it looks.
        report: Told when notes are left out.
        notes: Where the author's notes stand.
        paper: The page a PDF is made for.
        profile: The reading systems it is for.
        modified: The moment of last modification, when the story names none.
        generator: Whether packager is named as what made the book.
        certified_by: Who certifies that the book is accessible; empty for nobody.
    """
    book = replace(book, metadata=known(book.metadata))
    words = words_for(book.metadata.language)
    planned = plan_sections(book, words)
    resources = tuple(_resource(asset) for asset in book.assets)
    pictures = {asset.id: f"../{resource.href}" for asset, resource in _pairs(book, resources)}
    targets = {item.section.id: f"{item.stem}.xhtml" for item in planned}
    footnotes = {note.id: note for note in book.footnotes}
    if notes == "drop" and book.notes:
        report.add(Code.NOTES_LEFT_OUT, f"{len(book.notes)} author's notes were left out, as asked")

    classes: set[str] = set()
    spine: list[ContentDocument] = []
    if book.cover:
        spine.append(cover_page(book.metadata, pictures[book.cover], words))
    title = title_page(
        book.metadata,
        pictures=pictures,
        targets=targets,
        footnotes=footnotes,
        classes=classes,
        words=words,
    )
    spine.append(title)
    spine += [
        section_document(
            item,
            pictures=pictures,
            targets=targets,
            footnotes=footnotes,
            classes=classes,
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
            classes=classes,
            book_title=book.metadata.title,
            words=words,
        )
    if appendix is not None:
        spine.append(appendix)
    spine.append(colophon(book.metadata, words))
    nav = navigation(planned, appendix, title.href, words)
    return Publication(
        metadata=package_metadata(book, modified, generator=generator, certified_by=certified_by),
        spine=tuple(spine),
        nav=nav,
        landmarks=landmarks(spine, nav, words),
        stylesheets=_stylesheets(book, theme, classes),
        resources=resources,
        cover=f"image-{book.cover}" if book.cover else "",
        fonts=tuple(str(folder) for folder in theme.fonts),
        paper=paper,
        profile=profile,
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


def _stylesheets(book: Book, theme: Theme, classes: set[str]) -> tuple[Stylesheet, ...]:
    sheets = [
        Stylesheet(media="all", css=theme.text_css),
        Stylesheet(media="epub", css=theme.epub_css),
        Stylesheet(media="print", css=theme.print_css),
    ]
    if book.metadata.vertical:
        sheets.append(Stylesheet(media="epub", css=VERTICAL_CSS))
    rules = style_rules(classes)
    if rules:
        sheets.append(Stylesheet(media="all", css=rules + "\n"))
    return tuple(sheets)

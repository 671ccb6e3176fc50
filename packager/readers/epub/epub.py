"""The dialect ``epub``: any EPUB 2 or 3, as a file, as the folder it was, as the folder it becomes.

What the maker said is used where it is there (semantics, landmarks, classes), and not missed where
it is not: an EPUB whose table of contents, media type, container or package document is broken or
lost is read as far as its documents go.
"""

from __future__ import annotations

from dataclasses import replace

from packager.book.blocks import Blocks
from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.book.style import Direction
from packager.diagnostics import Code, Report, Where
from packager.readers.epub.apparatus import Known
from packager.readers.epub.cover import cover_path
from packager.readers.epub.division import divide
from packager.readers.epub.kinds import Apparatus
from packager.readers.epub.metadata import language_of, package_metadata
from packager.readers.epub.opened import Opened, open_epub, visible
from packager.readers.epub.outline import outline_of
from packager.readers.epub.own_notes import lift_own_notes
from packager.readers.epub.reading import Reading, link_notes, reading_of
from packager.readers.epub.story import make_book, tell_own_notes
from packager.readers.epub.stylesheet import runs_down
from packager.readers.epub.tree import text_of
from packager.readers.markup.tree import parse_html
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_RIGHTS = (
    "©",
    "copyright",
    "license",
    "licence",
    "public domain",
    "all rights",
    "creative commons",
)
_MAX_RIGHTS = 500
_NAMED = 3
"""Lost entries that are named; more would not help to find them."""

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "iw", "ji", "ps", "sd", "ug", "ur", "yi", "dv"})


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB: it is, unless another dialect knows better."""
    if sample.kind == "epub":
        return 0.3, "an EPUB of no dialect packager knows"
    if source.name.lower().endswith(".epub"):
        return 0.3, "a file named as an EPUB"
    if sample.kind == "zip" and "mimetype" in sample.names:
        return 0.2, "an archive with a media type, and no package document"
    return 0.0, "no EPUB"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of an EPUB.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: It is encrypted, its pages are laid out, or it holds no story.
    """
    opened = open_epub(source, report)
    metadata = metadata_of(opened, report)
    return read_opened(opened, metadata, request, report)


def metadata_of(opened: Opened, report: Report) -> Metadata:
    """What the package and the documents of an EPUB say about it."""
    metadata = package_metadata(
        opened.package, opened.mending, lambda text: html_blocks(opened.name, text, report)
    )
    tags = [document.root.attributes.get(name) or "" for document in opened.documents[:3]
            for name in ("lang", "xml:lang")]  # fmt: skip
    language = metadata.language or language_of(tags)
    metadata = replace(metadata, language=language)
    return replace(
        metadata,
        direction=_direction(opened, language),
        vertical=runs_down(opened, language),
    )


def html_blocks(name: str, text: str, report: Report) -> Blocks:
    """The blocks of a piece of HTML that is no document: a description."""
    from packager.readers.markup.reading import Markup  # noqa: PLC0415 - loaded when HTML is read

    root = parse_html(text, Where(name), report)
    markup = Markup(
        source=name,
        report=report,
        resolve=lambda href: href if href.startswith(("http://", "https://")) else None,
    )
    blocks = markup.blocks(root.css_first("body") or root, aside=True)
    markup.finish()
    return blocks


def read_opened(
    opened: Opened,
    metadata: Metadata,
    request: Request,
    report: Report,
    *,
    reading: Reading | None = None,
    skipped: frozenset[str] = frozenset(),
) -> Book:
    """The Book of an opened EPUB, its metadata known.

    Args:
        opened: The EPUB.
        metadata: What is known about it.
        request: What the user asked for.
        report: Told what became of everything.
        reading: What reads its documents, where something was read before.
        skipped: Paths of documents that were dealt with otherwise.

    Raises:
        ReadError: There is no text in it.
        SourceError: A file of the container is damaged.
    """
    reading = reading or reading_of(opened, request, report)
    own = lift_own_notes(opened.container, opened.documents, metadata.title)
    tell_own_notes(own, report, opened.name)
    link_notes(
        reading, [document for document in opened.documents if document.path != opened.package.nav]
    )
    division = divide(opened.documents, opened.navigation)
    if division.absent:
        named = ", ".join(division.absent[:_NAMED])
        report.add(
            Code.CONTENTS_DIFFER,
            f"{len(division.absent)} entries of the table of contents lead to nothing: {named}"
            f"{' ...' if len(division.absent) > _NAMED else ''}",
            where=Where(opened.name),
        )
    known = Known(
        navigation=opened.navigation,
        metadata=metadata,
        nav=opened.package.nav,
        covers=_cover_pages(opened),
        skipped=own.appendix | skipped,
    )
    outline = outline_of(division.pieces, known)
    metadata = with_rights(metadata, outline.apparatus)
    return make_book(opened, outline, metadata, reading, report=report, own=own)


def with_rights(metadata: Metadata, apparatus: list[tuple[Apparatus, str]]) -> Metadata:
    """The metadata with the statement of rights of an imprint that was left out."""
    if metadata.rights:
        return metadata
    for kind, text in apparatus:
        if kind not in {"imprint", "titlepage"}:
            continue
        for sentence in text.replace("\n", ". ").split(". "):
            if any(sign in sentence.casefold() for sign in _RIGHTS):
                return replace(metadata, rights=sentence.strip()[:_MAX_RIGHTS])
    return metadata


def _cover_pages(opened: Opened) -> frozenset[str]:
    """Paths of the documents that show the cover and nothing else."""
    cover = cover_path(opened.container, opened.package, opened.navigation)
    found = set()
    for document in opened.documents if cover else ():
        pictures = document.body.css("img, image")
        if len(pictures) == 1 and not text_of([document.body]):
            attributes = pictures[0].attributes
            href = attributes.get("src") or attributes.get("xlink:href") or attributes.get("href")
            if opened.container.find(href or "", document.path) == cover:
                found.add(document.path)
    return frozenset(found)


def _direction(opened: Opened, language: str) -> Direction | None:
    """The direction most documents name, where it is not that of the language."""
    named = [
        (document.root.attributes.get("dir") or document.body.attributes.get("dir") or "").lower()
        for document in opened.documents
    ]
    usual: Direction = "rtl" if language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT else "ltr"
    other: Direction = "ltr" if usual == "rtl" else "rtl"
    return other if named.count(other) * 2 > len(named) else None


READER = Reader(
    name="epub",
    summary="any EPUB 2 or 3, packed or as a folder",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

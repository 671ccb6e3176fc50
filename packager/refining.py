"""Refining: a Book that was read made ready to be published, by all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count

from packager.book.blocks import Figure
from packager.book.book import Asset, Book
from packager.book.inlines import Image
from packager.book.walk import blocks_of, inlines_of, lines_of, sections
from packager.diagnostics import Code, Report, Where
from packager.errors import AssetError, SourceError, UsageError
from packager.profile import profile
from packager.readers.covers import COVER_ID, UNKNOWN_TYPE, cover_beside, named_cover
from packager.readers.sidecar import Known, find_sidecar, parse_metadata
from packager.reading import Reading
from packager.request import Request
from packager.sources.file import read_file
from packager.sources.source import MAX_NEIGHBOUR
from packager.structure.cover_values import AUTO, NONE
from packager.transforms.cover import fit_cover
from packager.transforms.metadata import title_chapters
from packager.transforms.order import transforms
from packager.transforms.punctuation import smarten_text


def refined(reading: Reading, request: Request, report: Report) -> Book:
    """Everything between reading and publishing, in its order."""
    sidecar = find_sidecar(reading.source)
    asked = metadata_file(request)
    # A plan has the titles the sidecar gave when it was written, and may have others since.
    beside = sidecar.chapter_titles if reading.plan is None else ()
    book = _found_cover(reading, request, (asked, sidecar), report)
    for transform in transforms(
        request,
        given=(request.metadata, asked.metadata),
        known=(sidecar.metadata,),
        titles=request.chapter_titles or asked.chapter_titles or beside,
        name=reading.source.name,
    ):
        book = transform(book, report)
    return book


def refined_whole(book: Book, request: Request, titles: tuple[str, ...], report: Report) -> Book:
    """What is still to be done for a book whose stories are finished: its titles and its cover."""
    metadata = book.metadata
    if request.smart:
        language = metadata.language.split("-")[0]
        metadata = replace(metadata, title=smarten_text(metadata.title, language))
    book = replace(book, metadata=metadata)
    book = title_chapters(
        book, report, titles=request.chapter_titles or titles, where=Where(metadata.title)
    )
    cover = _asked_cover(request)
    if cover is None:
        return book
    limits = profile(request.profile).cover
    return fit_cover(_covered(book, cover), report, asked=str(request.cover), limits=limits)


def metadata_file(request: Request) -> Known:
    """What the metadata file the user named says; nothing when none was named.

    Raises:
        UsageError: It can't be read, or can't be meant.
    """
    if request.metadata_file is None:
        return Known()
    where = Where(str(request.metadata_file))
    try:
        found = read_file(request.metadata_file, MAX_NEIGHBOUR)
    except SourceError as error:
        raise UsageError(
            Code.METADATA_INVALID,
            f"the metadata file can't be read: {error.message}",
            where=where,
        ) from error
    return parse_metadata(found, where)


def _asked_cover(request: Request) -> Asset | None:
    """The cover the user named, as an asset nobody has looked into yet.

    Raises:
        AssetError: It can't be read.
    """
    if request.cover is None:
        return None
    try:
        picture = read_file(request.cover, MAX_NEIGHBOUR)
    except SourceError as error:
        raise AssetError(
            Code.COVER_ASKED_MISSING,
            f"the cover asked for can't be used: {error.message}",
            where=Where(str(request.cover)),
        ) from error
    return Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=picture)


def _found_cover(
    reading: Reading, request: Request, known: tuple[Known, Known], report: Report
) -> Book:
    """The book with the cover the user asked for, or what the source, its sidecar or folder has."""
    book, source = reading.book, reading.source
    asked, sidecar = known
    planned = AUTO if reading.plan is None else reading.plan.cover
    if request.covers == "none":
        return replace(book, cover="", assets=_seen(book))
    found = _asked_cover(request)
    if found is None and asked.cover:
        found = named_cover(source, asked.cover, Where(str(request.metadata_file)), report)
    if found is None and planned == NONE:
        return replace(book, cover="")
    if found is None and planned != AUTO:
        if book.asset(planned) is not None:
            return replace(book, cover=planned)
        found = named_cover(source, planned, Where(str(request.plan)), report)
    if found is None and book.cover:
        return book
    if found is None and sidecar.cover:
        found = named_cover(source, sidecar.cover, Where("story.toml"), report)
    found = found or cover_beside(source, report)
    if found is None:
        return book
    return _covered(book, found)


def _covered(book: Book, cover: Asset) -> Book:
    """The book with this cover; the one it had stays when its text shows it too."""
    kept = _seen(book)
    taken = {asset.id for asset in kept}
    numbered = (f"{cover.id}-{number}" for number in count(2))
    name = next(name for name in chain((cover.id,), numbered) if name not in taken)
    return replace(book, cover=name, assets=(replace(cover, id=name), *kept))


def _seen(book: Book) -> tuple[Asset, ...]:
    """The pictures of the book but for its cover, unless its text shows that too."""
    return tuple(asset for asset in book.assets if asset.id != book.cover or _shows(book, asset.id))


def _shows(book: Book, asset: str) -> bool:
    """Whether the text of a book shows a picture."""
    runs = [book.metadata.description, *(section.blocks for section in sections(book))]
    runs += (note.blocks for note in book.notes)
    runs += (note.blocks for note in book.footnotes)
    return any(
        (isinstance(block, Figure) and block.asset == asset)
        or any(
            isinstance(inline, Image) and inline.asset == asset
            for line in lines_of(block)
            for inline in inlines_of(line)
        )
        for run in runs
        for block in blocks_of(run)
    )

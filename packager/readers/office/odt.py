"""The dialect ``odt``: OpenDocument text, as LibreOffice writes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from packager.book.book import Asset, Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, UsageError
from packager.readers.covers import UNKNOWN_TYPE
from packager.readers.office.manuscript import Manuscript, book_of
from packager.readers.reader import Reader, Sure
from packager.readers.sidecar import language_value, paragraphs_value
from packager.request import Request
from packager.sources.archive import as_folder
from packager.sources.sample import Sample
from packager.sources.source import Source, UnsafePath


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is OpenDocument text: by the media type in it."""
    del source
    if sample.kind != "odt":
        return 0.0, "no OpenDocument text"
    return 0.99, "its mimetype says OpenDocument text"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of an OpenDocument text.

    Raises:
        SourceError: The file is damaged or unsafe.
        ReadError: There is no text in it.
    """
    from packager.readers.office.odt_document import read_odt  # noqa: PLC0415 - it loads lxml
    from packager.readers.office.xml_part import parse_xml  # noqa: PLC0415 - as above

    where = Where(source.name)
    folder = source if source.names else as_folder(source.name, source.data, where)
    content = parse_xml(_file(folder, "content.xml", where) or b"")
    if content is None:
        raise ReadError(
            Code.NO_STORY,
            "its content.xml can't be read",
            where=where,
            hint="open it in LibreOffice and save it again",
        )
    assets: dict[str, Asset] = {}
    found = read_odt(
        content,
        parse_xml(_file(folder, "styles.xml", where) or b""),
        parse_xml(_file(folder, "meta.xml", where) or b""),
        partial(_picture, folder, assets, report),
    )
    title = next(iter(found.facts.get("title", ())), "") or found.title
    metadata = replace(_metadata(found.facts, title), subtitle=found.subtitle)
    return book_of(
        Manuscript(
            blocks=found.blocks,
            footnotes=found.footnotes,
            assets=tuple(assets.values()),
            metadata=metadata,
            dropped=found.dropped,
            bookmarks=found.bookmarks,
            pages=found.pages,
        ),
        source.name,
        request,
        report,
    )


def visible(source: Source) -> str:
    """All text of the body of ``content.xml``, as it stands there."""
    from packager.readers.office.odt_visible import body_of, visible_text  # noqa: PLC0415 - it loads lxml
    from packager.readers.office.xml_part import parse_xml  # noqa: PLC0415 - as above

    where = Where(source.name)
    folder = source if source.names else as_folder(source.name, source.data, where)
    content = parse_xml(_file(folder, "content.xml", where) or b"")
    return "" if content is None else visible_text(body_of(content))


def _file(folder: Source, name: str, where: Where) -> bytes | None:
    try:
        return folder.neighbour(name)
    except UnsafePath as error:
        raise ReadError(
            Code.ARCHIVE_UNSAFE, f"its {name} is not read: {error}", where=where
        ) from error


def _picture(
    folder: Source, assets: dict[str, Asset], report: Report, path: str, alt: str
) -> str | None:
    """The id of the picture at a path within the file; ``None`` with a diagnostic."""
    if path in assets:
        return assets[path].id
    where = Where(folder.name)
    if "://" in path:
        report.add(Code.PICTURE_REMOTE, f"the picture {path!r} lies on the network", where=where)
        return None
    try:
        found = folder.neighbour(path.removeprefix("./"))
    except UnsafePath:
        found = None
    if found is None:
        report.add(Code.PICTURE_NOT_FOUND, f"the picture {path!r} does not exist", where=where)
        return None
    name = f"image-{len(assets) + 1:03d}"
    assets[path] = Asset(id=name, media_type=UNKNOWN_TYPE, data=found, alt=" ".join(alt.split()))
    return name


def _metadata(facts: dict[str, tuple[str, ...]], title: str) -> Metadata:
    def first(name: str) -> str:
        return next(iter(facts.get(name, ())), "")

    try:
        language = language_value(first("language")) if first("language") else ""
    except (ValueError, UsageError):
        language = ""
    authors = facts.get("initial-creator", ()) or facts.get("creator", ())
    return Metadata(
        title=title,
        creators=tuple(Creator(author) for author in dict.fromkeys(authors)),
        subjects=facts.get("keyword", ()),
        language=language,
        description=paragraphs_value("\n\n".join(facts.get("description", ()))),
    )


READER = Reader(
    name="odt",
    summary="OpenDocument text (LibreOffice)",
    suffixes=(".odt", ".ott"),
    sniff=sniff,
    read=read,
    visible=visible,
)

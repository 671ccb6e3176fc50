"""The dialect ``docx``: a Word document."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, UsageError
from packager.readers.office.manuscript import Manuscript, book_of
from packager.readers.reader import Reader, Sure
from packager.readers.sidecar import language_value, paragraphs_value
from packager.request import Request
from packager.sources.archive import as_folder
from packager.sources.sample import Sample
from packager.sources.source import Source, UnsafePath
from packager.sources.text import printable

if TYPE_CHECKING:
    from lxml import etree

_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_BODIES = re.compile(r"word/(?:document|footnotes|endnotes|comments)\.xml")
_SEEN = frozenset({"t", "delText"})


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is a Word document: by the parts in it."""
    del source
    if sample.kind != "docx":
        return 0.0, "no Word document"
    return 0.99, "it holds word/document.xml"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a Word document.

    Raises:
        SourceError: The file is damaged or unsafe.
        ReadError: It can't be understood, or there is no text in it.
    """
    from mammoth import docx  # noqa: PLC0415 - it takes a while to load

    from packager.readers.office.docx_document import DocxReading  # noqa: PLC0415 - as above

    where = Where(source.name)
    if not source.data:
        raise ReadError(
            Code.FORMAT_REFUSED,
            "it is an unpacked Word document",
            where=where,
            hint="give packager the .docx file itself",
        )
    folder = as_folder(source.name, source.data, where)
    parts = {name: _part(folder, name, where) for name in folder.names}
    try:
        plain, hidden = _made_plain(parts)
        document = docx.read(plain).value
        reading = DocxReading(document.notes, report, where)
        blocks = reading.blocks(document.children)
    except Exception as error:  # mammoth raises whatever a damaged part makes it stumble over
        raise ReadError(
            Code.SOURCE_UNREADABLE,
            "the Word document is damaged",
            where=where,
            hint="open it in a word processor and save it again",
        ) from error
    metadata = _metadata(_part(folder, "docProps/core.xml", where))
    metadata = replace(
        metadata,
        title=metadata.title or reading.title,
        subtitle=metadata.subtitle or reading.subtitle,
    )
    return book_of(
        Manuscript(
            blocks=tuple(blocks),
            footnotes=tuple(reading.footnotes),
            assets=tuple(reading.assets),
            metadata=metadata,
            bookmarks=reading.bookmarks,
            pages=reading.pages,
            dropped="\n".join(
                (
                    _text_of_parts(folder, where, hidden=True),
                    hidden,
                    *_lost_notes(parts, reading.cited),
                )
            ),
        ),
        source.name,
        request,
        report,
    )


def _lost_notes(parts: dict[str, bytes], cited: set[tuple[str, str]]) -> Iterator[str]:
    """The words of footnotes and endnotes that nothing in the text points to any more."""
    from packager.readers.office.xml_part import local_name, parse_xml  # noqa: PLC0415 - lxml

    for kind in ("footnote", "endnote"):
        root = parse_xml(parts.get(f"word/{kind}s.xml", b""))
        for note in () if root is None else root:
            name = next((v for k, v in note.attrib.items() if k.endswith("}id")), "")
            if local_name(note) == kind and (kind, name) not in cited:
                yield _text(note, hidden=False, all_hidden=False)


def _made_plain(parts: dict[str, bytes]) -> tuple[io.BytesIO, str]:
    """The document as another library understands all of it, and the words taken out of it."""
    from lxml import etree  # noqa: PLC0415 - it takes a while to load

    from packager.readers.office.docx_resolved import DocxResolving  # noqa: PLC0415 - as above
    from packager.readers.office.docx_styles import styles_of  # noqa: PLC0415 - as above
    from packager.readers.office.xml_part import parse_xml  # noqa: PLC0415 - as above

    resolving = DocxResolving(styles_of(parse_xml(parts.get("word/styles.xml", b""))))
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        for name, part in parts.items():
            root = parse_xml(part) if _BODIES.fullmatch(name) else None
            if root is not None:
                resolving.part(root)
                part = etree.tostring(root, encoding="utf-8", xml_declaration=True)  # noqa: PLW2901 - the same part, plainer
            archive.writestr(zipfile.ZipInfo(name), part)
    plain.seek(0)
    return plain, "\n".join(resolving.dropped)


def visible(source: Source) -> str:
    """The text of the document, its notes, its comments and what was deleted from it."""
    where = Where(source.name)
    folder = as_folder(source.name, source.data, where)
    return "\n".join(_text_of_parts(folder, where, hidden=hidden) for hidden in (False, True))


def _part(folder: Source, name: str, where: Where) -> bytes:
    try:
        return folder.neighbour(name) or b""
    except UnsafePath as error:
        raise ReadError(
            Code.ARCHIVE_UNSAFE, f"its {name} is not read: {error}", where=where
        ) from error


def _text_of_parts(folder: Source, where: Where, *, hidden: bool) -> str:
    """The text of the document: what is printed, or what is hidden in it."""
    from packager.readers.office.xml_part import parse_xml  # noqa: PLC0415 - it loads lxml

    texts = []
    for name in folder.names:
        if _BODIES.fullmatch(name):
            root = parse_xml(_part(folder, name, where))
            if root is not None:
                comments = name.endswith("comments.xml")
                texts.append(_text(root, hidden=hidden, all_hidden=comments))
    return "\n".join(texts)


def _text(root: etree._Element, *, hidden: bool, all_hidden: bool) -> str:
    from lxml import etree  # noqa: PLC0415 - as above

    from packager.readers.office.xml_part import local_name  # noqa: PLC0415 - as above

    parts: list[str] = []
    doubled = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local_name(element)
        if name == "Choice" and element.getnext() is not None:
            # Word writes a text box twice, for old programs as the Fallback.
            doubled += 1 if event == "start" else -1
        if doubled:
            continue
        if event == "end":
            parts.append("\n" if name == "p" else "")
        elif name in {"tab", "br", "cr", "rt"}:
            parts.append(" ")
        elif name in _SEEN and (all_hidden or name == "delText") == hidden:
            parts.append(element.text or "")
    lines = printable("".join(parts)).split("\n")
    return "\n".join(line for line in lines if line.strip())


def _metadata(core: bytes) -> Metadata:
    from packager.readers.office.xml_part import parse_xml  # noqa: PLC0415 - it loads lxml

    root = parse_xml(core) if core else None
    if root is None:
        return Metadata()

    def said(path: str) -> str:
        return " ".join(printable(root.findtext(path) or "").split())

    words = re.split(r"\s*[,;]\s*", said(f"{_CP}keywords"))
    try:
        language = language_value(said(f"{_DC}language"))
    except (UsageError, ValueError):
        language = ""
    authors = re.split(r"\s*;\s*", said(f"{_DC}creator"))
    return Metadata(
        title=said(f"{_DC}title"),
        creators=tuple(Creator(author) for author in authors if author),
        subjects=tuple(word for word in words if word),
        description=paragraphs_value(said(f"{_DC}description")),
        language=language,
    )


READER = Reader(
    name="docx",
    summary="Word document",
    suffixes=(".docx", ".docm"),
    sniff=sniff,
    read=read,
    visible=visible,
)

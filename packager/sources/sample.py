"""Sample: what a source is at first sight, so that readers can say how sure they are of it.

A source is opened and decoded once for all of them, and only the readers of its kind are asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from packager.diagnostics import Report, Where
from packager.errors import SourceError
from packager.sources.archive import as_folder
from packager.sources.source import Source, UnsafePath, from_bytes
from packager.sources.text import decode

Kind = Literal[
    "text", "html", "epub", "folder", "zip", "docx", "odt", "rtf", "fb2", "pdf", "mobi", "binary"
]
"""What a source is made of. ``epub`` is the file or its unpacked folder, valid or not."""

_SAMPLE = 2**16
"""Bytes a source is judged by."""

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|div|article|section|p|h[1-6]|table|span|center)"
    r"[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_FICTION_BOOK = re.compile(r"<(?:\w+:)?FictionBook[\s>]")
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".xht", ".mht", ".mhtml"})
_MOBI = (b"BOOKMOBI", b"TEXtREAd")
_TYPE_AT = 60
"""Bytes in front of the type and creator of a Palm database, which MOBI and AZW3 are."""

_INCOMPLETE = re.compile(rb"[\xc0-\xff][\x80-\xbf]{0,3}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A source at first sight.

    Attributes:
        kind: What it is made of.
        text: The beginning of its text, 64 KiB at most; of an EPUB its package document; empty
            for a folder and for what is no text.
        names: Paths of the files in a folder, a zip archive, an EPUB.
    """

    kind: Kind
    text: str = ""
    names: tuple[str, ...] = ()


def sample_of(source: Source) -> Sample:
    """A source at first sight; never raises."""
    if source.names:
        return _of_names(source, "folder")
    start = source.data[:_SAMPLE]
    if start.startswith(b"PK"):
        return _of_zip(source)
    if start[_TYPE_AT : _TYPE_AT + 8] in _MOBI:
        return Sample(kind="mobi")
    if start[:1024].lstrip().startswith(b"%PDF-"):
        return Sample(kind="pdf")
    if start.startswith(b"{\\rtf"):
        return Sample(kind="rtf", text=start.decode("ascii", "replace"))
    return _of_text(source.name, start)


def _of_zip(source: Source) -> Sample:
    try:
        return _of_names(
            as_folder(source.name, source.data, Where(source.name), doubles=True), "zip"
        )
    except SourceError:
        return Sample(kind="zip")


def _of_text(name: str, start: bytes) -> Sample:
    if len(start) == _SAMPLE:
        start = _INCOMPLETE.sub(b"", start)
    try:
        text = decode(from_bytes(name, start), Report())
    except SourceError:
        return Sample(kind="binary")
    if _FICTION_BOOK.search(text[:4096]):
        return Sample(kind="fb2", text=text)
    suffix = PurePosixPath(name).suffix.lower()
    is_html = suffix in _HTML_SUFFIXES or _HTML.match(text)
    return Sample(kind="html" if is_html else "text", text=text)


def _of_names(source: Source, otherwise: Literal["folder", "zip"]) -> Sample:
    names = source.names
    if "word/document.xml" in names:
        return Sample(kind="docx", names=names)
    package = next((name for name in names if name.lower().endswith(".opf")), "")
    if package or "META-INF/container.xml" in names:
        return Sample(kind="epub", text=_text_in(source, package), names=names)
    if "content.xml" in names and "opendocument.text" in _text_in(source, "mimetype"):
        return Sample(kind="odt", names=names)
    return Sample(kind=otherwise, names=names)


def _text_in(source: Source, name: str) -> str:
    try:
        found = source.neighbour(name) if name else None
        return decode(from_bytes(name, found[:_SAMPLE]), Report()) if found else ""
    except (SourceError, UnsafePath):
        return ""

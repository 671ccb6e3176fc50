"""Unread: the sources that packager does not read, what each is, and what to do instead."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath
from typing import NoReturn

from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, SourceError
from packager.sources.archive import STORY_SUFFIXES
from packager.sources.sample import Kind, Sample
from packager.sources.source import Source
from packager.sources.text import decode

_INSTEAD: dict[Kind, tuple[str, str]] = {
    "pdf": (
        "it is a PDF, which holds pages and no story",
        "give packager the file the PDF was made of, or the story as EPUB, HTML or text",
    ),
    "mobi": (
        "it is a Kindle book (MOBI, AZW3)",
        "calibre turns one without DRM into an EPUB: ebook-convert book.azw3 book.epub",
    ),
}


_BY_FIRST_BYTES = (
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Word document (DOC)",
        "save it as DOCX, ODT or RTF in a word processor",
    ),
    (b"ITOLITLS", "it is a book of Microsoft Reader (LIT)", "calibre turns it into an EPUB"),
    (b"\xffWPC", "it is a WordPerfect document", "save it as DOCX or ODT in LibreOffice"),
    (b"AT&TFORM", "it is a DjVu file, which holds pictures of pages", "give packager the text"),
)
_OF_PAGES = "Index/Document.iwa"


def _refuse_by_look(source: Source, sample: Sample, where: Where) -> None:
    """Refuse what is known to be read by other programs only."""
    found = next((one for one in _BY_FIRST_BYTES if source.data.startswith(one[0])), None)
    if found is not None:
        raise ReadError(Code.FORMAT_REFUSED, found[1], where=where, hint=found[2])
    if _OF_PAGES in sample.names:
        raise ReadError(
            Code.FORMAT_REFUSED,
            "it is a document of Apple Pages",
            where=where,
            hint="export it from Pages as Word or as plain text",
        )


def refuse(source: Source, sample: Sample, report: Report) -> NoReturn:
    """Refuse a source that no reader knows.

    Raises:
        SourceError: It is empty, no text, or a folder with no story, or with several.
        ReadError: It is of a kind that packager does not read.
    """
    where = Where(source.name)
    if sample.kind in _INSTEAD:
        message, hint = _INSTEAD[sample.kind]
        raise ReadError(Code.FORMAT_REFUSED, message, where=where, hint=hint)
    _refuse_by_look(source, sample, where)
    if sample.kind not in {"folder", "zip"}:
        decode(source, report)  # says what is wrong with a source that is no text at all
    if sample.kind in {"folder", "zip"}:
        stories = [name for name in sample.names if PurePosixPath(name).suffix in STORY_SUFFIXES]
        raise SourceError(
            Code.FOLDER_NO_STORY,
            f"the {'folder' if sample.kind == 'folder' else 'archive'} holds {len(stories)} files "
            "that could be a story, where one was expected",
            where=where,
            hint=f"name one of them: {source.name}/{stories[0]}" if stories else "",
        )
    suffix = PurePosixPath(source.name).suffix
    raise ReadError(
        Code.FORMAT_UNKNOWN,
        f"no reader knows this kind of source{f' ({suffix})' if suffix else ''}",
        where=where,
        hint="--from NAME reads it all the same; packager inspect --help lists the names",
    )


_NO_PROSE = {
    "a program": ".py .js .mjs .ts .jsx .tsx .c .h .cc .cpp .hpp .cs .java .go .rs .rb .pl .php "
    ".sh .bash .bat .ps1 .lua .swift .kt .scala .sql .r .m .asm .vue",
    "a stylesheet": ".css .scss .sass .less",
    "a table": ".csv .tsv",
    "a log": ".log",
    "settings": ".ini .cfg .conf .toml .yaml .yml .env .lock .properties",
    "JSON": ".json .jsonl .ndjson .geojson",
    "a picture (SVG)": ".svg",
    "subtitles": ".srt .vtt .ass",
    "XML": ".xml .xsl .xsd .rss .atom .ncx .opf",
}
"""What a text is by the suffix of its name, when no reader knows it better."""


def refuse_no_prose(source: Source, sample: Sample) -> None:
    """Refuse a text that is written for machines; a text whose name says nothing is looked at.

    Raises:
        ReadError: It is a program, a stylesheet, a table or the like.
    """
    if sample.kind != "text":
        return
    suffix = PurePosixPath(source.name).suffix.lower()
    found = next((kind for kind, listed in _NO_PROSE.items() if suffix in listed.split()), "")
    start = sample.text[:2048]
    if not found and _markup().match(start):
        found = "a picture (SVG)" if "<svg" in start else "XML"
    if not found and _json().match(start):
        found = "JSON"
    if found:
        raise ReadError(
            Code.FORMAT_REFUSED,
            f"it is {found}, not a story",
            where=Where(source.name),
            hint="give packager the story itself; --from text reads this all the same",
        )


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(r"\s*<(?:\?xml\s|svg[\s>]|!DOCTYPE\s+(?!html)|rss[\s>])", re.IGNORECASE)


@cache
def _json() -> re.Pattern[str]:
    return re.compile(r'\s*(?:\[\s*)?\{\s*"[^"\n]{1,100}"\s*:')

"""mdBook book: the Book of the chapters that ``SUMMARY.md`` lists."""

from __future__ import annotations

import posixpath
import re
import tomllib
from functools import cache, partial

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.headings.in_text import compiled_regex
from packager.readers.markdown.division import Asked
from packager.readers.markdown.folder_book import About, finished
from packager.readers.markdown.folder_files import PICTURES, FolderFiles
from packager.readers.markdown.folder_story import ChapterFile, FolderStory
from packager.readers.markdown.mdbook import Place, find_book
from packager.readers.markdown.mdbook_text import without_directives
from packager.readers.markdown.reading import MarkdownReading
from packager.readers.markdown.source_text import file_text
from packager.readers.markdown.summary import Entry, read_summary
from packager.readers.sidecar import language_value, paragraphs_value
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable


@cache
def _licence() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:licen[cs]es?|copyrights?|copying|legal|imprint|impressum|colophon)\b", re.IGNORECASE
    )


def read_mdbook_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a mdBook.

    Raises:
        ReadError: It has no list of chapters, or no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    place = find_book(source.names)
    if place is None:
        raise ReadError(
            Code.NO_STORY,
            "there is no SUMMARY.md that lists the chapters",
            where=Where(source.name),
            hint="--from markdown-folder reads a folder of files without one",
        )
    reading = MarkdownReading(source=source, report=report, scene_breaks=request.scene_breaks)
    change = partial(_changed, source=source, reading=reading)
    asked = Asked(regex=compiled_regex(request), undivided=request.split == "none")
    folder = FolderStory(source, report, reading, asked, change)
    folder.metadata = _metadata(source, place, report)
    text = file_text(source, place.summary, report)
    _Chapters(folder, place).add(list(read_summary(text)))
    folder.number_chapters()
    pictures = [n for n in source.names if posixpath.splitext(n)[1].lower() in PICTURES]
    return finished(folder, FolderFiles(chapters=(), pictures=tuple(pictures)), About(), report)


def _changed(text: str, path: str, *, source: Source, reading: MarkdownReading) -> str:
    return without_directives(text, path, source, reading.left_out, reading.report)


def _metadata(source: Source, place: Place, report: Report) -> Metadata:
    if not place.toml:
        return Metadata()
    try:
        table = tomllib.loads(file_text(source, place.toml, report))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        report.add(
            Code.HEADER_IGNORED, f"book.toml can't be read: {error}", where=Where(place.toml)
        )
        return Metadata()
    book = table.get("book")
    if not isinstance(book, dict):
        return Metadata()
    authors = book.get("authors", book.get("author", []))
    names = [authors] if isinstance(authors, str) else authors if isinstance(authors, list) else []
    description = book.get("description", "")
    return Metadata(
        title=_text(book.get("title")),
        creators=tuple(Creator(_text(name)) for name in names if _text(name)),
        language=_language(book.get("language")),
        description=paragraphs_value(printable(description))
        if isinstance(description, str)
        else (),
    )


def _text(value: object) -> str:
    return " ".join(printable(value).split()) if isinstance(value, str) else ""


def _language(value: object) -> str:
    try:
        return language_value(value) if value else ""
    except (TypeError, ValueError):
        return ""


class _Chapters:
    """Adds the chapters of a summary, in its order."""

    def __init__(self, folder: FolderStory, place: Place) -> None:
        self.folder = folder
        self.src = place.src
        self.where = Where(place.summary)
        self.drafts: list[str] = []
        self.missing: list[str] = []
        self.appended = False

    def add(self, entries: list[Entry]) -> None:
        left_out = self.folder.reading.left_out
        done: set[str] = set()
        for index, entry in enumerate(entries):
            left_out.add(Code.LINE_NOT_PRINTED, "lines of SUMMARY.md", entry.text)
            if entry.kind == "part":
                self._part(entry, entries[index + 1 :])
            elif entry.kind in {"prefix", "chapter", "suffix"}:
                path = posixpath.normpath(posixpath.join(self.src, entry.path))
                if not entry.path:
                    self.drafts.append(entry.title)
                elif path not in done:
                    done.add(path)
                    self._chapter(entry, path)
        self._tell()

    def _part(self, entry: Entry, below: list[Entry]) -> None:
        own = []
        for one in below:
            if one.kind in {"part", "suffix"}:
                break
            own.append(one)
        self.appended = bool(_licence().search(entry.title))
        if not self.appended and any(one.path for one in own):
            self.folder.add_part(entry.title)

    def _chapter(self, entry: Entry, path: str) -> None:
        if path not in self.folder.source.names:
            self.missing.append(entry.path)
            return
        role = None
        if entry.kind == "prefix":
            role = Role.PREFACE
        elif entry.kind == "suffix" or self.appended:
            role = Role.APPENDIX
        elif entry.title.casefold() in _INTRODUCTIONS:
            role = Role.INTRODUCTION
        self.folder.add_chapter(ChapterFile(path=path, title=entry.title, role=role))

    def _tell(self) -> None:
        report = self.folder.report
        if self.drafts:
            report.add(
                Code.CONTENTS_DIFFER,
                f"SUMMARY.md names {_chapters(len(self.drafts))} not written yet: "
                f"{', '.join(self.drafts[:5])}",
                where=self.where,
                removed="\n".join(self.drafts),
            )
        if self.missing:
            report.add(
                Code.CONTENTS_DIFFER,
                f"SUMMARY.md names {_chapters(len(self.missing))} that do not exist: "
                f"{', '.join(self.missing[:5])}",
                where=self.where,
            )


_INTRODUCTIONS = frozenset(
    {"summary", "introduction", "about", "about this story", "description", "synopsis", "blurb"}
)


def _chapters(count: int) -> str:
    return "1 chapter" if count == 1 else f"{count} chapters"

"""The dialect ``markdown-folder``: a story whose chapters are files of a folder.

The files are Markdown or plain text. Others tell about the story: ``story-meta.md``, ``README.md``,
``synopsis.md``, ``metadata.yaml``. Folders within the folder are parts.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from packager.book.book import Book
from packager.diagnostics import Report, Where
from packager.errors import SourceError
from packager.readers.markdown.folder_files import number_of_name, sort_files
from packager.readers.markdown.one_file import SUFFIXES
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.archive import as_folder
from packager.sources.sample import Sample
from packager.sources.source import Source


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a folder holds a story in Markdown files: by their names."""
    del source
    if sample.kind not in {"folder", "zip"}:
        return 0.0, "no folder"
    files = sort_files(sample.names)
    markdown = [n for n in files.chapters if PurePosixPath(n).suffix.lower() in SUFFIXES]
    numbered = sum(1 for name in files.chapters if number_of_name(name) is not None)
    if not markdown:
        texts = len(files.chapters)
        # Texts without numbers are as likely a story each, which nobody wants in one book.
        if texts > 1 and numbered * 2 >= texts:
            return 0.35, f"{texts} text files with numbers"
        return 0.0, "no Markdown files, and no numbered texts"
    if numbered > 1 or files.about:
        return 0.6, f"{len(markdown)} Markdown files, by their names chapters and notes about them"
    return 0.5, f"{len(markdown)} Markdown files"


def opened(source: Source) -> Source:
    """A zip archive as the folder it holds; any other source as it is.

    Raises:
        SourceError: The archive is damaged or unsafe.
    """
    if source.names:
        return source
    return as_folder(source.name, source.data, Where(source.name))


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a folder of files.

    Raises:
        SourceError: The folder is an archive that is damaged.
        ReadError: Its files hold no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    from packager.readers.markdown.folder_book import read_folder_book  # noqa: PLC0415 - every reader is asked, few read

    return read_folder_book(opened(source), request, report)


def visible(source: Source) -> str:
    """The texts of the chapters and of the files about them, as they stand there."""
    from packager.readers.markdown.source_text import visible_files  # noqa: PLC0415 - as above

    try:
        source = opened(source)
    except SourceError:
        return ""
    files = sort_files(source.names)
    return visible_files(source, [*files.about, *files.data, *files.chapters])


READER = Reader(
    name="markdown-folder",
    summary="a folder of Markdown or text files, a chapter each",
    suffixes=(),
    sniff=sniff,
    read=read,
    visible=visible,
)

"""Folder book: the Book of a story whose chapters are files of a folder."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import PurePosixPath
from urllib.parse import unquote

from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.diagnostics import Code, Report, Where
from packager.readers.headings.chapter_heading import parse_heading
from packager.readers.headings.in_text import compiled_regex
from packager.readers.headings.names import fact_of
from packager.readers.left_out import LeftOut
from packager.readers.markdown.division import Asked
from packager.readers.markdown.folder_cover import cover_of_folder
from packager.readers.markdown.folder_files import (
    FolderFiles,
    number_of_name,
    sort_files,
    title_of_name,
)
from packager.readers.markdown.folder_story import ChapterFile, FolderStory
from packager.readers.markdown.front import read_front
from packager.readers.markdown.front_matter import FrontMatter, yaml_values
from packager.readers.markdown.header_facts import HeaderFacts, header_facts
from packager.readers.markdown.reading import MarkdownReading
from packager.readers.markdown.source_text import file_text
from packager.readers.markdown.story import with_cover
from packager.readers.markdown.wikilinks import stems_of, without_wikilinks
from packager.request import Request
from packager.sources.source import Source

_PENDING = "#?"
_LONG_ABOUT = 1_500
"""Words from which a file about the story is a chapter that is only called so."""

_GENERIC = frozenset({"readme", "about", "summary", "index", "meta", "metadata", "info", "home"})


@dataclass(slots=True)
class About:
    """What the files about a story say.

    Attributes:
        metadata: What they say about it.
        cover: Path of the cover.
        cover_asset: Id of the picture they show.
        linked: Paths of the chapters in the order they list them, and what they call each.
        facts: What their headers say beside.
    """

    metadata: Metadata = Metadata()
    cover: str = ""
    cover_asset: str = ""
    linked: list[tuple[str, str]] = field(default_factory=list)
    facts: list[HeaderFacts] = field(default_factory=list)


def read_folder_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a folder of files.

    Raises:
        ReadError: Its files hold no text of a story.
        UsageError: The chapter regex asked for is none.
    """
    files = sort_files(source.names)
    reading = MarkdownReading(source=source, report=report, scene_breaks=request.scene_breaks)
    stems = stems_of(source.names)

    def change(text: str, path: str) -> str:
        return without_wikilinks(text, path, stems, reading.left_out)

    asked = Asked(regex=compiled_regex(request), undivided=request.split == "none")
    folder = FolderStory(source, report, reading, asked, change)
    files = _with_long(files, source)
    about = read_about(folder, files)
    folder.metadata = about.metadata
    _add_chapters(folder, files, about)
    folder.number_chapters()
    tell_others(files.others, source, report)
    return finished(folder, files, about, report)


def finished(folder: FolderStory, files: FolderFiles, about: About, report: Report) -> Book:
    """The Book of all files, with its cover.

    Raises:
        ReadError: The files hold no text of a story.
    """
    source = folder.source
    blocks = folder.reading.blocks
    for facts in about.facts:
        folder.story.notes += [("before", blocks(facts.notes)), ("after", blocks(facts.end_notes))]
    book = folder.story.book(
        folder.reading, folder.metadata, report, cover="" if about.cover else about.cover_asset
    )
    book = with_cover(book, folder.reading, about.cover, Where(source.name), report)
    if not book.cover:
        found = cover_of_folder(source, files.pictures, report)
        if found is not None:
            return replace(book, cover=found.id, assets=(found, *book.assets))
    return book


def tell_others(others: Sequence[str], source: Source, report: Report) -> None:
    """Name the files that are no part of the story."""
    if others:
        report.add(
            Code.TEXT_REMOVED,
            f"{len(others)} {'file is' if len(others) == 1 else 'files are'} no part of the story "
            f"by {'its name' if len(others) == 1 else 'their names'}: "
            f"{', '.join(others[:5])}{', ...' if len(others) > 5 else ''}",  # noqa: PLR2004
            where=Where(source.name),
            hint="give packager such a file by its own name to have it in a book",
        )


# --- files about the story --------------------------------------------------------------------


def read_about(folder: FolderStory, files: FolderFiles) -> About:
    """What the files about a story say, those nearest to the top first."""
    about = About()
    for path in files.data:
        text = file_text(folder.source, path, folder.report)
        header = FrontMatter("yaml", yaml_values(text))
        facts = header_facts(header, folder.report, folder.reading.left_out, path)
        _merge(folder, about, facts, path)
    for path in sorted(files.about, key=lambda name: (name.count("/"), name)):
        _read_about_file(folder, about, path)
    return about


def _read_about_file(folder: FolderStory, about: About, path: str) -> None:
    facts, text = folder.text(path)
    _merge(folder, about, facts, path)
    document = folder.reading.document(text, path)
    heads = document.heads
    if heads and heads[0].index == 0 and not fact_of(heads[0].text):
        title = heads.pop(0).text
        if not about.metadata.title and title.casefold() not in _GENERIC:
            about.metadata = replace(about.metadata, title=title)
        else:
            folder.reading.left_out.add(Code.LINE_NOT_PRINTED, "titles of files", title)
    front = read_front(
        document,
        range(len(document.blocks)),
        heads,
        folder.reading.left_out,
        metadata=about.metadata,
        matter="about",
    )
    about.metadata = front.metadata
    if front.notes:
        folder.story.notes.append(("before", front.notes))
    if front.pictures and not about.cover_asset:
        about.cover_asset = front.pictures[0]
    for title, target in front.linked:
        base, _, href = target.removeprefix(_PENDING).partition("?")
        found = posixpath.join(posixpath.dirname(unquote(base)), unquote(href).partition("#")[0])
        about.linked.append((posixpath.normpath(found), title))
    folder.story.footnotes.update(document.footnotes)


def _merge(folder: FolderStory, about: About, facts: HeaderFacts, path: str) -> None:
    known = about.metadata
    more = {
        name: getattr(facts.metadata, name)
        for name in Metadata.__dataclass_fields__
        if getattr(facts.metadata, name) and not getattr(known, name)
    }
    about.metadata = replace(known, **more)
    if facts.description and not about.metadata.description:
        blocks = folder.reading.blocks(facts.description)
        about.metadata = replace(about.metadata, description=blocks)
    if facts.cover and not about.cover:
        about.cover = posixpath.normpath(posixpath.join(posixpath.dirname(path), facts.cover))
    about.facts.append(facts)


def _with_long(files: FolderFiles, source: Source) -> FolderFiles:
    """The files with those for chapters that tell more than any file about a story does."""
    long = [path for path in files.about if _is_text(source, path)]
    if not long:
        return files
    about = tuple(path for path in files.about if path not in long)
    return replace(files, about=about, chapters=(*long, *files.chapters))


def _is_text(source: Source, path: str) -> bool:
    text = file_text(source, path, Report())
    return len(text.split()) > _LONG_ABOUT and len(re.findall(r"\]\([^)]*\)", text)) < 3  # noqa: PLR2004


# --- chapters ---------------------------------------------------------------------------------


def _add_chapters(folder: FolderStory, files: FolderFiles, about: About) -> None:
    order = _ordered(files.chapters, about, folder)
    titles = dict(reversed(about.linked))
    numbers = _numbers(order)
    folders = list(dict.fromkeys(posixpath.dirname(path) for path in order))
    parted = len([name for name in folders if name]) > 1
    here = ""
    for path in order:
        inside = posixpath.dirname(path)
        if parted and inside and inside != here:
            folder.add_part(title_of_folder(inside))
        here = inside
        folder.add_chapter(
            ChapterFile(
                path=path,
                title=""
                if titles.get(path, "") == PurePosixPath(path).stem
                else titles.get(path, ""),
                number=numbers.get(path),
                name=title_of_name(path),
            )
        )


def title_of_folder(path: str) -> str:
    """The title of a part out of the name of its folder: ``02-the-thaw``, ``part-2-the-thaw``."""
    name = posixpath.basename(path)
    words = " ".join(re.sub(r"[-_]+", " ", name).split())
    if parse_heading(words.title()) is not None:
        return words.title() if words == words.lower() else words
    return title_of_name(name) or words


def _ordered(chapters: Sequence[str], about: About, folder: FolderStory) -> Sequence[str]:
    """The chapters as a list of them says, else as their headers do, else by their names."""
    listed = [path for path, _ in about.linked if path in chapters]
    if set(listed) == set(chapters):
        return tuple(dict.fromkeys(listed))
    places = {path: _place(folder, path) for path in chapters}
    if len(chapters) > 1 and len({place for place in places.values() if place}) == len(chapters):
        return sorted(chapters, key=lambda path: places[path] or 0)
    return chapters


def _place(folder: FolderStory, path: str) -> float | None:
    from packager.readers.markdown.front_matter import split_header  # noqa: PLC0415

    text = file_text(folder.source, path, Report())
    header, _ = split_header(text)
    facts = header_facts(header, Report(), LeftOut(), path)
    return facts.order if facts.order is not None else facts.number


def _numbers(order: Sequence[str]) -> dict[str, int]:
    """The numbers of chapters by their files' names, where these count up in each folder."""
    numbers: dict[str, int] = {}
    for folder in dict.fromkeys(posixpath.dirname(path) for path in order):
        here = [path for path in order if posixpath.dirname(path) == folder]
        found = {path: number for path in here if (number := number_of_name(path)) is not None}
        values = list(found.values())
        rising = all(one < other for one, other in pairwise(values))
        if rising and values and values[-1] <= values[0] + 2 * len(here):
            numbers |= {path: number for path, number in found.items() if number}
    return numbers

"""Jekyll book: the Book of the posts of a site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import PurePosixPath

from packager.book.book import Book
from packager.book.metadata import Creator
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.headings.in_text import compiled_regex
from packager.readers.left_out import LeftOut
from packager.readers.markdown.division import Asked
from packager.readers.markdown.folder_book import (
    finished,
    read_about,
    tell_others,
    title_of_folder,
)
from packager.readers.markdown.folder_files import (
    FolderFiles,
    in_order,
    sort_files,
    title_of_name,
)
from packager.readers.markdown.folder_story import ChapterFile, FolderStory
from packager.readers.markdown.front_matter import Value, split_header, yaml_values
from packager.readers.markdown.header_facts import HeaderFacts, flat, header_facts
from packager.readers.markdown.jekyll import dated_name, posts_of, site_file, tells_of_story
from packager.readers.markdown.liquid import without_liquid
from packager.readers.markdown.reading import MarkdownReading
from packager.readers.markdown.source_text import file_text
from packager.readers.markdown.wikilinks import stems_of, without_wikilinks
from packager.readers.sidecar import language_value, paragraphs_value
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable


@dataclass(frozen=True, slots=True)
class _Post:
    """A post: its file, what its header says, and the day it appeared."""

    path: str
    facts: HeaderFacts
    day: date | None


def read_jekyll_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a site's posts.

    Raises:
        ReadError: It has no posts, or no text of a story in them.
        UsageError: The chapter regex asked for is none.
    """
    posts = posts_of(source.names)
    if not posts:
        raise ReadError(
            Code.NO_STORY,
            "there are no posts here",
            where=Where(source.name),
            hint="--from markdown-folder reads any folder of files",
        )
    posts, drafts = _without_drafts(source, posts, report)
    reading = MarkdownReading(source=source, report=report, scene_breaks=request.scene_breaks)
    stems = _stems(posts, source.names)

    def change(text: str, path: str) -> str:
        plain = without_liquid(text, reading.left_out)
        return without_wikilinks(_with_posts(plain, stems), path, stems, reading.left_out)

    asked = Asked(regex=compiled_regex(request), undivided=request.split == "none")
    folder = FolderStory(source, report, reading, asked, change)
    files = sort_files(source.names)
    index = tuple(
        path for path in files.about if path not in {*posts, *drafts} and tells_of_story(path)
    )
    about = read_about(folder, FolderFiles(chapters=(), about=index))
    folder.metadata = about.metadata
    _site(folder)
    ordered = _ordered(source, posts)
    _add(folder, ordered)
    folder.number_chapters()
    rest = [
        name for name in (*files.chapters, *files.about) if name not in {*posts, *drafts, *index}
    ]
    tell_others([*rest, *files.others], source, report)
    return finished(folder, files, about, report)


def _without_drafts(
    source: Source, posts: Sequence[str], report: Report
) -> tuple[list[str], list[str]]:
    """The posts the site shows, and those its author keeps back; all posts, where none is shown."""
    texts = {path: file_text(source, path, Report()) for path in posts}
    drafts = [path for path in posts if _is_draft(texts[path])]
    if not drafts or len(drafts) == len(posts):
        return list(posts), []
    report.add(
        Code.TEXT_REMOVED,
        f"posts that are not published were left out ({len(drafts)}): {drafts[0]}"
        + (", ..." if len(drafts) > 1 else ""),
        where=Where(source.name),
        hint="take `published: false` or `draft: true` out of their headers to have them",
        removed="\n".join(texts[path] for path in drafts),
    )
    return [path for path in posts if path not in set(drafts)], drafts


def _is_draft(text: str) -> bool:
    header, _ = split_header(text)
    values = dict(header.values) if header else {}
    said = {key: flat(values.get(key, "")).casefold() for key in ("published", "draft")}
    return said["published"] in {"false", "no"} or said["draft"] in {"true", "yes"}


def _stems(posts: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The paths of posts by what links call them: with the day, without it, as they stand."""
    stems = stems_of(names)
    for path in posts:
        dated = dated_name().fullmatch(PurePosixPath(path).stem)
        if dated:
            stems.setdefault(dated[4].casefold(), path)
            stems.setdefault("/" + dated[4].casefold(), path)
    return stems


@cache
def _link_todated_name() -> re.Pattern[str]:
    return re.compile(r"(?<=\]\()/?([\w./-]{1,300}?)(?:/|\.html?)?(?=[)#])")


def _with_posts(text: str, stems: dict[str, str]) -> str:
    """The text with links to posts by their names led to their files."""

    def led(found: re.Match[str]) -> str:
        name = posixpath.basename(found[1]).casefold()
        target = stems.get(found[1].casefold()) or stems.get(name)
        return f"/{target}" if target else found[0]

    return _link_todated_name().sub(led, text)


def _site(folder: FolderStory) -> None:
    """What the settings of the site say about the story, where nothing else did."""
    path = site_file(folder.source.names)
    if not path:
        return
    text = file_text(folder.source, path, folder.report)
    if path.endswith(".toml"):
        header, _ = split_header(f"+++\n{text}\n+++\n")
        values = dict(header.values) if header else {}
    else:
        values = dict(yaml_values(text))
    params = values.get("params")
    if isinstance(params, dict):
        values = {**params, **values}
    known = folder.metadata
    author = values.get("author", "")
    name = flat(author.get("name", "")) if isinstance(author, dict) else flat(author)
    description = flat(values.get("description", ""))
    folder.metadata = replace(
        known,
        title=known.title or _line(values.get("title", "")),
        creators=known.creators or ((Creator(_line(name)),) if _line(name) else ()),
        description=known.description or paragraphs_value(printable(description)),
        language=known.language or _language(values),
        source=known.source,
    )


def _line(value: Value) -> str:
    return " ".join(printable(flat(value)).split())


def _language(values: dict[str, Value]) -> str:
    for key in ("lang", "locale", "languageCode", "language", "defaultContentLanguage"):
        try:
            if flat(values.get(key, "")):
                return language_value(flat(values[key]))
        except ValueError:
            continue
    return ""


def _ordered(source: Source, posts: Sequence[str]) -> list[_Post]:
    """The posts by the place their headers give them, else by day, else by name."""
    found: list[_Post] = []
    for path in in_order(posts):
        header, _ = split_header(file_text(source, path, Report()))
        facts = header_facts(header, Report(), LeftOut(), path)
        found.append(_Post(path, facts, facts.metadata.published or _day(path)))
    places = [post.facts.order or post.facts.number for post in found]
    if all(place is not None for place in places) and len(set(places)) == len(found):
        return sorted(found, key=lambda post: post.facts.order or post.facts.number or 0)
    if all(post.day for post in found):
        return sorted(found, key=lambda post: (post.day or date.min, post.path))
    return found


def _day(path: str) -> date | None:
    dated = dated_name().fullmatch(PurePosixPath(path).stem)
    try:
        return date(int(dated[1]), int(dated[2]), int(dated[3])) if dated else None
    except ValueError:
        return None


def _add(folder: FolderStory, posts: Sequence[_Post]) -> None:
    parts = list(dict.fromkeys(_part_of(post) for post in posts))
    parted = len(parts) > 1 and all(parts)
    here = ""
    for post in posts:
        part = _part_of(post)
        if parted and part != here:
            folder.add_part(part)
            here = part
        dated = dated_name().fullmatch(PurePosixPath(post.path).stem)
        stem = PurePosixPath(post.path).stem
        bundle = stem == "index"
        name = dated[4] if dated else posixpath.dirname(post.path) if bundle else post.path
        folder.add_chapter(
            ChapterFile(path=post.path, name=title_of_name(name), published=post.day)
        )


def _part_of(post: _Post) -> str:
    """The part a post says it is in."""
    part = post.facts.part
    return f"Part {part}" if part.isdecimal() else title_of_folder(part) if part else ""

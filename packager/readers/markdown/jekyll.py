"""The dialect ``jekyll``: a story on a site of its own, a post or page for each chapter.

Jekyll's ``_posts/2024-05-03-snow.md``, a collection such as ``_chapters/``, or Hugo's
``content/posts/snow.md``; the header of each says its title and day, and the tags of the site's
generator are taken away.

https://jekyllrb.com/docs/posts/ and https://gohugo.io/content-management/organization/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePosixPath

from packager.book.book import Book
from packager.diagnostics import Report
from packager.errors import SourceError
from packager.readers.markdown.folder import opened
from packager.readers.markdown.folder_files import sort_files
from packager.readers.markdown.one_file import SUFFIXES
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

_COLLECTIONS = re.compile(r"_(?:posts|chapters|stories|story|fiction|pages)")
_SITE_FILES = frozenset(
    {"_config.yml", "_config.yaml", "hugo.toml", "hugo.yaml", "hugo.yml", "config.toml",
     "config.yaml", "config.yml"}
)  # fmt: skip


@cache
def dated_name() -> re.Pattern[str]:
    """The name of a file that begins with a day: its year, month, day, and the rest."""
    return re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})-(.+)")


def posts_of(names: Sequence[str]) -> list[str]:
    """Paths of the posts of a site."""
    texts = [name for name in names if PurePosixPath(name).suffix.lower() in SUFFIXES]
    jekyll = [
        name
        for name in texts
        if any(_COLLECTIONS.fullmatch(part) for part in PurePosixPath(name).parts[:-1])
    ]
    if jekyll:
        return jekyll
    hugo = [
        name
        for name in texts
        if "content" in PurePosixPath(name).parts[:-1]
        and (PurePosixPath(name).stem != "_index")
        and not (PurePosixPath(name).stem == "index" and name.count("/") < 2)  # noqa: PLR2004
    ]
    if hugo:
        return [name for name in hugo if PurePosixPath(name).stem.lower() != "about"]
    return [name for name in texts if dated_name().fullmatch(PurePosixPath(name).stem)]


def site_file(names: Sequence[str]) -> str:
    """Path of the settings of a site's generator; empty when there are none."""
    found = [name for name in names if posixpath.basename(name) in _SITE_FILES]
    return min(found, key=lambda name: name.count("/"), default="")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a folder is a site's: by its posts and its generator's settings."""
    del source
    if sample.kind not in {"folder", "zip"}:
        return 0.0, "no folder"
    posts = posts_of(sample.names)
    dated = sum(1 for name in posts if dated_name().fullmatch(PurePosixPath(name).stem))
    site = site_file(sample.names)
    if not posts:
        return 0.0, "no posts of a site"
    if any("_posts" in PurePosixPath(name).parts for name in posts):
        return 0.9, f"{len(posts)} posts of Jekyll"
    if site:
        return 0.9, f"{len(posts)} pages of a site, and {posixpath.basename(site)}"
    if dated == len(posts) and dated > 1:
        return 0.8, f"{dated} files whose names begin with a day"
    return 0.0, "no posts of a site"


def tells_of_story(path: str) -> bool:
    """Whether a file tells about the story, not about the site's code."""
    return PurePosixPath(path).stem.lower() not in {"readme", "404"}


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a site's posts.

    Raises:
        SourceError: The source is an archive that is damaged.
        ReadError: It has no posts, or no text of a story in them.
        UsageError: The chapter regex asked for is none.
    """
    from packager.readers.markdown.jekyll_book import read_jekyll_book  # noqa: PLC0415 - every reader is asked, few read

    return read_jekyll_book(opened(source), request, report)


def visible(source: Source) -> str:
    """The texts of the posts, as they stand there."""
    from packager.readers.markdown.source_text import visible_files  # noqa: PLC0415 - as above

    try:
        source = opened(source)
    except SourceError:
        return ""
    posts = posts_of(source.names)
    about = [p for p in sort_files(source.names).about if p not in posts and tells_of_story(p)]
    return visible_files(source, [*about, *posts])


READER = Reader(
    name="jekyll",
    summary="the posts of a site made by Jekyll or Hugo, a chapter each",
    suffixes=(),
    sniff=sniff,
    read=read,
    visible=visible,
)

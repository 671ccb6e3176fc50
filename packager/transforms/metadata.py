"""Metadata made complete: what the user said, the source, the sidecar, and the file's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.book.book import Book
from packager.book.metadata import Metadata, filled
from packager.book.section import Section
from packager.book.walk import sections
from packager.diagnostics import Code, Report, Where
from packager.sources.archive import STORY_SUFFIXES
from packager.sources.text import printable

UNTITLED = "Untitled"

# The number a site gives a story; a year is part of its title.
_STORY_NUMBER = re.compile(r"(?<=\D)[ _-](?!(?:1\d|20)\d\d$)\d{4,}$")


def complete_metadata(
    book: Book, report: Report, *, given: Sequence[Metadata], known: Sequence[Metadata], name: str
) -> Book:
    """The book with all that is known about it; what is still unknown is guessed, and said.

    Args:
        book: Its metadata is what the source itself says.
        report: Told of each guess.
        given: What wins over the source, the strongest first.
        known: What fills the gaps the source leaves, the strongest first.
        name: The source's file name, of which a title can be made.
    """
    metadata = Metadata()
    for layer in (*given, book.metadata, *known):
        metadata = filled(metadata, layer)
    if not metadata.title:
        title = title_from_name(name)
        report.add(
            Code.TITLE_GUESSED,
            f"the title was made from the name of the file: {title!r}",
            where=Where(name),
            hint='--title "..." sets it, or story.toml beside the source',
        )
        metadata = replace(metadata, title=title)
    if not metadata.creators:
        report.add(
            Code.AUTHOR_UNKNOWN,
            "no author is known",
            where=Where(name),
            hint='--author "..." sets one, or story.toml beside the source',
        )
    return replace(book, metadata=metadata)


def title_from_name(name: str) -> str:
    """A title out of a file name: words apart, a story's number left off, capitals where none are.

    >>> title_from_name("the_long-winter-48213.txt")
    'The Long Winter'
    """
    stem = name.rpartition("/")[2]
    suffixes = (*STORY_SUFFIXES, ".zip")
    while stem.lower().endswith(suffixes):
        stem = stem.rpartition(".")[0]
    stem = printable(stem)
    words = stem if " " in stem else re.sub(r"[_\-.+]+", " ", stem)
    words = _STORY_NUMBER.sub("", words)
    words = " ".join(words.replace("_", " ").split())
    if words and words == words.lower():
        words = " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
    return words if any(character.isalnum() for character in words) else UNTITLED


def title_chapters(book: Book, report: Report, *, titles: Sequence[str], where: Where) -> Book:
    """The book with titles for its chapters, in order; an empty one leaves a chapter as it is."""
    if not titles:
        return book
    count = sum(1 for _ in sections(replace(book, front=(), back=())))
    if len(titles) > count:
        report.add(
            Code.CHAPTER_TITLES_UNUSED,
            f"there are {len(titles)} chapter titles for {count} "
            f"{'chapter' if count == 1 else 'chapters'}; the last are unused",
            where=where,
        )
    waiting = iter(titles)

    def titled(section: Section) -> Section:
        title = next(waiting, "") or section.title
        return replace(
            section, title=title, children=tuple(titled(child) for child in section.children)
        )

    return replace(book, body=tuple(titled(section) for section in book.body))

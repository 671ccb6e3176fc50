"""Anthology: several stories as one Book, each a part with a title page of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from packager.book.blocks import Block, Blocks, Division, Figure, Paragraph
from packager.book.book import AuthorNote, Book, Footnote
from packager.book.inlines import Inline, Link
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role, Section
from packager.book.style import Style
from packager.book.walk import map_section
from packager.publication.front_matter import series_line
from packager.structure.links import rename
from packager.words import Words, words_for

_T = TypeVar("_T", str, Creator)

_CENTRED = Style(align="center")
_SMALL_PRINT = Style(align="center", scale=0.85)

TITLE_PAGE = "story"
"""The id of a story's part; its place in the book is in front of it."""


def unite(stories: Sequence[Book], title: str) -> Book:
    """The stories in one book, in their order; no text, note, footnote or picture of any is lost.

    Each story is a part: its title page says what its own book's would, with its cover, and its
    sections stand within it. Ids are those of the story with its place in front, so that the same
    stories always make the same book, and a change in one changes no id of another.

    Args:
        stories: Finished Books, each with a title and a language.
        title: Title of the whole.
    """
    language = _commonest(story.metadata.language for story in stories)
    united = [_as_part(story, number, language) for number, story in enumerate(stories, 1)]
    return Book(
        metadata=_metadata([story.metadata for story in stories], title, language),
        body=tuple(book.body[0] for book in united),
        notes=tuple(note for book in united for note in book.notes),
        footnotes=tuple(note for book in united for note in book.footnotes),
        assets=tuple(asset for book in united for asset in book.assets),
    )


def _as_part(story: Book, number: int, language: str) -> Book:
    """The story with names of its own in the whole, and one section: its part."""

    def named(name: str) -> str:
        return f"story-{number}-{name}"

    own = story.metadata.language
    spoken = Style(language=own) if own != language else None

    def changed(blocks: Blocks) -> Blocks:
        renamed = rename(blocks, named)
        return renamed if spoken is None else tuple(_spoken(block, own) for block in renamed)

    def renamed(section: Section) -> Section:
        return replace(
            section,
            id=named(section.id),
            children=tuple(renamed(child) for child in section.children),
        )

    children = tuple(
        map_section(renamed(section), changed)
        for section in (*story.front, *story.body, *story.back)
    )
    children = _called(children, story.metadata.title)
    part = Section(
        id=named(TITLE_PAGE),
        role=Role.PART,
        title=story.metadata.title,
        blocks=_title_page(story, named, changed, words_for(language)),
        children=children,
        published=story.metadata.published,
    )
    return Book(
        body=(part,),
        notes=tuple(_note(note, named, changed, part) for note in story.notes),
        footnotes=tuple(
            Footnote(id=named(note.id), blocks=changed(note.blocks)) for note in story.footnotes
        ),
        assets=tuple(replace(asset, id=named(asset.id)) for asset in story.assets),
    )


def _called(children: tuple[Section, ...], title: str) -> tuple[Section, ...]:
    """The sections of a story; a single one that is called nothing is called as the story."""
    if len(children) == 1 and not children[0].title and children[0].number is None:
        return (replace(children[0], title=title),)
    return children


def _note(
    note: AuthorNote,
    named: Callable[[str], str],
    changed: Callable[[Blocks], Blocks],
    part: Section,
) -> AuthorNote:
    """A note in the whole; one about its story stands on its title page, or at its very end."""
    section = named(note.section)
    if not note.section:
        last = part
        while note.position == "after" and last.children:
            last = last.children[-1]
        section = last.id
    return replace(note, section=section, blocks=changed(note.blocks))


def _spoken(block: Block, language: str) -> Block:
    """A block that says which language it is in."""
    if block.style.language is not None:
        return block
    return replace(block, style=replace(block.style, language=language))


# --- the title page of a story ------------------------------------------------------------------


def _title_page(
    story: Book, named: Callable[[str], str], changed: Callable[[Blocks], Blocks], words: Words
) -> Blocks:
    metadata = story.metadata
    authors = tuple(maker.name for maker in metadata.creators if maker.role == "aut")
    others = tuple(maker.name for maker in metadata.creators if maker.role != "aut")
    series = "" if metadata.series is None else series_line(metadata.series, words)
    lines = (metadata.subtitle, words.names(authors), words.names(others), series)
    blocks: list[Block] = []
    cover = story.asset(story.cover) if story.cover else None
    if cover is not None:
        alt = cover.alt or words.cover_of.format(metadata.title)
        blocks.append(Figure(named(cover.id), alt))
    blocks += (Paragraph((line,), _CENTRED) for line in lines if line)
    blocks += changed(metadata.description)
    facts = tuple(
        Paragraph((f"{label}: ", *value) if label else value)
        for label, value in _facts(story, words)
    )
    blocks += (Division(facts, _SMALL_PRINT),) if facts else ()
    return tuple(blocks)


def _facts(story: Book, words: Words) -> Iterable[tuple[str, tuple[Inline, ...]]]:
    """What a title page says in its small print: labels, and their values."""
    metadata = story.metadata
    yield from (
        (label, (" · ".join(values),))
        for label, values in (
            ("", metadata.subjects),
            (words.fandoms, metadata.fandoms),
            (words.relationships, metadata.relationships),
            (words.characters, metadata.characters),
            (words.warnings, metadata.warnings),
        )
        if values
    )
    chapters = "" if metadata.chapters is None else str(metadata.chapters)
    if metadata.planned is not None:
        chapters = f"{chapters or '?'}/{metadata.planned}"
    pairs = (
        (words.rating, metadata.rating),
        (words.status, words.state(metadata.status)),
        (words.chapters, chapters),
        (words.length, "" if metadata.words is None else words.number(metadata.words)),
        (words.published, "" if metadata.published is None else words.date(metadata.published)),
        (words.updated, "" if metadata.modified is None else words.date(metadata.modified)),
        ("", metadata.publisher),
    )
    yield from ((label, (value,)) for label, value in pairs if value)
    if metadata.source.startswith(("https://", "http://")):
        shown = metadata.source.partition("://")[2]
        yield words.source, (Link((shown,), metadata.source),)
    elif metadata.source:
        yield words.source, (metadata.source,)
    if metadata.rights:
        yield words.rights, (metadata.rights,)


# --- what is known about the whole --------------------------------------------------------------


def _metadata(stories: Sequence[Metadata], title: str, language: str) -> Metadata:
    days = [day for story in stories for day in (story.published, story.modified) if day]
    ratings = {story.rating for story in stories}
    publishers = {story.publisher for story in stories}
    return Metadata(
        title=title,
        creators=_united(story.creators for story in stories),
        language=language,
        subjects=_united(story.subjects for story in stories),
        rating=ratings.pop() if len(ratings) == 1 else "",
        modified=max(days, default=None),
        publisher=publishers.pop() if len(publishers) == 1 else "",
        fandoms=_united(story.fandoms for story in stories),
        characters=_united(story.characters for story in stories),
        relationships=_united(story.relationships for story in stories),
        warnings=_united(story.warnings for story in stories),
        direction=next((one.direction for one in stories if one.language == language), None),
        vertical=next((one.vertical for one in stories if one.language == language), False),
    )


def _united(groups: Iterable[tuple[_T, ...]]) -> tuple[_T, ...]:
    """Everything in these groups once, in the order it first appears."""
    return tuple(dict.fromkeys(item for group in groups for item in group))


def _commonest(languages: Iterable[str]) -> str:
    """The language of most stories; of two that are as common, the first."""
    found = list(languages)
    return max(found, key=found.count)

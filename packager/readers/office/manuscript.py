"""A manuscript: a word processor's text, whatever its file format, made a Book."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from packager.book.blocks import Block, Blocks, Heading, Paragraph
from packager.book.book import Asset, Book, Footnote
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, assemble, section_ids
from packager.readers.headings.outline import first_heading, outline
from packager.readers.office.blank_paragraphs import with_scene_breaks
from packager.readers.office.bookmarks import BookmarkLinks, sections_of
from packager.readers.office.page_titles import with_page_titles
from packager.request import Request

_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|av|af|przez|автор:?)\s+(?P<name>\S.{1,60})", re.IGNORECASE
)
_BY = re.compile(
    r"(?:written\s+)?by|von|par|por|di|door|av|af|przez|автор:?|a novel by|a story by",
    re.IGNORECASE,
)
_TITLE_PAGE = 12
"""Blocks in front of the first heading that may be the title page."""

_MAX_LINES = 4
"""Lines of a title page that nothing but their place gives away."""

_LONGEST_LINE = 120
_ADDRESS_LINE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """What a word processor's file holds.

    Attributes:
        blocks: Its text; a blank paragraph is one without children.
        footnotes: Its footnotes.
        assets: Its pictures.
        metadata: What the file says about itself.
        dropped: Words that are not printed: deleted text, comments, a contents list.
        bookmarks: The very blocks, at any depth, by the names of the bookmarks in them.
        pages: The very blocks that the writer wanted on top of a page.
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...] = ()
    assets: tuple[Asset, ...] = ()
    metadata: Metadata = Metadata()
    dropped: str = ""
    bookmarks: Mapping[str, Block] = field(default_factory=dict)
    pages: Sequence[Block] = ()


def book_of(manuscript: Manuscript, name: str, request: Request, report: Report) -> Book:
    """The Book of a manuscript.

    Raises:
        ReadError: There is no text in it.
    """
    where = Where(name)
    if manuscript.dropped.strip():
        report.add(
            Code.TEXT_REMOVED,
            "comments, deleted text and contents lists of the word processor were left out",
            where=where,
            removed=manuscript.dropped,
        )
    blocks = manuscript.blocks
    if request.split != "none":
        blocks = with_page_titles(blocks, manuscript.pages, report, where)
    blocks, metadata = _title_page(blocks, manuscript.metadata, report, where)
    front: Blocks = ()
    found: tuple[Found, ...] = (Found(blocks=blocks),)
    if request.split != "none":
        parted = outline(blocks, name, report, title=metadata.title)
        front, found = parted.front, parted.found
        if parted.title and not metadata.title:
            metadata = replace(metadata, title=parted.title)
    if any(block != Paragraph(()) for block in front):
        found = (Found(role=Role.INTRODUCTION, blocks=front), *found)
    parted_blocks = with_scene_breaks(
        [one.blocks for one in found], request.scene_breaks, report, where
    )
    found = tuple(
        replace(one, blocks=blocks) for one, blocks in zip(found, parted_blocks, strict=True)
    )
    if not any(one.blocks for one in found):
        raise ReadError(Code.NO_STORY, "the document holds no text", where=where)
    found, footnotes = _linked(found, manuscript, report, where)
    assembly = assemble(found)
    return Book(
        metadata=metadata,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        footnotes=footnotes,
        assets=manuscript.assets,
    )


def _linked(
    found: tuple[Found, ...], manuscript: Manuscript, report: Report, where: Where
) -> tuple[tuple[Found, ...], tuple[Footnote, ...]]:
    """The sections and footnotes with links to bookmarks led to the sections they are in."""
    ids = section_ids([one.role for one in found])
    parted = [one.blocks for one in found]
    links = BookmarkLinks(sections_of(manuscript.blocks, manuscript.bookmarks, parted, ids))
    led = tuple(replace(one, blocks=links.led(one.blocks)) for one in found)
    notes = tuple(replace(note, blocks=links.led(note.blocks)) for note in manuscript.footnotes)
    links.tell(report, where)
    return led, notes


def _title_page(
    blocks: Blocks, metadata: Metadata, report: Report, where: Where
) -> tuple[Blocks, Metadata]:
    """The text below the title page, and what the title page says."""
    first = first_heading(blocks)
    guess = _guess(blocks[:first] if first < len(blocks) else ())
    known = metadata.title.casefold()
    if guess is not None and known and guess.title.casefold() == known:
        metadata = guess.completing(metadata)
        gone, removed = guess.places, list(guess.lines)
    elif guess is not None and not known:
        metadata = guess.completing(metadata)
        report.add(
            Code.STRUCTURE_GUESSED,
            f"the centred lines on top were taken for title and author: "
            f"{' / '.join(guess.lines)!r}",
            where=where,
            hint="--title and --author say otherwise",
        )
        gone, removed = guess.places, list(guess.lines)
    else:
        metadata, gone, removed = _read_off(blocks, metadata)
    if not removed:
        return blocks, metadata
    report.add(
        Code.LINE_NOT_PRINTED,
        f"the title page of the source is replaced by the book's own: {' / '.join(removed)!r}",
        where=where,
        removed=" ".join(removed),
    )
    return tuple(block for place, block in enumerate(blocks) if place not in gone), metadata


def _read_off(blocks: Blocks, metadata: Metadata) -> tuple[Metadata, frozenset[int], list[str]]:
    """What lines on top say that is known to be said there, their places, and they themselves."""
    removed: list[str] = []
    taken = 0
    for block in blocks[:_TITLE_PAGE]:
        line = _line(block)
        said = _said(line, metadata, first=not removed) if line else metadata
        if line is None or said is None:
            break
        metadata = said
        if line:
            removed.append(line)
        taken += 1
    return metadata, frozenset(range(taken if removed else 0)), removed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A title page nobody marked as one: its lines, their places, and what they say."""

    title: str
    subtitle: str
    author: str
    lines: tuple[str, ...]
    places: frozenset[int]

    def completing(self, metadata: Metadata) -> Metadata:
        """The metadata with what the title page says and nothing else said."""
        return replace(
            metadata,
            title=metadata.title or self.title,
            subtitle=metadata.subtitle or self.subtitle,
            creators=metadata.creators or ((Creator(self.author),) if self.author else ()),
        )


def _guess(front: Blocks) -> _Guess | None:
    """Title and author as they stand, centred, in front of the first heading.

    Short lines above them are the address of a manuscript, and stay.
    """
    lines = [(place, _line(block)) for place, block in enumerate(front) if block != Paragraph(())]
    shown: list[tuple[int, str]] = []
    for place, line in reversed(lines):
        if not line or front[place].style.align != "center":
            break
        shown.insert(0, (place, line))
    above = lines[: len(lines) - len(shown)]
    address = all(line and len(line) < _ADDRESS_LINE for _, line in above)
    if not 1 <= len(shown) <= _MAX_LINES or len(above) > _TITLE_PAGE or not address:
        return None
    title, *below = (line for _, line in shown)
    if above and not any(_BYLINE.fullmatch(line) for line in below):
        return None  # a dedication, a motto
    names = [found["name"] for line in below if (found := _BYLINE.fullmatch(line))]
    by = next((at for at, line in enumerate(below) if _BY.fullmatch(line)), len(below))
    author = next(iter((*names, *below[by + 1 :])), "")
    subtitle = "" if not author else next((line for line in below[:by] if author not in line), "")
    return _Guess(
        title=title,
        subtitle=subtitle,
        author=author or next(iter(below), ""),
        lines=tuple(line for _, line in shown),
        places=frozenset(place for place, _ in shown),
    )


def _line(block: Block) -> str | None:
    """A short line of text, empty for a blank one; ``None`` for anything else."""
    if not isinstance(block, Paragraph | Heading):
        return None
    text = " ".join(text_of_inlines(block.children).split())
    return text if len(text) <= _LONGEST_LINE else None


def _said(line: str, metadata: Metadata, *, first: bool) -> Metadata | None:
    """The metadata with what a line of the title page says; ``None`` for a line of the story."""
    plain = line.casefold()
    names = {creator.name.casefold() for creator in metadata.creators}
    titles = {metadata.title.casefold(), metadata.subtitle.casefold()} - {""}
    if plain in names | titles or (not first and _BY.fullmatch(line)):
        return metadata
    byline = _BYLINE.fullmatch(line)
    if byline is None:
        return None
    if byline["name"].casefold() in names:
        return metadata
    return replace(metadata, creators=(Creator(byline["name"]),))

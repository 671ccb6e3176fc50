"""A work of the Archive of Our Own, taken apart, and the Book made of its parts.

The download (``ao3.py``) and the saved page (``ao3_page.py``) find the same parts in different
places.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.blocks import Blocks, Paragraph
from packager.book.book import AuthorNote, Book, Position
from packager.book.metadata import Metadata
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.ao3.tags import Related, creators_of
from packager.readers.assembly import Found, FoundNote, assemble, section_ids
from packager.readers.headings.chapter_titles import ChapterTitle, chapter_titles, title_of
from packager.readers.html.page_nodes import Resolve, names_within
from packager.readers.left_out import LeftOut
from packager.readers.markup.looks import NO_LOOK
from packager.readers.markup.reading import Markup

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONFIDENCE = 0.98
"""How sure a heading is that the site's own template put above a chapter."""


CLASSES = {
    name: NO_LOOK
    for names in (
        ("userstuff", "meta", "group", "message", "byline", "heading", "module", "preface"),
        ("notes", "summary", "landmark", "kudos"),
    )
    for name in names
}
"""Classes of the site's own, which say nothing about a text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Nodes in reading order, and the path of the document they stand in."""

    path: str
    nodes: tuple[LexborNode, ...]


def passage(path: str, node: LexborNode) -> Passage:
    """What stands within a node."""
    return Passage(path, tuple(node.iter(include_text=True)))


@dataclass(slots=True)
class Chapter:
    """The parts of a chapter; ``address`` is its page on the site."""

    heading: str = ""
    byline: str = ""
    address: str = ""
    summary: list[Passage] = field(default_factory=list)
    before: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    after: list[Passage] = field(default_factory=list)

    def passages(self) -> Iterator[Passage]:
        """All of its passages in reading order."""
        for run in (self.summary, self.before, self.body, self.after):
            yield from run


@dataclass(slots=True)
class Work:
    """The parts of a work.

    Attributes:
        metadata: What its list of tags says, and its title.
        names: The names of its byline.
        related: What its list of related works says.
        site: Address of the site, from which its relative addresses start.
        summary: Its summary.
        before: Its notes before the text.
        after: Its notes behind the text.
        chapters: Its chapters.
    """

    metadata: Metadata = field(default_factory=Metadata)
    names: tuple[str, ...] = ()
    related: Related = field(default_factory=Related)
    site: str = ""
    summary: list[Passage] = field(default_factory=list)
    before: list[Passage] = field(default_factory=list)
    after: list[Passage] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)


def book_of_work(
    work: Work, markup: Markup, left_out: LeftOut, report: Report, where: Where
) -> Book:
    """The Book of a work; its pictures and the end of the markup's report are the caller's.

    Args:
        work: Its parts.
        markup: Reads its passages; is told where links lead.
        left_out: Told of headings that became numbers.
        report: Told of each chapter.
        where: For messages.

    Raises:
        ReadError: There is no text of a story in it.
    """
    if not any(chapter.body for chapter in work.chapters):
        raise ReadError(
            Code.NO_STORY,
            "it is a work of the Archive of Our Own without any text",
            where=where,
            hint="download the work again, or save the page of the entire work",
        )
    titles = _titles(work, left_out)
    dedication = _dedication(work)
    ids = section_ids([*(one.role for one in dedication), *(title.role for title in titles)])
    ids = ids[len(dedication) :]
    markup.resolve = _resolver(work, ids, markup, markup.resolve)
    found = list(dedication)
    for chapter, title, name in zip(work.chapters, titles, ids, strict=True):
        found.append(_found(chapter, title, markup))
        report.decide(
            0, "chapter", "a heading of the site's own", CONFIDENCE, chapter.heading, section=name
        )
    description = _blocks(work.summary, markup, aside=True)
    before, after = (
        _work_notes(work.before, "before", markup),
        _work_notes(work.after, "after", markup),
    )
    assembly = assemble(found)
    return Book(
        metadata=replace(
            work.metadata,
            description=work.metadata.description or description,
            creators=work.metadata.creators or creators_of(work.names, work.related),
        ),
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=(*before, *assembly.notes, *after),
        footnotes=markup.footnotes,
    )


def _titles(work: Work, left_out: LeftOut) -> tuple[ChapterTitle, ...]:
    """The titles of the chapters; a work of one chapter does not repeat its own."""
    headings = [chapter.heading for chapter in work.chapters]
    alone = len(headings) == 1
    if alone and headings[0] == work.metadata.title:
        headings = [""]
    titles = chapter_titles(headings)
    for chapter, title in zip(work.chapters, titles, strict=True):
        if chapter.heading != title.title:
            left_out.add(Code.LINE_NOT_PRINTED, "headings that became numbers", chapter.heading)
    if alone and (work.metadata.chapters or 1) > 1:
        return (title_of(headings[0]),)  # a page of one chapter, which keeps its number
    return titles


def _dedication(work: Work) -> tuple[Found, ...]:
    if not work.related.dedication:
        return ()
    return (Found(role=Role.DEDICATION, blocks=(Paragraph((work.related.dedication,)),)),)


def _found(chapter: Chapter, title: ChapterTitle, markup: Markup) -> Found:
    byline: Blocks = (Paragraph((chapter.byline,)),) if chapter.byline else ()
    summary = _blocks(chapter.summary, markup, aside=True)
    before = _blocks(chapter.before, markup, aside=True)
    blocks = _blocks(chapter.body, markup)
    after = _blocks(chapter.after, markup, aside=True)
    notes = (
        FoundNote(position="before", blocks=summary, kind="summary"),
        FoundNote(position="before", blocks=(*byline, *before)),
        FoundNote(position="after", blocks=after),
    )
    return Found(
        role=title.role, title=title.title, number=title.number, blocks=blocks, notes=notes
    )


def _blocks(passages: Sequence[Passage], markup: Markup, *, aside: bool = False) -> Blocks:
    blocks: list[Blocks] = []
    for one in passages:
        markup.base = one.path
        blocks.append(markup.blocks(one.nodes, aside=aside))
    return tuple(block for run in blocks for block in run)


def _work_notes(
    passages: Sequence[Passage], position: Position, markup: Markup
) -> tuple[AuthorNote, ...]:
    blocks = _blocks(passages, markup, aside=True)
    return (AuthorNote(section="", position=position, blocks=blocks),) if blocks else ()


def _resolver(work: Work, ids: Sequence[str], markup: Markup, otherwise: Resolve | None) -> Resolve:
    """Leads links within the work to its sections, and those of the site to the site."""
    pages = {
        chapter.address: f"#{name}"
        for chapter, name in zip(work.chapters, ids, strict=True)
        if chapter.address
    }
    anchors: dict[str, str] = {}

    def resolve(href: str) -> str | None:
        if work.site and href.startswith("/") and not href.startswith("//"):
            href = work.site + href
        path, _, fragment = href.partition("#")
        page = path.partition("?")[0].removeprefix(work.site)
        if page in pages:
            return pages[page]
        if "://" in path or path.startswith(("mailto:", "//")):
            return f"https:{href}" if href.startswith("//") else href
        if not anchors:
            anchors.update(_anchors(work, ids))
        document = posixpath.normpath(posixpath.join(posixpath.dirname(markup.base), path))
        target = anchors.get(f"{document if path else markup.base}#{fragment}")
        return target or (otherwise(href) if otherwise else None)

    return resolve


def _anchors(work: Work, ids: Sequence[str]) -> dict[str, str]:
    """The section of each place a link may lead to: ``document#name``."""
    anchors: dict[str, str] = {"": ""}
    for chapter, section in zip(work.chapters, ids, strict=True):
        for one in chapter.passages():
            for name in ("", *names_within(one.nodes)):
                anchors.setdefault(f"{one.path}#{name}", f"#{section}")
    return anchors

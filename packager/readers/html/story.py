"""A page read as a story: its chapters, its title, its footnotes, and nothing of its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.blocks import Blocks, SceneBreak
from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, assemble, section_ids
from packager.readers.headings.names import may_be_note_heading
from packager.readers.headings.stops import without_stops
from packager.readers.headings.title_block import creators_of
from packager.readers.html.contents import Contents, is_way_back, missing, without_contents
from packager.readers.html.forum import with_threadmarks
from packager.readers.html.gutenberg import without_licence
from packager.readers.html.headings import (
    Openings,
    PageHeading,
    contents_words,
    headings_in,
    key,
    matching,
    openings,
    paragraphs_as_headings,
)
from packager.readers.html.metadata import (
    behind_title,
    chapter_of_page,
    page_metadata,
    title_of_page,
)
from packager.readers.html.page import story_of
from packager.readers.html.page_cuts import Piece, cut_at
from packager.readers.html.page_nodes import has_content, links_to, words_of
from packager.readers.html.refusals import refusal_of
from packager.readers.html.site_layouts import layout_of
from packager.readers.html.site_page import read_site_page
from packager.readers.left_out import LeftOut
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import html_source_text, parse_html, visible_text
from packager.readers.sites.labels import label_of, with_label
from packager.request import Request
from packager.sources.source import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LONG_OPENING = 120
"""Words above the first heading from which they are a chapter of their own, not a foreword."""

_TITLE = 80
"""Characters of a title without a mark of one."""

_REACH = 12
"""Nodes on top of a story in which its title and its author are looked for."""

_LONG_LINE = 40
"""Words from which a paragraph in front of a printed book is more than its title page."""


def read_page(source: Source, request: Request, report: Report) -> Book:
    """The Book of a page.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: The page holds no story.
        UsageError: The regular expression asked for is none.
    """
    where = Where(source.name)
    text = html_source_text(source, report)
    root = parse_html(text, where, report)
    refusal = refusal_of(root, where)
    if refusal is not None:
        raise refusal
    left_out = LeftOut()
    gutenberg = without_licence(root, left_out)
    facts = page_metadata(root, text)
    pictures = Pictures(source, report)
    markup = Markup(
        source=source.name,
        report=report,
        pictures=pictures,
        scene_breaks=request.scene_breaks,
    )
    layout = None if request.chapter_regex else layout_of(root)
    if layout is not None:
        markup.open_document(root)
        book = read_site_page(root, layout, facts, markup, report)
        markup.finish()
        return replace(book, assets=pictures.assets)
    author = with_threadmarks(root, left_out)
    story = story_of(root, left_out)
    markup.open_document(story)
    page = _Page(root, story, markup, left_out, where, printed=gutenberg is not None)
    page.metadata = gutenberg.metadata if gutenberg else facts
    if not page.metadata.language:
        page.metadata = replace(page.metadata, language=facts.language)
    if author and not page.metadata.creators:
        page.metadata = replace(page.metadata, creators=(Creator(author),))
    book = page.read(request, report)
    markup.finish()
    left_out.tell(report, where)
    return replace(book, assets=pictures.assets)


@dataclass(slots=True)
class _Section:
    """A section in the making: its heading, the nodes below it."""

    heading: PageHeading | None
    nodes: tuple[LexborNode, ...]
    role: Role = Role.CHAPTER
    number: int | None = None
    title: str = ""


@dataclass(slots=True)
class _Page:
    """One page being read.

    Attributes:
        root: Its tree.
        story: The element that holds the story.
        markup: Reads its text.
        left_out: Told of what is not printed.
        where: The source.
        printed: Whether it is a printed book that was transcribed.
        metadata: What is known of the story.
    """

    root: LexborNode
    story: LexborNode
    markup: Markup
    left_out: LeftOut
    where: Where
    printed: bool
    metadata: Metadata = field(default_factory=Metadata)

    def read(self, request: Request, report: Report) -> Book:
        found = self._openings(request)
        self._know_title(found)
        pieces = cut_at(self.story, [one.node for one in _marks(found)])
        if _is_inner(found, pieces):
            found = Openings(found.title, ())
            pieces = cut_at(self.story, [one.node for one in _marks(found)])
        sections, contents = self._sections(found, pieces)
        sections = _numbered(sections)
        ids = section_ids([one.role for one in sections])
        self.markup.resolve = links_to(
            [
                (name, [one.heading.node if one.heading else None, *one.nodes])
                for name, one in zip(ids, sections, strict=True)
            ]
        )
        if len(sections) == 1 and sections[0].heading is None and not self.printed:
            sections[0].title = chapter_of_page(self.root)
        made = without_stops([self._found(one) for one in sections])
        if not any(one.blocks for one in made):
            raise ReadError(Code.NO_STORY, "there is no text of a story here", where=self.where)
        self._tell(sections, ids, contents, report)
        assembly = assemble(made)
        return Book(
            metadata=self.metadata,
            front=assembly.front,
            body=assembly.body,
            back=assembly.back,
            notes=assembly.notes,
            footnotes=self.markup.footnotes,
        )

    # Headings

    def _openings(self, request: Request) -> Openings:
        headings = headings_in(self.story)
        known = self.metadata.title
        if request.chapter_regex:
            from packager.readers.headings.in_text import compiled_regex  # noqa: PLC0415 - rare

            regex = compiled_regex(request)
            if regex is not None:
                return Openings(None, tuple(matching(self.story, regex)))
        known = known or title_of_page(
            self.root, tuple(one.text for one in headings), self.metadata
        )
        found = openings(headings, known)
        if request.split in {"none", "marker"}:
            return Openings(found.title, ())
        if not any(one.named for one in found.sections):
            paragraphs = paragraphs_as_headings(self.story)
            if len(paragraphs) > len(found.sections):
                return Openings(found.title, tuple(paragraphs))
        return found

    def _know_title(self, found: Openings) -> None:
        title = self.metadata.title
        texts = tuple(one.text for one in headings_in(self.story))
        if found.title is not None and not title:
            title = self.markup.title(found.title.node)
        elif not self.printed:
            title = title_of_page(self.root, texts, self.metadata)
        if found.title is not None:
            self.left_out.add(
                Code.LINE_NOT_PRINTED, "lines of the title", words_of(found.title.node)
            )
            if not self.printed and key(found.title.text) not in key(title):
                title = found.title.text
            title = self._with_subtitle(title, found.title)
        self.metadata = replace(self.metadata, title=" ".join(title.split()))

    def _with_subtitle(self, title: str, heading: PageHeading) -> str:
        """The title; where the heading goes on behind it, the rest is the subtitle."""
        said = words_of(root_title) if (root_title := self.root.css_first("head title")) else ""
        whole = " ".join(self.markup.title(heading.node).split())
        for name in (title, said):
            rest = behind_title(whole, " ".join(name.split()))
            if rest and not self.metadata.subtitle:
                self.metadata = replace(self.metadata, subtitle=rest)
                return name
        return title

    # Sections

    def _sections(
        self, found: Openings, pieces: Sequence[Piece]
    ) -> tuple[list[_Section], Contents]:
        by_node = {one.node.mem_id: one for one in found.sections}
        above: list[LexborNode] = []
        sections: list[_Section] = []
        contents = Contents()
        for piece in pieces:
            heading = by_node.get(piece.mark.mem_id) if piece.mark is not None else None
            nodes = tuple(node for node in piece.nodes if not self._is_furniture(node))
            if heading is None:
                # In front of everything, or behind the title.
                if sections:
                    sections[-1].nodes += nodes
                else:
                    above += nodes
                continue
            if contents_words().fullmatch(heading.text.strip(" .:")):
                kept, more = without_contents(nodes, found.sections, self.left_out, labelled=True)
                if more.entries:
                    self.left_out.add(Code.TEXT_REMOVED, "the list of contents", heading.text)
                    contents = contents if contents.entries else more
                    if _shows(kept):
                        above += kept
                    continue
            if not sections and self._is_byline(heading, nodes):
                above += nodes
                continue
            sections.append(self._section(heading, nodes, found))
        return self._with_front(above, sections, found, contents)

    def _is_furniture(self, node: LexborNode) -> bool:
        if not is_way_back(node):
            return False
        self.left_out.add(Code.TEXT_REMOVED, "links to the top of the page", words_of(node))
        return True

    def _is_byline(self, heading: PageHeading, nodes: Sequence[LexborNode]) -> bool:
        """Whether a heading in front of the chapters only says the title, or who wrote it."""
        creators = creators_of(heading.text)
        if creators:
            self.metadata = replace(self.metadata, creators=self.metadata.creators or creators)
        elif key(heading.text) not in key(self.metadata.title) or _shows(nodes):
            return False
        self.left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", heading.text)
        return True

    def _section(
        self, heading: PageHeading, nodes: tuple[LexborNode, ...], found: Openings
    ) -> _Section:
        says = heading.says
        section = _Section(heading, nodes, title=self.markup.title(heading.node))
        if heading.part or (found.part_level and heading.level == found.part_level):
            section.role = Role.PART
        if says is None:
            return section
        if section.role is not Role.PART:
            section.role = says.role
        section.number, section.title = says.number, says.title
        if says.label:
            self.left_out.add(Code.LINE_NOT_PRINTED, "labels of headings", says.label)
        if says.number is not None and not says.title:
            self._take_subtitle(section, heading)
        return section

    def _take_subtitle(self, section: _Section, heading: PageHeading) -> None:
        """A lower heading right below a number is the chapter's title."""
        for index, node in enumerate(section.nodes):
            if not has_content(node):
                continue
            tag = node.tag or ""
            if tag[:1] == "h" and tag[1:].isdigit() and int(tag[1:]) > heading.level:
                title = self.markup.title(node)
                if title and not may_be_note_heading(title):
                    section.title = title
                    section.nodes = section.nodes[:index] + section.nodes[index + 1 :]
            return

    def _with_front(
        self,
        above: list[LexborNode],
        sections: list[_Section],
        found: Openings,
        contents: Contents,
    ) -> tuple[list[_Section], Contents]:
        nodes, more = without_contents(above, found.sections, self.left_out)
        contents = contents if contents.entries else more
        nodes = self._without_title_alone(self._without_title_lines(nodes), sections)
        if sections and not _shows(nodes):
            sections[0].nodes = self._without_byline(sections[0].nodes)
        if not sections:
            return [_Section(None, nodes)], contents
        if self.printed and self._is_title_page(nodes):
            for node in nodes:
                words = words_of(node)
                self.left_out.add(Code.TEXT_REMOVED, "the title page of the printed book", words)
            nodes = ()
        if _shows(nodes):
            count = sum(len(words_of(node).split()) for node in nodes)
            role = Role.CHAPTER if count >= LONG_OPENING else Role.INTRODUCTION
            sections.insert(0, _Section(None, nodes, role))
        return sections, contents

    def _is_title_page(self, nodes: Sequence[LexborNode]) -> bool:
        """Whether all there is are short lines, as on the first pages of a printed book."""
        for node in nodes:
            if not node.is_element_node:
                continue
            lines = visible_text(node).splitlines()
            if any(len(line.split()) > _LONG_LINE for line in lines) or node.css_first("img"):
                return False
            if len(words_of(node).split()) > 3 * _LONG_LINE:
                return False
        return True

    def _without_title_lines(self, nodes: tuple[LexborNode, ...]) -> tuple[LexborNode, ...]:
        """Nodes on top of a story without those that say its title, its author, its facts."""
        kept: list[LexborNode] = []
        seen = 0
        for node in nodes:
            words = words_of(node) if node.is_element_node or node.is_text_node else ""
            if words and seen < _REACH:
                seen += 1
                if self._takes(words):
                    self.left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", words)
                    continue
            kept.append(node)
        return tuple(kept)

    def _without_title_alone(
        self, nodes: tuple[LexborNode, ...], sections: Sequence[_Section]
    ) -> tuple[LexborNode, ...]:
        """Nodes above the first heading without a single short line, which is the title."""
        shown = [node for node in nodes if has_content(node)]
        if self.metadata.title or not sections or len(shown) != 1 or shown[0].css_first("img"):
            return nodes
        words = words_of(shown[0])
        if not words or len(words) > _TITLE or words[-1] in '.,;:!?…"”':
            return nodes
        self.left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", words)
        self.metadata = replace(self.metadata, title=words)
        return tuple(node for node in nodes if node is not shown[0])

    def _without_byline(self, nodes: tuple[LexborNode, ...]) -> tuple[LexborNode, ...]:
        """Nodes below the first heading without the line right there that says who wrote them."""
        for index, node in enumerate(nodes):
            if not has_content(node):
                continue
            words = words_of(node)
            creators = creators_of(words)
            names = {one.name for one in self.metadata.creators}
            if creators and (not names or names & {one.name for one in creators}):
                self.metadata = replace(self.metadata, creators=self.metadata.creators or creators)
                self.left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", words)
                return nodes[:index] + nodes[index + 1 :]
            break
        return nodes

    def _takes(self, words: str) -> bool:
        """Whether a line only says what the metadata has, or gets from it."""
        if self.metadata.title and key(words) == key(self.metadata.title):
            return True
        creators = creators_of(words)
        if creators:
            self.metadata = replace(self.metadata, creators=self.metadata.creators or creators)
            return True
        pair = label_of(words) if len(words) <= 2000 else None  # noqa: PLR2004 - a summary's length
        changed = with_label(self.metadata, *pair) if pair and pair[1] else None
        if changed is None:
            return False
        self.metadata = changed
        return True

    def _found(self, section: _Section) -> Found:
        return Found(
            role=section.role,
            title=section.title,
            number=section.number,
            blocks=_without_empty(self.markup.blocks(section.nodes)),
        )

    def _tell(
        self, sections: Sequence[_Section], ids: Sequence[str], contents: Contents, report: Report
    ) -> None:
        for name, section in zip(ids, sections, strict=True):
            why, sure, text = _why(section, alone=len(sections) == 1)
            report.decide(0, section.role.value, why, sure, text, section=name)
        headings = [one.heading for one in sections if one.heading]
        lost = missing(contents, headings, self._anchored(contents))
        if lost:
            report.add(
                Code.CONTENTS_DIFFER,
                f"{len(lost)} of {len(contents.entries)} entries of the list of contents are no "
                f"heading of the text, such as {lost[0]!r:.80}",
                where=self.where,
                hint="--chapter-regex finds headings that are written in another way",
            )

    def _anchored(self, contents: Contents) -> set[str]:
        """The targets of a list of contents that are in the text."""
        resolve = self.markup.resolve
        return {name for _, name in contents.entries if name and resolve and resolve(f"#{name}")}


def _why(section: _Section, *, alone: bool) -> tuple[str, float, str]:
    """Why a section begins where it does, how sure that is, and how its text begins."""
    heading = section.heading
    if heading is None:
        text = next((words for node in section.nodes if (words := words_of(node))), "")
        return "no heading parts the text" if alone else "above the first heading", 0.5, text
    sure = 0.95 if heading.named else 0.8
    if not heading.level:
        return "a paragraph that reads as a heading", sure - 0.15, heading.text
    return f"a heading of level {heading.level}", sure, heading.text


def _marks(found: Openings) -> list[PageHeading]:
    """The headings at which a page is cut, in reading order, none within another."""
    marks = list(found.sections)
    if found.title is not None:
        marks.insert(0, found.title)
    return marks


def _shows(nodes: Sequence[LexborNode]) -> bool:
    """Whether there is a word or a picture in nodes."""
    return any(
        words_of(node) or (node.is_element_node and node.css_first("img") is not None)
        for node in nodes
    )


def _is_inner(found: Openings, pieces: Sequence[Piece]) -> bool:
    """Whether the only heading there is stands within a story that began long before it."""
    if len(found.sections) != 1 or found.sections[0].named:
        return False
    mark = found.sections[0].node.mem_id
    words = 0
    for piece in pieces:
        if piece.mark is not None and piece.mark.mem_id == mark:
            break
        words += sum(len(words_of(node).split()) for node in piece.nodes)
    return words >= LONG_OPENING


def _numbered(sections: list[_Section]) -> list[_Section]:
    """Chapters of which none has a title or a number are counted; one alone has no number."""
    chapters = [one for one in sections if one.role is Role.CHAPTER]
    if len(chapters) == 1 and not any(one.role is Role.PART for one in sections):
        chapters[0].number = None
    elif not any(one.number for one in chapters):
        for number, one in enumerate(chapters, 1):
            if not one.title:
                one.number = number
    return sections


def _without_empty(blocks: Blocks) -> Blocks:
    """No blocks at all where there is only silence."""
    return () if all(isinstance(one, SceneBreak) for one in blocks) else blocks

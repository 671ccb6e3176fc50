"""A page of a site of which the layout is known: a chapter, its notes, what it says of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.book import Book, Position
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, FoundNote, assemble
from packager.readers.headings.chapter_heading import parse_heading
from packager.readers.html.metadata import title_of_page
from packager.readers.html.page_nodes import has_content, links_to, words_of
from packager.readers.html.site_layouts import SiteLayout
from packager.readers.left_out import LeftOut
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import visible_text
from packager.readers.sidecar import paragraphs_value
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def read_site_page(
    root: LexborNode, layout: SiteLayout, metadata: Metadata, markup: Markup, report: Report
) -> Book:
    """The Book of a page of a site; all that the layout does not name is named as removed.

    Its pictures are the caller's to add, as is ``markup.finish``.

    Args:
        root: The tree of the page, which is changed.
        layout: Where things are in it.
        metadata: What the head of the page says.
        markup: Reads the text.
        report: Told of every word that is not printed.

    Raises:
        ReadError: There is no text in the place of the story.
    """
    where = Where(markup.source)
    page = _SitePage(root, layout, LeftOut())
    page.find_notes()
    story = page.text()
    metadata = page.facts(metadata)
    title = page.chapter()
    markup.resolve = links_to([("chapter-001", story)])
    notes = tuple(
        FoundNote(position=position, blocks=markup.blocks(node, aside=True))
        for position, node in page.notes
    )
    page.clear(story)
    chapter = Found(title=title, blocks=markup.blocks(story), notes=notes)
    if not chapter.blocks:
        raise ReadError(Code.NO_STORY, "there is no text of a story here", where=where)
    report.decide(
        0, "chapter", f"a page of {layout.site}", 0.95, title or page.heading, section="chapter-001"
    )
    rest = visible_text(root.css_first("body") or root, lambda node: node.mem_id in page.taken)
    page.left_out.add(Code.TEXT_REMOVED, "parts of the page around the story", rest)
    page.left_out.tell(report, where)
    made = assemble([chapter])
    return Book(
        metadata=metadata,
        front=made.front,
        body=made.body,
        back=made.back,
        notes=made.notes,
        footnotes=markup.footnotes,
    )


@dataclass(slots=True)
class _SitePage:
    """A page being taken apart.

    Attributes:
        root: Its tree.
        layout: Where things are.
        left_out: Told of what is not printed.
        taken: The elements that have been dealt with.
        notes: The author's notes and where they stand.
        within: Those of them that stand in the text.
        heading: The chapter's heading as it stands in the page.
    """

    root: LexborNode
    layout: SiteLayout
    left_out: LeftOut
    taken: set[int] = field(default_factory=set)
    notes: list[tuple[Position, LexborNode]] = field(default_factory=list)
    within: list[LexborNode] = field(default_factory=list)
    heading: str = ""

    def find_notes(self) -> None:
        """The author's notes, and whether they stand in front of the text or behind it."""
        if not self.layout.notes:
            return
        position: Position = "before"
        story = {node.mem_id for node in self.root.css(self.layout.story)}
        wanted = {node.mem_id for node in self.root.css(self.layout.notes)}
        passed = False
        for node in self.root.traverse():
            if node.mem_id in story:
                passed = True
            elif node.mem_id in wanted and has_content(node):
                within = any(one.mem_id in story for one in _above(node))
                after = passed and not (within and _is_first(node, story))
                position = "after" if after else "before"
                self.notes.append((position, node))
                self.taken.add(node.mem_id)
                if within:
                    self.within.append(node)

    def text(self) -> list[LexborNode]:
        """The elements of the text."""
        found = self.root.css(self.layout.story)
        if found and found[0].tag != "p":
            found = found[:1]
        self.taken.update(node.mem_id for node in found)
        return found

    def clear(self, story: list[LexborNode]) -> None:
        """Take out of the text the notes, which have been read, and the site's own parts."""
        for node in self.within:
            node.decompose()
        for node in story:
            for part in node.css(self.layout.furniture) if self.layout.furniture else ():
                words = words_of(part)
                self.left_out.add(Code.TEXT_REMOVED, "parts of the page in the story", words)
                part.decompose()

    def chapter(self) -> str:
        """The title of the chapter; empty where its heading has only a number."""
        self.heading = self._line(self.layout.chapter, "headings of chapters")
        says = parse_heading(self.heading)
        if says is None:
            return self.heading
        return says.title

    def facts(self, metadata: Metadata) -> Metadata:
        """What the page says of the story, over what its head does."""
        heading = words_of(self.root.css_first(self.layout.chapter))
        title = self._line(self.layout.title, "lines of the title")
        author = self._line(self.layout.author, "lines of the title")
        fandom = self._line(self.layout.fandom, "lines of the site's facts")
        summary = self._line(self.layout.summary, "lines of the site's facts")
        if self.layout.facts:
            from packager.readers.sites.ffn_story import stats  # noqa: PLC0415 - of one site

            metadata = stats(metadata, self._line(self.layout.facts, "lines of the site's facts"))
        return replace(
            metadata,
            title=title or self._title_beside(heading, metadata),
            creators=(Creator(author),) if author else metadata.creators,
            fandoms=metadata.fandoms or ((fandom,) if fandom else ()),
            description=metadata.description or paragraphs_value(summary),
            publisher=metadata.publisher or self.layout.site,
        )

    def _title_beside(self, heading: str, metadata: Metadata) -> str:
        """The title in the page's own, which names the chapter and the site too."""
        own = words_of(self.root.css_first("head title"))
        for name in filter(None, (heading, self.layout.site)):
            between = rf"(?:^|\s+[-|–—]\s+){re.escape(name)}(?=$|\s+[-|–—]\s)"
            own = re.sub(between, "", own, count=1).strip(" -|–—")
        return printable(own) or title_of_page(self.root, (), metadata)

    def _line(self, selector: str, kind: str) -> str:
        node = self.root.css_first(selector) if selector else None
        if node is None:
            return ""
        text = words_of(node) or " ".join(node.text().split())
        self.taken.add(node.mem_id)
        self.left_out.add(Code.LINE_NOT_PRINTED, kind, text)
        return printable(text)


def _above(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _is_first(node: LexborNode, story: set[int]) -> bool:
    """Whether there is no word of the story in front of a note that stands in it."""
    here: LexborNode | None = node.parent if node.parent is not None else node
    while here is not None and here.mem_id not in story:
        before = here.prev
        while before is not None:
            if has_content(before):
                return False
            before = before.prev
        here = here.parent
    return True

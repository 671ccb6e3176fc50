"""A saved page: a page of a work, saved from the Archive of Our Own by a browser.

The page of the entire work (``?view_full_work=true``), of a work of one chapter, or of one chapter
of several. Around the work stand the site's navigation, comments and kudos; of all that nothing is
the story's::

    dl.work.meta                          the list of tags
    div#workskin                          the work, in the author's style sheet
        div.preface                       h2.title, h3.byline, div.summary, div.notes
        div#chapters
            div.chapter#chapter-2         div.preface: h3.title, h4.byline, div.summary, div.notes
                div.userstuff             the text, below a hidden h3 "Chapter Text"
                div.preface               div.end.notes
            div.userstuff                 ... or the text of a work of one chapter
        div.afterword                     div#work_endnotes, div#series, div#children

Other archives run the same software and are read alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.ao3.download_elements import JUMP
from packager.readers.ao3.tags import byline_names, related_works, with_tags
from packager.readers.ao3.work import CLASSES, Chapter, Passage, Work, book_of_work, passage
from packager.readers.ao3.work_document import JUMPS, LABELS, SITE, tell_difference
from packager.readers.html.page_nodes import (
    attribute,
    classes_of,
    has_content,
    short_words,
    words_of,
)
from packager.readers.html.refusals import refusal_of
from packager.readers.left_out import LeftOut
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import html_source_text, parse_html, visible_text
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NUMBERED = re.compile(r"(?P<site>https?://[^/\s\"']+)?/(?:works|downloads)/(?P<number>\d+)")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_CHAPTER_PAGE = re.compile(r"(?:https?://[^/\s]+)?(/works/\d+/chapters/\d+)")
_SITE_TITLE = re.compile(r"\[([^\[\]]+)\]\s*$")
_ARCHIVE = "Archive of Our Own"
_ARCHIVE_SITE = "https://archiveofourown.org"


def read_saved_page(source: Source, request: Request, report: Report) -> Book:
    """The Book of a saved page; the words of the site around the work are named as removed.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: The page holds no work: a login, a warning, a list of works.
    """
    where = Where(source.name)
    text = html_source_text(source, report)
    root = parse_html(text, where, report)
    skin = root.css_first("#workskin")
    if skin is None or skin.css_first("#chapters .userstuff") is None:
        raise _refused(root, where)
    left_out = LeftOut()
    page = _Page(left_out)
    page.read(root, skin, text)
    pictures = Pictures(source, report)
    markup = Markup(
        source=source.name,
        report=report,
        pictures=pictures,
        classes=CLASSES,
        scene_breaks=request.scene_breaks,
    )
    book = book_of_work(page.work, markup, left_out, report, where)
    markup.finish()
    rest = visible_text(root, lambda node: node.mem_id in page.taken)
    left_out.add(Code.TEXT_REMOVED, "parts of the page around the work", rest)
    left_out.tell(report, where)
    tell_difference(page.work, report, where)
    return replace(book, assets=pictures.assets)


def _refused(root: LexborNode, where: Where) -> ReadError:
    known = refusal_of(root, where)
    if known is not None:
        return known
    said = root.css("#main p.caution, #main p.notice, #main .flash, #main h2.heading")
    told = next((words_of(node) for node in said if "landmark" not in classes_of(node)), "")
    what = told or words_of(root.css_first("title"))
    return ReadError(
        Code.PAGE_NO_STORY,
        f"the page holds no work of the archive{f': {what:.120}' if what else ''}",
        where=where,
        hint="open the work in the browser, press Entire Work, and save that page; or use Download",
    )


@dataclass(slots=True)
class _Page:
    """Takes a page apart.

    Attributes:
        left_out: Told of labels and lines that are not printed.
        work: The parts found.
        taken: Which nodes have been dealt with; all the rest is the site's.
    """

    left_out: LeftOut
    work: Work = field(default_factory=Work)
    taken: set[int] = field(default_factory=set)

    def read(self, root: LexborNode, skin: LexborNode, text: str) -> None:
        work = self.work
        tags = root.css_first("dl.work.meta") or root.css_first("dl.meta")
        if tags is not None:
            work.metadata = with_tags(work.metadata, tags, self.left_out)
            self.taken.add(tags.mem_id)
        _find_address(work, root, text)
        preface = skin.css_first("div.preface")
        if preface is not None and preface.css_first("h2") is not None:
            self._preface(preface)
        for part in skin.css("#chapters .preface, #chapters .userstuff"):
            if part.tag == "div" and not self._is_taken(part):
                self._chapter_part(part)
        end = skin.css_first("#work_endnotes")
        if end is not None and not self._is_taken(end):
            self._quotes(end, work.after)

    def _take(self, node: LexborNode, code: Code, kind: str) -> str:
        words = words_of(node)
        self.taken.add(node.mem_id)
        self.left_out.add(code, kind, words)
        return printable(words)

    def _is_taken(self, node: LexborNode) -> bool:
        """Whether a node stands within one that has been dealt with."""
        above: LexborNode | None = node
        while above is not None:
            if above.mem_id in self.taken:
                return True
            above = above.parent
        return False

    def _preface(self, preface: LexborNode) -> None:
        title = preface.css_first("h2")
        if title is not None:
            self.work.metadata = replace(self.work.metadata, title=printable(words_of(title)))
            self.taken.add(title.mem_id)
        byline = preface.css_first(".byline")
        if byline is not None:
            self.work.names = byline_names(self._take(byline, Code.LINE_NOT_PRINTED, "bylines"))
        for works in preface.css("ul.associations"):
            self.work.related = related_works(self.work.related, works, self.left_out)
            self.taken.add(works.mem_id)
        self._asides(preface, self.work.summary, self.work.before)

    def _asides(self, preface: LexborNode, summary: list[Passage], notes: list[Passage]) -> None:
        """The summary and the notes of a preface."""
        for node in preface.css(".summary, .notes"):
            if not self._is_taken(node):
                self._quotes(node, summary if "summary" in classes_of(node) else notes)

    def _quotes(self, module: LexborNode, run: list[Passage]) -> None:
        """What the author wrote in a summary or in notes, with a label and jump lines around it.

        On the oldest pages the module is itself the quotation.
        """
        own: list[LexborNode] = []
        for node in module.iter(include_text=True):
            if node.tag == "blockquote":
                self._passage(node, run)
            elif node.tag == "h3" and not own:
                self._take(node, Code.LINE_NOT_PRINTED, LABELS)
            elif node.is_element_node and JUMP.fullmatch(short_words(node)):
                self._take(node, Code.TEXT_REMOVED, JUMPS)
            elif module.tag == "blockquote" and has_content(node):
                own.append(node)
        if own:
            self.taken.add(module.mem_id)
            run.append(Passage("", tuple(own)))

    def _passage(self, node: LexborNode, run: list[Passage]) -> None:
        self.taken.add(node.mem_id)
        run.append(passage("", node))

    def _chapter_part(self, part: LexborNode) -> None:
        """A preface opens a chapter or ends it; a ``div.userstuff`` is its text."""
        chapters = self.work.chapters
        if "preface" in classes_of(part):
            title = part.css_first(".title")
            if title is not None:
                chapters.append(self._opened(part, title))
            elif chapters:
                self._asides(part, chapters[-1].summary, chapters[-1].after)
            return
        if not chapters:
            chapters.append(Chapter())
        landmarks = [
            node for node in part.iter() if node.tag == "h3" and "landmark" in classes_of(node)
        ]
        for node in landmarks:
            self._take(node, Code.LINE_NOT_PRINTED, SITE)
        self.taken.add(part.mem_id)
        skipped = {node.mem_id for node in landmarks}
        nodes = (node for node in part.iter(include_text=True) if node.mem_id not in skipped)
        chapters[-1].body.append(Passage("", tuple(nodes)))

    def _opened(self, preface: LexborNode, title: LexborNode) -> Chapter:
        chapter = Chapter(heading=printable(words_of(title)))
        self.taken.add(title.mem_id)
        page = _CHAPTER_PAGE.match(attribute(title.css_first("a"), "href"))
        chapter.address = page[1] if page else ""
        byline = preface.css_first(".byline")
        if byline is not None and not self._is_taken(byline):
            chapter.byline = printable(words_of(byline))
            self.taken.add(byline.mem_id)
        self._asides(preface, chapter.summary, chapter.before)
        return chapter


def _find_address(work: Work, root: LexborNode, text: str) -> None:
    """Where the page was saved from, else where its own links lead."""
    saved = _SAVED_FROM.search(text[:2048])
    links = root.css("#chapters h3.title a, li.download a, ul.work.navigation a")
    found = _NUMBERED.match(saved[1]) if saved else None
    for link in links:
        found = found or _NUMBERED.match(attribute(link, "href"))
    named = _SITE_TITLE.search(words_of(root.css_first("title")))
    publisher = printable(named[1]) if named else ""
    site = (found["site"] if found else None) or (
        _ARCHIVE_SITE if publisher == _ARCHIVE or _ARCHIVE_SITE in text else ""
    )
    work.site = site
    work.metadata = replace(
        work.metadata,
        publisher=publisher or (_ARCHIVE if site == _ARCHIVE_SITE else ""),
        source=f"{site}/works/{found['number']}" if found and site else "",
    )

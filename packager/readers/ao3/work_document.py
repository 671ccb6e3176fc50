"""A download of the Archive of Our Own: the parts of a work, found in its HTML.

The HTML download is one document; the EPUB is the same HTML cut into documents at its headings by
calibre, which renames classes. So everything is found by ids, by the order of elements and by the
words of labels, never by a class::

    div#preface                h2 "Preface", p "Posted originally on the ... at ...", dl of tags,
                               h1, div "by ...", p "Summary" + blockquote, p "Notes" + blockquote,
                               div "See the end of the work for more notes", ul of related works
    div#chapters               of a work of one chapter: div with the text
        div                    h2 "Chapter 2: Title", p "Chapter by ...", p "Chapter Summary" +
                               blockquote, p "Chapter Notes" + blockquote, div "See the end ..."
        div                    the text
        div#endnotes2          p "Chapter End Notes" + blockquote
    div#afterword              h2 "Afterword", div#endnotes: p "End Notes" + blockquote,
                               dl of works inspired by this one, p "Please drop by ..."

The oldest downloads have the same parts in the same order, without ``#preface`` and ``#afterword``
around them.

An EPUB reader calls ``read_ao3`` with the bodies of the documents in the order of the spine; the
wrapping ``div`` may stand in each of them again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.diagnostics import Code, Report, Where
from packager.readers.ao3.download_elements import (
    BYLINE,
    HEADINGS,
    JUMP,
    NOTES,
    SUMMARY,
    addresses_in,
    closes_text,
    is_chapter_heading,
    is_mark_around,
    is_short,
    label_key,
    opens_text,
    parts_of,
)
from packager.readers.ao3.tags import RELATED, byline_names, related_works, with_tags
from packager.readers.ao3.work import CLASSES, Chapter, Passage, Work, book_of_work, passage
from packager.readers.html.page_cuts import cut_at
from packager.readers.html.page_nodes import attribute, has_content, short_words, words_of
from packager.readers.left_out import LeftOut
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import html_source_text, parse_html
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

LABELS = "labels of summaries and notes"
JUMPS = "lines that lead to notes"
SITE = "words of the site"

_POSTED = re.compile(r"posted (?:originally )?(?:on|to) ", re.IGNORECASE)
_END_NOTES = re.compile(r"endnotes\d+")
_WORK = re.compile(r"https?://[^/\s]+/(?:collections/[^/\s]+/)?works/\d+")
_LAST = "afterword"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a download: its path in the EPUB, empty for the HTML, and its body."""

    path: str
    body: LexborNode


def read_ao3(documents: Sequence[Document], markup: Markup, report: Report, where: Where) -> Book:
    """The Book of a download.

    Its metadata is what the preface says. The caller adds the pictures (``assets``) and what else
    the container knows, and calls ``markup.finish``; ``markup.resolve``, where it is set, is asked
    about the links that lead nowhere in the work.

    Args:
        documents: The documents in reading order; one for the HTML download.
        markup: Reads the passages.
        report: Told of every word that is not printed, and of each chapter.
        where: For messages.

    Raises:
        ReadError: There is no text of a story in it.
    """
    left_out = LeftOut()
    outline = _Outline(left_out)
    if not any(document.body.css_first("#preface") for document in documents):
        outline.region, outline.is_old = "preface", True
    for document in documents:
        outline.read(document)
    work = outline.work
    book = book_of_work(work, markup, left_out, report, where)
    left_out.tell(report, where)
    tell_difference(work, report, where)
    return book


def read_ao3_html(source: Source, request: Request, report: Report) -> Book:
    """The Book of the HTML download.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no text of a story in it.
    """
    where = Where(source.name)
    root = parse_html(html_source_text(source, report), where, report)
    pictures = Pictures(source, report)
    markup = Markup(
        source=source.name,
        report=report,
        pictures=pictures,
        classes=CLASSES,
        scene_breaks=request.scene_breaks,
    )
    book = read_ao3([Document("", root.css_first("body") or root)], markup, report, where)
    markup.finish()
    return replace(book, assets=pictures.assets)


def tell_difference(work: Work, report: Report, where: Where) -> None:
    """Say so when the work has another number of chapters than its list of tags counts."""
    stated, found = work.metadata.chapters, len(work.chapters)
    if stated is not None and stated != found:
        report.add(
            Code.CONTENTS_DIFFER,
            f"the work has {stated} chapters, and {found} of them {'is' if found == 1 else 'are'} "
            "here",
            where=where,
            hint="save the page of the entire work, or use the download of the site",
        )


@dataclass(slots=True)
class _Outline:
    """Takes documents apart; the state is where in the work the reading stands."""

    left_out: LeftOut
    work: Work = field(default_factory=Work)
    path: str = ""
    region: str = ""
    is_old: bool = False
    label: str = ""
    in_heading: bool = False
    in_content: bool = False
    expects_content: bool = False

    def read(self, document: Document) -> None:
        self.path = document.path
        for node in document.body.iter(include_text=True):
            self._top(node)

    def _top(self, node: LexborNode) -> None:
        name = attribute(node, "id")
        if name in {"preface", "chapters", "afterword"}:
            self.region = name
            self.label = ""
            if node.css_first(f"#{_LAST}") is None or name == _LAST:
                for child in node.iter(include_text=True):
                    self._in_region(child)
            else:
                self._mend(node)
            if self.is_old and name == "chapters":
                self.region, self.label = "afterword", ""
        elif node.is_element_node and node.css_first("#preface, #chapters, #afterword"):
            for child in node.iter(include_text=True):
                self._top(child)
        else:
            self._in_region(node)

    def _mend(self, region: LexborNode) -> None:
        """A region with the end of the work in it: somebody left an element of the text open."""
        marks: list[LexborNode] = []
        within: set[int] = set()
        for node in region.css(f"#{_LAST}, [id^=endnotes], div.meta"):
            if node.mem_id not in within:
                marks.append(node)
                within.update(inner.mem_id for inner in node.traverse())
        for piece in cut_at(region, marks):
            if piece.mark is not None:
                self.in_content = False
                self._top(piece.mark)
            for node in piece.nodes:
                self._in_region(node)

    def _in_region(self, node: LexborNode) -> None:
        if attribute(node, "id") == "endnotes":
            self._aside(node, self.work.after)
        elif attribute(node, "id") == "workskin" or self._is_leaked(node):
            for child in node.iter(include_text=True):
                self._in_region(child)
        elif self.is_old and self.region == "chapters" and closes_text(node):
            self.region = "afterword"
            self._in_afterword(node)
        elif self.region == "chapters":
            self._in_chapters(node)
        elif self.is_old and self.region == "preface" and opens_text(node):
            self.region = "chapters"
            self._in_chapters(node)
        elif self.region == "preface":
            self._in_preface(node)
        elif self.region == "afterword":
            self._in_afterword(node)
        else:
            self._drop(node)

    def _in_preface(self, node: LexborNode) -> None:
        text = short_words(node)
        match node.tag:
            case "h1":
                self.work.metadata = replace(self.work.metadata, title=printable(words_of(node)))
            case "dl":
                self.work.metadata = with_tags(self.work.metadata, node, self.left_out)
            case "blockquote":
                run = self.work.summary if self.label in SUMMARY else self.work.before
                run.append(passage(self.path, node))
            case "ul" | "ol":
                self.work.related = related_works(self.work.related, node, self.left_out)
            case "p" | "div" if _POSTED.search(text) and not node.css_first("h1, dl"):
                self._posted(node, text)
            case _ if self._label(text) or self._jump(node, text) or self._byline(node, text):
                pass
            case "div" | "section" | "header" | "center":
                for child in node.iter(include_text=True):
                    self._in_region(child)
            case _:
                self._drop(node)

    def _posted(self, node: LexborNode, text: str) -> None:
        """Where a work was posted is where it comes from, and is not printed."""
        address = _WORK.search(text) or _WORK.search(" ".join(addresses_in(node)))
        link = node.css_first("a")
        site = words_of(link) if link is not None else ""
        self.work.metadata = replace(
            self.work.metadata,
            source=address[0] if address else "",
            publisher="" if "/" in site else printable(site),
        )
        self.work.site = "/".join(address[0].split("/")[:3]) if address else ""
        self.left_out.add(Code.LINE_NOT_PRINTED, "lines that say where it was posted", text)

    def _byline(self, node: LexborNode, text: str) -> bool:
        if self.work.names or not self.work.metadata.title or not BYLINE.fullmatch(text):
            return False
        if node.css_first("blockquote, p, dl") is not None:
            return False
        self.work.names = byline_names(text)
        self.left_out.add(Code.LINE_NOT_PRINTED, "bylines", text)
        return True

    def _label(self, text: str) -> bool:
        key = label_key(text)
        if key not in SUMMARY and key not in NOTES:
            return False
        self.label = key
        self.left_out.add(Code.LINE_NOT_PRINTED, LABELS, text)
        return True

    def _jump(self, node: LexborNode, text: str) -> bool:
        if not JUMP.fullmatch(text) or node.css_first("blockquote") is not None:
            return False
        self.left_out.add(Code.TEXT_REMOVED, JUMPS, text)
        return True

    def _in_chapters(self, node: LexborNode) -> None:
        if not has_content(node):
            if node.is_comment_node:
                comment = (node.comment_content or "").strip().lower()
                self.in_content = comment == "chapter content"
        elif _END_NOTES.fullmatch(attribute(node, "id")):
            self._aside(node, self._chapter().after)
        elif self.in_content or (self.expects_content and node.tag == "div"):
            self._content(node)
        elif node.tag in HEADINGS and not self._is_within_text():
            self._open(node)
        elif self.in_heading and self._in_chapter_heading(node):
            pass
        elif not self.in_heading and is_chapter_heading(node):
            for child in parts_of(node):
                self._in_chapter_part(child)
            self.in_heading, self.expects_content = False, True
        else:
            self._content(node)

    def _is_leaked(self, node: LexborNode) -> bool:
        """Whether it is a mark somebody left open, around parts of the site's own."""
        return (
            not self.in_content
            and not self._is_within_text()
            and is_mark_around(node, "div, dl, h2, blockquote")
        )

    def _is_within_text(self) -> bool:
        """Whether the text of a work that has one chapter has begun; its headings are its own."""
        begun = self.expects_content or any(chapter.body for chapter in self.work.chapters)
        return self.work.metadata.chapters == 1 and begun

    def _in_chapter_part(self, node: LexborNode) -> None:
        """A child of the ``div`` that holds a chapter's heading, summary and notes."""
        if node.tag in HEADINGS and not self.in_heading:
            self._open(node)
        elif has_content(node) and not self._in_chapter_heading(node):
            self._drop(node)

    def _open(self, heading: LexborNode) -> None:
        text = words_of(heading)
        if not self.work.chapters and text == self.work.metadata.title:
            self.left_out.add(Code.LINE_NOT_PRINTED, "headings that repeat the title", text)
            self.expects_content = True  # of a work of one chapter
            return
        self.work.chapters.append(Chapter(heading=printable(text)))
        self.in_heading = True
        self.label = ""

    def _in_chapter_heading(self, node: LexborNode) -> bool:
        text = short_words(node)
        chapter = self._chapter()
        if node.tag == "blockquote" and self.label:
            run = chapter.summary if self.label in SUMMARY else chapter.before
            run.append(passage(self.path, node))
            return True
        if self._label(text) or self._jump(node, text):
            return True
        if not chapter.byline and not self.label and BYLINE.fullmatch(text) and is_short(node):
            chapter.byline = printable(text)
            return True
        return False

    def _content(self, node: LexborNode) -> None:
        self.in_heading = self.expects_content = False
        body = self._chapter().body
        if node.tag == "div":
            body.append(passage(self.path, node))
        elif body and body[-1].path == self.path:
            body[-1] = Passage(self.path, (*body[-1].nodes, node))
        else:
            body.append(Passage(self.path, (node,)))

    def _chapter(self) -> Chapter:
        if not self.work.chapters:
            self.work.chapters.append(Chapter())
        return self.work.chapters[-1]

    def _in_afterword(self, node: LexborNode) -> None:
        if node.tag == "blockquote":
            self.work.after.append(passage(self.path, node))
        elif node.tag in {"dl", "ul"}:
            self.left_out.add(Code.TEXT_REMOVED, RELATED, words_of(node))
        elif self._label(short_words(node)):
            pass
        elif node.tag in {"div", "section"}:
            for child in node.iter(include_text=True):
                self._in_region(child)
        else:
            self._drop(node)

    def _aside(self, node: LexborNode, run: list[Passage]) -> None:
        """A ``div`` that holds end notes: a label and a quotation."""
        parts = list(parts_of(node))
        if not any(child.tag == "blockquote" for child in parts):
            run.append(passage(self.path, node))
            return
        for child in parts:
            if child.tag == "blockquote":
                run.append(passage(self.path, child))
            elif not self._label(short_words(child)):
                self._drop(child)

    def _drop(self, node: LexborNode) -> None:
        code = Code.LINE_NOT_PRINTED if node.tag in HEADINGS else Code.TEXT_REMOVED
        self.left_out.add(code, SITE, words_of(node))

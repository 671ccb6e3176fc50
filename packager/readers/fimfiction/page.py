"""FIMFiction page: the HTML download of a FIMFiction story, in both of its forms.

The newer one::

    <header><h1><a href="https://www.fimfiction.net/story/...">Title</a></h1>
            <h2>by <a href="https://www.fimfiction.net/user/...">Author</a></h2></header>
    <article class="chapter"><header><h1><a name='1'></a>Chapter</h1></header>
        text, <aside class="authors-note"><header><h1>Author's Note:</h1></header>...</aside>
        <footer>...</footer></article>

In the older one there are no articles: ``<h1><a name='1'></a>Chapter</h1>`` opens a chapter, and
what follows is its text. A note stands before or behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from packager.book.book import Book, Position
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, FoundNote, assemble, section_ids
from packager.readers.headings.chapter_titles import ChapterTitle, chapter_titles
from packager.readers.html.page_cuts import cut_at
from packager.readers.html.page_nodes import (
    Resolve,
    attribute,
    classes_of,
    has_content,
    links_to,
    words_of,
)
from packager.readers.left_out import LeftOut
from packager.readers.markup.looks import NO_LOOK
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import html_source_text, parse_html
from packager.readers.sites.labels import label_of, with_label
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONFIDENCE = 0.97

_NOTE_CLASSES = frozenset({"authors-note", "author-note", "authors-notes"})
_SITE_PARTS = ", ".join(("header", "footer", *(f".{name}" for name in sorted(_NOTE_CLASSES))))
_CLASSES = dict.fromkeys((*_NOTE_CLASSES, "chapter"), NO_LOOK)
"""Classes of the site's own, which say nothing about a text."""

_NOTE_LABEL = re.compile(r"author(?:['\u2019]?s['\u2019]?)? notes?\s*:?", re.IGNORECASE)
_BY = re.compile(r"(?:written\s+)?by\s+(\S.*)", re.IGNORECASE)
_DESCRIPTION = re.compile(r"(?:description|synopsis|summary)\s*:?", re.IGNORECASE)
_BYLINE = 100
"""Characters of a line that says who wrote a story."""

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SITE = "fimfiction.net"


def read_fimfiction_page(source: Source, request: Request, report: Report) -> Book:
    """The Book of a download.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no chapter in it.
    """
    where = Where(source.name)
    root = parse_html(html_source_text(source, report), where, report)
    body = root.css_first("body") or root
    left_out = LeftOut()
    top, chapters = _chapters(body, left_out)
    if not chapters:
        raise ReadError(
            Code.NO_STORY,
            "there is no chapter of a FIMFiction story here",
            where=where,
            hint="download the story again as HTML",
        )
    titles = chapter_titles([chapter.heading for chapter in chapters])
    ids = section_ids([title.role for title in titles])
    pictures = Pictures(source, report)
    markup = Markup(
        source=source.name,
        report=report,
        pictures=pictures,
        resolve=_links(
            [(name, chapter.nodes) for name, chapter in zip(ids, chapters, strict=True)]
        ),
        classes=_CLASSES,
        scene_breaks=request.scene_breaks,
    )
    metadata, cover = _front(top, markup, left_out)
    found = []
    for chapter, title, name in zip(chapters, titles, ids, strict=True):
        found.append(_found(chapter, title, markup, left_out))
        report.decide(
            0, "chapter", "a chapter mark of FIMFiction", CONFIDENCE, chapter.heading, section=name
        )
    footnotes = markup.footnotes
    markup.finish()
    left_out.tell(report, where)
    assembly = assemble(found)
    return Book(
        metadata=metadata,
        cover=cover,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=assembly.notes,
        footnotes=footnotes,
        assets=pictures.assets,
    )


def _links(sections: Sequence[tuple[str, Sequence[LexborNode]]]) -> Resolve:
    """Leads links within the story to its sections, and those of the site to the site."""
    within = links_to(sections)

    def resolve(href: str) -> str | None:
        on_site = href.startswith("/") and not href.startswith("//")
        return f"https://www.{_SITE}{href}" if on_site else within(href)

    return resolve


@dataclass(slots=True)
class _Chapter:
    """A chapter taken apart; ``nodes`` are all of its nodes, for links into it."""

    nodes: tuple[LexborNode, ...]
    heading: str = ""
    body: list[LexborNode] = field(default_factory=list)
    notes: list[tuple[Position, LexborNode]] = field(default_factory=list)


def _chapters(body: LexborNode, left_out: LeftOut) -> tuple[tuple[LexborNode, ...], list[_Chapter]]:
    """The nodes before the first chapter, and the chapters."""
    articles = [node for node in body.css("article") if "chapter" in classes_of(node)]
    if articles:
        within = _within(articles)
        top, *between = cut_at(body, within.get(0, ()))
        for piece in between:
            for node in piece.nodes:
                left_out.add(Code.TEXT_REMOVED, "words between chapters", words_of(node))
        return top.nodes, [
            _taken_apart(node, within.get(node.mem_id, ()), left_out) for node in articles
        ]
    marks = [node for node in body.css("h1") if _numbered_anchor(node)]
    top, *pieces = cut_at(body, marks)
    chapters = []
    for piece in pieces:
        assert piece.mark is not None  # noqa: S101 - only the first piece has none
        chapter = _Chapter((piece.mark, *piece.nodes), printable(words_of(piece.mark)))
        _take(chapter, tuple(_laid_open(piece.nodes)), left_out)
        chapters.append(chapter)
    return top.nodes, chapters


def _within(articles: Sequence[LexborNode]) -> dict[int, list[LexborNode]]:
    """The articles by the one they stand in, an article left open; 0 is none."""
    known = {article.mem_id for article in articles}
    within: dict[int, list[LexborNode]] = {}
    for article in articles:
        above = article.parent
        while above is not None and above.mem_id not in known:
            above = above.parent
        within.setdefault(0 if above is None else above.mem_id, []).append(article)
    return within


def _numbered_anchor(heading: LexborNode) -> bool:
    anchor = heading.css_first("a[name]")
    return anchor is not None and attribute(anchor, "name").isdigit() and not words_of(anchor)


def _taken_apart(article: LexborNode, others: Sequence[LexborNode], left_out: LeftOut) -> _Chapter:
    nodes = tuple(_laid_open(node for piece in cut_at(article, others) for node in piece.nodes))
    chapter = _Chapter(nodes)
    header = next((node for node in nodes if node.tag == "header"), None)
    inner = nodes if header is None else tuple(header.iter(include_text=True))
    title = next((node for node in inner if node.tag in _HEADINGS), None)
    chapter.heading = printable(words_of(title))
    for node in () if header is None else inner:
        if title is None or node.mem_id != title.mem_id:
            left_out.add(Code.LINE_NOT_PRINTED, "lines below chapter headings", words_of(node))
    skipped = {node.mem_id for node in (header, title) if node is not None}
    _take(chapter, [node for node in nodes if node.mem_id not in skipped], left_out)
    return chapter


def _laid_open(nodes: Iterable[LexborNode]) -> Iterator[LexborNode]:
    """The nodes, with what an author left open around the site's own parts taken away."""
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        if not _is_of_site(node) and node.is_element_node and node.css_first(_SITE_PARTS):
            waiting += list(node.iter(include_text=True))[::-1]
        else:
            yield node


def _is_of_site(node: LexborNode) -> bool:
    return node.tag in {"header", "footer"} or bool(_NOTE_CLASSES & classes_of(node))


def _take(chapter: _Chapter, nodes: Sequence[LexborNode], left_out: LeftOut) -> None:
    """Put the nodes of a chapter where they belong."""
    for node in nodes:
        if node.tag == "footer":
            left_out.add(Code.TEXT_REMOVED, "links from chapter to chapter", words_of(node))
        elif _NOTE_CLASSES & classes_of(node):
            chapter.notes.append(("after" if chapter.body else "before", node))
        elif chapter.body or has_content(node):
            chapter.body.append(node)
    while chapter.body and not has_content(chapter.body[-1]):
        chapter.body.pop()
    if chapter.notes and chapter.body and chapter.body[0].tag == "hr":
        del chapter.body[0]  # a rule between a note and the text is no scene break
    if chapter.notes and chapter.body and chapter.body[-1].tag == "hr":
        chapter.body.pop()


def _found(chapter: _Chapter, title: ChapterTitle, markup: Markup, left_out: LeftOut) -> Found:
    if chapter.heading != title.title:
        left_out.add(Code.LINE_NOT_PRINTED, "headings that became numbers", chapter.heading)
    blocks = markup.blocks(chapter.body)
    notes = tuple(
        FoundNote(position=position, blocks=markup.blocks(_note(node, left_out), aside=True))
        for position, node in chapter.notes
    )
    return Found(
        role=title.role, number=title.number, title=title.title, blocks=blocks, notes=notes
    )


def _note(frame: LexborNode, left_out: LeftOut) -> list[LexborNode]:
    """The nodes of a note without its label, which may stand in a header."""
    nodes = [node for node in frame.iter(include_text=True) if has_content(node)]
    if nodes and _NOTE_LABEL.fullmatch(words_of(nodes[0])):
        left_out.add(Code.LINE_NOT_PRINTED, "labels of notes", words_of(nodes[0]))
        return nodes[1:]
    return nodes


def _front(nodes: Sequence[LexborNode], markup: Markup, left_out: LeftOut) -> tuple[Metadata, str]:
    """What stands above the first chapter: title, author, tags, description, cover."""
    metadata, cover = Metadata(publisher="FIMFiction"), ""
    description: list[LexborNode] = []
    for node in _opened(nodes):
        text = words_of(node)
        if node.tag == "img" and markup.pictures is not None:
            cover = cover or markup.pictures.take(attribute(node, "src"), alt="") or ""
        elif node.tag == "h1" and not metadata.title:
            metadata = _with_title(metadata, node, left_out)
        elif (
            not metadata.creators
            and not description
            and len(text) < _BYLINE
            and (by := _BY.fullmatch(text))
        ):
            name = words_of(node.css_first("a")) if node.is_element_node else ""
            metadata = replace(metadata, creators=(Creator(printable(name or by[1])),))
            left_out.add(Code.LINE_NOT_PRINTED, "bylines", by[0])
        elif node.tag in {"ul", "ol", "nav"} or "tags" in " ".join(classes_of(node)):
            metadata = _with_list(metadata, node, left_out)
        elif node.is_element_node and _DESCRIPTION.fullmatch(text):
            left_out.add(Code.LINE_NOT_PRINTED, "labels", text)
        elif node.tag in {"p", "li", "span", "b"} and (labelled := label_of(text)):
            metadata = with_label(metadata, *labelled) or metadata
            left_out.add(Code.LINE_NOT_PRINTED, "labels", text)
        elif has_content(node) and node.tag != "hr":
            description.append(node)
    return replace(metadata, description=markup.blocks(description, aside=True)), cover


def _opened(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """The nodes above the chapters, with the frames around title and description opened."""
    flat: list[LexborNode] = []
    waiting = list(nodes)[::-1]
    while waiting:
        node = waiting.pop()
        frame = node.tag in {"header", "section", "article", "div", "main"}
        if frame and "tags" not in " ".join(classes_of(node)):
            waiting += list(node.iter(include_text=True))[::-1]
        elif has_content(node):
            flat.append(node)
    return flat


def _with_title(metadata: Metadata, heading: LexborNode, left_out: LeftOut) -> Metadata:
    text = printable(words_of(heading))
    address = attribute(heading.css_first("a"), "href")
    if address.startswith("//"):
        address = f"https:{address}"
    if address.startswith("/story/"):
        address = f"https://www.{_SITE}{address}"
    left_out.add(Code.LINE_NOT_PRINTED, "title lines", text)
    return with_label(replace(metadata, title=text), "Story URL", address) or metadata


def _with_list(metadata: Metadata, node: LexborNode, left_out: LeftOut) -> Metadata:
    """A list of tags, or of links to the chapters, which is not repeated."""
    links = node.css("a")
    if links and all(attribute(link, "href").startswith("#") for link in links):
        left_out.add(Code.TEXT_REMOVED, "lists of contents", words_of(node))
        return metadata
    names = [words_of(item) for item in (node.css("li") or links or [node])]
    left_out.add(Code.LINE_NOT_PRINTED, "lists of tags", words_of(node))
    return with_label(metadata, "Tags", ", ".join(names), names=names) or metadata

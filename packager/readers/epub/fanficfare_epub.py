"""The dialect ``fanficfare-epub``: the EPUB FanFicFare writes.

::

    OEBPS/title_page.xhtml   <h3><a href="...">Title</a> by <a class='authorlink'>Author</a></h3>
                             <b>Label:</b> value<br/> ..., or a table of them
    OEBPS/file0001.xhtml     <h3 class="fff_chapter_title">Chapter</h3> and the text, with notes in
                             div.fff_chapter_notes; meta chaptertitle in its head
    OEBPS/log_page.xhtml     what FanFicFare changed when, which is not the story's
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report
from packager.readers.epub.document import Document
from packager.readers.epub.epub import metadata_of
from packager.readers.epub.opened import open_epub, visible
from packager.readers.epub.reading import Reading, link_notes, reading_of
from packager.readers.epub.site_story import SiteChapter, SiteNote, SiteStory, book_of
from packager.readers.epub.tree import children, within, words
from packager.readers.fanficfare.notes import take_notes
from packager.readers.html.page_nodes import attribute, classes_of, has_content, words_of
from packager.readers.left_out import LeftOut
from packager.readers.reader import Reader, Sure
from packager.readers.sites.labels import is_label, with_label
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FILE = re.compile(r"file\d{4,6}\.x?html$", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_SUMMARY = frozenset({"summary", "description"})
_NO_SUBJECT = re.compile(r"last update(?: year/month)?:|fanfiction$", re.IGNORECASE)


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of FanFicFare's."""
    del source
    if sample.kind != "epub":
        return 0.0, "no EPUB"
    if "fanficfare-uid" in sample.text or "FanFicFare [" in sample.text:
        return 0.97, "the package names FanFicFare"
    names = {posixpath.basename(name) for name in sample.names}
    if {"title_page.xhtml", "file0001.xhtml"} <= names:
        return 0.9, "the files of an EPUB of FanFicFare's"
    return 0.0, "no mark of FanFicFare"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story FanFicFare fetched.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    opened = open_epub(source, report)
    known = metadata_of(opened, report)
    left_out = LeftOut()
    reading = reading_of(opened, request, report)
    link_notes(reading, opened.documents)
    metadata = Metadata()
    chapters: list[SiteChapter] = []
    for document in opened.documents:
        name = posixpath.basename(document.path).lower()
        classes = classes_of(document.body)
        if "fff_titlepage" in classes or name.startswith("title_page"):
            metadata = _with_title_page(metadata, document, reading, left_out)
        elif "fff_chapter" in classes or _FILE.search(name):
            chapters.append(_chapter(document, left_out))
        elif has_content(document.body):
            kind = {"log_page.xhtml": "logs of FanFicFare", "cover.xhtml": "cover pages"}
            left_out.add(
                Code.TEXT_REMOVED, kind.get(name, "pages of FanFicFare"), words_of(document.body)
            )
    metadata = _completed(metadata, known)
    return book_of(opened, SiteStory(metadata, chapters, left_out), reading, report)


def _completed(metadata: Metadata, known: Metadata) -> Metadata:
    """What the title page says, completed from the package, whose subjects hold everything."""
    named = (
        *metadata.fandoms,
        *metadata.characters,
        *metadata.relationships,
        metadata.status,
        "In-Progress",
        "Completed",
    )
    told = {tuple(words(name)) for name in named}
    subjects = metadata.subjects or tuple(
        name
        for name in known.subjects
        if not _NO_SUBJECT.match(name) and tuple(words(name)) not in told
    )
    return replace(
        metadata,
        identifier=known.identifier,
        title=metadata.title or known.title,
        creators=_with_roles(metadata.creators, known.creators),
        language=metadata.language or known.language,
        description=metadata.description or known.description,
        series=metadata.series or known.series,
        subjects=subjects,
        published=metadata.published or known.published,
        modified=metadata.modified or known.modified,
        publisher=metadata.publisher or known.publisher,
        rights=known.rights,
        source=metadata.source or known.source,
        direction=known.direction,
        vertical=known.vertical,
    )


def _with_roles(own: tuple[Creator, ...], known: tuple[Creator, ...]) -> tuple[Creator, ...]:
    named = {creator.name for creator in own}
    sorted_as = {creator.name: creator for creator in known}
    return (
        *(sorted_as.get(creator.name, creator) for creator in own),
        *(creator for creator in known if creator.name not in named and not own),
    )


def _with_title_page(
    metadata: Metadata, document: Document, reading: Reading, left_out: LeftOut
) -> Metadata:
    heading = document.body.css_first("h1, h2, h3")
    if heading is not None:
        metadata = _with_title(metadata, heading)
    left_out.add(Code.LINE_NOT_PRINTED, "lines of the title page", _words_without(document.body))
    for label, nodes in _rows(document.body):
        text = " ".join(filter(None, (words_of(node) for node in nodes)))
        blocks = (
            reading.blocks(document.path, nodes, aside=True)
            if label.rstrip(": ").lower() in _SUMMARY
            else ()
        )
        links = [words_of(link) for node in nodes for link in _links(node)]
        known = with_label(metadata, label, text, blocks=blocks, names=links)
        metadata = known or metadata
    return metadata


def _words_without(body: LexborNode) -> str:
    return " ".join(words_of(body).split())


def _links(node: LexborNode) -> list[LexborNode]:
    if not node.is_element_node:
        return []
    return [node] if node.tag == "a" else node.css("a")


def _with_title(metadata: Metadata, heading: LexborNode) -> Metadata:
    links = heading.css("a")
    authors = [link for link in links if "authorlink" in classes_of(link)]
    first = next((link for link in links if "authorlink" not in classes_of(link)), None)
    text = printable(words_of(heading))
    title, _, names = text.rpartition(" by ")
    creators = tuple(Creator(printable(words_of(link))) for link in authors)
    if not creators and title:
        creators = (Creator(names),)
    named = replace(
        metadata,
        title=printable(words_of(first)) if first is not None else title or names,
        creators=creators,
    )
    return with_label(named, "Story URL", attribute(first, "href")) or named


def _rows(body: LexborNode) -> Iterator[tuple[str, list[LexborNode]]]:
    """The labels of the title page, each with the nodes of its value: a line, or a row."""
    for node in list(within(body)):
        if node.tag not in {"b", "strong", "th"} or not is_label(words_of(node)):
            continue
        parent = node.parent
        if parent is not None and parent.tag in {"td", "th"} and parent.next is not None:
            cells = [cell for cell in _behind(parent) if cell.tag == "td"]
            yield words_of(node), [child for cell in cells for child in children(cell)]
            continue
        value: list[LexborNode] = []
        for following in _behind(node):
            if following.tag in {"b", "strong"} and is_label(words_of(following)):
                break
            value.append(following)
        yield words_of(node), value


def _behind(node: LexborNode) -> Iterator[LexborNode]:
    following = node.next
    while following is not None:
        yield following
        following = following.next


def _chapter(document: Document, left_out: LeftOut) -> SiteChapter:
    title = document.meta("chaptertitle") or document.meta("chapterorigtitle")
    heading = document.body.css_first(".fff_chapter_title")
    nodes = list(children(document.body))
    if heading is None:
        shown = next((node for node in nodes if has_content(node)), None)
        heading = shown if shown is not None and shown.tag in _HEADINGS else None
    if heading is not None:
        title = words_of(heading)
        nodes = [node for node in nodes if node.mem_id != heading.mem_id]
        if heading.parent is not None and heading.parent.mem_id != document.body.mem_id:
            heading.decompose()
    framed = take_notes(nodes, left_out)
    return SiteChapter(
        document.path,
        heading=title or document.title,
        body=list(framed.body),
        notes=[SiteNote(note.position, tuple(note.nodes), note.kind) for note in framed.notes],
    )


READER = Reader(
    name="fanficfare-epub",
    summary="EPUB written by FanFicFare",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

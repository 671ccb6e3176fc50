"""The dialect ``fimfarchive``: an EPUB of Fimfarchive, with what the archive's index says of it.

Two kinds of EPUB are in it: until the end of 2014 FIMFiction's own, since then one made of the
chapters the site hands out::

    <h1>Author's Note</h1> <div id='authors-note'>...</div> <hr/>
    <h1>Chapter</h1> <div id='content'>...</div>

with the note before or behind the chapter. Read as ``archive.zip/epub/q/quill-1/story-9.epub`` it
gets title, author, tags, dates and counts from ``index.json`` in the same archive.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.book.metadata import filled
from packager.diagnostics import Code, Report
from packager.readers.epub.document import Document
from packager.readers.epub.epub import html_blocks, metadata_of
from packager.readers.epub.fimfarchive_index import Indexed, date_chapters, find_entry, read_entry
from packager.readers.epub.fimfiction_epub import (
    NOTE_LABEL,
    PUBLISHER,
    SITE,
    prepare,
    read_native,
)
from packager.readers.epub.opened import open_epub, visible
from packager.readers.epub.reading import link_notes, reading_of
from packager.readers.epub.site_story import SiteChapter, SiteNote, SiteStory, book_of, trimmed
from packager.readers.epub.tree import children
from packager.readers.html.page_nodes import attribute, has_content, words_of
from packager.readers.left_out import LeftOut
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHAPTER = re.compile(r"chapter[-_]?(\d+)(?:_split_\d+)?\.x?html?$", re.IGNORECASE)
_SPLIT = re.compile(r"_split_\d+(?=\.\w+$)")
_NATIVE = frozenset({"title.html", "chapter-1.html"})


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of Fimfarchive."""
    if sample.kind != "epub":
        return 0.0, "no EPUB"
    site = "fimfiction" in sample.text.lower()
    if site and source.collection is not None and source.collection.member.startswith("epub/"):
        return 0.99, "a story of FIMFiction's in an archive laid out as Fimfarchive"
    names = {posixpath.basename(name) for name in sample.names}
    if site and any(_CHAPTER.match(name) for name in names) and not names >= _NATIVE:
        return 0.96, "chapters named as Fimfarchive names them, of a story of FIMFiction's"
    return 0.0, "no mark of Fimfarchive"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of an EPUB of Fimfarchive.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    opened = open_epub(source, report)
    indexed = _indexed(source, report)
    metadata = metadata_of(opened, report)
    if indexed is not None:
        metadata = filled(indexed.metadata, metadata)
    names = {posixpath.basename(document.path) for document in opened.documents}
    if names >= _NATIVE:
        return read_native(opened, metadata, request, report, listed=indexed)
    left_out = LeftOut()
    reading = reading_of(opened, request, report, site=SITE)
    for document in opened.documents:
        prepare(document, left_out)
    link_notes(reading, opened.documents)
    chapters = [_chapter(group, left_out) for group in _groups(opened.documents)]
    date_chapters(chapters, indexed)
    metadata = replace(metadata, publisher=metadata.publisher or PUBLISHER)
    return book_of(opened, SiteStory(metadata, chapters, left_out), reading, report)


def _indexed(source: Source, report: Report) -> Indexed | None:
    if source.collection is None:
        return None
    entry = find_entry(source.collection)
    if entry is None:
        return None
    return read_entry(entry, lambda text: html_blocks(source.name, text, report))


def _groups(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """The documents of each chapter: calibre may have cut one in several."""
    group: list[Document] = []
    for document in documents:
        stem = _SPLIT.sub("", document.path)
        if group and stem != _SPLIT.sub("", group[-1].path):
            yield group
            group = []
        group.append(document)
    if group:
        yield group


def _chapter(group: Sequence[Document], left_out: LeftOut) -> SiteChapter:
    chapter = SiteChapter(group[0].path)
    body: list[LexborNode] = []
    apart = False
    labelled = False
    for node in (inner for document in group for inner in _opened(document.body)):
        name = attribute(node, "id")
        text = words_of(node)
        heading = node.tag in {"h1", "h2"}
        if heading and NOTE_LABEL.fullmatch(text) and not labelled:
            left_out.add(Code.LINE_NOT_PRINTED, "labels of notes", text)
            labelled = True
        elif name == "authors-note":
            nodes = tuple(trimmed(list(children(node))))
            chapter.notes.append(SiteNote("after" if chapter.heading else "before", nodes))
            apart = True
        elif heading and not chapter.heading and not any(map(has_content, body)):
            chapter.heading = text
        elif name == "content":
            body += children(node)
            apart = True
        elif node.tag == "hr" and apart:
            continue  # parts the note from the text
        else:
            body.append(node)
    chapter.heading = chapter.heading or group[0].title
    chapter.body = trimmed(body)
    return chapter


def _opened(body: LexborNode) -> Iterator[LexborNode]:
    """The nodes of a document, wrappers around its parts opened."""
    for node in list(children(body)):
        if attribute(node, "id") in {"authors-note", "content"} or node.tag != "div":
            yield node
        elif node.css_first("#authors-note, #content, h1") is not None:
            yield from _opened(node)
        else:
            yield node


READER = Reader(
    name="fimfarchive",
    summary="EPUB of Fimfarchive, alone or in the archive with its index",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

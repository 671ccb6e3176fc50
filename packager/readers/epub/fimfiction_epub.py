"""The dialect ``fimfiction-epub``: the EPUB FIMFiction itself offers.

::

    CoverPage.html   the picture of the cover
    title.html       <h1>Title</h1> <p>Written by <a href="/user/1/Name">Name</a></p>
                     <ul><li>tag</li></ul> <h2>Description</h2> <p>...</p>
    toc.html         links to the chapters
    chapter-1.html   <h1>Chapter</h1> <p>...</p>
                     <blockquote class="afterward"><h2>Author's Notes: </h2>...</blockquote>

A note on top of a chapter has the class ``preface``. Its package document and NCX may hold raw
ampersands and references escaped twice, its pictures and emoticons lie on the network, and its
links to authors have no site.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.book import Book, Position
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report
from packager.readers.epub.document import Document
from packager.readers.epub.epub import metadata_of
from packager.readers.epub.fimfarchive_index import Indexed, date_chapters
from packager.readers.epub.opened import Opened, open_epub, visible
from packager.readers.epub.reading import Reading, link_notes, reading_of
from packager.readers.epub.site_story import SiteChapter, SiteNote, SiteStory, book_of, trimmed
from packager.readers.epub.tree import children, within
from packager.readers.html.page_nodes import classes_of, has_content, words_of
from packager.readers.left_out import LeftOut
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.sample import Sample
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

SITE = "https://www.fimfiction.net"
PUBLISHER = "Fimfiction"
NOTE_LABEL = re.compile(r"author(?:['’]?s['’]?)?\s+notes?\s*:?", re.IGNORECASE)

_FILES = frozenset({"title.html", "toc.html", "chapter-1.html"})
_BEFORE = frozenset({"preface"})
_AFTER = frozenset({"afterward", "afterword"})
_BY = re.compile(r"(?:written\s+)?by\s+(\S.*)", re.IGNORECASE)
_DESCRIPTION = re.compile(r"description\s*:?", re.IGNORECASE)
_TWICE = re.compile(r"&(#\d{1,6}|amp|quot|lt|gt);")


def sniff(source: Source, sample: Sample) -> Sure:
    """How sure it is that a source is an EPUB of FIMFiction's own."""
    del source
    names = {posixpath.basename(name) for name in sample.names}
    if not names >= _FILES:
        return 0.0, "no files named as FIMFiction names them"
    if "fimfiction" in sample.text.lower():
        return 0.97, "the files of an EPUB of FIMFiction's, which its package names"
    return 0.8, "the files of an EPUB of FIMFiction's"


def read(source: Source, request: Request, report: Report) -> Book:
    """The Book of FIMFiction's own EPUB.

    Raises:
        SourceError: The archive or a document in it is damaged, or no text.
        ReadError: There is no chapter in it.
    """
    opened = open_epub(source, report)
    return read_native(opened, metadata_of(opened, report), request, report)


def read_native(
    opened: Opened,
    known: Metadata,
    request: Request,
    report: Report,
    *,
    listed: Indexed | None = None,
) -> Book:
    """The Book of an opened EPUB of FIMFiction's own.

    Args:
        opened: The EPUB.
        known: What its package, or an index it is listed in, says.
        request: What the user asked for.
        report: Told what became of everything.
        listed: The story as an index lists it, which knows the days of its chapters.

    Raises:
        ReadError: There is no chapter in it.
        SourceError: A file of the container is damaged.
    """
    left_out = LeftOut()
    reading = reading_of(opened, request, report, site=SITE)
    for document in opened.documents:
        prepare(document, left_out)
    link_notes(reading, opened.documents)
    metadata = known
    chapters: list[SiteChapter] = []
    for document in opened.documents:
        name = posixpath.basename(document.path).lower()
        if name == "toc.html":
            left_out.add(Code.TEXT_REMOVED, "lists of contents", words_of(document.body))
        elif name == "coverpage.html":
            left_out.add(Code.TEXT_REMOVED, "words of the cover page", words_of(document.body))
        elif name == "title.html":
            metadata = _with_title_page(metadata, document, reading, left_out)
        else:
            chapters.append(_chapter(document, left_out))
    date_chapters(chapters, listed)
    metadata = replace(metadata, publisher=metadata.publisher or PUBLISHER)
    return book_of(opened, SiteStory(metadata, chapters, left_out), reading, report)


def prepare(document: Document, left_out: LeftOut) -> None:
    """Mend what the site wrote wrongly: emoticons become their names, escapes what was meant."""
    for picture in document.body.css("img.emoticon"):
        picture.replace_with(picture.attributes.get("alt") or picture.attributes.get("title") or "")
    wrong = [
        node
        for node in within(document.body)
        if node.tag == "-text" and _TWICE.search(node.text_content or "")
    ]
    for node in wrong:
        text = node.text_content or ""
        for match in _TWICE.finditer(text):
            left_out.add(Code.LINE_NOT_PRINTED, "references escaped twice", match[1])
        node.replace_with(_TWICE.sub(lambda match: _meant(match[1]), text))


def _meant(name: str) -> str:
    if name.startswith("#"):
        return printable(chr(int(name[1:])) if int(name[1:]) < 0x110000 else "")  # noqa: PLR2004 - the end of Unicode
    return {"amp": "&", "quot": '"', "lt": "<", "gt": ">"}[name]


def _with_title_page(
    metadata: Metadata, document: Document, reading: Reading, left_out: LeftOut
) -> Metadata:
    """What the title page says; it is the site's own word, and goes before the package's."""
    description: list[LexborNode] = []
    described = False
    for node in list(children(document.body)):
        text = words_of(node)
        by = _BY.fullmatch(text)
        if described and has_content(node):
            description.append(node)
            continue
        if node.tag == "h1":
            metadata = replace(metadata, title=printable(text) or metadata.title)
        elif node.tag == "p" and by and node.css_first("a") is not None:
            metadata = _with_author(metadata, printable(words_of(node.css_first("a"))))
        elif node.tag == "ul":
            names = tuple(printable(words_of(item)) for item in node.css("li"))
            metadata = replace(
                metadata, subjects=tuple(dict.fromkeys((*metadata.subjects, *filter(None, names))))
            )
        elif _DESCRIPTION.fullmatch(text):
            described = True
        if text:
            left_out.add(Code.LINE_NOT_PRINTED, "lines of the title page", text)
    blocks = reading.blocks(document.path, description, aside=True)
    return replace(metadata, description=blocks) if blocks else metadata


def _with_author(metadata: Metadata, name: str) -> Metadata:
    known = [creator.name for creator in metadata.creators if creator.role == "aut"]
    if not name or name in known:
        return metadata
    others = tuple(creator for creator in metadata.creators if creator.role != "aut")
    return replace(metadata, creators=(Creator(name), *others))


def _chapter(document: Document, left_out: LeftOut) -> SiteChapter:
    chapter = SiteChapter(document.path)
    body: list[LexborNode] = []
    for node in _opened(document.body):
        position = _position(node, started=any(map(has_content, body)))
        if node.tag == "h1" and not chapter.heading and not any(map(has_content, body)):
            chapter.heading = words_of(node)
        elif position is not None:
            chapter.notes.append(SiteNote(position, without_label(node, left_out)))
        else:
            body.append(node)
    chapter.heading = chapter.heading or document.title
    chapter.body = trimmed(body)
    return chapter


def _opened(body: LexborNode) -> Sequence[LexborNode]:
    """The nodes of a chapter, a lone wrapper around all of them opened."""
    nodes = list(children(body))
    shown = [node for node in nodes if has_content(node)]
    while len(shown) == 1 and shown[0].tag in {"div", "section", "article"}:
        nodes = list(children(shown[0]))
        shown = [node for node in nodes if has_content(node)]
    return nodes


def _position(node: LexborNode, *, started: bool) -> Position | None:
    """Where a note stood that a node is; ``None`` when it is none."""
    classes = classes_of(node)
    if node.tag not in {"blockquote", "aside", "div"}:
        return None
    if classes & _BEFORE:
        return "before"
    if classes & _AFTER:
        return "after"
    first = node.css_first("h1, h2, h3")
    if first is not None and NOTE_LABEL.fullmatch(words_of(first)) and _is_first(first, node):
        return "after" if started else "before"
    return None


def _is_first(heading: LexborNode, node: LexborNode) -> bool:
    first = next((child for child in children(node) if has_content(child)), None)
    return first is not None and first.mem_id == heading.mem_id


def without_label(node: LexborNode, left_out: LeftOut) -> tuple[LexborNode, ...]:
    """What a note says without the label on top of it."""
    nodes = trimmed(list(children(node)))
    if nodes and NOTE_LABEL.fullmatch(words_of(nodes[0])):
        left_out.add(Code.LINE_NOT_PRINTED, "labels of notes", words_of(nodes[0]))
        nodes = trimmed(nodes[1:])
    return tuple(nodes)


READER = Reader(
    name="fimfiction-epub",
    summary="EPUB downloaded from FIMFiction",
    suffixes=(".epub",),
    sniff=sniff,
    read=read,
    visible=visible,
)

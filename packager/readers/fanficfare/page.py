"""FanFicFare page: the HTML FanFicFare writes.

::

    <h1><a href="https://...">Title</a> by <a class="authorlink">Author</a></h1>
    <table class="full"><tr><td><b>Label:</b></td><td>value</td></tr> ...
    <a name="TOCTOP"><h2>Table of Contents</h2></a> <p>links to the chapters</p>
    <a name="section0001"><h2>Chapter</h2></a> <div>text</div> ...

The links of the contents say what the chapters are called; they are not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, FoundNote, assemble, section_ids
from packager.readers.fanficfare.notes import take_notes
from packager.readers.headings.chapter_titles import ChapterTitle, chapter_titles
from packager.readers.html.page_cuts import Piece, cut_at
from packager.readers.html.page_nodes import attribute, classes_of, links_to, words_of
from packager.readers.left_out import LeftOut
from packager.readers.markup.elements import APART
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import html_source_text, parse_html, visible_text
from packager.readers.sites.labels import names_of, with_label
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import printable

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONFIDENCE = 0.98
_SECTION = re.compile(r"section\d{4,6}")


def read_fanficfare_page(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story FanFicFare fetched.

    Raises:
        SourceError: The source is empty, too large or not text.
        ReadError: There is no chapter in it.
    """
    where = Where(source.name)
    root = parse_html(html_source_text(source, report), where, report)
    body = root.css_first("body") or root
    marks = [
        node
        for node in body.css("a[name^=section]")
        if _SECTION.fullmatch(node.attributes.get("name") or "")
    ]
    if not marks:
        raise ReadError(
            Code.NO_STORY,
            "there is a title page of FanFicFare's here, and no chapter",
            where=where,
            hint="fetch the story again, without metadata only",
        )
    left_out = LeftOut()
    pictures = Pictures(source, report)
    title_page, *pieces = (_with_heading(piece) for piece in cut_at(body, marks))
    titles = _titles(pieces, left_out)
    ids = section_ids([title.role for title in titles])
    sections = [(name, (piece.mark, *piece.nodes)) for name, piece in zip(ids, pieces, strict=True)]
    markup = Markup(
        source=source.name,
        report=report,
        pictures=pictures,
        resolve=links_to(sections),
        scene_breaks=request.scene_breaks,
    )
    metadata, cover = _title_page(title_page, markup, len(pieces), left_out, where)
    found = [
        _chapter(piece, title, markup, left_out)
        for piece, title in zip(pieces, titles, strict=True)
    ]
    for piece, name in zip(pieces, ids, strict=True):
        report.decide(
            0, "chapter", "a mark of FanFicFare's", CONFIDENCE, _heading(piece), section=name
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


def _with_heading(piece: Piece) -> Piece:
    """A piece whose mark holds its heading; in some templates it stands behind the mark."""
    if piece.mark is None or words_of(piece.mark):
        return piece
    for index, node in enumerate(piece.nodes):
        if node.tag in {"h1", "h2", "h3"}:
            return Piece(node, (*piece.nodes[:index], *piece.nodes[index + 1 :]))
        if node.is_element_node:
            break
    return piece


def _heading(piece: Piece) -> str:
    return printable(words_of(piece.mark)) if piece.mark is not None else ""


def _titles(pieces: Sequence[Piece], left_out: LeftOut) -> tuple[ChapterTitle, ...]:
    titles = chapter_titles([_heading(piece) for piece in pieces])
    for piece, title in zip(pieces, titles, strict=True):
        if _heading(piece) != title.title:
            left_out.add(Code.LINE_NOT_PRINTED, "headings that became numbers", _heading(piece))
    return titles


def _title_page(
    piece: Piece, markup: Markup, chapters: int, left_out: LeftOut, where: Where
) -> tuple[Metadata, str]:
    """What the title page says, and the asset id of the cover on it."""
    metadata, cover = Metadata(), ""
    contents: list[LexborNode] = []
    others: list[LexborNode] = []
    for node in piece.nodes:
        if contents or attribute(node, "name") == "TOCTOP":
            contents.append(node)
        elif node.tag == "h1":
            metadata = _with_title(metadata, node, left_out)
        elif node.tag == "table":
            metadata = _with_rows(metadata, node, markup, left_out)
        elif node.tag == "img" and markup.pictures is not None:
            cover = cover or markup.pictures.take(attribute(node, "src"), alt="") or ""
        else:
            others.append(node)
    left_out.add(Code.TEXT_REMOVED, "other words of the title page", _run_of(others))
    _take_contents(contents, chapters, left_out, markup.report, where)
    return metadata, cover


def _run_of(nodes: Sequence[LexborNode]) -> str:
    """The words of nodes that may share a line, and a word."""
    parts: list[str] = []
    beside: LexborNode | None = None
    for node in nodes:
        if beside is None or beside.mem_id != node.mem_id:
            parts.append("\n")  # what stood between them was taken
        if node.is_text_node:
            parts.append(node.text_content or "")
        elif node.is_element_node:
            end = "\n" if node.tag in APART else ""
            parts.append(f"{end}{visible_text(node)}{end}")
        beside = node.next
    return "".join(parts)


def _with_title(metadata: Metadata, heading: LexborNode, left_out: LeftOut) -> Metadata:
    text = printable(words_of(heading))
    left_out.add(Code.LINE_NOT_PRINTED, "title lines", text)
    links = heading.css("a")
    authors = [link for link in links if "authorlink" in classes_of(link)]
    first = next((link for link in links if "authorlink" not in classes_of(link)), None)
    if first is None:
        title, _, names = text.rpartition(" by ")
        return replace(metadata, title=title or names, creators=(Creator(names),) if title else ())
    names = text.removeprefix(printable(words_of(first))).strip()
    plain = [Creator(name) for name in names_of(names.removeprefix("by "))]
    linked = [Creator(printable(words_of(link))) for link in authors]
    named = with_label(metadata, "Story URL", attribute(first, "href")) or metadata
    return replace(named, title=printable(words_of(first)), creators=tuple(linked or plain))


def _with_rows(
    metadata: Metadata, table: LexborNode, markup: Markup, left_out: LeftOut
) -> Metadata:
    for row in table.css("tr"):
        text = words_of(row)
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the title page", text)
        label = row.css_first("td b, th")
        cells = row.css("td")
        if label is None or not cells:
            continue
        key = words_of(label)
        value = printable(text.removeprefix(key).strip())
        if key.rstrip(":").lower() in {"summary", "description"}:
            nodes = cells[-1].iter(include_text=True)
            blocks = markup.blocks(
                [node for node in nodes if node.mem_id != label.mem_id], aside=True
            )
            metadata = with_label(metadata, key, value, blocks=blocks) or metadata
        else:
            metadata = with_label(metadata, key, value) or metadata
    return metadata


def _take_contents(
    nodes: Sequence[LexborNode], chapters: int, left_out: LeftOut, report: Report, where: Where
) -> None:
    """The list of contents is evidence, and not repeated."""
    links = 0
    for node in nodes:
        left_out.add(Code.TEXT_REMOVED, "lists of contents", words_of(node))
        if node.is_element_node:
            links += sum(attribute(link, "href").startswith("#section") for link in node.css("a"))
    if nodes and links != chapters:
        report.add(
            Code.CONTENTS_DIFFER,
            f"the list of contents names {links} chapters, and {chapters} were found",
            where=where,
        )


def _chapter(piece: Piece, title: ChapterTitle, markup: Markup, left_out: LeftOut) -> Found:
    framed = take_notes(piece.nodes, left_out)
    notes = tuple(
        FoundNote(
            position=note.position, blocks=markup.blocks(note.nodes, aside=True), kind=note.kind
        )
        for note in framed.notes
    )
    return Found(
        role=title.role,
        number=title.number,
        title=title.title,
        blocks=markup.blocks(framed.body),
        notes=notes,
    )

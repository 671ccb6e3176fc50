"""A text of Project Gutenberg as a Book: story, title page, notes, without the licence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from packager.book.blocks import Block, Blocks, Paragraph
from packager.book.book import Book
from packager.book.inlines import Inline, Inlines, Strong
from packager.book.section import Role, Section
from packager.book.style import Style
from packager.book.walk import map_blocks, map_lines, text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.gutenberg.frame import metadata_of, unframed, with_credit
from packager.readers.gutenberg.title_page import (
    TitlePage,
    below_label,
    find_title_page,
    notes_at_end,
    unboxed,
)
from packager.readers.left_out import LeftOut
from packager.readers.text.blocks import TextBlocks, layout_of
from packager.readers.text.story import read_story
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import Line, read_lines

_THE_END = re.compile(r"[\W_]*(?:THE\s+END|FINIS|END|FIN|ENDE|THE\s+END\s+OF\s+.{1,60})[\W_]*")
_BOLD = re.compile(r"(?<![\w=])=(?=[^\s=])([^=\n]{1,300}?)(?<=[^\s=])=(?![\w=])")
_CENTER = Style(align="center")
_FRAME = "lines of Project Gutenberg's header and licence"


def read_book(source: Source, declared: str, request: Request, report: Report) -> Book:
    """The Book of a text of Project Gutenberg.

    Args:
        source: The source.
        declared: The label of the encoding its header names.
        request: What the user asked for.
        report: Told of what is not printed.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: It holds no story.
        UsageError: The regular expression asked for is none.
    """
    left_out = LeftOut()
    frame = unframed(read_lines(source, report, declared))
    metadata = metadata_of(frame.header)
    for line in (*frame.header, *frame.footer):
        left_out.add(
            Code.TEXT_REMOVED, "lines of Project Gutenberg's header and licence", line.text
        )
    page = find_title_page(frame.text, metadata)
    for credit in page.credits:
        metadata = with_credit(metadata, credit)
        left_out.add(Code.TEXT_REMOVED, "words on who made the file", credit)
    for line in page.printed:
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the title page", line.text)
    story, behind = notes_at_end(frame.text[page.end :])
    story = _without_end(story, left_out)
    book = read_story(story, source.name, request, report, metadata=metadata)
    book = map_blocks(book, lambda blocks: _finished(blocks, left_out))
    texts = TextBlocks(layout_of(story), source.name, request.scene_breaks, report)
    book = _with_front(book, page, texts)
    book = _with_notes(book, (page.notes, behind), texts)
    left_out.tell(report, Where(source.name))
    return book


def _without_end(lines: Sequence[Line], left_out: LeftOut) -> tuple[Line, ...]:
    """The lines without ``THE END`` below the last of them."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if not lines[i].blank), -1)
    if last < 0 or not _THE_END.fullmatch(lines[last].text.upper()) or len(lines[last].text) > 80:  # noqa: PLR2004
        return tuple(lines)
    left_out.add(Code.LINE_NOT_PRINTED, "marks of an end", lines[last].text)
    return (*lines[:last], *lines[last + 1 :])


# --- blocks -----------------------------------------------------------------------------------


def _finished(blocks: Blocks, left_out: LeftOut) -> Blocks:
    """The blocks with ``=bold=`` read and the places of pictures set apart."""
    made: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and isinstance(block.children[0], str):
            text = block.children[0].lstrip()
            if text.startswith("[Illustration"):
                if text_of_inlines(block.children).strip(" []:.").lower() == "illustration":
                    left_out.add(Code.LINE_NOT_PRINTED, "places of pictures", "Illustration")
                    continue
                made.append(replace(block, style=_CENTER))
                continue
        made.append(block)
    return map_lines(tuple(made), _with_bold)


def _with_bold(children: Inlines) -> Inlines:
    if not any(isinstance(child, str) and child.count("=") > 1 for child in children):
        return children
    changed: list[Inline] = []
    for child in children:
        if not isinstance(child, str):
            changed.append(child)
            continue
        at = 0
        for found in _BOLD.finditer(child):
            changed += [child[at : found.start()], Strong((found[1],))]
            at = found.end()
        changed.append(child[at:])
    return tuple(child for child in changed if child != "")


# --- front and back ---------------------------------------------------------------------------


def _with_front(book: Book, page: TitlePage, texts: TextBlocks) -> Book:
    """The book with the dedication and the motto of its title page."""
    front: list[Section] = []
    for role, lines in ((Role.DEDICATION, page.dedicated), (Role.EPIGRAPH, page.quoted)):
        blocks = texts.aside(lines)
        taken = {section.id for section in (*book.front, *book.body)}
        if not blocks or role.value in taken:
            continue
        why = "it stands on the title page"
        text = lines[0].text.strip()
        texts.report.decide(lines[0].number, role.value, why, 0.6, text, section=role.value)
        front.append(Section(id=role.value, role=role, blocks=blocks))
    return replace(book, front=(*front, *book.front))


def _with_notes(book: Book, notes: Sequence[Sequence[Line]], texts: TextBlocks) -> Book:
    """The book with the notes of those who transcribed it, behind everything."""
    back = list(book.back)
    for lines in notes:
        label, rest = below_label(tuple(unboxed(lines)))
        blocks = texts.aside(rest)
        if not blocks:
            continue
        role = Role.APPENDIX
        count = 1 + sum(1 for section in (*book.body, *back) if section.role is role)
        name = role.value if count == 1 else f"{role.value}-{count}"
        title = label.strip(" :.[]-—") or "Transcriber's Note"
        text = lines[0].text.strip()
        why = "it is labelled as a transcriber's note"
        texts.report.decide(lines[0].number, role.value, why, 0.9, text, section=name)
        back.append(Section(id=name, role=role, title=title, blocks=blocks))
    return replace(book, back=tuple(back))

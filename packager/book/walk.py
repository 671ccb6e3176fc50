"""Walking a Book: every block, every inline, the text, and a copy with the text changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import assert_never

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
)
from packager.book.book import Book
from packager.book.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    SmallCaps,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.section import Section


def sections(book: Book) -> Iterator[Section]:
    """Every section of the book in reading order, a parent before its children."""
    for section in (*book.front, *book.body, *book.back):
        yield from _with_children(section)


def _with_children(section: Section) -> Iterator[Section]:
    yield section
    for child in section.children:
        yield from _with_children(child)


def blocks_of(blocks: Blocks) -> Iterator[Block]:
    """Every block within these, at any depth, a parent before its children."""
    for block in blocks:
        yield block
        for inner in _nested(block):
            yield from blocks_of(inner)


def _nested(block: Block) -> tuple[Blocks, ...]:
    match block:
        case BlockQuote(inner) | Division(inner):
            return (inner,)
        case ListBlock(items):
            return items
        case Table(rows):
            return tuple(cell.blocks for row in rows for cell in row)
        case Paragraph() | Heading() | SceneBreak() | Verse() | Preformatted() | Figure():
            return ()
        case _ as never:
            assert_never(never)


def lines_of(block: Block) -> tuple[Inlines, ...]:
    """The runs of inlines that stand directly in this block, not in blocks within it."""
    match block:
        case Paragraph(children) | Heading(_, children):
            return (children,)
        case Verse(stanzas):
            return tuple(line.children for stanza in stanzas for line in stanza)
        case Figure(caption=caption) | Table(caption=caption):
            return (caption,)
        case Preformatted(text):
            return ((text,),)
        case SceneBreak() | BlockQuote() | ListBlock() | Division():
            return ()
        case _ as never:
            assert_never(never)


def inlines_of(children: Inlines) -> Iterator[Inline]:
    """Every inline within these, at any depth, a parent before its children."""
    for child in children:
        yield child
        match child:
            case (
                Emphasis(inner)
                | Strong(inner)
                | Underline(inner)
                | Strike(inner)
                | SmallCaps(inner)
                | Superscript(inner)
                | Subscript(inner)
                | Span(inner)
                | Link(inner)
                | Ruby(inner)
            ):
                yield from inlines_of(inner)
            case str() | Code() | Image() | NoteRef() | LineBreak():
                pass
            case _ as never:
                assert_never(never)


def text_of_inlines(children: Inlines) -> str:
    """The words of a run of inlines: line breaks are spaces, readings and pictures are left out."""
    parts = []
    for inline in inlines_of(children):
        match inline:
            case str():
                parts.append(inline)
            case Code(text):
                parts.append(text)
            case LineBreak():
                parts.append(" ")
            case _:
                pass
    return "".join(parts)


def text_of(blocks: Blocks) -> str:
    """The words of these blocks, one line for each paragraph, heading, verse line or caption."""
    return "\n".join(
        text_of_inlines(line) for block in blocks_of(blocks) for line in lines_of(block) if line
    )


def word_count(blocks: Blocks) -> int:
    """The number of words: runs of characters between white space that hold a letter or digit.

    Scripts that don't separate words (Chinese, Japanese, Thai) count a letter as a word, as the
    sites and word processors do for the first two; a word of another script among them is one.
    """
    total = 0
    for chunk in text_of(blocks).split():
        apart = chunk
        if not chunk.isascii():
            apart = "".join(f" {one} " if _stands_alone(one) else one for one in chunk)
        total += sum(any(one.isalnum() for one in word) for word in apart.split())
    return total


def _stands_alone(character: str) -> bool:
    code = ord(character)
    return (
        0x0E00 <= code <= 0x0E7F  # noqa: PLR2004 - Thai
        or 0x3040 <= code <= 0x30FF  # noqa: PLR2004 - kana
        or 0x3400 <= code <= 0x9FFF  # noqa: PLR2004 - CJK ideographs
        or 0x20000 <= code <= 0x3FFFF  # noqa: PLR2004 - CJK ideographs of the higher planes
    )


def map_lines(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """A copy of the blocks in which ``change`` has been applied to every run of inlines.

    Preformatted text is not a run of inlines and stays as it is.
    """
    return tuple(_map_block(block, change) for block in blocks)


def _map_block(block: Block, change: Callable[[Inlines], Inlines]) -> Block:  # noqa: PLR0911 - one a node
    match block:
        case Paragraph(children) | Heading(_, children):
            return replace(block, children=change(children))
        case BlockQuote(inner) | Division(inner):
            return replace(block, blocks=map_lines(inner, change))
        case ListBlock(items):
            return replace(block, items=tuple(map_lines(item, change) for item in items))
        case Verse(stanzas):
            return replace(
                block,
                stanzas=tuple(
                    tuple(replace(line, children=change(line.children)) for line in stanza)
                    for stanza in stanzas
                ),
            )
        case Table(rows, caption):
            return replace(
                block,
                rows=tuple(
                    tuple(replace(cell, blocks=map_lines(cell.blocks, change)) for cell in row)
                    for row in rows
                ),
                caption=change(caption),
            )
        case Figure(caption=caption):
            return replace(block, caption=change(caption))
        case SceneBreak() | Preformatted():
            return block
        case _ as never:
            assert_never(never)


def map_section(section: Section, change: Callable[[Blocks], Blocks]) -> Section:
    """A copy of the section in which ``change`` has been applied to its blocks at every level."""
    return replace(
        section,
        blocks=change(section.blocks),
        children=tuple(map_section(child, change) for child in section.children),
    )


def map_blocks(book: Book, change: Callable[[Blocks], Blocks]) -> Book:
    """A copy of the book in which ``change`` has been applied to every run of blocks there is.

    Sections, author's notes, footnotes and the description are such runs.
    """

    def each(group: tuple[Section, ...]) -> tuple[Section, ...]:
        return tuple(map_section(section, change) for section in group)

    return replace(
        book,
        metadata=replace(book.metadata, description=change(book.metadata.description)),
        front=each(book.front),
        body=each(book.body),
        back=each(book.back),
        notes=tuple(replace(note, blocks=change(note.blocks)) for note in book.notes),
        footnotes=tuple(replace(note, blocks=change(note.blocks)) for note in book.footnotes),
    )

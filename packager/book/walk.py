"""Walking a Book: every block, every inline, the text, and a copy with the text changed.

What a change leaves alone stays the same object: a story of a million words is mostly that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar, assert_never

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.book import AuthorNote, Book, Footnote
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

_Item = TypeVar("_Item")

_ASCII = bytes(range(128))
_SIGNS = bytes(
    byte
    for byte in range(256)
    if byte > 127 or not (chr(byte).isalnum() or chr(byte).isspace())  # noqa: PLR2004
)
_LETTERS = bytes(ord(" ") if chr(byte).isspace() else ord("a") for byte in range(256))
"""ASCII with every letter and digit as one letter, and every white space as one space."""


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
        if type(block) is not Paragraph:
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


def is_plain(children: Inlines) -> bool:
    """Whether a run of inlines is one run of text, as most paragraphs are."""
    return len(children) == 1 and type(children[0]) is str


def inlines_of(children: Inlines) -> Iterator[Inline]:
    """Every inline within these, at any depth, a parent before its children."""
    for child in children:
        yield child
        match child:
            case str():
                pass
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
            case Code() | Image() | NoteRef() | LineBreak():
                pass
            case _ as never:
                assert_never(never)


def text_of_inlines(children: Inlines) -> str:
    """The words of a run of inlines: line breaks are spaces, readings and pictures are left out."""
    if len(children) == 1 and isinstance(children[0], str):
        return children[0]
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
    lines: list[str] = []
    for block in blocks:
        if type(block) is Paragraph:  # nearly all of them, and most of one run of text
            if block.children:
                lines.append(text_of_inlines(block.children))
        else:
            inner = (line for one in blocks_of((block,)) for line in lines_of(one))
            lines += [text_of_inlines(line) for line in inner if line]
    return "\n".join(lines)


def word_count(blocks: Blocks) -> int:
    """The number of words: runs of characters between white space that hold a letter or digit.

    Scripts that don't separate words (Chinese, Japanese, Thai) count a letter as a word, as the
    sites and word processors do for the first two; a word of another script among them is one.
    """
    text = text_of(blocks)
    # In bytes, for that takes a quarter of the time, and a long story has a million words.
    written = text.encode("utf-8", "replace")
    foreign = set(written.translate(None, _ASCII).decode())
    if not any(sign.isalnum() or sign.isspace() for sign in foreign):
        return (b" " + written.translate(_LETTERS, _SIGNS)).count(b" a")
    words = _standing_alone().sub(r" \g<0> ", text).split()
    # Each spelling is looked at once.
    blank = {word for word in set(words) if not any(map(str.isalnum, word))}
    return len(words) - (sum(map(blank.__contains__, words)) if blank else 0)


@cache
def _standing_alone() -> re.Pattern[str]:
    """Letters of scripts without spaces: Thai, kana, the ideographs of every plane."""
    return re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")


def changed(items: tuple[_Item, ...], change: Callable[[_Item], _Item]) -> tuple[_Item, ...]:
    """The items changed; the same tuple when the change gave every item back."""
    made = tuple(map(change, items))
    return items if all(map(_same, items, made)) else made


def _same(one: object, other: object) -> bool:
    return one is other


def map_lines(blocks: Blocks, change: Callable[[Inlines], Inlines]) -> Blocks:
    """A copy of the blocks in which ``change`` has been applied to every run of inlines.

    Preformatted text is not a run of inlines and stays as it is.
    """

    def each(block: Block) -> Block:
        if type(block) is Paragraph:
            line = change(block.children)
            return block if line is block.children else Paragraph(line, block.style)
        return _map_block(block, change)

    return changed(blocks, each)


def _map_block(block: Block, change: Callable[[Inlines], Inlines]) -> Block:  # noqa: PLR0911 - one a node
    match block:
        case Paragraph(children) | Heading(_, children):
            line = change(children)
            return block if line is children else replace(block, children=line)
        case BlockQuote(inner) | Division(inner):
            blocks = map_lines(inner, change)
            return block if blocks is inner else replace(block, blocks=blocks)
        case ListBlock(items):
            return replace(block, items=tuple(map_lines(item, change) for item in items))
        case Verse(stanzas):

            def verse_line(line: VerseLine) -> VerseLine:
                return replace(line, children=change(line.children))

            return replace(
                block, stanzas=tuple(tuple(map(verse_line, stanza)) for stanza in stanzas)
            )
        case Table(rows, caption):

            def cell(found: Cell) -> Cell:
                return replace(found, blocks=map_lines(found.blocks, change))

            return replace(
                block,
                rows=tuple(tuple(map(cell, row)) for row in rows),
                caption=change(caption),
            )
        case Figure(caption=caption):
            line = change(caption)
            return block if line is caption else replace(block, caption=line)
        case SceneBreak() | Preformatted():
            return block
        case _ as never:
            assert_never(never)


def map_inlines(line: Inlines, change: Callable[[Inline], Inlines]) -> Inlines:
    """A line in which ``change`` has put something in the place of each inline, the inner first."""
    made: list[Inline] = []
    for inline in line:
        match inline:
            case str() | Code() | Image() | NoteRef() | LineBreak():
                made += change(inline)
            case _:
                inner = map_inlines(inline.children, change)
                same = inner is inline.children
                made += change(inline if same else replace(inline, children=inner))
    return line if len(made) == len(line) and all(map(_same, line, made)) else tuple(made)


def replace_blocks(blocks: Blocks, change: Callable[[Block], Blocks]) -> Blocks:
    """The blocks with ``change`` put in the place of each, at every depth, the inner first."""
    made: list[Block] = []
    for block in blocks:
        made += change(block if type(block) is Paragraph else _within(block, change))
    return blocks if len(made) == len(blocks) and all(map(_same, blocks, made)) else tuple(made)


def _within(block: Block, change: Callable[[Block], Blocks]) -> Block:
    match block:
        case BlockQuote(inner) | Division(inner):
            blocks = replace_blocks(inner, change)
            return block if blocks is inner else replace(block, blocks=blocks)
        case ListBlock(items):
            return replace(block, items=tuple(replace_blocks(item, change) for item in items))
        case Table(rows):

            def cell(found: Cell) -> Cell:
                return replace(found, blocks=replace_blocks(found.blocks, change))

            return replace(block, rows=tuple(tuple(map(cell, row)) for row in rows))
        case _:
            return block


def map_section(section: Section, change: Callable[[Blocks], Blocks]) -> Section:
    """A copy of the section in which ``change`` has been applied to its blocks at every level."""
    blocks = change(section.blocks)
    children = changed(section.children, lambda child: map_section(child, change))
    if blocks is section.blocks and children is section.children:
        return section
    return replace(section, blocks=blocks, children=children)


def map_blocks(book: Book, change: Callable[[Blocks], Blocks]) -> Book:
    """A copy of the book in which ``change`` has been applied to every run of blocks there is.

    Sections, author's notes, footnotes and the description are such runs.
    """

    def section(found: Section) -> Section:
        return map_section(found, change)

    def author_note(found: AuthorNote) -> AuthorNote:
        blocks = change(found.blocks)
        return found if blocks is found.blocks else replace(found, blocks=blocks)

    def footnote(found: Footnote) -> Footnote:
        blocks = change(found.blocks)
        return found if blocks is found.blocks else replace(found, blocks=blocks)

    return replace(
        book,
        metadata=replace(book.metadata, description=change(book.metadata.description)),
        front=changed(book.front, section),
        body=changed(book.body, section),
        back=changed(book.back, section),
        notes=changed(book.notes, author_note),
        footnotes=changed(book.footnotes, footnote),
    )

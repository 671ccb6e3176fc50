"""Text reading: one text on its way from pieces to a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from packager.book.blocks import Blocks, Division, Figure, Heading, Paragraph, SceneBreak
from packager.book.inlines import Image, Inlines, NoteRef
from packager.book.walk import inlines_of, text_of_inlines
from packager.diagnostics import Code
from packager.readers.markdown.attributes import attributes_behind, slug
from packager.readers.markdown.block_tokens import (
    DIVISIONS,
    BlockTokens,
    division_classes,
    groups,
    style_of,
)
from packager.readers.markdown.document import Document, Head
from packager.readers.markdown.inlines import ATTRIBUTES
from packager.readers.markdown.parser import blocks_as_html
from packager.readers.markdown.pieces import Piece
from packager.readers.markdown.raw_html import classes_of, names_in, regions

if TYPE_CHECKING:
    from markdown_it.token import Token

_NOTE_CLASSES = frozenset(
    {
        "authornote", "authornotes", "authorsnote", "authorsnotes", "an", "notefromauthor",
        "notefromtheauthor", "note", "notes",
    }
)  # fmt: skip


@cache
def _not_letters() -> re.Pattern[str]:
    return re.compile(r"[^a-z]")


class _Group(NamedTuple):
    """A token of the parser's and all it encloses, below nothing else."""

    start: int
    tokens: Sequence[Token]


_Entry = Piece | _Group


@dataclass(slots=True)
class TextReading:
    """Reads the pieces of one text into a document.

    Attributes:
        document: What is made of them.
        tokens: Reads what the parser found.
        text: The text.
        line: The number of the line reached.
        usual_gap: Blank lines that part paragraphs, where more are a scene break; 0 where any
            number of them means the same.
        at: The index reached in the text.
        slugs: How many headings have each name so far.
    """

    document: Document
    tokens: BlockTokens
    text: str
    line: int
    usual_gap: int = 0
    at: int = 0
    slugs: dict[str, int] = field(default_factory=dict)

    def read(self, pieces: Sequence[Piece]) -> None:
        """Read the pieces of the text."""
        if any(piece.kind == "tokens" for piece in pieces):
            self._entries(self._flat(pieces))
        else:
            self._entries(pieces)

    def _flat(self, pieces: Sequence[Piece]) -> list[_Entry]:
        """The pieces with what the parser found in groups of its own, wrappers taken away."""
        entries: list[_Entry] = []
        for piece in pieces:
            if piece.kind == "tokens":
                for group in groups(piece.tokens):
                    self._opened(piece.start, group, entries)
            else:
                entries.append(piece)
        return entries

    def _opened(self, start: int, group: Sequence[Token], entries: list[_Entry]) -> None:
        first = group[0]
        if first.type == "division_open" and not _has_meaning(division_classes(first)):
            self.tokens.division(first, ())
            for inner in groups(group[1:-1]):
                self._opened(start, inner, entries)
        else:
            entries.append(_Group(start, group))

    def _entries(self, entries: Sequence[_Entry]) -> None:
        fragments = [
            (index, entry.tokens[0].content)
            for index, entry in enumerate(entries)
            if isinstance(entry, _Group) and entry.tokens[0].type == "html_block"
        ]
        of_html = regions(fragments) if fragments else {}
        until = -1
        for index, entry in enumerate(entries):
            if index <= until:
                continue
            line = self._line_of(entry.start)
            if self.usual_gap:
                self._part(entry.start, line)
            if index in of_html and isinstance(entry, _Group):
                until = of_html[index]
                line += entry.tokens[0].map[0] if entry.tokens[0].map else 0
                self._region(entries[index : until + 1], line)
            elif isinstance(entry, _Group):
                self._group(entry.tokens, line)
            else:
                self._piece(entry, line)

    def _line_of(self, start: int) -> int:
        self.line += self.text.count("\n", self.at, start)
        self.at = start
        return self.line

    def _part(self, start: int, line: int) -> None:
        """A scene break where more blank lines than usual stand above a place."""
        above = start
        while above and self.text[above - 1] in " \t\n":
            above -= 1
        gap = self.text.count("\n", above, start)
        last = self.document.blocks[-1] if self.document.blocks else None
        if gap - 1 > self.usual_gap and isinstance(last, Paragraph):
            self.document.add(SceneBreak(), line)

    def _piece(self, piece: Piece, line: int) -> None:
        if piece.kind == "text":
            if piece.text:
                self.document.add(Paragraph((piece.text,)), line)
        elif piece.kind == "inlines":
            self._add(self.tokens.paragraph(piece.text), line)
        elif piece.kind == "heading":
            self._head(piece.level, (piece.text,), line)
        else:
            self.document.add(SceneBreak(piece.text), line)

    def _group(self, tokens: Sequence[Token], line: int) -> None:
        first = tokens[0]
        line += first.map[0] if first.map else 0
        if first.type == "heading_open" and not self.tokens.is_sentence(first, tokens[1].content):
            self._head(int(first.tag[1]), self.tokens.line(tokens[1].content), line)
            return
        if first.type == "html_block":
            self.tokens.html.account(first.content)
            self._html(first.content, line)
            return
        if first.type == "hr":
            first.content = self._source_line(first, line)
        found = self.tokens.group(tokens)
        if first.type == "division_open" and is_note(division_classes(first)):
            self._aside(found, line)
        else:
            self._add(found, line)

    def _source_line(self, token: Token, line: int) -> str:
        """The signs of a rule, as they stand in the text."""
        start = self.at
        for _ in range(line - self.line):
            start = self.text.find("\n", start) + 1
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)].strip() or token.markup[:3]

    def _region(self, entries: Sequence[_Entry], line: int) -> None:
        self._html("".join(self._as_html(entry) for entry in entries), line)

    def _as_html(self, entry: _Entry) -> str:
        env = self.tokens.env
        if isinstance(entry, Piece):
            match entry.kind:
                case "inlines":
                    inner = self.tokens.as_html(self.tokens.parsed(entry.text))
                    return f"<p>{inner}</p>\n"
                case "heading":
                    return f"<h{entry.level}>{escape(entry.text)}</h{entry.level}>\n"
                case _:
                    return f"<p>{escape(entry.text)}</p>\n"
        if entry.tokens[0].type == "footnote_reference_open":
            self.tokens.group(entry.tokens)
            return ""
        tokens = list(entry.tokens)
        for token in tokens:
            if token.type == "html_block":
                self.tokens.html.account(token.content)
            elif token.type == "inline":
                token.children = self.tokens.parsed(token.content)
                self.tokens.as_html(token.children)
        return blocks_as_html(tokens, env)

    def _html(self, html: str, line: int) -> None:
        for name in names_in(html):
            self.document.anchors.setdefault(name, len(self.document.blocks))
        found = self.tokens.html.blocks(html)
        if is_note(classes_of(html)):
            self._aside(found, line)
        else:
            self._add(found, line)

    def _aside(self, blocks: Blocks, line: int) -> None:
        if blocks:
            self.document.asides.add(len(self.document.blocks))
            self.document.add(Division(blocks), line)

    def _add(self, blocks: Blocks, line: int) -> None:
        for block in blocks:
            if isinstance(block, Heading):
                self._head(block.level, block.children, line)
            else:
                self.document.add(block, line)

    def _head(self, level: int, children: Inlines, line: int) -> None:
        last = children[-1] if children else None
        attributes = attributes_behind(last) if isinstance(last, str) else None
        if attributes is not None and isinstance(last, str):
            self.tokens.left_out.add(Code.LINE_NOT_PRINTED, ATTRIBUTES, attributes.text)
            kept = last[: attributes.end]
            children = (*children[:-1], kept) if kept else children[:-1]
        within = tuple(inlines_of(children))
        images = [one for one in within if isinstance(one, Image)]
        text = " ".join(text_of_inlines(children).split()) or " ".join(one.alt for one in images)
        if text:
            self.document.heads.append(
                Head(
                    index=len(self.document.blocks),
                    level=level,
                    text=text,
                    line=line,
                    ids=self._ids(text, attributes.id if attributes else ""),
                    classes=attributes.classes if attributes else (),
                    footnotes=tuple(one.footnote for one in within if isinstance(one, NoteRef)),
                )
            )
            self.document.add(Heading(level, children if not images else (text,)), line)
        for image in images:
            self.document.add(Figure(image.asset, image.alt), line)

    def _ids(self, text: str, given: str) -> tuple[str, ...]:
        name = slug(text)
        again = self.slugs.get(name, 0)
        self.slugs[name] = again + 1
        name = f"{name}-{again}" if again else name
        return (given, name) if given else (name,)


def is_note(classes: Sequence[str]) -> bool:
    """Whether an element's classes say that it is a note of the author's."""
    return any(_not_letters().sub("", name.lower()) in _NOTE_CLASSES for name in classes)


def _has_meaning(classes: Sequence[str]) -> bool:
    names = {name.lower().replace("_", "-") for name in classes}
    return bool(names & DIVISIONS) or is_note(classes) or style_of(classes).align is not None

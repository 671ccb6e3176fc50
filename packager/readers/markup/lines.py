"""Lines: a run of text as a browser lays it out, its spaces collapsed and its marks nested."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from packager.book.inlines import (
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    SmallCaps,
    Span,
    Strong,
    Underline,
)
from packager.book.style import Style
from packager.readers.markup.looks import Mark

Target = str
"""The target of a link, as a mark of the text that is one."""

Marks = tuple[Mark | Style | Target, ...]
"""What a piece of text is set in, the outermost first, none twice."""

MAX_MARKS = 12
"""Marks on one piece of text; what would be within them is left out."""

BREAK = LineBreak()
SPACES = " \t\n\r\f"
INDENT = "\u3000"
"""The ideographic space, with which Chinese and Japanese indent a paragraph by hand."""

_BLANK = " \t\n\r\f\u00a0\u00ad\u200b\u200c\u200d\u2060\u3000"
"""Characters that leave nothing on paper by themselves."""


@cache
def _untidy() -> re.Pattern[str]:
    return re.compile(r"[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+")


def collapsed(text: str) -> str:
    """Runs of white space as one space each; a fixed space is none (CSS Text 3, section 4.1.1)."""
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _untidy().sub(" ", text)
    return text


def is_blank(text: str) -> bool:
    """Whether a text leaves nothing on paper."""
    return not text.strip(_BLANK)


def marked(marks: Marks, more: Sequence[Mark | Style | Target]) -> Marks:
    """These marks with more within them."""
    found = marks
    for mark in more:
        if mark not in found and len(found) < MAX_MARKS:
            found = (*found, mark)
    return found


@dataclass(slots=True)
class Line:
    """A run of text being read, up to the next block or paragraph break.

    Attributes:
        pieces: What there is, each with its marks.
        breaks: Line breaks that came last, and whose meaning the next piece decides.
        spaced: Whether a space would collapse into what came last.
    """

    pieces: list[tuple[Marks, Inline]] = field(default_factory=list)
    breaks: int = 0
    spaced: bool = True

    def write(self, text: str, marks: Marks) -> None:
        """Add text, its spaces collapsed."""
        tidy = collapsed(text)
        if self.spaced and tidy[:1] == " ":
            tidy = tidy[1:]
        if tidy[:1] == INDENT and (not self.pieces or self.pieces[-1][1] is BREAK):
            tidy = tidy.lstrip(INDENT + SPACES)  # the theme indents paragraphs
        if tidy:
            self.spaced = tidy[-1] == " "
            self.pieces.append((marks, tidy))

    def add(self, piece: Inline, marks: Marks) -> None:
        """Add what is no text: a picture, a mark of a footnote, verbatim text."""
        self.spaced = False
        self.pieces.append((marks, piece))

    def end_line(self) -> None:
        """Put a line break where breaks were."""
        self._trim()
        self.breaks = 0
        self.spaced = True
        if self.pieces:
            self.pieces.append((self.pieces[-1][0], BREAK))

    def _trim(self) -> None:
        """Take the space away that stands at the end of a line."""
        while self.pieces:
            marks, last = self.pieces[-1]
            if not isinstance(last, str):
                return
            kept = last.rstrip(SPACES)
            if kept:
                self.pieces[-1] = (marks, kept)
                return
            self.pieces.pop()

    def take(self) -> Inlines:
        """The run, its marks nested; there is nothing left of it then."""
        self._trim()
        pieces = self.pieces
        self.pieces = []
        self.spaced = True
        self.breaks = 0
        if len(pieces) == 1 and not pieces[0][0]:
            return (pieces[0][1],)
        return nested(pieces)

    @property
    def blank(self) -> bool:
        """Whether nothing in it leaves a trace on paper."""
        return all(isinstance(piece, str) and is_blank(piece) for _, piece in self.pieces)


def nested(pieces: Sequence[tuple[Marks, Inline]], level: int = 0) -> Inlines:
    """Pieces of text one after another, those with the same mark within one element."""
    found: list[Inline] = []
    at, end = 0, len(pieces)
    while at < end:
        marks, piece = pieces[at]
        if len(marks) == level:
            if isinstance(piece, str) and found and isinstance(found[-1], str):
                found[-1] += piece
            else:
                found.append(piece)
            at += 1
            continue
        start = at
        mark = marks[level]
        while at < end and len(pieces[at][0]) > level and pieces[at][0][level] == mark:
            at += 1
        found += _wrapped(mark, nested(pieces[start:at], level + 1))
    return tuple(found)


def _wrapped(mark: Mark | Style | Target, children: Inlines) -> Inlines:
    """Text with a mark; a mark of spaces and breaks alone shows nothing."""
    if all(isinstance(child, LineBreak) or child == " " for child in children):
        return children
    if isinstance(mark, Style):
        return (Span(children, mark),)
    if isinstance(mark, str):
        return (Link(children, mark),)
    return (mark(children),)


def without_mark(children: Inlines) -> Inlines:
    """A run without the marks that all of it has; in a heading they are the theme's to choose."""
    while len(children) == 1 and isinstance(
        children[0], Emphasis | Strong | Underline | SmallCaps | Span
    ):
        inner = children[0]
        if isinstance(inner, Span) and (inner.style.color or inner.style.spoiler):
            break
        children = inner.children
    return children


def pictures_only(children: Inlines) -> tuple[Image, ...]:
    """The pictures of a run that shows nothing else; none when it does."""
    found: list[Image] = []
    for child in children:
        match child:
            case Image():
                found.append(child)
            case str() if is_blank(child):
                pass
            case LineBreak():
                pass
            case Link(inner) | Span(inner) | Emphasis(inner) | Strong(inner) if len(inner) == 1:
                shown = pictures_only(inner)
                if not shown:
                    return ()
                found += shown
            case _:
                return ()
    return tuple(found)

"""Inlines: what stands within a line of text. A plain run of text is a ``str``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from packager.book.style import PLAIN, Style

_SCHEME = re.compile(r"(?:https?://|mailto:|#)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed text, set in italics."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong:
    """Important text, set in bold."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Underline:
    """Underlined text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck-out text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class SmallCaps:
    """Text in small capitals."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Superscript:
    """Raised text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Subscript:
    """Lowered text."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Code:
    """Machine text within a line; its characters are never changed."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """Text with a style of the author's."""

    children: Inlines
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web (``https:``, ``http:``, ``mailto:``) or to a section of the book (``#id``).

    Raises:
        ValueError: The target has another scheme, so no script or local path can be written.
    """

    children: Inlines
    target: str

    def __post_init__(self) -> None:
        if not _SCHEME.fullmatch(self.target):
            raise ValueError(f"link target {self.target!r} is neither http(s), mailto nor #id")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture within a line; ``asset`` is the id of one of the book's assets."""

    asset: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark in the text that points to the footnote with this id."""

    footnote: str


@dataclass(frozen=True, slots=True)
class Ruby:
    """Base text with its reading beside it."""

    children: Inlines
    reading: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break of the author's."""


Inline = (
    str
    | Emphasis
    | Strong
    | Underline
    | Strike
    | SmallCaps
    | Superscript
    | Subscript
    | Code
    | Span
    | Link
    | Image
    | NoteRef
    | Ruby
    | LineBreak
)
Inlines = tuple[Inline, ...]

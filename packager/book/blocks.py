"""Blocks: what stands below one another in a section."""

from __future__ import annotations

from dataclasses import dataclass

from packager.book.inlines import Inlines
from packager.book.style import PLAIN, Style

MAX_HEADING_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    children: Inlines
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section, below the section's own title.

    Attributes:
        level: 1 is the highest within the section, 6 the lowest.
    """

    level: int
    children: Inlines
    style: Style = PLAIN

    def __post_init__(self) -> None:
        if not 1 <= self.level <= MAX_HEADING_LEVEL:
            raise ValueError(f"heading level {self.level} is not within 1 to {MAX_HEADING_LEVEL}")


@dataclass(frozen=True, slots=True)
class SceneBreak:
    """The silence between two scenes.

    Attributes:
        mark: What stood in the source, such as ``* * *``; empty for a blank line. The theme
            decides what is printed.
    """

    mark: str = ""
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Quoted blocks: a letter, a sign, an extract."""

    blocks: Blocks
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; each item is a run of blocks.

    Attributes:
        ordered: Numbered rather than bulleted.
        start: The number of the first item of an ordered list.
    """

    items: tuple[Blocks, ...]
    ordered: bool = False
    start: int = 1
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class VerseLine:
    """One line of verse; its style may carry an indent."""

    children: Inlines
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Verse:
    """Verse: stanzas of lines that must not be joined."""

    stanzas: tuple[tuple[VerseLine, ...], ...]
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose every space and line break counts; its characters are never changed."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on its own with an optional caption; ``asset`` is the id of a book's asset."""

    asset: str
    alt: str = ""
    caption: Inlines = ()
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    blocks: Blocks
    heading: bool = False
    columns: int = 1
    rows: int = 1
    style: Style = PLAIN

    def __post_init__(self) -> None:
        if not (1 <= self.columns <= 100 and 1 <= self.rows <= 1000):  # noqa: PLR2004
            raise ValueError(f"a cell can't span {self.columns} columns and {self.rows} rows")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells."""

    rows: tuple[tuple[Cell, ...], ...]
    caption: Inlines = ()
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Division:
    """A run of blocks that share a style."""

    blocks: Blocks
    style: Style = PLAIN


Block = (
    Paragraph
    | Heading
    | SceneBreak
    | BlockQuote
    | ListBlock
    | Verse
    | Preformatted
    | Figure
    | Table
    | Division
)
Blocks = tuple[Block, ...]

"""Gatherings: pages that are laid out together, before they are bound into a book.

The word is the bookbinder's. All of these are values that go from one process to another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from packager.publication.publication import Resource
from packager.writers.pdf.structure import Element, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What the pages of a gathering are set from; the word is the printer's.

    Attributes:
        title: What it is called in messages.
        tree: The joined document as XML; what belongs to other gatherings is there without its
            content, so that selectors find what they would find in the whole.
        stylesheets: In the order of the cascade.
        resources: The pictures.
        language: The book's.
        folios: The page numbers of places in other gatherings, as far as they are known.
        elsewhere: The named places in other gatherings.
        fill: Whether its pages are made even in number, for what follows stands on a recto.
    """

    title: str
    tree: bytes
    stylesheets: tuple[str, ...]
    resources: tuple[Resource, ...]
    language: str
    folios: Mapping[str, int] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    fill: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What is known about a gathering once its lines are on pages, and those have no numbers yet.

    Attributes:
        pages: How many there are.
        begins: The side its first page must be on.
        turns: Whether its pages can be moved to the other side as they are.
        folio: The number of its last page, when the first is 1.
        continues: Whether that number grows with that of the page before the gathering.
        strings: The named strings at its end, for running heads.
    """

    pages: int
    begins: Literal["recto", "verso", "either"]
    turns: bool
    folio: int
    continues: bool
    strings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a gathering begins.

    Attributes:
        recto: Whether its first page is a recto, the blank one before it not counted.
        folio: The number of the page before it.
        blank: Whether a blank page stands before it.
        strings: The named strings before it.
    """

    recto: bool = True
    folio: int = 0
    blank: bool = False
    strings: Mapping[str, str] = field(default_factory=dict)


class Place(NamedTuple):
    """A place within a gathering: the page, from 0, and points from its lower left corner."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An item of the outline (ISO 32000-1, 12.3.3): its level, from 1, title and place."""

    level: int
    title: str
    place: Place


class Reference(NamedTuple):
    """A page number that was not known when its page was laid out.

    The sequence it ends in holds :data:`UNKNOWN` in its place.
    """

    mark: Mark
    target: str
    shift: float
    """The part of the width that is gained which its line moves to the right."""


UNKNOWN = 1234567890
"""Stands for a number that is not known yet; it has every digit, so that the font has them."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """Pages laid out together.

    Attributes:
        pdf: The pages, as a PDF without outline, named destinations, structure and fonts.
        pages: How many there are.
        structure: The ``Document`` element of these pages.
        bookmarks: What they add to the outline, in order.
        destinations: The named places in them (12.3.2.3).
        folios: The page numbers of those places.
        references: The page numbers that are to be filled in.
        messages: What WeasyPrint had to say.
    """

    pdf: bytes
    pages: int
    structure: Element
    bookmarks: tuple[Bookmark, ...]
    destinations: dict[str, Place]
    folios: dict[str, int]
    references: tuple[Reference, ...]
    messages: tuple[str, ...] = ()

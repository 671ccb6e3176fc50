"""Metadata: what is known about the story. An empty string or tuple means: not known."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from packager.book.blocks import Blocks
from packager.book.style import Direction


@dataclass(frozen=True, slots=True)
class Creator:
    """Someone who made the story.

    Attributes:
        name: The name as it is printed.
        role: MARC relator code: ``aut`` author, ``edt`` editor, ``trl`` translator, ``ill``
            illustrator, ``art`` artist, ``bkp`` book producer
            (https://id.loc.gov/vocabulary/relators.html).
        file_as: The name as it is sorted; empty for the printed name itself.
    """

    name: str
    role: str = "aut"
    file_as: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The series a story belongs to, and its place in it, which may be a fraction or unknown."""

    name: str
    number: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known about the story.

    Attributes:
        identifier: A URI that stays the same when the story is updated.
        title: The title as it is printed.
        subtitle: What stands below the title.
        creators: Who made it, in the order they are printed.
        language: BCP 47 tag.
        description: The blurb.
        series: The series it belongs to.
        subjects: Tags, genres, characters.
        rating: The site's content rating, in the site's words.
        published: When it first appeared.
        modified: When it last changed.
        publisher: The site or house it appeared on.
        rights: The statement of rights.
        source: Address of the story on the web.
        fandoms: The works of others it is set in.
        characters: Who is in it.
        relationships: Who is with whom, in the site's notation: ``A/B``, ``A & B``.
        warnings: The site's content warnings.
        status: ``complete``, ``incomplete``, ``hiatus`` or ``cancelled``, else the site's word.
        words: The number of words the site counted.
        chapters: The number of chapters that have appeared.
        planned: The number of chapters it will have.
        direction: Base direction, where it is not that of the language.
        vertical: Whether its lines run from top to bottom, the first at the right.
    """

    identifier: str = ""
    title: str = ""
    subtitle: str = ""
    creators: tuple[Creator, ...] = ()
    language: str = ""
    description: Blocks = ()
    series: Series | None = None
    subjects: tuple[str, ...] = ()
    rating: str = ""
    published: date | None = None
    modified: date | None = None
    publisher: str = ""
    rights: str = ""
    source: str = ""
    fandoms: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()
    relationships: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    status: str = ""
    words: int | None = None
    chapters: int | None = None
    planned: int | None = None
    direction: Direction | None = None
    vertical: bool = False


def filled(strong: Metadata, weak: Metadata) -> Metadata:
    """The stronger metadata, with its gaps filled from the weaker."""
    gaps = {
        spec.name: getattr(weak, spec.name)
        for spec in fields(Metadata)
        if getattr(strong, spec.name) == spec.default
    }
    return replace(strong, **gaps)

"""Book: a whole story with its notes, its pictures and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.book.blocks import Blocks
from packager.book.metadata import Metadata
from packager.book.section import ID, Section

Position = Literal["before", "after"]
NoteKind = Literal["note", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture of the book, by value.

    Attributes:
        id: Unique in the book; plain, for it becomes a file name.
        media_type: Its media type; ``application/octet-stream`` until someone has looked inside.
        data: The bytes.
        alt: What it shows, in words; empty when it is not known.
        width: Width in pixels, 0 while it is not known.
        height: Height in pixels, 0 while it is not known.
    """

    id: str
    media_type: str
    data: bytes
    alt: str = ""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"asset id {self.id!r} is not letters, digits and hyphens")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorNote:
    """A note of the author's about a chapter, or about the whole work.

    Attributes:
        section: Id of the section it belongs to; empty for the whole work.
        position: Whether it stood before or after the text it belongs to.
        blocks: What it says.
        kind: A note, or the author's summary of a chapter.
    """

    section: str
    position: Position
    blocks: Blocks
    kind: NoteKind = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A footnote; a NoteRef with the same id points to it."""

    id: str
    blocks: Blocks

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"footnote id {self.id!r} is not letters, digits and hyphens")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A story as a value: readers make it, transforms refine it, publication sets it.

    Attributes:
        metadata: What is known about it.
        cover: Id of the asset that is the cover; empty when there is none.
        front: Sections before the story: dedication, foreword.
        body: The story.
        back: Sections after the story: afterword.
        notes: The author's notes, in reading order; the appendix is made of them.
        footnotes: The footnotes the text points to.
        assets: The pictures.
    """

    metadata: Metadata = Metadata()
    cover: str = ""
    front: tuple[Section, ...] = ()
    body: tuple[Section, ...] = ()
    back: tuple[Section, ...] = ()
    notes: tuple[AuthorNote, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    assets: tuple[Asset, ...] = ()

    def asset(self, asset_id: str) -> Asset | None:
        """The asset with this id, or ``None``."""
        return next((asset for asset in self.assets if asset.id == asset_id), None)

"""Request: everything a user may ask of a conversion, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from packager.book.metadata import Metadata
from packager.paper import Paper
from packager.profile import ProfileName

Covers = Literal["auto", "found", "none"]
NotesPlacement = Literal["appendix", "chapter-end", "both", "drop"]
SceneBreaks = Literal["auto", "blank", "marker", "none"]
Split = Literal["auto", "heading", "marker", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Everything a user may ask of a conversion; each default serves most users.

    Attributes:
        formats: Names of the writers, in the order their artifacts come out.
        reader: Name of the reader; empty to let the sources speak for themselves.
        theme: Name of the theme.
        notes: Where the author's notes stand: collected in an appendix, at the end of each
            chapter, both, or nowhere.
        cover: A picture to use instead of what the source names.
        covers: Without such a picture, which covers there are: the one that is found, else one that
            is drawn; only one that is found; or none.
        metadata: What the user says about the story; it wins over everything else.
        metadata_file: A file in the form of ``story.toml``; it wins over what the source says.
        chapter_titles: Titles for the chapters, in order; they win over everything else.
        scene_breaks: What counts as a scene break.
        smart: Whether straight quotes, ``--`` and ``...`` become what a printer would set.
        plan: A file that says what the structure of the source is, as ``packager inspect --plan``
            writes it; it wins over what the reader finds.
        chapter_regex: A regular expression; each line of the source it matches, from its start,
            is the heading of a chapter.
        split: What parts a text into chapters: whatever the reader knows, headings alone, the
            marks of its dialect alone, or nothing.
        strict: Whether a warning is an error.
        profile: The reading systems the book is for; the generic one is for all.
        paper: The page a PDF is made for.
        jobs: Processes that lay a long book out at the same time; the book does not depend on it.
        modified: The moment written as last modification when the story names none. Nothing below
            the command line reads a clock.
        update: An earlier EPUB of the story, whose documents keep their names as far as the story
            is as it was.
        generator: Whether the book names packager and its version as what made it.
        certified_by: Who says that the book conforms to EPUB Accessibility 1.1; empty when nobody
            does, and the book claims nothing.
    """

    formats: tuple[str, ...] = ("epub",)
    reader: str = ""
    theme: str = "classic"
    notes: NotesPlacement = "appendix"
    cover: Path | None = None
    covers: Covers = "auto"
    metadata: Metadata = Metadata()
    metadata_file: Path | None = None
    chapter_titles: tuple[str, ...] = ()
    scene_breaks: SceneBreaks = "auto"
    smart: bool = True
    plan: Path | None = None
    chapter_regex: str = ""
    split: Split = "auto"
    strict: bool = False
    profile: ProfileName = "generic"
    paper: Paper = Paper()
    jobs: int = 1
    modified: datetime | None = None
    update: Path | None = None
    generator: bool = True
    certified_by: str = ""

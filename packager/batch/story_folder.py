"""Whether a folder is one story or holds many, told by the names in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from packager.sources.archive import STORY_SUFFIXES

_MARKS = frozenset({
    "book.toml", "summary.md", "_config.yml", "_posts", "meta-inf", "story.toml", "metadata.yaml",
    "metadata.yml", "metadata.toml", "book.json",
})  # fmt: skip
"""Names, folded, of files and folders that only a folder with one story has."""

_COVER = re.compile(r"(?:.*[-_ ])?cover", re.IGNORECASE)
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
_ABOUT = frozenset({"readme", "license", "licence", "copying", "changelog", "index"})
_META = re.compile(r"(?:.*[-_ ])?(?:meta|metadata)", re.IGNORECASE)
"""Stem of a text that says title and tags of the others beside it."""
_PART = re.compile(
    r"(?:\d{1,4}(?=\D|$)|(?:chapter|ch|part|prologue|epilogue|preface|foreword|introduction"
    r"|interlude|afterword|appendix|chapitre|kapitel|capitulo|capítulo)(?![a-z]))",
    re.IGNORECASE,
)


def is_one_story(names: Sequence[str]) -> bool:
    """Whether the files and folders of a folder, by their names alone, are one story.

    An unpacked EPUB, a mdBook, a site's posts; a cover beside several texts; texts that are all
    numbered, or named as parts of a book are, or one of which is about the others.
    """
    found = [PurePosixPath(name) for name in names]
    if any(name.name.lower() in _MARKS or name.suffix.lower() == ".opf" for name in found):
        return True
    texts = [
        name
        for name in found
        if name.suffix.lower() in STORY_SUFFIXES and name.stem.lower() not in _ABOUT
    ]
    if len(texts) < 2 or len({name.suffix.lower() for name in texts}) > 1:  # noqa: PLR2004 - several
        return False
    if texts[0].suffix.lower() == ".epub":
        return False
    if any(_META.fullmatch(name.stem) for name in texts):
        return True
    covers = (name for name in found if name.suffix.lower() in _PICTURES)
    if any(_COVER.fullmatch(name.stem) for name in covers):
        return True
    return all(_PART.match(name.name) for name in texts)


def tells_about(name: str) -> bool:
    """Whether a file tells about the stories beside it, by its name."""
    return PurePosixPath(name).stem.lower() in _ABOUT

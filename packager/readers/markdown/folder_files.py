"""Folder files: which files of a folder are chapters, and which tell about the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from packager.book.section import Role
from packager.readers.headings.chapter_heading import CERTAIN, parse_heading
from packager.readers.markdown.one_file import SUFFIXES
from packager.sources.archive import natural

TEXTS = frozenset({*SUFFIXES, ".txt", ".text"})
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})

_ABOUT = frozenset(
    {
        "meta", "metadata", "synopsis", "summary", "description", "blurb", "about", "index",
        "_index", "readme", "info", "title", "titlepage", "title-page", "toc",
        "contents", "short-description", "long-description",
    }
)  # fmt: skip
"""Names of files that tell about a story."""

_NO_STORY = frozenset(
    {
        "license", "licence", "copying", "contributing", "changelog", "code_of_conduct",
        "code-of-conduct", "security", "todo", "ideas", "outline", "plan", "notes", "characters",
        "worldbuilding", "world-building", "timeline", "template", "style-guide", "styleguide",
        "requirements", "robots", "404", "search", "archive", "tags", "categories", "credits-code",
        "claude", "agents", "authors",
    }
)  # fmt: skip
"""Names of files that people keep beside a story."""

_NO_FOLDERS = frozenset(
    {
        "node_modules", "_site", "_layouts", "_includes", "_sass", "_data", "layouts", "themes",
        "theme", "assets", "static", "public", "dist", "build", "templates", "scripts", "notes",
        "worldbuilding", "drafts", "_drafts", "archetypes", "vendor", "venv", "__pycache__",
    }
)  # fmt: skip
_FRONT_ROLES = frozenset(
    {
        Role.DEDICATION, Role.EPIGRAPH, Role.FOREWORD, Role.PREFACE, Role.INTRODUCTION,
        Role.PROLOGUE,
    }
)  # fmt: skip
_BACK_ROLES = frozenset({Role.EPILOGUE, Role.AFTERWORD, Role.APPENDIX})


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFiles:
    """The files of a folder by what they are for.

    Attributes:
        chapters: Paths of the chapters, in reading order.
        about: Paths of the files about the story.
        data: Paths of files of nothing but metadata: ``metadata.yaml``.
        pictures: Paths of the pictures.
        others: Paths of texts that are no part of the story.
    """

    chapters: tuple[str, ...]
    about: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@cache
def _about_suffix() -> re.Pattern[str]:
    return re.compile(r"[-_. ](?:meta(?:data)?|synopsis|summary|description|blurb|about|info)$")


@cache
def _data_name() -> re.Pattern[str]:
    return re.compile(r"_?(?:meta(?:data)?|story|book|info)\.ya?ml", re.IGNORECASE)


@cache
def _number_first() -> re.Pattern[str]:
    return re.compile(r"(?:ch(?:apter)?[-_. ]?)?(\d{1,4})(?:[-_. )]+|$)", re.IGNORECASE)


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(r"[-_]+")


def sort_files(names: Sequence[str]) -> FolderFiles:
    """The files of a folder by what they are for.

    Args:
        names: Paths of all its files.
    """
    texts = [name for name in names if PurePosixPath(name).suffix.lower() in TEXTS]
    others = [name for name in texts if _is_other(name)]
    about = [name for name in texts if name not in others and _is_about(name)]
    chapters = [name for name in texts if name not in others and name not in about]
    if not chapters:  # a story called story.md, an index that is all there is
        chapters, about = about, []
    markdown = [name for name in chapters if PurePosixPath(name).suffix.lower() in SUFFIXES]
    if markdown and len(markdown) < len(chapters):
        stems = {str(PurePosixPath(name).with_suffix("")) for name in markdown}
        twins = [
            name
            for name in chapters
            if name not in markdown and str(PurePosixPath(name).with_suffix("")) in stems
        ]
        others += twins
        chapters = [name for name in chapters if name not in twins]
    return FolderFiles(
        chapters=in_order(chapters),
        about=tuple(about),
        data=tuple(name for name in names if _data_name().fullmatch(PurePosixPath(name).name)),
        pictures=tuple(n for n in names if PurePosixPath(n).suffix.lower() in PICTURES),
        others=tuple(others),
    )


def _is_other(name: str) -> bool:
    path = PurePosixPath(name)
    folders = {part.lower() for part in path.parts[:-1]}
    return path.stem.lower() in _NO_STORY or bool(folders & _NO_FOLDERS)


def _is_about(name: str) -> bool:
    stem = PurePosixPath(name).stem.lower()
    return stem.lstrip("-_0. ") in _ABOUT or _about_suffix().search(stem) is not None


def in_order(names: Sequence[str]) -> tuple[str, ...]:
    """Paths in the order a person reads them.

    Numbers count as numbers, in words too where all files have one; what comes before and after a
    story by its name does so where no number says otherwise.
    """
    ordinals: dict[str, int | None] = {name: _ordinal(name) for name in names}
    counted = {
        folder: all(ordinals[n] is not None or _rank(n) for n in names if _folder(n) == folder)
        for folder in {_folder(name) for name in names}
    }

    def key(name: str) -> tuple[object, ...]:
        folder = _folder(name)
        ordinal = ordinals[name] if counted[folder] else None
        return (natural(folder), _rank(name), ordinal or 0, natural(PurePosixPath(name).name))

    return tuple(sorted(names, key=key))


def _folder(name: str) -> str:
    return str(PurePosixPath(name).parent)


def words_of_name(name: str) -> str:
    """The name of a file or folder as words: ``chapter-one-snow.md`` is ``chapter one snow``."""
    return " ".join(_separators().sub(" ", PurePosixPath(name).stem).split())


def number_of_name(name: str) -> int | None:
    """The number a file's name begins with: ``03-thaw.md``, ``chapter 3.txt``."""
    found = _number_first().match(PurePosixPath(name).stem)
    return int(found[1]) if found else None


def _ordinal(name: str) -> int | None:
    number = number_of_name(name)
    if number is not None:
        return number
    says = parse_heading(words_of_name(name).title())
    return says.ordinal or says.number if says else None


def _rank(name: str) -> int:
    """-1 for what comes before the chapters by its name, 1 for what comes behind them."""
    if number_of_name(name) is not None:
        return 0
    says = parse_heading(words_of_name(name).title())
    if says is None or says.confidence < CERTAIN:
        return 0
    return -1 if says.role in _FRONT_ROLES else 1 if says.role in _BACK_ROLES else 0


def title_of_name(name: str) -> str:
    """A title out of a file's or folder's name, its number left off.

    >>> title_of_name("chapters/01-the-thaw.md")
    'The Thaw'
    """
    stem = PurePosixPath(name).stem
    found = _number_first().match(stem)
    bare = stem[found.end() :] if found else stem
    words = bare if " " in bare else _separators().sub(" ", bare)
    words = " ".join(words.replace("_", " ").split())
    if words and words == words.lower():
        words = " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
    return words

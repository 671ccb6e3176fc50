"""Package metadata: what the book says about itself, in the plain strings a writer needs."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import UTC, datetime, time
from itertools import chain

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.book.walk import sections, text_of, word_count
from packager.publication.front_matter import number_text
from packager.publication.publication import (
    Accessibility,
    Collection,
    Contributor,
    PackageMetadata,
)
from packager.publication.vocabulary import direction_of
from packager.version import __version__

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""Stands for a day nobody knows: the first a zip archive can hold."""

_ARTICLES = {
    "en": "the|an|a",
    "de": "der|die|das|den|dem|ein|eine",
    "fr": "les|le|la|une|un",
    "es": "los|las|el|la|una|un",
    "it": "gli|il|lo|la|le|una|uno|un",
    "nl": "de|het|een",
    "pt": "os|as|o|a|uma|um",
    "sv": "den|det|en|ett",
}
_NAME = re.compile(r"[^\W\d_](?:[^\W_]|[.'’-])*")
_PARTICLES = frozenset(
    (
        "af", "al", "av", "bin", "da", "das", "de", "del", "den", "der", "di", "do", "dos", "du",
        "el", "ibn", "la", "le", "te", "ten", "ter", "van", "von", "y", "zu",
    )
)  # fmt: skip
"""Small words of a name that is sorted by its last; other small words make a pen name."""

_FAMILY_FIRST = frozenset({"ja", "zh", "ko", "hu", "vi"})
_OPENING_TEXT = 200
"""Characters of the story that tell it from another of the same title."""


def package_metadata(
    book: Book, modified: datetime | None, *, generator: bool = True, certified_by: str = ""
) -> PackageMetadata:
    """The metadata of a book.

    Args:
        book: With a title and a language.
        modified: The moment of last modification, when the story itself names none.
        generator: Whether packager is named as what made the book.
        certified_by: Who certifies that the book is accessible; empty for nobody.
    """
    metadata = book.metadata
    language = metadata.language
    series = metadata.series
    return PackageMetadata(
        identifier=metadata.identifier or _identifier(book),
        title=_line(metadata.title),
        title_file_as=title_file_as(metadata.title, language),
        subtitle=_line(metadata.subtitle),
        creators=tuple(
            _contributor(creator, language) for creator in metadata.creators if _line(creator.name)
        ),
        contributors=(
            Contributor(
                name=f"packager {__version__}", file_as=f"packager {__version__}", role="bkp"
            ),
        )
        if generator
        else (),
        language=language,
        direction=metadata.direction or direction_of(language),
        vertical=metadata.vertical,
        description="\n\n".join(
            line for line in map(_line, text_of(metadata.description).split("\n")) if line
        ),
        collection=None
        if series is None
        else Collection(
            name=_line(series.name),
            position="" if series.number is None else number_text(series.number),
        ),
        subjects=_subjects(metadata),
        status=_line(metadata.status),
        rating=_line(metadata.rating),
        publisher=_line(metadata.publisher),
        rights=_line(metadata.rights),
        source=metadata.source,
        published=metadata.published,
        modified=_modified(metadata, modified),
        word_count=sum(word_count(section.blocks) for section in sections(book)),
        accessibility=replace(_accessibility(book), certified_by=_line(certified_by)),
    )


def _subjects(metadata: Metadata) -> tuple[str, ...]:
    """All a library may be searched for, each once: tags, worlds, people, warnings."""
    groups = (
        metadata.subjects,
        metadata.fandoms,
        metadata.relationships,
        metadata.characters,
        metadata.warnings,
    )
    found: dict[str, str] = {}
    for value in chain.from_iterable(groups):
        line = _line(value)
        if line:
            found.setdefault(line.casefold(), line)
    return tuple(found.values())


def _identifier(book: Book) -> str:
    """A name that stays the same when chapters are added: from the address, else the opening."""
    metadata = book.metadata
    opening = next((text_of(section.blocks) for section in sections(book) if section.blocks), "")
    names = "|".join(creator.name for creator in metadata.creators)
    key = metadata.source or f"{metadata.title}|{names}|{opening[:_OPENING_TEXT]}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"


def title_file_as(title: str, language: str) -> str:
    """A title as it is sorted: ``Dance, The``."""
    articles = _ARTICLES.get(language.split("-", maxsplit=1)[0])
    found = re.fullmatch(rf"({articles})\s+(\S.*)", title, re.IGNORECASE) if articles else None
    return f"{found[2]}, {found[1]}" if found else title


def _line(text: str) -> str:
    """A text on one line without white space around it, as the package document wants it."""
    return " ".join(text.split())


def _contributor(creator: Creator, language: str) -> Contributor:
    name = _line(creator.name)
    return Contributor(
        name=name,
        file_as=_line(creator.file_as) or name_file_as(name, language),
        role=creator.role,
    )


def name_file_as(name: str, language: str) -> str:
    """A name as it is sorted: ``Example, Ann``; pen names that are no first and last name stay."""
    words = name.split()
    family_first = language.split("-", maxsplit=1)[0] in _FAMILY_FIRST
    if len(words) < 2 or family_first or not all(_is_name(word) for word in words):  # noqa: PLR2004
        return name
    return f"{words[-1]}, {' '.join(words[:-1])}"


def _is_name(word: str) -> bool:
    """Whether a word may stand in a name of first and last name, not in a pen name alone."""
    return bool(_NAME.fullmatch(word)) and (not word[0].islower() or word in _PARTICLES)


def _modified(metadata: Metadata, fallback: datetime | None) -> datetime:
    if metadata.modified is not None:
        return datetime.combine(metadata.modified, time(), UTC)
    if fallback is not None:
        return fallback
    if metadata.published is not None:
        return datetime.combine(metadata.published, time(), UTC)
    return EPOCH


def _accessibility(book: Book) -> Accessibility:
    """What the content offers; pictures in the text are an obstacle until all have words."""
    pictures = [asset for asset in book.assets if asset.id != book.cover]
    described = all(asset.alt for asset in pictures)  # the cover's words are its title and author
    visual = bool(book.assets)
    features = [
        "displayTransformability",
        "readingOrder",
        "structuralNavigation",
        "tableOfContents",
    ]
    if visual and described:
        features.insert(0, "alternativeText")
    words = "Text with headings and a table of contents"
    words += "; its pictures are described." if visual and described else "."
    return Accessibility(
        modes=("textual", "visual") if visual else ("textual",),
        sufficient=("textual",) if described else ("textual,visual",),
        features=tuple(features),
        hazards=("none",),
        summary=words,
    )

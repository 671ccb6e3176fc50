"""The sidecar: ``story.toml``, what someone wrote down about a story beside it.

Every key is optional::

    title = "The Long Winter"
    subtitle = "A tale of two friends"
    authors = ["Ann Example", "B. Sample"]        # or author = "Ann Example"
    language = "en"
    series = { name = "The Four Seasons", number = 4 }
    tags = ["Adventure", "Slice of Life"]
    rating = "Everyone"
    source = "https://example.org/story/1"
    published = 2024-05-03
    updated = 2024-06-01
    publisher = "Example Archive"
    rights = "CC BY 4.0"
    description = "Two friends and one very long winter."
    cover = "images/cover.jpg"
    chapters = ["Snow", "Thaw"]

What sites say of a story::

    fandoms = ["The Tempest"]
    characters = ["Miranda", "Caliban"]
    relationships = ["Ferdinand/Miranda"]
    warnings = ["Shipwreck"]
    status = "complete"                           # or incomplete, hiatus, cancelled
    words = 12345
    chapters_published = 12                       # chapters that have appeared
    chapters_planned = 20                         # chapters it will have

How its lines run, where that does not follow from the language::

    direction = "rtl"                             # or ltr
    vertical = true                               # from top to bottom
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from packager.book.metadata import Metadata
from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.readers.sites.metadata_values import (
    address_value,
    count_value,
    creators_value,
    date_value,
    direction_value,
    language_value,
    paragraphs_value,
    series_value,
    status_value,
    text_value,
    texts_value,
    truth_value,
)
from packager.sources.source import Source, UnsafePath, inner_path

__all__ = [
    "KEYS",
    "Known",
    "address_value",
    "count_value",
    "creators_value",
    "date_value",
    "direction_value",
    "find_sidecar",
    "language_value",
    "paragraphs_value",
    "parse_metadata",
    "series_value",
    "status_value",
    "text_value",
    "texts_value",
    "truth_value",
    "with_value",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known about a story from outside its text.

    Attributes:
        metadata: As far as it is known.
        chapter_titles: Titles of the chapters, in order.
        cover: Path of the cover, relative to the source's folder.
    """

    metadata: Metadata = Metadata()
    chapter_titles: tuple[str, ...] = ()
    cover: str = ""


def find_sidecar(source: Source) -> Known:
    """What the file ``<name>.toml`` or else ``story.toml`` beside the source says.

    Raises:
        UsageError: It is no TOML, has a key nobody knows, or a value of the wrong kind.
    """
    for name in (f"{source.stem}.toml", "story.toml"):
        try:
            inner_path(name)
        except UnsafePath:
            continue  # the source itself has a name that no path beside it could have
        try:
            found = source.neighbour(name)
        except UnsafePath as error:
            raise UsageError(
                Code.METADATA_INVALID, f"the sidecar is not read: {error}", where=Where(name)
            ) from error
        if found is not None:
            return parse_metadata(found, Where(name))
    return Known()


def parse_metadata(found: bytes, where: Where) -> Known:
    """What a metadata file in the form of ``story.toml`` says.

    Raises:
        UsageError: It is no TOML, has a key nobody knows, or a value of the wrong kind.
    """
    import tomllib  # noqa: PLC0415 - most stories have none

    try:
        text = found.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UsageError(Code.METADATA_INVALID, "it is not UTF-8 text", where=where) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        last = text.rstrip().count("\n") + 1  # "at end of document" has no number
        raise UsageError(
            Code.METADATA_INVALID,
            f"it is not TOML: {error}",
            where=replace(where, line=int(line[1]) if line else last),
            hint='a text stands in quotes: title = "The Long Winter"',
        ) from error
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits, 1,000 brackets
        raise UsageError(
            Code.METADATA_INVALID, "it is nothing that metadata could mean", where=where
        ) from error
    known = Known()
    for key, value in table.items():
        known = with_value(known, key, value, where)
    return known


def with_value(known: Known, key: str, value: object, where: Where) -> Known:
    """``known`` with one more value, named as in ``story.toml``.

    Args:
        known: What is known so far.
        key: A key of ``story.toml``.
        value: A TOML value, or its text as typed on a command line.
        where: For messages.

    Raises:
        UsageError: The key is not known, or the value is not of its kind.
    """
    setter = _KEYS.get(key.lower().replace("-", "_"))
    if setter is None:
        import difflib  # noqa: PLC0415 - only for a mistake

        close = difflib.get_close_matches(key, _KEYS, n=1)
        raise UsageError(
            Code.METADATA_INVALID,
            f"there is no metadata key {key!r}",
            where=where,
            hint=f"did you mean {close[0]}?" if close else f"the keys are {', '.join(_KEYS)}",
        )
    try:
        return setter(known, value)
    except (TypeError, ValueError) as error:
        raise UsageError(Code.METADATA_INVALID, f"{key}: {error}", where=where) from error


def _metadata(field: str, parse: Callable[[object], object]) -> Callable[[Known, object], Known]:
    def setter(known: Known, value: object) -> Known:
        changed: Metadata = replace(known.metadata, **{field: parse(value)})  # type: ignore[arg-type] # the parser of each field is chosen in the table below
        return replace(known, metadata=changed)

    return setter


_KEYS: dict[str, Callable[[Known, object], Known]] = {
    "title": _metadata("title", text_value),
    "subtitle": _metadata("subtitle", text_value),
    "author": _metadata("creators", creators_value),
    "authors": _metadata("creators", creators_value),
    "language": _metadata("language", language_value),
    "series": _metadata("series", series_value),
    "tags": _metadata("subjects", texts_value),
    "rating": _metadata("rating", text_value),
    "source": _metadata("source", address_value),
    "published": _metadata("published", date_value),
    "updated": _metadata("modified", date_value),
    "publisher": _metadata("publisher", text_value),
    "rights": _metadata("rights", text_value),
    "description": _metadata("description", paragraphs_value),
    "identifier": _metadata("identifier", text_value),
    "fandoms": _metadata("fandoms", texts_value),
    "characters": _metadata("characters", texts_value),
    "relationships": _metadata("relationships", texts_value),
    "warnings": _metadata("warnings", texts_value),
    "status": _metadata("status", status_value),
    "words": _metadata("words", count_value),
    "chapters_published": _metadata("chapters", count_value),
    "chapters_planned": _metadata("planned", count_value),
    "direction": _metadata("direction", direction_value),
    "vertical": _metadata("vertical", truth_value),
    "cover": lambda known, value: replace(known, cover=text_value(value)),
    "chapters": lambda known, value: replace(known, chapter_titles=texts_value(value)),
}

KEYS: tuple[str, ...] = tuple(_KEYS)
"""The keys of ``story.toml``, which are those of ``-m`` too."""

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
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from packager.book.blocks import Blocks, Paragraph
from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.readers.language_names import NAMES
from packager.sources.source import Source, UnsafePath, inner_path
from packager.sources.text import unprintable

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
_SERIES = re.compile(
    r"""(?P<name>.*?[^\s:,\#])
    (?: \s*[:,]?\s*(?:\#|\b(?:book|vol|volume|part|no|nr|band|tome|teil)\b\.?)\s*\#?
                                              # Name #2, Name, Book 2, Name Vol. 2: any number
      | (?:\s*[:,]\s*|\s+[–—-]\s+|\s+)(?=\d{1,3}(?:\.|$))
                                              # Name 2, Name: 2: a year belongs to the name
    )
    (?P<number>\d{1,5}(?:\.\d{1,5})?)""",
    re.IGNORECASE | re.VERBOSE,
)
_MAX_NUMBER = 99_999


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


def text_value(value: object) -> str:
    """A text.

    Raises:
        TypeError: The value is no text.
        ValueError: It holds a character that no book can hold.
    """
    return " ".join(_printable(value).split())


def _printable(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text was expected, not {value!r:.60}")
    bad = unprintable(value)
    if bad:
        raise ValueError(f"the text holds U+{ord(bad):04X}, a character that no book can hold")
    return value


def texts_value(value: object) -> tuple[str, ...]:
    """A list of texts; one text alone is a list of one.

    Raises:
        TypeError: The value is neither.
    """
    if isinstance(value, str):
        return (text_value(value),)
    if not isinstance(value, list | tuple):
        raise TypeError(f"a list of texts was expected, not {value!r:.60}")
    return tuple(text_value(item) for item in value)


def language_value(value: object) -> str:
    """A BCP 47 language tag (https://www.rfc-editor.org/rfc/bcp/bcp47.txt), in its usual case.

    The name of a common language is understood too: ``English``, ``Deutsch``.

    Raises:
        ValueError: The value is no such tag.
    """
    tag = text_value(value)
    tag = NAMES.get(tag.lower(), tag)
    if not _LANGUAGE.fullmatch(tag):
        raise ValueError(f"{tag!r} is no language tag such as en, de or pt-BR")
    first, *rest = tag.replace("_", "-").split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def _subtag(part: str) -> str:
    match len(part):
        case 2:
            return part.upper()
        case 4:
            return part.title()
        case _:
            return part.lower()


def series_value(value: object) -> Series:
    """A series: a table with name and number, or a text such as ``"The Four Seasons 4"``.

    Raises:
        TypeError: The value is neither.
        ValueError: It has no name, or keys nobody knows.
    """
    if isinstance(value, dict):
        if set(value) - {"name", "number"} or not value.get("name"):
            raise ValueError("a series has a name and a number")
        return Series(text_value(value["name"]), _series_number(value.get("number")))
    text = text_value(value)
    found = _SERIES.fullmatch(text)
    if found:
        return Series(found["name"], float(found["number"]))
    return Series(text)


def _series_number(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a number was expected, not {value!r:.60}")
    if not 0 <= value <= _MAX_NUMBER:
        raise ValueError(f"a number from 0 to {_MAX_NUMBER} was expected, not {value!r:.60}")
    return float(value)


def date_value(value: object) -> date:
    """A day: a TOML date, or a text such as ``2024-05-03``.

    Raises:
        ValueError: The value is no day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(text_value(value))
    except (TypeError, ValueError) as error:
        raise ValueError(f"a day such as 2024-05-03 was expected, not {value!r:.60}") from error


def address_value(value: object) -> str:
    """An address on the web.

    Raises:
        ValueError: It is none that a book may link to.
    """
    text = text_value(value)
    if not re.fullmatch(r"https?://[^\s<>\"]+", text):
        raise ValueError(f"{text!r} is no address that begins with https:// or http://")
    return text


def paragraphs_value(value: object) -> Blocks:
    """A text whose blank lines separate paragraphs.

    Raises:
        TypeError: The value is no text.
    """
    chunks = (" ".join(chunk.split()) for chunk in re.split(r"\n\s*\n", _printable(value)))
    return tuple(Paragraph((chunk,)) for chunk in chunks if chunk)


def creators_value(value: object) -> tuple[Creator, ...]:
    """The authors: a list of names.

    Raises:
        TypeError: The value is no list of texts.
    """
    return tuple(Creator(name) for name in texts_value(value) if name)


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
    "cover": lambda known, value: replace(known, cover=text_value(value)),
    "chapters": lambda known, value: replace(known, chapter_titles=texts_value(value)),
}

KEYS: tuple[str, ...] = tuple(_KEYS)
"""The keys of ``story.toml``, which are those of ``-m`` too."""

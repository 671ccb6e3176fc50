"""Site labels: ``Label: value`` as story sites and the programs that fetch from them print it.

FanFicFare (text, HTML, EPUB), FicHub, WebToEpub, fanfiction.net and the Archive of Our Own name the
same facts by nearly the same words; this is the one table of them. A caller splits a line or takes
a row of a table, and asks::

    changed = with_label(metadata, "Updated", "1975-04-15")
    if changed is None:
        ...  # no label of a site's: text of the story
    else:
        metadata = changed  # and the line is named as not printed

The first value of a fact wins, of two summaries the longer one; lists grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from packager.book.blocks import Blocks
from packager.book.metadata import Creator, Metadata, Series
from packager.book.walk import text_of
from packager.readers.sidecar import (
    address_value,
    language_value,
    paragraphs_value,
    series_value,
    status_value,
    text_value,
)
from packager.readers.sites.dates import day_of
from packager.readers.sites.label_names import NAMES, UNUSED
from packager.sources.text import printable

_LABEL = re.compile(r"\s*([^\s:：][^:：\n]{0,39}?)\s*[:：]\s*(.*)", re.DOTALL)
_COUNT = re.compile(r"(\d{1,3}(?:[,.\s\u00a0\u202f]\d{3})+|\d+)(?!\d)")
_THOUSANDS = re.compile(r"(\d{1,6})(?:[.,](\d))?\d*\s?([kKmM])\b")
_CHAPTERS = re.compile(r"(\d{1,6})\s*(?:/\s*(\d{1,6}|\?))?")
_PLACE = re.compile(r"(.+?)\s*\[(\d{1,5}(?:\.\d{1,3})?)\]")
_PART_OF = re.compile(r"\s*Part\s+(\d{1,5})\s+of\s+(?:the\s+)?(.+)", re.IGNORECASE | re.DOTALL)
_MAX_COUNT = 10**9

_PAIRINGS = frozenset({"f/f", "f/m", "m/m", "gen", "multi", "other", "no category"})
"""Values of the Archive's ``Category``; elsewhere the word means the fandom."""


def label_of(line: str) -> tuple[str, str] | None:
    """The label and the value of ``Label: value``; ``None`` when it is no label of a site's.

    >>> label_of("Words: 1,234")
    ('Words', '1,234')
    >>> label_of("Snow: that was all he saw.") is None
    True
    """
    found = _LABEL.match(line)
    if found is None or not is_label(found[1]):
        return None
    return found[1], found[2].strip()


def is_label(text: str) -> bool:
    """Whether a text, with or without a colon behind it, is a label of a site's."""
    return _key(text) in _SETTERS or _key(text) in UNUSED


def with_label(
    metadata: Metadata,
    label: str,
    value: str,
    *,
    blocks: Blocks = (),
    names: Sequence[str] = (),
) -> Metadata | None:
    """The metadata with what one label says, or ``None`` when it is no label of a site's.

    A known label that says nothing a book has a place for (``Packaged``, ``Hits``), or a value
    nobody can mean, leaves the metadata as it is; the caller names the line as not printed.

    Args:
        metadata: What is known so far, which stays; lists grow.
        label: As printed, with or without its colon, in any case.
        value: What follows it, as text; blank lines in a summary part paragraphs.
        blocks: The same as blocks, where the source has markup: a summary keeps it.
        names: The names of a list one by one, where the source has them apart: as links.
    """
    key = _key(label)
    if key in UNUSED:
        return metadata
    setter = _SETTERS.get(key)
    if setter is None:
        return None
    if setter is _with_description and blocks:
        return _with_longer(metadata, blocks)
    if key in _LISTS and names:
        return _LISTS[key](metadata, tuple(filter(None, map(_line, names))))
    text = printable(value).strip()
    return setter(metadata, text) if text else metadata


def names_of(value: str) -> tuple[str, ...]:
    """The names in a list: parted by commas, but not by those within brackets.

    >>> names_of("Lestrade (Sherlock, BBC), John Watson")
    ('Lestrade (Sherlock, BBC)', 'John Watson')
    """
    names: list[str] = []
    start = depth = 0
    for place, character in enumerate(value):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character in ",，、" and depth <= 0:
            names.append(value[start:place])
            start = place + 1
    names.append(value[start:])
    if depth:  # a smile, not a bracket
        names = re.split("[,，、]", value)
    return tuple(text for name in names if (text := _line(name)))


def count_of(value: str) -> int | None:
    """The first number of a text, thousands marked or not: ``1,234`` and ``1.2k`` are numbers."""
    rounded = _THOUSANDS.match(value.strip())
    if rounded:
        tenths = int(rounded[1]) * 10 + int(rounded[2] or 0)
        return tenths * (100 if rounded[3] in "kK" else 100_000)
    found = _COUNT.search(value)
    if found is None:
        return None
    number = int(re.sub(r"\D", "", found[1][:12]))
    return number if number < _MAX_COUNT else None


def status_of(value: str) -> str:
    """``complete``, ``incomplete``, ``hiatus`` or ``cancelled``, else the site's word."""
    return status_value(printable(value))


def series_of(value: str) -> Series | None:
    """The series a value names and the place in it: ``Part 2 of Seasons``, ``Seasons [2]``."""
    text = " ".join(value.split())
    part = _PART_OF.fullmatch(text)
    if part:
        return Series(part[2], float(part[1]))
    place = _PLACE.fullmatch(text)
    if place:
        return Series(place[1], float(place[2]))
    try:
        return series_value(text) if text else None
    except (TypeError, ValueError):
        return None


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _key(label: str) -> str:
    return " ".join(label.lower().rstrip(" :：\t\n\u00a0").split())


Setter = Callable[[Metadata, str], Metadata]


def _first(field: str, parse: Callable[[str], object]) -> Setter:
    """Sets a field that is not known yet."""

    def setter(metadata: Metadata, value: str) -> Metadata:
        if getattr(metadata, field):
            return metadata
        try:
            found = parse(value)
        except (TypeError, ValueError):
            return metadata
        return replace(metadata, **{field: found}) if found else metadata  # type: ignore[arg-type] # each field has its own parser in the table below

    return setter


Lister = Callable[[Metadata, tuple[str, ...]], Metadata]


def _more(field: str) -> Lister:
    """Adds names to a list."""

    def lister(metadata: Metadata, names: tuple[str, ...]) -> Metadata:
        known: tuple[str, ...] = getattr(metadata, field)
        return replace(metadata, **{field: tuple(dict.fromkeys((*known, *names)))})  # type: ignore[arg-type] # as above

    return lister


def _creators(role: str) -> Lister:
    """Adds the creators of a role that has none yet."""

    def lister(metadata: Metadata, names: tuple[str, ...]) -> Metadata:
        if any(creator.role == role for creator in metadata.creators):
            return metadata
        found = tuple(Creator(name, role) for name in names)
        return replace(metadata, creators=(*metadata.creators, *found))

    return lister


def _split(lister: Lister) -> Setter:
    return lambda metadata, value: lister(metadata, names_of(value))


def _category(metadata: Metadata, names: tuple[str, ...]) -> Metadata:
    pairings = tuple(name for name in names if name.lower() in _PAIRINGS)
    fandoms = tuple(name for name in names if name.lower() not in _PAIRINGS)
    return replace(
        metadata,
        subjects=tuple(dict.fromkeys((*metadata.subjects, *pairings))),
        fandoms=tuple(dict.fromkeys((*metadata.fandoms, *fandoms))),
    )


def _with_chapters(metadata: Metadata, value: str) -> Metadata:
    found = _CHAPTERS.match(value)
    if found is None:
        return metadata
    chapters = int(found[1])
    planned = int(found[2]) if found[2] and found[2] != "?" else None
    status = metadata.status
    if found[2] and not status:
        status = "complete" if planned == chapters else "incomplete"
    return replace(
        metadata,
        chapters=metadata.chapters or chapters,
        planned=metadata.planned or planned,
        status=status,
    )


def _with_completed(metadata: Metadata, value: str) -> Metadata:
    return replace(metadata, status="complete", modified=metadata.modified or day_of(value))


def _with_description(metadata: Metadata, value: str) -> Metadata:
    return _with_longer(metadata, paragraphs_value(value))


def _with_longer(metadata: Metadata, blocks: Blocks) -> Metadata:
    """The metadata with the longer of two descriptions: some sites give a short one as well."""
    known = metadata.description
    longer = not known or len(text_of(blocks)) > len(text_of(known))
    return replace(metadata, description=blocks) if longer else metadata


_LISTERS: Mapping[str, Lister] = {
    **{role: _creators(role) for role in ("aut", "trl", "edt", "ill")},
    **{name: _more(name) for name in ("fandoms", "subjects", "characters")},
    **{name: _more(name) for name in ("relationships", "warnings")},
    "category": _category,
}

_TEXTS: Mapping[str, Setter] = {
    "title": _first("title", text_value),
    "series": _first("series", series_of),
    "language": _first("language", language_value),
    "rating": _first("rating", text_value),
    "status": _first("status", status_of),
    "published": _first("published", day_of),
    "modified": _first("modified", day_of),
    "completed": _with_completed,
    "words": _first("words", count_of),
    "chapters": _with_chapters,
    "publisher": _first("publisher", text_value),
    "source": _first("source", address_value),
    "description": _with_description,
}

_LISTS: Mapping[str, Lister] = {
    label: lister for fact, lister in _LISTERS.items() for label in NAMES[fact]
}
"""What to do with the names behind a label."""

_SETTERS: Mapping[str, Setter] = {
    **{label: _split(lister) for label, lister in _LISTS.items()},
    **{label: setter for fact, setter in _TEXTS.items() for label in NAMES[fact]},
}
"""What to do with the text behind a label."""

"""Selecting: whether what an expression asks for is true of a story.

A test on what isn't known of a story is false, whatever its operator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from packager.batch.selection_expression import (
    Days,
    Either,
    Every,
    Expression,
    Not,
    Operator,
    Test,
    folded,
)
from packager.book.metadata import Metadata

Numbers = Mapping[str, int | None]


def matches(
    expression: Expression,
    metadata: Metadata,
    *,
    words: int | None = None,
    chapters: int | None = None,
    likes: int | None = None,
) -> bool:
    """Whether a story is selected.

    Args:
        expression: What is asked.
        metadata: What is known of the story.
        words: Words of its text, when they were counted; used where the site counted none.
        chapters: Its chapters, likewise.
        likes: How many people liked it, when the site says so.
    """
    numbers: Numbers = {
        "words": words if metadata.words is None else metadata.words,
        "chapters": chapters if metadata.chapters is None else metadata.chapters,
        "likes": likes,
    }
    return _true(expression, metadata, numbers)


def _true(expression: Expression, metadata: Metadata, numbers: Numbers) -> bool:
    match expression:
        case Test():
            return _passes(expression, metadata, numbers)
        case Not(part):
            return not _true(part, metadata, numbers)
        case Every(parts):
            return all(_true(part, metadata, numbers) for part in parts)
        case Either(parts):
            return any(_true(part, metadata, numbers) for part in parts)


def _passes(test: Test, metadata: Metadata, numbers: Numbers) -> bool:
    value = test.value
    if isinstance(value, int):
        found = numbers[test.field]
        return found is not None and _compared(test.operator, found, (value, value))
    if isinstance(value, tuple):
        day = metadata.published if test.field == "published" else metadata.modified
        return day is not None and _compared(test.operator, day.toordinal(), _ordinals(value))
    names = [folded(name) for name in _TEXTS[test.field](metadata) if name]
    if test.operator == ":" and test.field in _CONTAINED:
        return any(value in name for name in names)
    if test.operator == "!=":
        return bool(names) and value not in names
    return value in names


def _compared(operator: Operator, found: int, span: tuple[int, int]) -> bool:
    """Compare a number with a span, of which ``>`` means behind it, and ``>=`` from its start."""
    first, last = span
    match operator:
        case ":" | "=":
            return first <= found <= last
        case "!=":
            return not first <= found <= last
        case ">":
            return found > last
        case ">=":
            return found >= first
        case "<":
            return found < first
        case "<=":
            return found <= last


def _ordinals(days: Days) -> tuple[int, int]:
    return days[0].toordinal(), days[1].toordinal()


def _authors(metadata: Metadata) -> Sequence[str]:
    return [creator.name for creator in metadata.creators if creator.role == "aut"]


def _series(metadata: Metadata) -> Sequence[str]:
    return () if metadata.series is None else (metadata.series.name,)


def _tags(metadata: Metadata) -> Sequence[str]:
    return (
        *metadata.subjects,
        *metadata.characters,
        *metadata.fandoms,
        *metadata.warnings,
        *metadata.relationships,
    )


def _languages(metadata: Metadata) -> Sequence[str]:
    """The tag, and its language alone: ``en`` is asked for and ``en-GB`` is meant too."""
    return metadata.language, metadata.language.partition("-")[0]


_TEXTS: Mapping[str, Callable[[Metadata], Sequence[str]]] = {
    "author": _authors,
    "character": lambda metadata: metadata.characters,
    "fandom": lambda metadata: metadata.fandoms,
    "language": _languages,
    "rating": lambda metadata: (metadata.rating,),
    "relationship": lambda metadata: metadata.relationships,
    "series": _series,
    "status": lambda metadata: (metadata.status,),
    "tag": _tags,
    "title": lambda metadata: (metadata.title,),
    "warning": lambda metadata: metadata.warnings,
}
_CONTAINED = frozenset({"author", "fandom", "relationship", "series", "title"})
"""Fields of which ``:`` asks for a part; of the others it asks for one of their names."""

"""What a selection asks for: comparisons of fields, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Operator = Literal[":", "=", "!=", ">", ">=", "<", "<="]
Days = tuple[date, date]

TEXTS = frozenset({
    "author", "character", "fandom", "language", "rating", "relationship", "series", "status",
    "tag", "title", "warning",
})  # fmt: skip
"""Fields that are text."""

NUMBERS = frozenset({"words", "chapters", "likes"})
"""Fields that are counted."""

DATES = frozenset({"published", "updated"})
"""Fields that are days."""

FIELDS = tuple(sorted(TEXTS | NUMBERS | DATES))
"""The names of all fields."""


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison of one field.

    Attributes:
        field: Its name.
        operator: How it is compared.
        value: With what: folded text, a number, or the first and last day of a span.
    """

    field: str
    operator: Operator
    value: str | int | Days


@dataclass(frozen=True, slots=True)
class Not:
    """What is true when its part is false."""

    part: Expression


@dataclass(frozen=True, slots=True)
class Every:
    """What is true when all its parts are."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """What is true when one of its parts is."""

    parts: tuple[Expression, ...]


Expression = Test | Not | Every | Either


def folded(text: str) -> str:
    """Text as it is compared: case and the kind of space don't count, nor does ``’`` for ``'``."""
    return " ".join(text.replace("’", "'").casefold().split())

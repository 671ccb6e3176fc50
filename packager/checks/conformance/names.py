"""Names in a line with spaces between them, the way the tables of this package write them."""

from __future__ import annotations

from typing import TypeVar

_Value = TypeVar("_Value")


def names(line: str) -> frozenset[str]:
    """The set of the names."""
    return frozenset(line.split())


def each(line: str, value: _Value) -> dict[str, _Value]:
    """Every name, with one and the same value."""
    return dict.fromkeys(line.split(), value)

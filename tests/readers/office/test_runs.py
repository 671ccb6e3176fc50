"""Runs put together again."""

from __future__ import annotations

from packager.book.inlines import Emphasis, LineBreak, Strong
from packager.readers.office.runs import joined, trimmed


def test_equal_neighbours_are_one_however_deep() -> None:
    runs = ("It ", "snow", Emphasis((Strong(("e",)),)), Emphasis((Strong(("d",)), ".")), "")
    assert joined(runs) == ("It snow", Emphasis((Strong(("ed",)), ".")))


def test_what_differs_stays_apart() -> None:
    runs = (Emphasis(("a",)), Strong(("a",)), LineBreak(), LineBreak())
    assert joined(runs) == runs


def test_white_space_at_the_ends_goes_and_a_fixed_space_stays() -> None:
    assert trimmed((" \tIt ", Emphasis(("x",)), "\u00a0 \n")) == ("It ", Emphasis(("x",)), "\u00a0")
    assert trimmed(("  ",)) == ()

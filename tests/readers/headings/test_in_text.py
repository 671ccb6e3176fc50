"""Headings in a text without markup: which lines part it."""

from __future__ import annotations

import pytest

from packager.readers.headings.in_text import find_headings
from packager.sources.text import Line

LAMP = "The lamp on the quay had gone out again, and nobody had brought the ladder. " * 3


def found(text: str, *, wrapped: bool = False) -> list[tuple[int | None, str]]:
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    return [
        (one.heading.number, one.heading.title) for one in find_headings(lines, wrapped=wrapped)
    ]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("Chapter 1", "Chapter 2"), [(1, ""), (2, "")]),
        (("1. Lamp", "2. Ladder", "3. Bell"), [(1, "Lamp"), (2, "Ladder"), (3, "Bell")]),
        (("I", "II", "III"), [(1, ""), (2, ""), (3, "")]),
        (("#1", "#2", "#3"), [(1, ""), (2, ""), (3, "")]),
        (("Day One: Lamp", "Day Two: Fog"), [(None, "Day One: Lamp"), (None, "Day Two: Fog")]),
        (("Prologue", "Chapter 1", "Epilogue"), [(None, ""), (1, ""), (None, "")]),
        (("1999", "2001", "2004"), []),
        (("2", "3", "4"), []),
    ],
)
def test_headings_apart_from_the_text_part_it(
    headings: tuple[str, ...], expected: list[tuple[int | None, str]]
) -> None:
    assert found("\n".join(f"{one}\n\n{LAMP}\n" for one in headings)) == expected


def test_bare_numbers_may_have_the_text_right_below_them() -> None:
    assert found("\n".join(f"{number}.\n{LAMP}\n" for number in (1, 2, 3))) == [
        (1, ""),
        (2, ""),
        (3, ""),
    ]


def test_two_bare_numbers_right_above_the_text_are_too_few() -> None:
    assert found("\n".join(f"{number}.\n{LAMP}\n" for number in (1, 2))) == []


def test_the_numbers_of_a_list_are_no_headings() -> None:
    assert found("\n".join(f"{number}.\nA lamp.\n" for number in range(1, 6))) == []


def test_numbers_that_do_not_all_count_up_are_no_headings_right_above_the_text() -> None:
    assert found("\n".join(f"{number}.\n{LAMP}\n" for number in (1, 2, 7, 3))) == []


def test_a_heading_in_a_wrapped_text_has_a_blank_line_above_it() -> None:
    text = f"{LAMP}\nChapter 1\nof the old book\n\nChapter 2\n\n{LAMP}"
    assert found(text, wrapped=True) == [(2, "")]


def test_titles_between_signs_are_chapters_where_the_text_begins_with_one() -> None:
    titles = ("=== Lamp ===", "=== The Ladder ===", "=== Bell ===")
    text = "\n\n".join(f"{title}\n\n{LAMP}" for title in titles)
    assert found(text) == [(None, "Lamp"), (None, "The Ladder"), (None, "Bell")]
    assert found(f"{LAMP}\n\n{text}") == []


def test_titles_below_every_wide_gap_are_chapters() -> None:
    parts = [f"{title}\n\n{LAMP}\n\n{LAMP}\n\n{LAMP}" for title in ("Lamp", "Fog", "Bell")]
    expected = [(None, "Lamp"), (None, "Fog"), (None, "Bell")]
    assert found("\n\n\n\n".join(parts)) == expected
    assert found("\n\n\n\n".join(("The Long Fog", *parts))) == expected
    assert found("\n\n\n\n".join((*parts, LAMP))) == []
    assert found("\n\n".join(parts)) == []
    assert found("\n\n\n\n".join(parts[:2])) == []

"""The headings of a site's chapters, judged together."""

from __future__ import annotations

import pytest

from packager.book.section import Role
from packager.readers.headings.chapter_titles import ChapterTitle, chapter_titles


def titles(*headings: str) -> list[tuple[str, int | None, str]]:
    return [(one.role.value, one.number, one.title) for one in chapter_titles(headings)]


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Chapter 3", 3, ""),
        ("Chapter 3: The Storm", 3, "The Storm"),
        ("chapter 3 - The Storm", 3, "The Storm"),
        ("3. The Storm", 3, "The Storm"),
        ("3.", 3, ""),
        ("2. Chapter 3: The Storm", 3, "The Storm"),
        ("Chapter 4 & 4.5", None, "Chapter 4 & 4.5"),
    ],
)
def test_a_number_stands_apart_from_its_title(heading: str, number: int | None, title: str) -> None:
    assert chapter_titles(["Chapter 9", heading])[1] == ChapterTitle(Role.CHAPTER, number, title)


def test_chapters_without_numbers_take_their_places() -> None:
    assert titles("Ebb", "Chapter 2", "Flow") == [
        ("chapter", 1, "Ebb"),
        ("chapter", 2, ""),
        ("chapter", 3, "Flow"),
    ]


def test_an_author_who_counts_otherwise_is_followed() -> None:
    assert titles("Before", "Chapter 1: Ebb", "Between", "Chapter 2: Flow") == [
        ("chapter", None, "Before"),
        ("chapter", 1, "Ebb"),
        ("chapter", None, "Between"),
        ("chapter", 2, "Flow"),
    ]


def test_a_prologue_has_its_role_and_no_number() -> None:
    assert titles("Chapter 1: Prologue", "Chapter 2: Chapter 1: Ebb") == [
        ("prologue", None, ""),
        ("chapter", 1, "Ebb"),
    ]


def test_one_chapter_alone_has_no_number() -> None:
    assert titles("Chapter 1: Ebb") == [("chapter", None, "Ebb")]
    assert titles("") == [("chapter", None, "")]


def test_a_chapter_that_calls_itself_a_part_is_a_chapter() -> None:
    assert titles("Part One", "Part Two") == [
        ("chapter", None, "Part One"),
        ("chapter", None, "Part Two"),
    ]


def test_the_places_of_the_site_are_not_mixed_with_the_numbers_of_the_author() -> None:
    assert titles(
        "Chapter 1: Prologue",
        "Chapter 2: Chapter One",
        "Chapter 3: Chapter Two: Flow",
        "Chapter 4: Interlude: Rain",
        "Chapter 5: Chapter 3",
    ) == [
        ("prologue", None, ""),
        ("chapter", 1, ""),
        ("chapter", 2, "Flow"),
        ("chapter", None, "Interlude: Rain"),
        ("chapter", 3, ""),
    ]


def test_a_year_a_roman_number_too_high_and_an_hour_are_titles() -> None:
    assert titles("Chapter 1: 1943", "Chapter 2: X", "Chapter 3: 12. Men", "Chapter 4: 12:30") == [
        ("chapter", 1, "1943"),
        ("chapter", 2, "X"),
        ("chapter", 3, "12. Men"),
        ("chapter", 4, "12:30"),
    ]
    assert titles("1", "1984")[1] == ("chapter", 2, "1984")


def test_a_number_in_two_parts_stays_whole() -> None:
    assert titles("1. 1.1 - Arrival", "2. 1.2 - Leaving") == [
        ("chapter", 1, "1.1 - Arrival"),
        ("chapter", 2, "1.2 - Leaving"),
    ]


def test_numbers_without_end_are_a_title() -> None:
    heading = "1. " * 2_000
    assert titles(heading, "2")[0] == ("chapter", 1, heading.strip())

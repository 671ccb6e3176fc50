"""A few short lines above the first heading, and what they say."""

from __future__ import annotations

import pytest

from packager.readers.headings.title_page import titles_on


@pytest.mark.parametrize(
    ("lines", "title", "subtitle", "author"),
    [
        (["THE BELL"], "THE BELL", "", ""),
        (["* The Bell *"], "The Bell", "", ""),
        (["THE BELL", "Oduya Marsh"], "THE BELL", "", "Oduya Marsh"),
        (["The Bell", "A Novella", "J. van der Mar"], "The Bell", "A Novella", "J. van der Mar"),
        (["What?", "a play", "for two", "Ilse O’Hara"], "What?", "a play: for two", "Ilse O’Hara"),
    ],
)  # fmt: skip
def test_a_title_page_has_a_title_and_a_person(
    lines: list[str], title: str, subtitle: str, author: str
) -> None:
    page = titles_on(lines)
    assert page is not None
    assert (page.title, page.subtitle) == (title, subtitle)
    assert [one.name for one in page.creators] == ([author] if author else [])
    assert page.lines == len(lines)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        ["It was raining."],
        ["For Anna", "who waited"],
        ["the bell", "a novella"],
        ["The Bell", "It rained all night."],
        ["One", "Two", "Three", "Four", "Ilse Brandt"],
        ["The Bell", "x" * 90 + " Marsh"],
    ],
)
def test_text_is_no_title_page(lines: list[str]) -> None:
    assert titles_on(lines) is None


@pytest.mark.parametrize("below", ["For Anna", "A Novella", "oduya marsh", "fogbound22", "Maren"])
def test_below_a_title_what_is_no_person_is_text(below: str) -> None:
    page = titles_on(["The Bell", below])
    assert page is not None
    assert (page.title, page.creators, page.lines) == ("The Bell", (), 1)

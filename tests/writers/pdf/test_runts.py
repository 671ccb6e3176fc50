"""The last word of a title is not left alone."""

from __future__ import annotations

import pytest
from lxml import etree

from packager.writers.pdf.runts import hold_last_words


@pytest.mark.parametrize(
    ("title", "set_as"),
    [
        ("The Bell That Rang for Nobody", "The Bell That Rang for\u00a0Nobody"),
        ("The Crack", "The Crack"),
        ("A B C Donaudampfschifffahrtsgesellschaft", "A B C Donaudampfschifffahrtsgesellschaft"),
        ("", None),
    ],
)
def test_the_last_two_words_of_a_longer_title_hold_together(title: str, set_as: str | None) -> None:
    heading = etree.Element("h1")
    heading.text = title or None
    hold_last_words(heading)
    assert heading.text == set_as


def test_a_heading_with_elements_is_left_alone() -> None:
    heading = etree.fromstring("<h1>one two <em>three</em> four</h1>")
    hold_last_words(heading)
    assert heading.text == "one two "

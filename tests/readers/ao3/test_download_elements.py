"""Elements of a download: headings, labels and ends of the site's own, and not of an author's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from packager.diagnostics import Report, Where
from packager.readers.ao3.download_elements import (
    NOTES,
    closes_text,
    is_chapter_heading,
    label_key,
    opens_text,
)
from packager.readers.markup.tree import parse_html

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def element(html: str) -> LexborNode:
    body = parse_html(f"<html><body>{html}</body></html>", Where("a.html"), Report()).css_first(
        "body"
    )
    assert body is not None
    found = body.css_first("body > *")
    assert found is not None
    return found


def test_a_label_is_known_in_any_case_and_with_a_colon() -> None:
    assert label_key("Notes for the Chapter:") in NOTES
    assert label_key("x" * 50) == ""


@pytest.mark.parametrize(
    ("html", "heading"),
    [
        ("<div><h2>Chapter 1</h2></div>", True),
        ("<div><h2>One</h2><p>Notes</p><blockquote>Mind.</blockquote></div>", True),
        ("<div><h2>One</h2><p>It rained all day.</p></div>", False),
        ("<div><p>It rained.</p></div>", False),
    ],
)
def test_a_chapter_s_heading_holds_nothing_but_labels_and_notes(html: str, heading: bool) -> None:  # noqa: FBT001 - what is expected
    assert is_chapter_heading(element(html)) is heading


def test_the_text_of_an_old_download_opens_and_closes() -> None:
    assert opens_text(element("<h2>Chapter 1: Ebb</h2>"))
    assert opens_text(element('<div class="userstuff"><p>Mud.</p></div>'))
    assert not opens_text(element("<h2>Preface</h2>"))
    assert closes_text(element("<p>End Notes</p>"))
    assert closes_text(element("<p>Please drop by the archive and comment!</p>"))
    assert not closes_text(element("<p>Please drop by.</p>"))

"""The stylesheet every theme stands on."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tinycss2

from packager.paper import Paper
from packager.publication.publication import Publication
from packager.writers.pdf.stylesheet import css_string, shared_stylesheet


@pytest.mark.parametrize(
    "text", ["plain", 'He said "no"', "back\\slash", "a\nb", "1\\31", "}</style>", "漢字 é ’"]
)
def test_a_string_comes_back_as_it_was(text: str) -> None:
    (token,) = tinycss2.parse_component_value_list(css_string(text))
    assert token.type == "string"
    assert token.value == text


@pytest.mark.parametrize(
    ("trim", "size"), [("a5", "419.5276pt 595.2756pt"), ("6x9", "432.0000pt 648.0000pt")]
)
def test_the_page_has_the_size_of_the_trim(publication: Publication, trim: str, size: str) -> None:
    assert f"@page {{ size: {size} }}" in shared_stylesheet(
        replace(publication, paper=Paper(format=trim))
    )


def test_the_names_in_heads_are_short(publication: Publication) -> None:
    metadata = replace(publication.metadata, title="A title " * 40)
    css = shared_stylesheet(replace(publication, metadata=metadata))
    (line,) = (part for part in css.split("; ") if part.startswith("--book-title"))
    assert len(line) < 80


def test_a_book_without_authors_has_its_title_in_their_place(publication: Publication) -> None:
    metadata = replace(publication.metadata, creators=())
    css = shared_stylesheet(replace(publication, metadata=metadata))
    assert '--book-authors: "The Clockmaker’s Tide"' in css


def test_every_rule_is_understood(publication: Publication) -> None:
    rules = tinycss2.parse_stylesheet(
        shared_stylesheet(publication), skip_comments=True, skip_whitespace=True
    )
    assert {rule.type for rule in rules} == {"at-rule", "qualified-rule"}


def test_a_screen_has_equal_margins_and_no_rectos(publication: Publication) -> None:
    css = shared_stylesheet(replace(publication, paper=Paper(format="kobo-clara")))
    assert "--recto: page" in css
    assert "--gutter: 17pt; --edge: 17pt" in css
    printed = shared_stylesheet(
        replace(publication, paper=Paper(format="kobo-clara", edition="print"))
    )
    assert "--recto: recto" in printed


def test_a_bleed_and_marks_lie_outside_the_page(publication: Publication) -> None:
    css = shared_stylesheet(replace(publication, paper=Paper(bleed=3, crop_marks=True)))
    assert "bleed: 3mm; marks: crop" in css
    assert "bleed:" not in shared_stylesheet(publication).replace("--bleed:", "")


def test_dark_paper_has_light_ink(publication: Publication) -> None:
    paper = Paper(format="ipad", colors="dark")
    css = shared_stylesheet(replace(publication, paper=paper))
    assert "background: #17181b" in css
    assert "--ink: #d6d2ca" in css


def test_large_print_is_ragged_and_not_broken(publication: Publication) -> None:
    css = shared_stylesheet(replace(publication, paper=Paper(large_print=True)))
    assert "font-size: 16pt; line-height: 21pt" in css
    assert "--align: start; --hyphens: manual" in css

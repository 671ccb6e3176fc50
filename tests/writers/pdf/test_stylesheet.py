"""The stylesheet every theme stands on."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tinycss2

from packager.publication.publication import Publication
from packager.writers.pdf.stylesheet import css_string, shared_stylesheet


@pytest.mark.parametrize(
    "text", ["plain", 'He said "no"', "back\\slash", "a\nb", "1\\31", "}</style>", "漢字 é ’"]
)
def test_a_string_comes_back_as_it_was(text: str) -> None:
    (token,) = tinycss2.parse_component_value_list(css_string(text))
    assert token.type == "string"
    assert token.value == text


@pytest.mark.parametrize(("trim", "size"), [("a5", "148mm 210mm"), ("6x9", "152.4mm 228.6mm")])
def test_the_page_has_the_size_of_the_trim(publication: Publication, trim: str, size: str) -> None:
    assert f"@page {{ size: {size} }}" in shared_stylesheet(replace(publication, trim=trim))


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

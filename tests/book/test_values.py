"""What no Book may hold can't be made."""

from __future__ import annotations

from typing import Any

import pytest

from packager.book.blocks import Cell, Heading
from packager.book.book import Asset, Book, Footnote
from packager.book.inlines import Link
from packager.book.section import Section
from packager.book.style import Style


@pytest.mark.parametrize(
    "values",
    [
        {"indent": -1},
        {"indent": 9},
        {"color": "red"},
        {"color": "#FFFFFF"},
        {"color": "#fff"},
        {"color": "#ffffff\n"},
        {"color": "#ffffff; position: fixed"},
        {"scale": 0.49},
        {"scale": 3.01},
        {"scale": float("nan")},
        {"scale": float("inf")},
        {"language": ""},
        {"language": "e"},
        {"language": 'en" onclick="'},
        {"language": "en_GB"},
        {"language": "en\n"},
    ],
)
def test_a_style_outside_the_vocabulary_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="is n"):
        Style(**values)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "../story.txt",
        "images/a.png",
        "//example.org",
        "https:/example.org",
        "https://",
        "https://a b",
        "https://a\nb",
        "#",
        "# a",
        "",
        " https://example.org",
    ],
)
def test_a_link_to_anything_but_the_web_or_a_section_is_refused(target: str) -> None:
    with pytest.raises(ValueError, match="link target"):
        Link((), target)


@pytest.mark.parametrize(
    "target", ["https://example.org", "HTTP://EXAMPLE.ORG/a?b#c", "mailto:a@b.example", "#a"]
)
def test_a_link_to_the_web_or_a_section_is_one(target: str) -> None:
    assert Link((), target).target == target


@pytest.mark.parametrize(
    "name", ["", "A", "1a", "-a", "a b", "a_b", "a.b", "ä", "a/b", "a\n", "a."]
)
def test_an_id_that_is_no_file_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="section id"):
        Section(id=name)
    with pytest.raises(ValueError, match="asset id"):
        Asset(id=name, media_type="image/png", data=b"")
    with pytest.raises(ValueError, match="footnote id"):
        Footnote(id=name, blocks=())


@pytest.mark.parametrize("level", [0, 7, -1])
def test_a_heading_has_one_of_six_levels(level: int) -> None:
    with pytest.raises(ValueError, match="heading level"):
        Heading(level, ())


@pytest.mark.parametrize(("columns", "rows"), [(0, 1), (1, 0), (101, 1), (1, 1001), (-1, 1)])
def test_a_cell_spans_a_sane_number_of_columns_and_rows(columns: int, rows: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Cell((), columns=columns, rows=rows)


def test_a_book_knows_its_assets_by_id() -> None:
    picture = Asset(id="p", media_type="image/png", data=b"")
    assert Book(assets=(picture,)).asset("p") is picture
    assert Book(assets=(picture,)).asset("q") is None

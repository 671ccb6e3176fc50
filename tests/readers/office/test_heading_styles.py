"""Names of the styles of headings."""

from __future__ import annotations

import pytest

from packager.readers.office.heading_styles import heading_level


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ("heading 1", 1), ("Überschrift 2", 2), ("Título 1", 1), ("Заголовок 3", 3),
        ("Заголовок1", 1), ("見出し 1", 1), ("标题 1", 1), ("Nadpis 2", 2), ("Cabeçalho 1", 1),
        ("Heading", 0), ("heading 12", 0), ("Body Text 2", 0), ("Subheading 1", 0), ("", 0),
    ],
)  # fmt: skip
def test_a_name_says_the_level(style: str, level: int) -> None:
    assert heading_level(style) == level

"""Instructions of fields."""

from __future__ import annotations

import pytest

from packager.readers.office.bookmarks import pending
from packager.readers.office.rtf_fields import is_contents, target_of


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        ('HYPERLINK "https://example.org/a"', "https://example.org/a"),
        ('HYPERLINK "mailto:ann@example.org"', "mailto:ann@example.org"),
        (' HYPERLINK  \\l "two" ', pending("two")),
        ('HYPERLINK "#two"', pending("two")),
        ('HYPERLINK \\l "_Toc 1"', pending("_Toc 1")),
        ('HYPERLINK "javascript:alert(1)"', ""),
        ('HYPERLINK "file:///etc/passwd"', ""),
        ("PAGE", ""),
    ],
)
def test_a_link_leads_to_an_address_or_a_bookmark(instruction: str, target: str) -> None:
    assert target_of(instruction) == target


def test_lists_of_contents_are_known() -> None:
    assert is_contents(' TOC \\o "1-3"')
    assert not is_contents("HYPERLINK TOC")

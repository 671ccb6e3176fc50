"""Styles of OpenDocument text."""

from __future__ import annotations

import pytest
from lxml import etree

from packager.readers.office.odt_looks import looks_of, number_of, numbered_lists
from tests.readers.office.test_odt import NAMES


def root(styles: str) -> etree._Element:
    return etree.fromstring(f"<office:styles {NAMES}>{styles}</office:styles>")


def test_a_style_has_the_looks_of_its_parent_and_may_take_them_away() -> None:
    looks = looks_of(
        root(
            '<style:style style:name="A"><style:paragraph-properties fo:text-align="center" '
            'fo:break-before="page"/><style:text-properties fo:font-weight="bold"/></style:style>'
            '<style:style style:name="B" style:parent-style-name="A"><style:paragraph-properties '
            'fo:margin-left="1in" fo:break-before="auto"/>'
            '<style:text-properties fo:font-weight="normal"/></style:style>'
        )
    )
    assert (looks["A"].marks, looks["A"].page) == (frozenset({"bold"}), True)
    below = looks["B"]
    assert (below.style.align, below.style.indent) == ("center", 2)
    assert (below.marks, below.without, below.page) == (frozenset(), frozenset({"bold"}), False)


def test_later_documents_say_it_over_again() -> None:
    first, second = (
        root(f'<style:style style:name="A" style:default-outline-level="{level}"/>')
        for level in (1, 2)
    )
    assert looks_of(first, None, second)["A"].level == 2


def test_numbered_lists_are_those_with_a_number_on_top() -> None:
    lists = "".join(
        f'<text:list-style style:name="{kind}"><text:list-level-style-{kind} text:level="1"/>'
        "</text:list-style>"
        for kind in ("number", "bullet")
    )
    assert numbered_lists(root(lists), None) == {"number"}


@pytest.mark.parametrize(("value", "number"), [("3", 3), ("", 7), (None, 7), ("-1", 7), ("x", 7)])
def test_what_is_no_number_is_the_other(value: str | None, number: int) -> None:
    assert number_of(value, 7) == number

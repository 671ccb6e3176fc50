"""Bytes of RTF as letters."""

from __future__ import annotations

import pytest

from packager.readers.office.rtf_letters import Letters, codec_of


def test_bytes_are_in_the_code_page_of_their_font() -> None:
    letters = Letters(encoding="cp1252")
    letters.of_font(1, 204)
    letters.of_font(2, 0)
    assert letters.text(b"\xcf", 1) == "П"
    assert letters.text(b"\xcf", 2) == "Ï"
    assert letters.text(b"\xcf", None) == "Ï"
    letters.default_font = 1
    assert letters.text(b"\xcf", None) == "П"


def test_bytes_that_stand_in_for_a_character_are_passed_over() -> None:
    letters = Letters()
    assert letters.unicode(8212, 2) == "—"
    letters.add(b"--x")
    assert letters.take() == b"x"
    assert not letters.waiting


def test_two_halves_are_one_character_and_half_is_none() -> None:
    letters = Letters()
    assert letters.unicode(-10179, 1) == ""
    assert letters.unicode(-8704, 1) == "\U0001f600"
    assert letters.unicode(-8704, 1) == "\ufffd"


@pytest.mark.parametrize(
    ("page", "codec"), [(1251, "cp1251"), (932, "cp932"), (10000, "mac-roman"), (9, "cp1252")]
)
def test_a_code_page_nobody_knows_changes_nothing(page: int, codec: str) -> None:
    assert codec_of(page, "cp1252") == codec

"""Characters Aozora Bunko writes in another way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.readers.aozora.characters import character_of, with_accents, with_repetition


@pytest.mark.parametrize(
    ("description", "character"),
    [
        ("「てへん＋去」、U+62BE、8-下-3", "抾"),
        ("「口＋句」、第3水準1-14-90、8-下-3", "呴"),
        ("「魚＋師のつくり」、第4水準2-93-37", "魳"),
        ("歌記号、1-3-28", "〽"),
        ("二の字点、1-2-22", "〻"),
        ("ローマ数字1、１－１３－２１", "Ⅰ"),
        ("「火＋稲のつくり」、8-上-2", ""),
        ("「何か」、U+D800", ""),
        ("「何か」、U+FFFFFF", ""),
        ("「何か」、1-99-99", ""),
        ("「何か」、3-1-1", ""),
        ("", ""),
    ],
)
def test_a_character_is_named_by_its_code(description: str, character: str) -> None:
    assert character_of(description) == character


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("〔Garc,on〕", "Garçon"),
        ("〔AE&sir, s&, n~, a&, u:, o/〕", "Æsir, ß, ñ, å, ü, ø"),
        ("〔注〕", "〔注〕"),
        ("〔e'tude〕と〔e'te'〕", "étudeとété"),
        ("〔l'e'cole〕と〔don't〕", "l'écoleと〔don't〕"),
        ("〔K^〕と〔q^〕", "〔K^〕と〔q^〕"),
        ("e'tude", "e'tude"),
        ("〔", "〔"),
    ],
)
def test_letters_with_accents_are_composed_within_brackets(text: str, expected: str) -> None:
    assert with_accents(text) == expected


def test_marks_of_repetition_are_made_whole() -> None:
    assert with_repetition("いろ／＼、だん／″＼、／") == "いろ〳〵、だん〴〵、／"


@given(st.text(max_size=40))
def test_any_text_has_characters(text: str) -> None:
    assert len(character_of(text)) <= 2
    assert with_repetition(with_accents(f"〔{text}〕")) is not None

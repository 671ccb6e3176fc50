"""Clusters and the places where a line may end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.images.breaking import Chance, chances, clusters, starts_syllable, takes_hyphen


@given(st.text(max_size=80))
def test_clusters_keep_every_character(text: str) -> None:
    pieces = clusters(text)
    assert "".join(pieces) == text
    assert all(pieces)
    assert len(chances(pieces)) == len(pieces)


@pytest.mark.parametrize("whole", ["e\u0301", "👩‍👩‍👧", "👍🏽", "🇩🇪", "क्षि", "❤️", "ที่"])
def test_what_readers_see_as_one_stays_one(whole: str) -> None:
    assert clusters(whole) == [whole]


def test_two_flags_are_two() -> None:
    assert clusters("🇩🇪🇫🇷") == ["🇩🇪", "🇫🇷"]


def places(text: str) -> str:
    """The text with a bar wherever a line may end without cutting a word."""
    pieces = clusters(text)
    willing = chances(pieces)
    return "".join(
        ("|" if chance >= Chance.POSSIBLE else "") + piece
        for piece, chance in zip(pieces, willing, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("The Old Man", "The |Old |Man"),
        ("well-known", "well-|known"),
        ("-known", "-known"),
        ("猫である。", "猫|で|あ|る。"),
        ("「猫」と", "「猫」|と"),
        ("ちょっと", "ちょっ|と"),
        ("待って……", "待っ|て……"),
        ("나의 라임", "나의 |라임"),
        ("สี่แผ่นดิน", "สี่|แผ่นดิน"),
        ("A · B", "A · |B"),
        ("l’amour\u00a0!", "l’amour\u00a0!"),
        ("(one) two", "(one) |two"),
    ],
)
def test_lines_end_where_the_script_allows(text: str, broken: str) -> None:
    assert places(text) == broken


def test_a_cut_word_takes_a_hyphen_only_where_letters_have_case() -> None:
    assert takes_hyphen("a", "b")
    assert takes_hyphen("ж", "и")
    assert not takes_hyphen("1", "2")
    assert not takes_hyphen("ד", "ה")


def test_syllables_start_with_a_consonant() -> None:
    assert starts_syllable(["r", "u"])
    assert starts_syllable(["n", "é"])
    assert not starts_syllable(["n", "g"])
    assert not starts_syllable(["a"])

"""Letters and words: what is left of a text when nothing but they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.checks.letters import folded_letters, quick_letters, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's “no,” she said—twice.", ["it", "s", "no", "she", "said", "twice"]),
        ("snake_case and *stars*", ["snake", "case", "and", "stars"]),
        ("ﬁne ﬂags Ａ１", ["fine", "flags", "a1"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("夜の雪", ["夜", "の", "雪"]),
        ("the 雪 fell", ["the", "雪", "fell"]),
        ("soft\u00adhyphen zero\u200bwidth", ["softhyphen", "zerowidth"]),
        ("ein\u00a0Raum und\u3000noch einer", ["ein", "raum", "und", "noch", "einer"]),
        ("1,234.5", ["1", "234", "5"]),
        ("—…!", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“No,” she said", '"No," she said'),
        ("the ﬁrst", "the first"),
        ("half-\nway", "half-\nway"),
        ("a\u00a0b", "a b"),
    ],
)
def test_texts_that_hold_the_same_letters_fold_to_the_same(one: str, other: str) -> None:
    assert folded_letters(one) == folded_letters(other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_equal_the_quick_way_holds_the_same_letters(one: str, other: str) -> None:
    if quick_letters(one) == quick_letters(other):
        assert folded_letters(one) == folded_letters(other)


@given(st.text(max_size=60))
def test_line_ends_are_kept(text: str) -> None:
    assert quick_letters(text).count(b"\n") == text.count("\n")
    assert folded_letters(text).count(b"\n") == text.count("\n")

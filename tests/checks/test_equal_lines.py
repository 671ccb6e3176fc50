"""Lines that stand in a book as they are: paired first, and nothing else comes of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packager.checks.alignment import Alignment
from packager.checks.words import missing_words

LONG = "The lamp on the pier went out at nine, as it did whenever the wind stood in the north"
texts = st.lists(
    st.sampled_from([LONG, f"{LONG}, said Maud", f"  {LONG} ", "Oil.", "She had none.", "", "9"]),
    max_size=12,
)


def no_words() -> frozenset[str]:
    return frozenset()


@given(texts, texts)
def test_words_are_missing_with_pairs_as_without(lines: list[str], others: list[str]) -> None:
    visible = "\n".join(lines)
    quick = missing_words(visible, others, no_words)
    slow = missing_words(visible, others, no_words, alignment=Alignment(b""))
    assert sum(len(one.words) for one in quick) == sum(len(one.words) for one in slow)


def test_a_line_written_twice_has_to_be_in_the_book_twice() -> None:
    (missing,) = missing_words(f"{LONG}\n{LONG}", [LONG], no_words)
    assert len(missing.words) == len(LONG.split())
    assert missing_words(f"{LONG}\n{LONG}", [LONG, LONG], no_words) == ()


def test_the_line_of_what_is_missing_is_that_of_the_source() -> None:
    (missing,) = missing_words(f"{LONG}\n\nquince\n{LONG}", [LONG, LONG], no_words)
    assert (missing.line, missing.words) == (3, ("quince",))

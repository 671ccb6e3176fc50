"""Lines laid along the letters of another text: each once, and only where they are."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from packager.checks.alignment import Alignment

STORY = [f"paragraph number {n} of a story that goes on for a while".encode() for n in range(60)]


def laid(lines: list[bytes], stream: bytes) -> Alignment:
    alignment = Alignment(stream)
    alignment.lay(lines)
    return alignment


def test_a_text_laid_along_itself_is_one_match() -> None:
    found = laid(STORY, b"".join(STORY))
    assert found.left == []
    assert [(match.first, match.start) for match in found.matches] == [(0, 0)]
    assert list(found.gaps()) == []


def test_what_stands_in_one_text_alone_is_left_on_its_own_side() -> None:
    lines = [*STORY[:5], b"a label that steers the book", *STORY[5:]]
    stream = b"".join((*STORY[:9], b"a line of the book alone", *STORY[9:]))
    found = laid(lines, stream)
    assert found.left == [5]
    ((start, end),) = found.gaps()
    assert stream[start:end] == b"a line of the book alone"


def test_a_passage_that_moved_is_found_where_it_went() -> None:
    stream = b"".join((*STORY[20:], *STORY[:20]))
    found = laid(STORY, stream)
    assert found.left == []
    assert [match.first for match in found.matches] == [0, 20]
    assert found.matches[0].start > found.matches[1].start


def test_a_line_that_stands_twice_is_found_twice_only_when_it_is_there_twice() -> None:
    lines = [*STORY[:3], STORY[1], *STORY[3:]]
    assert laid(lines, b"".join(STORY)).left == [3]
    assert laid(lines, b"".join(lines)).left == []


def test_short_lines_are_found_with_what_follows_them() -> None:
    lines = [b"i", b"it snowed all day and all night"]
    assert laid(lines, b"itsnowed").left == [0, 1]
    assert laid(lines, b"".join(lines)).left == []


@given(st.lists(st.text("ab ", max_size=30), max_size=12), st.text("ab ", max_size=80))
def test_no_letter_is_taken_twice_and_each_line_is_found_or_left(
    texts: list[str], stream: str
) -> None:
    lines = [text.encode() for text in texts]
    found = laid(lines, stream.encode())
    used = sum(match.end - match.start for match in found.matches)
    assert used == sum(found.used)
    kept = b"".join(line for index, line in enumerate(lines) if index not in found.left)
    assert used == len(kept)
    assert kept == b"".join(found.stream[match.start : match.end] for match in found.matches)


def test_lines_that_are_nowhere_cost_little() -> None:
    stream = b"".join(STORY) * 500
    lines = [f"a line that is nowhere in the other text, number {n}".encode() for n in range(5_000)]
    start = time.process_time()
    assert len(laid(lines, stream).left) == 5_000
    assert time.process_time() - start < 2

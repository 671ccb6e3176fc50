"""Prose: lines of plain text made paragraphs and scene breaks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from packager.readers.text.prose import gaps_of
from packager.readers.text.scene_breaks import is_marker
from packager.sources.text import Line


def counted(lines: list[Line]) -> tuple[int, ...]:
    """The blank lines above each text but the first, counted one by one; none at an ornament."""
    gaps: list[int] = []
    blanks = 0
    beside = False
    for line in lines:
        if line.blank:
            blanks += 1
            continue
        marker = is_marker(line.text)
        gaps.append(0 if beside or marker else blanks)
        beside, blanks = marker, 0
    return tuple(gaps[1:])


@given(st.lists(st.sampled_from(["", " ", "\u00a0", "* * *", "Rain fell.", " It stopped."])))
def test_gaps_are_the_blank_lines_between_two_texts_and_none_beside_an_ornament(
    texts: list[str],
) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    assert gaps_of(lines) == counted(lines)

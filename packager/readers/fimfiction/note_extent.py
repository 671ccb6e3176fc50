"""How far a note reaches: where it ends and the story below it begins, when nothing says so.

A blank line may end the note or part two of its paragraphs. What stands behind it is a chapter when
there is enough of it, by itself and beside the note and the chapters around.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.blocks import Paragraph
from packager.book.walk import word_count
from packager.sources.text import Line


@dataclass(frozen=True, slots=True)
class Size:
    """How much text, behind a note's first blank line, is a chapter and no more of the note.

    Attributes:
        paragraphs: At least so many.
        words: At least so many.
        times_note: At least so many times the words of the note.
        share: At least this share of the words of the chapter beside it.
    """

    paragraphs: int
    words: int
    times_note: int
    share: float


BODY_BELOW_NOTE = Size(paragraphs=3, words=40, times_note=2, share=1 / 3)
LONG_BODY = 250
"""Words from which a body below a note needs no comparison with the next chapter."""

BETWEEN_NOTES = Size(paragraphs=3, words=60, times_note=3, share=1 / 4)
BEHIND_LAST_NOTE = Size(paragraphs=6, words=300, times_note=5, share=1 / 3)
BEHIND_DESCRIPTION = Size(paragraphs=8, words=800, times_note=5, share=1 / 2)


def is_chapter(
    head: Sequence[Line], tail: Sequence[Line], size: Size, beside: Sequence[Line]
) -> bool:
    """Whether what follows the first blank line of a note is large enough to be a chapter."""
    paragraphs = sum(1 for line in tail if not line.blank)
    words = words_in(tail)
    return (
        paragraphs >= size.paragraphs
        and words >= size.words
        and words >= size.times_note * words_in(head)
        and words >= size.share * words_in(beside)
    )


def words_in(lines: Sequence[Line]) -> int:
    """The number of words of these lines, in any script."""
    return word_count(tuple(Paragraph((line.text,)) for line in lines))


def split_at_blank(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines to the first blank line that follows text, and the rest without that gap."""
    seen = False
    for index, line in enumerate(lines):
        if line.blank and seen:
            return list(lines[:index]), _without_gap(lines[index:])
        seen = seen or not line.blank
    return list(lines), []


def split_at_first_line(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines to the first that is not blank, and the rest without the gap between."""
    end = next((i for i, line in enumerate(lines) if not line.blank), len(lines)) + 1
    return list(lines[:end]), _without_gap(lines[end:])


def _without_gap(lines: Sequence[Line]) -> list[Line]:
    """The lines from the first that is not blank."""
    start = next((i for i, line in enumerate(lines) if not line.blank), len(lines))
    return list(lines[start:])

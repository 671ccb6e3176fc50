"""Lines: where in a text source each piece of its Book begins, found by walking both together."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from packager.checks.alignment import Alignment
from packager.checks.letters import quick_letters
from packager.structure.pieces import Row

_NEAR = 200
"""Lines looked at for a title that is not written as it stands in the source."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a source; what is no plain text has none."""

    text: str = ""

    def of_pieces(self, row: Row) -> list[int]:
        """The line each piece begins at, 0 where it can't be told."""
        if not self.text:
            return [0] * len(row.pieces)
        return _lines_of(_Walk(self.text, row))

    def piece_at(self, row: Row, line: int) -> int:
        """Number of the piece a line belongs to, or of the next one with words; 0 for none."""
        if not self.text:
            return 0
        walk = _Walk(self.text, row)
        found = enumerate(_lines_of(walk), 1)
        numbers = [(number, at) for number, at in found if walk.pieces[number - 1]]
        exact = next((number for number, at in numbers if at == line), 0)
        return (
            exact or walk.piece_of(line) or next((number for number, at in numbers if at > line), 0)
        )


class _Walk:
    """The lines of a source laid along the letters of its pieces."""

    def __init__(self, text: str, row: Row) -> None:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._raw = text.split("\n")
        self.source = quick_letters(text).split(b"\n")
        self.pieces = [quick_letters(piece.text) for piece in row.pieces]
        self._starts = [0, *accumulate(map(len, self.pieces))]
        self._lines = [0, *accumulate(map(len, self.source))]
        laid = Alignment(b"".join(self.pieces))
        laid.lay(self.source)
        self._by_line = laid.matches
        self._by_letter = sorted(laid.matches, key=lambda match: match.start)

    def line_of(self, index: int) -> int:
        """The line on which the first letter of a piece lies, from 1; 0 when none does."""
        start = self._starts[index]
        place = bisect_right(self._by_letter, start, key=lambda match: match.start) - 1
        if not self.pieces[index] or place < 0 or self._by_letter[place].end <= start:
            return 0
        match = self._by_letter[place]
        return bisect_right(self._lines, self._lines[match.first] + start - match.start)

    def piece_of(self, line: int) -> int:
        """Number of the piece on which the first letter of a line lies; 0 when it lies on none."""
        if not 0 < line <= len(self.source) or not self.source[line - 1]:
            return 0
        place = bisect_right(self._by_line, line - 1, key=lambda match: match.first) - 1
        if place < 0:
            return 0
        match = self._by_line[place]
        letter = match.start + self._lines[line - 1] - self._lines[match.first]
        return bisect_right(self._starts, letter) if letter < match.end else 0

    def line_with(self, letters: bytes, after: int, before: int) -> int:
        """The first line between two that holds these letters; 0 when none does.

        An ornament has none; its line is the first that has none either, and is not blank.
        """
        last = min(before or len(self.source), after + _NEAR)
        for line in range(max(after, 1), last + 1):
            if letters and letters in self.source[line - 1]:
                return line
            if not letters and not self.source[line - 1] and self._raw[line - 1].strip():
                return line
        return 0


def _lines_of(walk: _Walk) -> list[int]:
    found = [walk.line_of(index) for index in range(len(walk.pieces))]
    following = _following(found)
    before = 0
    for index, line in enumerate(found):
        if not line:
            at = walk.line_with(walk.pieces[index], before, following[index])
            found[index] = at or following[index] or before
        before = found[index]
    return found


def _following(lines: Sequence[int]) -> list[int]:
    """For each piece the next line that is known, 0 when there is none."""
    following = [0] * len(lines)
    after = 0
    for index in range(len(lines) - 1, -1, -1):
        following[index] = after
        after = lines[index] or after
    return following

"""Alignment: the lines of one text found in another, letter by letter, at the speed of a search.

Two texts that tell the same story are the same letters in nearly the same order. So each line is
looked for where the one before it ended; only what is not there is searched for, a little further
on, then anywhere. What can't be found so, on either side, is left for a closer look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_SHORT = 24
"""Letters a line has to have to be looked for alone; shorter ones are joined with the next."""

_WINDOW = 2**14
"""Letters searched beyond the place where a line was expected."""

_SEARCHES = 32
"""How often, at most, the whole text may be gone through in search of a line."""


@dataclass(frozen=True, slots=True)
class Match:
    """Lines of the first text and the place in the second where they were found.

    Attributes:
        first: Index of the first line.
        start: Index of the first letter.
        end: Index behind the last letter.
    """

    first: int
    start: int
    end: int


@dataclass(slots=True)
class Alignment:
    """The lines of a text laid along the letters of another.

    Attributes:
        stream: The letters of the other text, without line ends.
        left: Indices of the lines that were not found.
        matches: What was found, in the order of the lines.
        used: A byte for each letter of the stream: 1 where a line lies.
    """

    stream: bytes
    left: list[int] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    used: bytearray = field(default_factory=bytearray)
    _position: int = 0
    _start: int = 0
    _first: int = 0
    _limit: int = 0
    _furthest: int = 0
    _homes: list[int] = field(default_factory=list)
    _searches: int = _SEARCHES

    def gaps(self) -> Iterator[tuple[int, int]]:
        """The runs of letters no line lies on: start and end."""
        start = self.used.find(0)
        while start >= 0:
            end = self.used.find(1, start)
            if end < 0:
                yield start, len(self.used)
                return
            yield start, end
            start = self.used.find(0, end)

    def lay(self, lines: Sequence[bytes]) -> None:
        """Find the lines, each once."""
        self.used = bytearray(len(self.stream))
        self._limit = len(self.stream)
        index = 0
        while index < len(lines):
            needle, after = _needle(lines, index)
            if not needle:
                break
            place = self._position
            if not self.stream.startswith(needle, place) or place + len(needle) > self._limit:
                place = self._elsewhere(needle, far=after == index + 1)
            if place < 0:
                self.left.append(index)
                index += 1
                continue
            # A match is of lines that follow each other, on letters that do.
            if place != self._position or self.left[-1:] == [index - 1]:
                self._move(place, index)
            self._position += len(needle)
            index = after
        self._close()

    def _move(self, place: int, index: int) -> None:
        self._close()
        self._start = self._position = place
        self._first = index
        self._limit = len(self.stream)
        if place < self._furthest:
            next_used = self.used.find(1, place)
            self._limit = next_used if next_used >= 0 else self._limit

    def _close(self) -> None:
        if self._position > self._start:
            self._furthest = max(self._furthest, self._position)
            self.matches.append(Match(self._first, self._start, self._position))
            self.used[self._start : self._position] = b"\1" * (self._position - self._start)

    def _elsewhere(self, needle: bytes, *, far: bool) -> int:
        """Where the letters of a line stand, unused; -1 when they are not found.

        ``far`` allows to look for them anywhere, which costs more, and is worth it for a line that
        is long enough by itself.
        """
        if len(needle) < _SHORT:
            return -1
        for home in self._homes[-2:]:
            if self.stream.startswith(needle, home) and self._free(home, len(needle)):
                self._homes.append(self._position)
                return home
        position = self._position
        found = self.stream.find(needle, position, position + _WINDOW)
        if found < 0 and far and self._searches:
            self._searches -= 1
            found = self.stream.find(needle)
            if found >= 0 and not self._free(found, len(needle)):
                found = self.stream.find(needle, position)
        if found < 0 or not self._free(found, len(needle)):
            return -1
        if not position <= found <= position + _WINDOW:
            self._homes.append(position)
        return found

    def _free(self, start: int, count: int) -> bool:
        inside = self._start < start + count and start < self._position
        return not inside and self.used.find(1, start, start + count) < 0


def _needle(lines: Sequence[bytes], index: int) -> tuple[bytes, int]:
    """The letters of a line, with those of the next ones while they are few; and what follows."""
    needle = lines[index]
    after = index + 1
    if len(needle) >= _SHORT:
        return needle, after
    parts = [needle]
    size = len(needle)
    while size < _SHORT and after < len(lines):
        parts.append(lines[after])
        size += len(lines[after])
        after += 1
    return b"".join(parts), after

"""A closer look: the words of lines that could not be found whole, looked for one by one."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from packager.checks.letters import words_of

_LONGEST = 40
"""Letters of a word that may have been broken in two."""

_PARTS = 4
"""Pieces a number may be grouped into: 1,234,567,890."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Words of a line of the source that were not found.

    Attributes:
        line: The line, counted from 1, of the text a person sees.
        words: The words, folded.
    """

    line: int
    words: tuple[str, ...]


class Search:
    """Looks for the words of lines among those left of a book, each taken once."""

    def __init__(self, pool: Counter[str], known: Callable[[], frozenset[str]]) -> None:
        self._pool = pool
        self._know = known
        self._known: frozenset[str] | None = None
        self._words: list[str] = []
        self._lost: list[tuple[int, str, list[int]]] = []  # line, its text, indices of words

    def line(self, number: int, text: str) -> None:
        """Take the words of a line out of the pool, and remember those that are not in it."""
        pool = self._pool
        start = len(self._words)
        self._words += words_of(text)
        lost: list[int] = []
        for index in range(start, len(self._words)):
            word = self._words[index]
            if pool[word] > 0:
                pool[word] -= 1
            else:
                lost.append(index)
        if lost:
            self._lost.append((number, text, lost))

    def missing(self) -> tuple[Missing, ...]:
        """What is missing after a closer look."""
        self._words.append("")
        found: dict[int, list[str]] = {}
        done = 0
        for number, text, lost in self._lost:
            rest: list[str] = []
            for index in lost:
                if index < done:
                    continue
                done = max(done, self._joined(index))
                if index >= done and not self._is_known(index) and not self._broken(index):
                    rest.append(self._words[index])
            if rest and not self._is_markup(text, rest):
                found.setdefault(number, []).extend(rest)
        return tuple(Missing(number, tuple(words)) for number, words in sorted(found.items()))

    def _has(self, word: str) -> bool:
        if self._known is None:
            self._known = self._know()
        return word in self._known or self._pool[word] > 0

    def _is_known(self, index: int) -> bool:
        return self._has(self._words[index])

    def _joined(self, index: int) -> int:
        """The index behind the words that are one in the book, from a lost one on; 0 for none."""
        words = self._words
        for count in range(2, _PARTS + 1):
            if self._take("".join(words[index : index + count])):
                return index + count
        before = words[index - 1] if index else ""
        if before and self._take(before + words[index]):
            self._pool[before] += 1  # it was taken for a word of its own
            return index + 1
        return 0

    def _broken(self, index: int) -> bool:
        """Whether the book holds the word in two pieces."""
        word = self._words[index]
        if not 1 < len(word) <= _LONGEST:
            return False
        for cut in range(1, len(word)):
            first, last = word[:cut], word[cut:]
            if self._pool[first] > 0 and self._pool[last] > (first == last):
                self._pool[first] -= 1
                self._pool[last] -= 1
                return True
        return False

    def _take(self, word: str) -> bool:
        if not self._has(word):
            return False
        self._pool[word] -= 1
        return True

    def _is_markup(self, text: str, lost: Sequence[str]) -> bool:
        """Whether all that is lost of a line is what its markup is written with."""
        shown = _shown(text)
        if shown == text:
            return False
        raw, read = Counter(words_of(text)), Counter(words_of(shown))
        written = raw - read
        if any(written[word] < count for word, count in Counter(lost).items()):
            return False
        shown_only = (read - raw).elements()
        return all(self._take(word) for word in shown_only)


@cache
def _markup() -> re.Pattern[str]:
    return re.compile(
        r"""
        </?[a-z!?][^<>]{0,500}>                   # an element of HTML, an address in brackets
        | \[/?[a-z*]{1,16}(?:=[^\[\]]{0,500})?\]  # a tag of BBCode
        | (?<=\])\([^()\s]{0,500}[^()]{0,200}\)   # where a link of Markdown leads
        | ^\s*\[[^\[\]]{1,200}\]:\s*\S.*          # the same at the end of the text
        | \[\^[^\[\]\s]{1,80}\]:?                 # the mark of a footnote
        | \{[#.:][^{}]{0,200}\}                   # attributes of Markdown
        """,
        re.IGNORECASE | re.VERBOSE,
    )


def _shown(text: str) -> str:
    """A line of raw text as a person would see it, if its markup is markup."""
    return html.unescape(_markup().sub("", text))

"""Verification: a finished book held against its source, word by word and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.book import Book
from packager.checks.alignment import Alignment, Match
from packager.checks.book_text import book_text, story_text
from packager.checks.closer_look import Missing
from packager.checks.finished import FinishedText
from packager.checks.letters import folded_letters, words_of
from packager.checks.words import known_words, missing_words
from packager.diagnostics import Code, Report

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Moved:
    """A passage that stands elsewhere in the order of the book than in that of the source.

    Attributes:
        line: Its line in the text a person sees in the source, counted from 1.
        text: How it begins.
    """

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a finished book holds of its source.

    Attributes:
        words: How many words a person sees in the source.
        missing: Those that are neither in the book nor named as left out.
        moved: Passages of the story that are not in the order of the source.
        removed: The words that are left out on purpose, by the code of the diagnostic that says so.
        lined: Whether lines are those of the source.
    """

    words: int
    missing: tuple[Missing, ...]
    moved: tuple[Moved, ...]
    removed: tuple[tuple[Code, int], ...]
    lined: bool

    @property
    def accounted(self) -> bool:
        """Whether every word is accounted for, and the story in order."""
        return not self.missing and not self.moved

    @property
    def lost(self) -> int:
        """How many words are missing."""
        return sum(len(found.words) for found in self.missing)


def verified(
    finished: FinishedText, visible: str, book: Book, report: Report, *, lined: bool
) -> Verification:
    """A finished book held against its source.

    Args:
        finished: The words of the finished book.
        visible: What a person sees in the source.
        book: The Book as it is read from the source now.
        report: What the reader named as left out.
        lined: Whether the lines of ``visible`` are those of the source.
    """
    left_out = [found for found in report.diagnostics if found.removed]
    texts = [finished.story, finished.aside, *(found.removed for found in left_out)]
    missing = missing_words(visible, texts, lambda: known_words(book), folded_letters)
    removed: Counter[Code] = Counter()
    for found in left_out:
        removed[found.code] += len(words_of(found.removed))
    return Verification(
        words=len(words_of(visible)),
        missing=missing,
        moved=_moved(finished, visible, book),
        removed=tuple(sorted(removed.items(), key=lambda pair: pair[0].number)),
        lined=lined,
    )


def _moved(finished: FinishedText, visible: str, book: Book) -> tuple[Moved, ...]:
    """The passages that are not in order, from the source to the Book and on to the finished book.

    Only the text of the story has an order; the rest stands where a book has it.
    """
    lines = visible.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    story = [line for text in story_text(book) for line in text.split("\n")]
    elsewhere = _stream(set(book_text(book)) - set(story))
    numbers = {folded_letters(line): number for number, line in enumerate(lines, 1)}
    found = [lines[index] for index in _out_of_order(lines, story)]
    found += (story[index] for index in _out_of_order(story, finished.story.split("\n")))
    return tuple(
        Moved(numbers.get(folded_letters(text), 0), text.strip()[:_SHOWN])
        for text in dict.fromkeys(found)
        if _once(text, elsewhere)
    )


def _stream(texts: Sequence[str] | set[str]) -> bytes:
    return folded_letters(" ".join(" ".join(texts).split()))


def _once(text: str, elsewhere: bytes) -> bool:
    """Whether the line stands in the story alone, so that its place can be told."""
    letters = folded_letters(text)
    return bool(letters) and letters not in elsewhere


def _out_of_order(lines: Sequence[str], others: Sequence[str]) -> list[int]:
    """Indices of the lines that begin a passage found before the one in front of it.

    As little as possible is said to be out of order.
    """
    laid = Alignment(folded_letters("\n".join(others)).replace(b"\n", b""))
    laid.lay(folded_letters("\n".join(lines)).split(b"\n"))
    kept = _longest_row(laid.matches)
    return [match.first for index, match in enumerate(laid.matches) if index not in kept]


def _longest_row(matches: Sequence[Match]) -> set[int]:
    """Indices of the passages that follow each other on both sides, as many letters as can be.

    The heaviest increasing subsequence, by a Fenwick tree of the best row that ends at each place.
    """
    places = {match.start: rank for rank, match in enumerate(sorted(matches, key=_start), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(matches) + 1)
    before: list[int] = []
    for index, match in enumerate(matches):
        best = (0, -1)
        place = places[match.start] - 1
        while place > 0:
            best = max(best, tree[place])
            place -= place & -place
        before.append(best[1])
        row = (best[0] + match.end - match.start, index)
        place = places[match.start]
        while place < len(tree):
            tree[place] = max(tree[place], row)
            place += place & -place
    last = max(tree, default=(0, -1))[1]
    kept = set()
    while last >= 0:
        kept.add(last)
        last = before[last]
    return kept


def _start(match: Match) -> int:
    return match.start

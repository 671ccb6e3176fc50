"""Nothing lost: every word of a source is in the book, or is named as left out.

What is guaranteed, of the text a person sees in the source:

- A word (a run of letters and digits, caseless, in Normalization Form KC; a character of Chinese,
  Japanese or Thai) that stands there so many times stands in the book as often, or in what the
  reader says it left out, or it is reported.
- Words that the title page and the headings of the book hold are accounted for however often the
  source repeats them, and so is what the source spells out and the book keeps as a value: the
  months and numbers of its dates, the name of its language, the marks of its footnotes.
- A word the source breaks at the end of a line, or the book within itself, is the same word.
- Of raw markup in a text (tags, entities, the addresses of links) a person reads what it shows, and
  what it is written with is not missed.

Order is not looked at, nor words the book has more often than the source; ``verify`` looks at the
order.

It is cheap because nothing is taken apart that is the same on both sides: the source's lines are
found in the book letter by letter, and only the rest is counted word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from packager.book.book import Book
from packager.checks.alignment import Alignment
from packager.checks.book_text import book_text, metadata_text, titles_of
from packager.checks.closer_look import Missing, Search
from packager.checks.letters import quick_letters, words_of
from packager.diagnostics import Code, Report, Where
from packager.sources.text import printable, unprintable

_LONG = 2_000
"""Characters of a line that is looked at in pieces; a text that lost its line ends is one line."""

_LONG_ENOUGH = 40
"""Characters of a line that is hardly ever written twice."""

_SHOWN = 8
"""Missing words that a message names."""


def account(
    visible: str, book: Book, report: Report, *, name: str = "", numbered: bool = True
) -> tuple[Missing, ...]:
    """The words of a source that are neither in its Book nor named as removed; told as a warning.

    Args:
        visible: What a person sees in the source, as its reader's ``visible`` gives it.
        book: The Book as it was read, before anything the user says replaces a title.
        report: What the reader named as removed; told of what is missing.
        name: Name of the source, for the message.
        numbered: Whether the lines of ``visible`` are those of the source.
    """
    removed = (said.removed for said in report.diagnostics if said.removed)
    texts = (*book_text(book), *removed)
    missing = missing_words(visible, texts, lambda: known_words(book))
    if missing and unprintable(visible):
        # A character no book can hold is no gap between two words.
        missing = missing_words(printable(visible), texts, lambda: known_words(book))
    if missing:
        _tell(missing, report, name, numbered=numbered)
    return missing


def missing_words(
    visible: str,
    texts: Sequence[str],
    known: Callable[[], frozenset[str]],
    letters: Callable[[str], bytes] = quick_letters,
    alignment: Alignment | None = None,
) -> tuple[Missing, ...]:
    """The words of a text that are in none of the others.

    Args:
        visible: The text.
        texts: The others, in about the same order.
        known: Gives the words that are never missed; called when any are.
        letters: How much two texts may differ and still hold the same letters.
        alignment: Is filled with where each line was found, for who wants to know.
    """
    lines, numbers = _lines(visible)
    others = "\n".join(texts).split("\n")
    if alignment is None:
        lines, numbers, others = _unequal(lines, numbers, others)
    folded = letters("\n".join(others)).split(b"\n")
    laid = alignment or Alignment(b"")
    laid.stream = b"".join(folded)
    laid.lay(letters("\n".join(lines)).split(b"\n"))
    if not laid.left:
        return ()
    pool = Counter(_unused(laid, others, folded, letters))
    search = Search(pool, known)
    # A line is taken with its neighbours, for a word may be broken at its end.
    for index in laid.left:
        search.line(numbers[index], lines[index])
    return search.missing()


def known_words(book: Book) -> frozenset[str]:
    """The words a source may repeat as often as it likes, and what it spells out of values."""
    metadata = book.metadata
    texts = [*metadata_text(metadata), *titles_of(book)]
    texts += (str(number) for number in range(1, len(book.footnotes) + 1))
    days = [metadata.published, metadata.modified]
    sections = [*book.front, *book.body, *book.back]
    while sections:
        section = sections.pop()
        days.append(section.published)
        sections += section.children
    found = [day for day in days if day is not None]
    texts += (f"{day.year} {day.month} {day.month:02d} {day.day} {day.day:02d}" for day in found)
    if found:
        texts += (name for day in found for name in _month_names(day.month))
    texts += _language_names(metadata.language)
    return frozenset(word for text in texts for word in words_of(text))


def _unequal(
    lines: Sequence[str], numbers: Sequence[int], others: Sequence[str]
) -> tuple[list[str], Sequence[int], list[str]]:
    """The lines with their numbers, and the texts: without those of either that the other has.

    What a reader took over as it stood needs no closer look. Only long ones are paired, for short
    ones occur everywhere, and one of them may belong to a paragraph that was joined of several.
    """
    pool = Counter(text for text in others if len(text) >= _LONG_ENOUGH)
    kept: list[str] = []
    places: list[int] = []
    for number, line in zip(numbers, lines, strict=True):
        stripped = line.strip()
        if pool.get(stripped):  # of those that are long enough
            pool[stripped] -= 1
        elif stripped:
            kept.append(line)
            places.append(number)
    rest: list[str] = []
    for text in others:
        if len(text) < _LONG_ENOUGH:
            rest.append(text)
        elif pool[text]:
            pool[text] -= 1
            rest.append(text)
    return kept, places, rest


def _lines(visible: str) -> tuple[list[str], Sequence[int]]:
    """The lines of a text and the number of each; a very long one stands there in pieces."""
    if "\r" in visible:
        visible = visible.replace("\r\n", "\n").replace("\r", "\n")
    lines = visible.split("\n")
    if max(map(len, lines)) <= _LONG:
        return lines, range(1, len(lines) + 1)
    pieces: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(lines, 1):
        parts = [line] if len(line) <= _LONG else _pieces().findall(line)
        pieces += parts
        numbers += [number] * len(parts)
    return pieces, numbers


@cache
def _pieces() -> re.Pattern[str]:
    # A piece ends before a space; a run without any is cut anyhow, and what was cut is joined.
    return re.compile(r".{1,500}(?!\S)|.{1,500}", re.DOTALL)


def _unused(
    laid: Alignment,
    others: Sequence[str],
    folded: Sequence[bytes],
    letters: Callable[[str], bytes],
) -> Iterator[str]:
    """The words of the texts on which no line lies, in order."""
    ends = list(accumulate(map(len, folded)))
    counted = -1  # the last letter whose word was given
    for start, end in laid.gaps():
        start = max(start, counted)  # noqa: PLW2901 - a word two gaps share is one word
        index = bisect_right(ends, start)
        while index < len(ends) and (begin := ends[index] - len(folded[index])) < end:
            if start <= begin and ends[index] <= end:
                yield from words_of(others[index])
            else:
                position = begin
                for run in others[index].split():
                    after = position + len(letters(run))
                    if after > start and position < end:
                        yield from words_of(run)
                        counted = after
                    position = after
            index += 1


def _month_names(month: int) -> tuple[str, ...]:
    from packager.words import every_language  # noqa: PLC0415 - rarely needed

    names = {words.months[month - 1] for words in every_language() if words.months}
    # English, on sites of every language, shortens them.
    return (*sorted(names), *sorted({name[:3] for name in names}))


def _language_names(language: str) -> list[str]:
    from packager.readers.sites.language_names import NAMES  # noqa: PLC0415 - as above

    primary = language.partition("-")[0]
    return [name for name, tag in NAMES.items() if primary and tag.partition("-")[0] == primary]


def _tell(missing: Sequence[Missing], report: Report, name: str, *, numbered: bool) -> None:
    total = sum(len(found.words) for found in missing)
    first = missing[0]
    words = [word for found in missing for word in found.words][:_SHOWN]
    quoted = f"{' '.join(words)!r}{'...' if total > len(words) else ''}"
    places = ""
    if numbered and len(missing) > 1:
        places = f" (lines {', '.join(str(found.line) for found in missing[:_SHOWN])}"
        places += ", ...)" if len(missing) > _SHOWN else ")"
    report.add(
        Code.WORDS_LOST,
        f"{total:,} {'word' if total == 1 else 'words'} of the source "
        f"{'is' if total == 1 else 'are'} neither in the book nor named as left out: "
        f"{quoted}{places}",
        where=Where(name, first.line if numbered else None) if name else None,
        hint="look there before you trust the book, and please report it",
    )

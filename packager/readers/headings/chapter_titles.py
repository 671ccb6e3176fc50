"""Chapter titles: what the headings of a site's chapters say, judged together.

A site gives every chapter a heading, so none has to be told from a sentence; the question is only
what of it is a number and what a title. ``Chapter 3: The Storm`` is number 3, ``The Storm``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.book.section import Role
from packager.readers.headings.chapter_heading import parse_heading

_LABEL = re.compile(r"(?i:chapter)\s+(\d{1,6})\s*(?:[:.–—-]\s*(.*))?", re.DOTALL)
_COUNTED = re.compile(r"(\d{1,4})\s*[.):]\s+(\S.*)", re.DOTALL)
_PLACE = re.compile(r"\d+[.:/]\d")
"""How ``1.2 - Arrival`` begins, and ``12:30``: two numbers that belong together."""

_BARE = re.compile(r"\d{1,4}\.?")
_WHOLE = frozenset({Role.PROLOGUE, Role.EPILOGUE, Role.CHAPTER})
"""What a site's chapter may be; a part or a preface that is one stays a chapter of that title."""

_LONGEST = 300
"""Characters of a heading that may hold numbers within numbers."""

_MOST = 1_000
"""Chapters of one story; a number alone beyond it is a year, or a title."""


@dataclass(frozen=True, slots=True)
class ChapterTitle:
    """What a chapter's heading says.

    Attributes:
        role: What the chapter is.
        number: Its number; ``None`` where it has none.
        title: Its title without the number; empty when there is nothing else.
    """

    role: Role
    number: int | None
    title: str


@dataclass(frozen=True, slots=True)
class _Read:
    """What a heading says, and the number the site put before it, where there is one."""

    says: ChapterTitle
    place: int | None = None

    @property
    def is_counted_otherwise(self) -> bool:
        """Whether the author's own number is another than the site's."""
        return None not in {self.place, self.says.number} and self.place != self.says.number


def chapter_titles(headings: Sequence[str]) -> tuple[ChapterTitle, ...]:
    """What the headings of all chapters of a story say, in their order.

    A chapter whose heading has no number takes its place, unless the numbers of others show that
    the author counts in another way: from the chapter behind a prologue, or in parts.
    A story of one chapter has no number.
    """
    read = [_read(" ".join(heading.split())) for heading in headings]
    if len(read) == 1:
        return (ChapterTitle(read[0].says.role, None, read[0].says.title),)
    by_place = all(one.says.number in {None, place} for place, one in enumerate(read, 1))
    if any(one.is_counted_otherwise for one in read):
        return tuple(_without_place(one) for one in read)
    return tuple(
        ChapterTitle(one.says.role, place, one.says.title)
        if one.says.role is Role.CHAPTER
        and one.says.number is None
        and (not one.says.title or (by_place and not _kept_whole(one.says.title)))
        else one.says
        for place, one in enumerate(read, 1)
    )


def title_of(heading: str) -> ChapterTitle:
    """What one heading says by itself, on one line."""
    return _read(heading).says


def _without_place(one: _Read) -> ChapterTitle:
    """A title without the site's number, in a story whose author counts otherwise."""
    says = one.says
    return replace(says, number=None) if says.title and says.number == one.place else says


def _read(heading: str) -> _Read:
    if len(heading) > _LONGEST:
        return _Read(ChapterTitle(Role.CHAPTER, None, heading))
    counted = _LABEL.fullmatch(heading) or _COUNTED.fullmatch(heading)
    if counted is None:
        return _Read(_own(heading, _MOST))
    place = int(counted[1])
    own = _own(counted[2] or "", place)
    if own.number is None and own.role is Role.CHAPTER:
        own = replace(own, number=place)
    return _Read(own, place)


def _own(heading: str, most: int) -> ChapterTitle:
    """What the author says in a heading, the site's number before it apart.

    Args:
        heading: What the author wrote.
        most: The highest number that may stand there alone, with no word that says what it counts.
    """
    if _PLACE.match(heading):
        return ChapterTitle(Role.CHAPTER, None, heading)
    counted = _COUNTED.fullmatch(heading)
    if counted and int(counted[1]) <= most:
        inner = _own(counted[2], int(counted[1]))
        number = int(counted[1]) if inner.number is None else inner.number
        return ChapterTitle(inner.role, number if inner.role is Role.CHAPTER else None, inner.title)
    if _BARE.fullmatch(heading) and int(heading.rstrip(".")) <= most:
        return ChapterTitle(Role.CHAPTER, int(heading.rstrip(".")), "")
    label = _LABEL.fullmatch(heading)
    if label:
        return _read(heading).says
    return _parsed(heading, most)


def _parsed(heading: str, most: int) -> ChapterTitle:
    found = parse_heading(heading) if heading else None
    whole = ChapterTitle(Role.CHAPTER, None, heading)
    if found is None or found.role not in _WHOLE:
        return whole
    if found.kind == "numeral" and found.number is not None and found.number > most:
        return whole  # "1984", and "Mix" is no Roman number of a chapter's
    if found.title and not found.title[0].isalnum() and found.title[0] not in "“‘\"'«„¿¡([":
        return whole  # "Chapter 4 & 4.5" is no chapter 4
    return ChapterTitle(found.role, found.number, found.title)


def _kept_whole(title: str) -> bool:
    """Whether a title names a kind and number of its own: ``Letter 4``, ``Part Two``."""
    found = parse_heading(title)
    return found is not None and (found.title == title or found.role not in _WHOLE)

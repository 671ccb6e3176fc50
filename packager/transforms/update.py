"""Update: a Book that goes on from an earlier one keeps the names of its sections and pictures.

Names of documents are made of the names of sections, and reading positions, bookmarks and
highlights are kept by the document they are in. A section keeps its name when it says what it said,
or nearly so, or is called what it was called. A name that was in the earlier book is never given to
anything else.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from packager.book.book import Asset, Book
from packager.book.section import Section
from packager.book.walk import sections, text_of
from packager.transforms.names import free_name, renamed

_RUN = 3
"""Words that are looked at together; two texts that share most of their runs are one text."""

_COMMON = 4
"""Sections a run may stand in; one that stands in more tells none from another."""

_ALIKE = 0.5
"""The share of the runs of both that two texts of one chapter have in common, at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What became of the sections of an earlier book.

    Attributes:
        kept: Names of those that say what they said.
        changed: Names of those that were changed.
        new: Names of those that were not there.
        gone: Names of those that are not there any more.
    """

    kept: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def updated(book: Book, old: Book) -> tuple[Book, Update]:
    """The Book with the names the earlier one had, and its identifier.

    Args:
        book: The story as it is now, ready to be published.
        old: The Book the earlier one was made of.
    """
    now, before = tuple(sections(book)), tuple(sections(old))
    matched = _matched(now, before)
    names = _names(now, matched, before)
    pictures = _picture_names(book.assets, old.assets)
    same = {new for new, found in matched.items() if _saying(now[new]) == _saying(before[found])}
    left = set(matched.values())
    told = Update(
        kept=tuple(names[one.id] for at, one in enumerate(now) if at in same),
        changed=tuple(names[one.id] for at, one in enumerate(now) if at in matched.keys() - same),
        new=tuple(names[one.id] for at, one in enumerate(now) if at not in matched),
        gone=tuple(one.id for at, one in enumerate(before) if at not in left),
    )
    metadata = replace(book.metadata, identifier=old.metadata.identifier)
    return renamed(replace(book, metadata=metadata), names, pictures), told


# --- which section is which ---------------------------------------------------------------------


def _matched(now: Sequence[Section], before: Sequence[Section]) -> dict[int, int]:
    """Places of sections in the new book, each with the place it had in the old one."""
    matched: dict[int, int] = {}
    keys: tuple[Callable[[Section], Hashable | None], ...] = (_saying, _digest)
    for key in keys:
        _match_equal(now, before, key, matched)
    _match_alike(now, before, matched)
    keys = (
        lambda one: (one.role, one.title.casefold()) if one.title else None,
        lambda one: None if one.title or one.number is None else (one.role, one.number),
    )
    for key in keys:
        _match_equal(now, before, key, matched)
    return matched


def _saying(section: Section) -> Hashable:
    return (section.role, section.number, section.title.strip(), _digest(section))


def _digest(section: Section) -> bytes | None:
    """The text of a section without its white space; ``None`` when it has none."""
    text = "".join(text_of(section.blocks).split())
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() if text else None


def _match_equal(
    now: Sequence[Section],
    before: Sequence[Section],
    key: Callable[[Section], Hashable | None],
    matched: dict[int, int],
) -> None:
    """Match what is equal in one respect; of several the first with the first."""
    taken = set(matched.values())
    waiting: dict[Hashable, list[int]] = {}
    for at in range(len(before) - 1, -1, -1):
        found = key(before[at]) if at not in taken else None
        if found is not None:
            waiting.setdefault(found, []).append(at)
    for at, section in enumerate(now):
        if at not in matched:
            places = waiting.get(key(section))
            if places:
                matched[at] = places.pop()


def _match_alike(
    now: Sequence[Section], before: Sequence[Section], matched: dict[int, int]
) -> None:
    """Match texts that share most of what they say, the most alike first."""
    taken = set(matched.values())
    runs = {at: _runs(section) for at, section in enumerate(before) if at not in taken}
    holders: dict[int, list[int]] = {}
    for at, found in runs.items():
        for run in found:
            holders.setdefault(run, []).append(at)
    pairs: list[tuple[float, int, int]] = []
    for at, section in enumerate(now):
        if at in matched:
            continue
        own = _runs(section)
        shared = Counter(
            place for run in own for place in holders.get(run, ()) if len(holders[run]) <= _COMMON
        )
        for place, common in shared.items():
            share = common / (len(own) + len(runs[place]) - common)
            if share >= _ALIKE:
                pairs.append((-share, at, place))
    for _, at, place in sorted(pairs):
        if at not in matched and place not in taken:
            matched[at] = place
            taken.add(place)


def _runs(section: Section) -> frozenset[int]:
    """Numbers of the runs of words in a text."""
    words = text_of(section.blocks).casefold().split()
    return frozenset(
        zlib.crc32(" ".join(words[at : at + _RUN]).encode("utf-8", "surrogatepass"))
        for at in range(max(len(words) - _RUN + 1, 1))
    )


# --- names --------------------------------------------------------------------------------------


def _names(
    now: Sequence[Section], matched: Mapping[int, int], before: Sequence[Section]
) -> dict[str, str]:
    """The name of each section, by the one its reader gave it.

    A new section whose own name was in the earlier book is named after the one in front of it, so
    that the names sort as the sections are read.
    """
    taken = {section.id for section in before}
    names: dict[str, str] = {}
    last = ""
    for at, section in enumerate(now):
        if at in matched:
            last = before[matched[at]].id
        else:
            last = free_name(section.id, last or section.id, taken)
            taken.add(last)
        names[section.id] = last
    return names


def _picture_names(now: Sequence[Asset], before: Sequence[Asset]) -> dict[str, str]:
    """The name of each picture, by the one its reader gave it: the old name of the same bytes."""
    known: dict[bytes, str] = {}
    for asset in before:
        known.setdefault(hashlib.sha256(asset.data).digest(), asset.id)
    names: dict[str, str] = {}
    for asset in now:
        name = known.pop(hashlib.sha256(asset.data).digest(), "")
        if name:
            names[asset.id] = name
    taken = set(names.values())
    for asset in now:
        if asset.id not in names:
            names[asset.id] = free_name(asset.id, asset.id, taken)
            taken.add(names[asset.id])
    return names

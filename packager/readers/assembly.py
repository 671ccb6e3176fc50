"""Assembly: what a reader found, one after another, put together as the sections of a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from packager.book.blocks import Blocks
from packager.book.book import AuthorNote, NoteKind, Position
from packager.book.section import Role, Section

_FRONT = frozenset(
    {Role.DEDICATION, Role.EPIGRAPH, Role.FOREWORD, Role.PREFACE, Role.ACKNOWLEDGMENTS}
)
"""Stands before the story when no chapter is in front of it."""

_BACK = frozenset({Role.AFTERWORD, Role.APPENDIX, Role.ACKNOWLEDGMENTS})
"""Stands behind the story when no chapter follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundNote:
    """A note of the author's about the section it was found with."""

    position: Position
    blocks: Blocks
    kind: NoteKind = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A section as a reader found it, in reading order.

    Attributes:
        role: What it is. The sections behind a part, up to the next one, are within it.
        title: Its title; empty when it has none, or only a number.
        number: Its number among its kind, as its heading says or as it is counted.
        blocks: Its text.
        notes: The author's notes about it.
        published: The day it first appeared.
    """

    role: Role = Role.CHAPTER
    title: str = ""
    number: int | None = None
    blocks: Blocks = ()
    notes: tuple[FoundNote, ...] = ()
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """The sections of a book and the notes about them, as the fields of ``Book`` take them."""

    front: tuple[Section, ...]
    body: tuple[Section, ...]
    back: tuple[Section, ...]
    notes: tuple[AuthorNote, ...]


def section_ids(roles: Sequence[Role]) -> tuple[str, ...]:
    """The ids of sections of these roles, in order: ``chapter-001``, ``part-1``, ``prologue``.

    They are known before any text is read, so that links between sections can be resolved.
    """
    counts: dict[Role, int] = {}
    ids: list[str] = []
    for role in roles:
        number = counts[role] = counts.get(role, 0) + 1
        match role:
            case Role.CHAPTER:
                ids.append(f"chapter-{number:03d}")
            case Role.PART:
                ids.append(f"part-{number}")
            case _:
                ids.append(role.value if number == 1 else f"{role.value}-{number}")
    return tuple(ids)


def assemble(found: Sequence[Found], depths: Sequence[int] | None = None) -> Assembly:
    """Sections with ids, parts with their chapters within them, and front, body and back apart.

    Args:
        found: The sections in reading order.
        depths: How deep each is nested, 0 the outermost, where the source says so; otherwise the
            sections behind a part, up to the next one, are within it.
    """
    ids = section_ids([one.role for one in found])
    notes = tuple(
        AuthorNote(section=name, position=note.position, blocks=note.blocks, kind=note.kind)
        for name, one in zip(ids, found, strict=True)
        for note in one.notes
        if note.blocks
    )
    flat = [_section(name, one) for name, one in zip(ids, found, strict=True)]
    if depths is not None:
        flat = list(_by_depth(flat, depths))
    first = next((i for i, one in enumerate(flat) if one.role not in _FRONT), len(flat))
    last = next((i for i in range(len(flat), first, -1) if flat[i - 1].role not in _BACK), first)
    body = flat[first:last]
    return Assembly(
        front=tuple(flat[:first]),
        body=_nested(body) if depths is None else tuple(body),
        back=tuple(flat[last:]),
        notes=notes,
    )


def _by_depth(flat: Sequence[Section], depths: Sequence[int]) -> tuple[Section, ...]:
    """The outermost sections, each with the deeper ones behind it within it."""
    outer: list[Section] = []
    at = 0
    while at < len(flat):
        end = at + 1
        while end < len(flat) and depths[end] > depths[at]:
            end += 1
        inner = _by_depth(flat[at + 1 : end], depths[at + 1 : end])
        outer.append(replace(flat[at], children=inner) if inner else flat[at])
        at = end
    return tuple(outer)


def _section(name: str, one: Found) -> Section:
    return Section(
        id=name,
        role=one.role,
        number=one.number,
        title=one.title,
        blocks=one.blocks,
        published=one.published,
    )


def _nested(flat: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with those behind a part within it; the last epilogue is that of the book."""
    nested: list[Section] = []
    parts = sum(1 for section in flat if section.role is Role.PART)
    for section in flat:
        of_book = parts > 1 and section is flat[-1] and section.role is Role.EPILOGUE
        inside = section.role is not Role.PART and not of_book
        if inside and nested and nested[-1].role is Role.PART:
            nested[-1] = replace(nested[-1], children=(*nested[-1].children, section))
        else:
            nested.append(section)
    return tuple(nested)

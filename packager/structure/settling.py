"""Settling: where each section of a plan begins, whatever the plan says it by, and its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from packager.book.section import ID, Role
from packager.checks.letters import words_of
from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading
from packager.structure.lines import Lines
from packager.structure.pieces import PLACES, Row
from packager.structure.plan import Plan, PlannedSection

_SURE = 0.5
"""A heading that is less surely one of a number and a title is a title as a whole."""

_NAMED = 5
"""Pieces a message names."""


def settle(plan: Plan, row: Row, lines: Lines, where: Where) -> list[PlannedSection]:
    """The sections of a plan in the order of the text, each with its piece, id and role.

    Raises:
        UsageError: A section begins nowhere, or can't stand where it does.
    """
    if not plan.sections:
        raise invalid(where, 0, "the plan has no section", "a book has one [[section]] at least")
    found = [replace(one, piece=_piece(one, row, lines, where)) for one in plan.sections]
    found.sort(key=lambda section: section.piece)
    taken = {placed.section.id for placed in row.sections}
    used: set[str] = set()
    for section in found:
        if section.id and not ID.fullmatch(section.id):
            raise invalid(
                where,
                section.at,
                f"an id can't be {section.id!r}",
                "it has small letters, digits and hyphens, and a letter in front",
            )
        if section.id in used:
            raise invalid(where, section.at, f"two sections have the id {section.id!r}")
        used |= {section.id} - {""}
    taken |= used
    settled = [_named(section, row, taken) for section in found]
    _check_order(settled, where)
    return settled


def check_ranges(plan: Plan, row: Row, where: Where) -> None:
    """Refuse ranges that lie outside the row or share a piece.

    Raises:
        UsageError: One does.
    """
    owners: dict[int, str] = {}
    asides = [("the description", plan.description, 0)]
    asides += [(f"note {n}", note.pieces, note.at) for n, note in enumerate(plan.notes, 1)]
    for name, (first, last), at in asides:
        if first and last > len(row.pieces):
            raise invalid(
                where,
                at,
                f"{name} can't have the pieces {first} to {last}",
                f"the pieces are numbered from 1 to {len(row.pieces)}",
            )
        for number in range(first, last + 1) if first else ():
            if number in owners:
                raise invalid(
                    where,
                    at,
                    f"piece {number} is in {owners[number]} and in {name}",
                    "a piece stands in one place only",
                )
            owners[number] = name


def invalid(where: Where, line: int, message: str, hint: str = "") -> UsageError:
    """What is wrong with a plan, as an error; line 0 is none."""
    return UsageError(
        Code.PLAN_INVALID, message, where=replace(where, line=line or None), hint=hint
    )


def _piece(section: PlannedSection, row: Row, lines: Lines, where: Where) -> int:
    count = len(row.pieces)
    if section.piece:
        if section.piece > count + 1:
            raise invalid(
                where,
                section.at,
                f"there is no piece {section.piece}",
                f"the pieces are numbered from 1 to {count}",
            )
        return section.piece
    if not section.line:
        return _starting(section, row, where)
    found = lines.piece_at(row, section.line)
    if not found:
        why = "nothing of the book stands there" if lines.text else "it has no lines"
        raise invalid(
            where,
            section.at,
            f"a section can't begin at line {section.line} of the source: {why}",
            'name its piece, or its first words: starts = "It snowed"',
        )
    return found


def _starting(section: PlannedSection, row: Row, where: Where) -> int:
    """The piece that begins with the words the plan names."""
    wanted = words_of(section.starts)
    if not wanted:
        raise invalid(
            where,
            section.at,
            "nothing says where the section begins",
            'piece = 12, line = 120, or starts = "It snowed" does',
        )
    begins = [words_of(piece.text[: 8 * len(section.starts)]) for piece in row.pieces]
    found = [n for n, words in enumerate(begins, 1) if words[: len(wanted)] == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        more = " ..." if len(found) > _NAMED else ""
        raise invalid(
            where,
            section.at,
            f"{len(found)} pieces start with {section.starts!r}: "
            f"{', '.join(map(str, found[:_NAMED]))}{more}",
            "name more of its words, or piece = its number",
        )
    import difflib  # noqa: PLC0415 - only for a mistake

    near = difflib.get_close_matches(
        " ".join(wanted), {" ".join(words[: len(wanted)]) for words in begins if words}, n=1
    )
    raise invalid(
        where,
        section.at,
        f"no piece starts with {section.starts!r}",
        f"did you mean {near[0]!r}?" if near else "copy the first words of a paragraph",
    )


def _named(section: PlannedSection, row: Row, taken: set[str]) -> PlannedSection:
    """The section with an id, and with what its heading says where the plan doesn't."""
    role, number = section.role, section.number
    if section.title is None and section.piece <= len(row.pieces):
        said = heading_of(row.pieces[section.piece - 1].text)
        if said is not None:
            role = said.role if role is None else role
            number = said.number if number is None else number
    role = Role.CHAPTER if role is None else role
    name = section.id or _free_id(role, taken)
    taken.add(name)
    return replace(section, role=role, number=number, id=name)


def heading_of(text: str) -> ChapterHeading | None:
    """What a title says of role and number; ``None`` when it is a title as a whole."""
    said = parse_heading(text)
    return said if said is not None and said.confidence >= _SURE else None


def _free_id(role: Role, taken: set[str]) -> str:
    number = 1
    while True:
        name = f"{role.value}-{number:03d}" if role is Role.CHAPTER else f"{role.value}-{number}"
        if name not in taken:
            return name
        number += 1


def _check_order(sections: Sequence[PlannedSection], where: Where) -> None:
    level, place = 0, "front"
    for section in sections:
        if PLACES.index(section.place) < PLACES.index(place):
            raise invalid(
                where,
                section.at,
                f"a section of the {section.place} stands behind one of the {place}",
                "front, body and back follow each other",
            )
        level = level if section.place == place else 0
        if section.level > level + 1:
            raise invalid(
                where,
                section.at,
                f"a section of level {section.level} stands in none of level {section.level - 1}",
                f"make it level = {level + 1}",
            )
        level, place = section.level, section.place

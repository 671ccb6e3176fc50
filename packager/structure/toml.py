"""A plan as TOML (https://toml.io/en/v1.0.0), with every key explained to who never saw one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum

from packager.structure.pieces import Range
from packager.structure.plan import SCHEMA, Plan, PlannedNote, PlannedSection

_OPENING = """\
# The plan of {name!r}: how packager understood it, for you to correct.
#
#   packager inspect SOURCE --plan THIS_FILE    shows the book this file describes
#   packager convert SOURCE --plan THIS_FILE    makes it
#
# The source is a row of pieces, numbered from 1 to {pieces}. A title is a piece, and so is each
# paragraph, scene break, list or picture. No piece is ever lost: what is in no note and not in the
# description is text of the section it stands in.
#
#   Join two chapters          delete the whole [[section]] of the second; its title becomes a
#                              heading within the text
#   Part a chapter             add a [[section]] that says where it begins, in one of three ways:
#                                  piece = 12
#                                  line = 120                of the source, when it is plain text
#                                  starts = "It snowed"      its first words
#                              and its title = "..."; without title, the piece it begins with is
#                              the title; with title = "" it has none
#   A note is no note          delete its [[note]]; its pieces become text where they stand
#   Text is a note             add a [[note]] with pieces = [first, last]
#   Anything else              change the value
"""

_BOOK = """\
# The book itself. A value here wins over what the source says; an option on the command line wins
# over both.
#   cover         "auto": the one that was found, else one is drawn; "none": one is drawn; or the
#                 path of a picture beside the source
#   description   the first and the last piece of the blurb; [] for none
"""

_SECTIONS = """\
# The sections in reading order. Each reaches to where the next one begins.
#   piece         the number of the piece it begins with
#   role          {roles}
#   number        "Chapter 4" is role = "chapter" and number = 4; without it none is printed
#   title         what is printed; "" for nothing but the number
#   level         1, or 2 for a chapter within the part above it
#   place         "front" before the story, "back" behind it; without it in the story
#   published     the day it first appeared
#   id            its name within the book; links lead to it
#   line, rule, confidence, text
#                 where it stood, why it begins there, how sure that is, how its text begins: for
#                 you to read, and ignored where piece is given
"""

_NOTES = """\
# The author's notes.
#   pieces        its first and its last piece
#   section       the id of the section it is about; "" for the whole work
#   position      "before" or "after" the text
#   kind          "note", or "summary" for the summary of a chapter
#   text          how it begins, for you to read
"""


def plan_text(plan: Plan) -> str:
    """The plan as the text of a TOML file."""
    source = plan.source
    parts = [
        _OPENING.format(name=source.name, pieces=source.pieces),
        _table((("schema", SCHEMA),)),
        "# The source, and how it was read. Leave this as it is.\n[source]\n"
        + _table(
            (
                ("name", source.name),
                ("sha256", source.sha256),
                ("reader", source.reader),
                ("scene_breaks", source.scene_breaks),
                ("chapter_regex", source.chapter_regex or None),
                ("split", source.split),
                ("pieces", source.pieces),
            )
        ),
        _BOOK
        + "[book]\n"
        + _table(
            (
                ("title", plan.title),
                ("authors", list(plan.authors)),
                ("language", plan.language),
                ("cover", plan.cover),
                ("description", _range(plan.description)),
            )
        ),
        _SECTIONS.format(roles=_roles()),
        *map(_section, plan.sections),
        *((_NOTES, *map(_note, plan.notes)) if plan.notes else ()),
    ]
    return "\n".join(parts)


def _roles() -> str:
    from packager.book.section import Role  # noqa: PLC0415 - for this comment alone

    names = [f'"{role.value}"' for role in Role]
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > 76:  # noqa: PLR2004 - as wide as the text around it
            lines.append("")
        lines[-1] += f"{name} "
    return "\n#                 ".join(line.rstrip() for line in lines)


def _section(section: PlannedSection) -> str:
    return "[[section]]\n" + _table(
        (
            ("piece", section.piece),
            ("role", section.role),
            ("number", section.number),
            ("title", section.title),
            ("level", section.level),
            ("place", None if section.place == "body" else section.place),
            ("published", section.published),
            ("id", section.id),
            ("line", section.line or None),
            ("rule", section.rule),
            ("confidence", round(section.confidence, 2)),
            ("text", section.text),
        )
    )


def _note(note: PlannedNote) -> str:
    return "[[note]]\n" + _table(
        (
            ("pieces", _range(note.pieces)),
            ("section", note.section),
            ("position", note.position),
            ("kind", note.kind),
            ("text", note.text),
        )
    )


def _range(pieces: Range) -> list[int]:
    return list(pieces) if pieces[0] else []


def _table(pairs: Iterable[tuple[str, object]]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in pairs if value is not None)


def _value(value: object) -> str:
    match value:
        case Enum():
            return _string(str(value.value))
        case date():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case int() | float():
            return str(value)
        case _:
            return _string(str(value))


def _string(text: str) -> str:
    """A basic string: JSON's escapes are among TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")

"""A plan read from its file; what can't be meant is named with its line and what to do."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NoReturn, get_args

from packager.book.book import NoteKind, Position
from packager.book.section import Role
from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.readers.sidecar import language_value
from packager.request import SceneBreaks, Split
from packager.sources.text import unprintable
from packager.structure.cover_values import AUTO
from packager.structure.pieces import NOTHING, PLACES, Range
from packager.structure.plan import SCHEMA, Plan, PlannedNote, PlannedSection, SourceFacts

MAX_PLAN = 16 * 2**20
"""Bytes a plan may have."""

_HEADER = re.compile(r"\s*\[\[?\s*([\w-]+)\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


def parse_plan(found: bytes, where: Where) -> Plan:
    """The plan in a file.

    Args:
        found: The bytes of the file.
        where: The file, for messages.

    Raises:
        UsageError: It is no TOML, has a key nobody knows, or a value that can't be meant.
    """
    try:
        text = found.decode("utf-8-sig").replace("\r\n", "\n")
        table = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise UsageError(Code.PLAN_INVALID, "it is not UTF-8 text", where=where) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise UsageError(
            Code.PLAN_INVALID,
            f"it is not TOML: {error}",
            where=replace(where, line=int(line[1]) if line else None),
            hint='a text stands in quotes: title = "The Long Winter"',
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(
            Code.PLAN_INVALID, "it is nothing a plan could mean", where=where
        ) from error
    return _Parser(table, _Positions.of(text), where).plan()


@dataclass(slots=True)
class _Positions:
    """The lines of a TOML text on which tables and keys stand, by table, its number, and key."""

    tables: dict[tuple[str, int], int] = field(default_factory=dict)
    keys: dict[tuple[str, int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> _Positions:
        found = cls()
        counts: dict[str, int] = {}
        name = ""
        for line, written in enumerate(text.split("\n"), 1):
            header = _HEADER.fullmatch(written)
            if header:
                name = header[1]
                counts[name] = counts.get(name, 0) + 1
                found.tables[name, counts[name]] = line
                continue
            key = _KEY.match(written)
            if key:
                found.keys.setdefault((name, counts.get(name, 0), key[1]), line)
        return found


@dataclass(frozen=True, slots=True)
class _Values:
    """The keys of one table, each taken as what it has to be."""

    table: Mapping[str, Any]
    name: str
    number: int
    positions: _Positions
    where: Where

    @property
    def line(self) -> int:
        """The line of the table's header."""
        return self.positions.tables.get((self.name, self.number), 0)

    def refuse(self, key: str, message: str, hint: str = "") -> NoReturn:
        """Say what is wrong with a key.

        Raises:
            UsageError: Always.
        """
        line = self.positions.keys.get((self.name, self.number, key), self.line)
        raise UsageError(
            Code.PLAN_INVALID, message, where=replace(self.where, line=line or None), hint=hint
        )

    def only(self, *known: str) -> None:
        """Refuse keys nobody knows."""
        for key in self.table:
            if key not in known:
                close = difflib.get_close_matches(key, known, n=1)
                place = f"in [{self.name}]" if self.name else "on top of a plan"
                self.refuse(
                    key,
                    f"there is no key {key!r} {place}",
                    f"did you mean {close[0]}?" if close else f"the keys are {', '.join(known)}",
                )

    def text(self, key: str, default: str = "") -> str:
        """A text."""
        value = self.table.get(key, default)
        if not isinstance(value, str):
            self.refuse(key, f"{key} is a text, not {value!r:.60}", f'{key} = "..."')
        bad = unprintable(value)
        if bad:
            self.refuse(key, f"{key} holds U+{ord(bad):04X}, a character that no book can hold")
        return value

    def number_of(self, key: str, lowest: int) -> int:
        """A whole number from ``lowest`` on; 0 when it is not there."""
        value = self.table.get(key, 0)
        if key not in self.table:
            return 0
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= 2**31:
            self.refuse(key, f"{key} is a whole number from {lowest} on, not {value!r:.60}")
        return value

    def choice(self, key: str, names: tuple[str, ...], default: str) -> str:
        """One of a closed set of names."""
        value = self.table.get(key, default)
        if value not in names:
            close = difflib.get_close_matches(str(value), names, n=1)
            self.refuse(
                key,
                f"{key} can't be {value!r:.60}",
                f"did you mean {close[0]}?" if close else f"it is one of {', '.join(names)}",
            )
        return str(value)

    def pieces(self, key: str) -> Range:
        """A range of pieces: ``[3, 5]``, ``[3]`` or ``3`` for one alone, ``[]`` for none."""
        value = self.table.get(key, [])
        ends = value if isinstance(value, list) else [value]
        right = all(isinstance(end, int) and not isinstance(end, bool) and end > 0 for end in ends)
        if not right or len(ends) > 2 or ends != sorted(ends):  # noqa: PLR2004 - first and last
            self.refuse(
                key,
                f"{key} is a range of pieces, not {value!r:.60}",
                f"{key} = [3, 5] for the pieces 3 to 5, [] for none",
            )
        return (ends[0], ends[-1]) if ends else NOTHING


class _Parser:
    def __init__(self, table: dict[str, Any], positions: _Positions, where: Where) -> None:
        self._table = table
        self._positions = positions
        self._where = where

    def plan(self) -> Plan:
        top = self._values(self._table, "", 0)
        top.only("schema", "source", "book", "section", "note")
        if self._table.get("schema") != SCHEMA:
            top.refuse(
                "schema",
                f"it is no plan of schema {SCHEMA}",
                "packager inspect SOURCE --plan NEW_FILE writes one",
            )
        book = self._one("book")
        book.only("title", "authors", "language", "cover", "description")
        return Plan(
            source=self._source(),
            title=book.text("title"),
            authors=self._texts(book, "authors"),
            language=self._language(book),
            cover=book.text("cover", AUTO) or AUTO,
            description=book.pieces("description"),
            sections=tuple(map(self._section, self._many("section"))),
            notes=tuple(map(self._note, self._many("note"))),
        )

    def _values(self, table: Mapping[str, Any], name: str, number: int) -> _Values:
        return _Values(table, name, number, self._positions, self._where)

    def _one(self, name: str) -> _Values:
        table = self._table.get(name, {})
        if not isinstance(table, dict):
            self._values(self._table, "", 0).refuse(name, f"{name} is a table: [{name}]")
        return self._values(table, name, 1)

    def _many(self, name: str) -> Iterator[_Values]:
        tables = self._table.get(name, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._values(self._table, "", 0).refuse(
                name, f"each {name} is a table of its own: [[{name}]]"
            )
        for number, table in enumerate(tables, 1):
            yield self._values(table, name, number)

    def _source(self) -> SourceFacts:
        found = self._one("source")
        found.only("name", "sha256", "reader", "scene_breaks", "chapter_regex", "split", "pieces")
        breaks: Any = found.choice("scene_breaks", get_args(SceneBreaks), "auto")
        split: Any = found.choice("split", get_args(Split), "auto")
        return SourceFacts(
            name=found.text("name"),
            sha256=found.text("sha256"),
            reader=found.text("reader"),
            scene_breaks=breaks,
            chapter_regex=found.text("chapter_regex"),
            split=split,
            pieces=found.number_of("pieces", 0),
        )

    def _texts(self, values: _Values, key: str) -> tuple[str, ...]:
        found = values.table.get(key, [])
        texts = [found] if isinstance(found, str) else found
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            values.refuse(key, f"{key} is a list of texts", f'{key} = ["Ann Example"]')
        for text in texts:
            _Values({key: text}, values.name, 1, self._positions, self._where).text(key)
        return tuple(texts)

    def _language(self, book: _Values) -> str:
        said = book.text("language")
        try:
            return language_value(said) if said else ""
        except ValueError as error:
            book.refuse("language", f"language: {error}")

    def _section(self, found: _Values) -> PlannedSection:
        found.only(
            "piece", "line", "starts", "id", "role", "number", "title", "level", "place",
            "published", "rule", "confidence", "text",
        )  # fmt: skip
        roles = tuple(role.value for role in Role)
        return PlannedSection(
            piece=found.number_of("piece", 1),
            line=found.number_of("line", 1),
            starts=found.text("starts"),
            id=found.text("id"),
            role=Role(found.choice("role", roles, "chapter")) if "role" in found.table else None,
            number=found.number_of("number", 0) if "number" in found.table else None,
            title=found.text("title") if "title" in found.table else None,
            level=found.number_of("level", 1) or 1,
            place=found.choice("place", PLACES, "body"),
            published=self._day(found),
            at=found.line,
        )

    def _day(self, found: _Values) -> date | None:
        value = found.table.get("published")
        if isinstance(value, datetime):
            return value.date()
        if value is not None and not isinstance(value, date):
            found.refuse("published", f"published is a day such as 2024-05-03, not {value!r:.60}")
        return value

    def _note(self, found: _Values) -> PlannedNote:
        found.only("pieces", "section", "position", "kind", "text")
        position: Any = found.choice("position", get_args(Position), "after")
        kind: Any = found.choice("kind", get_args(NoteKind), "note")
        return PlannedNote(
            pieces=found.pieces("pieces"),
            section=found.text("section") if "section" in found.table else None,
            position=position if "position" in found.table else None,
            kind=kind,
            at=found.line,
        )

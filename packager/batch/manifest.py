"""The manifest of a batch: what was made of which source, so that a rerun does only what changed.

It is an SQLite database in WAL mode, written by the driver alone and only after a book is in its
place. ``docs/batch.md`` documents its tables, which anybody may read while a batch runs.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from packager.batch.naming import same_file
from packager.batch.task import Candidate, Facts, Failure, Found, Output, Place, Result, Status
from packager.diagnostics import Code, Where
from packager.errors import WriteError

SCHEMA = 1
"""Version of the tables; a manifest of a later one is left alone."""

_TABLES = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS story (
    key TEXT PRIMARY KEY,      -- the source: its path, or archive.zip!member
    stamp TEXT NOT NULL,       -- changes when the source changes
    options TEXT NOT NULL,     -- digest of what was asked for
    theme TEXT NOT NULL,       -- digest of the theme
    version TEXT NOT NULL,     -- of packager
    status TEXT NOT NULL,      -- done, failed, skipped (not selected)
    name TEXT NOT NULL,        -- what its books would be called, if no other story were
    folded TEXT NOT NULL,      -- the same for names a file system may take for one
    title TEXT NOT NULL,
    authors TEXT NOT NULL,     -- JSON array
    words INTEGER NOT NULL,
    seconds REAL NOT NULL,     -- of a processor
    error_code TEXT,           -- NULL unless failed
    error_exit INTEGER,
    error_message TEXT,
    cover TEXT                 -- a small picture, relative to the output folder
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_folded ON story (folded);
CREATE TABLE IF NOT EXISTS output (
    key TEXT NOT NULL, format TEXT NOT NULL,
    path TEXT NOT NULL,        -- relative to the output folder
    sha256 TEXT NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (key, format)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (   -- what anthologies go by
    key TEXT PRIMARY KEY, stamp TEXT NOT NULL,
    series TEXT NOT NULL, number REAL, author TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS diagnostic (
    key TEXT NOT NULL, number INTEGER NOT NULL,
    code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (key, number)
) WITHOUT ROWID;
"""

_PLANNED = """
CREATE TEMP TABLE planned (
    number INTEGER PRIMARY KEY,  -- counted as they are found
    key TEXT NOT NULL UNIQUE, size INTEGER, stamp TEXT, path TEXT, member TEXT, at INTEGER,
    length INTEGER, name TEXT, parts TEXT, title TEXT, why TEXT
);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What the manifest says of a story."""

    key: str
    stamp: str
    options: str
    theme: str
    version: str
    status: Status
    name: str

    @property
    def made_by(self) -> tuple[str, str, str]:
        """Digest of the options, digest of the theme, version of packager."""
        return self.options, self.theme, self.version


@dataclass(frozen=True, slots=True)
class Planned:
    """A story that is in this run's sources.

    Attributes:
        candidate: The story.
        name: What its books would be called, when that is known beforehand; else empty.
        parts: The stories of an anthology; empty for a story on its own.
        title: The title of an anthology.
    """

    candidate: Candidate
    name: str = ""
    parts: tuple[Place, ...] = ()
    title: str = ""


class Manifest:
    """The manifest of one output folder.

    Args:
        path: Its file; made when there is none.
        read_only: Whether it is only looked into.

    Raises:
        WriteError: It can't be opened, is damaged, or is of a later packager.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path = path
        with self._guarded():
            mode = "ro" if read_only else "rwc"
            address = f"{path.absolute().as_uri()}?mode={mode}"
            if str(path) == ":memory:":
                address = "file::memory:"
            self._base = sqlite3.connect(address, uri=True, isolation_level=None)
            if read_only:
                self._base.execute("SELECT 1 FROM story LIMIT 1")
                return
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.execute("PRAGMA temp_store = FILE")
            self._base.executescript(_TABLES + _PLANNED)
            found = self.about("schema")
            if found and int(found) > SCHEMA:
                raise WriteError(
                    Code.MANIFEST_UNUSABLE,
                    "the record of the batch was written by a later packager",
                    where=Where(str(path)),
                    hint="use that one, or another output folder",
                )
            self.tell("schema", str(SCHEMA))

    def close(self) -> None:
        """Close it; what was recorded stays."""
        self._base.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is recorded within is there together, or not at all.

        Raises:
            WriteError: It can't be written.
        """
        with self._guarded():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise
            self._base.execute("COMMIT")

    def commit(self) -> None:
        """Make sure, within a transaction, of what was recorded so far.

        Raises:
            WriteError: It can't be written.
        """
        with self._guarded():
            self._base.execute("COMMIT")
            self._base.execute("BEGIN IMMEDIATE")

    def about(self, name: str) -> str:
        """A fact about the whole; empty when it is not known."""
        row = self._base.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
        return "" if row is None else str(row[0])

    def tell(self, name: str, value: str) -> None:
        """Keep a fact about the whole.

        Raises:
            WriteError: It can't be written.
        """
        with self._guarded():
            self._base.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (name, value))

    def story(self, key: str) -> Row | None:
        """What is known of a story."""
        row = self._base.execute(
            "SELECT key, stamp, options, theme, version, status, name FROM story WHERE key = ?",
            (key,),
        ).fetchone()
        return None if row is None else Row(*row)

    def outputs(self, key: str) -> tuple[Output, ...]:
        """The books of a story, by format."""
        rows = self._base.execute(
            "SELECT format, path, sha256, size FROM output WHERE key = ? ORDER BY format", (key,)
        )
        return tuple(Output(*row) for row in rows)

    def namesakes(self, name: str) -> tuple[str, ...]:
        """The keys of the stories whose books would have this name, in order; each has a book."""
        rows = self._base.execute(
            "SELECT key FROM story WHERE folded = ? "
            "AND EXISTS (SELECT 1 FROM output WHERE output.key = story.key) ORDER BY key",
            (same_file(name),),
        )
        return tuple(row[0] for row in rows)

    def record(self, result: Result, *, name: str, stamp: str, made_by: Sequence[str]) -> None:
        """Keep what became of a story.

        Args:
            result: What became of it.
            name: What its books would be called if no other story were.
            stamp: The candidate's.
            made_by: Digest of the options, digest of the theme, version of packager.
        """
        error = result.error or Failure("", 0, "")
        self._base.execute(
            "INSERT OR REPLACE INTO story VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                result.key, stamp, *made_by, result.status, name, same_file(name), result.title,
                json.dumps(result.authors, ensure_ascii=False), result.words,
                round(result.seconds, 4), error.code or None,
                error.exit_code if error.code else None, error.message or None, result.cover,
            ),
        )  # fmt: skip
        self.place(result.key, result.outputs)
        self._base.execute("DELETE FROM diagnostic WHERE key = ?", (result.key,))
        self._base.executemany(
            "INSERT INTO diagnostic VALUES (?,?,?,?,?)",
            (
                (result.key, number, one.code, one.severity, one.text)
                for number, one in enumerate(result.diagnostics)
            ),
        )

    def place(self, key: str, outputs: Iterable[Output]) -> None:
        """Keep where the books of a story are."""
        self._base.execute("DELETE FROM output WHERE key = ?", (key,))
        self._base.executemany(
            "INSERT INTO output VALUES (?,?,?,?,?)",
            ((key, one.format, one.path, one.sha256, one.size) for one in outputs),
        )

    def forget(self, key: str) -> None:
        """Drop all that is known of a story."""
        for table in ("story", "output", "diagnostic"):
            self._base.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608 - ours

    def plan(self, planned: Iterable[Planned]) -> None:
        """Keep the sources of this run, beside the manifest and only as long as it is open."""
        self._base.executemany(
            "INSERT OR IGNORE INTO planned VALUES (NULL,?,?,?,?,?,?,?,?,?,?,NULL)",
            (_planned_row(one) for one in planned),
        )

    def planned(self) -> Iterator[Planned]:
        """The sources of this run, as they were found."""
        rows = self._base.execute(
            "SELECT key, size, stamp, path, member, at, length, name, parts, title FROM planned "
            "ORDER BY number"
        )
        return map(_planned_of, rows)

    def choose(self, chosen: Iterable[tuple[str, str]]) -> None:
        """Keep why each of these stories is to be converted: pairs of reason and key."""
        self._base.executemany("UPDATE planned SET why = ? WHERE key = ?", chosen)

    def chosen(self) -> Iterator[tuple[Planned, str]]:
        """The stories that are to be converted, as they were found, and why.

        That is the order of an archive's list of stories, which can't be read in any other but
        slowly. They are asked for in runs, so that what is recorded in between disturbs nothing.
        """
        last = 0
        while True:
            rows = self._base.execute(
                "SELECT key, size, stamp, path, member, at, length, name, parts, title, why, "
                "number FROM planned WHERE number > ? AND why IS NOT NULL "
                "ORDER BY number LIMIT 256",
                (last,),
            ).fetchall()
            if not rows:
                return
            for row in rows:
                yield _planned_of(row[:-2]), row[-2]
            last = rows[-1][-1]

    def reasons(self) -> dict[str, int]:
        """How many stories are to be converted, by why."""
        rows = self._base.execute(
            "SELECT why, count(*) FROM planned WHERE why IS NOT NULL GROUP BY why ORDER BY why"
        )
        return dict(rows.fetchall())

    def planned_count(self) -> int:
        """How many sources this run has."""
        (count,) = self._base.execute("SELECT count(*) FROM planned").fetchone()
        return int(count)

    def facts(self, key: str, stamp: str) -> Facts | None:
        """What was read of a story for anthologies, unless it changed since."""
        row = self._base.execute(
            "SELECT series, number, author FROM facts WHERE key = ? AND stamp = ?", (key, stamp)
        ).fetchone()
        return None if row is None else Facts(*row)

    def keep_facts(self, key: str, stamp: str, facts: Facts) -> None:
        """Keep what was read of a story for anthologies."""
        self._base.execute(
            "INSERT OR REPLACE INTO facts VALUES (?,?,?,?,?)",
            (key, stamp, facts.series, facts.number, facts.author),
        )

    def stamp_of(self, key: str) -> str:
        """The stamp of a source of this run."""
        row = self._base.execute("SELECT stamp FROM planned WHERE key = ?", (key,)).fetchone()
        return "" if row is None else str(row[0])

    def gone(self) -> tuple[str, ...]:
        """The keys of stories whose source is no longer among those of this run."""
        rows = self._base.execute(
            "SELECT key FROM story WHERE key NOT IN (SELECT key FROM planned) ORDER BY key"
        )
        return tuple(row[0] for row in rows)

    def counts(self) -> dict[str, int]:
        """How many stories there are, by status."""
        return dict(self._base.execute("SELECT status, count(*) FROM story GROUP BY status"))

    def totals(self) -> tuple[int, int, float]:
        """Books, their bytes, and the processor seconds of all stories."""
        books, size = self._base.execute(
            "SELECT count(*), coalesce(sum(size), 0) FROM output"
        ).fetchone()
        (seconds,) = self._base.execute("SELECT coalesce(sum(seconds), 0) FROM story").fetchone()
        return int(books), int(size), float(seconds)

    def results(self, status: str = "") -> Iterator[Result]:
        """What became of every story, by key; of one status when it is named."""
        rows = self._base.execute(
            "SELECT key, status, title, authors, words, seconds, error_code, error_exit, "
            "error_message, cover FROM story WHERE status = ?1 OR ?1 = '' ORDER BY key",
            (status,),
        )
        for row in rows:
            yield self._result(row)

    def _result(self, row: tuple[object, ...]) -> Result:
        key, status, title, authors, words, seconds, code, exit_code, message, cover = row
        found = self._base.execute(
            "SELECT code, severity, message FROM diagnostic WHERE key = ? ORDER BY number", (key,)
        )
        return Result(
            str(key),
            cast("Status", status),
            outputs=self.outputs(str(key)),
            title=str(title),
            authors=tuple(json.loads(str(authors))),
            words=int(str(words)),
            seconds=float(str(seconds)),
            diagnostics=tuple(Found(*one) for one in found),
            error=None if code is None else Failure(str(code), int(str(exit_code)), str(message)),
            cover=None if cover is None else str(cover),
        )

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Errors of SQLite as ours.

        Raises:
            WriteError: The disk is full, the folder read-only, the file no manifest.
        """
        try:
            yield
        except sqlite3.Error as error:
            full = isinstance(error, sqlite3.OperationalError)
            raise WriteError(
                Code.OUTPUT_UNWRITABLE if full else Code.MANIFEST_UNUSABLE,
                f"the record of the batch can't be used: {error}",
                where=Where(str(self._path)),
                hint="" if full else "move it away to have every story converted anew",
            ) from error


def _planned_row(one: Planned) -> tuple[object, ...]:
    candidate = one.candidate
    at, length = candidate.place.index_line or (None, None)
    parts = [[part.path, part.member, part.index_line] for part in one.parts]
    return (
        candidate.key, candidate.size, candidate.stamp, candidate.place.path,
        candidate.place.member, at, length, one.name, json.dumps(parts) if parts else "",
        one.title,
    )  # fmt: skip


def _planned_of(row: tuple[object, ...]) -> Planned:
    key, size, stamp, path, member, at, length, name, parts, title = row
    line = None if at is None else (int(str(at)), int(str(length)))
    return Planned(
        Candidate(str(key), int(str(size)), str(stamp), Place(str(path), str(member), line)),
        str(name),
        tuple(
            Place(path, member, None if line is None else (line[0], line[1]))
            for path, member, line in json.loads(str(parts) or "[]")
        ),
        str(title),
    )

"""Values that travel between the driver of a batch and its workers: names, and never bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from packager.book.metadata import Metadata
from packager.request import Request

Status = Literal["done", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story lies, so that any worker can open it.

    Attributes:
        path: Path or URL of the file, or of the archive it is a member of.
        member: Path of the member in the archive; empty for a file on its own.
        index_line: Where the archive's list of stories says what it knows of the story: offset and
            length of its line, in bytes of the unpacked list. ``None`` where there is no such list.
    """

    path: str
    member: str = ""
    index_line: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that may be converted.

    Attributes:
        key: What the manifest calls it, the same in every run: its path relative to the argument it
            was found by, or ``archive.zip!member``.
        size: Bytes it has.
        stamp: What changes when the source changes: size and time of modification (ns) of a file,
            CRC-32 and size of a member. Nothing is read for it.
        place: How a worker opens it.
        metadata: What is known of it without reading it; ``None`` where that is nothing.
    """

    key: str
    size: int
    stamp: str
    place: Place
    metadata: Metadata | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A story a worker is to convert.

    Attributes:
        key: The candidate's.
        place: How to open it.
        outputs: Format and path, relative to the output folder, of each book; ``None`` when the
            names come from what the story says of itself, which the worker reads first.
        request: What was asked for.
        parts: The stories of an anthology, in order; empty for a story on its own.
        title: The title of an anthology.
    """

    key: str
    place: Place
    outputs: tuple[tuple[str, str], ...] | None
    request: Request
    parts: tuple[Place, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an anthology goes by; empty where it is not known.

    Attributes:
        series: The series of a story.
        number: Its place in it.
        author: Its first author.
    """

    series: str = ""
    number: float | None = None
    author: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A finished book.

    Attributes:
        format: Name of its writer.
        path: Path relative to the output folder.
        sha256: SHA-256 of its bytes, in lower-case hexadecimal.
        size: Bytes it has.
    """

    format: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """A diagnostic, as the manifest keeps it.

    Attributes:
        code: Its number: ``P303``.
        severity: ``error``, ``warning``, ``note`` or ``detail``.
        text: The message.
    """

    code: str
    severity: str
    text: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a story could not be converted.

    Attributes:
        code: The error's number; P701 to P703 say what ended its worker.
        exit_code: The exit code a run with this story alone ends with.
        message: One line.
    """

    code: str
    exit_code: int
    message: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a task.

    Attributes:
        key: The task's.
        status: ``done``, ``failed``, or ``skipped``: it was read, and is not selected.
        outputs: The books, each at its final place.
        title: Title of the story.
        authors: Its authors, in the order they are printed.
        words: Words of its text.
        seconds: Processor seconds it took.
        diagnostics: What the user should know.
        error: What stopped it; ``None`` unless it failed.
        cover: Path of a small picture of the cover, relative to the output folder; ``None`` when
            there is none.
    """

    key: str
    status: Status
    outputs: tuple[Output, ...] = ()
    title: str = ""
    authors: tuple[str, ...] = ()
    words: int = 0
    seconds: float = 0.0
    diagnostics: tuple[Found, ...] = ()
    error: Failure | None = None
    cover: str | None = None

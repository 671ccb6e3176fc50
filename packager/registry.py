"""Names of readers and writers, and where each lives; a module is loaded when it is used.

Third parties add readers by the entry point group ``packager.readers``, whose values are Reader
objects.
"""

from __future__ import annotations

import difflib
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import PurePosixPath

from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError, UsageError
from packager.readers.reader import Reader
from packager.sources.source import Source
from packager.sources.text import decode
from packager.writers.artifact import Writer

READERS: tuple[tuple[str, str], ...] = (("fimtext", "packager.readers.fimtext:READER"),)

WRITERS: tuple[tuple[str, str], ...] = (
    ("epub", "packager.writers.epub.writer:WRITER"),
    ("pdf", "packager.writers.pdf.writer:WRITER"),
)

LIKELY = 0.1
"""A reader that is less sure than this of a source is not asked to read it."""


def reader_names() -> tuple[str, ...]:
    """The names ``--from`` accepts."""
    return (*(name for name, _ in READERS), *(entry.name for entry in _third_party()))


def writer_names() -> tuple[str, ...]:
    """The names ``-t`` accepts."""
    return tuple(name for name, _ in WRITERS)


def reader(name: str) -> Reader:
    """The reader of this name.

    Raises:
        UsageError: There is none.
    """
    for known, path in READERS:
        if known == name:
            found = _load(path)
            assert isinstance(found, Reader)  # noqa: S101 - the table above is ours
            return found
    for entry in _third_party():
        if entry.name == name:
            loaded = entry.load()
            if isinstance(loaded, Reader):
                return loaded
    raise UsageError(
        Code.OPTION_INVALID,
        f"there is no reader {name!r}",
        hint=_close(name, reader_names()),
    )


def writer(name: str) -> Writer:
    """The writer of this name.

    Raises:
        UsageError: There is none.
    """
    for known, path in WRITERS:
        if known == name:
            found = _load(path)
            assert isinstance(found, Writer)  # noqa: S101 - the table above is ours
            return found
    raise UsageError(
        Code.OPTION_INVALID,
        f"there is no output format {name!r}",
        hint=_close(name, writer_names()),
    )


def choose_reader(source: Source, name: str, report: Report) -> tuple[Reader, float]:
    """The reader for a source: the one asked for, else the surest, and how sure it is.

    Raises:
        UsageError: The one asked for does not exist.
        SourceError: The source is empty or not text.
        ReadError: No reader knows this kind of source.
    """
    if name:
        chosen = reader(name)
        return chosen, chosen.sniff(source)
    sure = sorted(
        ((candidate.sniff(source), candidate) for candidate in map(reader, reader_names())),
        key=lambda pair: -pair[0],
    )
    confidence, chosen = sure[0]
    report.decide(
        1, f"dialect {chosen.name}", "the surest reader of this source", max(confidence, 0.01), ""
    )
    suffix = PurePosixPath(source.name).suffix
    if confidence < LIKELY:
        decode(source, report)  # says what is wrong with a source that is no text at all
        raise ReadError(
            Code.FORMAT_UNKNOWN,
            f"no reader knows this kind of source{f' ({suffix})' if suffix else ''}",
            where=Where(source.name),
            hint=f"--from {chosen.name} reads it all the same",
        )
    return chosen, confidence


def _load(path: str) -> object:
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


def _third_party() -> tuple[EntryPoint, ...]:
    return tuple(entry_points(group="packager.readers"))


def _close(name: str, names: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"

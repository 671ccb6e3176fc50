"""Names of readers and writers, and where each lives; a module is loaded when it is used.

Third parties add readers by the entry point group ``packager.readers``, whose values are Reader
objects.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING

from packager.diagnostics import Code, Report
from packager.errors import UsageError
from packager.readers.reader import Reader, Sure
from packager.sources.installed import is_offered
from packager.sources.sample import Kind, Sample, sample_of
from packager.sources.source import Source
from packager.sources.unread import refuse, refuse_no_prose
from packager.writers.artifact import Writer

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

READERS: tuple[tuple[str, tuple[Kind, ...], str], ...] = (
    ("fimtext", ("text",), "packager.readers.fimfiction.fimtext:READER"),
    ("fimfiction-txt", ("text",), "packager.readers.fimfiction.txt:READER"),
    ("fanficfare-txt", ("text",), "packager.readers.fanficfare.txt:READER"),
    ("ffn-text", ("text",), "packager.readers.sites.ffn_text:READER"),
    ("bbcode", ("text",), "packager.readers.text.bbcode:READER"),
    ("text", ("text",), "packager.readers.text.reader:READER"),
    ("chinese", ("text",), "packager.readers.chinese.reader:READER"),
    ("gutenberg", ("text",), "packager.readers.gutenberg.reader:READER"),
    ("aozora", ("text",), "packager.readers.aozora.reader:READER"),
    ("fb2", ("fb2",), "packager.readers.fb2.reader:READER"),
    ("ao3-html", ("html",), "packager.readers.ao3.html:READER"),
    ("ao3-page", ("html",), "packager.readers.ao3.page:READER"),
    ("fanficfare-html", ("html",), "packager.readers.fanficfare.html:READER"),
    ("fimfiction-html", ("html",), "packager.readers.fimfiction.html:READER"),
    ("html", ("html",), "packager.readers.html.reader:READER"),
    ("markdown", ("text",), "packager.readers.markdown.one_file:READER"),
    ("mdbook", ("folder", "zip"), "packager.readers.markdown.mdbook:READER"),
    ("jekyll", ("folder", "zip"), "packager.readers.markdown.jekyll:READER"),
    ("markdown-folder", ("folder", "zip"), "packager.readers.markdown.folder:READER"),
    ("docx", ("docx",), "packager.readers.office.docx:READER"),
    ("odt", ("odt",), "packager.readers.office.odt:READER"),
    ("rtf", ("rtf",), "packager.readers.office.rtf:READER"),
    ("packager-epub", ("epub",), "packager.readers.epub.packager_epub:READER"),
    ("fimfarchive", ("epub",), "packager.readers.epub.fimfarchive:READER"),
    ("fimfiction-epub", ("epub",), "packager.readers.epub.fimfiction_epub:READER"),
    ("ao3-epub", ("epub",), "packager.readers.epub.ao3_epub:READER"),
    ("fanficfare-epub", ("epub",), "packager.readers.epub.fanficfare_epub:READER"),
    ("fichub", ("epub",), "packager.readers.epub.fichub:READER"),
    ("webtoepub", ("epub",), "packager.readers.epub.webtoepub:READER"),
    ("epub", ("epub", "zip"), "packager.readers.epub.epub:READER"),
    ("pandoc", ("text", "html"), "packager.readers.pandoc.reader:READER"),
)
"""Name, kinds of source it is asked about, and where it lives. Of two that are equally sure of a
source, or that can't be mistaken, the first is chosen."""

WRITERS: tuple[tuple[str, str, str], ...] = (
    ("epub", ".epub", "packager.writers.epub.writer:WRITER"),
    ("kepub", ".kepub.epub", "packager.writers.kepub.writer:WRITER"),
    ("azw3", ".azw3", "packager.writers.azw3.writer:WRITER"),
    ("pdf", ".pdf", "packager.writers.pdf.writer:WRITER"),
)
"""Name, the suffix of its files, and where it lives."""

_GROUP = "packager.readers"

UNMISTAKABLE = 0.95
"""A reader that is so sure of a source has seen marks that no other dialect has."""

HARDLY = 0.5
"""Readers of any text are less sure than this; what is no prose at all is refused then."""

LIKELY = 0.1
"""A reader that is less sure than this of a source is not asked to read it."""


def reader_names() -> tuple[str, ...]:
    """The names ``--from`` accepts."""
    return (*(name for name, _, _ in READERS), *(entry.name for entry in _third_party()))


def writer_names() -> tuple[str, ...]:
    """The names ``-t`` accepts."""
    return tuple(name for name, _, _ in WRITERS)


def suffixes() -> dict[str, str]:
    """The suffix of each format's files, by the format's name; no writer is loaded for that."""
    return {name: suffix for name, suffix, _ in WRITERS}


def format_of(file_name: str) -> str:
    """The format whose suffix a file's name ends with, the longest; empty when it is no format's.

    A ``.kepub.epub`` is a KEPUB, though it ends as an EPUB does.
    """
    lower = file_name.lower()
    fitting = [(len(suffix), name) for name, suffix, _ in WRITERS if lower.endswith(suffix)]
    return max(fitting)[1] if fitting else ""


def reader(name: str) -> Reader:
    """The reader of this name.

    Raises:
        UsageError: There is none.
    """
    for known, _, path in READERS:
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
    for known, _, path in WRITERS:
        if known == name:
            found = _load(path)
            assert isinstance(found, Writer)  # noqa: S101 - the table above is ours
            return found
    raise UsageError(
        Code.OPTION_INVALID,
        f"there is no output format {name!r}",
        hint=_close(name, writer_names()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The reader of a source, and why it is this one.

    Attributes:
        reader: The reader.
        confidence: How sure it is of the source, 0 to 1.
        why: What makes it sure, or that it was asked for.
        kind: What the source is made of.
        others: The readers that were asked as well, with how sure each is and why, surest first.
    """

    reader: Reader
    confidence: float
    why: str
    kind: Kind
    others: tuple[tuple[str, Sure], ...] = ()


def choose_reader(source: Source, name: str, report: Report, *, every: bool = False) -> Choice:
    """The reader for a source: the one asked for, else the surest.

    Args:
        source: The source.
        name: The name of the reader the user asked for, if any.
        report: Told why it is this reader.
        every: Whether every reader of this kind of source is asked, for the user to see; else
            nobody is asked any more when one can't be mistaken.

    Raises:
        UsageError: The one asked for does not exist.
        SourceError: The source is empty or not text.
        ReadError: No reader knows this kind of source, or packager does not read it.
    """
    sample = sample_of(source)
    if name:
        asked = reader(name)
        confidence, _ = asked.sniff(source, sample)
        return Choice(reader=asked, confidence=confidence, why="asked for", kind=sample.kind)
    ranked = rank_readers(source, sample, every=every)
    if not ranked or ranked[0][1][0] < LIKELY:
        refuse(source, sample, report)
    chosen, (confidence, why) = ranked[0]
    if confidence < HARDLY:
        refuse_no_prose(source, sample)
    report.decide(1, f"dialect {chosen.name}", why, max(confidence, 0.01), "")
    return Choice(
        reader=chosen,
        confidence=confidence,
        why=why,
        kind=sample.kind,
        others=tuple((other.name, sure) for other, sure in ranked[1:]),
    )


def rank_readers(
    source: Source, sample: Sample, *, every: bool = True
) -> tuple[tuple[Reader, Sure], ...]:
    """The readers of this kind of source with how sure each is, the surest first.

    The first one that can't be mistaken is the surest: those of third parties are asked first, then
    those of the table in its order.
    """
    paths = (path for _, kinds, path in READERS if sample.kind in kinds)
    candidates = chain((entry.load() for entry in _third_party()), map(_load, paths))
    asked: list[tuple[Reader, Sure]] = []
    unmistaken: list[tuple[Reader, Sure]] = []
    for candidate in candidates:
        assert isinstance(candidate, Reader)  # noqa: S101 - the table above is ours
        sure = candidate.sniff(source, sample)
        if sure[0] >= UNMISTAKABLE and not unmistaken:
            unmistaken.append((candidate, sure))
            if not every:
                break
        else:
            asked.append((candidate, sure))
    return (*unmistaken, *sorted(asked, key=lambda pair: -pair[1][0]))


def _load(path: str) -> object:
    module, _, attribute = path.partition(":")
    return getattr(import_module(module), attribute)


def _third_party() -> tuple[EntryPoint, ...]:
    if not _offered(tuple(sys.path)):
        return ()
    from importlib.metadata import entry_points  # noqa: PLC0415 - it costs more than a short story

    return tuple(entry_points(group=_GROUP))


@cache
def _offered(places: tuple[str, ...]) -> bool:
    """Whether a package in these places may offer readers; they are looked at once, not a story."""
    return is_offered(_GROUP, places)


def _close(name: str, names: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415 - only for a mistake

    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"

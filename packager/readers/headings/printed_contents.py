"""A list of contents printed on top of a text: evidence for its chapters, and not read twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packager.readers.headings.chapter_heading import ChapterHeading, parse_heading
from packager.sources.text import Line

_LABEL = re.compile(
    r"\W*(?:(?:table\s+of\s+)?contents|inhalt(?:sverzeichnis)?|table\s+des\s+mati[èe]res|sommaire"
    r"|[ií]ndice|sum[áa]rio|indice|sommario|inhoud(?:sopgave)?|innehåll|indhold|innhold|sisällys"
    r"|spis\s+treści|obsah|tartalom|cuprins|оглавление|содержание|зміст|съдържание|περιεχόμενα"
    r"|i[çc]indekiler|daftar\s+isi|mục\s+lục|目次|目录|目錄|차례|목차)\W*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:\s{2,}|[\s.·…_]{3,}|\t)(?:\d{1,4}|[ivxlc]{1,7})\s*$|^\s*(?:PAGE|Page)\s*$")
_PAGE_BESIDE = re.compile(r"\s\d{1,4}$")
_ENTRY = 120
"""Characters an entry may have."""

_FEWEST = 3
"""Entries a list has that nothing calls one."""

_REACH = 4000
"""Lines of a text's beginning in which a list is looked for."""

_WORDS = re.compile(r"\w+")
_NUMBER_FIRST = re.compile(r"\s*(?:\d{1,4}|[IVXLC]{1,7})[.):]?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class PrintedContents:
    """A printed list of contents.

    Attributes:
        start: Index of its first line, which may be its label.
        end: Index behind its last line.
        entries: What it lists, without page numbers.
    """

    start: int
    end: int
    entries: tuple[str, ...]


def find_contents(lines: Sequence[Line]) -> PrintedContents | None:
    """The list of contents on top of a text, below its label, or a run of headings said twice.

    It ends where its first entry stands again, as the heading of the text, or where prose begins.
    """
    for index, line in enumerate(lines[:_REACH]):
        text = line.text
        if len(text) < 60 and not line.blank and _LABEL.fullmatch(text.strip()):  # noqa: PLR2004
            return _below_label(lines, index)
    return _without_label(lines)


def _below_label(lines: Sequence[Line], label: int) -> PrintedContents | None:
    texts = [i for i in range(label + 1, min(len(lines), label + _REACH)) if not lines[i].blank]
    if not texts:
        return None
    end = _repeated(lines, texts)
    if end is None:
        end = _prose_begins(lines, texts)
    entries = _entries(lines[label + 1 : end])
    return PrintedContents(label, end, entries) if entries else None


def _repeated(lines: Sequence[Line], texts: Sequence[int]) -> int | None:
    """The line where the first entry stands again."""
    first = _bare(lines[texts[0]].text)
    sought = parse_heading(first)
    keys = {_key(first), _key(_NUMBER_FIRST.sub("", first))} - {""}
    for index in texts[1:]:
        text = lines[index].text
        if len(text) > _ENTRY:
            return None
        if _key(_bare(text)) in keys or (sought and _same(sought, parse_heading(_bare(text)))):
            return index
    return None


def _same(one: ChapterHeading, other: ChapterHeading | None) -> bool:
    if other is None or one.kind != other.kind or one.kind == "numeral":
        return False
    if one.ordinal != other.ordinal:
        return False
    shorter, longer = sorted((_key(one.title), _key(other.title)), key=len)
    return longer.startswith(shorter)


def _prose_begins(lines: Sequence[Line], texts: Sequence[int]) -> int:
    """The line behind the last entry, when nothing of the list stands again below it."""
    last = texts[0]
    for index in texts:
        text = lines[index].text.rstrip()
        wide_gap = index - last > 2 and index != texts[0]  # noqa: PLR2004 - two blank lines
        if len(text) > _ENTRY or (wide_gap and not _PAGE.search(text)):
            break
        last = index
    return last + 1


def _without_label(lines: Sequence[Line]) -> PrintedContents | None:
    """Three headings or more with nothing between them, which all stand again further down."""
    run: list[tuple[int, ChapterHeading]] = []
    for index, line in enumerate(lines[:_REACH]):
        if line.blank:
            continue
        heading = parse_heading(_bare(line.text)) if len(line.text) <= _ENTRY else None
        if heading is None or heading.kind == "numeral":
            if len(run) >= _FEWEST:
                break
            run = []
            continue
        if run and any(_twin(known, heading) for _, known in run):
            break
        run.append((index, heading))
    if len(run) < _FEWEST or not _stands_again(lines, run):
        return None
    start, end = run[0][0], run[-1][0] + 1
    return PrintedContents(start, end, _entries(lines[start:end]))


def _twin(one: ChapterHeading, other: ChapterHeading) -> bool:
    return (one.kind, one.ordinal, one.title) == (other.kind, other.ordinal, other.title)


def _stands_again(lines: Sequence[Line], run: Sequence[tuple[int, ChapterHeading]]) -> bool:
    wanted = {(heading.kind, heading.ordinal) for _, heading in run}
    for line in lines[run[-1][0] + 1 :]:
        if len(line.text) <= _ENTRY and not line.blank:
            found = parse_heading(line.text)
            if found is not None:
                wanted.discard((found.kind, found.ordinal))
    return not wanted


def _entries(lines: Sequence[Line]) -> tuple[str, ...]:
    found = (_bare(line.text) for line in lines if not line.blank)
    return tuple(text for text in found if text)


def _bare(text: str) -> str:
    """An entry without its page number and the dots that lead to it."""
    return _PAGE.sub("", text.rstrip()).strip(" \t.·…_")


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.lower()))


def missing_from(contents: PrintedContents, titles: Sequence[str]) -> tuple[str, ...]:
    """The entries of which no title of the text has a word; the titles with label and number.

    An entry is taken to be found when its words, without number and page, are those of a title.
    """
    said = {_key(title) for title in titles} - {""}
    words = " | ".join(sorted(said))
    return tuple(
        entry
        for entry in contents.entries
        if not _LABEL.fullmatch(entry)
        and _key(entry) not in said
        and _PAGE_BESIDE.sub("", _key(_title_in(entry))) not in words
    )


def _title_in(entry: str) -> str:
    heading = parse_heading(entry)
    return (heading.title if heading else "") or _NUMBER_FIRST.sub("", entry)

"""A story out of FanFicFare's text: its facts, and its chapters by the list of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from packager.book.blocks import Blocks, Heading
from packager.book.book import Book
from packager.book.metadata import Metadata
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.fanficfare.html2text_blocks import Html2TextBlocks
from packager.readers.fanficfare.txt import CONFIDENCE, CONTENTS, END
from packager.readers.headed_chapters import ChapterHead, HeadRule, headed_chapters
from packager.readers.headings.title_block import creators_of
from packager.readers.left_out import LeftOut
from packager.readers.sites.labels import label_of, with_label
from packager.readers.text.story import read_story
from packager.readers.text.wrapped_lines import join_lines, runs
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import Line, read_lines

_RULE = HeadRule(why="an indented heading, as in the list of contents", confidence=CONFIDENCE)
_RULE_ALONE = HeadRule(why="the first indented line", confidence=0.9)
_TOP = 40
"""Runs of lines in which the facts stand."""

_MOST_ENTRIES = 20_000


@cache
def _indented() -> re.Pattern[str]:
    return re.compile(r"(?:\t| {8})\S")


def read_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story FanFicFare wrote as text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: There is no chapter in it.
        UsageError: The regular expression asked for is none.
    """
    lines = read_lines(source, report)
    where = Where(source.name)
    left_out = LeftOut()
    lines = _without_end(lines, left_out)
    top = _read_top(lines, left_out)
    maker = Html2TextBlocks(source.name, request.scene_breaks, report)
    if request.chapter_regex or request.split in {"heading", "none"}:
        left_out.tell(report, where)
        rest = lines[top.end :]
        return read_story(rest, source.name, request, report, metadata=top.metadata, maker=maker)
    heads = _heads(lines, top)
    _compare(heads, top, where, report)
    starts = [start for start, _, _ in heads]
    above = lines[top.end : starts[0] if starts else len(lines)]
    ends = [*starts[1:], len(lines)][: len(heads)]
    bodies = [lines[stop:end] for (_, stop, _), end in zip(heads, ends, strict=True)]
    first, *texts = maker.chapters([above, *bodies])
    texts = [
        _without_title(blocks, text, left_out)
        for blocks, (_, _, text) in zip(texts, heads, strict=True)
    ]
    left_out.tell(report, where)
    assembly = headed_chapters(
        [ChapterHead(lines[start].number, text) for start, _, text in heads],
        above,
        [first, *texts],
        report,
        rule=_RULE if top.entries else _RULE_ALONE,
        where=where,
    )
    return Book(metadata=top.metadata, front=assembly.front, body=assembly.body, back=assembly.back)


def _compare(
    heads: Sequence[tuple[int, int, str]], top: _Top, where: Where, report: Report
) -> None:
    if len(heads) < len(top.entries):
        report.add(
            Code.CONTENTS_DIFFER,
            f"the list of contents has {len(top.entries)} entries, and {len(heads)} of them are "
            "headings of the text",
            where=where,
        )


@dataclass(frozen=True, slots=True)
class _Top:
    """What stands above the first chapter, and where it ends."""

    metadata: Metadata
    entries: tuple[str, ...]
    end: int


def _without_end(lines: tuple[Line, ...], left_out: LeftOut) -> tuple[Line, ...]:
    last = next((i for i in range(len(lines) - 1, -1, -1) if not lines[i].blank), 0)
    if lines[last].text.strip() != END:
        return lines
    left_out.add(Code.TEXT_REMOVED, "lines that end the file", END)
    return lines[:last]


def _read_top(lines: Sequence[Line], left_out: LeftOut) -> _Top:
    """The title, the author, the labelled facts, and the list of contents."""
    metadata = Metadata()
    end = 0
    label = ""
    value: list[str] = []
    stage = 0  # title, author, facts

    for place, (start, stop) in enumerate(runs(lines)):
        run = [line.text.strip() for line in lines[start:stop]]
        whole = join_lines(run)
        if whole == CONTENTS or place > _TOP or _starts_chapter(lines, start, stage):
            break
        if stage == 0:
            metadata = replace(metadata, title=whole)
            stage = 1
        elif stage == 1 and whole.startswith("by ") and label_of(whole) is None:
            names = creators_of(whole)
            metadata = replace(metadata, creators=names)
            stage = 2
        elif label_of(run[0]) is None and not label:
            break
        else:
            stage = 2
            for text in run:
                pair = label_of(text)
                if pair is not None:
                    metadata = _with_fact(metadata, label, value)
                    label, value = pair[0], [pair[1]]
                else:
                    value.append(text)
            value.append("\n\n")
        _leave(lines[start:stop], left_out)
        end = stop
    metadata = _with_fact(metadata, label, value)
    entries, end = _read_contents(lines, end, left_out)
    return _Top(metadata, entries, end)


def _starts_chapter(lines: Sequence[Line], start: int, stage: int) -> bool:
    return stage == 2 and _indented().match(lines[start].text) is not None  # noqa: PLR2004


def _leave(lines: Sequence[Line], left_out: LeftOut) -> None:
    for line in lines:
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the title page", line.text)


def _with_fact(metadata: Metadata, label: str, value: Sequence[str]) -> Metadata:
    if not label:
        return metadata
    paragraphs = " ".join(value).strip().split("\n\n")
    text = "\n\n".join(" ".join(part.split()) for part in paragraphs if part.strip())
    return with_label(metadata, label, text) or metadata


def _read_contents(
    lines: Sequence[Line], start: int, left_out: LeftOut
) -> tuple[tuple[str, ...], int]:
    """The entries of the list of contents, and where it ends."""
    at = next((i for i in range(start, len(lines)) if not lines[i].blank), len(lines))
    if at == len(lines) or lines[at].text.strip() != CONTENTS:
        return (), start
    entries: list[str] = []
    end = at + 1
    for begin, stop in runs(lines[at + 1 :]):
        first, last = at + 1 + begin, at + 1 + stop
        if _indented().match(lines[first].text) or len(entries) > _MOST_ENTRIES:
            break
        entries.append(join_lines([line.text for line in lines[first:last]]))
        end = last
    for line in lines[at:end]:
        left_out.add(Code.TEXT_REMOVED, "lines of the printed list of contents", line.text)
    return tuple(entries), end


def _heads(lines: Sequence[Line], top: _Top) -> tuple[tuple[int, int, str], ...]:
    """Where the heading of each chapter begins and ends, and what it says.

    Each entry of the list of contents stands again, indented, in the same order. Without a list
    there is one chapter, and its heading is the first indented line.
    """
    found: list[tuple[int, int, str]] = []
    waiting = list(top.entries)
    for start, stop in runs(lines[top.end :]):
        first, last = top.end + start, top.end + stop
        if not _indented().match(lines[first].text):
            continue
        text = join_lines([line.text for line in lines[first:last]])
        if not top.entries:
            return ((first, last, text),)
        for place in range(len(found), min(len(waiting), len(found) + 3)):
            if waiting[place] == text:
                del waiting[len(found) : place]
                found.append((first, last, text))
                break
    return tuple(found)


def _without_title(blocks: Blocks, title: str, left_out: LeftOut) -> Blocks:
    """The blocks without a heading on top that only repeats the chapter's title."""
    if blocks and isinstance(blocks[0], Heading):
        text = " ".join(text_of_inlines(blocks[0].children).split())
        if text.lower() == title.lower():
            left_out.add(Code.LINE_NOT_PRINTED, "headings said twice", text)
            return blocks[1:]
    return blocks

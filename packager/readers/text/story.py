"""A story in plain text read whole: title, facts, contents, headings, chapters, footnotes.

The dialects of plain text differ in what stands on top and at the end; between, they are this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from packager.book.blocks import Blocks, SceneBreak
from packager.book.book import Book, Footnote
from packager.book.metadata import Metadata
from packager.book.section import Role
from packager.book.walk import word_count
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.assembly import Found, assemble, section_ids
from packager.readers.headings.chapter_heading import ChapterHeading
from packager.readers.headings.in_text import (
    TextHeading,
    compiled_regex,
    find_headings,
    headings_asked_for,
)
from packager.readers.headings.printed_contents import PrintedContents, find_contents, missing_from
from packager.readers.headings.stops import without_stops
from packager.readers.headings.title_block import find_title_block
from packager.readers.headings.title_page import ORNAMENTS, TitlePage, titles_on
from packager.readers.left_out import LeftOut
from packager.readers.sites.labels import label_of, with_label
from packager.readers.text.blocks import TextBlocks, layout_of
from packager.readers.text.inline_marks import Marks
from packager.request import Request
from packager.sources.text import Line

LONG_OPENING = 120
"""Words above the first heading from which they are a chapter of their own, not a foreword."""


class BlockMaker(Protocol):
    """Makes blocks of the chapters of one text; gathers the footnotes it finds."""

    @property
    def footnotes(self) -> list[Footnote]:
        """The footnotes found so far."""

    @property
    def note_lines(self) -> list[Line]:
        """Labels of footnotes, which are not printed."""

    def chapters(self, texts: Sequence[Sequence[Line]]) -> Iterator[Blocks]:
        """The blocks of each chapter in turn."""


@dataclass(frozen=True, slots=True)
class _Parted:
    """Lines parted at headings: the text above the first, and that of each."""

    above: tuple[Line, ...]
    headings: tuple[TextHeading, ...]
    texts: tuple[tuple[Line, ...], ...]


def read_story(
    lines: Sequence[Line],
    name: str,
    request: Request,
    report: Report,
    *,
    metadata: Metadata | None = None,
    marks: Marks = "plain",
    maker: BlockMaker | None = None,
) -> Book:
    """The Book of the lines of a story, without what its dialect has put on top and at the end.

    Args:
        lines: The lines.
        name: Name of the source, for messages.
        request: What the user asked for: how chapters are found, what is a scene break.
        report: Told of each heading, and of every line that is not printed.
        metadata: What is known already, which wins over a title on top of the lines.
        marks: Whose marks of italics and bold the text has.
        maker: What makes blocks of the chapters, when they are not plain text.

    Raises:
        ReadError: There is no text of a story.
        UsageError: The regular expression asked for is none.
    """
    left_out = LeftOut()
    known, rest = read_top(lines, metadata or Metadata(), left_out)
    layout = layout_of(rest, marks)
    parted = _headings_and_texts(
        rest, request, report, left_out, wrapped=layout.width > 0, name=name
    )
    known, above = _title_page(known, parted, name, report, left_out)
    blocks = maker or TextBlocks(layout, name, request.scene_breaks, report)
    made = list(blocks.chapters([above, *parted.texts]))
    found = [_found(heading, body) for heading, body in zip(parted.headings, made[1:], strict=True)]
    if found and all(isinstance(block, SceneBreak) for block in made[0]):
        for line in above:
            left_out.add(Code.LINE_NOT_PRINTED, "ornaments above the first heading", line.text)
    elif made[0]:
        found.insert(0, _opening(made[0], alone=not found))
    found = without_stops(numbered(found))
    if not any(one.blocks for one in found):
        raise ReadError(Code.NO_STORY, "there are headings here, and no text", where=Where(name))
    _report_headings(parted, above, found, report, left_out)
    for line in blocks.note_lines:
        left_out.add(Code.LINE_NOT_PRINTED, "labels of footnotes", line.text)
    left_out.tell(report, Where(name))
    assembly = assemble(found)
    return Book(
        metadata=known,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        notes=assembly.notes,
        footnotes=tuple(blocks.footnotes),
    )


# --- the top ----------------------------------------------------------------------------------


def read_top(
    lines: Sequence[Line], metadata: Metadata, left_out: LeftOut
) -> tuple[Metadata, tuple[Line, ...]]:
    """What the title and the labelled lines on top say, and the lines below them.

    ``Summary: ...`` and its like are facts where there are two of them or a title stands above;
    a single one may be how a story begins.
    """
    block = find_title_block(lines)
    start = 0
    if block is not None:
        for line in block.lines:
            left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", line.text)
        metadata = replace(
            metadata,
            title=metadata.title or block.title,
            subtitle=metadata.subtitle or block.subtitle,
            creators=metadata.creators or block.creators,
        )
        start = block.end
    labelled: list[Line] = []
    changed = metadata
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if line.blank:
            continue
        pair = label_of(line.text.strip()[:2000])
        if pair is None or not pair[1]:
            break
        changed = with_label(changed, *pair) or changed
        labelled.append(line)
        end = index + 1
    if labelled and (len(labelled) > 1 or block is not None):
        for line in labelled:
            left_out.add(Code.LINE_NOT_PRINTED, "labelled lines", line.text)
        return changed, tuple(lines[end:])
    return metadata, tuple(lines[start:])


def _title_page(
    metadata: Metadata, parted: _Parted, name: str, report: Report, left_out: LeftOut
) -> tuple[Metadata, tuple[Line, ...]]:
    """What a few short lines above the first heading say: the title, what it is, who wrote it.

    Where the title is known, its first line may be the title once more.
    """
    texts = [line for line in parted.above if not line.blank]
    if not parted.headings or not texts:
        return metadata, parted.above
    page = titles_on([line.text for line in texts])
    first = page.title if page else texts[0].text.strip(ORNAMENTS)
    if metadata.title:
        if first.lower() != metadata.title.lower():
            return metadata, parted.above
        page = TitlePage(first)
    if page is None:
        return metadata, parted.above
    if page.creators:
        report.add(
            Code.STRUCTURE_GUESSED,
            f"{page.creators[0].name!r} above the first heading was taken for the author",
            where=Where(name, texts[page.lines - 1].number),
            hint="--author sets it",
        )
    taken = texts[: page.lines]
    for line in taken:
        left_out.add(Code.LINE_NOT_PRINTED, "lines of the title", line.text)
    rest = tuple(line for line in parted.above if line not in taken)
    return replace(
        metadata,
        title=page.title,
        subtitle=metadata.subtitle or page.subtitle,
        creators=metadata.creators or page.creators,
    ), rest


# --- headings ---------------------------------------------------------------------------------


def _headings_and_texts(
    rest: Sequence[Line],
    request: Request,
    report: Report,
    left_out: LeftOut,
    *,
    wrapped: bool,
    name: str,
) -> _Parted:
    """The text parted at its headings, without the list of contents, which speaks for them."""
    regex = compiled_regex(request)
    contents = _contents(rest, request)
    headings = _headings(rest, contents, request, regex, wrapped=wrapped)
    if contents is not None and _is_another_list(contents, headings):
        contents = None
        headings = _headings(rest, None, request, regex, wrapped=wrapped)
    if contents is not None:
        _report_contents(rest, contents, left_out)
        _compare(contents, headings, name, report)
    return _parted(_without(rest, contents), headings)


def _contents(lines: Sequence[Line], request: Request) -> PrintedContents | None:
    return find_contents(lines) if request.split in {"auto", "heading"} else None


def _without(lines: Sequence[Line], contents: PrintedContents | None) -> tuple[Line, ...]:
    if contents is None:
        return tuple(lines)
    return (*lines[: contents.start], *lines[contents.end :])


def _headings(
    lines: Sequence[Line],
    contents: PrintedContents | None,
    request: Request,
    regex: re.Pattern[str] | None,
    *,
    wrapped: bool,
) -> tuple[TextHeading, ...]:
    rest = _without(lines, contents)
    if regex is not None:
        return headings_asked_for(rest, regex)
    if request.split in {"auto", "heading"}:
        return find_headings(rest, wrapped=wrapped)
    return ()


def _parted(lines: Sequence[Line], headings: Sequence[TextHeading]) -> _Parted:
    starts = [one.start for one in headings]
    ends = [*starts[1:], len(lines)] if starts else []
    return _Parted(
        above=tuple(lines[: starts[0] if starts else len(lines)]),
        headings=tuple(headings),
        texts=tuple(tuple(lines[one.end : end]) for one, end in zip(headings, ends, strict=True)),
    )


def _is_another_list(contents: PrintedContents, headings: Sequence[TextHeading]) -> bool:
    """Whether most of what stands below the word *contents* is no heading: the list of a box."""
    missing = missing_from(contents, _said(headings))
    return len(missing) * 2 > len(contents.entries)


def _said(headings: Sequence[TextHeading]) -> list[str]:
    return [said for one in headings for said in (one.line.text, one.heading.title)]


def _report_contents(
    lines: Sequence[Line],
    contents: PrintedContents,
    left_out: LeftOut,
) -> None:
    for line in lines[contents.start : contents.end]:
        left_out.add(Code.TEXT_REMOVED, "lines of the printed list of contents", line.text)


def _compare(
    contents: PrintedContents, headings: Sequence[TextHeading], name: str, report: Report
) -> None:
    missing = missing_from(contents, _said(headings))
    if missing:
        report.add(
            Code.CONTENTS_DIFFER,
            f"{len(missing)} of {len(contents.entries)} entries of the printed list of contents "
            f"are no heading of the text, such as {missing[0]!r:.80}",
            where=Where(name),
            hint="--chapter-regex finds headings that are written in another way",
        )


def _found(heading: TextHeading, blocks: Blocks) -> Found:
    said = heading.heading
    return Found(role=said.role, title=said.title, number=said.number, blocks=blocks)


def _opening(blocks: Blocks, *, alone: bool) -> Found:
    """The text above the first heading: a foreword of a few lines, or a chapter without a name."""
    if alone or word_count(blocks) >= LONG_OPENING:
        return Found(blocks=blocks)
    return Found(role=Role.INTRODUCTION, blocks=blocks)


def numbered(found: Sequence[Found]) -> list[Found]:
    """Chapters with the numbers a book of their count has: one alone has none."""
    chapters = [one for one in found if one.role is Role.CHAPTER]
    parts = any(one.role is Role.PART for one in found)
    if len(chapters) != 1 or parts:
        return list(found)
    return [replace(one, number=None) if one is chapters[0] else one for one in found]


def _report_headings(
    parted: _Parted,
    above: Sequence[Line],
    found: Sequence[Found],
    report: Report,
    left_out: LeftOut,
) -> None:
    ids = section_ids([one.role for one in found])
    if len(found) > len(parted.headings):
        first = next((line for line in above if not line.blank), None)
        report.decide(
            first.number if first else 0,
            found[0].role.value,
            "the text above the first heading" if parted.headings else "no heading parts the text",
            0.5,
            first.text.strip() if first else "",
            section=ids[0],
        )
        ids = ids[1:]
    for heading, name in zip(parted.headings, ids, strict=True):
        report.decide(
            heading.line.number,
            heading.heading.role.value,
            heading.rule,
            sureness(heading.heading),
            heading.line.text.strip(),
            section=name,
        )
        if heading.also:
            left_out.add(Code.LINE_NOT_PRINTED, "headings said twice", heading.also)
        if heading.heading.label:
            left_out.add(Code.LINE_NOT_PRINTED, "labels of headings", heading.heading.label)


def sureness(heading: ChapterHeading) -> float:
    """How sure a heading is where others of its kind speak for it."""
    return heading.confidence if heading.confidence > 0.5 else 0.6  # noqa: PLR2004

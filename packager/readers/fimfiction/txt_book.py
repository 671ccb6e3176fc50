"""A story out of FIMFiction's text: its chapters by their heads, in both styles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.fimfiction.lost_line_ends import parted
from packager.readers.fimfiction.txt import CONFIDENCE, arrow, box
from packager.readers.headed_chapters import ChapterHead, HeadRule, headed_chapters
from packager.readers.left_out import LeftOut
from packager.readers.text.bbcode_blocks import BBCodeBlocks, has_bbcode
from packager.readers.text.blocks import TextBlocks, layout_of
from packager.readers.text.story import BlockMaker, read_story
from packager.request import Request
from packager.sources.source import Source
from packager.sources.text import Line, printable, read_lines

_A_FEW = 2
"""Lines of a chapter that has lost its line ends; one that has more has kept them."""


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a chapter, or of the story where it names the author and no story."""

    start: int
    end: int
    title: str
    story: str
    author: str


def read_book(source: Source, request: Request, report: Report) -> Book:
    """The Book of a story downloaded as text.

    Raises:
        SourceError: The source is empty or not text.
        ReadError: There is no chapter in it.
        UsageError: The regular expression asked for is none.
    """
    lines = read_lines(source, report)
    where = Where(source.name)
    text = "\n".join(line.text for line in lines)
    left_out = LeftOut()
    every = _heads(text, left_out)
    if not every:
        raise ReadError(
            Code.NO_STORY, "no head of a chapter is in it", where=where, hint="--from text reads it"
        )
    left_out.tell(report, where)
    metadata, heads = _metadata(every)
    numbers = _Numbers.of(lines)
    pieces = _with_line_ends(_between(text, every, numbers), source.name, report)
    flat = [line for piece in pieces for line in piece]
    maker = _maker(text, flat, source, request, report)
    if request.chapter_regex or request.split in {"heading", "none"}:
        return read_story(flat, source.name, request, report, metadata=metadata, maker=maker)
    count = len(pieces) - len(heads)
    above = [line for piece in pieces[:count] for line in piece]
    found = [
        ChapterHead(numbers.number(head.start), _own_title(head, metadata, len(heads)))
        for head in heads
    ]
    texts = list(maker.chapters([above, *pieces[count:]]))
    rule = HeadRule(why="the head of a chapter of FIMFiction's", confidence=CONFIDENCE)
    assembly = headed_chapters(found, above, texts, report, rule=rule, where=where)
    return Book(
        metadata=metadata,
        front=assembly.front,
        body=assembly.body,
        back=assembly.back,
        footnotes=tuple(maker.footnotes),
    )


def _maker(
    text: str, lines: Sequence[Line], source: Source, request: Request, report: Report
) -> BlockMaker:
    """What makes blocks of the chapters; some downloads have kept the site's BBCode."""
    if has_bbcode(text):
        return BBCodeBlocks(source.name, request.scene_breaks, report)
    return TextBlocks(layout_of(lines, "none"), source.name, request.scene_breaks, report)


def _between(text: str, heads: Sequence[_Head], numbers: _Numbers) -> list[tuple[Line, ...]]:
    """The lines above the first head, and those below each."""
    starts = [0, *(head.end for head in heads)]
    ends = [*(head.start for head in heads), len(text)]
    return [numbers.lines(text, start, end) for start, end in zip(starts, ends, strict=True)]


def _heads(text: str, left_out: LeftOut) -> tuple[_Head, ...]:
    pattern = box() if "//------" in text and box().search(text) else arrow()
    heads = []
    for found in pattern.finditer(text):
        groups = found.groupdict()
        left_out.add(Code.LINE_NOT_PRINTED, "heads of chapters", found[0])
        heads.append(
            _Head(
                found.start(),
                found.end(),
                printable(" ".join((groups["title"] or "").split())),
                printable(" ".join((groups.get("story") or "").split())),
                printable(" ".join((groups["author"] or "").split())),
            )
        )
    return tuple(heads)


def _metadata(heads: Sequence[_Head]) -> tuple[Metadata, tuple[_Head, ...]]:
    """What the heads say about the story, and those of chapters alone."""
    first = heads[0]
    story = next((head.story for head in heads if head.story), "")
    author = next((head.author for head in heads if head.author), "")
    rest = tuple(heads)
    if not first.story and first.author and len(heads) > 1 and not (heads[1].author and story):
        # A head that names an author and no story is that of the story itself.
        story, rest = story or first.title, tuple(heads[1:])
    elif len(heads) == 1 and not first.story:
        story = first.title
    creators = (Creator(author),) if author else ()
    return Metadata(title=story, creators=creators), rest


def _own_title(head: _Head, metadata: Metadata, count: int) -> str:
    """The title of a chapter, unless it is only that of the story, as that of a one-shot is."""
    return "" if count == 1 and head.title == metadata.title else head.title


@dataclass(frozen=True, slots=True)
class _Numbers:
    """Where each line begins in the whole text, so that a place has the number of its line."""

    starts: tuple[int, ...]
    numbered: tuple[int, ...]

    @classmethod
    def of(cls, lines: Sequence[Line]) -> _Numbers:
        starts = []
        at = 0
        for line in lines:
            starts.append(at)
            at += len(line.text) + 1
        return cls(tuple(starts), tuple(line.number for line in lines))

    def number(self, place: int) -> int:
        """The number of the line a place is in."""
        return self.numbered[bisect_right(self.starts, place) - 1]

    def lines(self, text: str, start: int, end: int) -> tuple[Line, ...]:
        """The lines between two places."""
        found = []
        at = start
        for piece in text[start:end].split("\n"):
            found.append(Line(self.number(min(at, len(text) - 1)), piece))
            at += len(piece) + 1
        return tuple(found)


def _with_line_ends(
    texts: Sequence[Sequence[Line]], name: str, report: Report
) -> list[tuple[Line, ...]]:
    """The chapters, with paragraphs again where their line ends were lost."""
    lost = 0
    mended = []
    for text in texts:
        lines = []
        whole = sum(1 for line in text if not line.blank)
        for line in text:
            pieces = parted(line.text) if whole <= _A_FEW else (line.text,)
            lost += len(pieces) - 1
            lines += [line._replace(text=piece) for piece in pieces]
        mended.append(tuple(lines))
    if lost:
        report.add(
            Code.STRUCTURE_GUESSED,
            f"line ends were lost; paragraphs begin again at {lost} places where a sentence ends "
            "and the next begins without a space",
            where=Where(name),
        )
    return mended

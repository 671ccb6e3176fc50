"""Section notes: the author's notes at the head and foot of a section, where markup says so.

A note stands under a heading of its own (``## Author's Note``) or in an element that is called one
(``::: authors-note``). One within the running story is left where it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from packager.book.blocks import Block, Blocks, Division, Heading, Paragraph, SceneBreak
from packager.book.book import Position
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code
from packager.readers.assembly import FoundNote
from packager.readers.headings.names import is_note_heading, may_be_note_heading
from packager.readers.left_out import LeftOut
from packager.readers.markdown.document import Document, Head

LABELS = "labels of notes"


@dataclass(frozen=True, slots=True)
class Noted:
    """The text of a section without its notes, and the notes."""

    blocks: Blocks
    notes: tuple[FoundNote, ...]


@dataclass(slots=True)
class _Run:
    """Blocks of the story, or one note with the heading above it."""

    note: bool
    start: int
    end: int


def take_notes(document: Document, start: int, end: int, level: int, left_out: LeftOut) -> Noted:
    """The text and the notes of a section.

    Args:
        document: The text it is of.
        start: Index of its first block, behind its heading.
        end: Index behind its last block.
        level: The level of its heading; those within it are raised by as much.
        left_out: Told of the labels of notes.
    """
    runs = _runs(document, start, end)
    texts = [index for index, run in enumerate(runs) if not run.note and _says(document, run)]
    if not texts:  # nothing but a note: it is the text
        return Noted(_raised(document.blocks[start:end], level), ())
    first, last = texts[0], texts[-1]
    notes: list[FoundNote] = []
    story: list[Block] = []
    for index, run in enumerate(runs):
        blocks = document.blocks[run.start : run.end]
        if run.note and (index < first or index > last):
            position: Position = "before" if index < first else "after"
            notes.append(FoundNote(position=position, blocks=_unlabelled(document, run, left_out)))
        else:
            story += blocks
    return Noted(_raised(_trimmed(story) if notes else story, level), tuple(notes))


def _runs(document: Document, start: int, end: int) -> list[_Run]:
    first, last = (bisect_left(document.heads, one, key=_place) for one in (start, end))
    within = document.heads[first:last]
    heads = {head.index: head for head in within}
    next_heads = dict(pairwise([*(head.index for head in within), end]))
    runs: list[_Run] = []
    before = True
    index = start
    while index < end:
        until = index + 1
        note = index in document.asides
        if index in heads and may_be_note_heading(heads[index].text):
            next_head = next_heads[index]
            until = _note_end(document, index, next_head, before=before, last=next_head == end)
            note = until > index + 1 and (is_note_heading(heads[index].text) or next_head == end)
            until = until if note else index + 1
        before = before and (note or isinstance(document.blocks[index], SceneBreak))
        if runs and not note and not runs[-1].note:
            runs[-1].end = until
        else:
            runs.append(_Run(note, index, until))
        index = until
    return runs


def _place(head: Head) -> int:
    return head.index


def _note_end(document: Document, index: int, next_head: int, *, before: bool, last: bool) -> int:
    """The index behind a note whose heading stands at an index."""
    if not (before and last):
        return next_head
    # No heading ends it, so a rule does; without one nobody knows where the story begins.
    for place in range(index + 1, next_head):
        if isinstance(document.blocks[place], SceneBreak):
            return place
    return index


def _says(document: Document, run: _Run) -> bool:
    return any(not isinstance(block, SceneBreak) for block in document.blocks[run.start : run.end])


def _unlabelled(document: Document, run: _Run, left_out: LeftOut) -> Blocks:
    """What a note says, without what says that it is one."""
    blocks: Sequence[Block] = document.blocks[run.start : run.end]
    if run.start in document.asides:
        block = blocks[0]
        blocks = block.blocks if isinstance(block, Division) else blocks
    first = blocks[0]
    if isinstance(first, Heading | Paragraph) and may_be_note_heading(
        " ".join(text_of_inlines(first.children).split())
    ):
        left_out.add(Code.LINE_NOT_PRINTED, LABELS, text_of_inlines(first.children))
        blocks = blocks[1:]
    return _trimmed(blocks)


def _trimmed(blocks: Sequence[Block]) -> Blocks:
    """The blocks without scene breaks at either end, where nothing is parted by them."""
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start], SceneBreak):
        start += 1
    while start < end and isinstance(blocks[end - 1], SceneBreak):
        end -= 1
    return tuple(blocks[start:end])


def _raised(blocks: Sequence[Block], level: int) -> Blocks:
    """The blocks with their headings counted from 1 below the section's own."""
    return tuple(
        Heading(max(1, block.level - level), block.children, block.style)
        if isinstance(block, Heading)
        else block
        for block in blocks
    )

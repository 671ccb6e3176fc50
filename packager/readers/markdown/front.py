"""Front: what stands in front of the first chapter: who wrote it, tags, the blurb, contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    SceneBreak,
)
from packager.book.inlines import Inline, Inlines, LineBreak, Link
from packager.book.metadata import Metadata
from packager.book.walk import (
    blocks_of,
    inlines_of,
    lines_of,
    text_of_inlines,
    word_count,
)
from packager.diagnostics import Code
from packager.readers.headings.names import (
    DESCRIPTIONS,
    fact_of,
    is_contents_heading,
    may_be_note_heading,
)
from packager.readers.headings.title_block import creators_of
from packager.readers.left_out import LeftOut
from packager.readers.markdown.document import Document, Head
from packager.readers.markdown.words_in import words_in
from packager.readers.sites.labels import label_of, with_label
from packager.sources.text import printable

BLURB = 400
"""Words that may stand in front of the first chapter as a description; more are a preface."""

FACTS = "lines about the story, which are in its metadata"
CONTENTS = "lists of contents"
REST = "parts of the file about the story that no book prints"
_CONTENTS_MARKS = frozenset({"[toc]", "[[toc]]", "[[_toc_]]", "${toc}", "{:toc}", "@[toc]"})

Matter = Literal["front", "about"]
"""Whether it stands in front of a story, or in a file of its own about it."""


@dataclass(slots=True)
class Front:
    """What was found in front of a story.

    Attributes:
        metadata: What it says about the story; the description too.
        notes: Notes of the author's about the whole work.
        rest: Text that is none of this.
        pictures: The pictures on their own, by the ids of their assets.
        linked: The links of a list of contents, in its order: what each says and where it leads.
    """

    metadata: Metadata = Metadata()
    notes: Blocks = ()
    rest: Blocks = ()
    pictures: list[str] = field(default_factory=list)
    linked: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Passage:
    """Blocks below one heading; ``head`` is ``None`` for those above the first."""

    head: Head | None
    blocks: Blocks
    aside: bool = False


@dataclass(slots=True)
class _Gathered:
    """Descriptions by the headings above them, and what is none of anything."""

    descriptions: dict[str, Blocks] = field(default_factory=dict)
    rest: list[Block] = field(default_factory=list)


def read_front(
    document: Document,
    indices: Sequence[int],
    heads: Sequence[Head],
    left_out: LeftOut,
    *,
    metadata: Metadata,
    matter: Matter = "front",
) -> Front:
    """What stands in front of a story.

    Args:
        document: The text it is of.
        indices: Indices of its blocks.
        heads: The headings among them.
        left_out: Told of what is not printed.
        metadata: What the header says, which wins.
        matter: What is no fact about the story is its blurb, or a preface, in front of it; in a
            file about it, it is named as left out.
    """
    front = Front(metadata=metadata)
    found = _Gathered()
    for passage in _passages(document, indices, heads):
        _take(passage, front, found, left_out, matter)
    for name in DESCRIPTIONS:
        blocks = found.descriptions.get(name, ())
        if blocks and not front.metadata.description:
            front.metadata = replace(front.metadata, description=blocks)
        elif blocks:
            left_out.add(Code.TEXT_REMOVED, "further descriptions", words_in(blocks))
    _settle_rest(front, found.rest, left_out, matter)
    return front


def _passages(
    document: Document, indices: Sequence[int], heads: Sequence[Head]
) -> Iterator[_Passage]:
    by_index = {head.index: head for head in heads}
    head: Head | None = None
    blocks: list[Block] = []
    for index in indices:
        block = document.blocks[index]
        found = by_index.get(index)
        if found is None and isinstance(block, Heading):
            continue  # the title, said elsewhere
        if found is not None or index in document.asides:
            if head is not None or blocks:
                yield _Passage(head, tuple(blocks))
            blocks = []
            head = found
            if found is None:
                inner = block.blocks if isinstance(block, Division) else (block,)
                yield _Passage(None, inner, aside=True)
        else:
            blocks.append(block)
    if head is not None or blocks:
        yield _Passage(head, tuple(blocks))


def _take(
    passage: _Passage, front: Front, found: _Gathered, left_out: LeftOut, matter: Matter
) -> None:
    head = passage.head
    if passage.aside:
        front.notes += passage.blocks
        return
    blocks = _without_facts(passage.blocks, front, left_out)
    if head is None:
        found.rest += _without_contents(blocks, front, left_out)
        return
    fact = fact_of(head.text)
    if fact or may_be_note_heading(head.text) or is_contents_heading(head.text):
        left_out.add(Code.LINE_NOT_PRINTED, FACTS, head.text)
    if fact in DESCRIPTIONS:
        found.descriptions[fact] = (*found.descriptions.get(fact, ()), *_trimmed(blocks))
    elif fact:
        _take_fact(fact, blocks, front, left_out)
    elif may_be_note_heading(head.text) and matter == "front":
        front.notes += _trimmed(blocks)
    elif is_contents_heading(head.text):
        _leave_contents(blocks, front, left_out)
    elif creators_of(head.text):
        _take_creators(head.text, front, left_out)
        found.rest += blocks
    else:
        level = max(1, head.level - 1)
        found.rest += (Heading(level, (head.text,)), *_without_contents(blocks, front, left_out))


def _take_fact(fact: str, blocks: Blocks, front: Front, left_out: LeftOut) -> None:
    names = [
        text_of_inlines(line).strip()
        for block in blocks_of(blocks)
        for line in lines_of(block)
        if text_of_inlines(line).strip()
    ]
    label = fact.removeprefix("story ").removeprefix("content ").removeprefix("archive ")
    changed = with_label(front.metadata, label, ", ".join(names))
    front.metadata = front.metadata if changed is None else changed
    left_out.add(Code.LINE_NOT_PRINTED, FACTS, words_in(blocks))


def _take_creators(text: str, front: Front, left_out: LeftOut) -> None:
    creators = front.metadata.creators or creators_of(printable(text))
    front.metadata = replace(front.metadata, creators=creators)
    left_out.add(Code.LINE_NOT_PRINTED, FACTS, text)


# --- lines that are facts -----------------------------------------------------------------------


def _without_facts(blocks: Blocks, front: Front, left_out: LeftOut) -> Blocks:
    """The blocks without ``by Ann`` and ``Rating: T`` lines."""
    kept: list[Block] = []
    for block in blocks:
        lines = _lines(block)
        if not lines or not all(map(_is_fact, lines)):
            kept.append(block)
            continue
        for line in lines:
            _take_line(line, front, left_out)
    return tuple(kept)


def _lines(block: Block) -> list[str]:
    """The lines of a paragraph parted by line breaks, or of a list's items; empty for others."""
    if isinstance(block, Paragraph):
        return [line for part in _parted(block.children) if (line := part.strip())]
    if isinstance(block, ListBlock):
        found: list[str] = []
        for item in block.items:
            if len(item) != 1 or not isinstance(item[0], Paragraph):
                return []
            found.append(text_of_inlines(item[0].children).strip())
        return found
    return []


def _parted(children: Inlines) -> list[str]:
    parts: list[list[Inline]] = [[]]
    for child in children:
        if isinstance(child, LineBreak):
            parts.append([])
        else:
            parts[-1].append(child)
    return [text_of_inlines(tuple(part)) for part in parts]


def _is_fact(line: str) -> bool:
    return label_of(line) is not None or bool(creators_of(line))


def _take_line(line: str, front: Front, left_out: LeftOut) -> None:
    found = label_of(line)
    if found is None:
        _take_creators(line, front, left_out)
        return
    changed = with_label(front.metadata, *found)
    front.metadata = front.metadata if changed is None else changed
    left_out.add(Code.LINE_NOT_PRINTED, FACTS, line)


# --- lists of contents --------------------------------------------------------------------------


def _without_contents(blocks: Blocks, front: Front, left_out: LeftOut) -> Blocks:
    kept: list[Block] = []
    for block in blocks:
        is_mark = (
            isinstance(block, Paragraph)
            and text_of_inlines(block.children).strip().lower() in _CONTENTS_MARKS
        )
        if is_mark or _is_contents(block):
            _leave_contents((block,), front, left_out)
        else:
            kept.append(block)
    return tuple(kept)


def _is_contents(block: Block) -> bool:
    """Whether a block is a list of nothing but links within the book."""
    if not isinstance(block, ListBlock):
        return False
    lines = [line for inner in blocks_of((block,)) for line in lines_of(inner) if line]
    return bool(lines) and all(any(map(is_link_within, inlines_of(line))) for line in lines)


def is_link_within(inline: Inline) -> bool:
    """Whether an inline is a link to somewhere in the book."""
    return isinstance(inline, Link) and inline.target.startswith("#")


def links_within(blocks: Blocks) -> list[tuple[str, str]]:
    """The links within the book: what each says, and its target."""
    return [
        (" ".join(text_of_inlines(inline.children).split()), inline.target)
        for block in blocks_of(blocks)
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, Link) and is_link_within(inline)
    ]


def _leave_contents(blocks: Blocks, front: Front, left_out: LeftOut) -> None:
    front.linked += links_within(blocks)
    left_out.add(Code.TEXT_REMOVED, CONTENTS, words_in(blocks))


# --- what is left -------------------------------------------------------------------------------


def _settle_rest(front: Front, rest: list[Block], left_out: LeftOut, matter: Matter) -> None:
    blocks = _trimmed(tuple(rest))
    front.pictures += [block.asset for block in blocks_of(blocks) if isinstance(block, Figure)]
    if matter == "about":
        front.linked += links_within(blocks)
        left_out.add(Code.TEXT_REMOVED, REST, words_in(blocks))
        return
    text = tuple(block for block in blocks if not isinstance(block, Figure | SceneBreak))
    if not text:
        left_out.add(Code.LINE_NOT_PRINTED, FACTS, words_in(blocks))
    elif not front.metadata.description and word_count(blocks) <= BLURB:
        front.metadata = replace(front.metadata, description=_plain(blocks))
    else:
        front.rest = blocks


def _plain(blocks: Blocks) -> Blocks:
    """A description: of a quotation alone what it quotes."""
    if len(blocks) == 1 and isinstance(blocks[0], BlockQuote):
        return blocks[0].blocks
    return blocks


def _trimmed(blocks: Blocks) -> Blocks:
    start, end = 0, len(blocks)
    while start < end and isinstance(blocks[start], SceneBreak):
        start += 1
    while start < end and isinstance(blocks[end - 1], SceneBreak):
        end -= 1
    return blocks[start:end]

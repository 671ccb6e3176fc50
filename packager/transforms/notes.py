"""Notes of the author's within the text, lifted out of the head or foot of a chapter.

Every dialect has them: sites without a field for notes, and authors who don't use it. A note is
known by its label, and ends at a scene break, a line that ends it, its bracket, or the end of the
chapter; where nothing ends it, it is its own paragraph. One within the running story stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from packager.book.blocks import (
    Block,
    BlockQuote,
    Blocks,
    Division,
    Figure,
    Heading,
    Paragraph,
    SceneBreak,
)
from packager.book.book import AuthorNote, Book, Position
from packager.book.section import Role, Section
from packager.book.walk import sections, text_of, text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.transforms.inline_edges import without_end, without_start
from packager.transforms.note_labels import NoteLabel, is_authorial, is_end, label_at

SHORTEST = 10
"""Characters of content below which there is no note."""

_REACH = 16
"""Blocks at either end of a chapter that are looked at."""

_SHARE = 1 / 3
"""Of a chapter's length, the most that its notes at one end can be."""

_LONG = 1800
"""Characters a note of several paragraphs may have where nothing but its tone makes it one."""

_SPEECH = ("“", '"', "«", "„", "「", "—", "– ", "‘")
_FEW = 5
"""Notes that are named one by one; more are counted."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A note found in a chapter."""

    position: Position
    blocks: Blocks
    sure: float


@dataclass(frozen=True, slots=True)
class _Reach:
    """How far a note reaches: the blocks of it, where the story goes on, how sure that is."""

    end: int
    after: int
    sure: float


@dataclass(slots=True)
class _Lifter:
    """Lifts the notes out of the chapters of one book.

    Attributes:
        strict: Whether the dialect has notes of its own, so that only a label at the very edge of
            a chapter counts.
        notes: The notes found for each section; those of the work under the empty name.
        removed: Labels that are not printed.
    """

    strict: bool
    notes: dict[str, list[_Found]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)

    def lifted(self, section: Section, *, of_work: bool) -> Section:
        """A section without the notes at its head and foot."""
        blocks = self._head(section.blocks, "" if of_work else section.id)
        if not of_work:
            blocks = self._foot(blocks, section.id)
        return section if blocks is section.blocks else replace(section, blocks=blocks)

    def _head(self, blocks: Blocks, name: str) -> Blocks:
        start = 0
        while start < min(len(blocks), 3) and isinstance(blocks[start], Heading | Figure):
            start += 1
        if start and _labelled(blocks[start - 1]):
            start -= 1
        kept, rest = blocks[:start], blocks[start:]
        changed = False
        for _ in range(_REACH):
            opening = rest[1:] if rest and isinstance(rest[0], SceneBreak) and changed else rest
            label = _labelled(opening[0]) if opening else None
            if label is None:
                break
            reach = _reach_below(opening, label, strict=self.strict)
            made = self._made(opening[: reach.end], label)
            if made is None or (len(opening) == reach.after and name):
                break
            self.notes.setdefault(name, []).append(_Found("before", made, reach.sure))
            self._say_passed(opening[reach.end : reach.after])
            rest = opening[reach.after :]
            changed = True
        if not changed:
            return blocks
        return (*kept, *rest[1:]) if rest and isinstance(rest[0], SceneBreak) else (*kept, *rest)

    def _foot(self, blocks: Blocks, name: str) -> Blocks:
        first = max(1, len(blocks) - (3 if self.strict else _REACH))
        heading = _last_heading(blocks)
        places = [*([heading] if 0 < heading < first else []), *range(first, len(blocks))]
        labels = [(at, label) for at in places if (label := _labelled(blocks[at])) is not None]
        for place, (at, _) in enumerate(labels):
            run = labels[place:]
            if not _runs_to_end(blocks, [start for start, _ in run], dict(run), strict=self.strict):
                continue
            found: list[_Found] = []
            for (start, label), end in zip(
                run, [*(start for start, _ in run[1:]), len(blocks)], strict=True
            ):
                tail = _trimmed(blocks[start:end])
                made = self._made(tail, label)
                if made is None:
                    found = []
                    break
                alone = len(tail) == 1 or label.alone
                found.append(_Found("after", made, label.sure if alone else 0.75))
            if found:
                self.notes.setdefault(name, []).extend(found)
                return _trimmed(blocks[:at])
        return blocks

    def _made(self, blocks: Sequence[Block], label: NoteLabel) -> Blocks | None:
        """The blocks of a note without its label; ``None`` when too little is left."""
        ends = [block for block in blocks if is_end(_text(block))]
        kept = [block for block in blocks if block not in ends]
        if not kept:
            return None
        first = kept[0]
        said = _text(first)[: label.end]
        opened = _without_label(first, label.end)
        made = ((opened,) if opened is not None else ()) + tuple(kept[1:])
        if label.bracket and made:
            made = (*made[:-1], _without_bracket(made[-1], label.bracket))
        least = 1 if label.alone and label.sure > 0.9 else SHORTEST  # noqa: PLR2004 - said in full
        if len("".join(text_of(made).split())) < least:
            return None
        self.removed += [text for text in (said.strip(), *map(_text, ends)) if text]
        return made

    def _say_passed(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            text = block.mark if isinstance(block, SceneBreak) else _text(block)
            self.removed += [text] if text else []


def lift_notes(book: Book, report: Report, *, name: str = "") -> Book:
    """The book with the notes at the heads and feet of its chapters where notes belong.

    Notes above everything else are about the whole work.

    Args:
        book: A book as it was read.
        report: Told of each note, with how sure it is.
        name: Name of the source, for messages.
    """
    lifter = _Lifter(strict=any(note.kind == "note" for note in book.notes))
    first = next(sections(book), None)
    foreword = first is not None and first.role is Role.INTRODUCTION and not first.title
    dropped: set[str] = set()

    def each(group: tuple[Section, ...]) -> tuple[Section, ...]:
        kept = [(section, lift(section)) for section in group]
        dropped.update(before.id for before, after in kept if _emptied(after, before))
        return tuple(after for before, after in kept if before.id not in dropped)

    def lift(section: Section) -> Section:
        lifted = lifter.lifted(section, of_work=foreword and section is first)
        if not lifted.children:
            return lifted
        return replace(lifted, children=each(lifted.children))

    front, body, back = each(book.front), each(book.body), each(book.back)
    if not lifter.notes:
        return book
    _tell(lifter, report, name)
    if dropped:  # a section of notes alone, which no boundary opens any longer
        report.decisions[:] = [
            replace(one, section="") if one.section in dropped else one for one in report.decisions
        ]
    lifted = replace(book, front=front, body=body, back=back)
    return replace(lifted, notes=_in_order(lifted, book.notes, lifter.notes))


def _emptied(kept: Section, section: Section) -> bool:
    return bool(section.blocks) and not kept.blocks and not kept.children and not kept.title


# --- how far a note reaches -------------------------------------------------------------------


def _reach_below(blocks: Sequence[Block], label: NoteLabel, *, strict: bool) -> _Reach:
    """How far a note at the head reaches, whose label is in the first of these blocks."""
    least = 2 if label.alone and len(blocks) > 1 else 1
    if label.bracket:
        end = _bracket_closes(blocks, label.bracket)
        return _Reach(end or 1, end or 1, label.sure if end else 0.7)
    window = blocks[: least + (2 if strict else _REACH)]
    for index in range(least, len(window)):
        block = window[index]
        if is_end(_text(block)):
            return _Reach(index + 1, index + 1, 0.95)
        if _labelled(block) is not None:
            return _Reach(index, index, label.sure)
        if isinstance(block, SceneBreak):
            if index == least or _is_one_note(blocks, least, index):
                return _Reach(index, index + 1, label.sure if index == least else 0.75)
            break
    return _Reach(least, least, label.sure if not label.alone else min(label.sure, 0.75))


def _bracket_closes(blocks: Sequence[Block], bracket: str) -> int:
    """The number of blocks to the one that ends with this bracket; 0 when none does."""
    for index, block in enumerate(blocks[:_REACH], 1):
        if _text(block).rstrip(" *_~").endswith(bracket[0]):
            return index
    return 0


def _is_one_note(blocks: Sequence[Block], least: int, end: int) -> bool:
    """Whether the blocks to a scene break are the author's words, not the story's first scene."""
    between = blocks[least:end]
    length = _length(blocks[:end])
    return (
        length <= _LONG
        and length <= _SHARE * _length(blocks)
        and all(is_authorial(_text(block)) for block in between)
        and not any(_text(block).lstrip().startswith(_SPEECH) for block in between)
    )


def _last_heading(blocks: Blocks) -> int:
    """Index of the last heading; -1 when there is none."""
    return next(
        (at for at in range(len(blocks) - 1, -1, -1) if isinstance(blocks[at], Heading)), -1
    )


def _is_headed(block: Block, label: NoteLabel) -> bool:
    """Whether a note has a heading of its own, which leaves no doubt where it begins."""
    return isinstance(block, Heading) and label.alone and label.sure > 0.9  # noqa: PLR2004 - said in full


def _runs_to_end(
    blocks: Blocks, starts: Sequence[int], labels: dict[int, NoteLabel], *, strict: bool
) -> bool:
    """Whether the notes that begin at these blocks are all there is to the chapter's end."""
    first = starts[0]
    headed = _is_headed(blocks[first], labels[first])
    apart = headed or isinstance(blocks[first - 1], SceneBreak)
    length = _length(blocks[first:])
    if length > max(_LONG, _SHARE * _length(blocks[:first])):
        return False
    if not apart and len(blocks) - first > 2 and length > _SHARE * _length(blocks):  # noqa: PLR2004
        return False
    return all(
        _is_note(_trimmed(blocks[start:end]), labels[start], apart=apart, strict=strict)
        for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True)
    )


def _is_note(blocks: Blocks, label: NoteLabel, *, apart: bool, strict: bool) -> bool:
    """Whether blocks at the foot of a chapter, from a label on, are a note and not the story.

    Args:
        blocks: The blocks, to the next label or the end.
        label: The label of the first.
        apart: Whether a scene break stands above them.
        strict: Whether only a note of one paragraph is believed.
    """
    below = blocks[1 + label.alone :]
    if label.bracket and _bracket_closes(blocks, label.bracket) not in {0, len(blocks)}:
        return False
    if any(isinstance(block, SceneBreak) for block in below):
        return False
    if _is_headed(blocks[0], label):
        return True
    if strict and len(below) > 1:
        return False
    texts = [_text(block) for block in below]
    return all(
        is_authorial(text) or is_end(text) or (apart and not text.startswith(_SPEECH))
        for text in texts
    )


def _length(blocks: Sequence[Block]) -> int:
    """The number of characters of some blocks, which costs less than counting words."""
    return sum(len(_text(block)) for block in blocks)


def _trimmed(blocks: Blocks) -> Blocks:
    """The blocks without scene breaks at their end."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], SceneBreak):
        end -= 1
    return blocks[:end]


# --- blocks -----------------------------------------------------------------------------------


def _text(block: Block) -> str:
    match block:
        case Paragraph(children) | Heading(_, children):
            return text_of_inlines(children)
        case BlockQuote(inner) | Division(inner):
            return _text(inner[0]) if inner else ""
        case _:
            return ""


def _labelled(block: Block) -> NoteLabel | None:
    match block:
        case Paragraph(children) | Heading(_, children):
            return label_at(text_of_inlines(children)) if children else None
        case BlockQuote(inner) | Division(inner) if inner:
            found = _labelled(inner[0])
            if found is None or not found.alone or len(inner) == 1:
                return found
            return replace(found, alone=False)
        case _:
            return None


def _without_label(block: Block, count: int) -> Block | None:
    """The block without the label it begins with; ``None`` when nothing else is in it."""
    if not count:
        return block
    match block:
        case Paragraph(children):
            rest = without_start(children, count)
            return replace(block, children=rest) if text_of_inlines(rest).strip() else None
        case Heading(_, children):
            rest = without_start(children, count)
            return Paragraph(rest) if text_of_inlines(rest).strip() else None
        case BlockQuote(inner) | Division(inner):
            first = _without_label(inner[0], count)
            rest_of = (first, *inner[1:]) if first is not None else inner[1:]
            return replace(block, blocks=rest_of) if rest_of else None
        case _:
            return block


def _without_bracket(block: Block, bracket: str) -> Block:
    match block:
        case Paragraph(children):
            return replace(block, children=without_end(children, bracket))
        case BlockQuote(inner) | Division(inner) if inner:
            last = _without_bracket(inner[-1], bracket)
            return replace(block, blocks=(*inner[:-1], last))
        case _:
            return block


# --- the book ---------------------------------------------------------------------------------


def _in_order(
    book: Book, known: Sequence[AuthorNote], found: dict[str, list[_Found]]
) -> tuple[AuthorNote, ...]:
    """All notes in reading order: what stood in the text stands nearer to it."""
    names = {"", *(section.id for section in sections(book))}
    order = ["", *(section.id for section in sections(book))]

    def mine(name: str, position: Position) -> list[AuthorNote]:
        given = [n for n in known if n.section == name and n.position == position]
        lifted = [
            AuthorNote(section=name, position=position, blocks=one.blocks)
            for one in found.get(name, ())
            if one.position == position
        ]
        return [*given, *lifted] if position == "before" else [*lifted, *given]

    notes = mine("", "before")
    for name in order[1:]:
        notes += [*mine(name, "before"), *mine(name, "after")]
    others = [note for note in known if note.section not in names]
    return (*notes, *others, *mine("", "after"))


def _tell(lifter: _Lifter, report: Report, name: str) -> None:
    where = Where(name) if name else None
    everything = [(section, one) for section, notes in lifter.notes.items() for one in notes]
    say: Callable[[_Found], str] = lambda one: repr(" ".join(text_of(one.blocks).split())[:40])  # noqa: E731
    removed = "\n".join(lifter.removed)
    for section, one in everything:
        place = "at the head" if one.position == "before" else "at the foot"
        report.decide(
            0, "note", f"its label, {place} of {section or 'the work'}", one.sure, say(one)[1:-1]
        )
    if len(everything) > _FEW:
        lowest = min(one.sure for _, one in everything)
        report.add(
            Code.NOTE_FOUND,
            f"{len(everything)} passages at the head or foot of chapters are notes of the author's "
            f"(confidence {lowest:.2f} and more), the first {say(everything[0][1])}",
            where=where,
            removed=removed,
        )
        return
    for index, (section, one) in enumerate(everything):
        report.add(
            Code.NOTE_FOUND,
            f"{say(one)} {'above' if one.position == 'before' else 'below'} "
            f"{section or 'the whole work'} is a note of the author's (confidence {one.sure:.2f})",
            where=where,
            removed="" if index else removed,
        )

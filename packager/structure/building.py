"""Building: a Book put together again from its pieces, as a plan says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from packager.book.blocks import Blocks, Heading, Paragraph
from packager.book.book import AuthorNote, Book, Position
from packager.book.inlines import Inlines
from packager.book.metadata import Creator, Metadata
from packager.book.section import Role, Section
from packager.book.walk import text_of_inlines
from packager.checks.letters import words_of
from packager.diagnostics import Where
from packager.structure.lines import Lines
from packager.structure.links import retarget
from packager.structure.pieces import PLACES, Piece, Range, Row, numbers_in, row_of
from packager.structure.plan import Plan, PlannedNote, PlannedSection
from packager.structure.settling import check_ranges, heading_of, invalid, settle


def build(book: Book, plan: Plan, lines: Lines, where: Where) -> Book:
    """The book as the plan has it; every piece of it lands somewhere.

    Args:
        book: The Book the plan was made of, as it was read.
        plan: What is wanted.
        lines: The lines of the source.
        where: The file of the plan, for messages.

    Raises:
        UsageError: The plan can't be meant.
    """
    row = row_of(book)
    if plan.source.pieces != len(row.pieces):
        raise invalid(
            where,
            0,
            f"the source has {len(row.pieces)} pieces, and the plan was made of "
            f"{plan.source.pieces}",
            "it is read in another way now: have the plan written anew",
        )
    builder = _Builder(row, plan, lines, where)
    built = builder.sections()
    notes = builder.notes()
    metadata = replace(
        _with_facts(book.metadata, plan), description=builder.blocks(plan.description)
    )
    changed = replace(
        book, metadata=metadata, front=built["front"], body=built["body"], back=built["back"],
        notes=notes,
    )  # fmt: skip
    moved = builder.moved()
    return retarget(changed, moved) if moved else changed


@dataclass(frozen=True, slots=True)
class _Begun:
    """A section of the plan with the pieces that are its own.

    Attributes:
        plan: What the plan says of it, its place settled.
        section: The section, without those within it.
        last: Number of the last piece before the next section begins.
    """

    plan: PlannedSection
    section: Section
    last: int


class _Builder:
    def __init__(self, row: Row, plan: Plan, lines: Lines, where: Where) -> None:
        self._row = row
        self._plan = plan
        self._where = where
        self._titled = {placed.piece: placed.section.id for placed in row.sections}
        self._aside = numbers_in((plan.description, *(note.pieces for note in plan.notes)))
        check_ranges(plan, row, where)
        self._begun = self._begin(settle(plan, row, lines, where))

    def blocks(self, pieces: Range) -> Blocks:
        """The blocks of a range; a title among them is a heading."""
        first, last = pieces
        return tuple(piece.block for piece in self._row.pieces[first - 1 : last] if first)

    def sections(self) -> dict[str, tuple[Section, ...]]:
        """The sections of each place, those of a deeper level within the ones above them."""
        stacks: dict[str, list[tuple[int, Section]]] = {place: [] for place in PLACES}
        for begun in reversed(self._begun):
            stack = stacks[begun.plan.place]
            level = begun.plan.level
            children = []
            while stack and stack[-1][0] > level:
                children.append(stack.pop()[1])
            stack.append((level, replace(begun.section, children=tuple(children))))
        return {
            place: tuple(section for _, section in reversed(stack))
            for place, stack in stacks.items()
        }

    def notes(self) -> tuple[AuthorNote, ...]:
        """The notes, in the order of the plan."""
        return tuple(self._note(note) for note in self._plan.notes)

    def moved(self) -> dict[str, str]:
        """Where links lead whose section is no more: the id of the one that holds its text."""
        kept = {begun.section.id for begun in self._begun}
        return {
            placed.section.id: self._holding(placed.piece).section.id
            for placed in self._row.sections
            if placed.section.id not in kept
        }

    # --- what stands where ---------------------------------------------------------------------

    def _begin(self, settled: Sequence[PlannedSection]) -> list[_Begun]:
        begun = []
        starts = [section.piece for section in settled]
        for index, section in enumerate(settled):
            # What stands in front of the first section and is no note belongs to it.
            last = starts[index + 1] - 1 if index + 1 < len(starts) else len(self._row.pieces)
            title, taken = self._title(section, last)
            first = 1 if index == 0 else section.piece
            own = tuple(
                self._row.pieces[number - 1].block
                for number in range(first, last + 1)
                if number not in self._aside and number != taken
            )
            made = Section(
                id=section.id,
                role=section.role or Role.CHAPTER,
                number=section.number,
                title=title,
                blocks=own,
                published=section.published,
            )
            begun.append(_Begun(section, made, last))
        return begun

    def _title(self, section: PlannedSection, last: int) -> tuple[str, int]:
        """The title of a section, and the piece that is printed as it; 0 for none."""
        number = section.piece
        piece = self._row.pieces[number - 1] if number <= last else None
        if piece is None or number in self._aside:
            return section.title or "", 0
        text = _title_text(piece)
        if section.title is None:
            if text is None or not text.strip():
                raise invalid(
                    self._where,
                    section.at,
                    f"piece {number} has no words to be a title",
                    'give the section one: title = "The Storm", or title = "" for none',
                )
            said = None if piece.title else heading_of(text)
            return (text if said is None else said.title), number
        mine = piece.title and self._titled.get(number) == section.id
        words = words_of(section.title)
        return section.title, number if mine or (words and words == words_of(text or "")) else 0

    def _note(self, note: PlannedNote) -> AuthorNote:
        holder = self._holding(note.pieces[0]) if note.pieces[0] else None
        section = note.section
        if section is None:
            section = holder.section.id if holder else ""
        ids = {begun.section.id for begun in self._begun}
        if section and section not in ids:
            gone = {placed.section.id: placed.piece for placed in self._row.sections}
            if section not in gone:
                import difflib  # noqa: PLC0415 - only for a mistake

                near = difflib.get_close_matches(section, sorted(ids), n=1)
                raise invalid(
                    self._where,
                    note.at,
                    f"there is no section {section!r} for a note to be about",
                    f"did you mean {near[0]}?" if near else 'section = "" is the whole work',
                )
            section = self._holding(gone[section]).section.id
        return AuthorNote(
            section=section,
            position=note.position or self._position(note, holder),
            blocks=self.blocks(note.pieces),
            kind=note.kind,
        )

    def _position(self, note: PlannedNote, holder: _Begun | None) -> Position:
        """Before the text when nothing of it stands in front of the note."""
        if holder is None:
            return "before"
        start = holder.plan.piece + int(bool(holder.section.title))
        between = range(start, note.pieces[0])
        return "before" if all(number in self._aside for number in between) else "after"

    def _holding(self, number: int) -> _Begun:
        """The section a piece stands in."""
        before = [begun for begun in self._begun if begun.plan.piece <= number]
        return before[-1] if before else self._begun[0]


def _title_text(piece: Piece) -> str | None:
    """The words of a piece that can be a title; ``None`` for a list, a picture, a scene break."""
    if isinstance(piece.block, Heading | Paragraph):
        text: Inlines = piece.block.children
        return text_of_inlines(text) if piece.title else " ".join(text_of_inlines(text).split())
    return None


def _with_facts(metadata: Metadata, plan: Plan) -> Metadata:
    return replace(
        _with_authors(metadata, plan.authors),
        title=plan.title or metadata.title,
        language=plan.language or metadata.language,
    )


def _with_authors(metadata: Metadata, authors: Sequence[str]) -> Metadata:
    """The metadata with these authors; the others who made the story stay."""
    known: Mapping[str, Creator] = {
        creator.name: creator for creator in metadata.creators if creator.role == "aut"
    }
    if not authors or list(authors) == [
        creator.name for creator in metadata.creators if creator.role == "aut"
    ]:
        return metadata
    others = tuple(creator for creator in metadata.creators if creator.role != "aut")
    return replace(
        metadata, creators=(*(known.get(name, Creator(name)) for name in authors), *others)
    )

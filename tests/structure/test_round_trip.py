"""A book, its plan as a file, and the book built to that file are one and the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Block
from packager.book.book import Book
from packager.book.walk import sections, text_of
from packager.checks.book_text import book_text
from packager.checks.letters import words_of
from packager.diagnostics import Report, Where
from packager.structure.building import build
from packager.structure.lines import Lines
from packager.structure.links import rename
from packager.structure.parsing import parse_plan
from packager.structure.pieces import row_of
from packager.structure.plan import Plan, SourceFacts, plan_of
from packager.structure.toml import plan_text
from tests.support.books import books

WHERE = Where("plan.toml")
FACTS = SourceFacts(name='s "1".txt', sha256="0" * 64, reader="fimtext")
NO_LINES = Lines()


def planned(book: Book) -> Plan:
    return plan_of(book, FACTS, Report(), NO_LINES)


@given(books())
def test_a_book_built_to_its_own_plan_is_the_same_book(book: Book) -> None:
    written = plan_text(planned(book))
    read = parse_plan(written.encode(), WHERE)
    assert build(book, read, NO_LINES, WHERE) == book
    assert plan_text(planned(build(book, read, NO_LINES, WHERE))) == written


@given(books(), st.data())
def test_whatever_is_deleted_from_a_plan_no_block_is_lost(book: Book, data: st.DataObject) -> None:
    plan = planned(book)
    kept = data.draw(st.sets(st.sampled_from(range(len(plan.sections))), min_size=1))
    plan = replace(
        plan,
        # Levels are flat, so that no section is left without the one it stood in.
        sections=tuple(replace(plan.sections[i], level=1) for i in sorted(kept)),
        notes=tuple(note for note in plan.notes if data.draw(st.booleans())),
        description=data.draw(st.sampled_from((plan.description, (0, 0)))),
    )
    built = build(book, parse_plan(plan_text(plan).encode(), WHERE), NO_LINES, WHERE)
    lost = blocks_of(book) - blocks_of(built)
    assert not [block for block in lost if text_of((block,)) not in titles(built)]
    titled = [section.title for section in sections(book) if words_of(section.title)]
    found = "\n".join(book_text(built))
    assert all(title in found for title in titled)


def blocks_of(book: Book) -> Counter[Block]:
    """The blocks of a book, wherever their links lead."""
    pieces = [piece.block for piece in row_of(book).pieces if not piece.title]
    return Counter(rename(tuple(pieces), lambda name: "x"))  # noqa: ARG005 - all are one


def titles(book: Book) -> set[str]:
    return {section.title for section in sections(book)}

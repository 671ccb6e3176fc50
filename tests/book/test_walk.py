"""Walking a Book."""

from __future__ import annotations

import pytest
from hypothesis import given

from packager.book.blocks import (
    Block,
    BlockQuote,
    Cell,
    Figure,
    ListBlock,
    Paragraph,
    Preformatted,
    Table,
    Verse,
    VerseLine,
)
from packager.book.book import AuthorNote, Book, Footnote
from packager.book.inlines import Code, Emphasis, Inlines, LineBreak, NoteRef, Ruby, Strong
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.book.walk import (
    blocks_of,
    inlines_of,
    lines_of,
    map_blocks,
    map_lines,
    sections,
    text_of,
    text_of_inlines,
    word_count,
)
from tests.support.books import books


@given(books())
def test_a_map_reaches_every_line_and_gives_the_same_book_when_it_changes_nothing(
    book: Book,
) -> None:
    seen: list[Inlines] = []

    def look(line: Inlines) -> Inlines:
        seen.append(line)
        return line

    assert map_blocks(book, lambda blocks: map_lines(blocks, look)) == book
    runs = (
        book.metadata.description,
        *(section.blocks for section in sections(book)),
        *(note.blocks for note in book.notes),
        *(note.blocks for note in book.footnotes),
    )
    there = [
        line
        for run in runs
        for block in blocks_of(run)
        if not isinstance(block, Preformatted)
        for line in lines_of(block)
    ]
    assert sorted(map(repr, seen)) == sorted(map(repr, there))


def test_sections_come_in_reading_order_parents_first() -> None:
    book = Book(
        front=(Section(id="foreword"),),
        body=(
            Section(id="part", children=(Section(id="one"), Section(id="two"))),
            Section(id="three"),
        ),
        back=(Section(id="afterword"),),
    )
    assert [section.id for section in sections(book)] == [
        "foreword", "part", "one", "two", "three", "afterword",
    ]  # fmt: skip


def test_blocks_are_found_at_any_depth() -> None:
    deep = Paragraph(("deep",))
    inner = BlockQuote((ListBlock(((Table(((Cell((deep,)),),)),),)),))
    kinds = [type(block).__name__ for block in blocks_of((inner,))]
    assert kinds == ["BlockQuote", "ListBlock", "Table", "Paragraph"]


def test_inlines_come_parents_first() -> None:
    line: Inlines = ("a", Emphasis(("b", Strong(("c",)))), Code("d"))
    assert [part for part in inlines_of(line) if isinstance(part, str)] == ["a", "b", "c"]
    assert text_of_inlines(line) == "abcd"


def test_text_leaves_readings_marks_and_pictures_out() -> None:
    line: Inlines = (Ruby(("漢字",), "かんじ"), NoteRef("n"), "a", LineBreak(), "b")
    assert text_of_inlines(line) == "漢字a b"


def test_text_has_a_line_for_each_paragraph_verse_line_and_caption() -> None:
    verse = Verse(((VerseLine(("one",)), VerseLine(("two",))), (VerseLine(("three",)),)))
    blocks: tuple[Block, ...] = (verse, Figure("p", "alt", ("caption",)), Preformatted("x  y\nz"))
    assert text_of(blocks) == "one\ntwo\nthree\ncaption\nx  y\nz"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("one", 1),
        ("It was—mostly—true…", 2),
        ("“Yes!” she said.", 3),
        ("— * … ’ ***", 0),
        ("don’t stop-gap 3.5 x", 4),
        ("雪が降る。", 4),
        ("我用Python写代码", 6),
        ("Hello世界", 3),
        ("世界！ 。、", 2),
        ("コーヒー・カップ", 7),
        ("눈이 내린다", 2),
        ("снег идёт", 2),
        ("ก็", 1),
    ],
)
def test_words_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert word_count((Paragraph((text,)),)) == count


def test_words_split_by_markup_are_one() -> None:
    assert word_count((Paragraph(("un", Emphasis(("believ",)), "able")),)) == 1


def test_words_of_different_paragraphs_are_not_joined() -> None:
    assert word_count((Paragraph(("one",)), Paragraph(("two",)))) == 2


def test_every_run_of_blocks_is_mapped() -> None:
    run = (Paragraph(("x",)),)
    book = Book(
        metadata=Metadata(description=run),
        front=(Section(id="f", blocks=run),),
        body=(Section(id="b", children=(Section(id="c", blocks=run),)),),
        back=(Section(id="k", blocks=run),),
        notes=(AuthorNote(section="b", position="after", blocks=run),),
        footnotes=(Footnote(id="n", blocks=run),),
    )
    emptied = map_blocks(book, lambda blocks: ())  # noqa: ARG005
    assert "Paragraph" not in repr(emptied)

"""Walking a Book."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from packager.book.inlines import Code, Emphasis, Inline, Inlines, LineBreak, NoteRef, Ruby, Strong
from packager.book.metadata import Metadata
from packager.book.section import Section
from packager.book.walk import (
    blocks_of,
    inlines_of,
    lines_of,
    map_blocks,
    map_inlines,
    map_lines,
    replace_blocks,
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


@given(st.text(st.sampled_from("ab1 _-'.“”—é\u00a0雪ひ\u0e01\n\x1c²"), max_size=30))
def test_words_are_counted_one_by_one(text: str) -> None:
    apart = "".join(f" {one} " if one in "雪ひ\u0e01" else one for one in text)
    count = sum(any(one.isalnum() for one in word) for word in apart.split())
    assert word_count((Paragraph((text,)),)) == count


@given(books())
def test_what_a_change_leaves_alone_stays_the_same_object(book: Book) -> None:
    for section in sections(book):
        assert replace_blocks(section.blocks, lambda block: (block,)) == section.blocks
        for block in blocks_of(section.blocks):
            for line in lines_of(block):
                assert map_inlines(line, lambda inline: (inline,)) is line
    flat = Book(body=(Section(id="a", blocks=(Paragraph(("x", Emphasis(("y",)))),)),))
    assert map_blocks(flat, lambda blocks: map_lines(blocks, lambda line: line)).body is flat.body


def test_a_block_may_give_way_to_none_or_to_several_at_any_depth() -> None:
    def doubled(block: Block) -> tuple[Block, ...]:
        match block:
            case Paragraph(("gone",)):
                return ()
            case Paragraph(("twice",)):
                return (block, block)
            case _:
                return (block,)

    gone, twice, stays = Paragraph(("gone",)), Paragraph(("twice",)), Paragraph(("stays",))
    blocks = (
        gone,
        BlockQuote((twice, stays)),
        ListBlock(((gone,), (stays,))),
        Table(((Cell((twice,)),),)),
    )
    assert replace_blocks(blocks, doubled) == (
        BlockQuote((twice, twice, stays)),
        ListBlock(((), (stays,))),
        Table(((Cell((twice, twice)),),)),
    )
    untouched = (stays, BlockQuote((stays,)))
    assert replace_blocks(untouched, doubled) is untouched


def test_an_inline_may_give_way_to_none_or_to_several_at_any_depth() -> None:
    def change(inline: Inline) -> Inlines:
        return (
            () if isinstance(inline, LineBreak) else (inline, "!") if inline == "a" else (inline,)
        )

    line = ("a", Strong((LineBreak(), Emphasis(("a", "b")))), LineBreak())
    assert map_inlines(line, change) == ("a", "!", Strong((Emphasis(("a", "!", "b")),)))

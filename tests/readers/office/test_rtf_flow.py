"""Paragraphs of RTF as blocks."""

from __future__ import annotations

from dataclasses import replace

from packager.book.blocks import Heading, ListBlock, Paragraph, Table
from packager.book.walk import text_of
from packager.readers.office.rtf_flow import RtfFlow
from packager.readers.office.rtf_paragraph_look import ParagraphLook


def say(flow: RtfFlow, text: str, marker: str | None = None) -> None:
    flow.line.append(text)
    flow.marker = marker
    flow.end_paragraph()


def test_a_bullet_a_ring_and_a_number_make_items() -> None:
    flow = RtfFlow()
    say(flow, "a", "\u2022\t")
    flow.look = ParagraphLook(list_level=1)
    say(flow, "b", "o\t")
    flow.look = ParagraphLook()
    say(flow, "c", "(4)\t")
    flow.end()
    bullets, numbers = flow.blocks
    assert isinstance(bullets, ListBlock)
    assert text_of((bullets,)).split() == ["a", "b"]
    assert numbers == ListBlock(((Paragraph(("c",)),),), ordered=True, start=4)


def test_a_marker_of_words_stays_in_front_of_its_paragraph() -> None:
    flow = RtfFlow()
    say(flow, "Ebb", "Article 1.\t")
    flow.look = ParagraphLook(level=1)
    say(flow, "Storm", "Chapter 2\t")
    assert flow.blocks == [Paragraph(("Article 1. Ebb",)), Heading(1, ("Chapter 2 Storm",))]


def test_a_table_in_a_cell_stays_in_it() -> None:
    flow = RtfFlow(look=ParagraphLook(depth=1))
    say(flow, "outer")
    flow.look = ParagraphLook(depth=2)
    flow.line.append("inner")
    flow.end_cell(nested=True)
    flow.end_row(nested=True)
    flow.look = ParagraphLook(depth=1)
    flow.end_cell(nested=False)
    flow.end_row(nested=False)
    flow.end()
    (table,) = flow.blocks
    assert isinstance(table, Table)
    outer, inner = table.rows[0][0].blocks
    assert outer == Paragraph(("outer",))
    assert isinstance(inner, Table)
    assert text_of(inner.rows[0][0].blocks) == "inner"


def test_a_list_in_a_cell_does_not_leave_it() -> None:
    flow = RtfFlow(look=ParagraphLook(depth=1))
    say(flow, "a", "1.")
    flow.end_cell(nested=False)
    flow.end_row(nested=False)
    flow.look = ParagraphLook()
    say(flow, "b", "1.")
    flow.end()
    table, behind = flow.blocks
    assert isinstance(table, Table)
    assert isinstance(table.rows[0][0].blocks[0], ListBlock)
    assert behind == ListBlock(((Paragraph(("b",)),),), ordered=True)


def test_a_bookmark_is_the_block_it_stands_in() -> None:
    flow = RtfFlow()
    flow.names.append("here")
    say(flow, "a")
    assert flow.bookmarks["here"] is flow.blocks[0]


def test_the_paragraph_behind_a_page_break_is_on_top_of_a_page() -> None:
    flow = RtfFlow()
    say(flow, "a")
    say(flow, "b")
    flow.turned = True
    say(flow, "c")
    flow.look = replace(flow.look, page=True)
    say(flow, "d")
    assert [text_of((block,)) for block in flow.pages] == ["a", "c", "d"]

"""Titles on top of pages."""

from __future__ import annotations

from packager.book.blocks import Block, Blocks, Heading, Paragraph
from packager.book.inlines import Strong
from packager.book.style import Style
from packager.diagnostics import Code, Report, Where
from packager.readers.office.page_titles import with_page_titles

CENTER = Style(align="center")


def page(title: str) -> tuple[Block, Block]:
    return Paragraph((Strong((title,)),), CENTER), Paragraph(("It rained all night.",))


def found(*pages: tuple[Block, ...]) -> tuple[Blocks, Report]:
    report = Report()
    blocks = tuple(block for one in pages for block in one)
    return with_page_titles(blocks, [one[0] for one in pages], report, Where("s")), report


def test_centred_lines_on_top_of_pages_are_headings_and_a_guess() -> None:
    blocks, report = found(page("The Gate"), page("The Wall"))
    assert [b.children for b in blocks if isinstance(b, Heading)] == [("The Gate",), ("The Wall",)]
    assert [said.code for said in report.diagnostics] == [Code.STRUCTURE_GUESSED]


def test_a_title_page_is_no_chapter() -> None:
    title = (Paragraph(("Salt",), CENTER), Paragraph(("Ann",), CENTER))
    blocks, _ = found(title, page("The Gate"), page("The Wall"))
    assert sum(isinstance(block, Heading) for block in blocks) == 2
    assert blocks[:2] == title


def test_pages_without_titles_stay_one_text() -> None:
    text = (Paragraph(("It rained.",)),)
    blocks, report = found(page("The Gate"), text, text, page("The Wall"))
    assert not any(isinstance(block, Heading) for block in blocks)
    assert not report.diagnostics


def test_real_headings_need_no_guess() -> None:
    head = (Heading(1, ("One",)), Paragraph(("It rained.",)))
    blocks, _ = found(head, page("The Gate"), page("The Wall"))
    assert sum(isinstance(block, Heading) for block in blocks) == 1


def test_pages_of_blocks_that_are_elsewhere_mean_nothing() -> None:
    text = (Paragraph(("It rained.",)),)
    assert with_page_titles(text, [Paragraph(("x",))], Report(), Where("s")) == text

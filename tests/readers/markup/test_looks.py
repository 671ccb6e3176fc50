"""What CSS asks for, in the terms of a book."""

from __future__ import annotations

import pytest

from packager.book.inlines import Emphasis, SmallCaps, Strike, Strong, Superscript, Underline
from packager.book.style import PLAIN, Style
from packager.readers.markup.colors import color, is_ink, is_paper
from packager.readers.markup.looks import Look, declared, within
from packager.readers.markup.sheets import Sheet


@pytest.mark.parametrize(
    ("css", "style"),
    [
        ("text-align: CENTER !important", Style(align="center")),
        ("text-align:right", Style(align="end")),
        ("text-align:justify", PLAIN),
        ("margin-left: 2em", Style(indent=1)),
        ("padding-left: 120px", Style(indent=3)),
        ("margin: 0 0 0 5em", Style(indent=2)),
        ("margin: 0 auto", PLAIN),
        ("margin-left: 0.5em", PLAIN),
        ("text-indent: 2em", PLAIN),
        ("color: black", PLAIN),
        ("color: #333", PLAIN),
        ("color: white", PLAIN),
        ("color: DarkRed", Style(color="#8b0000")),
        ("color: hsl(120, 100%, 25%)", Style(color="#008000")),
        ("font-size: 150%", Style(scale=1.5)),
        ("font-size: smaller", Style(scale=0.83)),
        ("font-size: 14px", PLAIN),
        ("font-size: 32px", Style(scale=2.0)),
        ("font-size: 900em", Style(scale=3.0)),
        ("font-size: 1em", PLAIN),
        ("font-family: 'Courier New', monospace", Style(face="monospace")),
        ("font-family: Georgia, serif", PLAIN),
        ("direction: rtl", Style(direction="rtl")),
        ("float: right", PLAIN),
        ("nonsense", PLAIN),
        ("color: rgb(", PLAIN),
    ],
)
def test_declarations_become_styles(css: str, style: Style) -> None:
    assert declared(css).style == style


def test_declarations_become_marks() -> None:
    assert declared("font: italic bold 12px serif").marks == (Emphasis, Strong)
    assert declared("text-decoration: underline line-through").marks == (Underline, Strike)
    assert declared("font-variant: small-caps; vertical-align: super").marks == (
        SmallCaps,
        Superscript,
    )
    assert declared("font-weight: 400").plain == {Strong}
    assert declared("display: none").hidden
    assert declared("white-space: pre-wrap").lines


def test_what_no_book_can_carry_is_named_and_typography_is_not() -> None:
    look = declared("background: red; border: 1px; line-height: 2; -webkit-x: y; color: #fff")
    assert look.dropped == ("background", "border", "color")


def test_the_last_word_wins() -> None:
    assert declared("text-align:center;text-align:right").style.align == "end"
    above = Look(style=Style(color="#ff0000"), marks=(Strong,))
    both = declared("font-weight:normal; color: blue").over(above)
    assert both.style.color == "#0000ff"
    assert both.marks == ()


def test_an_element_alone_in_another_adds_to_it() -> None:
    inner = within(Style(indent=5, scale=2.0, align="center"), Style(indent=5, scale=2.0))
    assert inner == Style(indent=8, scale=3.0, align="center")


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("#F0a", "#ff00aa"),
        ("ff00aa", "#ff00aa"),
        ("#ff00aa80", "#ff00aa"),
        ("rgb(255 0 170 / 50%)", "#ff00aa"),
        ("rgba(100%, 0%, 0%, .5)", "#ff0000"),
        ("hsla(0, 100%, 50%, 1)", "#ff0000"),
        ("RebeccaPurple", "#663399"),
        ("currentcolor", None),
        ("rgb(1,2)", None),
        ("#12345", None),
        ("url(x)", None),
    ],
)
def test_colours_in_all_their_forms(value: str, meant: str | None) -> None:
    assert color(value) == meant


def test_ink_and_paper_are_no_colours() -> None:
    assert [is_ink(one) for one in ("#000000", "#333333", "#400000", "#808080")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert [is_paper(one) for one in ("#ffffff", "#f0f0e8", "#ffff00")] == [True, True, False]


def test_a_sheet_knows_classes_and_ids_and_not_the_page() -> None:
    sheet = Sheet()
    sheet.add(
        "/* .a{color:red} */ p{color:red} .a{text-align:center} #b>i.c, .d:hover{color:red}"
        "@media print{.a{text-align:right}} @import 'x'; .poem .e{margin-left:4em} .broken{color"
    )
    assert sorted(sheet.looks) == [".a", ".e", "i.c"]
    assert sheet.look("p", "a", "").style == Style(align="center")
    assert sheet.look("i", "c x", "").style == Style(color="#ff0000")
    assert sheet.look("b", "c", "").style == PLAIN


def test_comments_of_old_pages_hide_no_rules() -> None:
    sheet = Sheet()
    sheet.add("<!--\n.a {text-align: center}\n-->")
    assert sheet.look("p", "a", "").style == Style(align="center")

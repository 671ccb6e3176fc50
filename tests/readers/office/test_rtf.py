"""Rich Text Format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Figure, Heading, ListBlock, Paragraph, SceneBreak, Table
from packager.book.inlines import (
    Emphasis,
    LineBreak,
    Link,
    NoteRef,
    SmallCaps,
    Strike,
    Strong,
    Superscript,
    Underline,
)
from packager.book.style import Style
from packager.book.walk import text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.office.rtf import READER
from packager.readers.office.rtf_document import read_rtf
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes

HEAD = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Arial;}}"
    rb"{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 Heading 2;}}"
)


def paragraphs(body: bytes) -> tuple[object, ...]:
    return read_rtf(HEAD + body + b"}").blocks


def inlines(body: bytes) -> tuple[object, ...]:
    (block,) = paragraphs(body + rb"\par ")
    assert isinstance(block, Paragraph)
    return block.children


@pytest.mark.parametrize(
    ("body", "children"),
    [
        (rb"It snowed.", ("It snowed.",)),
        (rb"It {\i snowed}.", ("It ", Emphasis(("snowed",)), ".")),
        (rb"\i It\i0  snowed", (Emphasis(("It",)), " snowed")),
        (rb"\b a\b0{\ul b}{\strike c}{\scaps d}{\super e}", (
            Strong(("a",)), Underline(("b",)), Strike(("c",)), SmallCaps(("d",)),
            Superscript(("e",)),
        )),
        (rb"{\i a {\b b} c}", (Emphasis(("a ",)), Strong((Emphasis(("b",)),)), Emphasis((" c",)))),
        (rb"Caf\'e9 \'93so\'94 \'97 \u8230?", ("Café “so” — …",)),
        (rb"\uc2\u8212\'97\'97x", ("—x",)),
        (rb"\u-10179?\u-8704?", ("\U0001f600",)),
        (rb"{\f1 \'cf\'f0\'e8\'e2\'e5\'f2}", ("Привет",)),
        (rb"a\line b", ("a", LineBreak(), "b")),
        (rb"\{brace\} C:\\x a\~b", ("{brace} C:\\x a\u00a0b",)),
        (rb"\ldblquote so\rdblquote\emdash ", ("“so”—",)),
        (b"one\r\nline", ("oneline",)),
        (
            rb'{\field{\*\fldinst HYPERLINK "https://example.org/a"}{\fldrslt here}} x',
            (Link(("here",), "https://example.org/a"), " x"),
        ),
        (
            rb'{\field{\*\fldinst HYPERLINK "javascript:alert(1)"}{\fldrslt here}}',
            ("here",),
        ),
    ],
)  # fmt: skip
def test_a_paragraph_keeps_its_words_and_marks(body: bytes, children: tuple[object, ...]) -> None:
    assert inlines(body) == children


def test_deleted_and_hidden_text_and_comments_are_not_printed_and_are_named() -> None:
    found = read_rtf(HEAD + rb"A{\deleted gone}{\v hidden}{\*\annotation why?}B\par}")
    assert found.blocks == (Paragraph(("AB",)),)
    assert found.dropped.split() == ["gone", "hidden", "why?"]


def test_a_footnote_is_one() -> None:
    found = read_rtf(HEAD + rb"A{\footnote \pard A {\i note}.}B\par}")
    (note,) = found.footnotes
    assert found.blocks == (Paragraph(("A", NoteRef(note.id), "B")),)
    assert note.blocks == (Paragraph(("A ", Emphasis(("note",)), ".")),)


def test_headings_are_known_by_style_and_by_outline_level() -> None:
    blocks = paragraphs(rb"\pard\s1 One\par\pard\s2 Two\par\pard\outlinelevel0 X\par\pard y\par ")
    assert [(b.level, b.children) for b in blocks if isinstance(b, Heading)] == [
        (1, ("One",)),
        (2, ("Two",)),
        (1, ("X",)),
    ]


def test_alignment_and_indent_are_kept_until_the_paragraph_is_reset() -> None:
    centred, indented, plain = paragraphs(rb"\qc a\par\pard\li1440 b\par\pard c\par ")
    assert isinstance(centred, Paragraph)
    assert centred.style.align == "center"
    assert isinstance(indented, Paragraph)
    assert indented.style.indent == 2
    assert plain == Paragraph(("c",))


def test_rows_are_a_table() -> None:
    (table, after) = paragraphs(
        rb"\trowd\intbl a\cell b\cell\row\trowd\intbl c\cell d\cell\row\pard x\par "
    )
    assert isinstance(table, Table)
    assert [[text_of(cell.blocks) for cell in row] for row in table.rows] == [
        ["a", "b"],
        ["c", "d"],
    ]
    assert after == Paragraph(("x",))


def test_a_picture_is_an_asset() -> None:
    png = b"\x89PNG\r\n\x1a\nrest"
    found = read_rtf(
        HEAD + rb"{\*\shppict{\pict\pngblip " + png.hex().encode() + rb"}}"
        rb"{\nonshppict{\pict\wmetafile8 0102}}\par}"
    )
    (asset,) = found.assets
    assert asset.data == png
    assert found.blocks == (Figure(asset.id),)


def test_a_story_has_its_chapters_title_and_author() -> None:
    data = HEAD + (
        rb"{\info{\title The Storm}{\author Ann Example}{\keywords Snow; Winter}}"
        rb"\pard\qc The Storm\par by Ann Example\par\pard\s1\b Chapter 1\par\pard\b0 It snowed.\par"
        rb"\qc * * *\par\pard It stopped.\par\pard\s1 Chapter 2: Thaw\par\pard It melted.\par}"
    )
    report = Report()
    book = READER.read(from_bytes("s.rtf", data), Request(), report)
    assert book.metadata.title == "The Storm"
    assert [maker.name for maker in book.metadata.creators] == ["Ann Example"]
    assert book.metadata.subjects == ("Snow", "Winter")
    assert [(s.number, s.title) for s in book.body] == [(1, ""), (2, "Thaw")]
    assert book.body[0].blocks == (
        Paragraph(("It snowed.",)),
        SceneBreak("* * *"),
        Paragraph(("It stopped.",)),
    )
    assert {said.code for said in report.diagnostics} <= {Code.LINE_NOT_PRINTED}


def test_centred_lines_on_top_are_the_title_page_when_the_file_says_nothing() -> None:
    data = HEAD + rb"\pard\qc The Storm\par Ann Example\par\pard\s1 Chapter 1\par\pard Snow.\par}"
    report = Report()
    book = READER.read(from_bytes("s.rtf", data), Request(), report)
    assert (book.metadata.title, book.metadata.creators[0].name) == ("The Storm", "Ann Example")
    assert Code.STRUCTURE_GUESSED in {said.code for said in report.diagnostics}


def test_a_document_without_text_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        READER.read(from_bytes("s.rtf", HEAD + b"}"), Request(), Report())
    assert caught.value.code is Code.NO_STORY


def test_it_is_known_by_its_first_bytes() -> None:
    source = from_bytes("s.txt", HEAD + b"}")
    assert READER.sniff(source, sample_of(source))[0] > 0.9
    other = from_bytes("s.rtf", b"It snowed.")
    assert READER.sniff(other, sample_of(other))[0] == 0


PIECES = st.sampled_from(
    [b"{", b"}", rb"\par ", rb"\i ", rb"\b0 ", rb"\u8212?", rb"\'e9", b"snow ", rb"\footnote ",
     rb"{\pict 00zz}", rb"\cell ", rb"\row ", rb"\intbl ", rb"{\*\fldinst ", rb"\bin3 abc",
     rb"\uc9 ", rb"\s1 ", rb"{\fonttbl ", rb"\f99 ", rb"\~", b"\xff", rb"\u-1?", rb"\ansicpg0 "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_no_rtf_is_too_broken_to_be_read(body: bytes) -> None:
    found = read_rtf(HEAD + body)
    told = text_of(found.blocks) + found.dropped + "".join(found.facts.values())
    told += "".join(text_of(note.blocks) for note in found.footnotes)
    hidden = rb"\fonttbl" in body or rb"\pict" in body or rb"\fldinst" in body or rb"\uc9" in body
    assert hidden or told.count("snow") == body.count(b"snow")


def test_groups_in_groups_are_read_in_no_time() -> None:
    found = read_rtf(HEAD + b"{" * 50_000 + b"deep" + b"}" * 50_000 + rb" end\par}")
    assert found.blocks == (Paragraph(("deep end",)),)


def test_a_line_end_behind_a_backslash_ends_a_paragraph() -> None:
    assert paragraphs(b"\\qc Chapter One\\\n\\pard It rained.\\\r\nIt snowed.\\\n") == (
        Paragraph(("Chapter One",), Style(align="center")),
        Paragraph(("It rained.",)),
        Paragraph(("It snowed.",)),
    )


def test_fields_in_a_running_head_are_not_text() -> None:
    found = read_rtf(
        HEAD + rb"{\header HOLT {\field{\*\fldinst PAGE}{\fldrslt 3}}\par}It rained.\par}"
    )
    assert found.blocks == (Paragraph(("It rained.",)),)
    assert found.dropped.split() == ["HOLT", "3"]


def test_a_contents_field_is_named_and_not_printed() -> None:
    found = read_rtf(
        HEAD + rb'{\field{\*\fldinst {TOC \\o "1-3"}}{\fldrslt {\pard Ebb{\field{\*\fldinst '
        rb"{PAGEREF x}}{\fldrslt 3}}\par}}}It rained.\par}"
    )
    assert [block for block in found.blocks if block != Paragraph(())] == [
        Paragraph(("It rained.",))
    ]
    assert found.dropped.split() == ["Ebb", "3"]


def test_a_comment_does_not_part_a_paragraph() -> None:
    assert inlines(rb"It {\*\annotation \pard why?\par}snowed.") == ("It snowed.",)


def test_a_note_leaves_the_heading_it_stands_in_a_heading() -> None:
    first, *_ = paragraphs(rb"\pard\s1 Ebb{\footnote \pard\s0 Mud.\par}\par Text.\par ")
    assert first == Heading(1, ("Ebb", NoteRef("footnote-1")))


def test_a_style_based_on_that_of_headings_is_one() -> None:
    sheet = HEAD.replace(rb"{\s2 ", rb"{\s7\sbasedon1 Own;}{\s8\outlinelevel1 Two;}{\s2 ")
    first, second = read_rtf(sheet + rb"\pard\s7 Ebb\par\pard\s8 Mud\par}").blocks
    assert (first, second) == (Heading(1, ("Ebb",)), Heading(2, ("Mud",)))


def test_the_styles_title_and_subtitle_name_the_work() -> None:
    sheet = HEAD.replace(rb"{\s2 ", rb"{\s15 Title;}{\s16 Subtitle;}{\s21 toc 1;}{\s2 ")
    body = (
        rb"\pard\s15 Salt\par\pard\s16 A Road\par\pard\s21 Ebb 3\par"
        rb"\pard\s1 Ebb\par\pard Mud.\par}"
    )
    book = READER.read(from_bytes("s.rtf", sheet + body), Request(), Report())
    assert (book.metadata.title, book.metadata.subtitle) == ("Salt", "A Road")
    assert [section.title for section in book.body] == ["Ebb"]
    assert text_of(book.body[0].blocks) == "Mud."


def test_a_page_break_is_no_blank_paragraph() -> None:
    assert paragraphs(rb"One.\par\page Two.\par\sect Three.\par ") == (
        Paragraph(("One.",)),
        Paragraph(("Two.",)),
        Paragraph(("Three.",)),
    )


@pytest.mark.parametrize(
    ("first", "more"),
    [
        (
            rb"{\listtext\pard\plain\f0 \u8226\'95\tab}\pard\ls1\ilvl0\li720 a\par",
            rb"{\listtext\u8226\'95\tab}b\par\pard ",
        ),
        (
            rb"{\pntext\f0\'B7\tab}{\*\pn\pnlvlblt{\pntxtb\'B7}}\fi-360\li720 a\par",
            rb"{\pntext\f0\'B7\tab}b\par\pard ",
        ),
        (
            b"\\pard\\ls1\\ilvl0\n{\\listtext\t\\uc0\\u8226 \t}a\\\n",
            b"{\\listtext\t\\uc0\\u8226 \t}b\\\n\\pard ",
        ),
    ],
)
def test_lists_are_lists_however_they_are_written(first: bytes, more: bytes) -> None:
    found, after = paragraphs(first + more + rb"After.\par ")
    assert found == ListBlock(((Paragraph(("a",)),), (Paragraph(("b",)),)))
    assert after == Paragraph(("After.",))


def test_links_to_bookmarks_lead_to_their_chapters() -> None:
    data = HEAD + (
        rb'\pard\s1 Ebb\par\pard {\field{\*\fldinst HYPERLINK \\l "two"}{\fldrslt on}}'
        rb'{\field{\*\fldinst HYPERLINK "#gone"}{\fldrslt  or lost}}\par'
        rb"\pard\s1 {\*\bkmkstart two}Flow{\*\bkmkend two}\par\pard It rained.\par}"
    )
    report = Report()
    book = READER.read(from_bytes("s.rtf", data), Request(), report)
    assert book.body[0].blocks == (Paragraph((Link(("on",), "#chapter-002"), " or lost")),)
    assert Code.LINK_DEAD in {said.code for said in report.diagnostics}


def test_lines_on_top_of_pages_are_titles_of_chapters() -> None:
    data = HEAD + (
        rb"\pard\qc The Gate\par\pard It rained.\par\page\pard\qc The Wall\par\pard It froze.\par}"
    )
    book = READER.read(from_bytes("s.rtf", data), Request(), Report())
    assert [section.title for section in book.body] == ["The Gate", "The Wall"]


def test_plain_text_is_in_the_document_s_own_font_again() -> None:
    assert inlines(rb"\f1 \'cf\plain \'e9") == ("Пé",)


def test_a_star_without_a_word_hides_nothing_behind_its_group() -> None:
    assert inlines(rb"{\* }It snowed.") == ("It snowed.",)

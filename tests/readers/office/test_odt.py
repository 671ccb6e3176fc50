"""OpenDocument text."""

from __future__ import annotations

import io
import zipfile

import pytest

from packager.book.blocks import BlockQuote, Figure, ListBlock, Paragraph, SceneBreak, Table
from packager.book.book import Book
from packager.book.inlines import Emphasis, LineBreak, Link, NoteRef, Ruby, SmallCaps, Strong
from packager.book.walk import text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.readers.office.odt import READER
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        ("meta", "meta"),
    )
)  # fmt: skip
NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = """
<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="SC"><style:text-properties fo:font-variant="small-caps"/></style:style>
<style:style style:name="C"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="In"><style:paragraph-properties fo:margin-left="2.54cm"/></style:style>
<style:style style:name="N"><style:text-properties fo:font-style="normal"/></style:style>
<style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Quotations"/><style:style style:name="Subtitle"/>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>
<style:style style:name="H" style:default-outline-level="1"/>
"""


def document(body: str, meta: str = "", files: dict[str, bytes] | None = None) -> Source:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        if meta:
            archive.writestr(
                "meta.xml",
                f"<office:document-meta {NAMES}><office:meta>{meta}</office:meta>"
                "</office:document-meta>",
            )
        for name, data in (files or {}).items():
            archive.writestr(name, data)
    return from_bytes("s.odt", stream.getvalue())


def blocks(body: str) -> tuple[object, ...]:
    book = READER.read(document(body), Request(), Report())
    return book.body[0].blocks


def test_marks_spaces_breaks_and_links_are_kept() -> None:
    (block,) = blocks(
        '<text:p>It <text:span text:style-name="I">snowed</text:span>\n  all<text:s text:c="2"/>'
        '<text:span text:style-name="B">d<text:span text:style-name="SC">a</text:span></text:span>'
        '<text:line-break/>y <text:a xlink:href="https://example.org">x</text:a>'
        '<text:a xlink:href="javascript:x">z</text:a></text:p>'
    )
    assert block == Paragraph(
        (
            "It ", Emphasis(("snowed",)), " all  ", Strong(("d",)),
            SmallCaps((Strong(("a",)),)), LineBreak(), "y ",
            Link(("x",), "https://example.org"), "z",
        )
    )  # fmt: skip


def test_alignment_and_indent_come_from_the_styles() -> None:
    centred, indented = blocks(
        '<text:p text:style-name="C">a</text:p><text:p text:style-name="In">b</text:p>'
    )
    assert isinstance(centred, Paragraph)
    assert centred.style.align == "center"
    assert isinstance(indented, Paragraph)
    assert indented.style.indent == 2


def test_lists_and_tables_are_kept() -> None:
    items, table = blocks(
        "<text:list><text:list-item><text:p>a</text:p></text:list-item>"
        "<text:list-item><text:p>b</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    assert items == ListBlock(((Paragraph(("a",)),), (Paragraph(("b",)),)))
    assert isinstance(table, Table)
    assert text_of((table,)) == "c"


def test_a_note_ruby_and_a_picture_are_kept() -> None:
    body = (
        "<text:p>A<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>N."
        "</text:p></text:note-body></text:note><text:ruby><text:ruby-base>漢</text:ruby-base>"
        "<text:ruby-text>かん</text:ruby-text></text:ruby></text:p>"
        '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>A hill</svg:desc>'
        "</draw:frame></text:p>"
    )
    book = READER.read(document(body, files={"Pictures/a.png": b"png"}), Request(), Report())
    paragraph, figure = book.body[0].blocks
    assert paragraph == Paragraph(("A", NoteRef("footnote-1"), Ruby(("漢",), "かん")))
    assert text_of(book.footnotes[0].blocks) == "N."
    assert figure == Figure("image-001", "A hill")
    assert book.assets[0].data == b"png"


def test_comments_and_deleted_text_are_named_and_not_printed() -> None:
    report = Report()
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>A<office:annotation><text:p>why?</text:p></office:annotation>B</text:p>"
    )
    book = READER.read(document(body), Request(), report)
    assert text_of(book.body[0].blocks) == "AB"
    (said,) = (said for said in report.diagnostics if said.code is Code.TEXT_REMOVED)
    assert set(said.removed.split()) == {"gone", "why?"}


def test_headings_make_chapters_and_the_file_names_title_and_author() -> None:
    body = (
        '<text:h text:outline-level="1">Chapter One</text:h><text:p>Snow.</text:p>'
        "<text:p>Still.</text:p><text:p>More.</text:p><text:p/>"
        "<text:p>After.</text:p><text:p>Late.</text:p>"
        '<text:p text:style-name="H">Chapter Two: Thaw</text:p><text:p>Melt.</text:p>'
    )
    meta = "<dc:title>The Storm</dc:title><meta:initial-creator>Ann Example</meta:initial-creator>"
    book = READER.read(document(body, meta), Request(scene_breaks="blank"), Report())
    assert (book.metadata.title, book.metadata.creators[0].name) == ("The Storm", "Ann Example")
    assert [(s.number, s.title) for s in book.body] == [(1, ""), (2, "Thaw")]
    assert book.body[0].blocks[3] == SceneBreak()


def test_every_word_that_is_seen_is_in_the_visible_text() -> None:
    source = document("<text:p>One<text:tab/>two</text:p><text:h>Three</text:h>")
    assert READER.visible(source).split() == ["One", "two", "Three"]


@pytest.mark.parametrize("content", [b"", b"no xml at all", b"<a><b>"])
def test_a_damaged_document_is_refused(content: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    source = from_bytes("s.odt", stream.getvalue())
    assert sample_of(source).kind == "odt"
    with pytest.raises((ReadError, SourceError)):
        READER.read(source, Request(), Report())


def test_elements_in_elements_lose_no_word() -> None:
    body = "<text:section>" * 900 + "<text:p>deep</text:p>" + "</text:section>" * 900
    assert "deep" in text_of(READER.read(document(body), Request(), Report()).body[0].blocks)


def test_elements_deeper_than_can_be_read_are_refused_not_lost() -> None:
    body = "<text:section>" * 5000 + "<text:p>deep</text:p>" + "</text:section>" * 5000
    with pytest.raises(ReadError):
        READER.read(document(body), Request(), Report())


def judged(body: str) -> tuple[Book, Report]:
    report = Report()
    source = document(body)
    book = READER.read(source, Request(), report)
    account(READER.visible(source), book, report)
    assert Code.WORDS_LOST not in {said.code for said in report.diagnostics}
    return book, report


def test_contents_lists_hidden_text_and_page_numbers_are_named_and_not_printed() -> None:
    book, report = judged(
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>Contents"
        "</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Ebb 3"
        "</text:p></text:index-body></text:table-of-content>"
        '<text:p>Mud<text:span text:style-name="Hid">secret</text:span> dries'
        "<text:page-number>7</text:page-number> slow"
        "<text:hidden-text>no</text:hidden-text>.</text:p>"
    )
    assert text_of(book.body[0].blocks) == "Mud dries slow."
    (said,) = (said for said in report.diagnostics if said.code is Code.TEXT_REMOVED)
    assert set(said.removed.split()) == {"Contents", "Ebb", "3", "secret", "7", "no"}


def test_a_span_may_take_a_mark_away() -> None:
    (block,) = blocks(
        '<text:p text:style-name="I">It <text:span text:style-name="N">snowed</text:span></text:p>'
    )
    assert block == Paragraph((Emphasis(("It ",)), "snowed"))


def test_the_number_of_a_note_is_no_part_of_a_word() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A tide."
        "</text:p></text:note-body></text:note>"
    )
    book, report = judged(f"<text:p>The ship{note} came in.</text:p>")
    assert text_of(book.footnotes[0].blocks) == "A tide."
    assert Code.TEXT_REMOVED not in {said.code for said in report.diagnostics}


def test_lists_are_numbered_by_their_style_and_headings_in_lists_are_headings() -> None:
    items = "<text:list-item><text:p>a</text:p></text:list-item>"
    (found,) = blocks(f'<text:list text:style-name="L1">{items}</text:list>')
    assert isinstance(found, ListBlock)
    assert found.ordered
    headings = "".join(
        f"<text:list><text:list-item><text:h>{title}</text:h></text:list-item></text:list>"
        f"<text:p>{title} text.</text:p>"
        for title in ("Ebb", "Flow")
    )
    book, _ = judged(headings)
    assert [section.title for section in book.body] == ["Ebb", "Flow"]


def test_quotations_subtitle_and_description_are_kept() -> None:
    body = (
        '<text:p text:style-name="Subtitle">A Tale</text:p><text:h>Ebb</text:h>'
        '<text:p text:style-name="Quotations">Come home.</text:p>'
    )
    meta = "<dc:description>Of the sea.</dc:description>"
    book = READER.read(document(body, meta), Request(), Report())
    assert book.metadata.subtitle == "A Tale"
    assert text_of(book.metadata.description) == "Of the sea."
    assert book.body[0].blocks == (BlockQuote((Paragraph(("Come home.",)),)),)


def test_links_to_bookmarks_and_headings_lead_to_their_chapters() -> None:
    report = Report()
    source = document(
        '<text:h text:outline-level="1">Ebb</text:h><text:p><text:a xlink:href="#here">a</text:a>'
        '<text:a xlink:href="#1.Flow|outline">b</text:a><text:a xlink:href="#gone">c</text:a>'
        '</text:p><text:h text:outline-level="1">Flow</text:h>'
        '<text:p>It <text:bookmark-start text:name="here"/>rained.</text:p>'
    )
    book = READER.read(source, Request(), report)
    assert book.body[0].blocks == (
        Paragraph((Link(("a",), "#chapter-002"), Link(("b",), "#chapter-002"), "c")),
    )
    assert Code.LINK_DEAD in {said.code for said in report.diagnostics}


def test_centred_lines_on_top_of_pages_are_titles_of_chapters() -> None:
    page = '<text:p text:style-name="Top">{}</text:p><text:p>It rained and nobody slept.</text:p>'
    source = document(
        page.format("The Gate") + page.format("The Wall"),
        files={
            "styles.xml": f'<office:document-styles {NAMES}><style:style style:name="Top">'
            '<style:paragraph-properties fo:text-align="center" fo:break-before="page"/>'
            "</style:style></office:document-styles>".encode()
        },
    )
    book = READER.read(source, Request(), Report())
    assert [section.title for section in book.body] == ["The Gate", "The Wall"]


def test_text_that_has_lost_its_tags_is_read() -> None:
    broken = '<text:p>It snowed.</text:p><text:h\u00a0text:outline-level="1">Loam</text:h>'
    source = document(f"{broken}<text:p>They went home.</text:p>")
    report = Report()
    book = READER.read(source, Request(), report)
    text = text_of(book.body[0].blocks)
    assert "Loam" in text
    assert "They went home." in text
    assert account(READER.visible(source), book, report) == ()

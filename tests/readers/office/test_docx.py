"""Word documents."""

from __future__ import annotations

import io
import zipfile

import pytest

from packager.book.blocks import BlockQuote, Figure, ListBlock, Paragraph, SceneBreak, Table
from packager.book.book import Book
from packager.book.inlines import Emphasis, Link, NoteRef, Ruby, SmallCaps, Strong
from packager.book.metadata import Creator
from packager.book.section import Role
from packager.book.walk import text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import PackagerError, ReadError
from packager.readers.office.docx import READER
from packager.request import Request
from packager.sources.source import Source, from_bytes

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def document(body: str, files: dict[str, str | bytes] | None = None, links: str = "") -> Source:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{links}'
        "</Relationships>",
        "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1">'
        '<w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Title">'
        '<w:name w:val="Title"/></w:style></w:styles>',
        **(files or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return from_bytes("s.docx", stream.getvalue())


def link(number: int, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}" {more}/>'


def p(text: str, style: str = "", more: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_marks_and_links_are_kept() -> None:
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/><w:ind w:start="1440"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">It </w:t></w:r>'
        "<w:r><w:rPr><w:i/></w:rPr><w:t>snow</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>ed</w:t></w:r>"
        "<w:r><w:rPr><w:b/><w:smallCaps/></w:rPr><w:t>x</w:t></w:r>"
        '<w:hyperlink r:id="rId7"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>'
    )
    links = link(7, "hyperlink", "https://example.org", 'TargetMode="External"')
    (block,) = READER.read(document(body, links=links), Request(), Report()).body[0].blocks
    assert isinstance(block, Paragraph)
    assert block.children == (
        "It ",
        Emphasis(("snowed",)),
        SmallCaps((Strong(("x",)),)),
        Link(("here",), "https://example.org"),
    )
    assert (block.style.align, block.style.indent) == ("center", 2)


def test_headings_make_chapters_and_the_title_style_names_the_work() -> None:
    body = p("The Storm", "Title") + p("Chapter 1", "Heading1") + p("It snowed.")
    body += p("Chapter 2 - Thaw", "Heading1") + p("It melted.")
    core = (
        f'<c:coreProperties xmlns:c="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ann Example</dc:creator>'
        "<c:keywords>Snow, Winter</c:keywords></c:coreProperties>"
    )
    book = READER.read(document(body, {"docProps/core.xml": core}), Request(), Report())
    assert (book.metadata.title, book.metadata.subjects) == ("The Storm", ("Snow", "Winter"))
    assert [maker.name for maker in book.metadata.creators] == ["Ann Example"]
    assert [(s.number, s.title, text_of(s.blocks)) for s in book.body] == [
        (1, "", "It snowed."),
        (2, "Thaw", "It melted."),
    ]


def test_comments_and_deleted_text_do_not_enter_the_text_and_are_named() -> None:
    body = (
        "<w:p><w:r><w:t>A</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comments = f'<w:comments {W}><w:comment w:id="0">{p("why?")}</w:comment></w:comments>'
    report = Report()
    source = document(body, {"word/comments.xml": comments}, link(8, "comments", "comments.xml"))
    book = READER.read(source, Request(), report)
    assert text_of(book.body[0].blocks) == "A"
    (said,) = (said for said in report.diagnostics if said.code is Code.TEXT_REMOVED)
    assert set(said.removed.split()) == {"gone", "why?"}
    assert set(READER.visible(source).split()) == {"A", "gone", "why?"}


def test_a_footnote_is_one() -> None:
    body = '<w:p><w:r><w:t>A</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2">{p("A note.")}</w:footnote></w:footnotes>'
    source = document(body, {"word/footnotes.xml": notes}, link(9, "footnotes", "footnotes.xml"))
    book = READER.read(source, Request(), Report())
    assert book.body[0].blocks == (Paragraph(("A", NoteRef("footnote-1"))),)
    assert text_of(book.footnotes[0].blocks) == "A note."


def test_lists_and_tables_are_kept() -> None:
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="bullet"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )

    def item(text: str, level: int) -> str:
        return p(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = item("a", 0) + item("b", 1) + item("c", 0) + p("x")
    body += f"<w:tbl><w:tr><w:tc>{p('d')}</w:tc><w:tc>{p('e')}</w:tc></w:tr></w:tbl>"
    files: dict[str, str | bytes] = {"word/numbering.xml": numbering}
    book = READER.read(
        document(body, files, link(3, "numbering", "numbering.xml")), Request(), Report()
    )
    items, after, table = book.body[0].blocks
    below = ListBlock(((Paragraph(("b",)),),))
    assert items == ListBlock(((Paragraph(("a",)), below), (Paragraph(("c",)),)))
    assert after == Paragraph(("x",))
    assert isinstance(table, Table)
    assert [text_of(cell.blocks) for cell in table.rows[0]] == ["d", "e"]


def drawing(relation: str) -> str:
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="A hill"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip {relation}="rId4"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def test_a_picture_in_the_file_is_an_asset() -> None:
    source = document(
        drawing("r:embed"), {"word/media/a.png": b"png"}, link(4, "image", "media/a.png")
    )
    book = READER.read(source, Request(), Report())
    assert book.body[0].blocks == (Figure("image-001", "A hill"),)
    assert book.assets[0].data == b"png"


def test_a_picture_outside_the_file_is_never_opened() -> None:
    links = link(4, "image", "file:///etc/hostname", 'TargetMode="External"')
    report = Report()
    book = READER.read(document(drawing("r:link") + p("x"), links=links), Request(), report)
    assert book.assets == ()
    assert "A hill" in text_of(book.body[0].blocks)
    assert Code.PICTURE_REMOTE in {said.code for said in report.diagnostics}


@pytest.mark.parametrize("body", ["<w:p>", "", "<w:p><w:r><w:footnoteReference/></w:r></w:p>"])
def test_a_damaged_or_empty_document_is_refused(body: str) -> None:
    with pytest.raises(ReadError) as caught:
        READER.read(document(body), Request(), Report())
    assert caught.value.exit_code == 3


def test_what_is_no_zip_archive_is_refused() -> None:
    with pytest.raises(PackagerError) as caught:
        READER.read(from_bytes("s.docx", b"PK\x03\x04 broken"), Request(), Report())
    assert caught.value.exit_code == 3


CHARACTERS = (
    f"<w:styles {W}>"
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Kapitel"/>'
    '<w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mid"><w:name w:val="Middle"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Thought"><w:name w:val="Thought"/>'
    "<w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Subtitle"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="Em"><w:name w:val="Emphasis"/>'
    "<w:rPr><w:i/></w:rPr></w:style></w:styles>"
)


EMPHASIS, UPRIGHT = '<w:rStyle w:val="Em"/>', '<w:i w:val="0"/>'


def styled(body: str) -> tuple[Book, Report]:
    report = Report()
    files: dict[str, str | bytes] = {"word/styles.xml": CHARACTERS}
    source = document(body, files)
    book = READER.read(source, Request(), report)
    account(READER.visible(source), book, report)
    assert Code.WORDS_LOST not in {said.code for said in report.diagnostics}
    return book, report


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_styles_of_the_writer_make_headings_marks_and_alignment() -> None:
    book, _ = styled(
        p("Ebb", "Own")
        + f"<w:p>{run('It ')}{run('snowed', EMPHASIS)}</w:p>"
        + p("By the sea", "Mid")
        + '<w:p><w:pPr><w:pStyle w:val="Thought"/></w:pPr>'
        + f"{run('Why')}{run('?', UPRIGHT)}</w:p>"
        + p("Come home.", "Quote")
        + p("Flow", more='<w:outlineLvl w:val="0"/>')
        + p("Water.")
    )
    assert [section.title for section in book.body] == ["Ebb", "Flow"]
    snow, middle, thought, quote = book.body[0].blocks
    assert snow == Paragraph(("It ", Emphasis(("snowed",))))
    assert isinstance(middle, Paragraph)
    assert middle.style.align == "center"
    assert thought == Paragraph((Emphasis(("Why",)), "?"))
    assert quote == BlockQuote((Paragraph(("Come home.",)),))


def test_hidden_and_moved_text_and_contents_lists_are_named_and_not_printed() -> None:
    book, report = styled(
        p("Ebb 3", "T1")
        + "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
        + f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('Flow 9')}</w:sdtContent></w:sdt>"
        + f"<w:p>{run('Mud')}{run('secret', '<w:vanish/>')}"
        + f"<w:moveFrom w:id='1'>{run(' moved')}</w:moveFrom>"
        + "<w:fldSimple w:instr=' PAGE '>"
        + run("77")
        + "</w:fldSimple></w:p>"
    )
    assert text_of(book.body[0].blocks) == "Mud"
    (said,) = (said for said in report.diagnostics if said.code is Code.TEXT_REMOVED)
    assert set(said.removed.split()) == {"Ebb", "3", "Flow", "9", "secret", "moved", "77"}


def test_ruby_formulas_and_fields_keep_their_words() -> None:
    book, _ = styled(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<m:oMath xmlns:m='m'><m:r><m:t>x</m:t></m:r></m:oMath>"
        f"<w:fldSimple w:instr='DATE'>{run(' May')}</w:fldSimple><w:bdo>{run(' b')}</w:bdo></w:p>"
    )
    assert book.body[0].blocks == (Paragraph((Ruby(("漢字",), "かんじ"), "x May b")),)


def test_a_text_box_stands_behind_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{p('Boxed')}{p('twice')}</w:txbxContent>"
    both = (
        "<mc:AlternateContent xmlns:mc='mc'><mc:Choice>"
        f"<w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent>"
    )
    for boxes in (both, f"<w:drawing>{box}</w:drawing>"):
        book, _ = styled(
            f"<w:p>{run('Anchor')}<w:r>{boxes}</w:r></w:p><w:p><w:r>{boxes}</w:r></w:p>"
        )
        assert text_of(book.body[0].blocks).split() == ["Anchor", *["Boxed", "twice"] * 2]


def test_a_text_box_that_hangs_in_nothing_is_read() -> None:
    box = f"<w:txbxContent>{p('Boxed')}</w:txbxContent>"
    notes = f"<w:footnotes {W}><w:footnote w:id='2'><w:p>{box}</w:p></w:footnote></w:footnotes>"
    body = '<w:p><w:r><w:t>A</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    files: dict[str, str | bytes] = {"word/footnotes.xml": notes}
    source = document(body, files, links=link(3, "footnotes", "footnotes.xml"))
    (note,) = READER.read(source, Request(), Report()).footnotes
    assert text_of(note.blocks) == "Boxed"


def test_a_line_across_the_page_is_a_scene_break() -> None:
    bordered = "<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p>"
    drawn = "<w:p><w:r><w:pict><v:rect xmlns:v='v' xmlns:o='o' o:hr='t'/></w:pict></w:r></w:p>"
    book, _ = styled(p("a") + bordered + p("b") + drawn + p("c") + p("—", "Mid") + p("d"))
    kinds = [type(block) for block in book.body[0].blocks]
    assert kinds == [Paragraph, SceneBreak] * 3 + [Paragraph]


def test_a_title_page_of_centred_lines_is_read() -> None:
    middle = '<w:jc w:val="center"/>'
    heading = "<w:p><w:pPr>" + middle + "</w:pPr>" + run("Chapter {}", "<w:b/>") + "</w:p>"
    text = "".join(p(f"The rain fell on the harbour all night, {n}.") for n in "abc")
    body = (
        p("12 Quay Street") + p("SALT", more=middle) + p("A Road", more=middle)
        + p("by", more=middle) + p("Mara Lund", more=middle) + heading.format(1) + text
        + heading.format(2) + p("The Well", more=middle) + text
    )  # fmt: skip
    on_one_line = body.replace(p("Mara Lund", more=middle), "")
    on_one_line = on_one_line.replace(p("by", more=middle), p("by Mara Lund", more=middle))
    book, _ = styled(on_one_line)
    assert (book.metadata.title, book.metadata.subtitle) == ("SALT", "A Road")
    assert book.metadata.creators == (Creator("Mara Lund"),)
    chapters = [one for one in book.body if one.role is Role.CHAPTER]
    assert [(one.number, one.title) for one in chapters] == [(1, ""), (2, "The Well")]
    without_address, _ = styled(body.replace(p("12 Quay Street"), ""))
    assert without_address.metadata.creators == (Creator("Mara Lund"),)
    assert without_address.metadata.subtitle == "A Road"


def test_a_subtitle_is_not_text() -> None:
    book, _ = styled(p("A Tale", "Sub") + p("Ebb", "H1") + p("Mud."))
    assert book.metadata.subtitle == "A Tale"
    assert text_of(book.body[0].blocks) == "Mud."


def _anchor(name: str, words: str) -> str:
    return f'<w:hyperlink w:anchor="{name}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'


def test_a_link_to_a_bookmark_leads_to_its_chapter_and_a_dead_one_is_text() -> None:
    marked = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="0" w:name="two"/>'
        '<w:r><w:t>Chapter 2</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    )
    links = f"<w:p>{_anchor('two', 'there')}{_anchor('gone', ' or lost')}</w:p>"
    report = Report()
    source = document(p("Chapter 1", "Heading1") + links + marked + p("It rained."))
    book = READER.read(source, Request(), report)
    assert book.body[0].blocks == (Paragraph((Link(("there",), "#chapter-002"), " or lost")),)
    assert Code.LINK_DEAD in {said.code for said in report.diagnostics}


BREAK = '<w:r><w:br w:type="page"/></w:r>'


def _bold(text: str, first: str = "", more: str = "") -> str:
    return (
        f'<w:p><w:pPr>{more}<w:jc w:val="center"/></w:pPr>{first}<w:r><w:rPr><w:b/></w:rPr>'
        f"<w:t>{text}</w:t></w:r></w:p>"
    )


@pytest.mark.parametrize(
    "second",
    [
        f"<w:p>{BREAK}</w:p>" + _bold("The Wall"),
        _bold("The Wall", first=BREAK),
        _bold("The Wall", more="<w:pageBreakBefore/>"),
        f"<w:p><w:r><w:t>It froze.</w:t></w:r>{BREAK}</w:p>" + _bold("The Wall"),
    ],
)
def test_bold_lines_on_top_of_pages_are_titles_of_chapters(second: str) -> None:
    body = _bold("The Gate") + p("It rained.") + second + p("It snowed.")
    report = Report()
    book = READER.read(document(body), Request(), report)
    assert [section.title for section in book.body] == ["The Gate", "The Wall"]
    assert Code.STRUCTURE_GUESSED in {said.code for said in report.diagnostics}
    assert Code.SCENE_BREAKS_GUESSED not in {said.code for said in report.diagnostics}


def test_a_page_break_in_the_text_is_no_scene_break_and_no_chapter() -> None:
    body = p("It rained.") + f"<w:p>{BREAK}</w:p>" + p("It snowed.")
    book = READER.read(document(body), Request(), Report())
    assert book.body[0].blocks == (Paragraph(("It rained.",)), Paragraph(("It snowed.",)))


def test_a_numbered_heading_stays_behind_the_list_above_it() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    source = document(
        p("One", "Heading1") + p("item", more=number) + p("Two", "Heading1", number) + p("Text."),
        {"word/numbering.xml": numbering},
        link(7, "numbering", "numbering.xml"),
    )
    book = READER.read(source, Request(), Report())
    assert [text_of(section.blocks) for section in book.body] == ["item", "Text."]
    assert isinstance(book.body[0].blocks[0], ListBlock)


@pytest.mark.parametrize("name", ["Überschrift 1", "Заголовок 1", "見出し 1", "Nadpis 1"])
def test_styles_of_headings_are_known_in_other_languages(name: str) -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="{name}"/>'
        "</w:style></w:styles>"
    )
    source = document(
        p("Ebb", "H") + p("It rained.") + p("Flow", "H") + p("It snowed."),
        {"word/styles.xml": styles},
        link(8, "styles", "styles.xml"),
    )
    book = READER.read(source, Request(), Report())
    assert [section.title for section in book.body] == ["Ebb", "Flow"]


def test_a_bold_label_of_a_note_is_a_paragraph_that_begins_with_it() -> None:
    label = (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>A/N:</w:t></w:r>"
        '<w:r><w:t xml:space="preserve"> Thanks!</w:t></w:r></w:p>'
    )
    body = p("Chapter 1", "Heading1") + label + p("It rained.")
    book = READER.read(document(body), Request(), Report())
    assert book.body[0].blocks[0] == Paragraph((Strong(("A/N:",)), " Thanks!"))

"""Any EPUB: metadata, sections, apparatus, notes and links of books nobody marked for packager."""

from __future__ import annotations

import base64
import io
import zipfile
from datetime import date

import pytest

from packager.book.book import AuthorNote
from packager.book.inlines import Link, NoteRef
from packager.book.metadata import Creator, Series
from packager.book.section import Role
from packager.book.walk import blocks_of, inlines_of, lines_of, text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.readers.epub.epub import READER
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes
from tests.support.epub_builder import (
    PIXEL,
    Made,
    chapters,
    codes,
    flat,
    folder,
    packed,
    read,
    removed,
    source,
)

ONE = "<h1>Sparks</h1><p>The lamp hissed in the cold hall.</p>"
TWO = "<h1>Ash</h1><p>Nobody came, and the lamp went out.</p>"
NAV = '<ol><li><a href="1.xhtml">Sparks</a></li><li><a href="2.xhtml">Ash</a></li></ol>'


def story(**changes: object) -> Made:
    made = Made({"1.xhtml": ONE, "2.xhtml": TWO}, nav=NAV)
    for name, value in changes.items():
        setattr(made, name, value)
    return made


def inlines(book: object, kind: type) -> list[object]:
    return [
        one
        for section in flat(book.body)  # type: ignore[attr-defined]
        for block in blocks_of(section.blocks)
        for line in lines_of(block)
        for one in inlines_of(line)
        if isinstance(one, kind)
    ]


# --- metadata ---------------------------------------------------------------------------------


def test_creators_have_roles_and_names_to_sort_by_in_the_order_they_are_to_be_shown() -> None:
    made = story(
        metadata=(
            '<dc:title>The Lamp</dc:title><dc:creator id="b">Bo Reed</dc:creator>'
            '<meta refines="#b" property="display-seq">2</meta>'
            '<dc:creator id="a">Ann Ash</dc:creator>'
            '<meta refines="#a" property="display-seq">1</meta>'
            '<meta refines="#a" property="file-as">Ash, Ann</meta>'
            '<dc:contributor opf:role="ill" opf:file-as="Fen, Cy">Cy Fen</dc:contributor>'
            '<dc:contributor opf:role="bkp">'
            "calibre (6.1) [https://calibre-ebook.com]</dc:contributor>"
        )
    )
    book, _ = read(READER, made)
    assert book.metadata.creators == (
        Creator("Ann Ash", "aut", "Ash, Ann"),
        Creator("Bo Reed"),
        Creator("Cy Fen", "ill", "Fen, Cy"),
    )


def test_a_title_has_its_type_and_the_subtitle_stands_apart() -> None:
    made = story(
        metadata=(
            '<dc:title id="s">A Winter Tale</dc:title><dc:title id="m"> The\n  Lamp </dc:title>'
            '<meta refines="#s" property="title-type">subtitle</meta>'
            '<meta refines="#m" property="title-type">main</meta>'
        )
    )
    book, _ = read(READER, made)
    assert (book.metadata.title, book.metadata.subtitle) == ("The Lamp", "A Winter Tale")


@pytest.mark.parametrize(
    "metas",
    [
        (
            '<meta property="belongs-to-collection" id="c">Seasons</meta>'
            '<meta refines="#c" property="collection-type">series</meta>'
            '<meta refines="#c" property="group-position">2.5</meta>'
        ),
        (
            '<meta name="calibre:series" content="Seasons"/>'
            '<meta name="calibre:series_index" content="2.5"/>'
        ),
    ],
)
def test_a_series_is_found_as_both_ways_write_it(metas: str) -> None:
    book, _ = read(READER, story(metadata=f"<dc:title>The Lamp</dc:title>{metas}"))
    assert book.metadata.series == Series("Seasons", 2.5)


def test_dates_are_told_apart_by_their_event_and_a_date_nobody_knows_is_none() -> None:
    made = story(
        metadata=(
            '<dc:date opf:event="modification">2021-02-03</dc:date>'
            '<dc:date opf:event="publication">2020-09-01T13:50:01+00:00</dc:date>'
        )
    )
    book, _ = read(READER, made)
    assert book.metadata.published == date(2020, 9, 1)
    assert book.metadata.modified == date(2021, 2, 3)
    unknown, _ = read(READER, story(metadata="<dc:date>0101-01-01T00:00:00+00:00</dc:date>"))
    assert unknown.metadata.published is None


@pytest.mark.parametrize(
    ("tag", "found"),
    [("EN_us", "en-US"), ("ger", "de"), ("und", ""), ("English", "en"), ("x!", "")],
)
def test_a_language_is_a_tag_or_none(tag: str, found: str) -> None:
    book, _ = read(READER, story(metadata=f"<dc:language>{tag}</dc:language>"))
    assert book.metadata.language == found


def test_a_description_that_is_html_keeps_its_paragraphs() -> None:
    made = story(
        metadata="<dc:description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</dc:description>"
    )
    book, _ = read(READER, made)
    assert text_of(book.metadata.description) == "One.\nTwo."


def test_values_escaped_twice_and_raw_ampersands_are_mended_and_said() -> None:
    made = story(metadata="<dc:title>Fire &amp;#038; Ice & Snow &nbsp;</dc:title>")
    book, report = read(READER, made)
    assert book.metadata.title == "Fire & Ice & Snow"
    assert Code.MARKUP_MENDED in codes(report)


def test_rights_are_taken_from_the_imprint_that_is_left_out() -> None:
    made = story()
    made.documents = {"copyright.xhtml": "<p>The Lamp</p><p>© 2020 Ann Ash</p>", **made.documents}
    book, report = read(READER, made)
    assert "© 2020 Ann Ash" in book.metadata.rights
    assert "2020 Ann Ash" in removed(report, Code.TEXT_REMOVED)
    assert len(book.body) == 2


# --- covers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"files": {"c.png": PIXEL}, "properties": {"c.png": "cover-image"}},
        {"files": {"c.png": PIXEL}, "metadata": '<meta name="cover" content="c.png"/>'},
        {"files": {"c.png": PIXEL}, "guide": '<reference type="cover" href="c.png"/>'},
        {
            "files": {
                "c.svg": b'<svg><image href="data:image/png;base64,'
                + base64.b64encode(PIXEL)
                + b'"/></svg>'
            },
            "properties": {"c.svg": "cover-image"},
        },
    ],
)
def test_the_cover_is_found_wherever_it_is_named(changes: dict[str, object]) -> None:
    book, _ = read(READER, story(**changes))
    cover = book.asset(book.cover)
    assert cover is not None
    assert cover.data == PIXEL


def test_a_cover_that_is_a_drawing_without_a_picture_is_said() -> None:
    made = story(files={"c.svg": b"<svg><path/></svg>"}, properties={"c.svg": "cover-image"})
    book, report = read(READER, made)
    assert book.cover == ""
    assert Code.COVER_BROKEN in codes(report)


def test_a_page_that_shows_the_cover_is_no_section() -> None:
    made = story(files={"c.png": PIXEL}, properties={"c.png": "cover-image"})
    made.documents = {"p1.xhtml": '<div><img src="c.png" alt=""/></div>', **made.documents}
    book, _ = read(READER, made)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert len(book.assets) == 1


# --- sections ---------------------------------------------------------------------------------


def test_chapters_are_what_the_navigation_says_and_their_headings_are_not_repeated() -> None:
    book, _ = read(READER, story())
    assert chapters(book) == [
        (None, "Sparks", "The lamp hissed in the cold hall."),
        (None, "Ash", "Nobody came, and the lamp went out."),
    ]


def test_the_ncx_serves_where_there_is_no_navigation_document() -> None:
    made = story(nav=None, ncx=[("Sparks", "1.xhtml"), ("Ash", "2.xhtml#nowhere")])
    book, _ = read(READER, made)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]


def test_without_any_contents_each_document_is_a_chapter() -> None:
    book, report = read(READER, story(nav=None))
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert "no table of contents" in " ".join(one.message for one in report.diagnostics)


def test_numbers_and_titles_of_headings_are_told_apart_and_the_label_is_named() -> None:
    made = Made(
        {
            "1.xhtml": "<h2>CHAPTER IV.</h2><h3>The Storm</h3><p>Rain.</p>",
            "2.xhtml": "<h2>Chapter V</h2><p>Sun.</p>",
        },
        nav='<ol><li><a href="1.xhtml">IV: The Storm</a></li><li><a href="2.xhtml">V</a></li></ol>',
    )
    book, report = read(READER, made)
    assert chapters(book) == [(4, "The Storm", "Rain."), (5, "", "Sun.")]
    assert "CHAPTER IV." in removed(report, Code.LINE_NOT_PRINTED)


def test_entries_lead_into_the_midst_of_a_document() -> None:
    made = Made(
        {
            "all.xhtml": '<div class="w"><h2 id="a">Sparks</h2><p>One.</p>'
            '<p>End.<a id="b"></a></p><h2>Ash</h2><p>Two.</p><h2><a id="c"></a>'
            "Smoke</h2><p>Three.</p></div>"
        },
        nav='<ol><li><a href="all.xhtml#a">Sparks</a></li><li><a href="all.xhtml#b">Ash</a></li>'
        '<li><a href="all.xhtml#c">Smoke</a></li></ol>',
    )
    book, _ = read(READER, made)
    assert chapters(book) == [
        (None, "Sparks", "One.\nEnd."),
        (None, "Ash", "Two."),
        (None, "Smoke", "Three."),
    ]


def test_a_chapter_cut_into_several_documents_is_one_again() -> None:
    made = Made(
        {
            "Lamp_split_000.html": "<h2>Sparks</h2><p>One.</p>",
            "Lamp_split_001.html": "<p>Two.</p>",
            "Lamp_split_002.html": "<h2>Ash</h2><p>Three.</p>",
            "Lamp_split_003.html": "<p>Four.</p>",
        },
        ncx=[("Sparks", "Lamp_split_000.html"), ("Ash", "Lamp_split_002.html")],
    )
    book, _ = read(READER, made)
    assert chapters(book) == [(None, "Sparks", "One.\nTwo."), (None, "Ash", "Three.\nFour.")]


def test_entries_nest_and_an_entry_that_leads_nowhere_holds_those_below_it() -> None:
    made = Made(
        {
            "1.xhtml": "<h3>Sparks</h3><p>One.</p>",
            "2.xhtml": "<h3>Ash</h3><p>Two.</p>",
            "3.xhtml": "<h3>Dew</h3><p>Three.</p>",
        },
        nav="<ol><li><span>Part One: Winter</span><ol>"
        '<li><a href="1.xhtml">Sparks</a></li><li><a href="2.xhtml">Ash</a></li></ol></li>'
        '<li><span>Part Two: Spring</span><ol><li><a href="3.xhtml">Dew</a></li></ol></li></ol>',
    )
    book, _ = read(READER, made)
    assert [(one.role, one.number, one.title) for one in book.body] == [
        (Role.PART, 1, "Winter"),
        (Role.PART, 2, "Spring"),
    ]
    assert [[inner.title for inner in one.children] for one in book.body] == [
        ["Sparks", "Ash"],
        ["Dew"],
    ]


def test_a_part_in_flat_contents_holds_the_chapters_behind_it() -> None:
    made = Made(
        {
            "p1.xhtml": "<h1>Part One</h1>",
            "1.xhtml": ONE,
            "p2.xhtml": "<h1>Part Two</h1>",
            "2.xhtml": TWO,
        },
        nav='<ol><li><a href="p1.xhtml">Part One</a></li><li><a href="1.xhtml">Sparks</a></li>'
        '<li><a href="p2.xhtml">Part Two</a></li><li><a href="2.xhtml">Ash</a></li></ol>',
    )
    book, _ = read(READER, made)
    assert [(one.number, [inner.title for inner in one.children]) for one in book.body] == [
        (1, ["Sparks"]),
        (2, ["Ash"]),
    ]


def test_semantics_say_what_a_section_is() -> None:
    made = Made(
        {
            "a.xhtml": '<section epub:type="dedication"><p>For Bo.</p></section>',
            "b.xhtml": '<section epub:type="foreword"><h1>Before</h1><p>Read on.</p></section>',
            "1.xhtml": f'<section epub:type="chapter">{ONE}</section>',
            "2.xhtml": f'<section epub:type="chapter">{TWO}</section>',
            "c.xhtml": '<section epub:type="afterword"><h1>After</h1><p>Read again.</p></section>',
        },
        nav=NAV,
    )
    book, _ = read(READER, made)
    assert [one.role for one in book.front] == [Role.DEDICATION, Role.FOREWORD]
    assert [one.title for one in book.body] == ["Sparks", "Ash"]
    assert [one.role for one in book.back] == [Role.AFTERWORD]


def test_pages_of_the_old_book_are_left_out_and_named_and_a_dedication_on_one_stays() -> None:
    made = story()
    made.documents = {
        "t.xhtml": '<section epub:type="titlepage"><h1>The Lamp</h1><p>A Winter Press book</p>'
        '<p epub:type="dedication">For Bo.</p></section>',
        "h.xhtml": '<section epub:type="halftitlepage"><h2>The Lamp</h2></section>',
        **made.documents,
        "z.xhtml": '<section epub:type="colophon"><p>Set by Ann in Winter.</p></section>',
    }
    book, report = read(READER, made)
    assert [text_of(one.blocks) for one in book.front] == ["For Bo."]
    assert [one.title for one in book.body] == ["Sparks", "Ash"]
    assert book.back == ()
    assert "A Winter Press book" in removed(report, Code.TEXT_REMOVED)
    assert "Set by Ann" in removed(report, Code.TEXT_REMOVED)


def test_a_contents_page_is_not_repeated_whether_it_is_the_navigation_or_not() -> None:
    made = story(properties={})
    links = "".join(f'<p><a href="{n}.xhtml">Chapter {n}</a></p>' for n in (1, 2))
    made.documents = {"toc.html": f"<h1>Contents</h1>{links}", **made.documents}
    book, report = read(READER, made)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert "Contents" in removed(report, Code.TEXT_REMOVED)


def test_a_long_chapter_called_cover_is_a_chapter() -> None:
    made = Made(
        {"1.xhtml": f"<h1>Cover</h1><p>{'They ran for cover. ' * 60}</p>", "2.xhtml": TWO},
        nav='<ol><li><a href="1.xhtml">Cover</a></li><li><a href="2.xhtml">Ash</a></li></ol>',
    )
    book, _ = read(READER, made)
    assert [title for _, title, _ in chapters(book)] == ["Cover", "Ash"]


def test_what_is_not_in_the_line_of_reading_stands_at_the_end() -> None:
    made = story(hidden=["0.xhtml"])
    made.documents = {"0.xhtml": "<h1>Map legend</h1><p>Blue is water.</p>", **made.documents}
    book, _ = read(READER, made)
    assert [one.role for one in book.back] == [Role.APPENDIX]
    assert text_of(book.back[0].blocks) == "Blue is water."


def test_entries_that_lead_nowhere_are_said() -> None:
    nav = NAV.replace("</ol>", '<li><a href="9.xhtml">Thaw</a></li></ol>')
    _, report = read(READER, story(nav=nav))
    (found,) = [one for one in report.diagnostics if one.code is Code.CONTENTS_DIFFER]
    assert "Thaw" in found.message


# --- notes, links, pictures -------------------------------------------------------------------


def test_footnotes_in_a_document_of_their_own_are_footnotes_of_the_book() -> None:
    made = Made(
        {
            "1.xhtml": "<h1>Sparks</h1><p>"
            'A lamp<a epub:type="noteref" id="r1" href="n.xhtml#n1">1</a>.</p>',
            "2.xhtml": TWO,
            "n.xhtml": '<section epub:type="endnotes"><h1>Endnotes</h1><ol>'
            '<li id="n1" epub:type="endnote"><p>Of brass. <a href="1.xhtml#r1">↩</a></p></li>'
            "</ol></section>",
        },
        nav=NAV,
    )
    book, report = read(READER, made)
    assert [text_of(one.blocks).strip() for one in book.footnotes] == ["Of brass."]
    assert inlines(book, NoteRef) == [NoteRef(book.footnotes[0].id)]
    assert book.back == ()
    assert "Endnotes" in "\n".join(one.removed for one in report.diagnostics)


def test_links_between_documents_lead_to_sections_and_dead_ones_are_said() -> None:
    made = story(documents={
        "1.xhtml": f'{ONE}<p><a href="2.xhtml#x">on</a>, <a href="lost.xhtml">off</a>, '
        '<a href="https://example.org/?a=1&amp;b=2">out</a></p>',
        "2.xhtml": f'{TWO}<p id="x">There.</p>',
    })  # fmt: skip
    book, report = read(READER, made)
    targets = [one.target for one in inlines(book, Link)]  # type: ignore[attr-defined]
    assert targets == [f"#{book.body[1].id}", "https://example.org/?a=1&b=2"]
    assert Code.LINK_DEAD in codes(report)


def test_pictures_are_found_by_case_and_percent_signs_and_up_the_folders() -> None:
    made = story(
        documents={
            "text/1.xhtml": "<h1>Sparks</h1><p>x</p><p>"
            '<img src="../Images/My%20Lamp.PNG" alt="a lamp"/></p>',
            "2.xhtml": TWO,
        },
        files={"images/My Lamp.png": PIXEL},
        nav=None,
    )
    book, _ = read(READER, made)
    assert [one.data for one in book.assets] == [PIXEL]


def test_the_class_of_a_style_sheet_makes_italics() -> None:
    made = story(files={"s.css": b".calibre7 { font-style: italic }"})
    made.documents = {
        "1.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        '<link rel="stylesheet" href="s.css"/></head><body><h1>Sparks</h1>'
        '<p>The <span class="calibre7">lamp</span>.</p></body></html>',
        "2.xhtml": TWO,
    }
    book, _ = read(READER, made)
    assert "Emphasis(children=('lamp',))" in repr(book.body[0].blocks)


def test_japanese_from_right_to_left_is_vertical_with_its_readings() -> None:
    made = Made(
        {"1.xhtml": "<h2>一</h2><p><ruby>山路<rt>やまみち</rt></ruby>を</p>"},
        metadata="<dc:title>草</dc:title><dc:language>ja</dc:language>",
        spine=' page-progression-direction="rtl"',
    )
    book, _ = read(READER, made)
    assert book.metadata.vertical
    assert book.metadata.direction is None
    assert "reading='やまみち'" in repr(book.body[0].blocks)


def test_a_direction_the_language_does_not_have_is_kept() -> None:
    turned = (
        '<html xmlns="http://www.w3.org/1999/xhtml" dir="rtl"><head><title/></head>'
        "<body>{}</body></html>"
    )
    book, _ = read(READER, story(documents={"1.xhtml": turned.format(ONE)}, nav=None))
    assert book.metadata.direction == "rtl"


# --- broken containers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lost",
    [
        ("mimetype",),
        ("META-INF/container.xml",),
        ("mimetype", "META-INF/container.xml"),
        ("OEBPS/nav.xhtml",),
        ("OEBPS/package.opf",),
        ("META-INF/container.xml", "OEBPS/package.opf"),
    ],
)
def test_a_lost_file_of_the_container_is_mended_and_said(lost: tuple[str, ...]) -> None:
    paths = {name: data for name, data in story().paths().items() if name not in lost}
    book, report = read(READER, paths)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert Code.MARKUP_MENDED in codes(report)


def test_a_folder_reads_as_the_file_it_was() -> None:
    paths = story().paths()
    packed_book, _ = read(READER, paths)
    assert read(READER, folder(paths))[0] == packed_book
    deeper = {f"src/{name}": data for name, data in paths.items()}
    assert read(READER, folder(deeper))[0] == packed_book


def test_hrefs_of_another_case_and_percent_encoded_are_followed() -> None:
    made = story()
    paths = made.paths()
    package = paths["OEBPS/package.opf"].decode()
    package = package.replace('href="1.xhtml"', 'href="Chapter%20One.XHTML"')
    paths["OEBPS/package.opf"] = package.encode()
    paths["OEBPS/chapter one.xhtml"] = paths.pop("OEBPS/1.xhtml")
    paths["OEBPS/nav.xhtml"] = paths["OEBPS/nav.xhtml"].replace(b"1.xhtml", b"chapter%20one.xhtml")
    book, report = read(READER, paths)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert Code.MARKUP_MENDED in codes(report)


def test_of_two_package_documents_the_first_is_read() -> None:
    paths = {**story().paths(), "other/package.opf": b"<package/>"}
    first = b'<rootfile full-path="OEBPS/package.opf"'
    paths["META-INF/container.xml"] = paths["META-INF/container.xml"].replace(
        first, first + b'/><rootfile full-path="other/package.opf"'
    )
    book, _ = read(READER, paths)
    assert book.metadata.title == "The Lamp"


def test_of_two_files_with_one_name_the_last_is_read() -> None:
    data = packed(story().paths())
    file = io.BytesIO(data)
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(file, "a") as archive,
    ):
        archive.writestr("OEBPS/2.xhtml", "<h1>Ash</h1><p>The newer text.</p>")
    book, _ = read(READER, from_bytes("lamp.epub", file.getvalue()))
    assert chapters(book)[1] == (None, "Ash", "The newer text.")


def test_tags_left_open_and_titles_closed_in_xml_s_way_lose_nothing() -> None:
    made = story(documents={
        "1.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>'
        "<h1>Sparks</h1><p>One <i>two<p>Three &nbsp;<b/>four</body></html>",
        "2.xhtml": "<h1>Ash</h1><p><![CDATA[Five < six]]></p>",
    })  # fmt: skip
    book, report = read(READER, made)
    assert "four" in chapters(book)[0][2]
    assert chapters(book)[1][2] == "Five < six"
    assert "not well-formed" in " ".join(one.message for one in report.diagnostics)


def test_a_document_in_another_encoding_is_read_as_it_declares() -> None:
    made = story()
    paths = made.paths()
    paths["OEBPS/1.xhtml"] = (
        "<?xml version='1.0' encoding='windows-1251'?><html xmlns='http://www.w3.org/1999/xhtml'>"
        "<head><title>x</title></head><body><h1>Sparks</h1><p>Лампа погасла.</p></body></html>"
    ).encode("cp1251")
    book, _ = read(READER, paths)
    assert chapters(book)[0][2] == "Лампа погасла."


# --- what is refused --------------------------------------------------------------------------


def test_an_encrypted_book_is_refused_and_disguised_fonts_are_not() -> None:
    block = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>'
    )
    fonts = block.format("http://www.idpf.org/2008/embedding").encode()
    text = block.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc").encode()
    read(READER, {**story().paths(), "META-INF/encryption.xml": fonts})
    for name, data in (("encryption.xml", text), ("rights.xml", b"<rights/>")):
        with pytest.raises(ReadError) as caught:
            read(READER, {**story().paths(), f"META-INF/{name}": data})
        assert caught.value.code is Code.FORMAT_REFUSED
        assert "DRM" in caught.value.message


@pytest.mark.parametrize(
    "changes",
    [
        {"metadata": '<meta property="rendition:layout">pre-paginated</meta>'},
        {"metadata": '<meta name="fixed-layout" content="true"/>'},
        {"documents": {f"{n}.xhtml": '<img src="p.png" alt=""/>' for n in range(4)}, "nav": None},
    ],
)
def test_a_book_of_laid_out_pages_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ReadError) as caught:
        read(READER, story(files={"p.png": PIXEL}, **changes))
    assert caught.value.code is Code.FORMAT_REFUSED
    assert caught.value.hint


def test_apples_word_for_laid_out_pages_is_heard() -> None:
    said = (
        b'<display_options><platform name="*"><option name="fixed-layout">true</option>'
        b"</platform></display_options>"
    )
    paths = {**story().paths(), "META-INF/com.apple.ibooks.display-options.xml": said}
    with pytest.raises(ReadError) as caught:
        read(READER, paths)
    assert caught.value.code is Code.FORMAT_REFUSED


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut short", packed({"mimetype": b"x"})])
def test_a_container_without_a_book_is_refused(data: bytes) -> None:
    found = from_bytes("lamp.epub", data)
    assert READER.sniff(found, sample_of(found))[0] > 0.1
    with pytest.raises((SourceError, ReadError)):
        READER.read(found, Request(), Report())


def test_a_damaged_chapter_is_an_error_and_not_a_shorter_book() -> None:
    data = bytearray(packed(story().paths()))
    at = data.index(b"OEBPS/2.xhtml") + 40
    data[at] ^= 0xFF
    with pytest.raises(SourceError) as caught:
        read(READER, from_bytes("lamp.epub", bytes(data)))
    assert caught.value.code is Code.ARCHIVE_UNSAFE


# --- a book of packager's own -----------------------------------------------------------------


def test_what_is_visible_is_the_text_of_the_documents_in_the_spine() -> None:
    words = READER.visible(source(story().paths())).split()
    assert words[:4] == ["Sparks", "The", "lamp", "hissed"]
    assert "Untold" not in words


def test_notes_of_packagers_own_appendix_go_back_to_their_chapters() -> None:
    made = story()
    made.documents = {
        "text/1.xhtml": '<section id="c1"><h1>Sparks</h1><p class="note-link note-before">'
        '<a id="ref-1" epub:type="noteref" href="notes.xhtml#note-1">Author’s note</a></p>'
        "<p>One.</p></section>",
        "text/2.xhtml": TWO,
        "text/notes.xhtml": '<section class="notes" epub:type="appendix"><h1>Author’s Notes</h1>'
        '<section class="chapter-notes"><h2>Sparks</h2><div class="note" epub:type="footnote" '
        'id="note-1"><p>It was cold.</p><p class="backlink"><a epub:type="backlink" '
        'href="1.xhtml#ref-1">Back to Sparks</a></p></div></section></section>',
    }
    made.nav = NAV.replace('href="', 'href="text/')
    book, report = read(READER, made)
    (note,) = book.notes
    assert isinstance(note, AuthorNote)
    assert (note.section, note.position, text_of(note.blocks)) == (
        book.body[0].id,
        "before",
        "It was cold.",
    )
    assert book.back == ()
    assert chapters(book)[0] == (None, "Sparks", "One.")
    assert "Back to Sparks" in removed(report, Code.LINE_NOT_PRINTED)

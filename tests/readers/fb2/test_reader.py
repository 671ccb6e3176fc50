"""The dialect ``fb2``."""

from __future__ import annotations

import base64
import contextlib
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager import registry
from packager.book.blocks import (
    BlockQuote,
    Figure,
    Heading,
    Paragraph,
    SceneBreak,
    Table,
    Verse,
)
from packager.book.inlines import (
    Code as CodeText,
)
from packager.book.inlines import (
    Emphasis,
    Link,
    NoteRef,
    Strike,
    Strong,
    Subscript,
    Superscript,
)
from packager.book.metadata import Series
from packager.book.style import Style
from packager.book.walk import text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.readers.fb2.reader import READER
from packager.sources.open import open_source
from packager.sources.source import from_bytes
from tests.support.reading import Reading, reading, sure

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
PICTURE = base64.b64encode(PNG).decode()
TITLE_INFO = """<title-info><genre>sf_fantasy</genre><genre>odd_genre</genre>
<author><first-name>Анна</first-name><middle-name>Петровна</middle-name><last-name>Снежина</last-name></author>
<author><nickname>Лис</nickname></author><book-title>Огонь на маяке</book-title>
<annotation><p>Зима, маяк и лиса.</p><p>Повесть.</p></annotation><keywords>зима, маяк</keywords>
<date value="2011-02-03">2011</date><coverpage><image l:href="#cover.png"/></coverpage>
<lang>ru</lang><src-lang>en</src-lang>
<translator><first-name>Иван</first-name><last-name>Лодкин</last-name></translator>
<sequence name="Северные огни" number="2"/></title-info>"""
DOCUMENT_INFO = """<document-info><author><nickname>scanner</nickname></author>
<program-used>An Editor</program-used><src-url>http://example.org/ogon</src-url>
<id>12345678-1234-1234-1234-123456789ABC</id><version>1.1</version></document-info>"""
PUBLISH_INFO = """<publish-info><publisher>Полюс</publisher><year>2011</year>
<isbn>978-5-17-080115-4</isbn></publish-info>"""


def file(
    body: str, description: str = TITLE_INFO, encoding: str = "utf-8", more: str = ""
) -> bytes:
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink">'
        f"<description>{description}</description><body>{body}</body>{more}"
        f'<binary id="cover.png" content-type="image/png">{PICTURE}</binary>'
        f'<binary id="i1.png" content-type="image/png">{PICTURE}</binary></FictionBook>'
    )
    return text.encode(encoding)


def read(body: str, description: str = TITLE_INFO, more: str = "") -> Reading:
    return reading(READER, file(body, description, more=more), name="ogon.fb2")


def blocks(inner: str) -> tuple[object, ...]:
    """The blocks of one section."""
    return read(f"<section>{inner}</section>").section("chapter-001").blocks


# --- the whole --------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_a_book_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    found = reading(READER, file("<section><p>Снег.</p></section>", encoding=encoding))
    assert found.book.metadata.title == "Огонь на маяке"
    assert found.text("chapter-001") == "Снег."
    assert Code.ENCODING_GUESSED not in found.codes()


def test_the_description_is_metadata() -> None:
    found = read("<section><p>Снег.</p></section>", TITLE_INFO + DOCUMENT_INFO + PUBLISH_INFO)
    metadata = found.book.metadata
    assert [(one.name, one.role, one.file_as) for one in metadata.creators] == [
        ("Анна Петровна Снежина", "aut", "Снежина, Анна Петровна"),
        ("Лис", "aut", ""),
        ("Иван Лодкин", "trl", "Лодкин, Иван"),
    ]
    assert metadata.language == "ru"
    assert metadata.series == Series("Северные огни", 2.0)
    assert metadata.subjects == ("Fantasy", "odd genre", "зима", "маяк")
    assert metadata.published == date(2011, 2, 3)
    assert metadata.publisher == "Полюс"
    assert metadata.source == "http://example.org/ogon"
    assert metadata.identifier == "urn:uuid:12345678-1234-1234-1234-123456789abc"
    assert text_of(metadata.description) == "Зима, маяк и лиса.\nПовесть."
    assert "An Editor" in found.removed(Code.LINE_NOT_PRINTED)


@pytest.mark.parametrize(
    ("isbn", "identifier"),
    [
        ("978-5-17-080115-2", "urn:isbn:9785170801152"),
        ("0-306-40615-2", "urn:isbn:0306406152"),
        ("978-5-17-080115-3", ""),
        ("see below", ""),
    ],
)
def test_an_isbn_is_the_identifier_when_its_check_digit_is_right(
    isbn: str, identifier: str
) -> None:
    info = f"<title-info/><publish-info><isbn>{isbn}</isbn></publish-info>"
    assert read("<section><p>Снег.</p></section>", info).book.metadata.identifier == identifier


def test_the_cover_is_the_one_the_description_names() -> None:
    book = read("<section><p>Снег.</p></section>").book
    assert (book.cover, [asset.id for asset in book.assets]) == ("cover", ["cover"])
    assert book.assets[0].data == PNG


@pytest.mark.parametrize("name", ["ogon.fb2.zip", "ogon.fbz", "OGON.FBZ"])
def test_a_zip_with_one_book_is_opened(name: str, tmp_path: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ogon.fb2", file("<section><p>Снег.</p></section>"))
    path = tmp_path / name
    path.write_bytes(packed.getvalue())
    source = open_source(path)
    assert registry.choose_reader(source, "", Report()).reader is READER
    assert reading(READER, source).text("chapter-001") == "Снег."


# --- sections ---------------------------------------------------------------------------------


def test_sections_with_sections_are_parts_and_titles_are_read() -> None:
    found = read(
        "<title><p>Анна Снежина</p><p>Огонь на маяке</p></title>"
        "<epigraph><p>Свет — это дорога.</p><text-author>Смотритель</text-author></epigraph>"
        "<section><title><p>ЧАСТЬ ПЕРВАЯ</p><p>Снег</p></title>"
        "<section><title><p>Глава 1</p><p>Лиса</p></title><p>Снег.</p></section>"
        "<section><title><p>Глава 2. Лёд</p></title><p>Лёд.</p></section></section>"
        "<section><title><p>Часть вторая</p></title>"
        "<section><title><p>Глава 3</p></title><p>Вода.</p></section></section>"
        "<section><title><p>Эпилог</p></title><p>Весна.</p></section>"
    )
    assert found.outline == [
        ("epigraph", None, ""),
        ("part-1", 1, "Снег"),
        ("chapter-001", 1, "Лиса"),
        ("chapter-002", 2, "Лёд"),
        ("part-2", 2, ""),
        ("chapter-003", 3, ""),
        ("epilogue", None, ""),
    ]
    assert isinstance(found.section("epigraph").blocks[0], BlockQuote)


def test_one_section_around_all_others_is_the_body() -> None:
    found = read(
        "<section><title><p>Огонь на маяке</p></title>"
        "<section><title><p>Снег</p></title><p>Снег.</p></section>"
        "<section><title><p>Лёд</p></title><p>Лёд.</p></section></section>"
    )
    assert found.outline == [("chapter-001", None, "Снег"), ("chapter-002", None, "Лёд")]


def test_sections_without_titles_are_counted() -> None:
    found = read("<section><p>Снег.</p></section><section><p>Лёд.</p></section>")
    assert found.outline == [("chapter-001", 1, ""), ("chapter-002", 2, "")]


def test_sections_within_a_chapter_are_scenes_or_have_headings() -> None:
    found = read(
        "<section><title><p>Глава 1</p></title><p>Снег.</p><section><p>Ночь.</p></section>"
        "<section><title><p>Утро</p></title><p>Свет.</p></section></section>"
        "<section><title><p>Глава 2</p></title><p>Лёд.</p></section>"
    )
    assert found.section("chapter-001").blocks == (
        Paragraph(("Снег.",)),
        SceneBreak(),
        Paragraph(("Ночь.",)),
        Heading(1, ("Утро",)),
        Paragraph(("Свет.",)),
    )


def test_a_short_section_ahead_of_titled_ones_is_an_introduction() -> None:
    found = read(
        "<section><p>Тем, кто ждёт.</p></section>"
        "<section><title><p>Снег</p></title><p>Снег.</p></section>"
        "<section><title><p>Лёд</p></title><p>Лёд.</p></section>"
    )
    assert found.outline[0] == ("introduction", None, "")


def test_the_annotation_of_a_section_is_its_summary() -> None:
    found = read(
        "<section><title><p>Снег</p></title><annotation><p>О лисе.</p></annotation>"
        "<p>Снег.</p></section>"
        "<section><title><p>Лёд</p></title><p>Лёд.</p></section>"
    )
    (note,) = found.book.notes
    assert (note.section, note.position, note.kind) == ("chapter-001", "before", "summary")


def test_links_lead_to_sections_and_dead_ones_are_said() -> None:
    found = read(
        '<section><title><p>Снег</p></title><p><a l:href="#b">Дальше</a>, '
        '<a l:href="http://example.org/x">там</a>, <a l:href="#nowhere">никуда</a></p></section>'
        '<section id="b"><title><p>Лёд</p></title><p>Лёд.</p></section>'
    )
    assert found.section("chapter-001").blocks == (
        Paragraph(
            (
                Link(("Дальше",), "#chapter-002"),
                ", ",
                Link(("там",), "http://example.org/x"),
                ", ",
                "никуда",
            )
        ),
    )
    assert Code.LINK_DEAD in found.codes()


# --- footnotes --------------------------------------------------------------------------------

NOTES = (
    '<body name="notes"><title><p>Примечания</p></title>'
    '<section id="n1"><title><p>1</p></title><p>До крыши.</p></section>'
    '<section id="n2"><title><p>2</p></title><p>Рыжая.</p></section></body>'
)


def test_notes_are_footnotes_and_their_marks_are_not_printed() -> None:
    found = read(
        '<section><title><p>Снег<a l:href="#n2" type="note">[2]</a></p></title>'
        '<p>Снег<a l:href="#n1" type="note">[1]</a>.</p></section>',
        more=NOTES,
    )
    assert [(one.id, text_of(one.blocks)) for one in found.book.footnotes] == [
        ("fn-1", "До крыши."),
        ("fn-2", "Рыжая."),
    ]
    assert found.section("chapter-001").blocks == (
        Paragraph((NoteRef("fn-2"), "Снег", NoteRef("fn-1"), ".")),
    )
    assert found.section("chapter-001").title == "Снег"


def test_notes_nothing_points_to_are_kept_behind_the_story() -> None:
    found = read("<section><p>Снег.</p></section>", more=NOTES)
    assert found.book.footnotes == ()
    assert found.text("appendix") == "1\nДо крыши.\n2\nРыжая."


# --- blocks and inlines -----------------------------------------------------------------------


def test_marks_are_read_and_white_space_collapses() -> None:
    assert blocks(
        "<p>  Снег <strong>шёл</strong>\n <emphasis>всю</emphasis> ночь: "
        "H<sub>2</sub>O, x<sup>2</sup>, "
        "<code>a  = 1</code>, <strikethrough>нет</strikethrough> <style name='s'>да</style>. </p>"
    ) == (
        Paragraph(
            (
                "Снег ", Strong(("шёл",)), " ", Emphasis(("всю",)), " ночь: H", Subscript(("2",)),
                "O, x", Superscript(("2",)), ", ", CodeText("a  = 1"), ", ", Strike(("нет",)), " ",
                "да", ".",
            )
        ),
    )  # fmt: skip


def test_poems_quotations_and_tables_are_read() -> None:
    made = blocks(
        "<poem><title><p>Песня</p></title><stanza><v>Горит огонь,</v><v>молчит вода.</v></stanza>"
        "<stanza><v>Уходит лёд.</v></stanza><text-author>Лиса</text-author></poem>"
        "<cite><p>Письмо.</p><text-author>Брат</text-author></cite>"
        "<table><tr><th>А</th><td colspan='2'>Б</td></tr></table>"
    )
    heading, verse, author, quotation, table = made
    assert heading == Heading(2, ("Песня",))
    assert isinstance(verse, Verse)
    assert [len(stanza) for stanza in verse.stanzas] == [2, 1]
    assert author == Paragraph(("Лиса",), Style(align="end"))
    assert isinstance(quotation, BlockQuote)
    assert isinstance(table, Table)
    assert [(cell.heading, cell.columns) for cell in table.rows[0]] == [(True, 1), (False, 2)]


def test_empty_lines_and_ornament_part_scenes() -> None:
    lines = "<p>Снег.</p>" * 6
    made = blocks(f"{lines}<empty-line/>{lines}<subtitle>* * *</subtitle>{lines}<p>***</p>{lines}")
    assert [index for index, one in enumerate(made) if isinstance(one, SceneBreak)] == [6, 13, 20]


def test_empty_lines_around_a_picture_part_nothing() -> None:
    made = blocks('<p>А</p><empty-line/><image l:href="#i1.png" alt="Маяк"/><empty-line/><p>Б</p>')
    assert made == (Paragraph(("А",)), Figure("image-001", "Маяк"), Paragraph(("Б",)))


def test_a_subtitle_is_a_heading() -> None:
    assert blocks("<subtitle>Утро</subtitle><p>А</p>")[0] == Heading(2, ("Утро",))


def test_pictures_that_are_not_there_are_said() -> None:
    found = read(
        '<section><p>А</p><image l:href="#no.png"/><image l:href="http://example.org/a.png"/>'
        '<image l:href="#broken"/></section>',
        more='<binary id="broken">!!!!</binary>',
    )
    assert {Code.PICTURE_NOT_FOUND, Code.PICTURE_REMOTE, Code.PICTURE_BROKEN} <= found.codes()


# --- broken files -----------------------------------------------------------------------------


def test_broken_markup_is_mended_and_said() -> None:
    found = read("<section><p>Снег & лёд <p>и <emphasis>вода</p></section><section><p>Вода.")
    assert found.text("chapter-001").split() == ["Снег", "&", "лёд", "и", "вода"]
    assert found.text("chapter-002") == "Вода."
    assert Code.MARKUP_MENDED in found.codes()


def test_no_entity_is_expanded_and_nothing_is_fetched() -> None:
    data = file("<section><p>Снег &x;.</p></section>").replace(
        b"<FictionBook",
        b'<!DOCTYPE FictionBook [<!ENTITY x SYSTEM "file:///etc/passwd">]><FictionBook',
        1,
    )
    assert reading(READER, data).text("chapter-001") == "Снег &x;."


@pytest.mark.parametrize(
    "body", ["", "<section/>", "<section><title><p>Снег</p></title></section>"]
)
def test_a_book_without_text_is_refused(body: str) -> None:
    with pytest.raises(ReadError):
        read(body)


def test_it_is_sure_of_its_root() -> None:
    assert sure(READER, file("<section><p>Снег.</p></section>"), "a.fb2") == 0.99
    assert sure(READER, "Снег.\n") == 0.0


PIECES = st.sampled_from(
    [
        "<section>", "</section>", "<p>", "</p>", "<title>", "</title>", "<poem>", "<stanza>",
        "<v>", "<cite>", "<empty-line/>", "<emphasis>", "</emphasis>",
        '<a l:href="#n1" type="note">',
        "</a>",
        '<image l:href="#i1.png"/>', "Снег", " & ", "<", "&amp;", "<epigraph>", "</body>",
        "<body name='notes'>", '<section id="n1">', "<table>", "<tr>", "<td>", "Глава 1",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_markup_is_read_or_refused(body: str) -> None:
    with contextlib.suppress(SourceError, ReadError):
        reading(READER, from_bytes("a.fb2", file(body)))


# --- broken files -----------------------------------------------------------------------------


def words_of(found: Reading) -> str:
    return " ".join(text_of(one.blocks) for one in found.sections)


def test_words_between_sections_and_in_stanzas_are_printed() -> None:
    found = read("<section><p>Снег.</p></section>tsection><title><p>Часть</p></title>"
                 "<section><poem><stanza>Огонь<v>горит</v>"
                 "<x>ярко</x></stanza></poem></section>")  # fmt: skip
    said = " ".join(words_of(found).split())
    assert all(word in said for word in ("Снег.", "tsection>", "Огонь", "горит", "ярко"))


def test_a_title_left_open_swallows_no_verse() -> None:
    found = read("<section><poem><title><p>Песня</p><stanza><v>Уходит лёд</v><v>туда</v></stanza>"
                 "</poem><p>Конец.</p></section>")  # fmt: skip
    assert "лёд\nтуда" in words_of(found)


def test_a_picture_left_open_swallows_no_paragraph() -> None:
    found = read('<section><image l:href="#a" alt="Маяк"o><p>Читай дальше.</p></section>')
    assert "Читай дальше." in words_of(found)


def test_words_in_a_broken_tag_are_printed() -> None:
    assert "Глава" in words_of(read("<section><p\u00adГлава 1</p><p>Снег.</p></section>"))

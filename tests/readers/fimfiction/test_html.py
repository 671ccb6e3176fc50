"""The HTML download of FIMFiction, in both of its forms."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.blocks import Paragraph
from packager.book.inlines import Link
from packager.book.metadata import Creator
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.fimfiction.html import READER
from packager.request import Request
from packager.sources.source import from_bytes
from tests.support.site_pages import Reading, read_page

HEADER = (
    '<header><h1><a href="//www.fimfiction.net/story/12/low-water">Low Water</a></h1>'
    '<h2>by <a href="https://www.fimfiction.net/user/3/Ines">Ines</a></h2></header>'
)
NOTE = '<aside class="authors-note"><header><h1>Author\'s Note:</h1></header><p>{}</p></aside>'


def chapter(number: int, title: str, body: str) -> str:
    return (
        f"<article class=\"chapter\"><header><h1><a name='{number}'></a>{title}</h1></header>\n"
        f'{body}\n<footer><a href="#{number + 1}">Next</a></footer></article>\n'
    )


def page(body: str, header: str = HEADER) -> str:
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8" /><title>Low Water</title></head>'
        f"<body>{header}{body}</body></html>"
    )


CHAPTERS = (
    chapter(1, "Ebb", NOTE.format("Mind the tide.") + "<hr/><p>Mud, <i>mud</i>.</p>")
    + chapter(2, "Flow", '<p>Water; <a href="#1">before</a>.</p><hr/>' + NOTE.format("Bye."))
    + chapter(3, "Slack", "<p>Still.</p>")
)


def read(body: str = CHAPTERS, header: str = HEADER) -> Reading:
    return read_page(READER, page(body, header))


def test_chapters_and_notes_are_found() -> None:
    found = read()
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flow"), ("chapter", 3, "Slack")]
    assert found.texts == ["Mud, mud.", "Water; before.", "Still."]
    assert found.notes == [
        ("chapter-001", "before", "note", "Mind the tide."),
        ("chapter-002", "after", "note", "Bye."),
    ]


def test_the_header_becomes_metadata() -> None:
    found = read().metadata
    assert (found.title, found.creators) == ("Low Water", (Creator("Ines"),))
    assert found.source == "https://www.fimfiction.net/story/12/low-water"
    assert found.publisher == "FIMFiction"


def test_no_word_is_lost() -> None:
    found = read()
    assert found.lost == ()
    assert "Next" in found.removed


def test_a_rule_between_note_and_text_is_no_scene_break() -> None:
    found = read()
    assert [type(block) for one in found.book.body for block in one.blocks] == [Paragraph] * 3


def test_tags_description_and_labels_above_the_chapters_are_metadata() -> None:
    header = HEADER + (
        "<ul><li>Romance</li><li>Sea</li></ul><p>Status: Complete</p>"
        "<p>Published: 12th Mar 2014</p>"
        '<h2>Description</h2><p>A harbour.</p><ul><li><a href="#1">Ebb</a></li></ul>'
    )
    found = read(header=header)
    assert found.metadata.subjects == ("Romance", "Sea")
    assert found.metadata.status == "complete"
    assert found.metadata.published == date(2014, 3, 12)
    assert found.metadata.description == (Paragraph(("A harbour.",)),)
    assert found.lost == ()


def test_the_older_form_is_cut_at_its_headings() -> None:
    body = (
        "<h1><a name='1'></a>Ebb</h1>"
        '<div class="authors-note"><b>Author\'s Note:</b><p>Mind the tide.</p></div><p>Mud.</p>'
        "<h1>A heading of the author's</h1><p>More mud.</p>"
        "<h1><a name='2'></a>Chapter 2 - Flow</h1><p>Water.</p>"
    )
    found = read(body)
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flow")]
    assert found.texts == ["Mud.\nA heading of the author's\nMore mud.", "Water."]
    assert found.notes == [("chapter-001", "before", "note", "Mind the tide.")]
    assert found.lost == ()
    assert found.confidence > 0.9


def test_a_link_to_a_chapter_leads_there() -> None:
    assert "target='#chapter-001'" in repr(read().book.body[1].blocks)


def test_a_chapter_without_text_stays_a_chapter() -> None:
    found = read(chapter(1, "Ebb", "") + chapter(2, "Flow", "<p>Water.</p>"))
    assert [title for _, _, title in found.titles] == ["Ebb", "Flow"]


def test_an_article_left_open_swallows_no_chapter() -> None:
    found = read(CHAPTERS.replace("</article>", "", 1))
    assert found.titles == read().titles
    assert found.texts == read().texts
    assert found.lost == ()


def test_a_page_without_chapters_is_no_story() -> None:
    with pytest.raises(ReadError) as caught:
        READER.read(from_bytes("x.html", page("<p>Hi</p>").encode()), Request(), Report())
    assert caught.value.code is Code.NO_STORY


def test_only_chapter_marks_of_fimfiction_are_recognised() -> None:
    assert read().confidence > 0.95
    other = page(chapter(1, "A", "<p>b</p>"), header="<h1>T</h1>")
    assert read_page(READER, other).confidence == pytest.approx(0.4)


def test_a_mark_left_open_hides_neither_a_note_nor_the_next_chapter() -> None:
    found = read(
        chapter(1, "Ebb", "<p>Mud <i>dries</p><center>slow" + NOTE.format("Bye."))
        + chapter(2, "Flow", "<p>Water.</p>")
    )
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flow")]
    assert found.notes == [("chapter-001", "after", "note", "Bye.")]
    assert "Next" not in "".join(found.texts)
    assert found.lost == ()


def test_links_of_the_site_lead_to_the_site() -> None:
    found = read(chapter(1, "Ebb", '<p><a href="/user/9/Mara">Mara</a></p>'))
    (block,) = found.book.body[0].blocks
    assert isinstance(block, Paragraph)
    assert block.children == (Link(("Mara",), "https://www.fimfiction.net/user/9/Mara"),)


def test_a_byline_without_a_link_names_the_author() -> None:
    reading = read_page(
        READER,
        "<html><body><h1>The Lamp</h1><p>by Quill Reed</p><h1><a name='1'></a>Dark</h1>"
        "<p>It went out.</p></body></html>",
    )
    assert reading.metadata.creators == (Creator("Quill Reed"),)
    assert reading.metadata.description == ()

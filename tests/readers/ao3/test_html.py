"""The HTML download of the Archive of Our Own, as its templates write it."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.blocks import Heading, Paragraph, SceneBreak
from packager.book.inlines import Emphasis
from packager.book.metadata import Creator, Series
from packager.book.walk import blocks_of, sections
from packager.diagnostics import Code, Report, Where
from packager.errors import ReadError
from packager.readers.ao3.html import READER
from packager.readers.ao3.work_document import Document, read_ao3
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import parse_html
from tests.support.site_pages import Reading, read_page

WORK = "https://archiveofourown.org/works/123456"

TAGS = f"""
      <dt>Rating:</dt>
      <dd><a href="{WORK}/tags/T">Teen And Up Audiences</a></dd>
      <dt>Archive Warnings:</dt>
      <dd><a href="#">Major Character Death</a>, <a href="#">Underage Sex</a></dd>
      <dt>Categories:</dt>
      <dd><a href="#">F/F</a>, <a href="#">Gen</a></dd>
      <dt>Fandoms:</dt>
      <dd><a href="#">Steins;Gate</a>, <a href="#">Harbour Lights (TV)</a></dd>
      <dt>Relationship:</dt>
      <dd><a href="#">Ines Varga/Mara Lund</a></dd>
      <dt>Characters:</dt>
      <dd><a href="#">Ines Varga</a>, <a href="#">Mara Lund</a></dd>
      <dt>Additional Tags:</dt>
      <dd><a href="#">Slow Burn</a>, <a href="#">hurt :( comfort</a></dd>
      <dt>Language:</dt>
      <dd>Bahasa Indonesia</dd>
      <dt>Series:</dt>
      <dd>Part 2 of
<a href="#">The Tide, and After</a>, Part 1 of
<a href="#">Other Waters</a></dd>
      <dt>Collections:</dt>
      <dd><a href="#">Winter Exchange</a></dd>"""


def preface(*, stats: str, tags: str = TAGS, byline: str = "by ines", below: str = "") -> str:
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"/>
<title>Low Water - ines - Harbour Lights</title>
<style type="text/css">p.message {{ text-align: center; }}
.toc-heading {{ display: none; }}</style></head><body>
<div id="preface">
  <h2 class="toc-heading">Preface</h2>
  <p class="message">
    <b>Low Water</b><br/>
    Posted originally on the <a href="https://archiveofourown.org/">Archive of Our Own</a>
    at <a href="{WORK}">{WORK}</a>.
  </p>
  <div class="meta">
    <dl class="tags">{tags}
      <dt>Stats:</dt>
      <dd>
        {stats}
      </dd>
    </dl>
    <h1>Low Water</h1>
    <div class="byline">{byline}</div>{below}
  </div>
</div>
"""


def chapter(heading: str, body: str, *, above: str = "", end: str = "", number: int = 1) -> str:
    notes = (
        f'<div class="meta" id="endnotes{number}"><p>Chapter End Notes</p>'
        f'<blockquote class="userstuff">{end}</blockquote></div>'
        if end
        else ""
    )
    return f"""
<div class="meta group">
  <h2 class="heading">{heading}</h2>
  {above}
</div>
<!--chapter content-->
<div class="userstuff">
  {body}
</div>
<!--/chapter content-->
{notes}"""


def afterword(meta: str = "") -> str:
    return f"""<div id="afterword">
  <h2 class="toc-heading">Afterword</h2>
  {meta}
  <p class="message">Please <a href="{WORK}/comments/new">drop by the Archive and comment</a> to let
  the creator know if you enjoyed their work!</p>
</div></body></html>"""


SUMMARY = (
    '<p>Summary</p><blockquote class="userstuff"><p>A harbour, <em>twice</em>.</p></blockquote>'
)
CHAPTERS = (
    chapter(
        "Chapter 1: Ebb",
        "<p>The boats lay on the mud.</p><p>* * *</p><h2>Letter</h2><p>Come home.</p>",
        above='<p class="byline">Chapter by <a href="#">mara (seabird)</a></p>'
        '<p>Chapter Summary</p><blockquote class="userstuff"><p>Mud.</p></blockquote>'
        '<p>Chapter Notes</p><blockquote class="userstuff"><p>Mind the tide.</p></blockquote>'
        '<div class="endnote-link">See the end of the chapter for <a href="#endnotes1">more notes'
        "</a></div>",
        end="<p>It came in.</p>",
    )
    + chapter(
        "Chapter 2",
        '<p>The boats rose.</p><p>As <a href="#mud">before</a>.</p>',
        above='<p>Chapter Notes</p><div class="endnote-link">See the end of the chapter for '
        '<a href="#endnotes2">notes</a></div>',
        end="<p>Thanks.</p>",
        number=2,
    )
    + chapter("Chapter 3: Slack Water", '<p id="mud">The boats were still.</p>', number=3)
)


def several(chapters: str = CHAPTERS, **change: str) -> Reading:
    given = {
        "stats": "Published: 2020-01-02 Completed: 2020-02-03 Words: 1,234 Chapters: 3/3",
        "below": SUMMARY
        + '<p>Notes</p><blockquote class="userstuff"><p>For the winter.</p></blockquote>'
        '<div class="endnote-link">See the end of the work for more '
        '<a href="#endnotes">notes</a></div>',
    } | change
    end = (
        '<div class="meta"><div id="endnotes"><p>End Notes</p><blockquote class="userstuff">'
        "<p>That was the sea.</p></blockquote></div>"
        "<dl><dt>Works inspired by this one</dt><dd><a href='#'>Podfic</a> by someone</dd></dl>"
        "</div>"
    )
    page = f'{preface(**given)}<div id="chapters" class="userstuff">{chapters}</div>'
    return read_page(READER, page + afterword(end))


def one_shot(body: str = "<p>The tide went out.</p>", **change: str) -> Reading:
    given = {"stats": "Published: 2020-01-02 Words: 900 Chapters: 1/1"} | change
    page = f"""{preface(**given)}<div id="chapters" class="userstuff">
    <h2 class="toc-heading">Low Water</h2><div class="userstuff">{body}</div></div>{afterword()}"""
    return read_page(READER, page)


def test_the_list_of_tags_becomes_metadata() -> None:
    found = several().metadata
    assert found.title == "Low Water"
    assert found.creators == (Creator("ines"),)
    assert found.rating == "Teen And Up Audiences"
    assert found.warnings == ("Major Character Death", "Underage Sex")
    assert found.fandoms == ("Steins;Gate", "Harbour Lights (TV)")
    assert found.relationships == ("Ines Varga/Mara Lund",)
    assert found.characters == ("Ines Varga", "Mara Lund")
    assert found.subjects == ("F/F", "Gen", "Slow Burn", "hurt :( comfort")
    assert found.language == "id"
    assert found.series == Series("The Tide, and After", 2)
    assert (found.published, found.modified) == (date(2020, 1, 2), date(2020, 2, 3))
    assert (found.words, found.chapters, found.planned) == (1234, 3, 3)
    assert found.status == "complete"
    assert (found.source, found.publisher) == (WORK, "Archive of Our Own")
    assert found.description == (Paragraph(("A harbour, ", Emphasis(("twice",)), ".")),)


def test_chapters_have_numbers_and_titles() -> None:
    assert several().titles == [
        ("chapter", 1, "Ebb"),
        ("chapter", 2, ""),
        ("chapter", 3, "Slack Water"),
    ]


def test_notes_are_found_by_kind_and_place() -> None:
    assert several().notes == [
        ("", "before", "note", "For the winter."),
        ("chapter-001", "before", "summary", "Mud."),
        ("chapter-001", "before", "note", "Chapter by mara (seabird)\nMind the tide."),
        ("chapter-001", "after", "note", "It came in."),
        ("chapter-002", "after", "note", "Thanks."),
        ("", "after", "note", "That was the sea."),
    ]


def test_every_word_is_in_the_book_or_named() -> None:
    found = several()
    assert found.lost == ()
    for words in ("Works inspired by this one", "See the end of the chapter", "drop by the"):
        assert words in found.removed
        assert not any(words in text for text in found.texts)


def test_headings_and_scene_breaks_of_the_author_stay() -> None:
    first = next(sections(several().book))
    assert [type(block) for block in first.blocks] == [Paragraph, SceneBreak, Heading, Paragraph]


def test_a_link_into_another_chapter_leads_there() -> None:
    second = list(sections(several().book))[1]
    assert "target='#chapter-003'" in repr(second.blocks)


def test_each_chapter_is_a_decision_with_its_section() -> None:
    found = [one for one in several().report.decisions if one.became == "chapter"]
    assert [(one.section, one.text) for one in found] == [
        ("chapter-001", "Chapter 1: Ebb"),
        ("chapter-002", "Chapter 2"),
        ("chapter-003", "Chapter 3: Slack Water"),
    ]


def test_a_one_shot_has_no_number_and_no_title() -> None:
    found = one_shot()
    assert found.titles == [("chapter", None, "")]
    assert found.texts == ["The tide went out."]
    assert (found.metadata.status, found.lost) == ("complete", ())


def test_a_one_shot_keeps_what_looks_like_a_chapter_heading() -> None:
    found = one_shot("<h2>Chapter Notes</h2><p>by hand</p>")
    assert found.texts == ["Chapter Notes\nby hand"]
    assert found.notes == []


def test_a_work_in_progress_is_incomplete() -> None:
    found = several(stats="Published: 2020-01-02 Updated: 2021-02-03 Words: 12 Chapters: 3/?")
    assert (found.metadata.status, found.metadata.planned) == ("incomplete", None)


def test_fewer_chapters_than_counted_are_said() -> None:
    found = several(stats="Published: 2020-01-02 Words: 12 Chapters: 5/5")
    assert Code.CONTENTS_DIFFER in found.codes
    assert Code.CONTENTS_DIFFER not in several().codes


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ('by <a rel="author" href="/users/ines/pseuds/ines">ines</a>', ["ines"]),
        ('by <a rel="author">ines</a>, <a rel="author">winter (mara)</a>', ["ines", "winter"]),
        ("by Anonymous", ["Anonymous"]),
        ('by <a rel="author">orphan_account</a>', ["orphan_account"]),
        ('by Old Name [archived by <a rel="author">keeper</a>]', ["Old Name"]),
    ],
)
def test_a_byline_names_each_author(byline: str, names: list[str]) -> None:
    found = one_shot(byline=byline)
    assert [one.name for one in found.metadata.creators] == names
    assert found.lost == ()


def test_the_author_of_a_translation_translated_it() -> None:
    found = one_shot(
        below='<ul><li>A translation of <a href="/works/1">Ebbe</a> by <a href="/u">mara</a>.</li>'
        '<li>Inspired by <a href="/works/2">Flood</a> by <a href="/u">someone</a>.</li></ul>'
    )
    assert found.metadata.creators == (Creator("mara"), Creator("ines", "trl"))
    assert "Inspired by Flood by someone." in found.removed
    assert found.lost == ()


def test_the_labels_of_older_downloads_are_known() -> None:
    page = preface(
        stats="Published: 2012-01-02 Chapters: 1/? Words: 1234", below=SUMMARY, tags=""
    ) + (
        '<div id="chapters"><div class="meta"><h2>Ebb</h2><p>Summary for the Chapter:</p>'
        "<blockquote><p>Mud.</p></blockquote><p>Notes for the Chapter:</p>"
        "<blockquote><p>Mind it.</p></blockquote>"
        '<p>(See the end of the chapter for <a href="#endnotes1">more notes</a>.)</p></div>'
        "<div><p>Text.</p></div>"
        '<div id="endnotes1"><p>Notes for the Chapter:</p><blockquote>Bye.</blockquote></div>'
        '<div class="meta"><h2>Flood</h2></div><div><h2>I</h2><p>More.</p></div></div>'
    )
    found = read_page(READER, page + afterword())
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flood")]
    assert [note[2:] for note in found.notes] == [
        ("summary", "Mud."),
        ("note", "Mind it."),
        ("note", "Bye."),
    ]
    assert found.texts == ["Text.", "I\nMore."]
    assert found.lost == ()


CUTS = (
    f"""<div id="preface" class="calibre1"><h2 class="toc-heading">Preface</h2>
    <p class="message1"><b>Low Water</b><br/>Posted originally on the <a href="http://x/">Archive of
    Our Own</a> at <a href="{WORK}">{WORK}</a>.</p></div>""",
    """<div id="preface" class="calibre1"><div class="calibre2"><h1>Low Water</h1>
    <div class="calibre3">by <a rel="author">ines</a></div></div></div>
    <div id="chapters" class="calibre1"><div class="calibre2"><div id="pb"></div></div></div>""",
    """<div id="chapters" class="calibre1"><div class="calibre2"><h2>Chapter 1: Ebb</h2>
    <p class="message1">Chapter Notes</p><blockquote class="c"><p>Mind the tide.</p></blockquote>
    </div><div class="calibre4"><p>The boats lay on the mud.</p></div></div>""",
    """<div id="chapters" class="calibre1"><div class="calibre4"><h2>Letter</h2>
    <p>Come <a href="d4.html#mud">home</a>.</p></div>
    <div class="calibre2" id="endnotes1"><p>Chapter End Notes</p>
    <blockquote><p>It came in.</p></blockquote></div></div>""",
    """<div id="chapters" class="calibre1"><div class="calibre2"><h2>Chapter 2: Flow</h2></div>
    <div class="calibre4"><p id="mud">The boats rose.</p></div></div>""",
    """<div id="afterword"><h2>Afterword</h2><div id="endnotes"><p>End Notes</p>
    <blockquote><p>That was the sea.</p></blockquote></div></div>""",
)
"""A download as EPUB: cut at its headings, one of the author's among them, by calibre."""


def test_an_epub_cut_into_documents_with_renamed_classes_reads_alike() -> None:
    whole = several()
    report, where = Report(), Where("story.epub")
    documents = [
        Document(f"d{index}.html", parse_html(f"<body>{text}</body>", where, report))
        for index, text in enumerate(CUTS)
    ]
    bodies = [Document(one.path, one.body.css_first("body")) for one in documents]  # type: ignore[arg-type]
    book = read_ao3(bodies, Markup(source="story.epub", report=report), report, where)
    found = Reading(book, report, 1.0, ())
    assert found.metadata.title == whole.metadata.title
    assert found.metadata.creators == whole.metadata.creators
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flow")]
    assert found.texts[0] == "The boats lay on the mud.\nLetter\nCome home."
    assert "target='#chapter-002'" in repr(next(sections(book)).blocks)
    assert [note[:2] for note in found.notes] == [
        ("chapter-001", "before"),
        ("chapter-001", "after"),
        ("", "after"),
    ]


def test_a_download_without_text_is_no_story() -> None:
    with pytest.raises(ReadError, match="without any text"):
        read_page(READER, preface(stats="") + '<div id="chapters"></div>' + afterword())


def test_unclosed_markup_loses_no_word() -> None:
    found = one_shot("<p>The <b>tide <i>went</b> out.<p>And <em>in.")
    assert found.lost == ()
    assert len(list(blocks_of(next(sections(found.book)).blocks))) == 2


def test_only_a_preface_of_the_archive_is_recognised() -> None:
    assert several().confidence > 0.95
    other = '<div id="preface"><p>Dear reader</p></div><div id="chapters">Text</div>'
    assert read_page(READER, other).confidence == 0.0


def test_an_element_left_open_in_a_text_ends_with_its_chapter() -> None:
    chapters = chapter("Chapter 1: Ebb", "<div><p>Mud <b>dries.</p>", end="<p>Sun.</p>") + chapter(
        "Chapter 2: Flow", "<p>Water.</p>", end="<p>Sea.</p>", number=2
    )
    found = several(
        chapters=chapters, stats="Published: 2020-01-02 Words: 9 Chapters: 2/2", below=""
    )
    assert found.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flow")]
    assert [note[:2] for note in found.notes] == [
        ("chapter-001", "after"),
        ("chapter-002", "after"),
        ("", "after"),
    ]
    assert "drop by" not in "".join(found.texts)
    assert found.lost == ()


def test_the_headings_of_a_work_of_one_chapter_are_its_own() -> None:
    page = (
        preface(stats="Published: 2020-01-02 Words: 9 Chapters: 1/1")
        + '<div id="chapters" class="userstuff"><h2 class="toc-heading">Low Water</h2>'
        "<p>Mud.</p><h2>Chapter 1</h2><p>Notes</p><p>Water.</p></div>" + afterword()
    )
    found = read_page(READER, page)
    assert found.titles == [("chapter", None, "")]
    assert found.texts == ["Mud.\nChapter 1\nNotes\nWater."]
    assert found.notes == []


def test_a_skin_around_the_chapters_is_seen_through() -> None:
    found = several(chapters=f'<div id="workskin">{CHAPTERS}</div>')
    assert [number for _, number, _ in found.titles] == [1, 2, 3]


OLDEST = """<html><head><title>Low Water - ines - Harbour Lights</title></head><body>
<h1>Low Water</h1><div class="byline">by <a rel="author" href="#">ines</a></div>
<p class="message">Posted originally on the <a href="http://archiveofourown.org">Archive of Our
Own</a> at <a href="http://archiveofourown.org/works/12">http://archiveofourown.org/works/12</a>.</p>
<div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a>General Audiences</a></dd>
<dt>Stats:</dt><dd>Published: 2011-01-02 Words: 123 Chapters: 2/2</dd></dl></div>
<p>Summary</p><blockquote class="userstuff"><p>A harbour.</p></blockquote>
<p>Notes</p><blockquote class="userstuff"><p>For Bo.</p></blockquote>
{}<p>End Notes</p><blockquote class="userstuff"><p>Done.</p></blockquote>
<p class="message">Please <a href="#">drop by the archive and comment</a>!</p></body></html>"""
OLDEST_CHAPTERS = """<h2>Chapter 1: Ebb</h2><div class="userstuff"><p>Mud.</p></div>
<h2>Chapter 2: Flood</h2><p>Chapter Notes</p><blockquote class="userstuff"><p>Mind.</p></blockquote>
<div class="userstuff"><p>Water.</p></div>"""


def test_a_download_of_before_2012_is_read_alike() -> None:
    reading = read_page(READER, OLDEST.format(f'<div id="chapters">{OLDEST_CHAPTERS}</div>'))
    assert reading.confidence >= 0.9
    assert reading.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flood")]
    assert reading.texts == ["Mud.", "Water."]
    assert reading.notes == [
        ("", "before", "note", "For Bo."),
        ("chapter-002", "before", "note", "Mind."),
        ("", "after", "note", "Done."),
    ]
    assert reading.metadata.source == "http://archiveofourown.org/works/12"
    assert not reading.lost


def test_an_old_download_without_a_frame_around_its_chapters_keeps_them() -> None:
    reading = read_page(READER, OLDEST.format(OLDEST_CHAPTERS))
    assert reading.titles == [("chapter", 1, "Ebb"), ("chapter", 2, "Flood")]
    assert reading.texts == ["Mud.", "Water."]
    assert ("", "after", "note", "Done.") in reading.notes

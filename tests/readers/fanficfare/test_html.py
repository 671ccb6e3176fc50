"""HTML as FanFicFare writes it."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.blocks import Paragraph
from packager.book.metadata import Creator, Series
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.fanficfare.html import READER
from packager.request import Request
from packager.sources.source import from_bytes
from tests.support.site_pages import Reading, read_page

ROWS = (
    ("Series", "<a class='serieslink' href='http://example.org/1'>The Tide [2]</a>"),
    ("Category", "Harbour Lights, Steins;Gate"),
    ("Genre", "Drama, Sea"),
    ("Language", "Polski"),
    ("Characters", "Ines, Mara"),
    ("Relationships", "Ines/Mara, Ann &amp; Bob"),
    ("Status", "In-Progress"),
    ("Published", "2014-03-12"),
    ("Updated", "2015-01-02"),
    ("Packaged", "2026-11-22 06:40:35"),
    ("Rating", "Teen"),
    ("Warnings", "Drowning"),
    ("Chapters", "3"),
    ("Words", "12,345"),
    ("Publisher", "example.org"),
    ("Author URL", "<a href='http://example.org/u/1'>http://example.org/u/1</a>"),
    ("Summary", "<div>A harbour.<p>And <i>more</i>.</p></div>"),
)


def chapter(number: int, heading: str, body: str) -> str:
    return f'\n<a name="section{number:04d}"><h2>{heading}</h2></a>\n<div>{body}</div>\n'


CHAPTERS = (
    chapter(1, "Prologue", "<h3>1. Prologue</h3><p>Mud.</p>")
    + chapter(2, "Chapter 1: Ebb &amp; Flow", '<p>Water, as in <a href="#section0003">it</a>.</p>')
    + chapter(3, "Chapter 2", "<p>Boats.</p>")
)


def page(chapters: str = CHAPTERS, *, contents: int = 3, title: str = "") -> str:
    rows = "".join(f"<tr><td><b>{label}:</b></td><td>{value}</td></tr>" for label, value in ROWS)
    links = "".join(f'<a href="#section{n:04d}">Name {n}</a><br />' for n in range(1, contents + 1))
    title = title or (
        '<h1><a href="https://example.org/s/1">Low by Water</a> by '
        "<a class='authorlink' href='http://example.org/u/1'>ines</a>, "
        "<a class='authorlink' href='http://example.org/u/2'>mara</a></h1>"
    )
    toc = f'<a name="TOCTOP"><h2>Table of Contents</h2></a><p>{links}</p>' if contents else ""
    return (
        '<!DOCTYPE html><html><head><meta charset="UTF-8"><title>x</title></head><body>'
        f'{title}<table class="full">{rows}</table>{toc}{chapters}</body></html>'
    )


def read(chapters: str = CHAPTERS, *, contents: int = 3, title: str = "") -> Reading:
    return read_page(READER, page(chapters, contents=contents, title=title))


def test_the_title_page_becomes_metadata() -> None:
    found = read().metadata
    assert found.title == "Low by Water"
    assert found.creators == (Creator("ines"), Creator("mara"))
    assert found.source == "https://example.org/s/1"
    assert found.series == Series("The Tide", 2)
    assert found.fandoms == ("Harbour Lights", "Steins;Gate")
    assert found.subjects == ("Drama", "Sea")
    assert found.language == "pl"
    assert found.characters == ("Ines", "Mara")
    assert found.relationships == ("Ines/Mara", "Ann & Bob")
    assert (found.status, found.rating, found.warnings) == ("incomplete", "Teen", ("Drowning",))
    assert (found.published, found.modified) == (date(2014, 3, 12), date(2015, 1, 2))
    assert (found.chapters, found.words, found.publisher) == (3, 12_345, "example.org")
    assert found.description[0] == Paragraph(("A harbour.",))


def test_chapters_are_at_the_marks() -> None:
    found = read()
    assert found.titles == [
        ("prologue", None, ""),
        ("chapter", 1, "Ebb & Flow"),
        ("chapter", 2, ""),
    ]
    assert found.texts[1:] == ["Water, as in it.", "Boats."]


def test_no_word_is_lost_and_the_contents_are_not_repeated() -> None:
    found = read()
    assert found.lost == ()
    assert "Name 2" in found.removed
    assert "Name 2" not in repr(found.book)
    assert Code.CONTENTS_DIFFER not in found.codes


def test_contents_that_differ_from_the_chapters_are_said() -> None:
    assert Code.CONTENTS_DIFFER in read(contents=5).codes
    assert Code.CONTENTS_DIFFER not in read(contents=0).codes


def test_a_link_to_a_chapter_leads_there() -> None:
    assert "target='#chapter-002'" in repr(read().book.body[1].blocks)


def test_a_title_without_links_is_split_at_its_last_by() -> None:
    found = read(title="<h1>Low by Water by ines</h1>").metadata
    assert (found.title, found.creators) == ("Low by Water", (Creator("ines"),))


def test_framed_notes_are_notes_of_their_chapter() -> None:
    body = (
        '<div id="chapter"><div class="fff_chapter_notes fff_head_notes"><b>Author\'s Note:</b>'
        '<ul class="associations"><li>Inspired by Flood</li></ul>'
        "<blockquote><p>Hello.</p></blockquote><b>Summary for the Chapter:</b>"
        "<blockquote><p>Mud.</p></blockquote><hr/></div>"
        "<div><p>Text.</p></div>"
        '<div class="fff_chapter_notes fff_foot_notes"><hr/><b>Notes for the Chapter:</b>'
        "<blockquote><p>Bye.</p></blockquote></div></div>"
    )
    found = read(chapter(1, "One", body) + chapter(2, "Two", "<p>More.</p>"), contents=2)
    assert found.notes == [
        ("chapter-001", "before", "note", "Hello."),
        ("chapter-001", "before", "summary", "Mud."),
        ("chapter-001", "after", "note", "Bye."),
    ]
    assert found.texts == ["Text.", "More."]
    assert "Inspired by Flood" in found.removed
    assert found.lost == ()


def test_a_note_without_a_place_is_judged_by_the_text_around_it() -> None:
    note = '<div class="fff_chapter_notes"><div><b>Author\'s note:</b><p>{}</p></div></div>'
    body = note.format("first") + "<p>a</p>" + note.format("middle") + "<p>b</p>"
    found = read(chapter(1, "One", body + note.format("last")), contents=0)
    assert [(note[1], note[3]) for note in found.notes] == [("before", "first"), ("after", "last")]
    assert found.texts == ["a\nAuthor's note:\nmiddle\nb"]


def test_markup_left_open_swallows_no_chapter() -> None:
    broken = chapter(1, "Ebb", "<div><i><b>mud").replace("</div>", "") + chapter(2, "Flow", "x")
    found = read(broken, contents=2)
    assert [title for _, _, title in found.titles] == ["Ebb", "Flow"]
    assert found.texts == ["mud", "x"]
    assert found.lost == ()


def test_a_story_of_one_chapter_has_no_number() -> None:
    assert read(chapter(1, "Low Water", "x"), contents=0).titles == [("chapter", None, "Low Water")]


def test_a_title_page_alone_is_no_story() -> None:
    source = from_bytes("x.html", page(chapters="", contents=0).encode())
    with pytest.raises(ReadError) as caught:
        READER.read(source, Request(), Report())
    assert caught.value.code is Code.NO_STORY


def test_only_the_marks_of_fanficfare_are_recognised() -> None:
    assert read().confidence > 0.95
    plain = '<html><body><a name="section0001"><h2>A</h2></a><p>b</p></body></html>'
    assert read_page(READER, plain).confidence == 0.7

"""A saved page of the Archive of Our Own, as its templates write it, with the site around it."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.blocks import Paragraph
from packager.book.inlines import Strong
from packager.book.metadata import Creator, Series
from packager.book.section import Role
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.ao3.page import READER
from packager.request import Request
from packager.sources.source import from_bytes
from tests.support.site_pages import Reading, read_page

SITE = "https://archiveofourown.org"

TOP = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/>
<title>Low Water - Chapter 1 - ines - Harbour Lights [Archive of Our Own]</title>
<link rel="stylesheet" href="/stylesheets/site.css"/></head>
<body class="logged-out"><div id="outer" class="wrapper">
<ul id="skiplinks"><li><a href="#main">Main Content</a></li></ul>
<header id="header" class="region"><h1 class="heading"><a href="/"><span>Archive of Our Own</span>
<sup>beta</sup></a></h1><form><input type="text"/><p class="role">Search Works</p></form></header>
<div id="inner" class="wrapper"><div id="main" class="works-show region" role="main">
<ul class="landmark skip"><li><a name="top">&nbsp;</a></li>
<li><a href="#work">Skip header</a></li></ul>
<h3 class="landmark heading">Actions</h3>
<ul class="work navigation actions" role="menu">
  <li class="chapter next"><a href="/works/123/chapters/2#workskin">Next Chapter &rarr;</a></li>
  <li class="download"><a href="#">Download</a>
  <ul><li><a href="/downloads/123/Low.epub">EPUB</a></li></ul></li>
</ul>
"""

META = """<h3 class="landmark heading">Work Header</h3>
<div class="wrapper"><dl class="work meta group">
  <dt class="rating tags">Rating:</dt>
  <dd class="rating tags"><ul class="commas"><li><a class="tag" href="/tags/T/works">Teen And Up
  Audiences</a></li></ul></dd>
  <dt class="warning tags"><a href="/tos_faq#tags">Archive Warning</a>:</dt>
  <dd class="warning tags"><ul class="commas"><li><a class="tag" href="#">No Archive Warnings
  Apply</a></li></ul></dd>
  <dt class="fandom tags">Fandoms:</dt>
  <dd class="fandom tags"><ul class="commas"><li><a class="tag" href="#">Harbour Lights
  (TV)</a></li>
  <li class="last"><a class="tag" href="#">Steins;Gate</a></li></ul></dd>
  <dt class="relationship tags">Relationship:</dt>
  <dd class="relationship tags"><ul class="commas"><li><a class="tag" href="#">Ines Varga/Mara
  Lund</a></li></ul></dd>
  <dt class="character tags">Character:</dt>
  <dd class="character tags"><ul class="commas"><li><a class="tag" href="#">Ines
  Varga</a></li></ul></dd>
  <dt class="freeform tags">Additional Tags:</dt>
  <dd class="freeform tags"><ul class="commas"><li><a href="/x">Show additional
  tags</a></li></ul></dd>
  <dt class="language">Language:</dt>
  <dd class="language" lang="zh">中文-普通话 國語</dd>
  <dt class="series">Series:</dt>
  <dd class="series"><span class="series"><a class="previous" href="/works/9">&larr; Previous
  Work</a>
  <span class="divider"> </span><span class="position">Part 2 of <a href="/series/9">The Tide,
  and After</a></span><a class="next" href="/works/8">Next Work &rarr;</a></span></dd>
  <dt class="stats">Stats:</dt>
  <dd class="stats"><dl class="stats"><dt class="published">Published:</dt>
  <dd class="published">2020-01-02</dd>
  <dt class="status">{status}:</dt><dd class="status">2020-02-03</dd>
  <dt class="words">Words:</dt><dd class="words">1,234</dd>
  <dt class="chapters">Chapters:</dt>
  <dd class="chapters">{chapters}</dd><dt class="kudos">Kudos:</dt><dd class="kudos">77</dd>
  <dt class="hits">Hits:</dt><dd class="hits">4,567</dd></dl></dd>
</dl></div>
<style type="text/css">#workskin .shout {{ font-weight: bold; }}</style>
"""

PREFACE = """<div id="workskin">
  <div class="preface group">
    <h2 class="title heading">
      <img alt="(Restricted)" title="Restricted" src="/images/lockblue.png" width="15" height="15"/>
      Low Water
    </h2>
    <h3 class="byline heading">
      <a rel="author" href="/users/ines/pseuds/ines">ines</a>, <a rel="author"
      href="/users/mara/pseuds/seabird">seabird (mara)</a>
    </h3>
"""

WORK_NOTES = """
    <div class="summary module"><h3 class="heading">Summary:</h3>
      <blockquote class="userstuff"><p>A harbour.</p></blockquote></div>
    <div class="notes module"><h3 class="heading">Notes:</h3>
      <ul class="associations">
        <li>For <a href="/users/ann/gifts">ann</a>.</li>
        <li>Inspired by <a href="/works/5">Flood</a> by <a rel="author" href="/users/x">x</a>.</li>
      </ul>
      <blockquote class="userstuff"><h3>Before</h3><p>For the winter.</p></blockquote>
      <p class="jump">(See the end of the work for <a href="#work_endnotes">more notes</a> and
      <a href="#children">other works inspired by this one</a>.)</p>
    </div>
"""

FIRST = """
<div class="chapter" id="chapter-1">
  <div class="chapter preface group">
    <h3 class="title"><a href="/works/123/chapters/11">Chapter 1</a>: Ebb</h3>
    <h4 class="heading byline">Chapter by <a rel="author" href="/users/mara">mara</a></h4>
    <div id="summary" class="summary module"><h3 class="heading">Summary:</h3>
      <blockquote class="userstuff"><p>Mud.</p></blockquote></div>
    <div id="notes" class="notes module"><h3 class="heading">Notes:</h3>
      <blockquote class="userstuff"><p>Mind the tide.</p></blockquote>
      <p>(See the end of the chapter for <a href="#chapter_1_endnotes">more notes</a>.)</p></div>
  </div>
  <!--main content-->
  <div class="userstuff module" role="article">
    <h3 class="landmark heading" id="work">Chapter Text</h3>
    <p>The boats lay on the mud, as in <a href="/works/123/chapters/12">the next</a>.</p>
    <p>See <a href="/users/ines">her page</a>.</p>
  </div>
  <!--/main-->
  <div class="chapter preface group">
    <div class="end notes module" id="chapter_1_endnotes"><h3 class="heading">Notes:</h3>
      <blockquote class="userstuff"><p>It came in.</p></blockquote></div>
  </div>
</div>
"""

SECOND = """
<div class="chapter" id="chapter-2">
  <div class="chapter preface group">
    <h3 class="title"><a href="/works/123/chapters/12">Chapter 2</a></h3>
  </div>
  <div class="userstuff module" role="article">
    <h3 class="landmark heading" id="work">Chapter Text</h3><p>The boats rose.</p></div>
</div>
"""

AFTER = """
<div class="afterword preface group">
  <div id="work_endnotes" class="end notes module"><h3 class="heading">Notes:</h3>
    <blockquote class="userstuff"><p>That was the sea.</p></blockquote></div>
  <div id="series" class="series module"><h3 class="heading">Series this work belongs to:</h3>
    <ul><li>Part 2 of the series</li></ul></div>
  <div id="children" class="children module"><h3 class="heading">Works inspired by this one:</h3>
    <ul><li>Podfic by someone</li></ul></div>
</div>
"""

BOTTOM = """</div>
<div id="feedback" class="feedback"><h3 class="landmark heading">Actions</h3>
<ul class="actions"><li><a href="#main">&uarr; Top</a></li><li>Bookmark</li></ul>
<div id="kudos">reader1 left kudos on this work!</div>
<div id="comments_placeholder"><ol class="thread"><li>
<blockquote class="userstuff"><p>What a lovely comment</p></blockquote></li></ol></div></div>
</div></div>
<footer id="footer" class="region"><p>Terms of Service</p></footer></div></body></html>"""


def page(
    chapters: str = FIRST + SECOND,
    *,
    counted: str = "2/2",
    status: str = "Completed",
    preface: str = WORK_NOTES,
    after: str = AFTER,
    head: str = "",
) -> str:
    return (
        head
        + TOP
        + META.format(chapters=counted, status=status)
        + PREFACE
        + preface
        + f'</div><div id="chapters" role="article">{chapters}</div>'
        + after
        + BOTTOM
    )


def whole(**change: str) -> Reading:
    return read_page(READER, page(**change))


def test_the_list_of_tags_becomes_metadata() -> None:
    found = whole().metadata
    assert found.title == "Low Water"
    assert found.creators == (Creator("ines"), Creator("seabird"))
    assert found.rating == "Teen And Up Audiences"
    assert found.warnings == ("No Archive Warnings Apply",)
    assert found.fandoms == ("Harbour Lights (TV)", "Steins;Gate")
    assert found.relationships == ("Ines Varga/Mara Lund",)
    assert found.characters == ("Ines Varga",)
    assert found.subjects == ()
    assert found.language == "zh"
    assert found.series == Series("The Tide, and After", 2)
    assert (found.published, found.modified) == (date(2020, 1, 2), date(2020, 2, 3))
    assert (found.words, found.chapters, found.planned, found.status) == (1234, 2, 2, "complete")
    assert found.source == f"{SITE}/works/123"
    assert found.publisher == "Archive of Our Own"
    assert found.description == (Paragraph(("A harbour.",)),)


def test_chapters_and_notes_are_those_of_the_work() -> None:
    found = whole()
    assert found.titles == [("dedication", None, ""), ("chapter", 1, "Ebb"), ("chapter", 2, "")]
    assert found.texts == [
        "For ann.",
        "The boats lay on the mud, as in the next.\nSee her page.",
        "The boats rose.",
    ]
    assert found.notes == [
        ("", "before", "note", "Before\nFor the winter."),
        ("chapter-001", "before", "summary", "Mud."),
        ("chapter-001", "before", "note", "Chapter by mara\nMind the tide."),
        ("chapter-001", "after", "note", "It came in."),
        ("", "after", "note", "That was the sea."),
    ]


def test_nothing_of_the_site_is_in_the_book_and_no_word_is_lost() -> None:
    found = whole()
    assert found.lost == ()
    for words in ("Terms of Service", "lovely comment", "left kudos", "Podfic", "Next Chapter"):
        assert words in found.removed
        assert words not in repr(found.book)


def test_a_class_of_the_work_skin_means_what_it_says() -> None:
    chapters = SECOND.replace("The boats rose.", '<span class="shout">The boats</span> rose.')
    [block] = whole(chapters=chapters).book.body[0].blocks
    assert block == Paragraph((Strong(("The boats",)), " rose."))


def test_a_chapter_left_open_swallows_none_behind_it() -> None:
    found = whole(chapters=FIRST.rstrip().removesuffix("</div>") + SECOND)
    assert found.titles == whole().titles
    assert found.texts == whole().texts


def test_a_dedication_stands_in_front() -> None:
    assert [one.role for one in whole().book.front] == [Role.DEDICATION]


def test_links_lead_into_the_book_or_to_the_site() -> None:
    first = repr(whole().book.body[0].blocks)
    assert "target='#chapter-002'" in first
    assert f"target='{SITE}/users/ines'" in first


def test_a_page_of_one_chapter_of_several_keeps_its_number_and_says_so() -> None:
    found = whole(chapters=SECOND, counted="2/5", status="Updated", preface="", after="")
    assert found.titles == [("chapter", 2, "")]
    assert found.metadata.status == "incomplete"
    assert Code.CONTENTS_DIFFER in found.codes
    assert Code.CONTENTS_DIFFER not in whole().codes


def test_a_work_of_one_chapter_has_no_number() -> None:
    body = (
        '<h3 class="landmark heading" id="work">Work Text:</h3>'
        '<div class="userstuff"><p>The tide went out.</p></div>'
    )
    found = whole(chapters=body, counted="1/1", preface="")
    assert found.titles == [("chapter", None, "")]
    assert found.texts == ["The tide went out."]
    assert "Work Text:" in found.removed
    assert found.lost == ()


def test_the_address_is_taken_from_where_the_browser_saved_it() -> None:
    head = f"<!-- saved from url=(0053){SITE}/works/777?view_full_work=true -->\n"
    assert whole(head=head).metadata.source == f"{SITE}/works/777"


def test_only_a_page_of_the_archive_is_recognised() -> None:
    assert whole().confidence > 0.95
    report = Report()
    text = "<html><body><div id='main'>Hello</div></body></html>"
    source = from_bytes("x.html", text.encode())
    with pytest.raises(ReadError):
        READER.read(source, Request(), report)


@pytest.mark.parametrize(
    "main",
    [
        '<h2 class="heading">Log In</h2><form>Username</form>',
        '<p class="caution notice">This work could have adult content.</p>',
        '<h2 class="heading">Error 404</h2><p>The page you were looking for does not exist.</p>',
        "",
    ],
)
def test_a_page_without_a_work_is_refused_with_a_reason(main: str) -> None:
    text = f"{TOP}{main}</div></div></body></html>"
    source = from_bytes("work.html", text.encode())
    with pytest.raises(ReadError) as caught:
        READER.read(source, Request(), Report())
    assert caught.value.code is Code.PAGE_NO_STORY
    assert caught.value.hint

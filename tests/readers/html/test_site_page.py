"""Pages of sites with a layout of their own: the chapter, its notes, and nothing of the site."""

from __future__ import annotations

import pytest

from packager.book.metadata import Creator
from packager.diagnostics import Code
from packager.errors import ReadError
from packager.readers.html.reader import READER
from tests.support.site_pages import Reading, read_page

TEXT = "<p>The lamp at the harbour mouth went out at nine.</p><p>“Who is there?” said Mara.</p>"
PLAIN = "The lamp at the harbour mouth went out at nine.\n“Who is there?” said Mara."


def note(text: str) -> str:
    return (
        '<div class="portlet author-note-portlet"><div class="portlet-title">'
        "<span>A note from Ann Ash</span></div>"
        f'<div class="portlet-body author-note"><p>{text}</p></div></div>'
    )


ROYAL_ROAD = (
    "<html lang=en><head><title>Chapter 3: Oil - The Lamp | Royal Road</title>"
    "<style>.cnX1{display:none}</style></head><body><nav>Home</nav>"
    '<div class="fic-header"><a href="/fiction/5"><h2>The Lamp</h2></a><h1>Chapter 3: Oil</h1>'
    '<h3>by <a href="/profile/1">Ann Ash</a></h3></div><button>Report Chapter</button>'
    f'{note("Mind the stairs.")}<div class="chapter-inner chapter-content">{TEXT}'
    '<p class="cnX1">Stolen from its author.</p></div>'
    f'{note("Thanks.")}<h4>About the author</h4><div id="comments"><p>Nice!</p></div></body></html>'
)

WATTPAD = (
    "<html><head><title>The Lamp - Oil - Wattpad</title></head><body><div>Browse Write</div>"
    '<h1>Oil</h1><div class="author">by <a href="/user/ann">AnnAsh</a></div>'
    '<span class="reads">1.2K</span><pre><p data-p-id="1">The lamp at the harbour mouth went out '
    'at nine.<span class="comment-marker"><span class="num-comment">7</span></span></p>'
    '<p data-p-id="2">“Who is there?” said Mara.<button class="comment-marker">12</button></p>'
    "</pre></body></html>"
)

FANFICTION = (
    "<html><head><title>The Lamp Chapter 2: Oil, a harbour fanfic | FanFiction</title></head><body>"
    "<div id=pre_story_links><a href=/tv/>TV Shows</a><a href=/tv/H/>Harbour Lights</a></div>"
    "<div id=profile_top><b class=xcontrast_txt>The Lamp</b> By: <a href='/u/7/Ann'>Ann Ash</a>"
    "<div class=xcontrast_txt>A lamp goes out.</div><span class='xgray xcontrast_txt'>Rated: "
    "<a>Fiction  T</a> - English - Mystery/Drama - Mara L. - Chapters: 3 - Words: 12,345 - Reviews:"
    " 17 - Published: Jan 18, 2014 - Status: Complete - id: 55</span></div>"
    "<select id=chap_select><option>1. Dark<option selected>2. Oil<option>3. Dawn</select>"
    f"<div class='storytext' id='storytext'>{TEXT}</div><div id=review>Your review</div>"
    "</body></html>"
)

SYOSETU = (
    '<html lang="ja"><head><title>灯台 - 第二話 油</title></head><body><article>'
    '<div class="p-novel__number">2/10</div><h1 class="p-novel__title">第二話 油</h1>'
    '<div class="p-novel__body"><div class="p-novel__text p-novel__text--preface"><p>注意。</p>'
    '</div><div class="p-novel__text"><p>港の<ruby>灯台<rt>とうだい</rt></ruby>が消えた。</p></div>'
    '<div class="p-novel__text p-novel__text--afterword"><p>感謝。</p></div></div></article>'
    "</body></html>"
)

OLD_SYOSETU = (
    '<html lang="ja"><body><div class="contents1"><a href="https://ncode.syosetu.com/n1/">灯台</a>'
    '作者：<a href="https://mypage.syosetu.com/1/">灰アン</a></div>'
    '<p class="novel_subtitle">第二話 油</p><div id="novel_p"><p>注意。</p></div>'
    '<div id="novel_honbun"><p>灯台が消えた。</p></div><div id="novel_a"><p>感謝。</p></div>'
    "</body></html>"
)

KAKUYOMU = (
    '<html lang="ja"><body><p id="contentMain-header-workTitle">灯台</p>'
    '<p id="contentMain-header-author">灰アン</p><p class="widget-episodeTitle">第二話 油</p>'
    '<div class="widget-episodeBody"><p>灯台が消えた。</p></div></body></html>'
)

SCRIBBLE_HUB = (
    '<html><body><div class="chp_byauthor"><a href="/series/1">The Lamp</a> by '
    '<a href="/profile/2">Ann Ash</a></div><div class="chapter-title">Chapter 3: Oil</div>'
    '<div id="chp_raw"><div class="wi_authornotes"><div>Ann Ash</div>'
    f'<div class="wi_authornotes_body"><p>Mind the stairs.</p></div></div>{TEXT}'
    '<div class="wi_authornotes"><div class="wi_authornotes_body"><p>Thanks.</p></div></div>'
    "</div></body></html>"
)


def read(page: str) -> Reading:
    return read_page(READER, page)


def test_notes_of_royal_road_are_notes_before_and_behind_the_text() -> None:
    reading = read(ROYAL_ROAD)
    assert reading.titles == [("chapter", None, "Oil")]
    assert reading.texts == [PLAIN]
    assert reading.notes == [
        ("chapter-001", "before", "note", "Mind the stairs."),
        ("chapter-001", "after", "note", "Thanks."),
    ]
    assert reading.metadata.title == "The Lamp"
    assert reading.metadata.creators == (Creator("Ann Ash"),)
    assert "Stolen from its author." in reading.removed
    assert not reading.lost


def test_counts_of_comments_of_wattpad_are_not_in_the_text() -> None:
    reading = read(WATTPAD)
    assert reading.texts == [PLAIN]
    assert reading.titles == [("chapter", None, "Oil")]
    assert reading.metadata.title == "The Lamp"
    assert reading.metadata.creators == (Creator("AnnAsh"),)
    assert not reading.lost


def test_a_page_of_fanfiction_net_says_what_its_story_is() -> None:
    reading = read(FANFICTION)
    metadata = reading.metadata
    assert (metadata.title, metadata.creators) == ("The Lamp", (Creator("Ann Ash"),))
    assert (metadata.fandoms, metadata.subjects) == (("Harbour Lights",), ("Mystery", "Drama"))
    assert (metadata.status, metadata.words, metadata.chapters) == ("complete", 12345, 3)
    assert reading.titles == [("chapter", None, "Oil")]
    assert reading.texts == [PLAIN]


@pytest.mark.parametrize("page", [SYOSETU, OLD_SYOSETU])
def test_forewords_and_afterwords_of_syosetu_are_notes(page: str) -> None:
    reading = read(page)
    assert reading.metadata.title == "灯台"
    assert reading.titles == [("chapter", None, "油")]
    assert [(position, text) for _, position, _, text in reading.notes] == [
        ("before", "注意。"),
        ("after", "感謝。"),
    ]
    assert "消えた。" in reading.texts[0]


def test_a_page_of_kakuyomu_is_a_chapter_with_its_title_and_author() -> None:
    reading = read(KAKUYOMU)
    assert reading.metadata.title == "灯台"
    assert reading.metadata.creators == (Creator("灰アン"),)
    assert reading.texts == ["灯台が消えた。"]


def test_notes_within_the_text_of_scribble_hub_are_taken_out_of_it() -> None:
    reading = read(SCRIBBLE_HUB)
    assert reading.texts == [PLAIN]
    assert [(position, text) for _, position, _, text in reading.notes] == [
        ("before", "Mind the stairs."),
        ("after", "Thanks."),
    ]
    assert (reading.metadata.title, reading.metadata.creators) == (
        "The Lamp",
        (Creator("Ann Ash"),),
    )


def test_a_page_of_a_site_without_its_text_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read(ROYAL_ROAD.replace(TEXT, ""))
    assert caught.value.code is Code.NO_STORY

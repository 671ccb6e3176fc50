"""Any page that holds a story: its chapters, its title, and nothing of its site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.book.blocks import Heading
from packager.book.inlines import Link
from packager.book.metadata import Creator
from packager.book.walk import blocks_of, inlines_of, lines_of, sections, text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.readers.html.reader import READER
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes
from tests.support.site_pages import Reading, read_page

LINE = (
    "Mara counted the lamps along the quay twice before she let herself believe that one was gone, "
    "and nobody on the ferry had seen it go out at all."
)


def prose(count: int) -> str:
    return "".join(f"<p>{LINE} That was lamp {n}.</p>\n" for n in range(count))


BLOG = f"""<!doctype html><!-- saved from url=(0031)https://harbour.example/?p=3 -->
<html lang="en-GB"><head><title>The Ninth Lamp - Chapter 3: Low Water | Harbour Tales</title>
<meta property="og:site_name" content="Harbour Tales"><meta name="author" content="Ines Varga">
<meta property="article:published_time" content="2021-03-04T10:00:00Z"></head>
<body><header><nav><ul><li><a href="/">Home</a></ul></nav></header><main><article>
<header><h1 class="entry-title">Chapter 3: Low Water</h1><p>by <a rel=author>Ines Varga</a></p>
</header>
<div class="entry-content">{prose(8)}<div class="sharedaddy">Share this: <a href=x>There</a></div>
</div><footer><a href="/2">Previous</a></footer></article>
<section id="comments"><h2>3 thoughts</h2><p>Lovely chapter!</p></section></main>
<aside class="sidebar"><h3>Archives</h3></aside></body></html>"""

BOOK = f"""<html><head><title>The Ninth Lamp</title></head><body><h1>The Ninth Lamp</h1>
<p>by Ines Varga</p><h2>Contents</h2><ul><li><a href="#c1">The Quay</a>
<li><a href="#c2">Low Water</a><li><a href="#c3">Home</a><li><a href="#c4">Nowhere</a></ul>
<h2 id=c1>The Quay</h2>{prose(3)}<h2 id=c2>Low Water</h2>{prose(2)}
<p>See <a href="#c1">the quay</a>.</p><h3>At night</h3>{prose(1)}<h2 id=c3>Home</h2>{prose(2)}
<p><a href="#top">Back to top</a></p></body></html>"""

PARTS = f"""<body><h1>The Tide Books</h1><h2>PART ONE: Ebb</h2><h3>Chapter 1</h3><h4>The Quay</h4>
{prose(2)}<h3>Chapter 2</h3>{prose(2)}<h2>PART TWO: Flood</h2><p>An epigraph.</p><h3>Chapter 1</h3>
{prose(2)}<h3>Epilogue</h3>{prose(1)}</body>"""

GUTENBERG = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>x</title></head>
<body><section class="pg-boilerplate pgheader" id="pg-header"><h2>The Project Gutenberg eBook of
<span>The Ninth Lamp</span></h2><div>This ebook is for the use of anyone anywhere at no cost.</div>
<div id="pg-machine-header"><p><strong>Title</strong>: The Ninth Lamp</p><p><strong>Author</strong>:
Ines Varga</p><p><strong>Translator</strong>: Bo Lind</p><p><strong>Release date</strong>: January
3, 2020 [eBook #99999]<br>Most recently updated: March 4, 2021</p>
<p><strong>Language</strong>: English</p></div><div id="pg-start-separator">
<span>*** START OF THE PROJECT GUTENBERG EBOOK THE NINTH LAMP ***</span></div></section>
<h1>THE NINTH LAMP</h1><p>BY</p><p>INES VARGA</p><div class="chapter"><h2>CONTENTS</h2></div>
<table><tr><td>I.</td><td><a href="#I">The Quay</a></td><td>3</td></tr><tr><td>II.</td>
<td><a href="#II">Low Water</a></td><td>17</td></tr></table><div class="chapter">
<h2 id="I"><span class="pagenum" id="Page_3">[Pg 3]</span>I<br>THE QUAY</h2></div>{prose(3)}
<p>A word<a id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> here.</p>
<div class="chapter"><h2 id="II">II<br>LOW WATER</h2></div>{prose(3)}
<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a id="Footnote_1_1"></a>
<a href="#FNanchor_1_1">[1]</a> A note.</p></div></div><section id="pg-footer">
<div>*** END OF THE PROJECT GUTENBERG EBOOK THE NINTH LAMP ***</div>
<div>Updated editions will replace the previous one.</div></section></body></html>"""

OLD_GUTENBERG = f"""<html><body><pre>
The Project Gutenberg EBook of The Ninth Lamp, by Ines Varga

This eBook is for the use of anyone anywhere at no cost.


Title: The Ninth Lamp
       A Story of the Harbour

Author: Ines Varga

Release Date: May 8, 2007  [eBook #3]
Language: English

*** START OF THIS PROJECT GUTENBERG EBOOK THE NINTH LAMP ***
</pre><p><br></p><h1>THE NINTH LAMP</h1><h2>By Ines Varga</h2><hr>
<h2>CHAPTER I. THE QUAY</h2>{prose(2)}<h2>CHAPTER II.</h2><h3>LOW WATER</h3>{prose(2)}<pre>
End of the Project Gutenberg EBook of The Ninth Lamp, by Ines Varga

*** END OF THIS PROJECT GUTENBERG EBOOK THE NINTH LAMP ***
</pre></body></html>"""


def read(page: str, **asked: object) -> Reading:
    if asked:
        report = Report()
        source = from_bytes("story.html", page.encode())
        book = READER.read(source, Request(**asked), report)  # type: ignore[arg-type]
        return Reading(book, report, 0.0, ())
    reading = read_page(READER, page)
    assert reading.lost == ()
    return reading


def test_a_page_of_a_site_is_its_story_alone() -> None:
    reading = read(BLOG)
    assert reading.titles == [("chapter", None, "Low Water")]
    assert reading.texts[0].startswith("Mara counted")
    assert reading.texts[0].endswith("lamp 7.")
    metadata = reading.metadata
    assert (metadata.title, metadata.publisher) == ("The Ninth Lamp", "Harbour Tales")
    assert metadata.creators == (Creator("Ines Varga"),)
    assert metadata.language == "en-GB"
    assert metadata.published == date(2021, 3, 4)
    assert metadata.source == "https://harbour.example/?p=3"
    for words in ("Lovely chapter", "Previous", "Share this", "Archives"):
        assert words in reading.removed


def test_headings_make_chapters_and_their_list_speaks_for_them() -> None:
    reading = read(BOOK)
    assert reading.titles == [
        ("chapter", None, "The Quay"),
        ("chapter", None, "Low Water"),
        ("chapter", None, "Home"),
    ]
    assert reading.metadata.title == "The Ninth Lamp"
    assert reading.metadata.creators == (Creator("Ines Varga"),)
    second = reading.book.body[1].blocks
    assert [one.children for one in second if isinstance(one, Heading)] == [("At night",)]
    links = [
        inline.target
        for block in blocks_of(second)
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, Link)
    ]
    assert links == ["#chapter-001"]
    (differing,) = [one for one in reading.report.diagnostics if one.code is Code.CONTENTS_DIFFER]
    assert "1 of 4" in differing.message
    assert "Nowhere" in differing.message


def test_parts_hold_chapters_and_a_lower_heading_names_them() -> None:
    reading = read(PARTS)
    assert reading.titles == [
        ("part", 1, "Ebb"),
        ("chapter", 1, "The Quay"),
        ("chapter", 2, ""),
        ("part", 2, "Flood"),
        ("chapter", 1, ""),
        ("epilogue", None, ""),
    ]
    assert [len(part.children) for part in reading.book.body] == [2, 1, 0]
    assert text_of(reading.book.body[1].blocks) == "An epigraph."
    assert reading.metadata.title == "The Tide Books"


def test_a_new_edition_of_project_gutenberg() -> None:
    reading = read(GUTENBERG)
    assert reading.confidence == 0.9
    assert reading.titles == [("chapter", 1, "THE QUAY"), ("chapter", 2, "LOW WATER")]
    assert [text_of(note.blocks) for note in reading.book.footnotes] == ["A note."]
    metadata = reading.metadata
    assert metadata.title == "The Ninth Lamp"
    assert metadata.creators == (Creator("Ines Varga"), Creator("Bo Lind", "trl"))
    assert metadata.language == "en"
    assert metadata.source == "https://www.gutenberg.org/ebooks/99999"
    assert metadata.rights.startswith("This ebook is for the use of anyone")
    assert "Updated editions" in reading.removed
    assert "Updated editions" not in "".join(reading.texts)


def test_an_old_edition_of_project_gutenberg() -> None:
    reading = read(OLD_GUTENBERG)
    assert reading.titles == [("chapter", 1, "THE QUAY"), ("chapter", 2, "LOW WATER")]
    assert reading.metadata.title == "The Ninth Lamp"
    assert reading.metadata.subtitle == "A Story of the Harbour"
    assert reading.metadata.source == "https://www.gutenberg.org/ebooks/3"
    assert reading.book.front == ()
    assert reading.texts[-1].endswith("lamp 1.")


def test_a_story_without_headings_is_one_chapter() -> None:
    reading = read(f"<body>{prose(3)}<hr>{prose(3)}</body>")
    assert reading.titles == [("chapter", None, "")]


def test_a_heading_within_a_story_opens_no_chapter() -> None:
    reading = read(f"<h1>Gulls</h1>{prose(6)}<h3>Later</h3>{prose(2)}")
    assert reading.titles == [("chapter", None, "")]
    assert reading.metadata.title == "Gulls"
    assert Heading(1, ("Later",)) in reading.book.body[0].blocks


def test_bold_paragraphs_are_headings_where_a_page_has_no_others() -> None:
    page = f"<p><b>Chapter 1</b></p>{prose(3)}<p><b>Chapter 2: Low Water</b></p>{prose(3)}"
    assert read(page).titles == [("chapter", 1, ""), ("chapter", 2, "Low Water")]


def test_a_sentence_about_a_chapter_is_no_heading() -> None:
    page = f"{prose(2)}<p>Chapter 3 was the one she never finished, and it showed.</p>{prose(2)}"
    assert read(page).titles == [("chapter", None, "")]


def test_what_a_user_says_chapters_begin_with_begins_them() -> None:
    page = f"<p>-1-</p>{prose(2)}<p>-2-</p>{prose(2)}"
    assert [one[0] for one in read(page, chapter_regex=r"-\d+-").titles] == ["chapter", "chapter"]
    assert read(BOOK, split="none").titles == [("chapter", None, "")]


def test_the_heading_of_an_authors_note_opens_no_chapter() -> None:
    page = (
        f"<h2>Hired</h2>{prose(2)}<h2>Author’s Note:</h2><p>Thanks.</p><h2>Tired</h2>{prose(2)}"
        "<h3>A/N</h3><p>More soon.</p>"
    )
    reading = read(page)
    assert [title for _, _, title in reading.titles] == ["Hired", "Tired"]
    assert reading.texts[0].endswith("Author’s Note:\nThanks.")


def test_text_above_the_first_heading_is_kept() -> None:
    page = (
        f"<h1>Gulls</h1><p>To all who waited.</p><h2>Chapter 1</h2>{prose(2)}"
        f"<h2>Chapter 2</h2>{prose(1)}"
    )
    reading = read(page)
    assert [one[0] for one in reading.titles] == ["introduction", "chapter", "chapter"]
    assert reading.texts[0] == "To all who waited."


def test_labelled_lines_on_top_are_facts() -> None:
    page = (
        f"<h1>Gulls</h1><p>Author: Ines Varga</p><p>Rating: Teen</p><h2>Chapter 1</h2>{prose(2)}"
        f"<h2>Chapter 2</h2>{prose(1)}"
    )
    reading = read(page)
    assert reading.metadata.creators == (Creator("Ines Varga"),)
    assert reading.metadata.rating == "Teen"
    assert len(reading.titles) == 2


def test_a_page_whose_title_names_site_and_author_has_a_title_without_them() -> None:
    page = (
        '<head><title>Gulls by Ines Varga » harbour.example</title><meta name=author content="Ines '
        f'Varga"></head><body><h2>Chapter 1</h2>{prose(2)}<h2>Chapter 2</h2>{prose(2)}</body>'
    )
    assert read(page).metadata.title.startswith("Gulls")
    assert "harbour" not in read(page).metadata.title


def test_facts_for_machines_are_read() -> None:
    page = (
        '<head><script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": '
        '"Gulls", "author": [{"name": "Bo Lind"}], "datePublished": "2020-05-06"}]}</script></head>'
        f"<body>{prose(4)}</body>"
    )
    metadata = read(page).metadata
    assert (metadata.title, metadata.creators) == ("Gulls", (Creator("Bo Lind"),))
    assert metadata.published == date(2020, 5, 6)


def test_broken_facts_for_machines_do_no_harm() -> None:
    page = f'<script type="application/ld+json">{"[" * 5000}</script><body>{prose(4)}</body>'
    assert read(page).titles == [("chapter", None, "")]


def test_a_page_without_text_holds_no_story() -> None:
    with pytest.raises(ReadError) as caught:
        read("<body><hr><p> </p></body>")
    assert caught.value.code is Code.NO_STORY


def test_a_login_page_is_refused() -> None:
    with pytest.raises(ReadError) as caught:
        read("<title>Log in</title><form>Password <input type=password></form>")
    assert caught.value.code is Code.PAGE_NO_STORY


def test_pictures_beside_the_page_are_in_the_book() -> None:
    source = from_bytes(
        "a.html", f'<body>{prose(2)}<p><img src="a.png" alt="Map"></p></body>'.encode()
    )
    found = READER.read(replace(source, neighbour={"a.png": b"x"}.get), Request(), Report())
    assert [one.alt for one in found.assets] == ["Map"]


def test_every_page_is_html_and_only_a_little_more_than_that() -> None:
    source = from_bytes("a.html", b"<p>x</p>")
    assert READER.sniff(source, sample_of(source))[0] == 0.3
    text = from_bytes("a.txt", b"plain text")
    assert READER.sniff(text, sample_of(text))[0] == 0.0


SCRAPS = """<h1>T</h1>
<h2>Chapter 1</h2>
<h2>Contents</h2>
<h3>x</h3>
<p>word w#</p>
<p>by Ann</p>
<ul><li><a href="!a">Chapter 1</a></ul>
<div class=nav>n#</div>
<div>
</div>
<table><tr><td>
</table>
<nav>
</nav>
<footer>f#</footer>
<p id=a>Rating: T#</p>
<pre>*** START OF THE PROJECT GUTENBERG EBOOK X ***</pre>
<p>*** END OF THE PROJECT GUTENBERG EBOOK X ***</p>
<main>
<article>m#</article>
<p><a href="!a">Back to top</a></p>
<h2>Part One</h2>
<h2>by Bo Lind</h2>""".splitlines()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(SCRAPS), max_size=30))
def test_no_word_of_any_page_is_lost(scraps: list[str]) -> None:
    page = "".join(scrap.replace("#", str(n)).replace("!", "#") for n, scrap in enumerate(scraps))
    try:
        reading = read_page(READER, f"<body>{page}</body>")
    except (ReadError, SourceError):
        return
    assert reading.lost == ()
    assert list(sections(reading.book))


POST = """<article class="message" data-author="{author}"><span class="threadmark">
<span class="{mark}">{label}</span></span><div class="message-user"><h4>{author}</h4>
<h5>Keeper</h5></div><div class="bbWrapper">{label} went on until nobody could hear the wind.</div>
<footer class="message-footer">Like Reply</footer></article>"""


def test_a_thread_of_a_forum_is_its_threadmarked_posts() -> None:
    posts = (
        POST.format(author="inkwell", mark="threadmarkLabel", label="1. The Fog"),
        POST.format(author="a reader", mark="none", label="Nice"),
        POST.format(author="inkwell", mark="threadmarkLabel", label="2. The Bell"),
    )
    reading = read(f"<title>Lamps</title><body><h1>Lamps</h1>{''.join(posts)}</body>")
    assert reading.titles == [("chapter", 1, "The Fog"), ("chapter", 2, "The Bell")]
    assert reading.metadata.creators == (Creator("inkwell"),)
    assert not any("Keeper" in text or "Nice" in text for text in reading.texts)


def test_a_heading_longer_than_the_title_goes_on_with_the_subtitle() -> None:
    reading = read(
        "<head><title>The Lamp</title></head><h1>The Lamp, or The Keeper's Daughter</h1>"
        f"<h2>Chapter 1</h2>{prose(2)}<h2>Chapter 2</h2>{prose(2)}"
    )
    assert reading.metadata.title == "The Lamp"
    assert reading.metadata.subtitle == "or The Keeper's Daughter"


def test_links_to_other_chapters_and_a_blog_s_words_on_a_post_are_left_out() -> None:
    turn = '<p><a href="/toc">Table of Contents</a> | <a href="/2">Next Chapter</a></p>'
    reading = read(
        "<head><title>1.01 – The Lamp Serial</title></head><article><h1>1.01</h1>"
        '<div class="entry-meta">Posted by <span class="author vcard">inkwell</span></div>'
        f"{turn}{prose(4)}{turn}</article>"
    )
    assert reading.titles == [("chapter", None, "1.01")]
    assert reading.metadata.title == "The Lamp Serial"
    assert reading.metadata.creators == (Creator("inkwell"),)
    assert "Next Chapter" not in reading.texts[0]
    assert "Posted" not in reading.texts[0]


def test_a_short_line_above_the_first_chapter_is_the_title() -> None:
    reading = read(f"<p class=title>The Lamp</p><h1>Chapter 1</h1>{prose(2)}<h1>Chapter 2</h1>x")
    assert reading.metadata.title == "The Lamp"


def test_the_title_of_a_chapter_is_that_of_the_page_where_no_heading_says_it() -> None:
    reading = read(
        '<head><meta property="og:title" content="Chapter 3: The Bell - Lamp Eater"></head>'
        f"<div class='chapter-content'>{prose(4)}</div>"
    )
    assert reading.titles == [("chapter", None, "The Bell")]


def test_a_heading_within_a_footnote_opens_no_chapter() -> None:
    page = (
        '<html><body><h1>The Lamp</h1><p>It shone<a href="#f1" id="r1">1</a>.</p><p>Long.</p>'
        '<div id="f1" class="footnote"><h4>On oil</h4><p>Of whales. <a href="#r1">↩</a></p></div>'
        "</body></html>"
    )
    reading = read_page(READER, page)
    assert len(reading.titles) == 1
    assert len(reading.book.footnotes) == 1

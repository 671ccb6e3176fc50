"""EPUBs that programs made of stories on sites: FanFicFare, FicHub, WebToEpub, and the Archive."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.metadata import Creator, Series
from packager.book.section import Role
from packager.book.walk import text_of
from packager.diagnostics import Code
from packager.readers.epub import ao3_epub, fanficfare_epub, fichub, webtoepub
from packager.readers.reader import Reader
from packager.sources.sample import sample_of
from tests.support.epub_builder import PIXEL, Made, chapters, read, removed, source

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{title}</title>'
    '<meta name="chaptertitle" content="{title}"/></head><body class="{kind}">{body}</body></html>'
)
HEAD = (
    '<h3><a href="https://example.org/s/5">The Lamp</a> by '
    "<a class='authorlink' href='https://example.org/u/1'>Ann Ash</a></h3>"
)
LINES = (
    "<b>Series:</b> <a class='serieslink' href='https://example.org/1'>Seasons [2]</a><br/>"
    "<b>Category:</b> Some Show<br/><b>Genre:</b> Drama, Romance<br/>"
    "<b>Characters:</b> Bo, Cy<br/><b>Status:</b> In-Progress<br/>"
    "<b>Published:</b> 2014-03-12<br/><b>Updated:</b> 2015-04-13<br/>"
    "<b>Packaged:</b> 2020-01-01<br/><b>Rating:</b> Teen<br/><b>Words:</b> 1,234<br/>"
    "<b>Publisher:</b> example.org<br/><b>Summary:</b> <div><p>Two friends.</p><p>A lamp.</p></div>"
)


def fanficfare(title_page: str) -> Made:
    notes = (
        '<div class="fff_chapter_notes fff_head_notes"><b>Author\'s Note:</b>'
        "<blockquote><p>It gets cold.</p></blockquote></div>"
    )
    behind = notes.replace("head", "foot").replace("It gets cold.", "Thanks!")
    text = '<h3 class="fff_chapter_title">{}</h3>{}<div><p>{}</p></div>{}'
    return Made(
        {
            "cover.xhtml": '<div><img src="cover.png" alt="cover"/></div>',
            "title_page.xhtml": PAGE.format(
                title="The Lamp", kind="fff_titlepage", body=title_page
            ),
            "log_page.xhtml": PAGE.format(
                title="Log", kind="fff_logpage", body="<h3>Update Log</h3><p>Added 2 chapters</p>"
            ),
            "file0001.xhtml": PAGE.format(
                title="1. Sparks",
                kind="fff_chapter",
                body=text.format("1. Sparks", notes, "The lamp hissed.", behind),
            ),
            "file0002.xhtml": PAGE.format(
                title="Chapter 2",
                kind="fff_chapter",
                body=text.format("Chapter 2", "", "Nobody came.", ""),
            ),
        },
        metadata='<dc:identifier id="id">fanficfare-uid:example.org-u1-s5</dc:identifier>'
        '<dc:title>The Lamp</dc:title><dc:creator opf:role="aut">Ann Ash</dc:creator>'
        "<dc:contributor>FanFicFare [https://github.com/JimmXinu/FanFicFare]</dc:contributor>"
        "<dc:language>en</dc:language><dc:subject>FanFiction</dc:subject>"
        "<dc:subject>Drama</dc:subject><dc:subject>Last Update: 2015/04/13</dc:subject>"
        "<dc:source>https://example.org/s/5</dc:source>",
        files={"cover.png": PIXEL},
        ncx=[("Title Page", "title_page.xhtml"), ("1. Sparks", "file0001.xhtml")],
        guide='<reference type="cover" href="cover.xhtml"/>',
    )


ROWS = "<table>{}</table>".format(
    "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>"
        for label, value in (
            (line.split("</b>")[0] + "</b>", line.split("</b>")[1])
            for line in LINES.replace("</p></div>", "</p></div><br/>").split("<br/>")
            if line
        )
    )
)


@pytest.mark.parametrize("page", [f"{HEAD}<div>{LINES}</div>", f"{HEAD}{ROWS}"])
def test_fanficfare_s_title_page_is_metadata_and_not_printed(page: str) -> None:
    made = fanficfare(page)
    assert (
        fanficfare_epub.READER.sniff(source(made.paths()), sample_of(source(made.paths())))[0]
        >= 0.9
    )
    book, report = read(fanficfare_epub.READER, made)
    metadata = book.metadata
    assert (metadata.title, metadata.creators) == ("The Lamp", (Creator("Ann Ash"),))
    assert metadata.series == Series("Seasons", 2.0)
    assert metadata.fandoms == ("Some Show",)
    assert metadata.subjects == ("Drama", "Romance")
    assert metadata.characters == ("Bo", "Cy")
    assert (metadata.status, metadata.rating, metadata.words) == ("incomplete", "Teen", 1234)
    assert (metadata.published, metadata.modified) == (date(2014, 3, 12), date(2015, 4, 13))
    assert metadata.source == "https://example.org/s/5"
    assert text_of(metadata.description) == "Two friends.\nA lamp."
    assert "Packaged" in removed(report, Code.LINE_NOT_PRINTED)
    assert "Added 2 chapters" in removed(report, Code.TEXT_REMOVED)
    assert book.cover


def test_fanficfare_s_chapters_have_their_notes() -> None:
    book, _ = read(fanficfare_epub.READER, fanficfare(HEAD))
    assert chapters(book) == [(1, "Sparks", "The lamp hissed."), (2, "", "Nobody came.")]
    assert [(one.section, one.position, text_of(one.blocks)) for one in book.notes] == [
        ("chapter-001", "before", "It gets cold."),
        ("chapter-001", "after", "Thanks!"),
    ]
    assert book.metadata.subjects == ("Drama",)


def test_fichub_s_introduction_is_metadata() -> None:
    made = Made(
        {
            "introduction.xhtml": "<h1>The Lamp</h1><p>Author: Ann Ash</p>"
            '<p>Original source: <a href="https://example.org/s/5">https://example.org/s/5</a></p>'
            "<p>Status: complete</p><p>Words: 1,234</p><p>Published: 2014-03-12</p>"
            "<p>Summary: Two friends.</p><p>And a lamp.</p>"
            "<p>Exported with the assistance of: FicHub.net</p>",
            "chap_1.xhtml": "<h2>1. Sparks</h2><p>The lamp hissed.</p>",
            "chap_2.xhtml": "<h2>2. Ash</h2><p>Nobody came.</p>",
        },
        metadata="<dc:title>The Lamp</dc:title><dc:publisher>fichub.net</dc:publisher>",
        nav='<ol><li><a href="introduction.xhtml">Introduction</a></li>'
        '<li><a href="chap_1.xhtml">1. Sparks</a></li><li>'
        '<a href="chap_2.xhtml">2. Ash</a></li></ol>',
        folder="EPUB/",
    )
    assert sniffed(fichub.READER, made) >= 0.9
    book, report = read(fichub.READER, made)
    assert chapters(book) == [(1, "Sparks", "The lamp hissed."), (2, "Ash", "Nobody came.")]
    assert book.metadata.creators == (Creator("Ann Ash"),)
    assert book.metadata.source == "https://example.org/s/5"
    assert (book.metadata.status, book.metadata.words) == ("complete", 1234)
    assert text_of(book.metadata.description) == "Two friends.\nAnd a lamp."
    assert "FicHub.net" in removed(report, Code.LINE_NOT_PRINTED)


def test_webtoepub_s_information_is_metadata() -> None:
    made = Made(
        {
            "Cover.xhtml": '<div><img src="c.png" alt=""/></div>',
            "0000_Information.xhtml": "<div><h1>The Lamp</h1><p><b>Author:</b> Ann Ash</p>"
            '<p><b>URL:</b> <a href="https://example.org/s/5">'
            "https://example.org/s/5</a></p></div>",
            "0001_1_Sparks.xhtml": "<h1>Sparks</h1><p>The lamp hissed.</p>",
            "0002_2_Ash.xhtml": "<h1>Ash</h1><p>Nobody came.</p>",
        },
        metadata="<dc:title>The Lamp</dc:title><dc:contributor>[https://github.com/dteviot/WebToEpub]"
        "</dc:contributor>",
        files={"c.png": PIXEL},
        ncx=[
            ("Information", "0000_Information.xhtml"),
            ("Sparks", "0001_1_Sparks.xhtml"),
            ("Ash", "0002_2_Ash.xhtml"),
        ],
        folder="OEBPS/Text/",
        guide='<reference type="cover" href="Cover.xhtml"/>',
    )
    assert sniffed(webtoepub.READER, made) >= 0.9
    book, _ = read(webtoepub.READER, made)
    assert [title for _, title, _ in chapters(book)] == ["Sparks", "Ash"]
    assert book.metadata.creators == (Creator("Ann Ash"),)
    assert book.metadata.source == "https://example.org/s/5"
    assert book.cover


def test_the_archive_s_epub_is_joined_again() -> None:
    made = Made(
        {
            "w_split_000.xhtml": '<div id="preface" class="calibre1">'
            '<h2 id="calibre_toc_1">Preface</h2>'
            '<p class="message"><b>The Lamp</b><br/>Posted originally on the '
            '<a href="http://archiveofourown.org/">Archive of Our Own</a> at '
            '<a href="http://archiveofourown.org/works/5">'
            "http://archiveofourown.org/works/5</a>.</p>"
            '<dl class="calibre2"><dt>Rating:</dt><dd>General Audiences</dd><dt>Fandom:</dt>'
            "<dd><a href='#'>Some Show</a></dd><dt>Stats:</dt><dd>Published: 2020-01-02 Completed: "
            "2020-02-03 Words: 1,234 Chapters: 2/2</dd></dl></div>",
            "w_split_001.xhtml": '<div id="preface"><div><h1>The Lamp</h1><div>by <a rel="author" '
            'href="#">ann</a></div><p>Summary</p><blockquote><p>Two friends.</p>'
            "</blockquote></div></div>",
            "w_split_002.xhtml": '<div id="chapters"><div><h2 class="heading">'
            "Chapter 1: Sparks</h2>"
            "<p>Chapter Notes</p><blockquote><p>It gets cold.</p></blockquote></div>"
            "<!--chapter content--><div><p>The lamp hissed.</p></div><!--/chapter content--></div>",
            "w_split_003.xhtml": '<div id="chapters"><div><h2 class="heading">'
            "Chapter 2: Epilogue</h2>"
            "</div><!--chapter content--><div><p>Nobody came.</p></div><!--/chapter content-->"
            '<div id="endnotes2"><p>Chapter End Notes</p><blockquote><p>Thanks!</p>'
            "</blockquote></div>"
            "</div>",
        },
        metadata="<dc:title>The Lamp</dc:title><dc:creator>ann</dc:creator>"
        "<dc:language>en</dc:language><dc:publisher>Archive of Our Own</dc:publisher>"
        "<dc:subject>Fanworks</dc:subject><dc:subject>Some Show</dc:subject>"
        "<dc:subject>Snow</dc:subject>",
        ncx=[("Preface", "w_split_000.xhtml"), ("Chapter 1: Sparks", "w_split_002.xhtml")],
        folder="",
    )
    assert sniffed(ao3_epub.READER, made) >= 0.95
    book, _ = read(ao3_epub.READER, made)
    assert [(one.role, one.number, one.title) for one in book.body] == [
        (Role.CHAPTER, 1, "Sparks"),
        (Role.EPILOGUE, None, ""),
    ]
    assert [(one.section, one.position, text_of(one.blocks)) for one in book.notes] == [
        ("chapter-001", "before", "It gets cold."),
        ("epilogue", "after", "Thanks!"),
    ]
    assert book.metadata.source == "http://archiveofourown.org/works/5"
    assert book.metadata.subjects == ("Snow",)
    assert book.metadata.fandoms == ("Some Show",)
    assert book.metadata.language == "en"


def sniffed(reader: Reader, made: Made) -> float:
    found = source(made.paths())
    return reader.sniff(found, sample_of(found))[0]


@pytest.mark.parametrize(
    "reader", [ao3_epub.READER, fanficfare_epub.READER, fichub.READER, webtoepub.READER]
)
def test_none_of_them_claims_a_book_of_nobody_s(reader: Reader) -> None:
    assert sniffed(reader, Made({"1.xhtml": "<p>x</p>"})) == 0

"""FIMFiction's own EPUB: its title page, its notes, and what the site writes wrongly."""

from __future__ import annotations

import pytest

from packager.book.inlines import Link
from packager.book.metadata import Creator
from packager.book.section import Role
from packager.book.walk import blocks_of, inlines_of, lines_of, text_of
from packager.diagnostics import Code
from packager.errors import ReadError
from packager.readers.epub.fimfiction_epub import READER
from packager.sources.sample import sample_of
from tests.support.epub_builder import PIXEL, Made, codes, folder, read, removed, source

TITLE = (
    '<h1>Snow &amp; Lamp</h1><p>Written by <a href="/user/7/Quill+Reed">Quill Reed</a></p>'
    "<ul><li>Drama</li><li>Adventure</li></ul><h2>Description</h2>"
    "<p>Two friends, one winter.</p><p>And a lamp.</p>"
)
NOTE = '<blockquote class="{}"><h2>Author\'s Notes: </h2>{}</blockquote>'


def story() -> Made:
    return Made(
        {
            "CoverPage.html": '<div><img src="images/cover.png" alt="Cover image"/></div>',
            "title.html": TITLE,
            "toc.html": "<h1>Table of Contents</h1><ul><li>"
            '<a href="chapter-1.html">Sparks</a></li></ul>',
            "chapter-1.html": "<h1>Sparks</h1><p>One &amp;#038; only.</p><hr/><p>Two.</p>"
            + NOTE.format(
                "afterward", '<p>Thanks! <img class="emoticon" alt=":yay:" src="//x/y.png"/></p>'
            ),
            "chapter-2.html": "<h1>Ash</h1>"
            + NOTE.format("preface", "<p>It gets cold.</p>")
            + '<p>By <a href="/user/9/Fen">Fen</a>, unclosed <i>text</p>',
            "chapter-3.html": "<h1>Epilogue</h1><p>Thaw.</p>",
        },
        metadata="<dc:title>Snow &amp;#038; Lamp</dc:title><dc:creator>Quill Reed</dc:creator>"
        "<dc:publisher>Fimfiction</dc:publisher><dc:description>Cold & bright.</dc:description>"
        '<dc:identifier id="BookId">https://www.fimfiction.net/story/1/x</dc:identifier>'
        '<meta name="cover" content="images/cover.png"/>',
        files={"images/cover.png": PIXEL},
        ncx=[("Cover", "CoverPage.html"), ("Sparks & more", "chapter-1.html")],
        hidden=["CoverPage.html"],
        folder="",
    )


def test_it_is_known_by_its_files_packed_or_not() -> None:
    for found in (source(story().paths()), folder(story().paths())):
        assert READER.sniff(found, sample_of(found))[0] >= 0.95
    without = {name: data for name, data in story().paths().items() if name != "package.opf"}
    assert READER.sniff(source(without), sample_of(source(without)))[0] >= 0.8
    other = Made({"1.xhtml": "<p>x</p>"}).paths()
    assert READER.sniff(source(other), sample_of(source(other)))[0] == 0


def test_the_title_page_speaks_and_is_not_printed() -> None:
    book, report = read(READER, story())
    metadata = book.metadata
    assert metadata.title == "Snow & Lamp"
    assert metadata.creators == (Creator("Quill Reed"),)
    assert metadata.subjects == ("Drama", "Adventure")
    assert text_of(metadata.description) == "Two friends, one winter.\nAnd a lamp."
    assert metadata.source == "https://www.fimfiction.net/story/1/x"
    assert "Written by Quill Reed" in removed(report, Code.LINE_NOT_PRINTED)
    assert "Table of Contents" in removed(report, Code.TEXT_REMOVED)


def test_chapters_are_numbered_and_an_epilogue_is_one() -> None:
    book, _ = read(READER, story())
    assert [(one.role, one.number, one.title) for one in book.body] == [
        (Role.CHAPTER, 1, "Sparks"),
        (Role.CHAPTER, 2, "Ash"),
        (Role.EPILOGUE, None, ""),
    ]


def test_notes_stand_before_and_after_without_their_label_and_emoticons_are_words() -> None:
    book, report = read(READER, story())
    assert [(one.section, one.position, text_of(one.blocks)) for one in book.notes] == [
        ("chapter-001", "after", "Thanks! :yay:"),
        ("chapter-002", "before", "It gets cold."),
    ]
    assert Code.PICTURE_REMOTE not in codes(report)


def test_what_was_escaped_twice_is_mended_and_links_to_the_site_are_whole() -> None:
    book, report = read(READER, story())
    assert text_of(book.body[0].blocks).startswith("One & only.")
    assert Code.MARKUP_MENDED in codes(report)
    assert "#038" in removed(report, Code.LINE_NOT_PRINTED)
    links = [
        one
        for block in blocks_of(book.body[1].blocks)
        for line in lines_of(block)
        for one in inlines_of(line)
        if isinstance(one, Link)
    ]
    assert [one.target for one in links] == ["https://www.fimfiction.net/user/9/Fen"]


def test_a_folder_without_container_and_contents_reads_the_same() -> None:
    paths = story().paths()
    whole, _ = read(READER, paths)
    for name in ("mimetype", "META-INF/container.xml", "toc.ncx"):
        del paths[name]
    assert read(READER, folder(paths))[0].body == whole.body


def test_a_title_page_without_chapters_is_no_story() -> None:
    with pytest.raises(ReadError) as caught:
        read(READER, Made({"title.html": TITLE}))
    assert caught.value.code is Code.NO_STORY

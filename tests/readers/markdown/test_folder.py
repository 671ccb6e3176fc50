"""The dialect ``markdown-folder``: a story whose chapters are files."""

from __future__ import annotations

import io
import zipfile

import pytest

from packager.book.book import Book
from packager.book.inlines import Link
from packager.book.metadata import Creator
from packager.book.section import Section
from packager.book.walk import inlines_of, lines_of, sections, text_of
from packager.checks.words import account
from packager.diagnostics import Code, Report
from packager.errors import ReadError
from packager.readers.markdown.folder import READER
from packager.readers.markdown.folder_cover import picture_size
from packager.readers.markdown.folder_files import in_order, sort_files, title_of_name
from packager.request import Request
from packager.sources.archive import natural
from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(8) + width.to_bytes(4) + height.to_bytes(4)


def folder(files: dict[str, str | bytes]) -> Source:
    data = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
    return Source(
        name="the-long-winter",
        data=b"",
        neighbour=data.get,
        names=tuple(sorted(data, key=natural)),
    )


def read(files: dict[str, str | bytes], request: Request | None = None) -> tuple[Book, Report]:
    report = Report()
    given = folder(files)
    book = READER.read(given, request or Request(), report)
    assert account(READER.visible(given), book, Report(diagnostics=[*report.diagnostics])) == ()
    return book, report


def outline(book: Book) -> list[tuple[str, int | None, str]]:
    return [(section.role.value, section.number, section.title) for section in sections(book)]


def links(section: Section) -> list[str]:
    return [
        inline.target
        for block in section.blocks
        for line in lines_of(block)
        for inline in inlines_of(line)
        if isinstance(inline, Link)
    ]


META = """# The Long Winter

by Ann Example

## Synopsis:
It snows, and in the end it stops.

## Description:
It *snows*.

## Ideas:
1. wolves?

## Chapters:
- [Chapter 1: Snow](./01-snow.md)
- [Chapter 2: Ice](./02-ice.md)

## Cover:
![cover](./winter-cover.png)
"""


def test_files_are_chapters_and_one_of_them_tells_about_the_story() -> None:
    book, report = read(
        {
            "01-snow.md": "# Snow\n\nIt snowed. [On](02-ice.md#the-wolf)\n",
            "02-ice.md": "# 02 Ice\n\nIt froze. [Back](./01-snow.md)\n\n## The Wolf\n\nHowl.\n",
            "winter-meta.md": META,
            "winter-cover.png": png(100, 200),
            "LICENSE.md": "Do as you like.",
        }
    )
    assert outline(book) == [("chapter", 1, "Snow"), ("chapter", 2, "Ice")]
    assert book.metadata.title == "The Long Winter"
    assert book.metadata.creators == (Creator("Ann Example"),)
    assert text_of(book.metadata.description) == "It snows."
    assert [links(section) for section in book.body] == [["#chapter-002"], ["#chapter-001"]]
    cover = book.asset(book.cover)
    assert cover is not None
    assert cover.data == png(100, 200)
    removed = "\n".join(said.removed for said in report.diagnostics)
    assert "It snows, and in the end it stops." in removed
    assert "wolves?" in removed
    assert any("LICENSE.md" in said.message for said in report.diagnostics)


def test_chapters_are_in_the_order_a_person_counts() -> None:
    names = ["ch10.md", "ch2.md", "ch1.md", "epilogue.md", "prologue.md"]
    assert in_order(names) == ("prologue.md", "ch1.md", "ch2.md", "ch10.md", "epilogue.md")
    words = ["chapter-two.md", "chapter-one.md", "chapter-three.md"]
    assert in_order(words) == ("chapter-one.md", "chapter-two.md", "chapter-three.md")
    assert in_order(["b/1.md", "a/2.md", "a/10.md"]) == ("a/2.md", "a/10.md", "b/1.md")


def test_a_list_of_the_chapters_says_their_order_and_headers_do() -> None:
    book, _ = read(
        {
            "ice.md": "It froze.",
            "snow.md": "It snowed.",
            "index.md": "# Winter\n\n- [First Snow](snow.md)\n- [Black Ice](ice.md)\n",
        }
    )
    assert [section.title for section in book.body] == ["First Snow", "Black Ice"]
    book, _ = read(
        {
            "ice.md": "---\ntitle: Ice\nweight: 2\n---\nIt froze.",
            "snow.md": "---\ntitle: Snow\nweight: 1\nsummary: Cold.\n---\nIt snowed.",
        }
    )
    assert [section.title for section in book.body] == ["Snow", "Ice"]
    assert [(note.kind, text_of(note.blocks)) for note in book.notes] == [("summary", "Cold.")]


def test_folders_are_parts() -> None:
    book, _ = read(
        {
            "01-land/01-snow.md": "# Snow\n\na",
            "01-land/02-ice.md": "# Ice\n\nb",
            "part-2-the-sea/01-fog.md": "# Fog\n\nc [x](../01-land/02-ice.md)",
            "metadata.yaml": "title: Winter\nauthor: Ann Example\n",
        }
    )
    assert outline(book) == [
        ("part", None, "Land"),
        ("chapter", 1, "Snow"),
        ("chapter", 2, "Ice"),
        ("part", 2, "The Sea"),
        ("chapter", 1, "Fog"),
    ]
    assert book.metadata.title == "Winter"
    assert links(book.body[1].children[0]) == ["#chapter-002"]


def test_text_files_may_be_chapters_too() -> None:
    book, _ = read({"1.txt": "Chapter 1: Snow\n\nIt snowed.", "2.txt": "It thawed."})
    assert outline(book) == [("chapter", 1, "Snow"), ("chapter", 2, "")]


def test_one_chapter_has_no_number() -> None:
    book, _ = read(
        {"snow.md": "# Snow\n\nIt snowed.", "meta.md": "# Snow\n\n## Tags\n\nwinter, ice"}
    )
    assert outline(book) == [("chapter", None, "Snow")]
    assert book.metadata.subjects == ("winter", "ice")


def test_wikilinks_are_links() -> None:
    book, report = read(
        {
            "01 Snow.md": "a [[02 Ice]] b [[02 Ice#The Wolf|c]] d [[No]] ![[lamp.png]] %%secret%%",
            "02 Ice.md": "# Ice\n\n## The Wolf\n\ne",
            "img/lamp.png": png(1, 1),
        }
    )
    assert links(book.body[0]) == ["#chapter-002", "#chapter-002"]
    assert text_of(book.body[0].blocks).split() == ["a", "02", "Ice", "b", "c", "d", "No"]
    assert len(book.assets) == 1
    assert any("secret" in said.removed for said in report.diagnostics)


def test_the_largest_picture_called_a_cover_is_it() -> None:
    book, report = read(
        {
            "1.md": "a",
            "2.md": "b",
            "winter-cover.png": png(100, 150),
            "winter-cover-upscaled.png": png(1000, 1500),
            "back-cover.png": png(2000, 3000),
            "discovery.png": png(4000, 4000),
        }
    )
    cover = book.asset(book.cover)
    assert cover is not None
    assert picture_size(cover.data) == (1000, 1500)
    assert Code.COVER_BESIDE in {said.code for said in report.diagnostics}


def test_the_size_of_a_picture_is_read_from_its_head() -> None:
    jpeg = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08\x00\x20\x00\x30\x03"
    assert picture_size(jpeg) == (48, 32)
    assert picture_size(b"GIF89a\x10\x00\x20\x00") == (16, 32)
    assert picture_size(b"RIFF") == (0, 0)
    assert picture_size(b"\x89PNG\r\n\x1a\n") == (0, 0)


def test_files_are_sorted_by_what_they_are_for() -> None:
    files = sort_files(
        ("README.md", "a.md", "b.txt", "b.md", "notes/x.md", "todo.md", "c.png", "story-meta.md")
    )
    assert (files.chapters, files.pictures) == (("a.md", "b.md"), ("c.png",))
    assert set(files.about) == {"README.md", "story-meta.md"}
    assert set(files.others) == {"notes/x.md", "todo.md", "b.txt"}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("01-the-thaw.md", "The Thaw"),
        ("chapter-03_ice.md", "Ice"),
        ("02.md", ""),
        ("Fog Bank.md", "Fog Bank"),
    ],
)
def test_a_name_gives_a_title(name: str, title: str) -> None:
    assert title_of_name(name) == title


def test_an_archive_is_a_folder_too() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("w/1.md", "# Ice\n\na")
        archive.writestr("w/2.md", "# Fog\n\nb")
    given = from_bytes("w.zip", packed.getvalue())
    assert READER.sniff(given, sample_of(given))[0] == 0.6
    book = READER.read(given, Request(), Report())
    assert [section.title for section in book.body] == ["Ice", "Fog"]
    assert "Fog" in READER.visible(given)


def test_a_folder_without_words_is_refused() -> None:
    with pytest.raises(ReadError):
        READER.read(folder({"1.md": "", "2.md": "\n"}), Request(), Report())


@pytest.mark.parametrize(
    ("names", "sure"),
    [
        (("1.md", "2.md"), 0.6),
        (("a.md", "b.md"), 0.5),
        (("a.txt", "b.txt"), 0.0),
        (("1.txt", "2.txt"), 0.35),
        (("a.html",), 0.0),
    ],
)
def test_it_is_as_sure_as_the_names_are(names: tuple[str, ...], sure: float) -> None:
    given = folder(dict.fromkeys(names, "x"))
    assert READER.sniff(given, sample_of(given))[0] == sure

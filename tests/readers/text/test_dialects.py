"""Text dialects: by what each is known, and that it honours what was asked for."""

from __future__ import annotations

import pytest

from packager.book.book import Book
from packager.book.section import Role
from packager.book.walk import sections, text_of
from packager.diagnostics import Report
from packager.pipeline import inspect
from packager.registry import choose_reader, reader
from packager.request import Request
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes

_SLASHES = "//------------------------------//"
BOX = f"{_SLASHES}\n// {{}}\n// Story: Harbour\n// by Quill Tern\n{_SLASHES}\n\n"
SOURCES = {
    "fimfiction-txt": BOX.format("Oil") + "It came late.\n\n" + BOX.format("Tar") + "It stank.\n",
    "fanficfare-txt": (
        "\n\n\nHarbour\n\nby Quill Tern\n\n\nCategory: Sea\nStatus: Completed\n"
        "Story URL: https://example.net/s/1\nSummary: Oil.\n\n\nTABLE OF CONTENTS\n\n\n1. Oil\n\n"
        "2. Tar\n\n\n\n\t1. Oil\n\nIt came late.\n\n\n\n\t2. Tar\n\nIt stank.\n\n\n\nEnd file.\n"
    ),
    "ffn-text": (
        "Harbour\nby Quill Tern\nRated: Fiction K - English - Drama - Chapters: 2 - Words: 40 - "
        "id: 12\n\nChapter 1: Oil\n\nIt came late.\n\nChapter 2: Tar\n\nIt stank.\n"
    ),
    "bbcode": (
        "[b]Harbour[/b]\nby Quill Tern\n\n[b]Chapter 1: Oil[/b]\n\nIt [i]came[/i] late.\n\n"
        "[b]Chapter 2: Tar[/b]\n\nIt [i]stank[/i].\n"
    ),
    "text": (
        "HARBOUR\n\nby Quill Tern\n\nChapter 1: Oil\n\nIt came late.\n\n"
        "Chapter 2: Tar\n\nIt stank.\n"
    ),
    "gutenberg": (
        "The Project Gutenberg eBook of Harbour\n\nTitle: Harbour\n\nAuthor: Quill Tern\n\n"
        "*** START OF THE PROJECT GUTENBERG EBOOK HARBOUR ***\n\n"
        "Chapter 1: Oil\n\nIt came late.\n\nChapter 2: Tar\n\nIt stank.\n\n"
        "*** END OF THE PROJECT GUTENBERG EBOOK HARBOUR ***\n"
    ),
}  # fmt: skip


def read(name: str, request: Request | None = None) -> Book:
    source = from_bytes("harbour.txt", SOURCES[name].encode())
    return inspect(source, request or Request()).book


@pytest.mark.parametrize("name", SOURCES)
def test_a_dialect_is_known_by_its_marks(name: str) -> None:
    source = from_bytes("harbour.txt", SOURCES[name].encode())
    choice = choose_reader(source, "", Report(), every=True)
    assert choice.reader.name == name
    assert all(sure <= choice.confidence for _, (sure, _) in choice.others)


@pytest.mark.parametrize("name", SOURCES)
def test_its_chapters_title_and_author_are_found(name: str) -> None:
    book = read(name)
    assert book.metadata.title.lower() == "harbour"
    assert [maker.name for maker in book.metadata.creators] == ["Quill Tern"]
    assert [(one.title, one.number) for one in book.body] == [("Oil", 1), ("Tar", 2)]
    assert [text_of(one.blocks) for one in book.body] == ["It came late.", "It stank."]


@pytest.mark.parametrize("name", SOURCES)
def test_nothing_parts_the_story_when_nothing_should(name: str) -> None:
    book = read(name, Request(split="none"))
    assert len([one for one in sections(book) if one.role is Role.CHAPTER]) == 1
    text = " ".join(text_of(one.blocks) for one in sections(book))
    assert "It came late." in text
    assert "It stank." in text


@pytest.mark.parametrize("name", SOURCES)
def test_a_regular_expression_says_what_a_chapter_is(name: str) -> None:
    book = read(name, Request(chapter_regex=r"It came.*"))
    titles = [one.title for one in sections(book)]
    assert [one for one in titles if one.startswith("It ")] == ["It came late."]


@pytest.mark.parametrize("name", SOURCES)
def test_a_dialect_knows_nothing_of_another_text(name: str) -> None:
    source = from_bytes("s.txt", b"It snowed.\n\nThey went home.\n")
    assert reader(name).sniff(source, sample_of(source))[0] <= 0.3

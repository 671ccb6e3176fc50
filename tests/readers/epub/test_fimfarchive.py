"""Fimfarchive: its EPUBs, and its index read as a stream."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import packager.sources.archive as archive_module
from packager.book.book import Book
from packager.book.metadata import Creator
from packager.book.walk import text_of
from packager.diagnostics import Report
from packager.readers.epub.fimfarchive import READER
from packager.request import Request
from packager.sources.open import open_source
from packager.sources.sample import sample_of
from tests.support.epub_builder import Made, read, source

MEMBER = "epub/q/quill_reed-7/snow_and_lamp-41.epub"
NOTE = "<h1>Author's Note</h1><div id='authors-note'><p>{}</p></div>"
CHAPTER = "<h1>{}</h1><div id='content'><p>{}</p></div>"


def epub() -> Made:
    return Made(
        {
            "Chapter1.html": CHAPTER.format("Sparks", "The lamp hissed.")
            + "<hr/>"
            + NOTE.format("Thanks to Fen."),
            "Chapter2.html": NOTE.format("It gets cold.") + "<hr/>" + CHAPTER.format("Ash", "Out."),
            "Chapter3.html": "<h1>Thaw</h1><div id='content'></div>",
        },
        metadata="<dc:title>Snow</dc:title><dc:creator>Quill Reed</dc:creator>"
        "<dc:identifier>https://www.fimfiction.net/story/41/snow</dc:identifier>",
        ncx=[("Sparks", "Chapter1.html")],
        folder="",
    )


def entry(**changes: Any) -> dict[str, Any]:
    return {
        "archive": {"path": MEMBER, "date_checked": "2025-01-30T09:03:38+00:00"},
        "author": {"id": 7, "name": "Quill Reed", "url": "https://www.fimfiction.net/user/7/x"},
        "chapters": [
            {"chapter_number": 2, "date_published": "2011-07-09T18:04:11+00:00", "title": "Ash"},
            {"chapter_number": 1, "date_published": "2011-07-08T18:04:11+00:00", "title": "Sparks"},
            {"chapter_number": 3, "date_published": None, "title": "Thaw"},
        ],
        "completion_status": "hiatus",
        "content_rating": "teen",
        "date_published": "2012-04-14T14:42:21+00:00",
        "date_updated": "2013-05-15T14:42:21+00:00",
        "description_html": "<p>Two <i>friends</i>.</p>",
        "num_chapters": 3,
        "num_words": 963,
        "status": "visible",
        "tags": [
            {"name": "Bright Mane", "type": "character"},
            {"name": "Drama", "type": "genre"},
            {"name": "Some Show", "type": "series"},
            {"name": "Gore", "type": "warning"},
            {"name": "2nd Person", "type": "content"},
        ],
        "title": "Snow & Lamp",
        "url": "https://www.fimfiction.net/story/41/snow-and-lamp",
        **changes,
    }


def archive(folder: Path, found: dict[str, Any], others: int = 3) -> Path:
    path = folder / "fimfarchive-20260601.zip"
    lines = [f'"{number}": {json.dumps({"title": "x"})},' for number in range(1000, 1000 + others)]
    lines.insert(1, f'"41": {json.dumps(found)},')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as packed:
        packed.writestr(MEMBER, epub().bytes())
        packed.writestr("epub/q/quill_reed-7/other-42.epub", epub().bytes())
        packed.writestr("about.json", "{}")
        packed.writestr(
            "index.json", "{\n" + "\n".join(lines).rstrip(",") + "\n}\n", zipfile.ZIP_DEFLATED
        )
    return path


def read_at(path: Path) -> Book:
    opened = open_source(path)
    assert READER.sniff(opened, sample_of(opened))[0] >= 0.95
    return READER.read(opened, Request(), Report())


def test_notes_stand_before_and_behind_the_content() -> None:
    found = source(epub().paths())
    assert READER.sniff(found, sample_of(found))[0] >= 0.95
    book, _ = read(READER, epub())
    assert [(one.number, one.title, text_of(one.blocks)) for one in book.body] == [
        (1, "Sparks", "The lamp hissed."),
        (2, "Ash", "Out."),
        (3, "Thaw", ""),
    ]
    assert [(one.section, one.position, text_of(one.blocks)) for one in book.notes] == [
        ("chapter-001", "after", "Thanks to Fen."),
        ("chapter-002", "before", "It gets cold."),
    ]


def test_a_chapter_that_calibre_cut_at_its_headings_is_one() -> None:
    made = epub()
    made.documents = {
        "Chapter1_split_000.html": NOTE.format("It gets cold."),
        "Chapter1_split_001.html": f'<div class="calibre">{CHAPTER.format("Ash", "Out.")}</div>',
        "Chapter2.html": CHAPTER.format("Thaw", "Warm."),
    }
    book, _ = read(READER, made)
    assert [one.title for one in book.body] == ["Ash", "Thaw"]
    assert [(one.section, one.position) for one in book.notes] == [("chapter-001", "before")]


def test_the_index_says_what_the_epub_does_not(tmp_path: Path) -> None:
    metadata = read_at(archive(tmp_path, entry()) / MEMBER).metadata
    assert metadata.title == "Snow & Lamp"
    assert metadata.creators == (Creator("Quill Reed"),)
    assert metadata.characters == ("Bright Mane",)
    assert metadata.subjects == ("Drama", "2nd Person")
    assert metadata.fandoms == ("Some Show",)
    assert metadata.warnings == ("Gore",)
    assert (metadata.rating, metadata.status) == ("Teen", "hiatus")
    assert (metadata.words, metadata.chapters) == (963, 3)
    assert (metadata.published, metadata.modified) == (date(2012, 4, 14), date(2013, 5, 15))
    assert metadata.source == "https://www.fimfiction.net/story/41/snow-and-lamp"
    assert text_of(metadata.description) == "Two friends."


def test_chapters_have_the_days_of_the_index(tmp_path: Path) -> None:
    book = read_at(archive(tmp_path, entry()) / MEMBER)
    assert [one.published for one in book.body] == [date(2011, 7, 8), date(2011, 7, 9), None]


def test_the_older_index_is_understood(tmp_path: Path) -> None:
    old = {
        "path": MEMBER,
        "author": {"name": "Quill Reed"},
        "categories": {"Drama": True, "Comedy": False},
        "content_rating_text": "Everyone",
        "date_modified": 1_389_000_000,
        "description": "<p>Two friends.</p>",
        "status": "Complete",
        "title": "Snow & Lamp",
        "words": 963,
        "chapter_count": 3,
        "likes": 5,
        "url": "https://www.fimfiction.net/story/41/snow",
    }
    metadata = read_at(archive(tmp_path, old) / MEMBER).metadata
    assert metadata.subjects == ("Drama",)
    assert (metadata.status, metadata.words, metadata.chapters) == ("complete", 963, 3)
    assert metadata.modified == date(2014, 1, 6)


@pytest.mark.parametrize(
    "line", ['"41": {"title": ', '"41": 3,', '"41": {"archive": {"path": "x"}},']
)
def test_an_index_that_is_broken_or_about_another_story_says_nothing(
    tmp_path: Path, line: str
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(MEMBER, epub().bytes())
        packed.writestr("b.epub", b"")
        packed.writestr("index.json", f"{{\n{line}\n}}")
    assert read_at(path / MEMBER).metadata.title == "Snow"


def test_an_archive_of_a_whole_site_is_neither_held_nor_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path, entry(), others=2000)
    monkeypatch.setattr(archive_module, "MAX_SOURCE", 9_000)
    assert path.stat().st_size > 9_000
    monkeypatch.setattr(archive_module, "read_file", None)  # the whole is never read
    monkeypatch.setattr("packager.sources.central_directory._MAX_LINE", 10_000)
    assert read_at(path / MEMBER).metadata.status == "hiatus"


def test_an_unpacked_archive_has_its_index_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(archive(tmp_path, entry())) as packed:
        packed.extractall(tmp_path / "all")
    assert read_at(tmp_path / "all" / MEMBER).metadata.status == "hiatus"

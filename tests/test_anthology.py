"""Several stories in one book: nothing of any is lost, and each keeps to itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.anthology import unite
from packager.book.blocks import Figure, Paragraph
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.inlines import Image, Link, NoteRef
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.book.walk import sections, text_of
from packager.checks.book_text import book_text
from packager.checks.letters import words_of
from packager.diagnostics import Code, Report
from packager.errors import PackagerError, SourceError
from packager.pipeline import convert_anthology, inspect_anthology
from packager.request import Request
from tests.support.books import books
from tests.support.epub_reader import Epub
from tests.support.epubcheck import EpubCheck

ONE = Book(
    metadata=Metadata(
        title="The Lamp",
        subtitle="A light",
        creators=(Creator("Ann"), Creator("Tom", "trl")),
        language="en",
        description=(Paragraph(("A lamp goes out.",)),),
        series=Series("Low Water", 2),
        subjects=("Sea", "Night"),
        rights="CC BY 4.0",
        source="https://example.org/1",
    ),
    cover="cover",
    body=(
        Section(
            id="chapter-001",
            title="Dusk",
            blocks=(
                Paragraph((Link(("on",), "#chapter-002"), NoteRef("fn"), Image("cover", "x"))),
                Figure("cover", "a lamp"),
            ),
        ),
        Section(id="chapter-002", title="Night"),
    ),
    notes=(
        AuthorNote(section="", position="before", blocks=(Paragraph(("Hello.",)),)),
        AuthorNote(section="", position="after", blocks=(Paragraph(("Goodbye.",)),)),
        AuthorNote(section="chapter-001", position="after", blocks=(Paragraph(("Thanks.",)),)),
    ),
    footnotes=(Footnote(id="fn", blocks=(Paragraph(("See below.",)),)),),
    assets=(Asset(id="cover", media_type="image/png", data=b"1"),),
)
TWO = Book(
    metadata=Metadata(title="Ebbe", creators=(Creator("Bea"), Creator("Ann")), language="de"),
    body=(Section(id="chapter-001", blocks=(Paragraph(("Es ging aus.",)),)),),
)


def test_each_story_is_a_part_with_its_title_page_and_its_sections() -> None:
    book = unite([ONE, TWO, ONE], "Tales")
    assert [(part.id, part.role, part.title) for part in book.body] == [
        ("story-1-story", Role.PART, "The Lamp"),
        ("story-2-story", Role.PART, "Ebbe"),
        ("story-3-story", Role.PART, "The Lamp"),
    ]
    page = text_of(book.body[0].blocks).splitlines()
    assert page[:5] == ["A light", "Ann", "Tom", "Book 2 of Low Water", "A lamp goes out."]
    assert "Rights: CC BY 4.0" in page
    assert "Sea · Night" in page
    assert book.body[0].blocks[0] == Figure("story-1-cover", "Cover of The Lamp")
    assert [child.title for child in book.body[0].children] == ["Dusk", "Night"]


def test_what_links_within_a_story_still_does() -> None:
    english = replace(TWO, metadata=replace(TWO.metadata, language="en"))
    book = unite([english, ONE], "Tales")
    first = book.body[1].children[0].blocks
    assert first == (
        Paragraph(
            (
                Link(("on",), "#story-2-chapter-002"),
                NoteRef("story-2-fn"),
                Image("story-2-cover", "x"),
            )
        ),
        Figure("story-2-cover", "a lamp"),
    )
    assert [note.id for note in book.footnotes] == ["story-2-fn"]
    assert [asset.id for asset in book.assets] == ["story-2-cover"]


def test_notes_about_a_story_stand_on_its_title_page_or_at_its_end() -> None:
    notes = unite([ONE], "Tales").notes
    assert [(note.section, note.position) for note in notes] == [
        ("story-1-story", "before"), ("story-1-chapter-002", "after"),
        ("story-1-chapter-001", "after"),
    ]  # fmt: skip


def test_a_story_of_one_chapter_without_a_name_has_its_own() -> None:
    assert unite([ONE, TWO], "Tales").body[1].children[0].title == "Ebbe"


def test_the_whole_is_by_everyone_and_in_the_language_of_most() -> None:
    metadata = unite([TWO, ONE, ONE], "Tales").metadata
    assert metadata.title == "Tales"
    assert [creator.name for creator in metadata.creators] == ["Bea", "Ann", "Tom"]
    assert metadata.language == "en"
    assert unite([TWO, ONE], "Tales").metadata.language == "de"


def test_a_story_in_another_language_says_so() -> None:
    book = unite([ONE, ONE, TWO], "Tales")
    (block,) = book.body[2].children[0].blocks
    assert block.style.language == "de"
    assert book.body[0].children[0].blocks[0].style.language is None


@given(st.lists(books(), min_size=1, max_size=3))
def test_no_word_of_any_story_is_lost_and_no_two_things_share_a_name(stories: list[Book]) -> None:
    book = unite(stories, "Tales")
    found = Counter(word for text in book_text(book) for word in words_of(text))
    for story in stories:
        about = Metadata(description=story.metadata.description)
        texts = book_text(replace(story, metadata=about))
        wanted = Counter(word for text in texts for word in words_of(text))
        assert wanted - found == Counter()
    ids = [section.id for section in sections(book)]
    ids += [note.id for note in book.footnotes]
    ids += [asset.id for asset in book.assets]
    assert len(ids) == len(set(ids))
    assert {note.section for note in book.notes} <= set(ids)


# --- from sources -------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, word in (("lamp", "lamp"), ("tide", "tide")):
        label = "\t\t\tAuthor's Notes: "
        (tmp_path / f"{name}.txt").write_text(
            f"Title: The {word.title()}\nAuthor: Ann\n \t\tDescription\n\nA {word}.\n"
            f" It was the {word} of the day, and of the night.\n{label}\nThe {word}!\n"
            f" Another chapter of the {word} and its rock.\n{label}\nAgain {word}!\n",
            "utf-8",
        )
    return tmp_path


@pytest.mark.epubcheck
def test_an_anthology_is_a_valid_book_with_nested_contents_and_all_notes(
    folder: Path, epubcheck: EpubCheck
) -> None:
    outcome = convert_anthology([folder / "lamp.txt", folder / "tide.txt"], "Low Water")
    (artifact,) = outcome.artifacts
    assert epubcheck(artifact.data) == ()
    book = Epub(artifact.data)
    assert book.broken_links() == ()
    assert [label for label, _ in book.contents()] == [
        "The Lamp", "Chapter 1", "Chapter 2", "The Tide", "Chapter 1", "Chapter 2",
        "Author’s Notes",
    ]  # fmt: skip
    text = "\n".join(book.texts())
    for word in ("lamp", "tide"):
        assert f"The {word}!" in text
        assert f"Again {word}!" in text
    again = convert_anthology([folder / "lamp.txt", folder / "tide.txt"], "Low Water")
    assert again.artifacts[0].sha256 == artifact.sha256


def test_what_is_asked_for_is_said_of_the_whole(folder: Path) -> None:
    asked = Request(
        metadata=Metadata(creators=(Creator("The Editors", "edt"),), language="en-GB"),
    )
    report = Report()
    outcome = inspect_anthology(
        [folder / "lamp.txt", folder / "tide.txt"], 'So "Low"', asked, report
    )
    assert outcome.book.metadata.title == "So “Low”"
    assert outcome.book.metadata.creators == (Creator("The Editors", "edt"),)
    assert outcome.book.metadata.language == "en-GB"
    assert Code.WORDS_LOST not in {said.code for said in report.diagnostics}


def test_a_source_that_fails_stops_the_anthology(folder: Path) -> None:
    with pytest.raises(SourceError) as caught:
        convert_anthology([folder / "lamp.txt", folder / "gone.txt"], "Low Water")
    assert isinstance(caught.value, PackagerError)
    assert caught.value.code is Code.SOURCE_NOT_FOUND

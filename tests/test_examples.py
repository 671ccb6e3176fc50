"""Every example becomes what a careful reader says it is, in a book no checker has a word about."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from packager.book.blocks import Paragraph, SceneBreak
from packager.book.walk import word_count
from packager.diagnostics import Code
from packager.pipeline import Outcome, convert
from packager.request import Request
from tests.support.epub_reader import XHTML, Epub
from tests.support.epubcheck import EpubCheck
from tests.support.words import source_words, story_paragraphs, words

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads(
    (EXAMPLES / "expected.toml").read_text("utf-8")
)["stories"]


@pytest.fixture(scope="module", params=sorted(EXPECTED))
def example(request: pytest.FixtureRequest) -> tuple[str, Outcome]:
    return request.param, convert(EXAMPLES / request.param)


def test_there_is_an_example_in_another_language_and_one_of_several_chapters() -> None:
    assert len(EXPECTED) >= 3
    assert max(story["chapters"] for story in EXPECTED.values()) >= 5


def test_every_story_folder_is_expected() -> None:
    assert {path.parent.name for path in EXAMPLES.glob("*/*.txt")} == set(EXPECTED)
    assert all((EXAMPLES / name / "README.md").is_file() for name in EXPECTED)


def test_the_structure_is_what_a_careful_reader_finds(example: tuple[str, Outcome]) -> None:
    name, outcome = example
    expected, book = EXPECTED[name], outcome.book
    blocks = [block for section in book.body for block in section.blocks]
    assert len(book.body) == expected["chapters"]
    assert sum(n.position == "before" for n in book.notes) == expected["notes_before"]
    assert sum(n.position == "after" for n in book.notes) == expected["notes_after"]
    assert sum(isinstance(b, SceneBreak) for b in blocks) == expected["scene_breaks"]
    assert sum(isinstance(b, Paragraph) for b in blocks) == expected["body_paragraphs"]
    assert sum(len(n.blocks) for n in book.notes) == expected["note_paragraphs"]
    assert len(book.metadata.description) == expected["description_paragraphs"]
    assert sum(word_count(section.blocks) for section in book.body) == expected["words"]


def test_title_author_and_cover_come_from_where_they_should(example: tuple[str, Outcome]) -> None:
    name, outcome = example
    codes = {found.code for found in outcome.report.diagnostics}
    assert (Code.TITLE_GUESSED in codes) == (EXPECTED[name]["title"] == "file name")
    assert (Code.AUTHOR_UNKNOWN in codes) == (EXPECTED[name]["author"] == "unknown")
    assert (Code.COVER_GENERATED in codes) == (EXPECTED[name]["cover"] == "generated")
    assert Code.COVER_NOT_FOUND not in codes


def test_every_word_of_the_source_is_in_the_book_once_and_in_order(
    example: tuple[str, Outcome],
) -> None:
    name, outcome = example
    source = (EXAMPLES / name / EXPECTED[name]["source"]).read_text("utf-8")
    book = Epub(outcome.artifacts[0].data)
    notes = [p for n in outcome.book.notes for p in n.blocks]
    in_book = words("\n".join(story_paragraphs(book)))
    if all(note.position == "after" for note in outcome.book.notes) and len(outcome.book.body) == 1:
        assert in_book == source_words(source)
    # Notes between chapters are gathered at the end: the same words, with the notes last.
    assert sorted(in_book) == sorted(source_words(source))
    count = sum(
        len(words("".join(map(str, p.children)))) for p in notes if isinstance(p, Paragraph)
    )
    body = in_book[: len(in_book) - count]
    rest = iter(source_words(source))
    assert all(word in rest for word in body)


def test_every_link_resolves_and_notes_link_both_ways(example: tuple[str, Outcome]) -> None:
    _, outcome = example
    book = Epub(outcome.artifacts[0].data)
    assert book.broken_links() == ()
    marks = {link for link in book.links() if link.fragment.startswith("note-")}
    backs = {link for link in book.links() if link.fragment.startswith("ref-")}
    assert len(marks) == len(backs) == len(outcome.book.notes)
    for mark in marks:
        assert any(back.target == mark.source and back.source == mark.target for back in backs)


def test_each_document_has_one_heading_of_the_first_level_but_the_cover(
    example: tuple[str, Outcome],
) -> None:
    _, outcome = example
    book = Epub(outcome.artifacts[0].data)
    for path in book.spine:
        count = len(list(book.xml(path).iter(f"{XHTML}h1")))
        assert count == (0 if path.endswith("cover.xhtml") else 1), path


@pytest.mark.epubcheck
@pytest.mark.parametrize("notes", ["appendix", "chapter-end", "both", "drop"])
def test_epubcheck_has_no_word_about_it(
    example: tuple[str, Outcome], notes: str, epubcheck: EpubCheck
) -> None:
    name, outcome = example
    book = outcome.artifacts[0].data
    if notes != "appendix":
        book = convert(EXAMPLES / name, Request(notes=notes)).artifacts[0].data  # type: ignore[arg-type]
    assert epubcheck(book) == ()

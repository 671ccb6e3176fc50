"""In-text notes: what is taken out of a chapter's head and foot, and what stays."""

from __future__ import annotations

import pytest

from packager.book.blocks import Block, Blocks, Heading, Paragraph, SceneBreak
from packager.book.book import Book
from packager.book.inlines import Strong
from packager.book.metadata import Metadata
from packager.book.section import Role, Section
from packager.book.walk import text_of
from packager.diagnostics import Code, Report
from packager.transforms.notes import lift_notes

STORY = (
    "The lamp on the pier went out at nine, as it did whenever the wind stood in the north.",
    "“Light it again,” said Maud. She had the matches, and nobody else had thought of them.",
    "It burned until the morning, and then the oil was gone.",
)


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph((text,)) for text in texts)


def lifted(*chapters: Blocks) -> tuple[Book, Report]:
    sections = tuple(
        Section(
            id=f"chapter-{number:03d}",
            role=Role.CHAPTER,
            number=number,
            title="Oil",
            blocks=blocks,
        )
        for number, blocks in enumerate(chapters, 1)
    )
    report = Report()
    return lift_notes(Book(metadata=Metadata(), body=sections), report), report


def notes_of(book: Book) -> list[tuple[str, str, str]]:
    return [(note.section, note.position, text_of(note.blocks)) for note in book.notes]


@pytest.mark.parametrize(
    "label",
    [
        "A/N:",
        "AN:",
        "Author's Note:",
        "Author’s note -",
        "Authors Notes:",
        "(A/N:",
        "От автора:",
        "Примечание автора:",
        "Nota del autor:",
        "Note de l'auteur :",
        "Anmerkung des Autors:",
    ],
)
def test_a_labelled_paragraph_at_the_foot_is_a_note(label: str) -> None:
    closed = ")" if label.startswith("(") else ""
    book, report = lifted(
        paragraphs(*STORY, f"{label} Thanks for reading, friends!{closed}"), paragraphs(*STORY)
    )
    assert notes_of(book) == [("chapter-001", "after", "Thanks for reading, friends!")]
    assert text_of(book.body[0].blocks).splitlines() == list(STORY)
    assert [found.code for found in report.diagnostics].count(Code.NOTE_FOUND) == 1


def test_one_at_the_head_of_a_later_chapter_stands_before_it() -> None:
    book, _ = lifted(
        paragraphs(*STORY), paragraphs("A/N: Sorry this is so late, everyone.", *STORY)
    )
    assert notes_of(book) == [
        ("chapter-002", "before", "Sorry this is so late, everyone."),
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_bold_label_beside_a_disclaimer_is_a_note_of_its_own(order: tuple[int, int]) -> None:
    both: tuple[Block, ...] = (
        Paragraph((Strong(("A/N:",)), " Sorry this is so late, everyone.")),
        Paragraph((Strong(("Disclaimer:",)), " I own nothing of this harbour.")),
    )
    book, _ = lifted(paragraphs(*STORY), (*(both[place] for place in order), *paragraphs(*STORY)))
    assert {text for _, _, text in notes_of(book)} == {
        "Sorry this is so late, everyone.",
        "Disclaimer: I own nothing of this harbour.",
    }
    assert text_of(book.body[1].blocks).splitlines() == list(STORY)


def test_one_within_the_running_story_is_left_in_place() -> None:
    said = (*STORY, "A/N: Listen to the sea here!", *STORY * 6)
    book, report = lifted(paragraphs(*said), paragraphs(*STORY))
    assert not book.notes
    assert text_of(book.body[0].blocks).splitlines() == list(said)
    assert not report.diagnostics


def test_a_heading_above_the_foot_begins_a_note_whatever_it_says() -> None:
    note = ("“Who had it last?” asked Wren.", "Nobody knew, and the ledger did not say.")
    foot: Blocks = (Heading(1, ("Author's Notes:",)), *paragraphs(*note))
    book, _ = lifted((*paragraphs(*STORY * 4), *foot), paragraphs(*STORY))
    assert notes_of(book) == [("chapter-001", "after", "\n".join(note))]


def test_a_paragraph_that_is_only_the_label_needs_a_note_s_tone_below_it() -> None:
    speech = ("“Who had it last?” asked Wren.", "“Nobody,” said the miller.")
    book, _ = lifted((*paragraphs(*STORY * 4), *paragraphs("A/N", *speech)), paragraphs(*STORY))
    assert not book.notes


def test_a_scene_break_ends_a_note_at_the_head() -> None:
    head: Blocks = (
        *paragraphs("Author's Note:", "I wrote this in one evening, so please be kind to me."),
        SceneBreak("***"),
    )
    book, _ = lifted(paragraphs(*STORY), (*head, *paragraphs(*STORY)))
    assert notes_of(book) == [
        ("chapter-002", "before", "I wrote this in one evening, so please be kind to me.")
    ]
    assert text_of(book.body[1].blocks).splitlines() == list(STORY)


def test_a_chapter_that_is_nothing_but_a_note_keeps_it() -> None:
    book, _ = lifted(paragraphs(*STORY), paragraphs("A/N: I'm on holiday until June, friends."))
    assert len(book.body) == 2 or notes_of(book)
    held = text_of(book.body[-1].blocks) + "".join(text for _, _, text in notes_of(book))
    assert "I'm on holiday until June, friends." in held


def test_a_label_without_a_note_stays() -> None:
    book, _ = lifted(paragraphs(*STORY, "A/N:"), paragraphs(*STORY))
    assert not book.notes
    assert text_of(book.body[0].blocks).endswith("A/N:")

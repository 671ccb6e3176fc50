"""Headings of chapters in plain text."""

from __future__ import annotations

import pytest

from packager.diagnostics import Code, Report
from packager.readers.headings.chapter_heading import is_heading, split_heading
from packager.sources.text import Line


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 1", "CHAPTER I.", "Chapter 12: The Storm", "Chapter 3 - Are You There?",
        "Chapter 3 The Storm", "Chapter One", "Chapter Twenty-One: Snow", "Part Two — Thaw!",
        "Part the First", "Prologue", "PROLOGUE.", "Epilogue: Home", "Interlude", "Kapitel 4",
        "Kapitel Eins: Der Sturm", "Chapitre premier", "Capítulo 2", "Rozdział 5", "Глава 1",
        "Глава Первая. Снег", "Розділ 7: Дощ", "Chapter 5: “Home”",
    ],
)  # fmt: skip
def test_a_line_that_names_a_chapter_is_a_heading(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "Part of me wanted to run!", "Part of him did", "Part of me, at least.", "Chapter",
        "Chapter 3 was a lie!", "Chapter 3 was the best of all.", "Prologues bore me", "Act now!",
        "Prologue to a disaster came early", "Book club met on Friday", "Interludes", "Snow",
        "Chapter one was easy, he thought.", "Chapter 9: " + "x" * 90, "Parting 3",
        "Chapter 1, verse 3,",
    ],
)  # fmt: skip
def test_a_sentence_is_no_heading(text: str) -> None:
    assert not is_heading(text)


def lines(*texts: str) -> list[Line]:
    return [Line(number, text) for number, text in enumerate(texts, 1)]


def test_a_heading_is_taken_from_the_text_below_it_and_said() -> None:
    report = Report()
    title, rest = split_heading(lines("", " Chapter 1: Snow ", "", "It fell."), "s.txt", report)
    assert title == "Chapter 1: Snow"
    assert [line.text for line in rest if not line.blank] == ["It fell."]
    (found,) = report.diagnostics
    assert (found.code, str(found.where)) == (Code.STRUCTURE_GUESSED, "s.txt:2")
    assert [decision.became for decision in report.decisions] == ["chapter title"]


def test_a_heading_with_nothing_below_it_is_text() -> None:
    report = Report()
    body = lines("Prologue", "", " ")
    assert split_heading(body, "s.txt", report) == ("", body)
    assert report == Report()

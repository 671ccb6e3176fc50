"""Header lines on top of a text source."""

from __future__ import annotations

from datetime import date

import pytest

from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code, Report
from packager.readers.header import Header, read_header
from packager.sources.text import Line


def header(text: str) -> tuple[Header, list[str], Report]:
    report = Report()
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    found, rest = read_header(lines, "story.txt", report)
    return found, [line.text for line in rest], report


def test_every_key_is_read() -> None:
    found, rest, report = header(
        "Title: The Long Winter: A Tale\nSubtitle: Snow\nAuthor: Ann Example\nLanguage: en-us\n"
        "Series: The Four Seasons 4\nTags: Slice of Life, Sad; Snow\nRating: Teen\n"
        "Source: https://example.org/1\nPublished: 2024-05-03\nUpdated: 2024-06-01\n"
        "Publisher: Archive\nRights: CC BY 4.0\nCover: images/my cover.png\n\nIt snowed."
    )
    assert found.metadata == Metadata(
        title="The Long Winter: A Tale",
        subtitle="Snow",
        creators=(Creator("Ann Example"),),
        language="en-US",
        series=Series("The Four Seasons", 4),
        subjects=("Slice of Life", "Sad", "Snow"),
        rating="Teen",
        source="https://example.org/1",
        published=date(2024, 5, 3),
        modified=date(2024, 6, 1),
        publisher="Archive",
        rights="CC BY 4.0",
    )
    assert found.cover == ("images/my cover.png", 13)
    assert rest == ["", "It snowed."]
    assert {d.code for d in report.diagnostics} == {Code.LINE_NOT_PRINTED}
    assert [d.where.line for d in report.diagnostics if d.where] == list(range(1, 14))


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nAuthor: B\n",
        "\n\nTitle: A\n\n\nAuthor: B\n\n",
        " TITLE :A \n author:  B",
        "title:A\nby: B",
    ],
)
def test_headers_may_stand_apart_and_in_any_case(text: str) -> None:
    found, rest, _ = header(f"{text}\nIt snowed.")
    assert found.metadata == Metadata(title="A", creators=(Creator("B"),))
    assert [line for line in rest if line] == ["It snowed."]


@pytest.mark.parametrize(
    "text",
    [
        "It snowed.\nTitle: A", "Title:\nAuthor:", "Spike: Hello!", "Note: Author: B",
        "Chapter 1: A", " \t\tDescription\nTitle: A", "Words: 1,200", "Two words: A", "Title - A",
    ],
)  # fmt: skip
def test_what_is_no_header_is_left_to_the_story(text: str) -> None:
    found, rest, report = header(text)
    assert found == Header()
    assert "\n".join(rest) == text
    assert report == Report()


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ann, Bob; Cy & Di and Ed", ["Ann", "Bob", "Cy", "Di", "Ed"]),
        ("Ann and Bob", ["Ann", "Bob"]),
        ("Sandy Anderson", ["Sandy Anderson"]),
        ("Ann, and Bob", ["Ann", "Bob"]),
    ],
)
def test_authors_stand_in_a_row(value: str, names: list[str]) -> None:
    found, _, _ = header(f"Author: {value}")
    assert [creator.name for creator in found.metadata.creators] == names


@pytest.mark.parametrize(
    "line", ["Language: the barrier between us", "Published: at last!", "Source: unknown", "URL: x"]
)
def test_a_first_line_that_only_looks_like_a_header_is_text(line: str) -> None:
    found, rest, report = header(f"{line}\nIt snowed.")
    assert found == Header()
    assert rest == [line, "It snowed."]
    assert report == Report()


def test_a_value_that_cant_be_meant_is_left_out_and_said() -> None:
    found, rest, report = header("Language: Elvish tongue\nTitle: A\nPublished: May\nIt snowed.")
    assert found.metadata == Metadata(title="A")
    assert rest == ["It snowed."]
    ignored = [d for d in report.diagnostics if d.code is Code.HEADER_IGNORED]
    assert [str(d.where) for d in ignored] == ["story.txt:1", "story.txt:3"]
    assert "language tag" in ignored[0].message


def test_a_source_of_headers_alone_has_no_lines_left() -> None:
    found, rest, _ = header("Title: A\n\nAuthor: B\n\n")
    assert found.metadata.title == "A"
    assert [line for line in rest if line] == []


def test_a_language_may_go_by_its_name() -> None:
    assert header("Title: A\nLanguage: English")[0].metadata.language == "en"
    assert header("Title: A\nLanguage: Українська")[0].metadata.language == "uk"

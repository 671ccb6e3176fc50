"""Metadata made complete."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.book import Book
from packager.book.metadata import Creator, Metadata, filled
from packager.book.section import Section
from packager.diagnostics import Code, Report, Where
from packager.transforms.metadata import (
    UNTITLED,
    complete_metadata,
    title_chapters,
    title_from_name,
)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the_long-winter-48213.txt", "The Long Winter"),
        ("The Long Winter.txt", "The Long Winter"),
        ("The Long Winter.TXT", "The Long Winter"),
        ("The_Long_Winter.text", "The Long Winter"),
        ("long.winter.txt", "Long Winter"),
        ("Mr. Winter - Part 2.txt", "Mr. Winter - Part 2"),
        ("class-of-1984.txt", "Class Of 1984"),
        ("Summer 2019.txt", "Summer 2019"),
        ("past-sins-3621.txt", "Past Sins"),
        ("1984.txt", "1984"),
        ("48213.txt", "48213"),
        ("2001_a_space_odyssey.txt", "2001 A Space Odyssey"),
        ("iPony.txt", "iPony"),
        ("Spike: A Tale.txt", "Spike: A Tale"),
        ("снег_идёт.txt", "Снег Идёт"),
        ("雪.txt", "雪"),
        ("archive/inner/story.txt", "Story"),
        ("story.epub.txt", "Story"),
        ("don't_stop.txt", "Don't Stop"),
        ("a\x07b.txt", "Ab"),
        ("-", UNTITLED),
        ("", UNTITLED),
        (".txt", UNTITLED),
        ("___.txt", UNTITLED),
    ],
)
def test_a_file_name_is_made_readable(name: str, title: str) -> None:
    assert title_from_name(name) == title


@given(st.text(max_size=40))
def test_any_name_makes_a_title(name: str) -> None:
    title = title_from_name(name)
    assert any(character.isalnum() for character in title)
    assert title == " ".join(title.split())


NOTHING = Metadata()


def completed(
    *,
    given_: tuple[Metadata, ...] = (),
    source: Metadata = NOTHING,
    known: tuple[Metadata, ...] = (),
) -> tuple[Metadata, Report]:
    report = Report()
    book = complete_metadata(
        Book(metadata=source), report, given=given_, known=known, name="the_tale.txt"
    )
    return book.metadata, report


def test_the_stronger_wins_for_each_field_by_itself() -> None:
    found, report = completed(
        given_=(Metadata(title="request"), Metadata(title="file", rating="file")),
        source=Metadata(title="header", rating="header", subtitle="header"),
        known=(
            Metadata(
                title="sidecar", subtitle="sidecar", rights="sidecar", creators=(Creator("A"),)
            ),
        ),
    )
    assert found == Metadata(
        title="request",
        rating="file",
        subtitle="header",
        rights="sidecar",
        creators=(Creator("A"),),
    )
    assert report.diagnostics == []


def test_a_title_guessed_and_an_author_unknown_are_said() -> None:
    found, report = completed()
    assert (found.title, found.creators) == ("The Tale", ())
    assert [(d.code, bool(d.hint), str(d.where)) for d in report.diagnostics] == [
        (Code.TITLE_GUESSED, True, "the_tale.txt"), (Code.AUTHOR_UNKNOWN, True, "the_tale.txt"),
    ]  # fmt: skip
    assert "'The Tale'" in report.diagnostics[0].message


def test_a_gap_is_filled_and_nothing_else() -> None:
    weak = Metadata(title="weak", published=date(2024, 1, 1))
    assert filled(Metadata(title="strong"), weak) == Metadata(
        title="strong", published=date(2024, 1, 1)
    )
    assert filled(weak, Metadata()) == weak


# --- chapter titles ---------------------------------------------------------------------------


def chapters(*titles: str) -> Book:
    return Book(body=tuple(Section(id=f"c-{i}", title=title) for i, title in enumerate(titles)))


def titled(book: Book, *titles: str) -> tuple[list[str], Report]:
    report = Report()
    found = title_chapters(book, report, titles=titles, where=Where("story.toml"))
    return [section.title for section in found.body], report


def test_chapters_get_their_titles_in_order() -> None:
    found, report = titled(chapters("", "Old", "Stays"), "Snow", "", "Thaw")
    assert found == ["Snow", "Old", "Thaw"]
    assert report.diagnostics == []


def test_fewer_titles_leave_the_last_chapters_as_they_are() -> None:
    assert titled(chapters("", "Old"), "Snow")[0] == ["Snow", "Old"]
    assert titled(chapters("Old"))[0] == ["Old"]


def test_more_titles_than_chapters_are_said() -> None:
    found, report = titled(chapters(""), "Snow", "Thaw", "Rain")
    assert found == ["Snow"]
    (said,) = report.diagnostics
    assert said.code is Code.CHAPTER_TITLES_UNUSED
    assert "3 chapter titles for 1 chapter;" in said.message


def test_a_part_is_titled_before_its_chapters_and_front_matter_is_not() -> None:
    book = Book(
        front=(Section(id="foreword"),),
        body=(Section(id="part", children=(Section(id="one"),)), Section(id="two")),
    )
    found = title_chapters(book, Report(), titles=("P", "1", "2"), where=Where("s"))
    assert found.front == book.front
    assert (found.body[0].title, found.body[0].children[0].title) == ("P", "1")
    assert found.body[1].title == "2"

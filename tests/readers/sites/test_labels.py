"""Labels and days as story sites print them."""

from datetime import date

import pytest

from packager.book.blocks import Paragraph
from packager.book.metadata import Creator, Metadata, Series
from packager.book.walk import text_of
from packager.readers.sites.dates import day_of
from packager.readers.sites.labels import (
    count_of,
    is_label,
    label_of,
    names_of,
    series_of,
    status_of,
    with_label,
)


def labelled(*pairs: tuple[str, str]) -> Metadata:
    metadata = Metadata()
    for label, value in pairs:
        changed = with_label(metadata, label, value)
        assert changed is not None, label
        metadata = changed
    return metadata


def test_the_labels_of_fanficfare_fill_their_fields() -> None:
    found = labelled(
        ("Series", "Seasons [2]"),
        ("Category", "Harry Potter, Original Work"),
        ("Genre", "Comedy, Sci-Fi"),
        ("Language", "Français"),
        ("Characters", "Ann, Bob"),
        ("Relationships", "Ann/Bob"),
        ("Status", "In-Progress"),
        ("Published", "1975-03-15"),
        ("Updated", "1975-04-15"),
        ("Packaged", "2026-11-22 06:40:35"),
        ("Rating", "Teen"),
        ("Warnings", "Swearing, Violence"),
        ("Chapters", "9"),
        ("Words", "123,456"),
        ("Publisher", "example.org"),
        ("Story URL", "https://example.org/s/1"),
        ("Author URL", "https://example.org/u/1"),
        ("Summary", "Two friends.\n\nOne winter."),
    )
    assert found == Metadata(
        series=Series("Seasons", 2),
        fandoms=("Harry Potter", "Original Work"),
        subjects=("Comedy", "Sci-Fi"),
        language="fr",
        characters=("Ann", "Bob"),
        relationships=("Ann/Bob",),
        status="incomplete",
        published=date(1975, 3, 15),
        modified=date(1975, 4, 15),
        rating="Teen",
        warnings=("Swearing", "Violence"),
        chapters=9,
        words=123_456,
        publisher="example.org",
        source="https://example.org/s/1",
        description=(Paragraph(("Two friends.",)), Paragraph(("One winter.",))),
    )


def test_a_label_may_keep_its_colon_and_its_case() -> None:
    assert labelled(("RATING:", "M")).rating == "M"
    assert labelled(("Words\u00a0:", "12")).words == 12


def test_a_word_that_is_no_label_is_none() -> None:
    assert with_label(Metadata(), "Snow", "white") is None
    assert not is_label("Snow")
    assert label_of("She said: no") is None
    assert label_of("Words: 12") == ("Words", "12")
    assert label_of("Summary:") == ("Summary", "")


def test_the_first_value_of_a_fact_wins_and_lists_grow() -> None:
    found = labelled(
        ("Rating", "T"), ("Rating", "M"), ("Tags", "snow, ice"), ("Genre", "ice, Drama")
    )
    assert (found.rating, found.subjects) == ("T", ("snow", "ice", "Drama"))


def test_a_value_nobody_can_mean_changes_nothing() -> None:
    for label, value in (
        ("Language", "the old tongue"),
        ("Published", "long ago"),
        ("Words", "many"),
        ("Story URL", "here"),
        ("Series", ""),
        ("Chapters", "several"),
    ):
        assert with_label(Metadata(), label, value) == Metadata(), label


def test_a_category_of_pairings_is_a_tag_and_any_other_a_fandom() -> None:
    found = labelled(("Category", "F/F, Gen"), ("Category", "Sherlock (TV)"))
    assert (found.subjects, found.fandoms) == (("F/F", "Gen"), ("Sherlock (TV)",))


def test_chapters_of_chapters_say_whether_the_story_is_complete() -> None:
    assert labelled(("Chapters", "3/3")).status == "complete"
    going = labelled(("Chapters", "3/?"))
    assert (going.status, going.chapters, going.planned) == ("incomplete", 3, None)
    assert labelled(("Chapters", "3/10")).planned == 10
    assert labelled(("Status", "On Hiatus"), ("Chapters", "3/10")).status == "hiatus"


def test_creators_have_roles_and_are_set_once() -> None:
    found = labelled(("Author", "Ann, Bob"), ("Author", "Cid"), ("Translator", "Dee"))
    assert found.creators == (Creator("Ann"), Creator("Bob"), Creator("Dee", "trl"))


def test_a_comma_in_brackets_parts_no_names() -> None:
    assert names_of("Lestrade (Sherlock, BBC), [A, B] C, Steins;Gate") == (
        "Lestrade (Sherlock, BBC)",
        "[A, B] C",
        "Steins;Gate",
    )
    assert names_of("sad :(, fluff,, happy") == ("sad :(", "fluff", "happy")


def test_names_that_stand_apart_in_the_source_are_not_split() -> None:
    found = with_label(Metadata(), "Tags", "a, b, c", names=("a, b", " c\n", ""))
    assert found == Metadata(subjects=("a, b", "c"))


def test_counts_have_thousands_marked_in_any_way() -> None:
    assert [count_of(text) for text in ("1,234", "1.234.567", "12 345", "77", "", "1,23")] == [
        1234,
        1_234_567,
        12_345,
        77,
        None,
        1,
    ]
    assert count_of("9" * 30) is None


def test_series_are_read_in_every_form() -> None:
    assert series_of("Part 2 of\n Seasons") == Series("Seasons", 2)
    assert series_of("Seasons [2.5]") == Series("Seasons", 2.5)
    assert series_of("Seasons 2") == Series("Seasons", 2)
    assert series_of("Seasons") == Series("Seasons")
    assert series_of(" ") is None


def test_a_status_nobody_knows_stays_as_the_site_says_it() -> None:
    assert status_of("Completed") == "complete"
    assert status_of("Season  break") == "Season break"


@pytest.mark.parametrize(
    "text",
    [
        "2014-03-12",
        "2014-03-12 06:40:35",
        "2014-03-12T06:40:35Z",
        "2014/3/12",
        "2014.03.12",
        "3/12/2014",
        "3/12/14",
        "12.3.2014",
        "12th Mar 2014",
        "12 March 2014",
        "Wed, 12 Mar 2014 10:00:00 +0000",
        "12-Mar-2014",
        "March 12, 2014",
        "Mar. 12th 2014",
        "2014年3月12日",
    ],
)
def test_a_day_is_read_in_every_form(text: str) -> None:
    assert day_of(text) == date(2014, 3, 12)


@pytest.mark.parametrize(
    "text", ["", "Mar 12", "2 hours ago", "2014-13-40", "12 Foo 2014", "31/2/2014"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_day_above_twelve_in_front_is_the_day() -> None:
    assert day_of("25/12/1999") == date(1999, 12, 25)
    assert day_of("12/25/99") == date(1999, 12, 25)


def test_a_rounded_count_is_one() -> None:
    assert [count_of(text) for text in ("120k", "1.2k", "3M words")] == [120_000, 1_200, 3_000_000]


def test_of_two_summaries_the_longer_one_is_kept() -> None:
    found = labelled(("Short Summary", "Mud."), ("Summary", "Mud, and the sea."))
    assert text_of(found.description) == "Mud, and the sea."
    assert labelled(("Summary", "Mud, and the sea."), ("Short Summary", "Mud.")) == found

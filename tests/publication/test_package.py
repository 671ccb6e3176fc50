"""What a book says about itself, and the words it says by itself."""

from __future__ import annotations

import string
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from packager import words as words_module
from packager.book.blocks import Paragraph
from packager.book.book import Asset, Book
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Section
from packager.publication.front_matter import number_text, series_line
from packager.publication.package import (
    EPOCH,
    name_file_as,
    package_metadata,
    title_file_as,
)
from packager.publication.vocabulary import direction_of
from packager.words import Words, words_for

STORY = Book(
    metadata=Metadata(title="Snow", creators=(Creator("Ann Example"),), language="en"),
    body=(Section(id="a", blocks=(Paragraph(("It snowed all night.",)),)),),
)
MOMENT = datetime(2024, 5, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "language", "sorted_as"),
    [
        ("The Dance", "en", "Dance, The"), ("A Dance", "en-GB", "Dance, A"),
        ("Theory", "en", "Theory"), ("The", "en", "The"), ("Die Hard", "en", "Die Hard"),
        ("Die Lampe", "de", "Lampe, Die"), ("La nuit", "fr", "nuit, La"),
        ("El sol", "es-MX", "sol, El"), ("Лампа", "ru", "Лампа"), ("", "en", ""),
        ("An  old lamp", "en", "old lamp, An"),
    ],
)  # fmt: skip
def test_a_title_is_sorted_without_its_article(title: str, language: str, sorted_as: str) -> None:
    assert title_file_as(title, language) == sorted_as


@pytest.mark.parametrize(
    ("name", "language", "sorted_as"),
    [
        ("Ann Example", "en", "Example, Ann"), ("Ann B. Example", "en", "Example, Ann B."),
        ("Ann O’Neil-Smith", "en", "O’Neil-Smith, Ann"), ("Pony", "en", "Pony"),
        ("Pony 1234", "en", "Pony 1234"), ("xX_Pony_Xx Smith", "en", "xX_Pony_Xx Smith"),
        ("Cold in Gardez", "en", "Cold in Gardez"), ("the quiet one", "en", "the quiet one"),
        ("Ludwig van Beethoven", "de", "Beethoven, Ludwig van"),
        ("夏目 漱石", "ja", "夏目 漱石"), ("Kovács Anna", "hu", "Kovács Anna"),
        ("Анна Ковач", "uk", "Ковач, Анна"), ("", "en", ""),
    ],
)  # fmt: skip
def test_a_name_is_sorted_by_its_last_word(name: str, language: str, sorted_as: str) -> None:
    assert name_file_as(name, language) == sorted_as


def test_a_name_to_sort_by_that_is_known_stays() -> None:
    book = replace(STORY, metadata=replace(STORY.metadata, creators=(Creator("A B", "aut", "Z"),)))
    assert package_metadata(book, None).creators[0].file_as == "Z"


def test_the_identifier_stays_when_chapters_are_added_and_differs_between_stories() -> None:
    first = package_metadata(STORY, None).identifier
    assert first.startswith("urn:uuid:")
    longer = replace(STORY, body=(*STORY.body, Section(id="b", blocks=(Paragraph(("More.",)),))))
    assert package_metadata(longer, MOMENT).identifier == first
    other = replace(STORY, body=(Section(id="a", blocks=(Paragraph(("It rained.",)),)),))
    titled = replace(STORY, metadata=replace(STORY.metadata, title="Rain"))
    assert len({first, *(package_metadata(b, None).identifier for b in (other, titled))}) == 3


def test_the_address_of_a_story_is_its_identity() -> None:
    metadata = replace(STORY.metadata, source="https://example.org/1")
    renamed = replace(metadata, title="Rain")
    books = [replace(STORY, metadata=found) for found in (metadata, renamed)]
    assert len({package_metadata(book, None).identifier for book in books}) == 1
    own = replace(STORY, metadata=replace(metadata, identifier="urn:isbn:9780000000002"))
    assert package_metadata(own, None).identifier == "urn:isbn:9780000000002"


@pytest.mark.parametrize(
    ("changed", "appeared", "given", "modified"),
    [
        (date(2024, 6, 1), date(2024, 5, 3), MOMENT, datetime(2024, 6, 1, tzinfo=UTC)),
        (None, date(2024, 5, 1), MOMENT, MOMENT),
        (None, date(2024, 5, 1), None, datetime(2024, 5, 1, tzinfo=UTC)),
        (None, None, None, EPOCH),
    ],
)
def test_the_last_change_is_the_storys_then_the_askers_then_publication(
    changed: date | None, appeared: date | None, given: datetime | None, modified: datetime
) -> None:
    metadata = replace(STORY.metadata, modified=changed, published=appeared)
    assert package_metadata(replace(STORY, metadata=metadata), given).modified == modified


def test_what_is_known_is_passed_on_as_plain_text() -> None:
    metadata = replace(
        STORY.metadata,
        description=(Paragraph(("One.",)), Paragraph(("Two.",))),
        series=Series("Seasons", 2.5),
        subjects=("Sad",),
    )
    found = package_metadata(replace(STORY, metadata=metadata), None)
    assert found.description == "One.\n\nTwo."
    assert found.collection is not None
    assert (found.collection.name, found.collection.position) == ("Seasons", "2.5")
    assert (found.subjects, found.word_count, found.direction) == (("Sad",), 4, "ltr")
    assert found.contributors[0].role == "bkp"


def test_pictures_without_words_are_not_claimed_to_be_accessible() -> None:
    picture = Asset(id="p", media_type="image/png", data=b"")
    bare = package_metadata(replace(STORY, assets=(picture,)), None).accessibility
    assert bare.sufficient == ("textual,visual",)
    assert "alternativeText" not in bare.features
    told = package_metadata(replace(STORY, assets=(replace(picture, alt="a map"),)), None)
    assert told.accessibility.sufficient == ("textual",)
    assert "alternativeText" in told.accessibility.features
    cover = package_metadata(replace(STORY, cover="p", assets=(picture,)), None).accessibility
    assert cover.sufficient == ("textual",)
    assert package_metadata(STORY, None).accessibility.modes == ("textual",)


def test_text_of_nothing_but_white_space_is_not_known() -> None:
    metadata = Metadata(
        title=" Snow\n", subtitle=" ", creators=(Creator(" "), Creator(" Ann\n Example ")),
        language="en", subjects=("", " Sad "), publisher="\t",
    )  # fmt: skip
    found = package_metadata(replace(STORY, metadata=metadata), None)
    assert (found.title, found.subtitle, found.publisher) == ("Snow", "", "")
    assert [(one.name, one.file_as) for one in found.creators] == [("Ann Example", "Example, Ann")]
    assert found.subjects == ("Sad",)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1.0, "1"),
        (2.5, "2.5"),
        (0.0, "0"),
        (1_000_000.0, "1000000"),
        (12.34567, "12.34567"),
        (10, "10"),
    ],
)
def test_a_place_in_a_series_is_a_plain_number(number: float, shown: str) -> None:
    assert number_text(number) == shown


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_has_its_direction(tag: str, direction: str) -> None:
    assert direction_of(tag) == direction


# --- what a site says -------------------------------------------------------------------------


def test_all_a_library_is_searched_for_is_a_subject_once_in_a_set_order() -> None:
    metadata = Metadata(
        title="T",
        language="en",
        subjects=("Sad", " Slow  Burn ", ""),
        fandoms=("Salt",),
        relationships=("A/B",),
        characters=("A", "sad"),
        warnings=("Drowning", "Salt"),
    )
    assert package_metadata(Book(metadata=metadata), None).subjects == (
        "Sad", "Slow Burn", "Salt", "A/B", "A", "Drowning",
    )  # fmt: skip


def test_the_package_says_the_state_and_the_rating() -> None:
    metadata = Metadata(title="T", language="en", status="hiatus", rating=" Teen ")
    found = package_metadata(Book(metadata=metadata), None)
    assert (found.status, found.rating) == ("hiatus", "Teen")


def test_the_direction_is_the_storys_own_else_that_of_its_language() -> None:
    arabic = Metadata(title="T", language="ar")
    assert package_metadata(Book(metadata=arabic), None).direction == "rtl"
    latin = replace(arabic, direction="ltr")
    assert package_metadata(Book(metadata=latin), None).direction == "ltr"
    assert package_metadata(Book(metadata=replace(latin, vertical=True)), None).vertical


# --- words ------------------------------------------------------------------------------------

ALL = {"en": words_module._EN, **words_module._BY_LANGUAGE}


@pytest.mark.parametrize("tag", sorted(ALL))
def test_every_word_is_there_with_its_places(tag: str) -> None:
    english, found = ALL["en"], ALL[tag]
    assert words_for(f"{tag}-XX") is found
    for spec in fields(Words):
        if spec.name in {"months", "day", "first_day", "group", "grouped_from"}:
            continue
        theirs = getattr(found, spec.name)
        assert theirs.strip(), spec.name
        assert _places(theirs) == _places(getattr(english, spec.name)), spec.name
    assert len(found.months) in {0, 12}
    assert {"day", "year"} <= _places(found.day)


def _places(template: str) -> set[str | None]:
    named = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    return {"0", *named} - {""} if named & {"", "0"} else named


@pytest.mark.parametrize(
    ("tag", "days"),
    [
        ("en", ("1 May 2024", "12 December 2023")), ("de", ("1. Mai 2024", "12. Dezember 2023")),
        ("fr", ("1er mai 2024", "12 décembre 2023")),
        ("it", ("1º maggio 2024", "12 dicembre 2023")),
        ("es", ("1 de mayo de 2024", "12 de diciembre de 2023")),
        ("uk", ("1 травня 2024", "12 грудня 2023")), ("ja", ("2024年5月1日", "2023年12月12日")),
        ("ar", ("1 مايو 2024", "12 ديسمبر 2023")), ("he", ("1 במאי 2024", "12 בדצמבר 2023")),
        ("xx", ("1 May 2024", "12 December 2023")),
    ],
)  # fmt: skip
def test_a_day_is_printed_as_the_language_has_it(tag: str, days: tuple[str, str]) -> None:
    words = words_for(tag)
    assert (words.date(date(2024, 5, 1)), words.date(date(2023, 12, 12))) == days


@pytest.mark.parametrize(
    ("tag", "row"),
    [("en", "A, B and C"), ("de", "A, B und C"), ("fr", "A, B et C"), ("ja", "A, B、C")],
)
def test_names_stand_in_a_row(tag: str, row: str) -> None:
    words = words_for(tag)
    assert words.names(("A", "B", "C")) == row
    assert (words.names(()), words.names(("A",))) == ("", "A")


@pytest.mark.parametrize(
    ("tag", "line", "bare"),
    [
        ("en", "Book 2 of S", "Part of S"),
        ("de", "S, Band 2", "Aus der Reihe S"),
        ("ja", "S 2", "S"),
    ],
)
def test_a_series_is_said_as_the_language_has_it(tag: str, line: str, bare: str) -> None:
    words = words_for(tag)
    assert series_line(Series("S", 2), words) == line
    assert series_line(Series("S"), words) == bare


def test_a_description_of_blanks_is_none() -> None:
    blank = Metadata(title="T", language="en", description=(Paragraph((" ",)), Paragraph(())))
    assert package_metadata(Book(metadata=blank), None).description == ""


def test_a_book_names_what_made_it_unless_it_must_not() -> None:
    named = package_metadata(STORY, None).contributors
    assert [(one.name.partition(" ")[0], one.role) for one in named] == [("packager", "bkp")]
    assert package_metadata(STORY, None, generator=False).contributors == ()


def test_nothing_is_claimed_to_conform_unless_somebody_says_so() -> None:
    assert package_metadata(STORY, None).accessibility.certified_by == ""
    certified = package_metadata(STORY, None, certified_by=" Ann  Example ")
    assert certified.accessibility.certified_by == "Ann Example"

"""What the options say about the story."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from packager.book.blocks import Paragraph
from packager.book.metadata import Creator, Metadata, Series
from packager.cli.convert import command
from packager.cli.options import Misused
from packager.cli.story_options import said_of_story
from packager.errors import UsageError
from packager.readers.sidecar import KEYS, Known


def said(*words: str) -> Known:
    ctx = command.make_context("convert", ["story.txt", *words])
    options: dict[str, Any] = ctx.params
    return said_of_story(options)


def test_nothing_said_is_nothing_known() -> None:
    assert said() == Known()


def test_every_option_reaches_its_field() -> None:
    known = said(
        *("--title", "The Lamp", "--subtitle", "A Light", "--author", "Ann", "--author", "B. Bee"),
        *("--language", "pt-br", "--series", "Low Water:2.5", "--tag", "Sea", "--tag", "Night"),
        *("--description", "One.\n\nTwo.", "--source-url", "https://example.org/1"),
        *("--published", "2024-05-03", "--updated", "2024-06-01", "--rights", "CC0"),
        *("--publisher", "The Shelf", "--rating", "Everyone"),
    )
    assert known == Known(
        metadata=Metadata(
            title="The Lamp",
            subtitle="A Light",
            creators=(Creator("Ann"), Creator("B. Bee")),
            language="pt-BR",
            description=(Paragraph(("One.",)), Paragraph(("Two.",))),
            series=Series("Low Water", 2.5),
            subjects=("Sea", "Night"),
            rating="Everyone",
            published=date(2024, 5, 3),
            modified=date(2024, 6, 1),
            publisher="The Shelf",
            rights="CC0",
            source="https://example.org/1",
        )
    )


def test_pairs_take_the_keys_of_the_sidecar_and_lists_add_up() -> None:
    known = said("-m", "title=A = B", "-m", "tags=Sea", "-m", "Tags=Night", "-m", "chapters=One")
    assert known.metadata.title == "A = B"
    assert known.metadata.subjects == ("Sea", "Night")
    assert known.chapter_titles == ("One",)


def test_an_option_wins_over_a_pair() -> None:
    known = said("-m", "title=Pair", "--title", "Option", "-m", "author=Pair", "--author", "Option")
    assert known.metadata.title == "Option"
    assert known.metadata.creators == (Creator("Option"),)


def test_a_series_may_have_no_number() -> None:
    assert said("--series", "Low Water").metadata.series == Series("Low Water")


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("titel=x", "did you mean title?"),
        ("xyzzy=x", "the keys are title"),
        ("title", "-m rating=Teen"),
    ],
)
def test_a_pair_that_is_none_is_answered_with_the_nearest(pair: str, hint: str) -> None:
    with pytest.raises(Misused) as refused:
        said("-m", pair)
    assert hint in refused.value.hint


def test_a_value_of_the_wrong_kind_names_its_option() -> None:
    with pytest.raises(UsageError, match="yesterday") as refused:
        said("--published", "yesterday")
    assert str(refused.value.where) == "--published"


def test_every_key_of_the_sidecar_can_be_said_somehow() -> None:
    values = {
        "language": "en",
        "source": "https://example.org/",
        "published": "2024-05-03",
        "updated": "2024-05-03",
        "words": "12,345",
        "chapters_published": "3",
        "chapters_planned": "7",
        "direction": "rtl",
        "vertical": "yes",
    }
    for key in KEYS:
        assert said("-m", f"{key}={values.get(key, 'x')}") != Known()


@pytest.mark.parametrize("key", ["fandoms", "characters", "relationships", "warnings"])
def test_a_list_said_several_times_adds_up(key: str) -> None:
    known = said("-m", f"{key}=Snow", "-m", f"{key}=Thaw")
    assert getattr(known.metadata, key) == ("Snow", "Thaw")

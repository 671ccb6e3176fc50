"""The selection: what an expression means, and what is said of one that can't be meant."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.batch.selection import matches
from packager.batch.selection_expression import FIELDS
from packager.batch.selection_parser import SelectionError, parse
from packager.book.metadata import Creator, Metadata, Series

STORY = Metadata(
    title="The Lamp on Gull’s Rock",
    creators=(Creator("Quill Feather"), Creator("Ash", role="ill")),
    language="en-GB",
    series=Series("The Harbour", 2),
    subjects=("Adventure", "Slice of Life"),
    characters=("Gull",),
    fandoms=("Lighthouses",),
    warnings=("Gore",),
    rating="Everyone",
    status="complete",
    published=date(2015, 6, 30),
    modified=date(2016, 1, 1),
    words=5_000,
    chapters=3,
)


@pytest.mark.parametrize(
    "text",
    [
        "words>4999",
        "words>=5k",
        "words<5_001 and words<=5,000",
        "words:5000",
        "WORDS!=4",
        "tag:adventure",
        "tag:'slice  of LIFE'",
        "tag:Gull",
        "rating:everyone and status:complete",
        "title:lamp",
        'title="the lamp on gull\'s rock"',
        "author:quill",
        "author='quill feather'",
        "author!=ash",
        "series:harbour",
        "language:en",
        "language:en-gb",
        "published:2015",
        "published:2015-06",
        "published<2015-07",
        "published<=2015",
        "published>2014",
        "published>=2015-06-30",
        "updated:2016-01-01",
        "not status:hiatus",
        "not not tag:Adventure",
        "words>9 or words>99999",
        "(words>99999 or tag:Gore) and chapters:3",
        "words>99999 or tag:Gore and chapters:3",
        "fandom:Lighthouses and warning:gore and character:gull",
        "tag!=Tragedy",
    ],
)
def test_what_is_true_of_a_story(text: str) -> None:
    assert matches(parse(text), STORY)
    assert not matches(parse(f"not ({text})"), STORY)


@pytest.mark.parametrize(
    "text",
    [
        "words>5000",
        "words<5k",
        "tag:adv",
        "tag:Slice",
        "title=lamp",
        "author:ash",
        "published>2015",
        "published<2015",
        "published!=2015-06",
        "language:fr",
        "relationship:x",
        "relationship!=x",
        "likes>=0",
        "words>99999 and tag:Gore or chapters:4",
    ],
)
def test_what_is_false_of_a_story(text: str) -> None:
    assert not matches(parse(text), STORY)


@pytest.mark.parametrize("field", FIELDS)
def test_a_test_on_what_is_not_known_is_false(field: str) -> None:
    value = "2015" if field in {"published", "updated"} else "7"
    for operator in (":", "=", "!="):
        assert not matches(parse(f"{field}{operator}{value}"), Metadata())


def test_what_was_counted_stands_in_for_what_the_site_did_not_say() -> None:
    assert matches(
        parse("words:12 and chapters:2 and likes>6"), Metadata(), words=12, chapters=2, likes=7
    )
    assert matches(parse("words:5000"), STORY, words=12)


def test_and_binds_closer_than_or() -> None:
    assert parse("words>1 or words>2 and words>3") == parse("words>1 or (words>2 and words>3)")


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("wrods>5", "wrods", "there is no field 'wrods'"),
        ("words>5 and (tag:x", "(", "this parenthesis is never closed"),
        ("words>5)", ")", "this parenthesis was never opened"),
        ("words>5 title:x", "title", "there is no 'and' or 'or' in front of 'title'"),
        ("tag>5", ">", "tag has no order, so > means nothing"),
        ("words>abc", "abc", "'abc' is no number"),
        ("title:'abc", "'", "a quotation mark is never closed"),
        ("published>2015-13", "2015-13", "'2015-13' is no date"),
        ("tag: and words>5", "words", "there is no 'and' or 'or' in front of 'words'"),
        ("tag:(x)", "(", "a value is missing behind tag:"),
        ("tag:''", "''", "tag is compared with nothing"),
        ("words", "words", "words is compared with nothing"),
        ("words ! 5", "!", "a lone '!'"),
        ("words>5 and ", "", "a test is missing"),
        ("", "", "a test is missing"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, marked: str, message: str) -> None:
    with pytest.raises(SelectionError) as caught:
        parse(text)
    error = caught.value
    assert error.message.startswith(message)
    assert error.hint
    line, carets = error.excerpt
    assert line[carets.find("^") :].startswith(marked)
    assert carets.count("^") == max(1, len(marked))


def test_a_mistake_survives_the_way_from_a_worker() -> None:
    with pytest.raises(SelectionError) as caught:
        parse("wrods>5")
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert (again.excerpt, again.hint, again.exit_code) == (
        caught.value.excerpt,
        caught.value.hint,
        2,
    )


@pytest.mark.parametrize("text", ["(" * 5_000, "not " * 4_000 + "words>1", "(" * 41 + "words>1"])
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    with pytest.raises(SelectionError, match="nested too deep"):
        parse(text)


def test_a_long_row_of_tests_is_no_deep_one() -> None:
    assert matches(parse(" or ".join(["words>99999"] * 1_200 + ["words>1"])), STORY)


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(SelectionError, match="too long"):
        parse("words>1 or " * 10_000)


@given(st.text(alphabet="()'\":=<>! andortwsgk15-", max_size=60) | st.text(max_size=30))
def test_any_text_is_an_expression_or_a_mistake(text: str) -> None:
    try:
        found = parse(text)
    except SelectionError as error:
        found = None
        told = error.excerpt
    else:
        told = ("", "")
    assert len(told) == 2
    assert found is None or matches(found, STORY) in {True, False}

"""The names of books: what a template gives, that it is safe, and that no two are one."""

from __future__ import annotations

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.batch.naming import name_of, parse_name, same_file, settled, stem_of, with_mark
from packager.book.metadata import Creator, Metadata, Series
from packager.errors import UsageError

LAMP = Metadata(
    title="The Lamp on Gull Rock",
    creators=(Creator("Quill Feather", file_as="Feather, Quill"),),
    series=Series("The Harbour", 2.5),
    published=date(2015, 6, 30),
    source="https://www.fimfiction.net/story/2891/the-lamp",
    words=4_321,
)
KEY = "archive.zip!epub/q/quill-1/lamp-9.epub"


def named(template: str, metadata: Metadata = LAMP, key: str = KEY) -> str:
    return name_of(parse_name(template), metadata, key)


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{title}", "The Lamp on Gull Rock"),
        ("{author}/{series:?}/{title}", "Quill Feather/The Harbour/The Lamp on Gull Rock"),
        ("{initial}/{author_sort}/{title}", "F/Feather, Quill/The Lamp on Gull Rock"),
        ("{series:?} {number:?}/{title}", "The Harbour 2.5/The Lamp on Gull Rock"),
        ("{year}-{id} {name}", "2015-2891 lamp-9"),
        ("{folder}/{title}", "quill-1/The Lamp on Gull Rock"),
        ("{{{title}}}", "{The Lamp on Gull Rock}"),
        ("{words} {published}", "4321 2015-06-30"),
    ],
)
def test_a_template_is_filled(template: str, name: str) -> None:
    assert named(template) == name


@pytest.mark.parametrize("key", ["shelf/tale.kepub.epub", "shelf/tale.Kepub.kepub.epub"])
def test_no_name_ends_as_a_kepub_does(key: str) -> None:
    assert named("{name}", key=key) == "tale"
    assert named("{title}", Metadata(title="tale.kepub")) == "tale"
    assert named("{title}", Metadata(title=".kepub")) == "kepub"


def test_what_is_not_known_is_left_out_with_its_slash_or_named_so() -> None:
    assert named("{author:?}/{series:?}/{title}", Metadata(title="Lamp")) == "Lamp"
    assert named("{author}/{rating}/{title}", Metadata()) == "Unknown author/Unknown/lamp-9"
    assert named("{series:?}", Metadata()) == "lamp-9"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A/B\\C", "A_B_C"),
        ('Who? What: *now* | 50% "off" <b>; $5!', "Who_ What_ _now_ _ 50_ _off_ _b__ _5_"),
        ("Gull's", "Gull’s"),
        ("...and then...", "and then"),
        ("  spaces \t\n here ", "spaces here"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("..", "lamp-9"),
        ("--help", "help"),
        ("e\u0301tude", "étude"),
        ("\u202eevil\x00\x1b[31m", "evil[31m"),
        ("ab\udc80", "ab"),
    ],
)
def test_a_name_is_safe(title: str, name: str) -> None:
    if title == "..":
        assert named("{title}", Metadata(title=title)) == "Untitled"
        return
    assert named("{title}", Metadata(title=title)) == name


@pytest.mark.parametrize(
    "template",
    ["", "/", "/etc/{title}", "../{title}", "a/../{title}", "{nothing}", "{title", "}", "{title}/",
     "{title:x}", "\\{title}", "{title.__class__}", "a/b/c/d/e/f/g/h/{title}"],
)  # fmt: skip
def test_a_template_that_can_not_be_meant_is_refused(template: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_name(template)
    assert caught.value.hint


TEXT = st.text(max_size=300) | st.sampled_from(
    ["..", ".", "con", "nul.txt", "a/b", "\\\\server", "é" * 200, "👩‍👩‍👧" * 40, "a\u0301" * 200]
)


@given(TEXT, TEXT, TEXT, st.text(max_size=40))
def test_any_story_has_a_name_every_device_takes(
    title: str, author: str, series: str, key: str
) -> None:
    metadata = Metadata(title=title, creators=(Creator(author),), series=Series(series))
    name = named("{author}/{series:?}/{folder}/{title}-{name}", metadata, key)
    assert len(name.encode()) <= 600
    for part in name.split("/"):
        assert part not in {"", ".", ".."}
        assert len(part.encode()) <= 185
        assert not set(part) & set("/\\?%*:|\"<>$!;'")
        assert not part.endswith((".", " "))
        assert not part.startswith((".", "-", " "))
        assert part.split(".")[0].casefold() not in {"con", "nul", "aux", "prn", "com1"}
        assert unicodedata.is_normalized("NFC", part)
        assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in part)
    assert named("{author}/{series:?}/{folder}/{title}-{name}", metadata, key) == name


@given(
    st.dictionaries(
        st.text(max_size=5), st.sampled_from(["a", "A", "á", "a\u0301", "b/c", "B/C", "d"])
    )
)
def test_no_two_stories_have_one_name_whatever_their_order(wanted: dict[str, str]) -> None:
    found = settled(wanted.items())
    assert len({same_file(name) for name in found.values()}) == len(wanted)
    mixed = list(wanted.items())
    random.Random(7).shuffle(mixed)  # noqa: S311 - no secret
    assert settled(mixed) == found


def test_a_story_called_like_the_mark_of_another_loses_nothing() -> None:
    wanted = {"k1": "a", "k2": "A", "k3": with_mark("a", "k1")}
    found = settled(wanted.items())
    assert found["k3"] == wanted["k3"]
    assert len({same_file(name) for name in found.values()}) == 3


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("a/b.txt", "b"),
        ("a.zip!x/y.epub", "y"),
        ("a/folder/", "folder"),
        ("a/.hidden", ".hidden"),
        ("v1.2 draft", "v1.2 draft"),
    ],
)
def test_the_stem_of_a_key(key: str, stem: str) -> None:
    assert stem_of(key) == stem

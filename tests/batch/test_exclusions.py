"""Stories left out by name: keys, numbers, addresses."""

from __future__ import annotations

import pytest

from packager.batch.exclusions import read_exclusions
from packager.batch.task import Candidate, Place
from packager.book.metadata import Metadata

MEMBER = "epub/q/quill_feather-26190/the_lamp-2891.epub"
LAMP = Candidate(
    f"shelf/fimfarchive.zip!{MEMBER}",
    1,
    "x",
    Place("/d/fimfarchive.zip", MEMBER, (1, 2)),
    Metadata(source="https://www.fimfiction.net/story/2891/the-lamp"),
)


@pytest.mark.parametrize(
    "line",
    [
        "2891\n",
        "\ufeff2891",
        "author 26190",
        "https://www.fimfiction.net/user/26190/Quill-Feather",
        "http://fimfiction.net/story/2891",
        "https://www.fimfiction.net/story/2891/3/the-lamp?view=all",
        f"shelf/fimfarchive.zip!{MEMBER}",
        MEMBER,
        "/d/fimfarchive.zip",
        "shelf/",
        "shelf/fimfarchive.zip!",
    ],
)
def test_a_story_is_left_out(line: str) -> None:
    assert read_exclusions(["# opted out", "", line]).holds(LAMP)


@pytest.mark.parametrize(
    "line",
    ["289", "26190", "author 2891", "#2891", "the_lamp", "https://www.fimfiction.net/story/28",
     "she", "shelf"],
)  # fmt: skip
def test_another_story_is_not(line: str) -> None:
    assert not read_exclusions([line]).holds(LAMP)


def test_an_address_of_any_site_that_the_text_says_itself() -> None:
    found = read_exclusions(["https://archiveofourown.org/works/77/"])
    assert found.names_address("http://archiveofourown.org/works/77")
    assert not found.names_address("http://archiveofourown.org/works/7")
    assert not found.names_address("")

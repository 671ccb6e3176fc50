"""Whether a folder is one story, by the names in it."""

from __future__ import annotations

import pytest

from packager.batch.story_folder import is_one_story, tells_about


@pytest.mark.parametrize(
    "names",
    [
        ["META-INF", "OEBPS", "mimetype"],
        ["content.opf", "ch1.xhtml"],
        ["book.toml", "src"],
        ["_posts", "index.md"],
        ["SUMMARY.md", "a.md", "b.md"],
        ["cover.jpg", "lamp.md", "gull.md"],
        ["01-lamp.md", "02-gull.md", "readme.md"],
        ["Chapter 1.txt", "Chapter 2.txt", "Prologue.txt"],
        ["lamp-meta.md", "lamp.md"],
    ],
)
def test_one_story(names: list[str]) -> None:
    assert is_one_story(names)


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["lamp.txt"],
        ["lamp.txt", "cover.jpg"],
        ["lamp.txt", "gull.txt"],
        ["01.txt", "02.md"],
        ["1.epub", "2.epub", "cover.jpg"],
        ["1000 lamps.txt", "gull.txt"],
        ["parting.txt", "chariot.txt"],
    ],
)
def test_none_or_many(names: list[str]) -> None:
    assert not is_one_story(names)


def test_files_that_tell_about_stories() -> None:
    assert tells_about("a/README.md")
    assert not tells_about("a/lamp.md")

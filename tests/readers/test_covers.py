"""Covers a source names, and covers beside it."""

from __future__ import annotations

import pytest

from packager.diagnostics import Code, Report, Where
from packager.readers.covers import cover_beside, named_cover
from packager.sources.source import Source, UnsafePath


def source(*there: str, name: str = "tale.txt", unsafe: tuple[str, ...] = ()) -> Source:
    def neighbour(path: str) -> bytes | None:
        if path in unsafe:
            raise UnsafePath("it leads out of the story's own folder")
        return path.encode() if path in there else None

    return Source(name=name, data=b"x", neighbour=neighbour)


def test_a_named_cover_is_read_as_it_is() -> None:
    report = Report()
    found = named_cover(source("a.png"), "a.png", Where("tale.txt", 3), report)
    assert found is not None
    assert (found.id, found.data, found.media_type) == (
        "cover",
        b"a.png",
        "application/octet-stream",
    )
    assert report.diagnostics == []


@pytest.mark.parametrize(
    ("path", "code"), [("b.png", Code.COVER_NOT_FOUND), ("../a.png", Code.COVER_OUTSIDE)]
)
def test_a_cover_that_can_not_be_read_is_said(path: str, code: Code) -> None:
    report = Report()
    assert named_cover(source(unsafe=("../a.png",)), path, Where("tale.txt", 3), report) is None
    (found,) = report.diagnostics
    assert (found.code, str(found.where), bool(found.hint)) == (code, "tale.txt:3", True)


@pytest.mark.parametrize(
    "name", ["tale.jpg", "tale.webp", "cover.png", "images/cover.gif", "tale-cover.jpeg"]
)
def test_a_picture_beside_the_story_is_its_cover_by_its_name(name: str) -> None:
    report = Report()
    found = cover_beside(source(name, "other.jpg"), report)
    assert found is not None
    assert found.data == name.encode()
    (said,) = report.diagnostics
    assert said.code is Code.COVER_BESIDE
    assert name in said.message


def test_the_storys_own_name_wins() -> None:
    found = cover_beside(source("images/cover.jpg", "cover.jpg", "tale.png"), Report())
    assert found is not None
    assert found.data == b"tale.png"


def test_a_picture_that_is_not_safe_is_passed_over() -> None:
    report = Report()
    found = cover_beside(source("cover.jpg", unsafe=("tale.jpg",)), report)
    assert found is not None
    assert found.data == b"cover.jpg"


def test_without_a_picture_nothing_is_said() -> None:
    report = Report()
    assert cover_beside(source("story.jpg"), report) is None
    assert report.diagnostics == []

"""The full stop behind every heading of old printers."""

from __future__ import annotations

from packager.book.section import Role
from packager.readers.assembly import Found
from packager.readers.headings.stops import without_stops


def titles(*said: str) -> list[str]:
    found = [Found(role=Role.CHAPTER, number=n, title=one) for n, one in enumerate(said, 1)]
    return [one.title for one in without_stops(found)]


def test_a_stop_behind_every_title_is_ornament() -> None:
    assert titles("The Fog.", "The Bell.", "") == ["The Fog", "The Bell", ""]


def test_a_stop_behind_one_title_is_the_author_s() -> None:
    assert titles("The Fog.", "The Bell") == ["The Fog.", "The Bell"]
    assert titles("The Fog.") == ["The Fog."]


def test_an_abbreviation_and_an_ellipsis_keep_theirs() -> None:
    assert titles("The Fog.", "Miss Low and Co.") == ["The Fog", "Miss Low and Co."]
    assert titles("The Fog.", "And then...") == ["The Fog.", "And then..."]

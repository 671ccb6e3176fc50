"""Running heads stay within a line."""

from __future__ import annotations

import pytest

from packager.writers.pdf.running_head import ROOM, running_head


def test_a_short_title_is_its_own_head() -> None:
    assert running_head("  The House\n at Low Water ") == "The House at Low Water"


def test_a_long_title_is_cut_between_words() -> None:
    head = running_head("The " + "very, " * 30 + "long title")
    assert head.endswith("very…")
    assert len(head) <= ROOM


@pytest.mark.parametrize(("title", "room"), [("X" * 200, ROOM), ("漢" * 200, ROOM // 2)])
def test_a_title_without_spaces_is_cut_where_it_is_full(title: str, room: int) -> None:
    assert running_head(title) == title[: room - 1] + "…"


def test_marks_take_no_room() -> None:
    assert running_head("e\u0301" * ROOM) == "e\u0301" * ROOM

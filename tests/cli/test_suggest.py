"""Did you mean."""

from __future__ import annotations

from packager.cli.suggest import did_you_mean, nearest

PLACES = ("appendix", "chapter-end", "both", "drop")


def test_a_slip_of_the_hand_is_understood() -> None:
    assert nearest("apendix", PLACES) == "appendix"
    assert nearest("CHAPTEREND", PLACES) == "chapter-end"


def test_a_beginning_is_understood_when_only_one_name_begins_so() -> None:
    assert nearest("app", PLACES) == "appendix"
    assert nearest("b", ("both", "back")) == ""


def test_nothing_near_gives_the_other_hint() -> None:
    assert did_you_mean("xyzzy", PLACES, "one of four") == "one of four"
    assert did_you_mean("botth", PLACES, "one of four") == "did you mean both?"
    assert nearest("", PLACES) == ""

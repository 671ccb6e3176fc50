"""When messages are coloured, and what each verbosity lets through."""

from __future__ import annotations

import sys
from io import StringIO

import pytest

from packager.cli.console import Colors, Console, Verbosity
from packager.diagnostics import Severity


class Terminal(StringIO):
    """A stream somebody watches."""

    def isatty(self) -> bool:
        """Say that somebody does."""
        return True


class Full(StringIO):
    """A stream on a full disk."""

    def write(self, text: str, /) -> int:
        """Fail."""
        del text
        raise OSError(28, "No space left on device")


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.mark.parametrize(
    ("colors", "settings", "watched", "colored"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_colour_follows_the_option_then_the_environment_then_the_terminal(
    *,
    colors: Colors,
    settings: dict[str, str],
    watched: bool,
    colored: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal() if watched else StringIO())
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    console = Console(colors=colors)
    assert console.colored is colored
    assert console.dress("error", "error") == ("\x1b[1;31merror\x1b[0m" if colored else "error")


@pytest.mark.parametrize(
    ("verbosity", "shown"),
    [
        ("quiet", {Severity.ERROR}),
        ("normal", {Severity.ERROR, Severity.WARNING, Severity.NOTE}),
        ("verbose", set(Severity)),
    ],
)
def test_verbosity_decides_what_is_shown(verbosity: Verbosity, shown: set[Severity]) -> None:
    console = Console(verbosity=verbosity)
    assert {severity for severity in Severity if console.shows(severity)} == shown


def test_progress_is_only_for_a_person_who_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert Console().animated
    assert not Console(verbosity="quiet").animated
    monkeypatch.setenv("CI", "true")
    assert not Console().animated
    monkeypatch.delenv("CI")
    monkeypatch.setattr(sys, "stderr", None)
    assert not Console().animated


def test_a_full_disk_below_the_messages_does_not_stop_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    Console().say("lost")

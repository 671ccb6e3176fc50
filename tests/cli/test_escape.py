"""What is shown can't steer the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.cli.escape import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The Lamp on Gull Rock", "The Lamp on Gull Rock"),
        ("Щукин — 日本 🎉", "Щукин — 日本 🎉"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("two\nlines", "two\\nlines"),
        ("txt.\u202efdp", "txt.\\u202efdp"),
        ("\u2066isolate\u2069", "\\u2066isolate\\u2069"),
        ("\x9b2J", "\\x9b2J"),
        ("caf\udce9.txt", "caf\\xe9.txt"),
        ("half \ud83d", "half \\ud83d"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
    ],
)
def test_what_steers_is_escaped_and_the_rest_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters(codec=None)))
def test_nothing_unseen_is_left(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert {c for c in shown if unicodedata.category(c) in unseen} <= {"\u200c", "\u200d"}

"""Emphasis without a parser: the same as with one, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.book.inlines import Emphasis, Inlines, Strong
from packager.diagnostics import Report
from packager.readers.left_out import LeftOut
from packager.readers.markdown.emphasis import simply_emphasised
from packager.readers.markdown.inlines import InlineTokens
from packager.readers.markdown.parser import parser
from packager.readers.markup.pictures import Pictures
from packager.sources.source import from_bytes

BITS = (
    "*", "*", "**", "***", "_", "__", "___", " ", " ", "a", "b c", "word", ".", "“", "”", "\n", "é",
    "語", "\u00a0", "\u2003", "!", "(", ")", "—", "'", "☆", "€", "1",
)  # fmt: skip


def parsed(text: str) -> Inlines:
    tokens: list[object] = []
    md = parser()
    md.inline.parse(text, md, {}, tokens)  # type: ignore[arg-type]
    reader = InlineTokens("", Pictures(from_bytes("x.md", b""), Report()), LeftOut())
    return reader.read(tokens)  # type: ignore[arg-type]


@given(st.lists(st.sampled_from(BITS), min_size=1, max_size=14).map("".join))
@settings(max_examples=600)
def test_simple_emphasis_is_what_the_parser_finds(text: str) -> None:
    simple = simply_emphasised(text.strip())
    if simple is not None:
        assert simple == parsed(text.strip())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plain.", ("Plain.",)),
        ("*Why?*", (Emphasis(("Why?",)),)),
        ("“*Why?*” he said.", ("“", Emphasis(("Why?",)), "” he said.")),
        ("un*real*istic", ("un", Emphasis(("real",)), "istic")),
        ("a **b** _c_", ("a ", Strong(("b",)), " ", Emphasis(("c",)))),
        ("***a***", (Emphasis((Strong(("a",)),)),)),
        ("*one\ntwo*", (Emphasis(("one two",)),)),
    ],
)
def test_simple_emphasis_is_read_at_once(text: str, expected: Inlines) -> None:
    assert simply_emphasised(text) == expected


@pytest.mark.parametrize(
    "text",
    ["*a", "*a*_b_", "snake_case", "*a **b** c*", "\\*a\\*", "`*a*`", "[a](b)", "a  \nb", "&amp;"],
)
def test_what_is_not_simple_is_left_to_the_parser(text: str) -> None:
    assert simply_emphasised(text) is None

"""Pieces: a text taken apart is what the parser makes of it as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import BlockQuote, ListBlock, Paragraph, Preformatted, SceneBreak
from packager.book.walk import text_of
from packager.diagnostics import Report
from packager.readers.markdown import reading as reading_module
from packager.readers.markdown.document import Document
from packager.readers.markdown.pieces import parse_whole, split
from packager.readers.markdown.reading import MarkdownReading
from packager.sources.source import from_bytes

LINES = (
    "It snowed.", "more words here", "  two spaces", "   three", "    four", "\ttab", "- item",
    "* item", "+ item", "1. one", "2) two", "10. ten", "> quote", ">> deep", "> - list", "# Head",
    "## Sub *x*", "#", "###", "***", "* * *", "---", "===", "-", "*", "~~~", "```", "``` py",
    "~~~~", "`code`", "`open", "*em*", "**strong**", "*a **b***", "_under_", "__two__",
    "***both***", "snake_x", "[link](http://a.b)", "[ref]", "[ref]: http://x.y 'title'", "[ref]:",
    "http://dest", "[^1]", "[^1]: note", "    more note", "^[inline]", "<div>", "</div>",
    "<b>x</b>", "<!-- open", "-->", "<!-- one -->", "<pre>", "</pre>", "<script>", "</script>",
    "<?php", "?>", "| a | b |", "|---|---|", "| verse", "|  more verse", "a | b", "--|--",
    "::: note", ":::", ":::: {.x}", "::::", "hard  ", "hard\\", "&amp; x", "a & b", "\\* star",
    "![i](x.png)", "{.cls}", "para {#id}", "![i](x.png){width=3}", "[small]{.sc}", "~~gone~~", "~",
    "日本", "語です", "“Quoted”", "end*", "*start", "\u00a0", "\u3000", "  - nested", "    - deep",
    "1986\\. A", "1986. B", "<https://a.b>", "Term", ": definition", "Chapter Two", "[TOC]",
)  # fmt: skip

lines = st.tuples(
    st.sampled_from(["", "", "", "", "> ", "- ", "  ", "    "]),
    st.sampled_from(LINES),
    st.sampled_from(["", "", "", "", " ", "  ", "\t", " and *more*", "_"]),
    st.sampled_from(["\n", "\n", "\n\n", "\n\n", "\n \n", "\n\n\n"]),
)
texts = st.lists(lines.map("".join), min_size=1, max_size=14).map("".join)


def document(text: str) -> Document:
    return MarkdownReading(from_bytes("story.md", b""), Report()).document(text)


def whole(text: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    with monkeypatch.context() as patched:
        patched.setattr(reading_module, "split", parse_whole)
        return document(text)


@given(texts)
def test_a_text_in_pieces_is_read_as_the_parser_reads_it_whole(text: str) -> None:
    with pytest.MonkeyPatch.context() as patched:
        assert document(text) == whole(text, patched)


@pytest.mark.parametrize(
    "text",
    [
        "- a\n\nb\n\n  c\n\n- d",
        "1. a\n\n   b\n\n   - c\n\n     d\n\ne",
        "```\n\na\n\n# b\n\n```\n\nc",
        "~~~~\na\n\n~~~\n\nb\n\n~~~~\n\nc",
        "``` never closed\n\na\n\n*b*\n\n``` nor this\n\nc",
        "<!-- a\n\nb\n\nc --> d\n\ne",
        "<div>\n\n*a*\n\n</div>\n\nb",
        "<pre>\n\na\n\n</pre>\n\nb",
        "[a]\n\nb\n\n[a]: http://x.y",
        "> a\nb\n\nc",
        "    a\n\n    b\n\n   c\n\n\td",
        "a\n===\n\nb\n-\n\nc",
        "::: x\n\na\n\n::: y\n\nb\n\n:::\n\nc\n\n:::\n\nd",
        "::: x\n\na\n\nb",
        "[^1]\n\n[^1]: a\n\n    b\n\nc",
        "a | b\n--|--\n1 | 2\n\nc",
    ],
)
def test_what_reaches_over_blank_lines_is_kept_together(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert document(text) == whole(text, monkeypatch)


def kinds(text: str) -> list[str]:
    env: dict[str, Any] = {}
    return [piece.kind for piece in split(text, env)]


def test_plain_paragraphs_headings_and_ornament_are_never_parsed() -> None:
    text = "# One\n\nIt snowed,\nall day.\n\n* * *\n\n“No.”\n\n  Two spaces.\n\n*Why?*"
    assert kinds(text) == ["heading", "text", "ornament", "text", "text", "inlines"]


def test_lines_of_a_paragraph_are_joined_by_a_space_but_ideographs_are_not() -> None:
    assert text_of(tuple(document("It\nsnowed \n  all day.").blocks)) == "It snowed all day."
    assert text_of(tuple(document("雪が\n降った。").blocks)) == "雪が降った。"
    assert text_of(tuple(document("*雪が\n降った*。").blocks)) == "雪が降った。"


@pytest.mark.parametrize(
    "mark", ["***", "* * *", "---", "~~~", "#", "⁂", "-----", "~ * ~", "xXx", "===", "###"]
)
def test_a_line_of_ornament_between_blank_lines_parts_scenes(mark: str) -> None:
    assert document(f"One.\n\n{mark}\n\nTwo.").blocks == [
        Paragraph(("One.",)),
        SceneBreak(mark),
        Paragraph(("Two.",)),
    ]


def test_a_fence_nobody_closes_is_text() -> None:
    blocks = document("One.\n\n```\n\nTwo.\n\n*Three.*").blocks
    assert [type(block) for block in blocks] == [Paragraph] * 4
    assert not any(isinstance(block, Preformatted) for block in blocks)


def test_quotations_and_lists_nested_beyond_reason_lose_no_word() -> None:
    deep = document("> " * 500 + "word\n\n" + "- " * 500 + "item").blocks
    assert [type(block) for block in deep] == [BlockQuote, ListBlock]
    assert text_of(tuple(deep)) == "word\nitem"


def test_each_block_knows_its_line() -> None:
    text = "\n# One\n\nIt\nsnowed.\n\n\n- a\n- b\n\n  c\n\n```\nx\n\n```\n\n> d\n"
    assert document(text).lines == [2, 4, 8, 13, 18]

"""Pages cut at the marks that stand in them."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from packager.readers.html.page_cuts import cut_at
from packager.readers.html.page_nodes import words_of


def pieces(html: str) -> list[tuple[str, str]]:
    body = LexborHTMLParser(html).body
    assert body is not None
    return [
        (words_of(piece.mark), " ".join(filter(None, map(words_of, piece.nodes))))
        for piece in cut_at(body, body.css("h2"))
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("a<p>b</p>", [("", "a b")]),
        ("a<h2>1</h2>b<h2>2</h2>", [("", "a"), ("1", "b"), ("2", "")]),
        ("<div>a<div>b<h2>1</h2>c</div>d</div>e", [("", "a b"), ("1", "c d e")]),
        ("<i>a<h2>1</h2><p>b</p></i><h2>2</h2>c", [("", "a"), ("1", "b"), ("2", "c")]),
    ],
)
def test_elements_around_a_mark_are_opened(html: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(html) == expected


def test_many_marks_in_deep_wrappers_take_linear_time() -> None:
    html = "<div>" * 200 + "<h2>x</h2><p>y</p>" * 20_000
    assert len(pieces(html)) == 20_001

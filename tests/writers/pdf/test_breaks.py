"""Runs wider than a page get places to break; prose gets none."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from packager.writers.pdf.breaks import (
    LONG,
    MAX_BREAKS,
    PIECE,
    ROW,
    ROW_END,
    SPACE,
    break_points,
    open_long_runs,
)


def pieces(text: str) -> list[str]:
    places = [0, *(place for place, _ in break_points(text)), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    "text",
    [
        "." * 300,
        ". " * 60,
        "_" * 120,
        "—" * 120,
        "-" * 120,
        "NO" + "O" * 80 + "!!!",
        "two\u00a0words" * 20,
        "https://example.org/" + "abcdefgh/" * 20,
        "ー" * 80,
    ],
)
def test_a_long_run_falls_into_pieces(text: str) -> None:
    assert max(len(piece) for piece in pieces(text)) <= PIECE
    assert "".join(pieces(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A word of nineteen—characters, and “quotes” (in brackets); and so on. " * 40,
        "Rechtsschutzversicherungsgesellschaften",
        "漢字とかなが続く文章は、どこでも折り返せる。" * 20,
        "한국어 문장은 음절마다 나눌 수 있다" * 20,
        "x" * LONG,
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert break_points(text) == []


def test_an_address_breaks_after_its_separators() -> None:
    address = "https://example.org/stories/41/chapters/7"
    assert [piece[-1] for piece in pieces(address)[:-1]] == ["/"]


@pytest.mark.parametrize(
    "cluster",
    ["e\u0301\u0302\u0316", "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea",
     "\U0001f44b\U0001f3fd", "\u1112\u1161\u11ab", "क्ष"],
)  # fmt: skip
def test_letters_are_not_parted_from_their_marks(cluster: str) -> None:
    found = pieces(cluster * (3 * LONG))
    assert len(found) > 1
    assert all(len(piece) % len(cluster) == 0 for piece in found)


def test_an_endless_row_ends_now_and_then() -> None:
    ends = [number for number, (_, what) in enumerate(break_points("." * 9000)) if what == ROW_END]
    assert ends == [*range(ROW - 1, 9000 // PIECE, ROW)]


def test_time_grows_with_the_length_alone() -> None:
    def seconds(length: int) -> float:
        start = time.process_time()
        break_points("x" * length)
        return time.process_time() - start

    assert seconds(400_000) < 12 * max(seconds(100_000), 0.01)


@given(st.lists(st.text("ab.-— \u00a0_é漢\u0301", max_size=90), min_size=1, max_size=5))
def test_nothing_but_break_opportunities_is_added(texts: list[str]) -> None:
    body = etree.Element("body")
    paragraph = etree.SubElement(body, "p")
    paragraph.text = texts[0]
    for text in texts[1:]:
        etree.SubElement(paragraph, "em").text = text
        paragraph[-1].tail = text
    before = "".join(body.itertext())
    open_long_runs(body)
    assert "".join(body.itertext()).replace(SPACE, "") == before


def test_a_run_goes_on_through_emphasis() -> None:
    body = etree.fromstring(
        "<body><p>" + "a" * 20 + "<em>" + "b" * 20 + "</em>" + "c" * 20 + "</p></body>"
    )
    assert open_long_runs(body).breaks == 2
    assert (
        "".join(body.itertext())
        == "a" * 20 + "b" * 4 + SPACE + "b" * 16 + "c" * 8 + SPACE + "c" * 12
    )


def test_a_run_ends_with_its_paragraph() -> None:
    body = etree.fromstring("<body>" + ("<p>" + "a" * 30 + "</p>") * 5 + "</body>")
    assert open_long_runs(body).breaks == 0


def test_rows_of_line_breaks_are_shortened_and_their_text_kept() -> None:
    body = etree.fromstring("<body><p>a" + "<br/>" * 50 + "b<br/>c<br/></p></body>")
    assert open_long_runs(body).shortened == 50 - MAX_BREAKS
    assert len(list(body.iter("br"))) == MAX_BREAKS + 2
    assert "".join(body.itertext()) == "abc"

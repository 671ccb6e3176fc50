"""Tags that nest too deep are taken away in time that does not grow with their depth."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from packager.diagnostics import Code, Report, Where
from packager.readers.markup.nesting import tamed
from packager.readers.markup.tree import parse_html, visible_text

HOSTILE = {
    "div": "<div>" * 20_000 + "word",
    "closed div": "<div>" * 20_000 + "word" + "</div>" * 20_000,
    "list": "<ul><li>word " * 20_000,
    "font": "".join(f"<font color={n}><p>word " for n in range(5000)),
    "font in p": "".join(f"<p><font color={n}>word </p>" for n in range(5000)),
    "stray ends": "<span>" * 20_000 + "</div>" * 20_000 + "word",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">word",
    "roots": "".join(f"<html a{n}=1>" for n in range(20_000)) + "word",
    "comments": "<!--" * 100_000,
    "formatting": "".join(f"<b class=c{n}>" for n in range(12)) + "<p>word" * 100_000,
}

SOUP = st.lists(
    st.sampled_from(
        [
            "<div>", "</div>", "<font color=1>", "</font>", "<p>", "</p>", "word ", "<!--", "-->",
            "<b>", "</b>", "<table>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<br/>",
            "<i x=1>",             "</i>", "<script>", "</script>", "<a href=x>", "</a>",
        ]
    ),
    max_size=400,
)  # fmt: skip


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_is_read_at_once_and_keeps_its_words(html: str) -> None:
    start = time.process_time()
    root = parse_html(html, Where("x"), Report())
    found = visible_text(root).count("word")
    assert time.process_time() - start < 3
    assert found == html.count("word")


def test_what_was_taken_away_is_said() -> None:
    report = Report()
    parse_html(HOSTILE["div"], Where("x"), report)
    assert [one.code for one in report.diagnostics] == [Code.MARKUP_MENDED]


def test_a_story_is_left_as_it_is() -> None:
    text = "<div><p>a <i>b</i></p><br><hr></div>" * 500 + "<p>left <b>open" * 5
    assert tamed(text) == (text, 0)


def test_comments_and_scripts_only_look_wild() -> None:
    text = "<!-- <div> -->" * 500 + "<script>" + "'<div>'" * 500 + "</script><p>x</p>"
    assert tamed(text) == (text, 0)


@given(SOUP)
def test_no_word_and_no_order_is_changed(tags: list[str]) -> None:
    html = "".join(f"{tag[:-1]}{n} " if tag == "word " else tag for n, tag in enumerate(tags))
    plain = LexborHTMLParser(html).root
    assert plain is not None
    tame, _ = tamed(html * 2)
    twice = LexborHTMLParser(html * 2).root
    assert twice is not None
    assert sorted(visible_text(parse_html(tame, Where("x"), Report())).split()) == sorted(
        visible_text(twice).split()
    )

"""CSS that old engines refuse is left out, and the bundled themes have none."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.diagnostics import Code, Report
from packager.publication.publication import Stylesheet
from packager.themes.library import themes
from packager.writers.epub.fitting import fit
from packager.writers.epub.plain_css import plain_css
from tests.support.tide import tide

REFUSED = [
    ("p { width: calc(1px + 2%); color: red; }", "p { color: red; }", "width: calc(1px + 2%)"),
    ("p { color: red; width: MIN(1px, 2%) }", "p { color: red;}", "width: MIN(1px, 2%)"),
    (":root { --x: 1px; margin: 0; }", ":root { margin: 0; }", "--x: 1px"),
    ("p { margin: var(--x); }", "p {}", "margin: var(--x)"),
    ("p { display: flex; }", "p {}", "display: flex"),
    ("p { display: inline-grid; }", "p {}", "display: inline-grid"),
    ("img { aspect-ratio: 2 / 3; width: 1em; }", "img { width: 1em; }", "aspect-ratio: 2 / 3"),
    ("a { } p:is(.a, .b) { margin: 0; } b { }", "a { } b { }", "p:is(.a, .b)"),
    (
        "@supports (x: y) { p { margin: 0; } q { } } b { }",
        " b { }",
        "@supports (x: y)",
    ),
    ("@layer a, b; b { }", " b { }", "@layer a, b"),
]


@pytest.mark.parametrize(("css", "plain", "said"), REFUSED)
def test_what_is_refused_is_left_out(css: str, plain: str, said: str) -> None:
    made, dropped = plain_css(css)
    assert "".join(made.split()) == "".join(plain.split())
    assert dropped == (said,)


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: 0 }",
        'p::before { content: "calc"; }',
        "/* no calc here */ p { margin: 0; }",
        "@media print and (min-width: 10em) { p { margin: 0; } }",
        "p { hyphens: auto; background: url(var.png); }",
    ],
)
def test_what_is_plain_comes_back_as_it_is(css: str) -> None:
    assert plain_css(css)[0] is css


def test_words_in_strings_and_comments_refuse_nothing() -> None:
    css = 'p::before { content: "; width: calc(1px); }"; } /* b { width: var(--x); } */ i { }'
    assert plain_css(css) == (css, ())


@given(st.text(st.sampled_from("p{};:\"'/*\\ -@") | st.characters()).map(lambda s: f"{s} calc("))
def test_any_text_comes_to_an_end_and_to_the_same_again(css: str) -> None:
    made, _ = plain_css(css)
    assert len(made) <= len(css)


@pytest.mark.parametrize("unit", ["{", "}", '"', "/*", "p{a:calc(1)}", ":is(", "a:b;", "a", ":"])
def test_time_is_linear_in_the_length_of_the_stylesheet(unit: str) -> None:
    def seconds(count: int) -> float:
        taken = []
        for _ in range(3):
            start = time.process_time()
            plain_css(unit * count + "p{width:calc(1px)}")
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(64_000) < 40 * max(seconds(4_000), 0.002)


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_a_bundled_theme_is_plain_already(theme: object) -> None:
    for css in (theme.text_css, theme.epub_css):  # type: ignore[attr-defined]
        assert plain_css(css) == (css, ())


def test_the_user_is_told_and_apple_gets_it_all() -> None:
    modern = Stylesheet(media="all", css="p { width: calc(1px); margin: var(--m); }")
    paper = Stylesheet(media="print", css="p { width: calc(1px); }")
    publication = replace(tide(), stylesheets=(modern, paper))
    report = Report()
    assert fit(publication, report).stylesheets[1] is paper
    assert [(found.code, found.message) for found in report.diagnostics] == [
        (
            Code.STYLE_REFUSED,
            "CSS that old reading systems refuse was left out: width: calc(1px) and 1 more",
        )
    ]
    assert fit(replace(publication, profile="apple"), report).stylesheets == (modern, paper)

"""Spans around sentences and pictures: where they stand, and that nothing else changes."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from packager.writers.kepub.sentences import rules_for
from packager.writers.kepub.spans import COLUMNS, COLUMNS_END, with_spans
from tests.support.publications import element

SPAN = re.compile(r'<span class="koboSpan" id="kobo\.(\d+\.\d+)">')


def spanned(body: str, language: str = "en") -> str:
    """The body with its spans as ``[1.2 text]``, without Kobo's columns."""
    found = with_spans(body, rules_for(language))
    assert found.startswith(COLUMNS)
    assert found.endswith(COLUMNS_END)
    _is_the_same(body, found)
    inner = found.removeprefix(COLUMNS).removesuffix(COLUMNS_END)
    return _bracketed(inner)


def _bracketed(body: str) -> str:
    """Spans of Kobo in brackets; the end that belongs to each is found by counting."""
    out: list[str] = []
    open_spans: list[bool] = []
    for piece in re.split(r"(</?span[^>]*>)", body):
        mark = SPAN.fullmatch(piece)
        if piece.startswith("<span"):
            open_spans.append(mark is not None)
            out.append(f"[{mark[1]} " if mark else piece)
        elif piece == "</span>":
            out.append("]" if open_spans.pop() else piece)
        else:
            out.append(piece)
    assert not open_spans
    return "".join(out)


def _is_the_same(before: str, after: str) -> None:
    """The text is the same to the character, and so is every element that is not Kobo's."""
    old, new = element(before), element(after)
    assert "".join(new.itertext()) == "".join(old.itertext())
    assert list(_elements(old)) == list(_elements(new))
    ids = [found.get("id") for found in new.iter() if found.get("id")]
    assert len(ids) == len(set(ids))


def _elements(body: etree._Element) -> Iterator[tuple[str, dict[str, str]]]:
    for found in body.iter(etree.Element):
        kobo = found.get("class") == "koboSpan" or found.get("id") in {"book-columns", "book-inner"}
        if not kobo:
            yield str(found.tag), {str(name): str(value) for name, value in found.attrib.items()}


CASES = [
    ("<p>One. Two.</p>\n<p>Three.</p>", "<p>[1.1 One. ][1.2 Two.]</p>\n<p>[2.1 Three.]</p>"),
    (
        '<h1 id="a">A title</h1>\n<p>It was <em>very. Very</em> late.</p>',
        (
            '<h1 id="a">[1.1 A title]</h1>\n'
            "<p>[2.1 It was ]<em>[2.2 very. ][2.3 Very]</em>[2.4  late.]</p>"
        ),
    ),
    ("<p><em>A</em> <b>B</b></p>", "<p><em>[1.1 A]</em>[1.2  ]<b>[1.3 B]</b></p>"),
    ("<p>A<br/>\nB</p>", "<p>[1.1 A]<br/>[1.2 \nB]</p>"),
    (
        '<p>See <a href="#x" epub:type="noteref">1</a>.</p>',
        '<p>[1.1 See ]<a href="#x" epub:type="noteref">[1.2 1]</a>[1.3 .]</p>',
    ),
    (
        "<ul>\n<li>\n<p>One</p>\n</li>\n<li>Two</li>\n</ul>",
        "<ul>\n<li>\n<p>[1.1 One]</p>\n</li>\n<li>[1.2 Two]</li>\n</ul>",
    ),
    (
        "<table>\n<tbody>\n<tr><th>A</th> <td><p>Be. See.</p></td></tr>\n</tbody>\n</table>",
        (
            "<table>\n<tbody>\n<tr><th>[1.1 A]</th> <td><p>[2.1 Be. ][2.2 See.]</p></td></tr>\n"
            "</tbody>\n</table>"
        ),
    ),
    (
        '<figure>\n<img src="a.png" alt="A. B."/>\n<figcaption>It. Is.</figcaption>\n</figure>',
        (
            '<figure>\n[1.1 <img src="a.png" alt="A. B."/>]\n'
            "<figcaption>[1.2 It. ][1.3 Is.]</figcaption>\n</figure>"
        ),
    ),
    (
        '<p>A <img src="a.png" alt="x &gt; y > z"/> b.</p>',
        '<p>[1.1 A ][2.1 <img src="a.png" alt="x &gt; y > z"/>][2.2  b.]</p>',
    ),
    ("<pre>One. Two.\n<b>Three</b></pre>", "<pre>One. Two.\n<b>Three</b></pre>"),
    (
        (
            '<svg xmlns="http://www.w3.org/2000/svg"><g><text>A. B.</text><svg/><svg><a/></svg></g>'
            "</svg><p>C</p>"
        ),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"><g><text>A. B.</text><svg/><svg><a/></svg></g>'
            "</svg><p>[1.1 C]</p>"
        ),
    ),
    (
        '<p>A <math xmlns="urn:m"><mi>x.</mi> <mi>Y</mi></math>.</p>',
        '<p>[1.1 A ]<math xmlns="urn:m"><mi>x.</mi> <mi>Y</mi></math>[1.2 .]</p>',
    ),
    (
        "<p>彼は<ruby>走<rt>はし</rt></ruby>った。</p>",
        "<p>[1.1 彼は][1.2 <ruby>走<rt>はし</rt></ruby>][1.3 った。]</p>",
    ),
    ("<p>A &amp; B &lt;c&gt;. Then</p>", "<p>[1.1 A &amp; B &lt;c&gt;. ][1.2 Then]</p>"),
    ("<p>A<!-- no. No --> b</p>", "<p>[1.1 A]<!-- no. No -->[1.2  b]</p>"),
    ('<p><span class="x">See. Do</span></p>', '<p><span class="x">[1.1 See. ][1.2 Do]</span></p>'),
    ("<p></p><p/><hr/><p>A</p>", "<p></p><p/><hr/><p>[1.1 A]</p>"),
    ("A loose text. Here<p>B</p>", "[1.1 A loose text. ][1.2 Here]<p>[2.1 B]</p>"),
    ("", ""),
]


@pytest.mark.parametrize(("body", "marked"), CASES)
def test_a_span_is_around_each_sentence_and_picture(body: str, marked: str) -> None:
    assert spanned(body) == marked


def test_a_semicolon_of_a_reference_asks_nothing_in_greek() -> None:
    assert spanned("<p>A &amp; Β; Γ</p>", "el") == "<p>[1.1 A &amp; Β; ][1.2 Γ]</p>"


def test_an_id_that_is_taken_is_left_out() -> None:
    body = '<p id="kobo.1.2">One. Two. Three.</p>'
    assert spanned(body) == '<p id="kobo.1.2">[1.1 One. ][1.3 Two. ][1.4 Three.]</p>'


_TEXT = st.text(st.sampled_from("aB .!?“”\n&<>。") | st.characters(codec="utf-8"), max_size=12).map(
    lambda text: (
        re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )
)
_INLINE = st.recursive(
    _TEXT | st.sampled_from(["<br/>", '<img src="a.png" alt=""/>', "<ruby>a<rt>b. C</rt></ruby>"]),
    lambda inner: st.tuples(
        st.sampled_from(["em", "a", "span", "code"]), st.lists(inner, max_size=3)
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_leaves=8,
)
_BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(["p", "h2", "pre", "div", "blockquote"]), st.lists(_INLINE, max_size=4)
    ).map(lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"),
    max_size=5,
).map("\n".join)


@given(_BLOCKS)
def test_any_document_keeps_its_text_and_elements(body: str) -> None:
    spanned(body)


@given(_BLOCKS)
def test_no_text_but_that_of_whole_elements_is_outside_a_span(body: str) -> None:
    made = element(with_spans(body, rules_for("en")))
    for found in made.iter(etree.Element):
        whole = any(
            above.tag.rpartition("}")[2] in {"pre", "ruby"} or above.get("class") == "koboSpan"
            for above in (found, *found.iterancestors())
        )
        if not whole:
            assert not (found.text or "").strip()
        if not whole or found.get("class") == "koboSpan":
            assert not (found.tail or "").strip()


@pytest.mark.parametrize("unit", ["<p>A b. C</p>", "<em>a</em>", "<ruby>a</ruby>", "<!---->", "a "])
def test_time_is_linear_in_the_length_of_the_document(unit: str) -> None:
    rules = rules_for("en")

    def seconds(count: int) -> float:
        taken = []
        for _ in range(3):
            start = time.process_time()
            with_spans(f"<div>{unit * count}</div>", rules)
            taken.append(time.process_time() - start)
        return min(taken)

    seconds(1_000)
    assert seconds(80_000) < 40 * max(seconds(5_000), 0.002)

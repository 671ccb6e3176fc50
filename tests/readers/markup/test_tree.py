"""The text of an HTML source, and the tree of it."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.diagnostics import Code, Report, Where
from packager.errors import SourceError
from packager.readers.markup import tree
from packager.readers.markup.tree import html_source_text, parse_html, visible_text
from packager.sources.source import from_bytes

WHERE = Where("page.html")


def text_of(data: bytes) -> tuple[str, Report]:
    report = Report()
    return html_source_text(from_bytes("page.html", data), report), report


def words(html: str, *, xml: bool | None = None) -> list[str]:
    return visible_text(parse_html(html, WHERE, Report(), xml=xml)).split()


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        "<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=cp1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_declared_encoding_is_believed_and_needs_no_word(declaration: str) -> None:
    data = f"{declaration}<p>Глава первая</p>".encode("cp1251")
    text, report = text_of(data)
    assert "Глава первая" in text
    assert report.diagnostics == []


def test_utf_8_wins_over_a_declaration_and_a_mark_over_both() -> None:
    assert "Größe" in text_of("<meta charset=iso-8859-1><p>Größe</p>".encode())[0]
    wide = codecs.BOM_UTF16_LE + "<meta charset=utf-8><p>Größe</p>".encode("utf-16-le")
    assert "Größe" in text_of(wide)[0]


def test_without_a_declaration_the_encoding_is_guessed_and_said() -> None:
    text, report = text_of("<p>“Größe” – naïve café, déjà vu</p>".encode("cp1252") * 5)
    assert "naïve café" in text
    assert [one.code for one in report.diagnostics] == [Code.ENCODING_GUESSED]


def test_unprintable_characters_are_removed_and_said() -> None:
    text, report = text_of(f"<p>a\ufffeb\x01c</p>{'<p>' * 50}".encode())
    assert text.startswith("<p>abc</p>")
    assert [one.code for one in report.diagnostics] == [Code.CHARACTERS_REMOVED]


def test_references_name_nothing_a_book_can_not_hold() -> None:
    assert words("<p>a&#1;b&#xFFFE;c&#150;d&#12;e&#xD800;f</p>") == ["abc–d", "e\ufffdf"]


def test_empty_elements_of_xml_hold_nothing_and_cdata_is_text() -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="x"/></head>'
        "<body><p>a <i/>b <![CDATA[c < d]]></p></body></html>"
    )
    assert words(page) == ["a", "b", "c", "<", "d"]
    assert parse_html(page, WHERE, Report()).css_first("i b, i p") is None
    assert words("<p>a <i/>b</p>", xml=False) == ["a", "b"]


def test_what_nobody_sees_is_not_visible() -> None:
    page = (
        "<head><title>T</title></head><body>a<script>b</script><style>c</style><template>d</template>"
        "<noscript>e</noscript><!-- f --><p>g<b>h</b>i</p>j<br>k<td>l</td></body>"
    )
    assert words(page) == ["a", "ghi", "j", "kl"]


def test_blocks_stand_on_lines_of_their_own() -> None:
    root = parse_html("<div>a<p>b</p><ul><li>c<li>d</ul>e</div>f", WHERE, Report())
    assert [line for line in visible_text(root).splitlines() if line] == list("abcdef")


def test_a_caller_may_pass_elements_over() -> None:
    root = parse_html("<p>a <b>b</b> <i>c</i></p>", WHERE, Report())
    assert visible_text(root, lambda node: node.tag == "b").split() == ["a", "c"]


def test_a_page_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_MARKUP", 10)
    with pytest.raises(SourceError) as caught:
        parse_html("<p>far too long</p>", WHERE, Report())
    assert caught.value.code is Code.SOURCE_TOO_LARGE


@given(st.text(max_size=300))
def test_any_text_has_a_tree(text: str) -> None:
    visible_text(parse_html(text, WHERE, Report()))


@given(st.binary(max_size=300))
def test_any_bytes_have_a_text_or_are_refused(data: bytes) -> None:
    try:
        text, _ = text_of(data)
    except SourceError:
        return
    visible_text(parse_html(text, WHERE, Report()))


def test_a_heading_nobody_closed_ends_before_the_text() -> None:
    report = Report()
    text = "word " * 70
    root = parse_html(f"<h2>Low <i>Water</i><p>{text}</p><p>last</p></h2>end", WHERE, report)
    heading = root.css_first("h2")
    assert heading is not None
    assert visible_text(heading).split() == ["Low", "Water"]
    assert visible_text(root).split()[-2:] == ["last", "end"]
    assert [one.code for one in report.diagnostics] == [Code.MARKUP_MENDED]
    kept = parse_html("<h2><p>Low</p><p>Water</p></h2>", WHERE, report).css_first("h2")
    assert kept is not None
    assert visible_text(kept).split() == ["Low", "Water"]

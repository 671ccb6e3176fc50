"""HTML into blocks: elements, marks, paragraphs, links, and what no book can hold."""

from __future__ import annotations

import time

from packager.book.blocks import (
    BlockQuote,
    Cell,
    Division,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    SceneBreak,
    Table,
    Verse,
    VerseLine,
)
from packager.book.inlines import Code as MachineText
from packager.book.inlines import (
    Emphasis,
    LineBreak,
    Link,
    Ruby,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)
from packager.book.style import Style
from packager.book.walk import blocks_of
from packager.diagnostics import Code, Report, Where
from packager.readers.markup.looks import Look
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import parse_html
from tests.support.markup_pages import blocks, read

CENTER = Style(align="center")


def test_text_beside_paragraphs_is_a_paragraph() -> None:
    assert blocks("loose <p>in one</p> after") == (
        Paragraph(("loose",)),
        Paragraph(("in one",)),
        Paragraph(("after",)),
    )


def test_spaces_collapse_and_fixed_spaces_stay() -> None:
    assert blocks("<p>\n  one\t two\n<b> three</b>  \u00a0four </p>") == (
        Paragraph(("one two ", Strong(("three",)), " \u00a0four")),
    )


def test_marks_that_overlap_are_both_kept() -> None:
    assert blocks("<p><b>bold <i>both</b> slanted</i> plain</p>") == (
        Paragraph(
            (
                Strong(("bold ", Emphasis(("both",)))),
                Emphasis((" slanted",)),
                " plain",
            )
        ),
    )


def test_a_mark_around_paragraphs_is_on_each() -> None:
    assert blocks("<i><p>one</p><p>two</i> three</p>") == (
        Paragraph((Emphasis(("one",)),)),
        Paragraph((Emphasis(("two",)), " three")),
    )


def test_every_mark_has_its_place() -> None:
    html = (
        "<p><u>u</u> <s>s</s> <del>d</del> <ins>n</ins> H<sub>2</sub>O 2<sup>nd</sup> "
        "<em>e</em></p>"
    )
    assert blocks(html) == (
        Paragraph(
            (
                Underline(("u",)), " ", Strike(("s",)), " ", Strike(("d",)), " ",
                Underline(("n",)), " H", Subscript(("2",)), "O 2", Superscript(("nd",)), " ",
                Emphasis(("e",)),
            )
        ),
    )  # fmt: skip


def test_the_same_mark_twice_is_one() -> None:
    assert blocks("<p><i><em>once</em></i></p>") == (Paragraph((Emphasis(("once",)),)),)


def test_css_on_a_span_is_a_mark_and_can_take_one_away() -> None:
    html = (
        '<p><span style="font-weight:700;font-variant:small-caps">a</span>'
        '<i>b<span style="font-style:normal">c</span></i></p>'
    )
    (paragraph,) = blocks(html)
    assert isinstance(paragraph, Paragraph)
    kinds = [type(one).__name__ for one in paragraph.children]
    assert kinds == ["Strong", "Emphasis", "str"]


def test_one_line_break_stays_and_two_end_the_paragraph() -> None:
    assert blocks("<p>a<br>b<br><br>c<br/> <br/>d<br></p>") == (
        Paragraph(("a", LineBreak(), "b")),
        Paragraph(("c",)),
        Paragraph(("d",)),
    )


def test_three_line_breaks_among_pairs_are_a_scene_break() -> None:
    assert blocks("<div>a<br><br>b<br><br><br>c<br><br>d</div>") == (
        Paragraph(("a",)),
        Paragraph(("b",)),
        SceneBreak(),
        Paragraph(("c",)),
        Paragraph(("d",)),
    )


def test_where_three_line_breaks_are_the_rule_they_part_nothing() -> None:
    found = blocks("<div>" + "<br><br><br>".join("abcdefgh") + "</div>")
    assert [type(one) for one in found] == [Paragraph] * 8


def test_a_rare_blank_paragraph_is_a_scene_break() -> None:
    row = "".join(f"<p>line {n}</p>" for n in range(12))
    found = blocks(f"{row}<p>&nbsp;</p>{row}")
    assert [one for one in found if isinstance(one, SceneBreak)] == [SceneBreak()]
    assert len(found) == 25


def test_blank_paragraphs_between_all_others_part_nothing() -> None:
    row = "<p>&nbsp;</p>".join(f"<p>line {n}</p>" for n in range(12))
    assert not any(isinstance(one, SceneBreak) for one in blocks(row))


def test_no_blank_line_is_a_scene_break_when_only_marks_are_asked_for() -> None:
    row = "".join(f"<p>line {n}</p>" for n in range(12))
    page = read(f"{row}<p>&nbsp;</p>{row}<hr>{row}", breaks="marker")
    assert sum(isinstance(one, SceneBreak) for one in page.blocks) == 1
    assert not any(
        isinstance(one, SceneBreak) for one in read(f"{row}<hr>{row}", breaks="none").blocks
    )


def test_rules_and_ornament_are_one_scene_break() -> None:
    html = "<p>a</p><hr><center>* * *</center><p>&nbsp;</p><h3>~~~</h3><p>b</p>"
    assert blocks(html) == (Paragraph(("a",)), SceneBreak("* * *"), Paragraph(("b",)))


def test_ornament_at_the_ends_of_a_text_parts_nothing_and_is_named() -> None:
    page = read("<hr><p>xXx</p><p>a</p><p>oOo</p><hr>")
    assert page.blocks == (Paragraph(("a",)),)
    assert page.lost == ()


def test_a_picture_of_a_divider_is_a_scene_break() -> None:
    page = read('<p>a</p><p><img src="img/divider2.png"></p><p>b <img src=hr.png alt=x></p>')
    assert page.blocks[1] == SceneBreak()
    assert len(page.blocks) == 3


def test_headings_count_from_one() -> None:
    assert blocks("<h3>First</h3><p>a</p><h5><b>Below</b></h5>") == (
        Heading(1, ("First",)),
        Paragraph(("a",)),
        Heading(3, ("Below",)),
    )


def test_lists_hold_blocks_and_lists() -> None:
    html = "<ul><li>a<li>b<ol start=4><li><p>c</p><p>d</p></ol></ul>"
    inner = ListBlock(((Paragraph(("c",)), Paragraph(("d",))),), ordered=True, start=4)
    assert blocks(html) == (ListBlock(((Paragraph(("a",)),), (Paragraph(("b",)), inner))),)


def test_text_in_a_list_beside_its_items_is_kept() -> None:
    assert blocks("<ul>loose<li>a</li>more</ul>") == (
        ListBlock(((Paragraph(("loose",)),), (Paragraph(("a",)), Paragraph(("more",))))),
    )


def test_tables_keep_spans_headings_and_caption() -> None:
    html = (
        "<table><caption>The <i>tides</i></caption><tr><th>A<th>B"
        "<tr><td colspan=2 rowspan=900000>c</table>"
    )
    assert blocks(html) == (
        Table(
            (
                (
                    Cell((Paragraph(("A",)),), heading=True),
                    Cell((Paragraph(("B",)),), heading=True),
                ),
                (Cell((Paragraph(("c",)),), columns=2, rows=1000),),
            ),
            ("The ", Emphasis(("tides",))),
        ),
    )


def test_a_table_of_one_column_only_lays_out_a_page() -> None:
    assert blocks("<table><tr><td>a<p>b<tr><td>c</table>") == (
        Paragraph(("a",)),
        Paragraph(("b",)),
        Paragraph(("c",)),
    )


def test_ornament_in_a_cell_is_text() -> None:
    (table,) = blocks("<table><tr><td>*<td>#</table>")
    assert isinstance(table, Table)
    assert [cell.blocks for cell in table.rows[0]] == [(Paragraph(("*",)),), (Paragraph(("#",)),)]


def test_quotations_and_definitions() -> None:
    html = "<blockquote><p>q</p></blockquote><dl><dt>term</dt><dd>means</dd></dl>"
    assert blocks(html) == (
        BlockQuote((Paragraph(("q",)),)),
        Paragraph((Strong(("term",)),)),
        Paragraph(("means",), Style(indent=1)),
    )


def test_verbatim_text_keeps_its_spaces_and_with_marks_its_indents() -> None:
    assert blocks("<pre>\n  a\n   b\n</pre>") == (Preformatted("  a\n   b"),)
    assert blocks("<pre>one\n  <i>two</i></pre>") == (
        Paragraph(("one", LineBreak(), "\u00a0\u00a0", Emphasis(("two",)))),
    )


def test_a_figure_has_its_caption() -> None:
    html = '<figure><img src="a.png" alt="A gull"><figcaption>By <b>Bo</b></figcaption></figure>'
    page = read(html, files={"a.png": b"x"})
    assert page.blocks == (Figure("image-001", "A gull", ("By ", Strong(("Bo",)))),)


def test_a_picture_alone_is_a_figure_and_among_words_a_part_of_the_line() -> None:
    page = read("<p><img src=a.png></p><p>x <img src=a.png> y</p>", files={"a.png": b"x"})
    figure, paragraph = page.blocks
    assert isinstance(figure, Figure)
    assert isinstance(paragraph, Paragraph)
    assert len(paragraph.children) == 3
    assert page.said(Code.PICTURE_WITHOUT_WORDS) == ["no words say what 2 pictures show"]


def test_a_remote_picture_is_a_link_with_its_words_and_a_smiley_only_its_words() -> None:
    html = (
        '<p><img src="http://a.example/b.png" alt="A map"></p>'
        '<p>Ha <img class=emoticon src="//a.example/e.png" alt=":)"></p><p><img src=gone.png></p>'
    )
    page = read(html)
    assert page.blocks == (
        Paragraph((Link(("A map",), "http://a.example/b.png"),)),
        Paragraph(("Ha :)",)),
        Paragraph(("[gone.png]",)),
    )
    assert len(page.said(Code.PICTURE_REMOTE)) == 1
    assert len(page.said(Code.PICTURE_NOT_FOUND)) == 1


def test_looks_of_blocks() -> None:
    html = (
        "<center>a</center><p align=right>b</p><p style='color:rgb(200,0,0);margin-left:40px'>c</p>"
        "<div style='text-align:center'><p>d</p><p>e</p></div><p style='text-align:justify'>f</p>"
    )
    assert blocks(html) == (
        Paragraph(("a",), CENTER),
        Paragraph(("b",), Style(align="end")),
        Paragraph(("c",), Style(color="#c80000", indent=1)),
        Division((Paragraph(("d",)), Paragraph(("e",))), CENTER),
        Paragraph(("f",)),
    )


def test_left_in_a_centred_division_is_left_and_elsewhere_nothing() -> None:
    html = "<div align=center><p>a</p><p align=left>b</p></div><p align=left>c</p>"
    division, last = blocks(html)
    assert isinstance(division, Division)
    assert division.blocks[1] == Paragraph(("b",), Style(align="start"))
    assert last == Paragraph(("c",))


def test_a_style_sheet_in_the_page_says_what_its_classes_look_like() -> None:
    html = (
        "<style>.c1, p.x {text-align:center; font-style:italic} @media print {.c1 {color:red}}"
        "</style><p class=c1>a</p><p class=x>b</p><div class=x>c</div>"
    )
    assert blocks(html) == (
        Paragraph((Emphasis(("a",)),), CENTER),
        Paragraph((Emphasis(("b",)),), CENTER),
        Paragraph(("c",)),
    )


def test_classes_many_sites_have_are_known_and_others_counted() -> None:
    page = read('<p class="bbcode-center">a</p><p class="bbcode-indent-2">b</p><p class=zz>c</p>')
    assert page.blocks[:2] == (Paragraph(("a",), CENTER), Paragraph(("b",), Style(indent=2)))
    assert page.said(Code.STYLE_DROPPED) == ["classes say nothing here about their look: zz"]


def test_a_reader_may_say_what_classes_look_like() -> None:
    report = Report()
    root = parse_html("<p class=loud>a</p><p class=site>b</p>", Where("x"), report)
    markup = Markup(
        source="x", report=report, classes={"loud": Look(marks=(Strong,)), "site": Look()}
    )
    body = root.css_first("body")
    assert body is not None
    assert markup.blocks(body) == (Paragraph((Strong(("a",)),)), Paragraph(("b",)))
    markup.finish()
    assert report.diagnostics == []


def test_fonts_of_old_pages() -> None:
    html = '<p><font color="#00f" size=5 face="Courier New">a</font> <tt>b</tt> <big>c</big></p>'
    assert blocks(html) == (
        Paragraph(
            (
                Span(("a",), Style(color="#0000ff", scale=1.5, face="monospace")),
                " ",
                Span(("b",), Style(face="monospace")),
                " ",
                Span(("c",), Style(scale=1.2)),
            )
        ),
    )


def test_spoilers_stay_hidden_and_hidden_text_is_named() -> None:
    html = (
        "<details><summary>What</summary>it was</details><p>x <span class=spoiler>y</span></p>"
        "<p style='display:none'>prompt words</p>"
    )
    page = read(html)
    hidden = Style(spoiler=True)
    assert page.blocks == (
        Division((Paragraph((Strong(("What",)),)), Paragraph(("it was",))), hidden),
        Paragraph(("x ", Span(("y",), hidden))),
    )
    assert page.removed(Code.TEXT_REMOVED) == ["prompt words"]


def test_a_chapter_behind_a_button_is_no_secret() -> None:
    words = "tide " * 80
    page = read(f"<div style='display:none'><p>{words}</p></div>")
    assert page.blocks == (Paragraph((words.strip(),)),)


def test_language_and_direction_are_kept_where_they_differ() -> None:
    html = (
        "<html lang=en><body><p lang=en>a</p><p lang=FR-ca>b</p><p dir=rtl lang=he>c</p>"
        "<p lang='no such'>d</p></body></html>"
    )
    assert blocks(html) == (
        Paragraph(("a",)),
        Paragraph(("b",), Style(language="fr-CA")),
        Paragraph(("c",), Style(language="he", direction="rtl")),
        Paragraph(("d",)),
    )


def test_readings_stand_with_their_text() -> None:
    html = "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>と<ruby>x</ruby></p>"
    assert blocks(html) == (Paragraph((Ruby(("漢",), "かん"), Ruby(("字",), "じ"), "とx")),)


def test_machine_text_and_quotations() -> None:
    assert blocks("<p>run <code>a  --b</code> now, <q>she said</q></p>") == (
        Paragraph(("run ", MachineText("a --b"), " now, “she said”")),
    )


def test_lines_of_the_source_count_where_the_page_says_so() -> None:
    assert blocks("<div class=bbcode-pre-line>one\ntwo\n\nthree</div>") == (
        Paragraph(("one", LineBreak(), "two")),
        Paragraph(("three",)),
    )


def test_verse_is_verse() -> None:
    html = (
        "<style>.poem span.i2 {display: block; margin-left: 2em}</style><div class=poem>"
        "<div class=stanza><span class=i0>a<br></span><span class=i2>b<br></span></div>"
        "<div class=stanza><p>c</p><p>d</p></div></div>"
    )
    assert blocks(html) == (
        Verse(
            (
                (VerseLine(("a",)), VerseLine(("b",), Style(indent=1))),
                (VerseLine(("c",)), VerseLine(("d",))),
            )
        ),
    )


def test_links_lead_to_the_web_or_where_the_reader_says() -> None:
    html = (
        '<p><a href="https://a.example/">a</a> <a href="#two">b</a> <a href="javascript:c">c</a> '
        '<a href="mailto:d@e.example">d</a> <a href="//f.example">f</a></p>'
    )
    page = read(html, resolve=lambda href: "#chapter-002" if href == "#two" else None)
    (paragraph,) = page.blocks
    assert isinstance(paragraph, Paragraph)
    links = [one.target for one in paragraph.children if isinstance(one, Link)]
    assert links == [
        "https://a.example/", "#chapter-002", "mailto:d@e.example", "https://f.example",
    ]  # fmt: skip
    assert page.said(Code.LINK_DEAD) == [
        "1 link leads to nothing in the book; the text stays: javascript:c"
    ]
    assert page.lost == ()


def test_films_and_frames_become_their_address() -> None:
    page = read('<iframe src="https://v.example/1"></iframe><video><source src=a.mp4>Old</video>')
    assert page.blocks == (Paragraph((Link(("https://v.example/1",), "https://v.example/1"),)),)
    assert page.said(Code.ELEMENT_DROPPED) == ["no book can hold these elements: iframe, video"]
    assert page.lost == ()


def test_fields_and_scripts_are_left_out_and_a_form_around_a_story_is_not() -> None:
    html = (
        "<form><p>story</p><input value=v><button>Send</button></form>"
        "<form>Search <select><option>All</select></form><script>no()</script>"
    )
    page = read(html)
    assert page.blocks == (Paragraph(("story",)),)
    assert page.lost == ()
    assert "no()" not in str(page.report.diagnostics)


def test_words_of_drawings_and_formulas_stay() -> None:
    html = (
        "<p>x <svg><title>t</title><text>drawn</text></svg> <math><mi>a</mi><mo>+</mo></math></p>"
    )
    page = read(html)
    assert page.lost == ()
    assert "drawn" in str(page.blocks)


def test_elements_nobody_knows_leave_their_text() -> None:
    page = read("<story-text><p>a</p></story-text><p><blink>b</blink></p>")
    assert page.blocks == (Paragraph(("a",)), Paragraph(("b",)))
    assert page.said(Code.ELEMENT_UNWRAPPED) == [
        "elements were taken away from their text: blink, story-text"
    ]


def test_page_numbers_of_a_printed_edition_are_taken_out() -> None:
    page = read('<p>to<span class="pagenum">[Pg 7]</span>gether<a epub:type=pagebreak>8</a></p>')
    assert page.blocks == (Paragraph(("together",)),)
    assert page.removed(Code.TEXT_REMOVED) == ["[Pg 7]\n8"]


def test_a_title_is_one_line_without_marks() -> None:
    report = Report()
    root = parse_html(
        "<h1>One<br>  <i>two</i><sup></sup></h1><h2><img alt=Three></h2>", Where("x"), report
    )
    markup = Markup(source="x", report=report)
    assert markup.title(root.css_first("h1")) == "One two"
    assert markup.title(root.css_first("h2")) == "Three"
    assert markup.title(None) == ""


def test_blocks_within_one_line_are_lines_of_it() -> None:
    report = Report()
    root = parse_html("<div>a<p>b</p><ul><li>c</ul></div>", Where("x"), report)
    div = root.css_first("div")
    assert div is not None
    markup = Markup(source="x", report=report)
    assert markup.inlines(div) == ("a", LineBreak(), "b", LineBreak(), "c")


def test_no_depth_of_nesting_is_too_deep_or_deeper_in_the_book() -> None:
    for tag in ("div", "blockquote", "ul><li", "b", "table><td", "details", "span style=color:red"):
        page = read(f"<{tag}>" * 3000 + "word")
        assert page.lost == ()
        assert sum(1 for _ in blocks_of(page.blocks)) < 40


def test_a_large_page_takes_linear_time() -> None:
    def cost(count: int) -> float:
        html = "".join(f"<p>line {n} <i>of</i> many<br>x</p><br>" for n in range(count))
        start = time.process_time()
        read(html, breaks="marker")
        return time.process_time() - start

    cost(100)
    assert cost(8000) < 20 * cost(1000) + 0.5


def test_indents_of_ideographic_spaces_are_the_theme_s() -> None:
    found = blocks("<p>\u3000\u3000雪下了\u3000一夜。</p><p>\u3000灯灭了。<br>\u3000她又点上。</p>")
    assert found == (
        Paragraph(("雪下了\u3000一夜。",)),
        Paragraph(("灯灭了。", LineBreak(), "她又点上。")),
    )

"""Footnotes: found by what all programs do alike, left alone where nothing says so."""

from __future__ import annotations

import pytest

from packager.book.blocks import Paragraph
from packager.book.inlines import Emphasis, NoteRef
from packager.book.walk import blocks_of, inlines_of, lines_of, text_of
from packager.diagnostics import Report, Where
from packager.readers.markup.reading import Markup
from packager.readers.markup.tree import parse_html
from tests.support.markup_pages import Page, read

GUTENBERG = """<p>A lamp <a id="FNanchor_1"></a><a href="#Footnote_1" class="fnanchor">[1]</a>
shone.</p>
<div class="footnotes"><h3>FOOTNOTES:</h3><div class="footnote"><p><a id="Footnote_1"></a>
<a href="#FNanchor_1"><span class="label">[1]</span></a> Of whale oil.</p></div></div>"""

OLD_GUTENBERG = """<p>A lamp <a name="citation1"></a><a href="#footnote1" class="citation">[1]</a>
shone.</p><p>THE END</p><h2>FOOTNOTES</h2><p><a name="footnote1"></a><a href="#citation1"
class="footnote">[1]</a>&nbsp; Of whale oil.</p>"""

MARKDOWN = """<p>A lamp <sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>
shone.</p>
<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list">
<li id="fn1" class="footnote-item"><p>Of whale oil. <a href="#fnref1" class="footnote-backref">↩︎</a>
</p></li></ol></section>"""

EPUB = """<p>A lamp <a epub:type="noteref" href="#n1">1</a> shone.</p>
<aside epub:type="footnote" id="n1"><p>Of whale oil.</p></aside>"""

ARIA = """<p>A lamp <a role="doc-noteref" href="#n1">*</a> shone.</p>
<section role="doc-endnotes"><h2>Notes</h2><ol><li id="n1" role="doc-endnote">Of whale oil.
<a role="doc-backlink" href="#r1">back</a></li></ol></section>"""

WORD = """<p>A lamp <a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> shone.</p><br clear=all><hr>
<div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Of whale oil.</p></div>"""

MAMMOTH = """<p>A lamp <sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> shone.</p>
<ol><li id="footnote-1"><p>Of whale oil. <a href="#footnote-ref-1">↑</a></p></li></ol>"""


def references(page: Page) -> list[str]:
    return [
        one.footnote
        for block in blocks_of(page.blocks)
        for line in lines_of(block)
        for one in inlines_of(line)
        if isinstance(one, NoteRef)
    ]


@pytest.mark.parametrize(
    "html",
    [GUTENBERG, OLD_GUTENBERG, MARKDOWN, EPUB, ARIA, WORD, MAMMOTH],
    ids=["gutenberg", "old-gutenberg", "markdown", "epub", "aria", "word", "mammoth"],
)
def test_the_footnotes_of_many_programs_are_footnotes(html: str) -> None:
    page = read(html)
    assert page.blocks[0] == Paragraph(("A lamp ", NoteRef("footnote-1"), " shone."))
    assert [(one.id, text_of(one.blocks)) for one in page.footnotes] == [
        ("footnote-1", "Of whale oil.")
    ]
    assert len(page.blocks) == (2 if "THE END" in html else 1)
    assert page.lost == ()


def test_two_references_to_one_note_share_it() -> None:
    html = (
        '<p>a<a id=r1 href="#n">*</a> b<a id=r2 href="#n">*</a></p>'
        '<p id=n><a href="#r1">*</a> Said <i>twice</i>. <a href="#r2">again</a></p>'
    )
    page = read(html)
    assert references(page) == ["footnote-1", "footnote-1"]
    assert page.footnotes[0].blocks == (Paragraph(("Said ", Emphasis(("twice",)), ".")),)


def test_a_note_of_several_paragraphs_keeps_them() -> None:
    html = "".join(f'<p>text<a id=r{n} href="#n{n}">[{n}]</a></p>' for n in (1, 2)) + (
        '<p id=n1><a href="#r1">[1]</a> First.</p><p>Still the first.</p>'
        '<p id=n2><a href="#r2">[2]</a> Second.</p>'
    )
    page = read(html)
    assert [text_of(one.blocks) for one in page.footnotes] == [
        "First.\nStill the first.",
        "Second.",
    ]
    assert len(page.blocks) == 2


def test_a_list_of_contents_is_no_list_of_footnotes() -> None:
    html = (
        '<ul><li id=t1><a href="#c1">1</a><li id=t2><a href="#c2">2</a></ul>'
        '<h2 id=c1><a href="#t1">1</a></h2><p>x</p><h2 id=c2><a href="#t2">2</a></h2><p>y</p>'
    )
    page = read(html)
    assert page.footnotes == ()
    assert references(page) == []
    assert page.lost == ()


def test_links_that_do_not_lead_back_are_links() -> None:
    page = read('<p>see <a href="#n">3</a></p><p id=n>a paragraph</p>')
    assert page.footnotes == ()
    assert page.lost == ()


def test_a_footnote_of_a_heading_moves_to_the_text_below() -> None:
    report = Report()
    root = parse_html(
        '<h2>Lamps<a id=r href="#n">[1]</a></h2><div><p>Text.</p>'
        '<p id=n><a href="#r">[1]</a> Oil.</p></div>',
        Where("x"),
        report,
    )
    markup = Markup(source="x", report=report)
    div = root.css_first("div")
    assert div is not None
    assert markup.title(root.css_first("h2")) == "Lamps"
    assert markup.blocks(div) == (Paragraph((NoteRef("footnote-1"), "Text.")),)
    assert text_of(markup.footnotes[0].blocks) == "Oil."


def test_notes_in_another_document_are_found_when_all_are_given_together() -> None:
    report = Report()
    trees = {
        "text/one.xhtml": '<p>x<a id=r1 href="notes.xhtml#n1">1</a></p>',
        "text/two.xhtml": '<p>y<a id=r1 href="notes.xhtml#n2">2</a></p>',
        "text/notes.xhtml": '<p id=n1><a href="one.xhtml#r1">1</a> First.</p>'
        '<p id=n2><a href="two.xhtml#r1">2</a> Second.</p>',
    }
    roots = {path: parse_html(html, Where(path), report) for path, html in trees.items()}
    markup = Markup(source="x", report=report)
    markup.link_notes(roots)
    read_ones = []
    for path in ("text/one.xhtml", "text/two.xhtml"):
        markup.base = path
        body = roots[path].css_first("body")
        assert body is not None
        read_ones.append(markup.blocks(body))
    assert read_ones == [
        (Paragraph(("x", NoteRef("footnote-1"))),),
        (Paragraph(("y", NoteRef("footnote-2"))),),
    ]
    # The document of the notes was never read by itself; its notes are.
    assert [text_of(one.blocks) for one in markup.footnotes] == ["First.", "Second."]


def test_many_links_to_one_passage_cost_no_more_than_they_are() -> None:
    html = "<p id=n>" + '<a href="#r">1</a>' * 2000 + "</p>"
    page = read(html + "".join(f'<p>x<a id=r{n} href="#n">1</a></p>' for n in range(2000)))
    assert page.lost == ()


def test_a_note_with_a_heading_of_its_own_is_a_footnote() -> None:
    page = read(
        '<p>A lamp<a href="#f1" id="r1">1</a> shone.</p><hr><div id="f1" class="footnote">'
        '<h4>On oil</h4><p>Of whales. <a href="#r1">↩</a></p></div>'
    )
    assert references(page) == ["footnote-1"]


def test_a_chapter_that_a_number_leads_to_is_no_footnote() -> None:
    page = read(
        '<p id="r1">Go to <a href="#c1">1</a></p><div id="c1"><h2>One</h2><p>It rained. '
        '<a href="#r1">1</a></p></div>'
    )
    assert references(page) == []
    assert "It rained." in text_of(page.blocks)


def test_headings_between_lists_of_notes_go_with_them() -> None:
    page = read(
        '<p>A lamp<a href="#n1" id="r1">1</a> shone<a href="#n2" id="r2">2</a>.</p><section>'
        '<h2>Notes</h2><h3>Chapter 1</h3><ol><li id="n1">Oil. <a href="#r1">↩</a></li></ol>'
        '<h3>Chapter 2</h3><ol><li id="n2">Sea. <a href="#r2">↩</a></li></ol></section>'
    )
    assert references(page) == ["footnote-1", "footnote-2"]
    assert "Chapter" not in text_of(page.blocks)


def test_the_stop_behind_a_linked_label_goes_with_it() -> None:
    page = read(
        '<p>A lamp<a href="#n1" id="r1">1</a> shone.</p>'
        '<p id="n1"><a href="#r1">1</a>. Of whale oil.</p>'
    )
    assert [text_of(note.blocks) for note in page.footnotes] == ["Of whale oil."]

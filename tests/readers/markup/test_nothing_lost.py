"""Properties of reading HTML: no word is lost, nothing raises, the book is a book."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from packager.book.book import Book
from packager.book.inlines import NoteRef
from packager.book.json import from_json, to_json
from packager.book.section import Section
from packager.book.walk import blocks_of, inlines_of, lines_of
from tests.support.markup_pages import read

TAGS = [
    "p",
    "div",
    "section",
    "blockquote",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "pre",
    "h1",
    "h2",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "figure",
    "figcaption",
    "b",
    "i",
    "em",
    "u",
    "s",
    "sup",
    "sub",
    "big",
    "code",
    "tt",
    "cite",
    "q",
    "abbr",
    "span",
    "font",
    "center",
    "a",
    "ruby",
    "rt",
    "rp",
    "details",
    "summary",
    "svg",
    "math",
    "text",
    "title",
    "form",
    "button",
    "select",
    "option",
    "textarea",
    "iframe",
    "video",
    "object",
    "script",
    "style",
    "template",
    "label",
    "legend",
    "header",
    "custom-x",
    "tbody",
    "body",
    "html",
    "head",
    "xmp",
    "plaintext",
    "rtc",
    "foreignObject",
]

LOOKS = (
    "", "", "", " class=center", ' style="color:red;margin-left:3em"', " id=x", ' href="#x"',
    ' href="http://a.example/"', " class=footnote id=fn1", ' id=r1 href="#fn1"', ' href="#r1"',
    ' style="display:none"', " class=spoiler", " colspan=3", " lang=fr", " dir=rtl",
    ' style="white-space:pre-line"', " class=poem", " class=stanza", " class=pagenum",
    " epub:type=noteref", " hidden",
)  # fmt: skip

PIECES = st.one_of(
    st.integers(0, 99_999).map(lambda number: f"w{number} "),
    st.sampled_from(["<br>", "<br><br>", "<br><br><br>", "<hr>", "&nbsp;", "* * *", "\n", "  "]),
    st.builds(lambda tag, look: f"<{tag}{look}>", st.sampled_from(TAGS), st.sampled_from(LOOKS)),
    st.sampled_from(TAGS).map(lambda tag: f"</{tag}>"),
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_no_word_of_any_page_is_lost(html: str) -> None:
    page = read(html)
    assert page.lost == ()
    book = Book(body=(Section(id="chapter-001", blocks=page.blocks),), footnotes=page.footnotes)
    assert from_json(to_json(book)) == book
    pointed = {
        one.footnote
        for block in blocks_of(page.blocks)
        for line in lines_of(block)
        for one in inlines_of(line)
        if isinstance(one, NoteRef)
    }
    assert pointed <= {note.id for note in page.footnotes}


@given(st.text(max_size=400))
def test_any_text_at_all_is_read(text: str) -> None:
    assert read(text).lost == ()

"""The words of OpenDocument text."""

from __future__ import annotations

from lxml import etree

from packager.readers.office.odt_visible import body_of, visible_text
from tests.readers.office.test_odt import NAMES


def content(body: str) -> etree._Element:
    return etree.fromstring(
        f"<office:document-content {NAMES}><office:styles>no</office:styles>"
        f"<office:body>{body}</office:body></office:document-content>"
    )


def test_words_are_those_of_the_body_a_paragraph_a_line() -> None:
    found = visible_text(
        body_of(
            content("<text:p>It<text:s/>snow<text:span>ed</text:span></text:p><text:p>b</text:p>")
        )
    )
    assert found.split("\n")[:2] == ["It snowed", "b"]


def test_a_note_parts_no_word() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation>x</text:note>"
    assert visible_text(body_of(content(f"<text:p>a{note} b</text:p>"))).split() == [
        "a", "1", "x", "b",
    ]  # fmt: skip

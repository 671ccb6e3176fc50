"""Links to bookmarks lead to the sections they are in."""

from __future__ import annotations

from packager.book.blocks import BlockQuote, Heading, Paragraph
from packager.book.inlines import Emphasis, Link
from packager.diagnostics import Code, Report, Where
from packager.readers.office.bookmarks import BookmarkLinks, pending, sections_of

ONE, TWO, INNER = Paragraph(("One.",)), Paragraph(("Two.",)), Paragraph(("Inner.",))
HEAD, QUOTE = Heading(1, ("Two",)), BlockQuote((INNER,))


def test_a_bookmark_in_a_heading_is_in_the_section_it_opens() -> None:
    found = sections_of(
        (ONE, HEAD, TWO, QUOTE),
        {"head": HEAD, "one": ONE, "inner": INNER},
        [(ONE,), (TWO, QUOTE)],
        ["chapter-001", "chapter-002"],
    )
    assert found == {"one": "chapter-001", "head": "chapter-002", "inner": "chapter-002"}


def test_a_bookmark_behind_all_text_is_in_the_last_section() -> None:
    assert sections_of((ONE, HEAD), {"x": HEAD}, [(ONE,)], ["chapter-001"]) == {"x": "chapter-001"}


def test_a_bookmark_in_no_block_is_nowhere() -> None:
    assert sections_of((ONE,), {"x": Paragraph(("One.",))}, [(ONE,)], ["c"]) == {}


def test_links_are_led_and_those_that_lead_nowhere_are_text_and_named() -> None:
    links = BookmarkLinks({"über uns": "chapter-002"})
    good = Link(("go",), pending("über uns"))
    dead = Link((Emphasis(("lost",)),), pending("gone"))
    (led,) = links.led((Paragraph((good, dead)),))
    assert led == Paragraph((Link(("go",), "#chapter-002"), Emphasis(("lost",))))
    report = Report()
    links.tell(report, Where("s"))
    (said,) = report.diagnostics
    assert said.code is Code.LINK_DEAD
    assert "gone" in said.message


def test_a_heading_is_found_without_the_number_libreoffice_writes() -> None:
    links = BookmarkLinks({"Flood|outline": "chapter-001"})
    (led,) = links.led((Paragraph((Link(("x",), pending("1.2.Flood|outline")),)),))
    assert led == Paragraph((Link(("x",), "#chapter-001"),))

"""Inlines of a FictionBook."""

from __future__ import annotations

from packager.book.inlines import Emphasis, Link, NoteRef, Strong
from packager.diagnostics import Report
from packager.readers.epub.mending import Mending
from packager.readers.epub.xml import parse_xml
from packager.readers.fb2.binaries import Binaries
from packager.readers.fb2.lines import FictionLines, flat
from packager.readers.left_out import LeftOut


def made(markup: str) -> tuple[FictionLines, tuple[object, ...]]:
    report = Report()
    lines = FictionLines(Binaries({}, "s.fb2", report), LeftOut())
    lines.notes, lines.targets = {"n1": "fn-1"}, {"c2": "chapter-002"}
    root = parse_xml(f"<p xmlns:l='urn:x'>{markup}</p>", "s.fb2", Mending("s.fb2", report))
    return lines, lines.inlines((root.find("p") or root).children)


def test_marks_nest_and_space_collapses() -> None:
    _, found = made(" It <emphasis>snow<strong>ed</strong></emphasis>\n  twice. ")
    assert found == ("It ", Emphasis(("snow", Strong(("ed",)))), " twice.")


def test_links_lead_to_notes_and_sections_and_dead_ones_are_counted() -> None:
    lines, found = made("<a l:href='#n1'>1</a><a l:href='#c2'>on</a><a l:href='#gone'>x</a>")
    assert found == (NoteRef("fn-1"), Link(("on",), "#chapter-002"), "x")
    assert (lines.used, lines.dead) == ({"fn-1"}, 1)


def test_styles_are_counted_and_their_words_stay() -> None:
    lines, found = made("<style name='x'>It snowed.</style>")
    assert (found, lines.styled) == (("It snowed.",), 1)


def test_inlines_are_walked_a_parent_first() -> None:
    inner = Strong(("b",))
    assert list(flat((Emphasis((inner,)), "c"))) == [Emphasis((inner,)), inner, "b", "c"]

"""Blank paragraphs and ornament as scene breaks."""

from __future__ import annotations

import pytest

from packager.book.blocks import Blocks, Paragraph, SceneBreak
from packager.book.style import Style
from packager.diagnostics import Code, Report, Where
from packager.readers.office.blank_paragraphs import with_scene_breaks
from packager.request import SceneBreaks

A, B, BLANK = Paragraph(("It rained.",)), Paragraph(("It snowed.",)), Paragraph(())
CENTER = Style(align="center")


def parted(rule: SceneBreaks, *blocks: Paragraph) -> tuple[Blocks, Report]:
    report = Report()
    (found,) = with_scene_breaks([blocks], rule, report, Where("s"))
    return found, report


@pytest.mark.parametrize(
    ("mark", "breaks"),
    [("* * *", True), ("***", True), ("#", True), ("—", True), ("Then", False)],
)
def test_a_centred_line_of_ornament_is_a_break_and_is_named(mark: str, *, breaks: bool) -> None:
    line = Paragraph((mark,), CENTER)
    found, report = parted("auto", A, BLANK, line, BLANK, B)
    assert (SceneBreak(mark) in found) is breaks
    named = [said.removed for said in report.diagnostics if said.code is Code.LINE_NOT_PRINTED]
    assert named == ([mark] if breaks else [])


def test_blank_paragraphs_part_scenes_when_that_is_asked_for_and_never_when_not() -> None:
    assert parted("blank", A, BLANK, B)[0] == (A, SceneBreak(), B)
    assert parted("none", A, BLANK, B)[0] == (A, B)
    assert parted("marker", A, BLANK, B)[0] == (A, B)


def test_no_section_begins_or_ends_with_a_break() -> None:
    line = Paragraph(("* * *",), CENTER)
    assert parted("auto", line, BLANK, A, BLANK, line)[0] == (A,)

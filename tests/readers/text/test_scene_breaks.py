"""Scene breaks: lines of ornament, and blank lines where they are rare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Paragraph, SceneBreak
from packager.diagnostics import Code, Report
from packager.readers.text.prose import Prose, gaps_of
from packager.readers.text.scene_breaks import THRESHOLD, blank_confidences, is_marker
from packager.request import SceneBreaks
from packager.sources.text import Line


def prose(text: str, breaks: SceneBreaks = "auto") -> tuple[str, Report]:
    """Blocks in short: paragraphs as they are, | for a blank scene break, its mark for another."""
    report = Report()
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    reader = Prose("story.txt", breaks, report, tuple(sorted(gaps_of(lines))))
    blocks = reader.blocks(lines)
    reader.report_guesses()
    shown = ""
    for block in blocks:
        if isinstance(block, SceneBreak):
            shown += block.mark or "|"
        elif isinstance(block, Paragraph):
            shown += str(block.children[0])
    return shown, report


@pytest.mark.parametrize(
    "text",
    [
        "* * *", "***", "*", "  * * *  ", "\t***", "*\u00a0*\u00a0*", "*\u2003*\u2003*",
        "---", "--", "— — —", "———", "~~~", "~", "#", "# # #", "###", "❦", "⁂", "• • •", "•••",
        "xXx", "oOo", "xxx", "XXX", "XxX", "OoO", "oOoOo", "xXxXx", "oOOo", "xOx", "xoxoxoxo",
        "ooooo", "0000", "x x x", "X X X", "o O o", "-x-", "~o~", "-X-", "-oOo-", "--xXx--",
        "~*~", "~*~*~", "=====", "_____", "<>", "***~~~***", "§", "─────", "◊◊◊", "✦ ✦ ✦", "●",
    ],
)  # fmt: skip
def test_ornament_is_a_marker(text: str) -> None:
    assert is_marker(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "O", "o", "x", "X", "—", "–", "-", "I", "1", "II", "2.", "...", ". . .", "......",
        "…", "OO", "oo", "Ooo", "Oooo", "OOO", "OOOO", "Ox", "OX", "xo", "XO", "xoxo", "XOXO", "xx",
        "Xo", "Oxo", "Xerxes", "Xoxo", "Spike", "0", "00", "100", "0x", "-_-", ">_<", "=_=", "<_<",
        "^_^", "<3", ">", "<", "/", "+", "=", "_", "|", "×", "-1-", "- O", "***a", "*cough*", "?!",
        "!!!", ":)", "“—”", '--"', "No", "A", "*" * 81,
    ],
)  # fmt: skip
def test_what_somebody_may_say_is_no_marker(text: str) -> None:
    assert not is_marker(text)


@given(st.text(max_size=100))
def test_a_marker_has_no_letter_but_x_and_o(text: str) -> None:
    if is_marker(text):
        assert not [one for one in text if one.isalpha() and one not in "xXoO"]


# --- blank lines ------------------------------------------------------------------------------


def test_a_lone_blank_line_in_dense_prose_is_a_scene_break() -> None:
    shown, report = prose("a\nb\nc\nd\n\ne\nf\ng\nh")
    assert shown == "abcd|efgh"
    assert [found.code for found in report.diagnostics] == [Code.SCENE_BREAKS_GUESSED]
    (decision,) = report.decisions
    assert (decision.line, decision.became) == (6, "scene break before")
    assert THRESHOLD <= decision.confidence < 1


def test_blank_lines_everywhere_are_no_scene_breaks() -> None:
    shown, report = prose("a\n\nb\n\nc\n\nd\n\ne\n\nf")
    assert shown == "abcdef"
    assert report.diagnostics == []


def test_wider_gaps_among_blank_lines_are_scene_breaks() -> None:
    assert prose("a\n\nb\n\nc\n\nd\n\n\ne\n\nf\n\ng\n\nh")[0] == "abcd|efgh"


def test_one_glued_paragraph_hides_no_wider_gap() -> None:
    assert prose("a\nb\n\nc\n\nd\n\n\n\ne\n\nf\n\ng\n\nh\n\ni")[0] == "abcd|efghi"


def test_mixed_spacing_is_no_scene_break_and_is_said() -> None:
    shown, report = prose("a\nb\n\nc\nd\n\ne\nf\ng\n\nh\ni\n\nj\nk")
    assert shown == "abcdefghijk"
    (found,) = report.diagnostics
    assert found.code is Code.BLANK_LINES  # nothing speaks for a scene break: a detail
    assert "confidence 0." in found.message


def test_a_doubtful_blank_line_is_left_alone_and_noted() -> None:
    shown, report = prose("a\nb\nc\n\nd\n\ne\nf\ng\nh\ni")
    assert shown == "abcdefghi"
    (found,) = report.diagnostics
    assert found.code is Code.SCENE_BREAKS_GUESSED
    assert "--scene-breaks blank" in found.hint


def test_the_confidence_falls_with_the_density_of_wide_gaps() -> None:
    length = 24
    middle = length // 2
    sure = []
    for every in (length, 12, 6, 4, 3, 2):
        gaps = [1 if index % every == middle % every else 0 for index in range(length)]
        sure.append(blank_confidences(gaps)[middle])
    assert sure == sorted(sure, reverse=True)
    assert sure[0] >= THRESHOLD > sure[-1]


@given(st.lists(st.integers(0, 3), max_size=60), st.lists(st.integers(0, 3), max_size=60))
def test_a_confidence_is_none_or_less_than_certain(gaps: list[int], elsewhere: list[int]) -> None:
    confidences = blank_confidences(gaps, sorted(elsewhere))
    assert len(confidences) == len(gaps)
    for gap, sure in zip(gaps, confidences, strict=True):
        assert 0 <= sure <= 0.9
        assert gap or not sure


# --- what was asked for -----------------------------------------------------------------------

MIXED = "a\nb\nc\nd\n\ne\n\n***\n\nf\ng\n\nh"


@pytest.mark.parametrize(
    ("breaks", "shown"),
    [("blank", "abcd|e***fg|h"), ("marker", "abcde***fgh"), ("none", "abcde***fgh")],
)
def test_what_was_asked_for_is_done(breaks: SceneBreaks, shown: str) -> None:
    assert prose(MIXED, breaks)[0] == shown


def test_a_marker_is_a_paragraph_when_no_scene_breaks_are_wanted() -> None:
    lines = [Line(1, "a"), Line(2, "***"), Line(3, "b")]
    report = Report()
    blocks = Prose("s", "none", report).blocks(lines)
    assert blocks == (Paragraph(("a",)), Paragraph(("***",)), Paragraph(("b",)))
    assert report.diagnostics == []


def test_a_marker_is_named_and_its_mark_is_kept() -> None:
    report = Report()
    blocks = Prose("story.txt", "auto", report).blocks(
        [Line(7, "a"), Line(9, " * * * "), Line(10, "b")]
    )
    assert blocks[1] == SceneBreak("* * *")
    (found,) = report.diagnostics
    assert (found.code, str(found.where)) == (Code.LINE_NOT_PRINTED, "story.txt:9")


def test_two_silences_are_one_and_both_are_named() -> None:
    shown, report = prose("a\nb\n\n***\n\n~~~\nc\nd")
    assert shown == "ab***cd"
    assert [str(found.where) for found in report.diagnostics if found.where] == [
        "story.txt:4", "story.txt:6",
    ]  # fmt: skip


def test_blank_lines_beside_a_marker_are_the_markers_own() -> None:
    text = "a\nb\nc\nd\n\n***\n\ne\nf\ng\nh"
    shown, report = prose(text)
    assert shown == "abcd***efgh"
    assert Code.SCENE_BREAKS_GUESSED not in {found.code for found in report.diagnostics}


@pytest.mark.parametrize("text", ["", "a", "\n\n", "a\n\n\n\n", "\n\na"])
def test_blank_lines_around_a_text_part_nothing(text: str) -> None:
    assert prose(text, "blank")[0] == text.strip()


@given(
    st.lists(st.sampled_from(("", "", " ", "one", "two.", "***", "---")), max_size=30),
    st.sampled_from(("auto", "blank", "marker", "none")),
)
def test_every_line_is_a_paragraph_a_named_marker_or_blank(
    texts: list[str], breaks: SceneBreaks
) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, 1)]
    report = Report()
    blocks = Prose("s", breaks, report, tuple(sorted(gaps_of(lines)))).blocks(lines)
    named = {
        d.where.line for d in report.diagnostics if d.where and d.code is Code.LINE_NOT_PRINTED
    }
    kept = [block.children[0] for block in blocks if isinstance(block, Paragraph)]
    assert kept == [line.text for line in lines if not line.blank and line.number not in named]

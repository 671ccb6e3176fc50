"""Messages: their shape, what is summed up, which place is shown."""

from __future__ import annotations

import pytest

from packager.cli.console import Console
from packager.cli.messages import ENOUGH, show_diagnostics, show_error
from packager.diagnostics import Code, Diagnostic, Where
from packager.errors import SourceError


def test_a_message_says_what_where_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    show_diagnostics(
        Console(),
        [
            Diagnostic(
                code=Code.COVER_NOT_FOUND,
                message="the cover 'sea.png' does not exist",
                where=Where("story.txt", 35),
                hint="--cover FILE sets one",
            )
        ],
    )
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "warning[P202]: the cover 'sea.png' does not exist",
        "  --> story.txt:35",
        "  hint: --cover FILE sets one",
    ]


def test_details_are_kept_back_until_they_are_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [Diagnostic(code=Code.BLANK_LINES, message="line 2 is blank")]
    show_diagnostics(Console(), found)
    assert capsys.readouterr().err == ""
    show_diagnostics(Console(verbosity="verbose"), found)
    assert capsys.readouterr().err == "detail[P114]: line 2 is blank\n"


def test_many_messages_of_one_code_are_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    found = [Diagnostic(code=Code.GLYPH_MISSING, message=f"glyph {number}") for number in range(12)]
    found.append(Diagnostic(code=Code.AUTHOR_UNKNOWN, message="no author is known"))
    show_diagnostics(Console(), found)
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        *(f"warning[P208]: glyph {number}" for number in range(ENOUGH)),
        "warning[P303]: no author is known",
        "warning[P208]: and 7 more (-v shows them all)",
    ]
    show_diagnostics(Console(verbosity="verbose"), found)
    assert len(capsys.readouterr().err.splitlines()) == len(found)


@pytest.mark.parametrize(
    ("where", "several", "shown"),
    [
        (Where("story.txt", 3), False, "  --> shelf/story.txt:3"),
        (Where("story.toml"), False, "  --> story.toml"),
        (None, False, None),
        (None, True, "  --> shelf/story.txt"),
    ],
)
def test_the_place_is_the_path_the_user_gave(
    *, where: Where | None, several: bool, shown: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    error = SourceError(Code.SOURCE_EMPTY, "the file is empty", where=where)
    show_error(Console(), error, "shelf/story.txt", several=several)
    lines = capsys.readouterr().err.splitlines()
    assert lines[1:] == ([] if shown is None else [shown])


def test_names_in_messages_are_made_visible(capsys: pytest.CaptureFixture[str]) -> None:
    error = SourceError(
        Code.SOURCE_NOT_FOUND, "no \x1b[2J", where=Where("a\nb"), hint="try \u202egnp"
    )
    show_error(Console(colors="never"), error)
    assert capsys.readouterr().err.splitlines() == [
        "error[P101]: no \\x1b[2J",
        "  --> a\\nb",
        "  hint: try \\u202egnp",
    ]

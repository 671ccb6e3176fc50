"""The writer as the pipeline meets it: bytes or an error of ours."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from packager.diagnostics import Code, Report
from packager.errors import UsageError, WriteError
from packager.paper import Paper
from packager.publication.publication import Publication
from packager.writers.pdf.writer import WRITER, write

from .conftest import Laid

ROOT = Path(__file__, "../../../..").resolve()
PROGRAM = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from packager.diagnostics import Report
from packager.writers.pdf.writer import write
from tests.support.tide import tide
from tests.writers.pdf.conftest import longer, on_paper
report = Report()
print(hashlib.sha256(write(longer(on_paper(tide())), report)).hexdigest(), len(report.diagnostics))
"""


def test_the_writer_names_itself() -> None:
    assert (WRITER.name, WRITER.suffix, WRITER.media_type) == ("pdf", ".pdf", "application/pdf")


def test_an_unknown_trim_is_refused(publication: Publication) -> None:
    with pytest.raises(UsageError) as caught:
        write(replace(publication, paper=Paper(format="a9")), Report())
    assert "a5" in caught.value.hint


def test_a_theme_without_fonts_is_refused(publication: Publication) -> None:
    with pytest.raises(WriteError):
        write(replace(publication, fonts=()), Report())


@pytest.mark.pdf
def test_a_failure_of_the_engine_is_an_error_of_ours(
    publication: Publication, laid: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert laid.data
    from packager.writers.pdf import layout  # noqa: PLC0415

    def fail(*_: object) -> None:
        raise RecursionError("maximum recursion depth\nexceeded")

    monkeypatch.setattr(layout, "lay_out", fail)
    with pytest.raises(WriteError) as caught:
        write(publication, Report())
    assert caught.value.code is Code.LAYOUT_FAILED
    assert caught.value.message == (
        "the pages could not be laid out: RecursionError: maximum recursion depth exceeded"
    )


@pytest.mark.pdf
def test_a_character_no_font_has_is_a_warning(make_chapters: Callable[..., Publication]) -> None:
    report = Report()
    write(make_chapters((("One", "<p>\ue000 \U0010fffd</p>"),)), report)
    assert [(found.code, found.message.split(";")[0]) for found in report.diagnostics] == [
        (Code.GLYPH_MISSING, "no font has U+E000, U+10FFFD")
    ]


@pytest.mark.pdf
def test_vertical_lines_are_set_horizontally_and_that_is_said(
    make_chapters: Callable[..., Publication],
) -> None:
    book = make_chapters((("一", "<p>雪が降る。</p>"),))
    report = Report()
    upright = replace(book, metadata=replace(book.metadata, vertical=True))
    assert write(upright, report) == write(book, Report())
    assert [found.code for found in report.diagnostics] == [Code.VERTICAL_SET_HORIZONTALLY]


@pytest.mark.pdf
@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "ja_JP.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "2", "LANGUAGE": "zh_CN",
         "FONTCONFIG_FILE": "/nowhere/fonts.conf"},
    ],
)  # fmt: skip
def test_the_same_book_has_the_same_bytes_anywhere(
    laid: Laid, environment: dict[str, str], tmp_path: Path
) -> None:
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT)],
        cwd=tmp_path, env={**bare, **environment}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout == f"{hashlib.sha256(laid.data).hexdigest()} 0\n"


@pytest.mark.pdf
def test_a_second_book_with_other_fonts_is_as_good_as_the_first(
    publication: Publication, laid: Laid
) -> None:
    mono = str(ROOT / "styles/fonts/ibm-plex-mono")
    other = write(replace(publication, fonts=(mono,), spine=publication.spine[2:3]), Report())
    assert b"Garamond" not in other
    assert write(publication, Report()) == laid.data

"""JSON lines and CSV: what programs and spreadsheets get."""

from __future__ import annotations

import csv
import io
import json

import pytest

from packager.batch.report_lines import SCHEMA, csv_lines, json_lines
from packager.batch.task import Failure, Found, Output, Result

DONE = Result(
    "shelf/lamp\udcff.txt",
    "done",
    outputs=(Output("epub", "a/Lamp.epub", "ab" * 32, 99), Output("pdf", "a/Lamp.pdf", "c", 9)),
    title="The Lamp\nŌ",
    authors=("Quill", "Ash"),
    words=1200,
    seconds=0.123456,
    diagnostics=(Found("P303", "warning", "no author"), Found("P304", "note", "a note")),
    cover=".packager/covers/x.jpg",
)
FAILED = Result("b.txt", "failed", error=Failure("P105", 3, "it is binary"))


def test_each_line_of_json_is_a_story() -> None:
    lines = list(json_lines([DONE, FAILED]))
    assert all(line.endswith("\n") and line.count("\n") == 1 and line.isascii() for line in lines)
    first, second = map(json.loads, lines)
    assert first["schema"] == SCHEMA
    assert first["outputs"][0] == {
        "format": "epub", "path": "a/Lamp.epub", "sha256": "ab" * 32, "size": 99,
    }  # fmt: skip
    assert (first["title"], first["words"], first["seconds"]) == ("The Lamp\nŌ", 1200, 0.1235)
    assert first["diagnostics"][0] == {"code": "P303", "severity": "warning", "text": "no author"}
    assert first["error"] is None
    assert second["error"] == {"code": "P105", "exit_code": 3, "message": "it is binary"}
    assert set(first) == set(second)


def test_the_csv_is_read_by_any_reader_of_csv() -> None:
    text = "".join(csv_lines([DONE, FAILED]))
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert first["title"] == "The Lamp\nŌ"
    assert first["authors"] == "Quill\nAsh"
    assert first["paths"] == "a/Lamp.epub\na/Lamp.pdf"
    assert first["warnings"] == "P303 no author"
    assert (second["status"], second["error_code"], second["error"]) == (
        "failed",
        "P105",
        "it is binary",
    )


@pytest.mark.parametrize(
    "title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "|cmd", "＝1"]
)
def test_no_cell_is_a_formula(title: str) -> None:
    text = "".join(csv_lines([Result("k", "done", title=title)]))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == f"'{title}"


def test_plain_cells_stay_as_they_are() -> None:
    text = "".join(csv_lines([Result("k", "done", title="A – B = C")]))
    assert ",A – B = C," in text

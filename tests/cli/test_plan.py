"""Which book goes where, for every way to say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.cli.options import Misused
from packager.cli.plan import plan
from packager.diagnostics import Code
from packager.errors import WriteError


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("lamp.txt").write_text("A lamp.\n")
    Path("tide.txt").write_text("A tide.\n")
    Path("books").mkdir()
    Path("shelf").mkdir()


def outputs(sources: list[str], out: str | None, *formats: str) -> list[tuple[str, ...]]:
    return [
        tuple(output.as_posix() for output in job.outputs)
        for job in plan(sources, out, formats).jobs
    ]


@pytest.mark.parametrize(
    ("sources", "out", "formats", "expected"),
    [
        (["lamp.txt"], None, (), [("lamp.epub",)]),
        (["shelf/lamp.txt"], None, ("pdf",), [("shelf/lamp.pdf",)]),
        (["lamp.txt"], None, ("epub", "pdf", "epub"), [("lamp.epub", "lamp.pdf")]),
        (["lamp.txt"], "books", (), [("books/lamp.epub",)]),
        (["lamp.txt"], "books/", ("pdf",), [("books/lamp.pdf",)]),
        (["lamp.txt"], "book.pdf", (), [("book.pdf",)]),
        (["lamp.txt"], "BOOK.PDF", (), [("BOOK.PDF",)]),
        (["lamp.txt"], "book.pdf", ("epub", "pdf"), [("book.epub", "book.pdf")]),
        (["lamp.txt"], "Vol. 1", ("epub",), [("Vol. 1",)]),
        (["lamp.txt"], "Vol. 1", ("epub", "pdf"), [("Vol. 1.epub", "Vol. 1.pdf")]),
        (["lamp.txt", "tide.txt"], "books", (), [("books/lamp.epub",), ("books/tide.epub",)]),
        (["-"], "book.epub", (), [("book.epub",)]),
        (["-"], "books", (), [("books/stdin.epub",)]),
        (["lamp.txt"], "-", (), [()]),
        (["shelf"], None, (), [("shelf.epub",)]),
    ],
)
def test_the_output_is_where_it_was_asked_for(
    sources: list[str], out: str | None, formats: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    assert outputs(sources, out, *formats) == expected


def test_the_folder_one_is_in_has_a_name(tmp_path: Path) -> None:
    assert outputs(["."], None) == [((tmp_path.parent / f"{tmp_path.name}.epub").as_posix(),)]


@pytest.mark.parametrize(
    ("sources", "out", "formats", "message", "hint"),
    [
        (["lamp.txt"], "lamp.epbu", (), "no format has the suffix '.epbu'", "mean lamp.epub?"),
        (["lamp.txt"], "lamp.mobi", (), "no format has the suffix '.mobi'", "-t names a format"),
        (["lamp.txt"], "lamp.pdf", ("epub",), "says pdf, and -t says epub", ""),
        (["lamp.txt", "tide.txt"], "book.epub", (), "2 sources", "name a folder"),
        (["lamp.txt", "tide.txt"], "-", (), "standard output takes one book", "2 sources"),
        (["lamp.txt"], "-", ("epub", "pdf"), "standard output takes one book", "2 formats"),
        (["-"], None, (), "needs a name", "-o FILE"),
        (["-", "-"], "books", (), "only once", ""),
        ([""], None, (), "a path is empty", "variable"),
        (["lamp.txt"], "", (), "a path is empty", "variable"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sources: list[str], out: str | None, formats: tuple[str, ...], message: str, hint: str
) -> None:
    with pytest.raises(Misused) as refused:
        plan(sources, out, formats)
    assert message in refused.value.message
    assert hint in refused.value.hint


@pytest.mark.parametrize(
    ("sources", "out", "code"),
    [
        (["shelf/lamp.txt", "lamp.txt"], "books", Code.OUTPUT_TWICE),
        (["lamp.txt", "./lamp.txt"], None, Code.OUTPUT_TWICE),
        (["lamp.txt"], "lamp.txt", Code.OUTPUT_IS_SOURCE),
        (["lamp.txt", "tide.txt"], "tide.txt", Code.OUTPUT_IS_SOURCE),
        (["lamp.txt", "lamp.epub"], None, Code.OUTPUT_IS_SOURCE),
        (["lamp.txt"], "nowhere", Code.OUTPUT_FOLDER_MISSING),
        (["lamp.txt"], "nowhere.d/", Code.OUTPUT_FOLDER_MISSING),
    ],
)
def test_a_book_never_takes_a_place_that_is_not_its_own(
    sources: list[str], out: str | None, code: Code
) -> None:
    with pytest.raises(WriteError) as refused:
        plan(sources, out, ())
    assert refused.value.code is code


def test_a_source_is_known_through_a_link() -> None:
    Path("link.epub").symlink_to("lamp.txt")
    with pytest.raises(WriteError) as refused:
        plan(["lamp.txt"], "link.epub", ())
    assert refused.value.code is Code.OUTPUT_IS_SOURCE

"""Which book goes where, for every way to say it."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.cli.options import Misused
from packager.cli.plan import file_name, plan, plan_anthology
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
        (["lamp.txt"], "book.kepub.epub", (), [("book.kepub.epub",)]),
        (["lamp.txt"], None, ("kepub",), [("lamp.kepub.epub",)]),
        (["lamp.txt"], "B.epub", ("epub", "kepub"), [("B.epub", "B.kepub.epub")]),
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


# --- anthologies --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "out", "formats", "expected"),
    [
        (["lamp.txt", "tide.txt"], None, (), ("Low Water.epub",)),
        (["shelf/lamp.txt", "tide.txt"], None, (), ("shelf/Low Water.epub",)),
        (["lamp.txt", "tide.txt"], "books", ("epub", "pdf"), (
            "books/Low Water.epub", "books/Low Water.pdf")),
        (["lamp.txt", "tide.txt"], "low.pdf", (), ("low.pdf",)),
        (["lamp.txt", "-"], None, (), ("Low Water.epub",)),
        (["-", "lamp.txt"], None, (), ("Low Water.epub",)),
        (["lamp.txt", "tide.txt"], "-", (), ()),
        (["lamp.txt"], None, (), ("Low Water.epub",)),
    ],
)  # fmt: skip
def test_an_anthology_is_one_book_named_after_its_title(
    sources: list[str], out: str | None, formats: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    (job,) = plan_anthology(sources, "Low: Water", out, formats).jobs
    assert tuple(output.as_posix() for output in job.outputs) == expected
    assert job.anthology == job.place == "Low: Water"
    assert job.places == tuple(sources)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Low Water", "Low Water"),
        ("a/b\\c: d?", "a b c d"),
        ("...", "anthology"),
        ("Tales\n\tof Rain", "Tales of Rain"),
        ("Ебб", "Ебб"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_becomes_a_name_every_file_system_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_an_anthology_replaces_none_of_its_sources() -> None:
    with pytest.raises(WriteError) as refused:
        plan_anthology(["lamp.txt", "tide.txt"], "Low Water", "tide.txt", ())
    assert refused.value.code is Code.OUTPUT_IS_SOURCE
    Path("Low Water.epub").write_text("x")
    with pytest.raises(WriteError) as refused:
        plan_anthology(["lamp.txt", "Low Water.epub"], "Low Water", None, ())
    assert refused.value.code is Code.OUTPUT_IS_SOURCE


def test_standard_input_is_one_story_of_an_anthology_at_most() -> None:
    with pytest.raises(Misused):
        plan_anthology(["-", "-"], "Low Water", None, ())

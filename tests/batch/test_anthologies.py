"""One book of each series or author."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.batch.shelf import batch, books, leftovers


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "stories"
    folder.mkdir()
    for name, author, series in (
        ("third", "Ann Example", "\nseries: The Lamps\nseries_index: 3"),
        ("first", "Ann Example", "\nseries: The Lamps\nseries_index: 1"),
        ("alone", "Bo Example", ""),
        ("only", "Bo Example", "\nseries: The Gates\nseries_index: 1"),
    ):
        (folder / f"{name}.md").write_text(
            f"---\ntitle: The {name}\nauthor: {author}{series}\nlang: en\n---\n\n"
            f"It was dark, and the {name} boat came in.\n",
            "utf-8",
        )
    (folder / "bad.txt").write_bytes(b"\0\1\2\3" * 100)
    return folder


def text_of(book: Path) -> str:
    with zipfile.ZipFile(book) as archive:
        return "".join(
            archive.read(name).decode("utf-8")
            for name in sorted(archive.namelist())
            if name.endswith(".xhtml")
        )


def test_a_series_becomes_one_book_in_its_order(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "books"
    ended = batch(source, out, "--anthology-by", "series")
    assert ended.returncode == 1, ended.stderr
    assert "bad.txt" in ended.stderr
    assert set(books(out)) == {"series/The Lamps.epub", "alone.epub", "only.epub"}
    text = text_of(out / "series" / "The Lamps.epub")
    assert text.index("the first boat") < text.index("the third boat")
    assert leftovers(out) == set()


def test_an_author_becomes_one_book_and_only_what_changed_is_made(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "books"
    batch(source, out, "--anthology-by", "author")
    assert set(books(out)) == {"author/Ann Example.epub", "author/Bo Example.epub"}
    again = batch(source, out, "--anthology-by", "author", "-n")
    assert again.stdout == ""
    (source / "new.md").write_text(
        "---\ntitle: The new\nauthor: Bo Example\n---\n\nIt was light.\n", "utf-8"
    )
    changed = batch(source, out, "--anthology-by", "author", "-n")
    assert changed.stdout == "author/Bo Example\tsource changed\n"

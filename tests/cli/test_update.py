"""``packager convert --update``: a book takes the place of an earlier one of the same story."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from packager.cli.main import run
from packager.errors import UsageError
from packager.updating import read_earlier

FIRST = """\
---
title: Lamps
author: Ann Example
language: en
---
# Chapter 1: Dusk

Nobody lit the lamp, and the ferry went past the pier as if there were none.

# Chapter 2: Dawn

The ferryman came back on foot, and asked who had moved the river.
"""
INTERLUDE = "# Interlude\n\nA moth slept on the wick.\n\n# Chapter 2"
SECOND = FIRST.replace("# Chapter 2", INTERLUDE) + "\n# Chapter 3: Noon\n\nEverybody was asked.\n"
CONVERT = ("convert", "lamps.md", "--cover", "none", "-q")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    Path("lamps.md").write_text(FIRST, "utf-8")
    assert run([*CONVERT, "-o", "old.epub"]) == 0
    Path("lamps.md").write_text(SECOND, "utf-8")


def members(book: str) -> dict[str, bytes]:
    with zipfile.ZipFile(book) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_earlier_book_is_replaced_and_what_did_not_change_is_the_same() -> None:
    before = members("old.epub")
    assert run([*CONVERT, "--update", "old.epub"]) == 0
    after = members("old.epub")
    for number in (1, 2):
        name = f"EPUB/text/chapter-{number:03d}.xhtml"
        assert after[name] == before[name]
    assert after.keys() - before.keys() == {
        "EPUB/text/chapter-001-2.xhtml",
        "EPUB/text/chapter-003.xhtml",
    }


def test_with_another_output_the_earlier_book_stays() -> None:
    before = Path("old.epub").read_bytes()
    assert run([*CONVERT, "--update", "old.epub", "-o", "new.epub"]) == 0
    assert Path("old.epub").read_bytes() == before
    assert "EPUB/text/chapter-003.xhtml" in members("new.epub")


def test_a_book_updated_again_is_the_same_to_the_byte() -> None:
    assert run([*CONVERT, "--update", "old.epub"]) == 0
    once = Path("old.epub").read_bytes()
    assert run([*CONVERT, "--update", "old.epub"]) == 0
    assert Path("old.epub").read_bytes() == once


def test_what_became_of_each_section_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*CONVERT, "--update", "old.epub", "--json"]) == 0
    (source,) = json.loads(capsys.readouterr().out)["sources"]
    assert source["update"] == {
        "kept": ["chapter-001", "chapter-002"],
        "changed": [],
        "new": ["chapter-001-2", "chapter-003"],
        "gone": [],
    }


def test_a_book_of_another_story_is_left_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("old.epub").read_bytes()
    Path("lamps.md").write_text("---\ntitle: Bread\n---\n\nThe last loaf was sold.\n", "utf-8")
    assert run([*CONVERT, "--update", "old.epub"]) == 1
    assert Path("old.epub").read_bytes() == before
    assert "P411" in capsys.readouterr().err


def test_the_book_to_update_can_not_be_the_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "old.epub", "--update", "old.epub"]) != 0
    assert "P401" in capsys.readouterr().err


def test_several_sources_update_no_book(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "lamps.md", "lamps.md", "--update", "old.epub"]) == 2
    assert "--update is of one book" in capsys.readouterr().err


def test_what_is_no_book_of_packagers_can_not_be_updated() -> None:
    Path("other.epub").write_bytes(b"no EPUB")
    with pytest.raises(UsageError, match="can't be used"):
        read_earlier(Path("other.epub"))

"""The sidecar, and the metadata file of the same form."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.book.blocks import Paragraph
from packager.book.metadata import Creator, Metadata, Series
from packager.diagnostics import Code, Where
from packager.errors import UsageError
from packager.readers.sidecar import KEYS, Known, find_sidecar, parse_metadata, with_value
from packager.sources.file import open_file
from packager.sources.source import Source

WHERE = Where("story.toml")

WHOLE = """
title = "The Long Winter"
subtitle = "A tale of two friends"
authors = ["Ann Example", "B. Sample"]
language = "pt_br"
series = { name = "The Four Seasons", number = 4 }
tags = ["Adventure", "Slice of Life"]
rating = "Everyone"
source = "https://example.org/story/1?a=1#b"
published = 2024-05-03
updated = 2024-06-01T10:00:00Z
publisher = "Example Archive"
rights = "CC BY 4.0"
identifier = "urn:isbn:9780000000002"
description = \"\"\"
Two friends
and one winter.

No end.\"\"\"
cover = "images/cover.jpg"
chapters = ["Snow", "", "Thaw"]
fandoms = ["The Tempest"]
characters = ["Miranda", "Caliban"]
relationships = ["Ferdinand/Miranda"]
warnings = ["Shipwreck"]
status = "In Progress"
words = 12345
chapters_published = 12
chapters_planned = 20
direction = "rtl"
vertical = true
"""


def refused(text: str | bytes) -> UsageError:
    with pytest.raises(UsageError) as caught:
        parse_metadata(text if isinstance(text, bytes) else text.encode(), WHERE)
    error = caught.value
    assert error.code is Code.METADATA_INVALID
    assert error.where is not None
    assert error.where.name == "story.toml"
    assert "\n" not in error.message
    assert len(error.message) < 200
    return error


def value(key: str, said: object) -> Any:
    known = with_value(Known(), key, said, WHERE)
    fields = {
        "author": "creators",
        "authors": "creators",
        "tags": "subjects",
        "updated": "modified",
    }
    return getattr(known.metadata, fields.get(key, key))


def test_every_key_is_read() -> None:
    assert parse_metadata(WHOLE.encode(), WHERE) == Known(
        metadata=Metadata(
            title="The Long Winter",
            subtitle="A tale of two friends",
            creators=(Creator("Ann Example"), Creator("B. Sample")),
            language="pt-BR",
            series=Series("The Four Seasons", 4),
            subjects=("Adventure", "Slice of Life"),
            rating="Everyone",
            source="https://example.org/story/1?a=1#b",
            published=date(2024, 5, 3),
            modified=date(2024, 6, 1),
            publisher="Example Archive",
            rights="CC BY 4.0",
            identifier="urn:isbn:9780000000002",
            description=(Paragraph(("Two friends and one winter.",)), Paragraph(("No end.",))),
            fandoms=("The Tempest",),
            characters=("Miranda", "Caliban"),
            relationships=("Ferdinand/Miranda",),
            warnings=("Shipwreck",),
            status="incomplete",
            words=12_345,
            chapters=12,
            planned=20,
            direction="rtl",
            vertical=True,
        ),
        chapter_titles=("Snow", "", "Thaw"),
        cover="images/cover.jpg",
    )


def test_every_key_of_the_table_is_tried_above() -> None:
    assert set(KEYS) - {"author"} == {
        line.partition(" = ")[0] for line in WHOLE.splitlines() if " = " in line
    }


@pytest.mark.parametrize(
    "data", [WHOLE.encode("utf-8-sig"), WHOLE.replace("\n", "\r\n").encode(), b"", b"# nothing\n"]
)
def test_a_file_of_any_system_is_read(data: bytes) -> None:
    known = parse_metadata(data, WHERE)
    assert known.metadata.title in {"", "The Long Winter"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = 5", "title"),
        ("authors = 5", "authors"),
        ("authors = [1]", "authors"),
        ("author = { name = 'x' }", "author"),
        ("language = 'Klingonese tongue'", "language"),
        ("language = ''", "language"),
        ("series = 4", "series"),
        ("series = { number = 4 }", "series"),
        ("series = { name = 'x', part = 4 }", "series"),
        ("series = { name = 'x', number = 'four' }", "series"),
        ("series = { name = 'x', number = true }", "series"),
        ("series = { name = 'x', number = nan }", "series"),
        ("series = { name = 'x', number = inf }", "series"),
        ("series = { name = 'x', number = -1 }", "series"),
        ("series = { name = 'x', number = 1" + "0" * 400 + " }", "series"),
        ("series = { name = 5 }", "series"),
        ("tags = [['x']]", "tags"),
        ("rating = []", "rating"),
        ("source = 'example.org'", "source"),
        ("source = 'javascript:alert(1)'", "source"),
        ("source = 'https://a b'", "source"),
        ("published = 'yesterday'", "published"),
        ("published = 2024", "published"),
        ("published = 10:00:00", "published"),
        ("updated = '2024-13-01'", "updated"),
        ("description = ['x']", "description"),
        ("cover = true", "cover"),
        ("chapters = { one = 'Snow' }", "chapters"),
        ("fandoms = 5", "fandoms"),
        ("status = true", "status"),
        ("words = -1", "words"),
        ("words = true", "words"),
        ("words = 1.5", "words"),
        ("words = 'many'", "words"),
        ("words = '1,23'", "words"),
        ("words = 99999999999999", "words"),
        ("chapters_published = []", "chapters_published"),
        ("chapters_planned = '?'", "chapters_planned"),
        ("direction = 'up'", "direction"),
        ("vertical = 'perhaps'", "vertical"),
        ("vertical = 1", "vertical"),
        ('title = "a\\u0000b"', "U+0000"),
        ('title = "a\\uFFFEb"', "U+FFFE"),
        ('description = "a\\u0007b"', "U+0007"),
        ('chapters = ["a\\u0007b"]', "U+0007"),
        ("title = [" + "'x', " * 10_000 + "]", "title"),
    ],
)
def test_a_value_of_the_wrong_kind_names_its_key(text: str, says: str) -> None:
    assert says in refused(text).message


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("words", "12,345", 12_345),
        ("words", "12 345", 12_345),
        ("words", "1.234.567", 1_234_567),
        ("words", "0", 0),
        ("vertical", "yes", True),
        ("vertical", "false", False),
        ("direction", "RTL", "rtl"),
        ("status", "Completed", "complete"),
        ("status", "On Hiatus", "hiatus"),
        ("status", "Abandoned", "cancelled"),
        ("status", "Rewriting", "Rewriting"),
        ("warnings", "Shipwreck", ("Shipwreck",)),
    ],
)
def test_a_value_is_understood_as_it_is_typed(key: str, said: str, meant: object) -> None:
    assert value(key, said) == meant


@pytest.mark.parametrize(
    ("key", "meant"),
    [("titel", "title"), ("auther", "author"), ("chapter", "chapters"), ("Langauge", "language")],
)
def test_a_key_nobody_knows_names_the_one_that_was_meant(key: str, meant: str) -> None:
    error = refused(f"{key} = 'x'")
    assert key in error.message
    assert meant in error.hint


def test_a_key_like_none_lists_them_all() -> None:
    assert all(key in refused("xyzzy = 1").hint for key in KEYS)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title = The Long Winter", 1),
        ("title = 'x'\nrating = ", 2),
        ("title = 'x'\ntitle = 'y'", 2),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(text: str, line: int) -> None:
    error = refused(text)
    assert error.where is not None
    assert error.where.line == line
    assert "TOML" in error.message
    assert "quotes" in error.hint


@pytest.mark.parametrize(
    "data",
    [
        b"title = '\xff'",
        b"a = " + b"[" * 100_000,
        b"a = " + b"{a=" * 10_000,
        b"a = " + b"9" * 5_000,
        b"\x00",
        b"title = 'x'\r\n\x00",
    ],
)
def test_no_bytes_get_past_the_error(data: bytes) -> None:
    refused(data)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_metadata_or_an_error_of_use(data: bytes) -> None:
    try:
        parse_metadata(data, WHERE)
    except UsageError as error:
        assert error.code is Code.METADATA_INVALID  # noqa: PT017 - both ways are right


# --- values as typed on a command line --------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "series"),
    [
        ("The Four Seasons 4", Series("The Four Seasons", 4)),
        ("Name #2", Series("Name", 2)),
        ("Name # 2", Series("Name", 2)),
        ("Name: 2.5", Series("Name", 2.5)),
        ("Name, 3", Series("Name", 3)),
        ("Name - 3", Series("Name", 3)),
        ("Name, Book 3", Series("Name", 3)),
        ("Name Book 3", Series("Name", 3)),
        ("Name, Vol. 12", Series("Name", 12)),
        ("Name (part 3)", Series("Name (part 3)")),
        ("Name #2019", Series("Name", 2019)),
        ("Name 0", Series("Name", 0)),
        ("Fallout: Equestria 2", Series("Fallout: Equestria", 2)),
        ("The Four Seasons", Series("The Four Seasons")),
        ("Blade Runner 2049", Series("Blade Runner 2049")),
        ("Summer of 1984", Series("Summer of 1984")),
        ("Winter, 1984", Series("Winter, 1984")),
        ("Notebook 3", Series("Notebook", 3)),
        ("Catch-22", Series("Catch-22")),
        ("R2D2", Series("R2D2")),
        ("1984", Series("1984")),
        ("Name 123456", Series("Name 123456")),
        ("Name #" + "9" * 400, Series("Name #" + "9" * 400)),
        ("季節 4", Series("季節", 4)),
    ],
)
def test_a_series_is_read_from_a_text(typed: str, series: Series) -> None:
    assert value("series", typed) == series


def test_a_table_says_a_series_that_a_text_can_not() -> None:
    assert value("series", {"name": "Catch 22"}) == Series("Catch 22")
    assert value("series", {"name": "Area 51", "number": 2}) == Series("Area 51", 2)


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("en", "en"), ("EN", "en"), ("en_gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"), ("de-1996", "de-1996"), ("en-x-pirate", "en-x-pirate"),
        ("English", "en"), ("deutsch", "de"), ("日本語", "ja"), (" fr ", "fr"), ("fil", "fil"),
    ],
)  # fmt: skip
def test_a_language_is_read_in_any_case(typed: str, tag: str) -> None:
    assert value("language", typed) == tag


@pytest.mark.parametrize("typed", ["e", "english english", "en-", "en--gb", "12", "en gb", "en;fr"])
def test_a_language_nobody_tags_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="language"):
        value("language", typed)


def test_a_day_may_be_a_text_or_a_moment() -> None:
    assert value("published", "2024-05-03") == date(2024, 5, 3)
    assert value("updated", datetime(2024, 5, 3, 10, 0)) == date(2024, 5, 3)  # noqa: DTZ001


def test_texts_are_of_one_line() -> None:
    assert value("title", "  The\n Long\t Winter ") == "The Long Winter"
    assert value("authors", "Ann") == (Creator("Ann"),)
    assert value("authors", ["Ann", "", "Bob"]) == (Creator("Ann"), Creator("Bob"))
    assert value("tags", ("a", "b")) == ("a", "b")


@pytest.mark.parametrize("key", ["Title", "TITLE", "title"])
def test_keys_are_known_in_any_case(key: str) -> None:
    assert with_value(Known(), key, "x", WHERE).metadata.title == "x"


# --- where it lies ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tale.txt", "Spike: A Tale.txt", "Re:Zero.txt", "C: drive.txt"])
def test_the_sidecar_is_named_as_the_story_or_story(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"It snowed.")
    assert find_sidecar(open_file(path)) == Known()
    (tmp_path / "story.toml").write_bytes(b"title = 'B'")
    assert find_sidecar(open_file(path)).metadata.title == "B"
    if not name.startswith("C:"):
        path.with_suffix(".toml").write_bytes(b"title = 'A'")
        assert find_sidecar(open_file(path)).metadata.title == "A"


def test_a_broken_sidecar_is_said_by_name(tmp_path: Path) -> None:
    (tmp_path / "tale.txt").write_bytes(b"It snowed.")
    (tmp_path / "tale.toml").write_bytes(b"title")
    with pytest.raises(UsageError) as caught:
        find_sidecar(open_file(tmp_path / "tale.txt"))
    assert str(caught.value.where) == "tale.toml:1"


def test_a_sidecar_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.toml").write_bytes(b"title = 'secret'")
    (home / "tale.txt").write_bytes(b"It snowed.")
    (home / "story.toml").symlink_to(tmp_path / "secret.toml")
    with pytest.raises(UsageError, match="out of") as caught:
        find_sidecar(open_file(home / "tale.txt"))
    assert caught.value.code is Code.METADATA_INVALID


def test_a_source_without_a_name_has_no_sidecar_of_its_own() -> None:
    asked: list[str] = []

    def neighbour(name: str) -> bytes | None:
        asked.append(name)
        return None

    assert find_sidecar(Source(name="", data=b"x", neighbour=neighbour)) == Known()
    assert asked == [".toml", "story.toml"]

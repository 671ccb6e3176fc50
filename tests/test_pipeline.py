"""The whole story, from a source to its books."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

import packager
from packager.book.metadata import Creator, Metadata
from packager.diagnostics import Code, Report, Severity
from packager.errors import AssetError, CheckFailed, ReadError, UsageError
from packager.pipeline import convert, inspect, plan, publish, read, verify, write
from packager.reading import digest_of
from packager.request import Request
from packager.sources.source import Source, from_bytes
from packager.themes import library

TEXT = (
    " \t\tDescription\n\nTwo friends.\n It snowed, and it was the end of the day.\n"
    "She went home.\n\t\t\tAuthor's Notes: \nThanks!\n\timages/cover.jpg\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a story and nothing else."""
    (tmp_path / "the_tale.txt").write_text(TEXT, "utf-8")
    return tmp_path


def picture(path: Path, colour: str) -> None:
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", (60, 90), colour).save(path, "PNG")


def colour_of_cover(book: packager.Book, folder: Path) -> tuple[int, ...]:
    asset = book.asset(book.cover)
    assert asset is not None
    (folder / "out").write_bytes(asset.data)
    with Image.open(folder / "out") as found:
        pixel = found.convert("RGB").getpixel((5, 5))
    assert isinstance(pixel, tuple)
    return tuple(round(value / 255) for value in pixel)


def codes(report: Report) -> set[Code]:
    return {found.code for found in report.diagnostics}


# --- from a source to its books ---------------------------------------------------------------


def test_a_story_becomes_an_epub(folder: Path) -> None:
    outcome = packager.convert(folder / "the_tale.txt")
    (artifact,) = outcome.artifacts
    assert (artifact.format, artifact.suffix) == ("epub", ".epub")
    assert artifact.data.startswith(b"PK\x03\x04")
    assert len(artifact.sha256) == 64
    assert (outcome.reader, outcome.confidence) == ("fimtext", 0.99)
    assert outcome.book.metadata.title == "The Tale"
    assert {entry.name for entry in folder.iterdir()} == {"the_tale.txt"}


@pytest.mark.parametrize("name", packager.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(packager, name)


def test_a_name_that_is_not_public_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Library'"):
        _ = packager.Library


def test_a_path_may_be_a_text_and_a_source_a_value(folder: Path) -> None:
    from_path = read(str(folder / "the_tale.txt"))
    assert from_path == read(from_bytes("the_tale.txt", TEXT.encode()))


def test_the_same_story_makes_the_same_bytes(folder: Path) -> None:
    first = convert(folder / "the_tale.txt").artifacts[0].sha256
    elsewhere = folder / "other"
    elsewhere.mkdir()
    (elsewhere / "the_tale.txt").write_text(TEXT, "utf-8")
    assert convert(elsewhere / "the_tale.txt").artifacts[0].sha256 == first


def test_the_stages_can_be_taken_one_by_one(folder: Path) -> None:
    report = Report()
    book = read(folder / "the_tale.txt", report=report)
    theme = library.load("classic")
    publication = publish(book, theme, Request(notes="chapter-end"), report)
    assert not [d for d in publication.spine if d.href.endswith("notes.xhtml")]
    assert write(publication, "epub", report).data


def test_inspecting_draws_no_cover(folder: Path) -> None:
    outcome = inspect(folder / "the_tale.txt")
    assert outcome.artifacts == ()
    assert outcome.book.cover == ""
    assert Code.COVER_GENERATED not in codes(outcome.report)


def test_a_missing_cover_is_drawn_and_said(folder: Path) -> None:
    outcome = convert(folder / "the_tale.txt")
    assert {Code.COVER_NOT_FOUND, Code.COVER_GENERATED} <= codes(outcome.report)
    assert outcome.book.asset(outcome.book.cover) is not None


def test_a_report_that_is_given_is_told_even_when_the_work_stops() -> None:
    report = Report()
    with pytest.raises(ReadError):
        read(from_bytes("s.txt", b"\t\t\tAuthor's Notes:\n"), report=report)
    assert report.diagnostics


# --- what was asked for -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "request_", [Request(formats=("mobi",)), Request(theme="nothing"), Request(reader="nothing")]
)
def test_what_does_not_exist_is_refused(folder: Path, request_: Request) -> None:
    with pytest.raises(UsageError):
        convert(folder / "the_tale.txt", request_)


def test_a_format_is_refused_before_the_source_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        convert(tmp_path / "gone.txt", Request(formats=("mobi",)))


def test_strict_refuses_warnings(folder: Path) -> None:
    with pytest.raises(CheckFailed) as caught:
        convert(folder / "the_tale.txt", Request(strict=True))
    assert caught.value.code is Code.STRICT
    clean = Request(strict=True, metadata=Metadata(title="A", creators=(Creator("B"),)))
    text = TEXT.replace("\timages/cover.jpg\n", "")
    outcome = convert(from_bytes("the_tale.txt", text.encode()), clean)
    assert outcome.report.of(Severity.WARNING) == ()


def test_metadata_of_the_request_wins_then_the_file_the_header_and_the_sidecar(
    folder: Path,
) -> None:
    path = folder / "the_tale.txt"
    (folder / "the_tale.toml").write_text(
        "title='sidecar'\nrating='sidecar'\nrights='sidecar'\npublisher='sidecar'\n"
        "chapters=['sidecar']", "utf-8",
    )  # fmt: skip
    path.write_text("Title: header\nRating: header\nRights: header\n" + TEXT, "utf-8")
    file = folder / "asked.toml"
    file.write_text("title='file'\nrating='file'\nchapters=['file']", "utf-8")
    book = read(path, Request(metadata=Metadata(title="request"), metadata_file=file))
    found = book.metadata
    assert (found.title, found.rating, found.rights, found.publisher) == (
        "request", "file", "header", "sidecar",
    )  # fmt: skip
    assert book.body[0].title == "file"
    assert read(path, Request(chapter_titles=("asked",))).body[0].title == "asked"
    assert read(path).body[0].title == "sidecar"


def test_a_metadata_file_that_is_not_there_stops_the_work(folder: Path) -> None:
    for path in (folder / "gone.toml", folder):
        with pytest.raises(UsageError) as caught:
            read(folder / "the_tale.txt", Request(metadata_file=path))
        assert caught.value.exit_code == 2
        assert str(path) in str(caught.value.where)


# --- the cover --------------------------------------------------------------------------------

RED, GREEN, BLUE, WHITE = (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 1)


def test_the_cover_asked_for_wins_then_the_file_the_source_the_sidecar_and_the_folder(
    folder: Path,
) -> None:
    path = folder / "the_tale.txt"
    picture(folder / "cover.png", "#ff0000")
    picture(folder / "images" / "side.png", "#00ff00")
    picture(folder / "images" / "own.png", "#0000ff")
    picture(folder / "asked.png", "#ffffff")
    (folder / "asked.toml").write_text("cover='cover.png'", "utf-8")

    bare = TEXT.replace("\timages/cover.jpg\n", "")
    path.write_text(bare, "utf-8")
    assert colour_of_cover(read(path), folder) == RED
    (folder / "story.toml").write_text("cover='images/side.png'", "utf-8")
    assert colour_of_cover(read(path), folder) == GREEN
    path.write_text(f"{bare}\timages/own.png\n", "utf-8")
    assert colour_of_cover(read(path), folder) == BLUE
    by_file = Request(metadata_file=folder / "asked.toml")
    assert colour_of_cover(read(path, by_file), folder) == RED
    asked = Request(cover=folder / "asked.png", metadata_file=folder / "asked.toml")
    assert colour_of_cover(read(path, asked), folder) == WHITE


@pytest.mark.parametrize("name", ["gone.png", "the_tale.txt", "."])
def test_a_cover_asked_for_that_can_not_be_used_stops_the_work(folder: Path, name: str) -> None:
    with pytest.raises(AssetError) as caught:
        convert(folder / "the_tale.txt", Request(cover=folder / name))
    assert caught.value.code is Code.COVER_ASKED_MISSING


@pytest.mark.parametrize("path", ["/etc/passwd", "../secret.png", "https://example.org/a.png"])
def test_a_sidecar_names_no_cover_outside_the_folder(folder: Path, path: str) -> None:
    picture(folder.parent / "secret.png", "#ff0000")
    (folder / "story.toml").write_text(f"cover='{path}'", "utf-8")
    report = Report()
    assert read(folder / "the_tale.txt", report=report).cover == ""
    assert Code.COVER_OUTSIDE in codes(report)


def test_a_broken_sidecar_stops_the_work(folder: Path) -> None:
    (folder / "story.toml").write_text("title", "utf-8")
    with pytest.raises(UsageError) as caught:
        read(folder / "the_tale.txt")
    assert caught.value.code is Code.METADATA_INVALID


# --- the plan ---------------------------------------------------------------------------------


def planned(folder: Path, **changes: str) -> Path:
    """The plan of the tale, with values changed."""
    _, text = plan(folder / "the_tale.txt")
    for key, value in changes.items():
        before = next(line for line in text.splitlines() if line.startswith(f"{key} = "))
        text = text.replace(f"\n{before}\n", f"\n{key} = {value}\n", 1)
    (folder / "plan.toml").write_text(text, "utf-8")
    return folder / "plan.toml"


def test_a_plan_wins_over_the_source_and_the_sidecar_but_not_over_the_request(
    folder: Path,
) -> None:
    (folder / "story.toml").write_text("title='Sidecar'\nlanguage='fr'", "utf-8")
    file = planned(folder, title='"Planned"', language='"de"', authors='["Ann"]')
    path = folder / "the_tale.txt"
    found = read(path, Request(plan=file)).metadata
    assert (found.title, found.language, found.creators) == ("Planned", "de", (Creator("Ann"),))
    asked = Request(plan=file, metadata=Metadata(title="Asked"))
    assert read(path, asked).metadata.title == "Asked"
    (folder / "file.toml").write_text("title='File'", "utf-8")
    assert read(path, Request(plan=file, metadata_file=folder / "file.toml")).metadata.title == (
        "File"
    )


def test_a_plan_says_which_cover_there_is(folder: Path) -> None:
    path = folder / "the_tale.txt"
    picture(folder / "images" / "cover.jpg", "#ff0000")
    picture(folder / "other.png", "#0000ff")
    assert colour_of_cover(read(path, Request(plan=planned(folder))), folder) == RED
    other = Request(plan=planned(folder, cover='"other.png"'))
    assert colour_of_cover(read(path, other), folder) == BLUE
    by_id = Request(plan=planned(folder, cover='"cover"'))
    assert colour_of_cover(read(path, by_id), folder) == RED
    assert read(path, Request(plan=planned(folder, cover='"none"'))).cover == ""
    outside = Request(plan=planned(folder, cover='"../secret.png"'))
    report = Report()
    assert colour_of_cover(read(path, outside, report), folder) == RED
    assert Code.COVER_OUTSIDE in codes(report)


def test_the_digest_of_a_folder_is_that_of_its_files_and_their_names() -> None:
    def folder(**files: bytes) -> str:
        source = Source(name="f", data=b"", neighbour=files.get, names=tuple(files))
        return digest_of(source)

    first = folder(one=b"snow", two=b"thaw")
    assert first == folder(one=b"snow", two=b"thaw")
    others = (folder(one=b"snow"), folder(one=b"snow", two=b"x"), folder(one=b"snow", tow=b"thaw"),
              folder(one=b"snowthaw", two=b""))  # fmt: skip
    assert len({first, *others}) == 5


def test_a_plan_that_is_not_there_stops_the_work(folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read(folder / "the_tale.txt", Request(plan=folder / "gone.toml"))
    assert caught.value.code is Code.PLAN_INVALID
    assert "packager inspect" in caught.value.hint


# --- nothing lost -----------------------------------------------------------------------------


def test_words_that_are_lost_are_warned_of_and_strict_makes_no_book_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from packager import registry  # noqa: PLC0415 - only here

    real = registry.reader("fimtext")
    careless = replace(real, visible=lambda source: real.visible(source) + "\nforgotten words")
    monkeypatch.setattr(registry, "reader", lambda _: careless)
    named = Metadata(title="A", creators=(Creator("B"),), language="en")
    source = from_bytes("s.txt", b"It snowed, and it went on.\n")
    report = Report()
    read(source, Request(metadata=named, reader="fimtext"), report)
    (said,) = [found for found in report.diagnostics if found.code is Code.WORDS_LOST]
    assert "'forgotten words'" in said.message
    with pytest.raises(CheckFailed):
        convert(source, Request(metadata=named, reader="fimtext", strict=True))


def test_a_title_the_user_gives_loses_no_words(folder: Path) -> None:
    (folder / "the_tale.txt").write_text(
        "Chapter 1: Snow\n\nIt snowed.\n\nChapter 2: Thaw\n\nIt thawed.\n", "utf-8"
    )
    report = Report()
    read(folder / "the_tale.txt", Request(chapter_titles=("Ice", "Mud")), report)
    assert Code.WORDS_LOST not in codes(report)


def test_a_finished_book_is_verified(folder: Path) -> None:
    made = convert(folder / "the_tale.txt").artifacts[0]
    (folder / "book.epub").write_bytes(made.data)
    assert verify(folder / "book.epub", folder / "the_tale.txt").accounted
    (folder / "the_tale.txt").write_text(TEXT.replace("She", "Suddenly she"), "utf-8")
    found = verify(folder / "book.epub", folder / "the_tale.txt")
    assert [missing.words for missing in found.missing] == [("suddenly",)]

"""Readers and writers by name."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from packager import registry
from packager.book.book import Book
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError, UsageError
from packager.readers.reader import Reader, Sure
from packager.request import Request
from packager.sources.open import open_source
from packager.sources.sample import Sample
from packager.sources.source import Source, from_bytes


def _sniff(source: Source, sample: Sample) -> Sure:
    del source
    return (1.0, "it says POEM") if sample.text.startswith("POEM") else (0.0, "it says nothing")


def _read(source: Source, request: Request, report: Report) -> Book:
    raise NotImplementedError


POEM = Reader(
    name="poem",
    summary="Poems",
    suffixes=(".poem",),
    sniff=_sniff,
    read=_read,
    visible=lambda source: source.data.decode(),
)


@pytest.fixture
def _third_party(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint(name="poem", value=f"{__name__}:POEM", group="packager.readers")
    monkeypatch.setattr(registry, "_third_party", lambda: (entry,))


def test_the_names_are_those_of_the_tables() -> None:
    assert registry.reader_names()[0] == "fimtext"
    assert registry.writer_names() == ("epub", "kepub", "azw3", "pdf")


@pytest.mark.parametrize(
    ("file_name", "format_name"),
    [
        ("tale.epub", "epub"),
        ("tale.kepub.epub", "kepub"),
        ("Tale.KEPUB.EPUB", "kepub"),
        ("tale.kepub.pdf", "pdf"),
        ("tale.txt", ""),
        ("kepub", ""),
    ],
)
def test_the_longest_suffix_names_the_format(file_name: str, format_name: str) -> None:
    assert registry.format_of(file_name) == format_name


def test_a_name_is_looked_up_without_the_layout_engine() -> None:
    program = (
        "import sys; from packager import registry; registry.reader('fimtext');"
        "registry.writer('pdf'); print('weasyprint' in sys.modules)"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "False"


def test_the_surest_reader_is_chosen_and_the_choice_is_said() -> None:
    report = Report()
    text = b" \t\tDescription\n\nA\n It snowed.\n"
    choice = registry.choose_reader(from_bytes("s.txt", text), "", report)
    assert (choice.reader.name, choice.confidence, choice.kind) == ("fimtext", 0.8, "text")
    assert choice.why
    (decision,) = report.decisions
    assert decision.became == "dialect fimtext"
    assert decision.rule == choice.why


def test_the_others_that_were_asked_are_told_with_how_sure_they_are() -> None:
    text = b" \t\tDescription\n\nA\n It snowed.\n"
    choice = registry.choose_reader(from_bytes("s.txt", text), "", Report())
    sure = [confidence for _, (confidence, _) in choice.others]
    assert sure == sorted(sure, reverse=True)
    assert max(sure, default=0.0) <= choice.confidence
    names = [name for name, _ in choice.others]
    assert sorted([*names, "fimtext"]) == sorted(
        name for name, kinds, _ in registry.READERS if "text" in kinds
    )


def test_the_reader_asked_for_is_chosen_however_unsure() -> None:
    source = from_bytes("s.html", b"<p>It snowed.</p>")
    choice = registry.choose_reader(source, "fimtext", Report())
    assert (choice.reader.name, choice.confidence, choice.why) == ("fimtext", 0.0, "asked for")
    assert choice.others == ()


def test_a_source_nobody_knows_is_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "READERS", registry.READERS[:1])
    with pytest.raises(ReadError) as caught:
        registry.choose_reader(from_bytes("s.html", b"<p>It snowed.</p>"), "", Report())
    assert caught.value.code is Code.FORMAT_UNKNOWN
    assert "(.html)" in caught.value.message
    assert "--from NAME" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "data", "instead"),
    [
        ("s.pdf", b"%PDF-1.7\n", "the file the PDF was made of"),
        ("s.azw3", b"\0" * 60 + b"BOOKMOBI" + b"\0" * 20, "ebook-convert"),
        ("s.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "DOCX"),
        ("s.lit", b"ITOLITLS" + b"\0" * 90, "calibre"),
        ("s.wpd", b"\xffWPC" + b"\0\1" * 90, "LibreOffice"),
        ("s.djvu", b"AT&TFORM" + b"\0" * 90, "the text"),
    ],
)
def test_what_packager_does_not_read_is_refused_with_what_to_do_instead(
    name: str, data: bytes, instead: str
) -> None:
    with pytest.raises(ReadError) as caught:
        registry.choose_reader(from_bytes(name, data), "", Report())
    assert caught.value.code is Code.FORMAT_REFUSED
    assert instead in caught.value.hint


def test_a_document_of_pages_is_refused_with_what_to_do_instead(tmp_path: Path) -> None:
    path = tmp_path / "s.pages"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Index/Document.iwa", b"x")
    with pytest.raises(ReadError) as caught:
        registry.choose_reader(open_source(path), "", Report())
    assert "export it from Pages" in caught.value.hint


def test_a_source_that_is_no_text_is_said_to_be_none() -> None:
    with pytest.raises(SourceError) as caught:
        registry.choose_reader(from_bytes("s.png", b"\x89PNG\r\n\x1a\n\0\0"), "", Report())
    assert caught.value.code is Code.SOURCE_NOT_TEXT


@pytest.mark.usefixtures("_third_party")
def test_a_reader_of_others_is_found_and_chosen() -> None:
    assert registry.reader_names()[-1] == "poem"
    assert registry.reader("poem") is POEM
    choice = registry.choose_reader(from_bytes("s.poem", b"POEM\nSnow"), "", Report())
    assert choice.reader is POEM
    assert choice.why == "it says POEM"
    assert registry.choose_reader(from_bytes("s.txt", b"It snowed."), "", Report()).reader != POEM


def test_a_name_of_others_that_is_no_reader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint(name="broken", value="packager.registry:LIKELY", group="packager.readers")
    monkeypatch.setattr(registry, "_third_party", lambda: (broken,))
    with pytest.raises(UsageError) as caught:
        registry.reader("broken")
    assert caught.value.code is Code.OPTION_INVALID

"""Readers and writers by name."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from packager import registry
from packager.book.book import Book
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError, UsageError
from packager.readers.reader import Reader
from packager.request import Request
from packager.sources.source import Source, from_bytes


def _sniff(source: Source) -> float:
    return 1.0 if source.data.startswith(b"POEM") else 0.0


def _read(source: Source, request: Request, report: Report) -> Book:
    raise NotImplementedError


POEM = Reader(name="poem", summary="Poems", suffixes=(".poem",), sniff=_sniff, read=_read)


@pytest.fixture
def _third_party(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint(name="poem", value=f"{__name__}:POEM", group="packager.readers")
    monkeypatch.setattr(registry, "_third_party", lambda: (entry,))


def test_the_names_are_those_of_the_tables() -> None:
    assert registry.reader_names()[0] == "fimtext"
    assert registry.writer_names() == ("epub", "pdf")


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
    reader, sure = registry.choose_reader(from_bytes("s.txt", text), "", report)
    assert (reader.name, sure) == ("fimtext", 0.8)
    (decision,) = report.decisions
    assert decision.became == "dialect fimtext"


def test_the_reader_asked_for_is_chosen_however_unsure() -> None:
    source = from_bytes("s.html", b"<p>It snowed.</p>")
    reader, sure = registry.choose_reader(source, "fimtext", Report())
    assert (reader.name, sure) == ("fimtext", 0.0)


def test_a_source_nobody_knows_is_refused_with_a_way_out() -> None:
    with pytest.raises(ReadError) as caught:
        registry.choose_reader(from_bytes("s.html", b"<p>It snowed.</p>"), "", Report())
    assert caught.value.code is Code.FORMAT_UNKNOWN
    assert "(.html)" in caught.value.message
    assert "--from fimtext" in caught.value.hint


def test_a_source_that_is_no_text_is_said_to_be_none() -> None:
    with pytest.raises(SourceError) as caught:
        registry.choose_reader(from_bytes("s.png", b"\x89PNG\r\n\x1a\n\0\0"), "", Report())
    assert caught.value.code is Code.SOURCE_NOT_TEXT


@pytest.mark.usefixtures("_third_party")
def test_a_reader_of_others_is_found_and_chosen() -> None:
    assert registry.reader_names() == ("fimtext", "poem")
    assert registry.reader("poem") is POEM
    reader, _ = registry.choose_reader(from_bytes("s.poem", b"POEM\nSnow"), "", Report())
    assert reader is POEM
    reader, _ = registry.choose_reader(from_bytes("s.txt", b"It snowed."), "", Report())
    assert reader.name == "fimtext"


def test_a_name_of_others_that_is_no_reader_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint(name="broken", value="packager.registry:LIKELY", group="packager.readers")
    monkeypatch.setattr(registry, "_third_party", lambda: (broken,))
    with pytest.raises(UsageError) as caught:
        registry.reader("broken")
    assert caught.value.code is Code.OPTION_INVALID

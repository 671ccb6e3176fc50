"""Properties of reading: nothing is lost, and a story in the dialect is found as it was written."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from packager.book.book import Book
from packager.book.walk import text_of
from packager.diagnostics import Code, Report
from packager.errors import ReadError, SourceError
from packager.readers.fimfiction import fimtext
from packager.request import Request, SceneBreaks
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes
from packager.sources.text import read_lines
from tests.support.fimtext import Story, found_in, stories, tangles

NAMED = {Code.LINE_NOT_PRINTED, Code.HEADER_IGNORED}


@settings(max_examples=200)
@given(stories(), st.sampled_from(("auto", "blank", "marker", "none")))
def test_a_story_is_found_as_it_was_written(pair: tuple[str, Story], breaks: SceneBreaks) -> None:
    source, story = pair
    report = Report()
    book = fimtext.read(from_bytes("s.txt", source.encode()), Request(scene_breaks=breaks), report)
    assert found_in(book) == story
    assert Code.NOTE_EMPTY not in {found.code for found in report.diagnostics}


@settings(max_examples=200)
@given(tangles, st.sampled_from(("auto", "none")))
@example(" a\n\t\t\tAuthor's Notes:\n\n b", "auto")
@example("Author's Note\na\nb", "auto")
@example("a\n\t\tDescription\nb", "auto")
def test_every_word_is_in_the_book_once_in_order_or_on_a_named_line(
    text: str, breaks: SceneBreaks
) -> None:
    source = from_bytes("s.txt", text.encode())
    report = Report()
    try:
        book = fimtext.read(source, Request(scene_breaks=breaks), report)
    except (SourceError, ReadError):
        return
    named = {d.where.line for d in report.diagnostics if d.where and d.code in NAMED}
    lines = [line for line in read_lines(source, Report()) if not line.blank]
    kept = [line.text.strip() for line in lines if line.number not in named]
    assert _texts(book) == kept
    blank = {d.code for d in report.diagnostics} & {Code.BLANK_LINES}
    assert bool(blank) == (len(lines) < len(read_lines(source, Report())))


def _texts(book: Book) -> list[str]:
    """The paragraphs of a book as they stood in the source."""
    runs = [text_of(book.metadata.description)]
    for section in book.body:
        mine = [note for note in book.notes if note.section == section.id]
        runs += [text_of(note.blocks) for note in mine if note.position == "before"]
        runs += [section.title, text_of(section.blocks)]
        runs += [text_of(note.blocks) for note in mine if note.position == "after"]
    return [line for run in runs if run for line in run.split("\n")]


@given(tangles)
def test_reading_is_the_same_each_time(text: str) -> None:
    assert _read(text.encode()) == _read(text.encode())


@settings(max_examples=100)
@given(st.binary(max_size=300) | tangles.map(lambda text: text.encode("utf-16-le")))
def test_a_reader_raises_only_its_two_errors_on_any_bytes(data: bytes) -> None:
    source = from_bytes("s.txt", data)
    sure, why = fimtext.sniff(source, sample_of(source))
    assert 0 <= sure <= 1
    assert why
    book, _ = _read(data)
    assert book is None or book.body


@given(tangles)
def test_every_decision_is_of_a_line_there_is_and_never_certain(text: str) -> None:
    book, report = _read(text.encode())
    if book is None:
        return
    numbers = {line.number for line in read_lines(from_bytes("s.txt", text.encode()), Report())}
    for decision in report.decisions:
        assert decision.line in numbers
        assert 0 < decision.confidence < 1
    for found in report.diagnostics:
        assert found.where is not None
        assert found.where.line is None or found.where.line in numbers


def _read(data: bytes) -> tuple[Book | None, Report]:
    report = Report()
    try:
        return fimtext.read(from_bytes("s.txt", data), Request(), report), report
    except (SourceError, ReadError):
        return None, report

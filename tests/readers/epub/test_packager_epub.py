"""An EPUB packager made is read back into its Book, and built again it is the same to the byte."""

from __future__ import annotations

import contextlib
import shlex
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.book.blocks import Blocks, Figure, Heading, Paragraph, SceneBreak
from packager.book.book import Asset, AuthorNote, Book, Footnote
from packager.book.inlines import Inline, Inlines, Link, NoteRef, Superscript
from packager.book.metadata import Creator, Metadata, Series
from packager.book.section import Role, Section
from packager.book.style import Style
from packager.book.walk import map_blocks, map_inlines, map_lines
from packager.diagnostics import Code, Report
from packager.errors import PackagerError
from packager.pipeline import convert, publish, write
from packager.readers.epub.packager_epub import READER
from packager.request import NotesPlacement, Request
from packager.sources.open import open_source
from packager.sources.sample import sample_of
from packager.sources.source import from_bytes
from tests.support.books import books
from tests.support.golden import Case, cases
from tests.support.publications import THEME

_MOMENT = datetime(2024, 5, 3, 12, tzinfo=UTC)
_EXAMPLES = Path(__file__).parents[3] / "examples"


def made(book: Book, notes: NotesPlacement = "appendix") -> bytes:
    publication = publish(book, THEME, Request(notes=notes, modified=_MOMENT))
    return write(publication, "epub").data


def read(data: bytes, report: Report | None = None) -> Book:
    told = Report() if report is None else report
    book = READER.read(from_bytes("book.epub", data), Request(), told)
    guessed = [one.message for one in told.diagnostics if one.code is Code.STRUCTURE_GUESSED]
    assert not guessed
    return book


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The book with one of its files changed."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            found = old.read(entry)
            new.writestr(entry, change(found) if entry.filename == f"EPUB/{name}" else found)
    return file.getvalue()


# --- a Book with everything in it -----------------------------------------------------------------

STORY = Book(
    metadata=Metadata(
        identifier="urn:uuid:2f4f7c5e-0000-5000-8000-000000000000",
        title="The Clock Under the Pier",
        subtitle="A Tale of Tides",
        creators=(Creator("Ilse Marrow", "aut", "Marrow, Ilse"), Creator("Bo", "ill", "Bo")),
        language="en",
        description=(Paragraph(("It ticks.",)),),
        series=Series("Salt Water", 2.5),
        subjects=("Sea", "Clocks"),
        rating="Teen",
        published=date(2024, 1, 2),
        modified=date(2024, 3, 4),
        publisher="Pierhead",
        rights="© Ilse Marrow",
        source="https://example.org/pier",
        fandoms=("Harbours",),
        characters=("Maren", "the ferryman"),
        relationships=("Maren & the ferryman",),
        warnings=("Cold water",),
        status="incomplete",
        words=1234,
        chapters=2,
        planned=12,
    ),
    cover="cover",
    front=(
        Section(id="dedication", role=Role.DEDICATION, blocks=(Paragraph(("For the gulls.",)),)),
    ),
    body=(
        Section(
            id="part-1",
            role=Role.PART,
            number=1,
            title="Ebb",
            children=(
                Section(
                    id="chapter-001",
                    number=1,
                    title="Low Tide",
                    published=date(2024, 1, 2),
                    blocks=(
                        Paragraph(("It ticked", NoteRef("fn-chapter-001-1"), ".")),
                        SceneBreak(),
                        Heading(1, ("A letter",)),
                        Paragraph((Link(("on",), "#notes"),), Style(align="center", scale=1.25)),
                        Figure("map", "The pier"),
                    ),
                ),
                Section(id="notes", number=2, published=date(2024, 3, 4)),
            ),
        ),
        Section(id="epilogue", role=Role.EPILOGUE, blocks=(Paragraph(("Gone.",)),)),
    ),
    notes=(
        AuthorNote(section="", position="before", blocks=(Paragraph(("All of it.",)),)),
        AuthorNote(section="chapter-001", position="before", kind="summary",
                   blocks=(Paragraph(("A clock is found.",)),)),
        AuthorNote(section="chapter-001", position="after",
                   blocks=(Paragraph(("Thanks", NoteRef("fn-notes-1"))),)),
    ),
    footnotes=(
        Footnote(id="fn-chapter-001-1", blocks=(Paragraph(("Loudly.",)),)),
        Footnote(id="fn-notes-1", blocks=(Paragraph(("To Bo.",)),)),
    ),
    assets=(
        Asset(id="cover", media_type="image/png", data=b"\x89PNG cover"),
        Asset(id="map", media_type="image/png", data=b"\x89PNG map", alt="The pier"),
    ),
)  # fmt: skip


def test_a_book_is_read_as_it_was() -> None:
    # A part carries the first note about the whole, which stands in the first document of all.
    assert read(made(STORY)) == STORY


@pytest.mark.parametrize("notes", ["chapter-end", "both"])
def test_notes_are_found_wherever_they_stand(notes: NotesPlacement) -> None:
    again = read(made(STORY, notes))
    assert [(note.position, note.kind) for note in again.notes] == [
        ("before", "note"), ("before", "summary"), ("after", "note"),
    ]  # fmt: skip
    assert made(again, notes) == made(STORY, notes)


@pytest.mark.parametrize("language", ["de", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "uk",
                                      "zh", "he", "cs"])  # fmt: skip
def test_labels_numbers_and_days_are_understood_in_every_language(language: str) -> None:
    book = replace(STORY, metadata=replace(STORY.metadata, language=language, words=1_234_567))
    assert read(made(book)) == book


# --- the same bytes -------------------------------------------------------------------------------


def _sources() -> list[object]:
    found = [(case.name, case) for case in cases() if _converted(case) is not None]
    return [pytest.param(case, id=name) for name, case in found]


def _converted(case: Case) -> Path | None:
    """The source a golden case makes books of; ``None`` when it makes none."""
    words = shlex.split((case.folder / "command").read_text("utf-8"))
    if words[:2] != ["packager", "convert"] or not any(
        name.endswith(".entries") for name in case.expected()
    ):
        return None
    named = case.folder / "source" / words[2]
    return named if named.exists() else None


@pytest.mark.parametrize("case", _sources())
def test_a_golden_book_built_again_is_the_same_to_the_byte(case: Case) -> None:
    source = _converted(case)
    assert source is not None
    _assert_same(source)


@pytest.mark.parametrize("story", sorted(_EXAMPLES.glob("*/*.txt")), ids=lambda path: path.name)
def test_an_example_built_again_is_the_same_to_the_byte(story: Path) -> None:
    _assert_same(story)


def _assert_same(source: Path) -> None:
    request = Request()
    (first,) = convert(open_source(source), request).artifacts
    report = Report()
    again = convert(from_bytes("book.epub", first.data), request, report)
    assert again.reader == "packager-epub"
    assert again.artifacts[0].data == first.data
    assert not [one for one in report.diagnostics if one.code is Code.WORDS_LOST]


def _fit(book: Book) -> Book:
    """A drawn Book as the transforms leave one: every mark of a note leads to a note."""

    def inline(found: Inline) -> Inlines:
        return (Superscript(("*",)),) if found == NoteRef("lost") else (found,)

    def line(found: Inlines) -> Inlines:
        return map_inlines(found, inline)

    return map_blocks(book, lambda blocks: map_lines(blocks, line))


def _without_marks(note: AuthorNote) -> AuthorNote:
    def line(found: Inlines) -> Inlines:
        return map_inlines(found, lambda one: () if isinstance(one, NoteRef) else (one,))

    def blocks(found: Blocks) -> Blocks:
        return map_lines(found, line)

    return replace(note, blocks=blocks(note.blocks))


@settings(suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large), max_examples=30)
@given(book=books(), notes=st.sampled_from(("appendix", "chapter-end", "both", "drop")))
def test_any_book_built_again_is_the_same_to_the_byte(book: Book, notes: NotesPlacement) -> None:
    book = _fit(book)
    if notes == "both":  # a footnote of a note would be listed twice, and is read as two
        book = replace(book, notes=tuple(map(_without_marks, book.notes)))
    first = made(book, notes)
    again = read(first)
    # What a picture shows is settled when pictures are made fit, before a book is made.
    assert [(one.id, one.data) for one in again.assets] == [
        (one.id, one.data) for one in book.assets
    ]
    assert made(replace(again, assets=book.assets), notes) == first


# --- books somebody changed -----------------------------------------------------------------------


def test_a_book_of_packagers_is_known_by_its_files() -> None:
    source = from_bytes("book.epub", made(STORY))
    assert READER.sniff(source, sample_of(source))[0] > 0.95
    other = from_bytes("book.txt", b"The Clock Under the Pier")
    assert READER.sniff(other, sample_of(other))[0] == 0.0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"It ticked", b"<font>It ticked</font>"),
        (b'<p class="first">It', b'<p class="first" onclick="x()">It'),
        (b'<hr class="scene-break"/>', b'<hr class="own"/>'),
        (b"</section>\n</body>", b"</section>loose text</body>"),
        (b"<header", b"<!-- mine --><header"),
    ],
)
def test_a_book_that_was_changed_is_read_as_any_other(old: bytes, new: bytes) -> None:
    data = changed(made(STORY), "text/chapter-001.xhtml", lambda text: text.replace(old, new))
    report = Report()
    book = READER.read(from_bytes("book.epub", data), Request(), report)
    assert [one.code for one in report.diagnostics].count(Code.STRUCTURE_GUESSED) == 1
    assert "It ticked" in str(book.body)


@settings(suppress_health_check=(HealthCheck.too_slow,), max_examples=60)
@given(
    name=st.sampled_from(
        ("content.opf", "nav.xhtml", "text/titlepage.xhtml", "text/chapter-001.xhtml",
         "text/notes.xhtml", "text/colophon.xhtml")
    ),
    at=st.integers(0, 4000),
    cut=st.integers(0, 60),
    put=st.sampled_from((b"", b"<", b"<p>", b"</p>", b"&", b'"', b"<!-- -->", b"\xff", b"<ol/>")),
)  # fmt: skip
def test_no_damage_raises_anything_else(name: str, at: int, cut: int, put: bytes) -> None:
    data = changed(_WHOLE, name, lambda text: text[:at] + put + text[at + cut :])
    with contextlib.suppress(PackagerError):
        READER.read(from_bytes("book.epub", data), Request(), Report())


_WHOLE = made(STORY)

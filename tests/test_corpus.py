"""Real stories of the shared corpus, where it lies beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from packager.book.book import Book
from packager.book.section import Role
from packager.book.walk import sections
from packager.diagnostics import Code, Report, Severity
from packager.errors import PackagerError
from packager.pipeline import convert
from tests.support.epub_reader import Epub
from tests.support.epubcheck import EpubCheck
from tests.support.words import source_words, story_paragraphs, words

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
EXPECTED: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "corpus" / "expected.json").read_text("utf-8")
)
"""What each real source holds, written and checked by hand against the source itself."""

TOLD = frozenset({Role.CHAPTER, Role.PROLOGUE, Role.EPILOGUE})
"""The roles of sections that tell the story, which the expected numbers count as chapters."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie beside the checkout"),
]


@pytest.mark.epubcheck
def test_the_seed_is_one_chapter_of_17_paragraphs_with_a_note_of_2(epubcheck: EpubCheck) -> None:
    (seed,) = (CORPUS / "seed").glob("*.txt")
    outcome = convert(seed)
    book = Epub(outcome.artifacts[0].data)
    assert len(outcome.book.metadata.description) == 1
    assert [len(section.blocks) for section in outcome.book.body] == [17]
    assert [len(note.blocks) for note in outcome.book.notes] == [2]
    found = story_paragraphs(book)
    assert len(found) == 1 + 17 + 2
    assert not {"Description", "Author's Notes:", "images/cover.jpg"} & {p.strip() for p in found}
    assert words("\n".join(found)) == source_words(seed.read_text("utf-8"))
    assert Code.COVER_GENERATED in {said.code for said in outcome.report.diagnostics}
    assert book.broken_links() == ()
    assert epubcheck(outcome.artifacts[0].data) == ()


@pytest.mark.epubcheck
def test_flat_is_three_chapters_with_a_note_each(epubcheck: EpubCheck) -> None:
    flat = CORPUS / "dialects" / "flat.txt"
    outcome = convert(flat)
    book = Epub(outcome.artifacts[0].data)
    assert len(outcome.book.body) == 3
    assert [(n.section, n.position) for n in outcome.book.notes] == [
        (f"chapter-00{number}", "after") for number in (1, 2, 3)
    ]
    assert book.broken_links() == ()
    in_book = words("\n".join(story_paragraphs(book)))
    assert sorted(in_book) == sorted(source_words(flat.read_text("utf-8")))
    assert epubcheck(outcome.artifacts[0].data) == ()


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: str(row["path"]))
@pytest.mark.epubcheck
def test_a_real_source_is_understood(row: dict[str, Any], epubcheck: EpubCheck) -> None:
    outcome = convert(CORPUS / row["path"])
    found = facts(outcome.book) | {"reader": outcome.reader}
    assert {key: found[key] for key in row if key != "path"} == {
        key: value for key, value in row.items() if key != "path"
    }
    lost = [said.message for said in outcome.report.diagnostics if said.code is Code.WORDS_LOST]
    assert lost == []
    book = Epub(outcome.artifacts[0].data)
    assert book.broken_links() == ()
    assert epubcheck(outcome.artifacts[0].data) == ()


def facts(book: Book) -> dict[str, Any]:
    """What the expected rows speak of; a note's place is the number of the chapter it is about."""
    chapters = [section.id for section in sections(book) if section.role in TOLD]
    return {
        "title": book.metadata.title,
        "authors": [maker.name for maker in book.metadata.creators if maker.role == "aut"],
        "language": book.metadata.language,
        "chapters": len(chapters),
        "parts": sum(1 for section in sections(book) if section.role is Role.PART),
        "notes": [
            [
                chapters.index(note.section) + 1 if note.section in chapters else note.section,
                note.position,
                note.kind,
            ]
            for note in book.notes
        ],
        "footnotes": len(book.footnotes),
    }


def every_source() -> list[Path]:
    """Every story of the corpus, and every file that only looks like one."""
    single = {"covers", "docs", "dialects", "epubtests", "fff", "fimfic", "gutenberg", "scripts"}
    files = [path for path in CORPUS.rglob("*") if path.is_file() and path.suffix != ".tsv"]
    alone = [path for path in files if path.relative_to(CORPUS).parts[0] in single]
    folders = [*(CORPUS / "markdown" / "silkrose").glob("*/"), CORPUS / "markdown/mdbook-stories"]
    return sorted([*alone, *folders, *(CORPUS / "standardebooks").iterdir()])


@pytest.mark.parametrize("path", every_source(), ids=lambda path: path.name)
def test_every_source_is_converted_or_refused_with_a_reason(path: Path) -> None:
    report = Report()
    refusal: PackagerError | None = None
    data = b""
    try:
        data = convert(path, report=report).artifacts[0].data
    except PackagerError as error:
        refusal = error
    if refusal is None:
        assert data
        assert Code.WORDS_LOST not in {said.code for said in report.diagnostics}
    else:
        assert refusal.exit_code in {3, 6}
        assert refusal.message
        assert refusal.code.severity is Severity.ERROR

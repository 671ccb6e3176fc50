"""Real stories of the shared corpus, where it lies beside the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.diagnostics import Code
from packager.pipeline import convert
from tests.support.epub_reader import Epub
from tests.support.epubcheck import EpubCheck
from tests.support.words import source_words, story_paragraphs, words

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"

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

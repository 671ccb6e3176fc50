"""A long book is laid out in parts, and nobody can tell."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace

import pytest

from packager.diagnostics import Report
from packager.errors import WriteError
from packager.publication.publication import ContentDocument, NavEntry, Publication
from packager.writers.pdf import division, workers
from packager.writers.pdf.division import divide
from packager.writers.pdf.document import join_spine
from packager.writers.pdf.gathering import Count
from packager.writers.pdf.numbering import Numbering
from packager.writers.pdf.writer import write
from tests.support.pdf_reader import Box, Pdf
from tests.support.pdf_structure import structure_of

pytestmark = pytest.mark.pdf

_PROSE = (
    "<p>The ferry to Lower Hathe leaves when the ferryman has finished his soup, and the soup is"
    " as long as the news. On Thursdays there was no news at all; on Thursdays one could set a"
    " clock by him, and the clockmaker’s widow, who had nothing else to do, did.</p>"
)
_NOTE = '<p class="note-link"><a href="notes.xhtml#note-{0}" data-page="page">A note</a></p>'


@pytest.fixture(scope="module")
def book(make_chapters: Callable[..., Publication]) -> Publication:
    """Nine chapters of different lengths, a part that begins on a recto, and notes behind them."""
    lengths = (11, 4, 17, 9, 9, 2, 14, 6, 12)
    made = make_chapters(
        tuple(
            (f"Crossing {number}", length * _PROSE + _NOTE.format(number))
            for number, length in enumerate(lengths, 1)
        )
    )
    documents = list(made.spine)
    part = ContentDocument(
        href="text/part.xhtml",
        title="Winter",
        matter="bodymatter",
        body='<section class="part" id="part"><header class="opener"><h1 class="title">Winter</h1>'
        "</header></section>",
    )
    documents.insert(7, part)
    notes = "".join(
        f'<section class="note" id="note-{number}"><h2>On crossing {number}</h2><p>It was so.</p>'
        f'<p class="backlink"><a href="chapter-{number:03}.xhtml" data-page="page">Back</a></p>'
        "</section>"
        for number in range(1, 10)
    )
    appendix = ContentDocument(
        href="text/notes.xhtml",
        title="Notes",
        matter="backmatter",
        body=f'<section class="notes" id="notes"><h1 class="title">Notes</h1>{notes}</section>',
    )
    entries = [*made.nav.entries, NavEntry(title="Notes", href=appendix.href)]
    entries.insert(5, NavEntry(title="Winter", href=part.href))
    return replace(
        made,
        spine=(*documents, appendix),
        nav=replace(made.nav, entries=tuple(entries), in_spine=True),
    )


@pytest.fixture(scope="module")
def whole(book: Publication) -> bytes:
    return write(book, Report())


@pytest.fixture
def small_gatherings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(division, "WHOLE", 1000)
    monkeypatch.setattr(division, "ENOUGH", 4000)


@pytest.fixture
def parts(book: Publication, small_gatherings: None) -> bytes:  # noqa: ARG001 - it sets them
    return write(book, Report())


def test_a_book_falls_into_front_body_and_back(book: Publication, small_gatherings: None) -> None:  # noqa: ARG001
    divided = divide(book, join_spine(book))
    assert divided.front is not None
    assert divided.front.fill
    assert len(divided.body) == 4
    assert len(divided.back) == 1
    assert divided.body[0].title == "Crossing 1"


def test_a_short_book_is_one(book: Publication) -> None:
    divided = divide(book, join_spine(book))
    assert (divided.front, len(divided.body), divided.back) == (None, 1, ())


def test_every_character_stands_where_it_stands_in_the_whole(whole: bytes, parts: bytes) -> None:
    one, other = Pdf(whole), Pdf(parts)
    assert len(one) == len(other) > 20
    for page in range(len(one)):
        assert one.text(page) == other.text(page)
        pairs = zip(one.boxes(page), other.boxes(page), strict=True)
        assert max((_shift(*pair) for pair in pairs), default=0) < 0.25


def _shift(one: tuple[str, Box], other: tuple[str, Box]) -> float:
    """How far a character stands from where it stands in another PDF, in points."""
    return max(abs(one[1].left - other[1].left), abs(one[1].bottom - other[1].bottom))


def test_numbers_outline_and_links_are_those_of_the_whole(whole: bytes, parts: bytes) -> None:
    one, other = Pdf(whole), Pdf(parts)
    assert other.outline() == one.outline()
    assert [other.label(page) for page in range(len(other))] == [
        one.label(page) for page in range(len(one))
    ]
    assert [(link.page, link.target) for link in other.links()] == [
        (link.page, link.target) for link in one.links()
    ]
    assert other.font_names() == one.font_names()


def test_the_structure_is_that_of_the_whole(whole: bytes, parts: bytes) -> None:
    trees = (structure_of(Pdf(data).objects) for data in (whole, parts))
    first, second = ([(node.tag, sorted(node.pages)) for node in tree.all()] for tree in trees)
    assert first == second


def test_a_number_of_a_later_page_is_filled_in(parts: bytes) -> None:
    pdf = Pdf(parts)
    text = "".join(pdf.text(page) for page in range(len(pdf)))
    assert "1234567890" not in text
    notes = next(page for page in range(len(pdf)) if pdf.lines(page)[:1] == ["Notes"])
    assert f"A note, page {pdf.label(notes)}" in text


def test_the_bytes_do_not_depend_on_the_number_of_processes(
    book: Publication, parts: bytes
) -> None:
    assert write(book, Report(), 2) == parts
    assert write(book, Report(), 3) == parts


def test_a_worker_that_dies_is_an_error_that_names_the_chapter(
    book: Publication,
    small_gatherings: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[workers._Worker] = []
    send = workers._Worker.send

    def deadly(self: workers._Worker, message: object) -> None:
        send(self, message)
        if getattr(message, "title", "") == "Crossing 1":
            started.append(self)
            os.kill(self._process.pid, signal.SIGKILL)

    monkeypatch.setattr(workers._Worker, "send", deadly)
    with pytest.raises(WriteError, match=r"Crossing 1.*signal 9"):
        write(book, Report(), 2)
    assert [worker._process.poll() for worker in started] == [-9]


def test_gatherings_follow_each_other() -> None:
    numbering = Numbering()
    head = {"head": "A"}
    plain = Count(pages=5, begins="recto", turns=True, folio=5, continues=True, strings=head)
    first, settled = numbering.start(plain)
    assert (first.recto, first.folio, first.blank, settled) == (True, 0, False, True)
    second, _ = numbering.start(replace(plain, begins="either"))
    assert (second.recto, second.folio, second.blank) == (False, 5, False)
    assert second.strings == head
    third, _ = numbering.start(replace(plain, begins="verso"))
    assert (third.recto, third.folio, third.blank) == (False, 10, True)
    fourth, settled = numbering.start(replace(plain, begins="either", turns=False))
    assert (fourth.recto, fourth.folio, settled) == (True, 16, True)
    fifth, settled = numbering.start(replace(plain, begins="either", turns=False))
    assert (fifth.recto, settled) == (False, False)
    fifth, settled = numbering.start(
        replace(plain, begins="either", turns=False, pages=6), again=True
    )
    assert (fifth.folio, settled) == (21, True)

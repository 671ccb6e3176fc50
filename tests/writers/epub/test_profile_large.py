"""A book of many chapters and pictures is written in time and memory that grow as it does."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace

import pytest

from packager.diagnostics import Report
from packager.publication.publication import ContentDocument, NavEntry, Publication, Resource
from packager.writers.epub.writer import write as write_epub
from packager.writers.kepub.writer import write as write_kepub
from tests.support.epub_reader import Epub
from tests.support.tide import tide

Write = Callable[[Publication, Report], bytes]

WRITERS = pytest.mark.parametrize("write", [write_epub, write_kepub], ids=["epub", "kepub"])


def _chapter(number: int, words: int) -> ContentDocument:
    stem = f"more-{number:04d}"
    text = "\n".join(f"<p>It is {n} o’clock. The tide is in.</p>" for n in range(words // 8))
    return ContentDocument(
        href=f"text/{stem}.xhtml",
        title=f"More {number}",
        matter="bodymatter",
        body=f'<section class="chapter" epub:type="chapter" role="doc-chapter" id="{stem}" '
        f'aria-labelledby="{stem}-title">\n<h1 id="{stem}-title">More {number}</h1>\n'
        f'<p><img src="../images/p{number}.jpg" alt="Tide {number}"/></p>\n{text}\n</section>',
    )


def _noise(number: int, size: int) -> bytes:
    return hashlib.shake_128(str(number).encode()).digest(size)


def _large(chapters: int, *, words: int = 200, picture: int = 2_000) -> Publication:
    publication = tide()
    added = tuple(_chapter(number, words) for number in range(chapters))
    pictures = tuple(
        Resource(
            id=f"image-p{number}",
            href=f"images/p{number}.jpg",
            media_type="image/jpeg",
            data=_noise(number, picture),
        )
        for number in range(chapters)
    )
    entries = tuple(NavEntry(title=one.title, href=one.href) for one in added)
    return replace(
        publication,
        spine=(*publication.spine, *added),
        nav=replace(publication.nav, entries=publication.nav.entries + entries),
        resources=(*publication.resources, *pictures),
    )


@WRITERS
def test_the_peak_is_the_file_and_its_documents(write: Write) -> None:
    publication = _large(300, picture=40_000)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        data = write(publication, Report())
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()
    text = sum(len(document.body) for document in publication.spine)
    assert len(data) > 12_000_000
    assert peak < 1.3 * len(data) + 12 * text


@WRITERS
def test_the_time_grows_with_the_book(write: Write) -> None:
    def seconds(publication: Publication) -> float:
        taken = []
        for _ in range(3):
            start = time.process_time()
            write(publication, Report())
            taken.append(time.process_time() - start)
        return min(taken)

    few, many = _large(100), _large(1_600)
    seconds(few)
    assert seconds(many) < 40 * max(seconds(few), 0.01)


def test_two_thousand_chapters_are_all_there() -> None:
    epub = Epub(write_epub(_large(2_000, words=40, picture=100), Report()))
    assert len(epub.spine) == 2_008
    assert len(epub.manifest) > 4_000

"""What Send to Kindle refuses is told when the book is for a Kindle, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from packager.diagnostics import Code, Report
from packager.publication.publication import NavEntry, Publication
from packager.writers.epub.send_to_kindle import preflight
from packager.writers.epub.writer import write
from tests.support.epub_reader import Epub
from tests.support.tide import tide


def _told(publication: Publication, size: int = 1_000) -> list[tuple[Code, str]]:
    report = Report()
    preflight(publication, size, report)
    return [(found.code, found.message) for found in report.diagnostics]


def _in(language: str) -> Publication:
    publication = tide()
    return replace(publication, metadata=replace(publication.metadata, language=language))


@pytest.mark.parametrize("language", ["en", "en-GB", "zh-Hant", "pt-BR", "ja", "EN"])
def test_a_language_kindle_knows_is_no_matter(language: str) -> None:
    assert _told(_in(language)) == []


@pytest.mark.parametrize("language", ["ru", "el", "tlh", "und"])
def test_a_language_kindle_does_not_know_is_told(language: str) -> None:
    ((code, message),) = _told(_in(language))
    assert code is Code.KINDLE_LANGUAGE
    assert f"the language {language!r}" in message


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (50_000_000, None),
        (50_000_001, "the book has 50 MB, and a mail may have 50"),
        (180_000_000, "the book has 180 MB, and a mail may have 50"),
        (201_000_000, "the book has 201 MB, and the web page and the app may have 200"),
    ],
)
def test_a_book_that_is_too_large_is_told(size: int, words: str | None) -> None:
    assert _told(tide(), size) == ([] if words is None else [(Code.KINDLE_REFUSED, words)])


def test_contents_in_another_order_and_pictures_without_a_source_are_told() -> None:
    publication = tide()
    entries = tuple(
        NavEntry(title=stem, href=f"text/{stem}.xhtml") for stem in ("chapter-002", "chapter-001")
    )
    first = publication.spine[2]
    bare = replace(first, body=f'{first.body}<p><img alt="x"/><img src="" alt="y"/></p>')
    found = _told(
        replace(
            publication,
            nav=replace(publication.nav, entries=entries),
            spine=(*publication.spine[:2], bare, *publication.spine[3:]),
        )
    )
    assert [message for _, message in found] == [
        "Send to Kindle may refuse the book: its contents are in another order than its pages",
        "Send to Kindle may refuse the book: 2 pictures have no source",
    ]


def test_only_the_profile_of_kindle_asks() -> None:
    for profile, count in (("generic", 0), ("kobo", 0), ("small", 0), ("kindle", 1)):
        report = Report()
        write(replace(_in("ru"), profile=profile), report)
        assert len(report.diagnostics) == count


def test_every_document_declares_its_encoding_and_no_body_has_an_id() -> None:
    epub = Epub(write(replace(tide(), profile="kindle"), Report()))
    for path in epub.spine:
        document = epub.files[path]
        assert document.startswith(b'<?xml version="1.0" encoding="utf-8"?>\n')
        assert b"<body epub:type=" in document
        assert b"id=" not in document[document.index(b"<body") :].split(b">")[0]


def test_the_guide_names_the_cover() -> None:
    epub = Epub(write(replace(tide(), profile="kindle"), Report()))
    guide = [found.get("type") for found in epub.package.iter() if found.tag.endswith("reference")]
    assert "cover" in guide

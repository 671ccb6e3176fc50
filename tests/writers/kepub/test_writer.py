"""The KEPUB: a valid EPUB with the text of the EPUB, Kobo's columns, and links that lead on."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from packager import registry
from packager.diagnostics import Report
from packager.publication.publication import Publication
from packager.writers.epub.writer import write as write_epub
from packager.writers.kepub.writer import WRITER, write
from tests.support.epub_reader import XHTML, Epub
from tests.support.epubcheck import EpubCheck
from tests.support.tide import tide


@pytest.fixture(scope="module")
def publication() -> Publication:
    return tide()


@pytest.fixture(scope="module")
def kepub(publication: Publication) -> Epub:
    return Epub(write(publication, Report()))


@pytest.fixture(scope="module")
def epub(publication: Publication) -> Epub:
    return Epub(write_epub(publication, Report()))


def _body(epub: Epub, path: str) -> ET.Element:
    body = epub.xml(path).find(f"{XHTML}body")
    assert body is not None
    return body


def test_the_writer_names_itself() -> None:
    assert (WRITER.name, WRITER.suffix) == ("kepub", ".kepub.epub")
    assert registry.writer("kepub") is WRITER


def test_the_text_of_every_document_is_that_of_the_epub(epub: Epub, kepub: Epub) -> None:
    assert kepub.spine == epub.spine
    for path in epub.spine:
        assert "".join(_body(kepub, path).itertext()) == "".join(_body(epub, path).itertext())


def test_documents_are_in_kobos_columns_and_the_contents_page_is_not(kepub: Epub) -> None:
    for path in kepub.spine:
        columns = _body(kepub, path)[0]
        if path == kepub.nav:
            assert "koboSpan" not in kepub.files[path].decode()
            continue
        assert [columns.get("id"), columns[0].get("id")] == ["book-columns", "book-inner"]
        assert len(_body(kepub, path)) == 1
        assert len(columns) == 1
        assert "kobo.1.1" in kepub.files[path].decode()


def test_everything_but_documents_and_styles_is_as_in_the_epub(epub: Epub, kepub: Epub) -> None:
    differing = {path for path, data in kepub.files.items() if data != epub.files[path]}
    assert differing == {*kepub.spine} - {kepub.nav} | {"EPUB/css/story.css"}
    assert kepub.files["EPUB/css/story.css"].startswith(epub.files["EPUB/css/story.css"])


def test_the_cover_image_is_named(kepub: Epub) -> None:
    assert [i for i in kepub.manifest.values() if i.get("properties") == "cover-image"]


def test_every_link_leads_somewhere(kepub: Epub) -> None:
    for link in kepub.links():
        assert link.target in kepub.files
        if link.fragment:
            ids = {found.get("id") for found in kepub.xml(link.target).iter()}
            assert link.fragment in ids


def test_the_same_publication_is_the_same_file(publication: Publication) -> None:
    assert write(publication, Report()) == write(publication, Report())


@pytest.mark.epubcheck
@pytest.mark.parametrize("language", ["en", "ja", "ar"])
def test_epubcheck_has_no_word_about_it(
    epubcheck: EpubCheck, publication: Publication, language: str
) -> None:
    metadata = replace(publication.metadata, language=language)
    found = epubcheck(write(replace(publication, metadata=metadata), Report()))
    assert [message for message in found if message.code != "CSS-028"] == []

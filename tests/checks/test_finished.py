"""The text of a finished book, whoever made it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from packager.checks.finished import finished_text
from packager.diagnostics import Code
from packager.errors import DependencyError, SourceError

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Lamp</dc:title>
<meta name="series" content="Low Water"/></metadata>
<manifest><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="one%20a.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
ONE = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>unseen</title><style>unseen</style></head><body>
<nav epub:type="toc"><ol><li>aside</li></ol></nav>
<h1>O<!-- unseen -->ne</h1><p>half<em>way</em> there</p><p>next<br/>line</p>
<p><a href="https://example.org/far">far</a> <img src="x" alt="shown"/></p>
<div epub:type="footnote"><p>noted</p></div>tail</body></html>"""
TWO = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>two &amp; more</p></body></html>'


def epub(tmp_path: Path, **changes: str | None) -> Path:
    files = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE,
        "OPS/one a.xhtml": ONE,
        "OPS/two.xhtml": TWO,
    } | {name.replace("__", "/").replace("_dot_", "."): text for name, text in changes.items()}
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return path


def test_an_epub_is_read_by_its_spine_in_lines_as_a_person_sees_them(tmp_path: Path) -> None:
    found = finished_text(epub(tmp_path))
    lines = [" ".join(line.split()) for line in found.story.splitlines() if line.strip()]
    assert lines == ["One", "halfway there", "next", "line", "far", "tail", "two & more"]


def test_what_stands_outside_the_order_of_the_story_is_apart(tmp_path: Path) -> None:
    found = finished_text(epub(tmp_path))
    for word in ("aside", "noted", "shown", "https://example.org/far", "The Lamp", "Low Water"):
        assert word in found.aside
    assert "unseen" not in found.story + found.aside


@pytest.mark.parametrize(
    "changes",
    [
        {"META-INF__container_dot_xml": None},
        {"META-INF__container_dot_xml": "<container/>"},
        {"OPS__book_dot_opf": None},
        {"OPS__book_dot_opf": ""},
        {"OPS__two_dot_xhtml": None},
        {"META-INF__container_dot_xml": CONTAINER.replace("OPS/book.opf", "../book.opf")},
    ],
)
def test_what_is_no_epub_is_refused(tmp_path: Path, changes: dict[str, str | None]) -> None:
    with pytest.raises(SourceError) as caught:
        finished_text(epub(tmp_path, **changes))
    assert caught.value.code is Code.ARCHIVE_UNSAFE


def test_entities_and_files_of_the_disk_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    bad = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>' + TWO.replace(
        "two", "two &x;"
    )
    found = finished_text(epub(tmp_path, OPS__two_dot_xhtml=bad))
    assert " & more" in found.story
    assert "secret" not in found.story + found.aside


def test_what_is_neither_epub_nor_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.txt").write_text("It snowed.", "utf-8")
    with pytest.raises(SourceError) as caught:
        finished_text(tmp_path / "book.txt")
    assert "packager verify story.epub story.txt" in caught.value.hint


def test_deep_nesting_is_no_matter(tmp_path: Path) -> None:
    deep = TWO.replace("<p>two", "<div>" * 2_000 + "<p>two").replace(
        "</p>", "</p>" + "</div>" * 2_000
    )
    assert "two & more" in finished_text(epub(tmp_path, OPS__two_dot_xhtml=deep)).story


def test_a_pdf_needs_a_program_that_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DependencyError) as caught:
        finished_text(path)
    assert "poppler" in caught.value.hint


@pytest.mark.parametrize(("body", "says"), [("echo 'Syntax Error: bad' >&2; exit 1", "bad")])
def test_a_pdf_that_can_not_be_read_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, says: str
) -> None:
    program = tmp_path / "pdftotext"
    program.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    program.chmod(0o755)
    path = tmp_path / "book.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(SourceError) as caught:
        finished_text(path)
    assert says in caught.value.message

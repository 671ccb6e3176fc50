"""What a source is at first sight."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.sources.sample import sample_of
from packager.sources.source import Source, from_bytes

ODT = "application/vnd.oasis.opendocument.text"


def packed(*members: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("s.txt", b"It snowed.", "text"),
        ("s.md", b"# Snow\n\nIt snowed.", "text"),
        ("s.html", b"It snowed.", "html"),
        ("s", b"<!DOCTYPE html>\n<title>Snow</title>", "html"),
        ("s", b"<?xml version='1.0'?>\n<!-- saved -->\n<html><body>", "html"),
        ("s.txt", b"<3 said the card.", "text"),
        ("s", b"<?xml version='1.0'?><FictionBook xmlns='x'>", "fb2"),
        ("s", rb"{\rtf1\ansi It snowed.}", "rtf"),
        ("s.txt", b"%PDF-1.7\n", "pdf"),
        ("s.azw3", b"Snow".ljust(60, b"\0") + b"BOOKMOBI", "mobi"),
        ("s.txt", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("s.txt", b"", "binary"),
        ("s", packed(("word/document.xml", "<w/>")), "docx"),
        ("s", packed(("content.xml", ""), ("mimetype", ODT)), "odt"),
        ("s", packed(("OEBPS/book.opf", "<package/>")), "epub"),
        ("s", packed(("META-INF/container.xml", "<container/>")), "epub"),
        ("s", packed(("a.md", "x"), ("b.md", "y")), "zip"),
        ("s", b"PK\x03\x04 broken", "zip"),
    ],
)  # fmt: skip
def test_the_kind_is_seen_in_the_bytes(name: str, data: bytes, kind: str) -> None:
    assert sample_of(from_bytes(name, data)).kind == kind


def test_an_epub_shows_its_package_document_and_its_names() -> None:
    sample = sample_of(
        from_bytes("s", packed(("b.opf", "<package>Snow</package>"), ("a.xhtml", "")))
    )
    assert sample.text == "<package>Snow</package>"
    assert sample.names == ("a.xhtml", "b.opf")


def test_a_folder_shows_its_names() -> None:
    files = {"SUMMARY.md": b"# Summary", "a.md": b"# Snow"}
    source = Source(name="book", data=b"", neighbour=files.get, names=tuple(files))
    assert sample_of(source).kind == "folder"
    assert sample_of(source).names == ("SUMMARY.md", "a.md")


def test_a_letter_cut_in_two_at_the_end_of_the_sample_spoils_nothing() -> None:
    text = "x" + "é" * 2**16
    seen = sample_of(from_bytes("s.txt", text.encode())).text
    assert text.startswith(seen)
    assert len(seen) > 2**14


@given(st.binary(max_size=200), st.sampled_from(["", "PK\x03\x04", "{\\rtf", "<html>", "%PDF-"]))
def test_any_bytes_are_of_some_kind(noise: bytes, start: str) -> None:
    assert sample_of(from_bytes("s.txt", start.encode() + noise)).kind

"""MHTML: a page as Chrome saves it, opened with its pictures beside it."""

from __future__ import annotations

import base64
import quopri
import zipfile
from pathlib import Path

import pytest

from packager.errors import SourceError
from packager.sources.mhtml import is_mhtml, page_of, unpacked
from packager.sources.open import open_source
from packager.sources.source import from_bytes

PICTURE = b"\x89PNG\r\n\x1a\nlamp"
PAGE = (
    "<html><head><title>The Lamp</title></head><body><h1>The Lamp</h1><p>“Slowly,” said Ines.</p>"
    '<img src="https://example.org/i/lamp.png?a=1&amp;b=2"><img src="i/lamp.png?a=1&amp;b=2">'
    '<img src="https://elsewhere.example/x.png"></body></html>'
)


def message(page: str = PAGE, kind: str = "text/html", encoding: str = "utf-8") -> bytes:
    parts = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Location: https://example.org/s\r\n\r\n"
        + quopri.encodestring(page.encode(encoding)).decode(),
        "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://example.org/i/lamp.png?a=1&b=2\r\n\r\n"
        + base64.encodebytes(PICTURE).decode(),
    )
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/s\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--b"\r\n\r\n'
    )
    return (head + "".join(f"\r\n----b\r\n{part}" for part in parts) + "\r\n----b--\r\n").encode()


def test_a_saved_page_is_opened_as_its_html_with_its_pictures_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "lamp.mhtml"
    path.write_bytes(message())
    source = open_source(path)
    text = source.data.decode("utf-8-sig")
    assert "“Slowly,” said Ines." in text
    assert text.count('src="part-2.png"') == 2
    assert 'src="https://elsewhere.example/x.png"' in text
    assert source.neighbour("part-2.png") == PICTURE


def test_the_charset_of_the_page_itself_is_believed() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Снег.</p></body></html>'
    source = unpacked(from_bytes("a.mht", message(page, encoding="cp1251")))
    assert "Снег." in source.data.decode("utf-8-sig")


def test_a_message_without_a_page_is_refused() -> None:
    with pytest.raises(SourceError, match="no HTML"):
        unpacked(from_bytes("a.mht", message(kind="text/plain")))


def test_html_that_was_given_the_suffix_is_no_message() -> None:
    assert not is_mhtml(from_bytes("a.mhtml", b"<html><p>Content-Type: multipart/related</html>"))


def test_a_message_of_messages_without_end_is_refused_or_read() -> None:
    deep = b"MIME-Version: 1.0\r\n" + b"".join(
        b'Content-Type: multipart/related; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(3000)
    )
    with pytest.raises(SourceError):
        unpacked(from_bytes("a.mht", deep))


def test_a_saved_page_in_a_zip_archive_is_opened_too(tmp_path: Path) -> None:
    path = tmp_path / "saved.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("pages/lamp.mhtml", message())
    for named in (path, path / "pages" / "lamp.mhtml"):
        source = open_source(named)
        assert source.data.decode("utf-8-sig").startswith("<html>")
        assert source.neighbour("part-2.png") == PICTURE


def test_a_source_that_is_no_message_stays_as_it_is() -> None:
    source = from_bytes("lamp.html", PAGE.encode())
    assert page_of(source) is source
    assert page_of(from_bytes("stdin", message())).neighbour("part-2.png") == PICTURE

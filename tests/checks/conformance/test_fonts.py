"""Fonts: their bytes against the manifest, and what may be obfuscated."""

from __future__ import annotations

import pytest

from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    Break,
    Case,
    Files,
    assert_agrees,
    assert_only,
    both,
    broken,
    css,
    file,
    found,
)
from tests.support.epubcheck import EpubCheck

_TRUETYPE = b"\0\1\0\0" + b"\0" * 60
_WOFF2 = b"wOF2" + b"\0" * 60
_FACE = "@font-face { font-family: 'Oil'; src: url(../fonts/oil) }"
_ENCRYPTION = (
    '<?xml version="1.0"?><encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
    '<enc:CipherData><enc:CipherReference URI="{}"/></enc:CipherData></enc:EncryptedData>'
    "</encryption>"
)


def _font(data: bytes, media_type: str) -> Break:
    return both(file("fonts/oil", data, media_type), css(_FACE))


def _obfuscated(path: str) -> Break:
    def change(files: Files) -> None:
        files["META-INF/encryption.xml"] = _ENCRYPTION.format(path).encode()

    return change


CASES = (
    Case("no font", Rule.FONT_OTHER_TYPE, _font(b"oil", "font/ttf"), covered=False),
    Case("a WOFF2 called TTF", Rule.FONT_OTHER_TYPE, _font(_WOFF2, "font/ttf"), covered=False),
    Case("an obfuscated style sheet", Rule.FONT_OBFUSCATED, _obfuscated("EPUB/css/story.css")),
)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_a_broken_font_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_says_the_same(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (_TRUETYPE, "font/ttf"),
        (_TRUETYPE, "application/vnd.ms-opentype"),
        (b"OTTO" + b"\0" * 60, "font/otf"),
        (b"wOFF" + b"\0" * 60, "application/font-woff"),
        (_WOFF2, "font/woff2"),
    ],
)
def test_a_font_of_its_type_is_not_accused(data: bytes, media_type: str) -> None:
    assert found(broken(Case("", Rule.FONT_OTHER_TYPE, _font(data, media_type)))) == ()


def test_an_obfuscated_font_is_not_looked_into() -> None:
    change = both(_font(b"\x13\x37" * 30, "font/ttf"), _obfuscated("EPUB/fonts/oil"))
    assert found(broken(Case("", Rule.FONT_OTHER_TYPE, change))) == ()

"""Apple Books: pictures and fonts it leaves out."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    Case,
    Files,
    assert_agrees,
    assert_only,
    both,
    broken,
    css,
    file,
    found,
    picture,
)
from tests.support.epubcheck import EpubCheck

_FONT = both(
    file("fonts/oil.ttf", b"\0\1\0\0" + b"\0" * 60, "font/ttf"),
    css("@font-face { font-family: 'Oil'; src: url(../fonts/oil.ttf) }"),
)


def _large() -> bytes:
    out = BytesIO()
    Image.new("L", (2100, 2000)).save(out, "PNG")
    return out.getvalue()


def _options(files: Files) -> None:
    files["META-INF/com.apple.ibooks.display-options.xml"] = (
        b'<?xml version="1.0"?><display_options><platform name="*">'
        b'<option name="specified-fonts">true</option></platform></display_options>'
    )


CASES = (
    Case("a large picture", Rule.PICTURE_UNSUITED, picture("a.png", _large(), "image/png"),
         "apple", covered=False),
    Case("a font without options", Rule.FONT_UNSUITED, _FONT, "apple", covered=False),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_what_apple_books_leaves_out_breaks_one_rule(case: Case) -> None:
    assert_only(case)
    assert found(broken(case)) == ()


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_calls_it_valid(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


def test_a_font_with_options_is_shown() -> None:
    assert found(broken(Case("", Rule.FONT_UNSUITED, both(_FONT, _options))), "apple") == ()

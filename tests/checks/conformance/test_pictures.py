"""Pictures: their bytes, names and sizes, and what stands for them in words."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from packager.checks.conformance.picture_header import picture_header
from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    COVER,
    Case,
    Files,
    assert_agrees,
    assert_only,
    both,
    broken,
    chapter,
    file,
    found,
    picture,
    text,
)
from tests.support.epubcheck import EpubCheck


def _picture(kind: str, size: tuple[int, int] = (20, 30), mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, size, "white" if mode != "P" else 0).save(out, kind)
    return out.getvalue()


_PNG = _picture("PNG")
_JPEG = _picture("JPEG")
_GIF = _picture("GIF")
_WEBP = _picture("WEBP")
_TIFF = _picture("TIFF")


def _small_cover(files: Files) -> None:
    files[COVER] = _picture("JPEG", (300, 480))


def _huge_cover(files: Files) -> None:
    files[COVER] = _picture("JPEG", (3000, 4500))


CASES = (
    Case("no picture at all", Rule.PICTURE_UNREADABLE, picture("a.png", b"oil" * 20, "image/png")),
    Case("an empty picture", Rule.PICTURE_UNREADABLE, picture("a.png", b"", "image/png")),
    Case("a torn header", Rule.PICTURE_UNREADABLE, picture("a.jpg", _JPEG[:10], "image/jpeg")),
    Case("a GIF without frames", Rule.PICTURE_UNREADABLE, picture("a.gif", _GIF[:13], "image/gif")),
    Case("a name without an end", Rule.PICTURE_UNREADABLE, picture("a", _JPEG, "image/jpeg")),
    Case("a PNG called JPEG", Rule.PICTURE_OTHER_TYPE, picture("a.png", _PNG, "image/jpeg")),
    Case("a JPEG called GIF", Rule.PICTURE_OTHER_TYPE, picture("a.jpg", _JPEG, "image/gif")),
    Case("a JPEG named as PNG", Rule.PICTURE_MISNAMED, picture("a.png", _JPEG, "image/jpeg")),
    Case("a TIFF alone", Rule.PICTURE_FOREIGN, picture("a.tif", _TIFF, "image/tiff")),
    Case(
        "no alternative text",
        Rule.ALT_MISSING,
        both(
            file("a.png", _PNG, "image/png"),
            chapter('<p><img src="../a.png"/></p>'),
            text("EPUB/content.opf", "alternativeText", "readingOrder"),
            text("EPUB/content.opf", "accessModeSufficient", "accessibilityControl"),
        ),
        covered=False,
    ),
    Case("a small cover", Rule.COVER_UNSUITED, _small_cover, covered=False),
    Case("a huge cover", Rule.COVER_UNSUITED, _huge_cover, covered=False),
)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_a_broken_picture_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_says_the_same(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.png", _PNG, "image/png"),
        ("a.JPG", _JPEG, "image/jpeg"),
        ("a.jpeg", _JPEG, "image/jpeg"),
        ("a.gif", _GIF, "image/gif"),
        ("a.webp", _WEBP, "image/webp"),
    ],
)
def test_a_whole_picture_is_not_accused(name: str, data: bytes, media_type: str) -> None:
    case = Case("", Rule.PICTURE_UNREADABLE, picture(name, data, media_type))
    assert found(broken(case)) == ()


def test_a_foreign_picture_with_a_fallback_is_not_accused() -> None:
    change = both(
        picture("a.tif", _TIFF, "image/tiff"),
        file("b.png", _PNG, "image/png"),
        text("EPUB/content.opf", 'href="a.tif"', 'href="a.tif" fallback="plain"'),
        text("EPUB/content.opf", 'href="b.png"', 'href="b.png" xml:id="b"'),
    )

    def with_id(files: Files) -> None:
        change(files)
        package = files["EPUB/content.opf"].decode()
        place = package.index('href="b.png"')
        start = package.rindex('id="', 0, place) + 4
        end = package.index('"', start)
        package = package.replace('fallback="plain"', f'fallback="{package[start:end]}"')
        files["EPUB/content.opf"] = package.replace(' xml:id="b"', "").encode()

    assert found(broken(Case("", Rule.PICTURE_FOREIGN, with_id))) == ()


@pytest.mark.parametrize("alternative", ['alt=""', 'aria-label="Oil"', 'role="presentation"'])
def test_a_picture_that_says_something_is_not_asked_for_words(alternative: str) -> None:
    change = both(
        file("a.png", _PNG, "image/png"),
        chapter(f'<p><img src="../a.png" {alternative}/></p>'),
    )
    findings = found(broken(Case("", Rule.ALT_MISSING, change)))
    assert Rule.ALT_MISSING not in {finding.rule for finding in findings}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_header_says_how_large_a_picture_is(kind: str) -> None:
    header = picture_header(_picture(kind, (123, 77)))
    assert header is not None
    assert (header.media_type, header.width, header.height) == (f"image/{kind.lower()}", 123, 77)


def test_a_header_says_how_a_jpeg_was_made() -> None:
    out = BytesIO()
    Image.new("CMYK", (9, 9)).save(out, "JPEG", progressive=True)
    header = picture_header(out.getvalue())
    assert header is not None
    assert header.four_channels
    assert header.progressive


@pytest.mark.parametrize("data", [_PNG, _JPEG, _GIF, _WEBP], ids=["png", "jpeg", "gif", "webp"])
def test_a_torn_picture_is_read_without_an_error(data: bytes) -> None:
    for end in range(min(len(data), 700)):
        header = picture_header(data[:end])
        assert header is None or header.media_type.startswith("image/")


def test_filling_before_a_frame_takes_linear_time() -> None:
    header = picture_header(b"\xff\xd8" + b"\xff" * 1_000_000)
    assert header is not None
    assert not header.whole

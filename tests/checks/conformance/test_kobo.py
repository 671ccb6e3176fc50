"""Small devices: sizes, names, pictures and fonts, asked for with their profiles only."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from packager.checks.conformance.rule import Rule
from packager.profile import ProfileName
from tests.support.broken_books import (
    COVER,
    Case,
    Files,
    assert_agrees,
    assert_only,
    both,
    broken,
    chapter,
    css,
    file,
    found,
    picture,
)
from tests.support.epubcheck import EpubCheck


def _picture(kind: str, mode: str = "RGB", **how: object) -> bytes:
    out = BytesIO()
    Image.new(mode, (20, 30)).save(out, kind, **how)
    return out.getvalue()


def _gif_cover(files: Files) -> None:
    out = BytesIO()
    Image.new("P", (1200, 1600)).save(out, "GIF")
    files[COVER.replace(".jpg", ".gif")] = out.getvalue()
    del files[COVER]
    for name in ("EPUB/content.opf", "EPUB/text/cover.xhtml"):
        files[name] = files[name].replace(b"cover.jpg", b"cover.gif")
    package = files["EPUB/content.opf"]
    files["EPUB/content.opf"] = package.replace(b"image/jpeg", b"image/gif")


_FONT = both(
    file("fonts/oil.woff2", b"wOF2" + b"\0" * 60, "font/woff2"),
    css("@font-face { font-family: 'Oil'; src: url(../fonts/oil.woff2) }"),
)
_LONG = chapter("<p>" + "It burned. " * 40_000 + "</p>")

CASES = tuple(
    Case(about, rule, change, profile, covered=False)
    for profile in ("kobo", "pocketbook", "small")
    for about, rule, change in (
        (f"{profile} a long document", Rule.DOCUMENT_LARGE, _LONG),
        (
            f"{profile} a name with letters of its own",
            Rule.NAME_UNSAFE,
            picture("öl.png", _picture("PNG"), "image/png"),
        ),
        (
            f"{profile} four colours",
            Rule.PICTURE_UNSUITED,
            picture("a.jpg", _picture("JPEG", "CMYK"), "image/jpeg"),
        ),
        (
            f"{profile} a progressive picture",
            Rule.PICTURE_UNSUITED,
            picture("a.jpg", _picture("JPEG", progressive=True), "image/jpeg"),
        ),
        (
            f"{profile} a picture to see through",
            Rule.PICTURE_UNSUITED,
            picture("a.png", _picture("PNG", "RGBA"), "image/png"),
        ),
        (
            f"{profile} WebP",
            Rule.PICTURE_UNSUITED,
            picture("a.webp", _picture("WEBP"), "image/webp"),
        ),
        (f"{profile} a GIF as cover", Rule.PICTURE_UNSUITED, _gif_cover),
        (f"{profile} WOFF2", Rule.FONT_UNSUITED, _FONT),
    )
)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_what_a_device_does_not_show_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.parametrize("case", CASES[:8], ids=[one.about.replace(" ", "-") for one in CASES[:8]])
def test_other_reading_systems_are_not_asked(case: Case) -> None:
    assert found(broken(case)) == ()
    told = {one.message for one in found(broken(case), case.profile)}
    assert not told & {one.message for one in found(broken(case), "apple")}


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES[:8], ids=[one.about.replace(" ", "-") for one in CASES[:8]])
def test_epubcheck_calls_it_valid(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


@pytest.mark.parametrize("profile", ["generic", "kobo", "kindle", "apple", "pocketbook", "small"])
def test_a_plain_book_is_right_for_every_device(profile: ProfileName) -> None:
    assert found(broken(Case("", Rule.DOCUMENT_LARGE, lambda _: None)), profile) == ()

"""Kindle: what Send to Kindle refuses a book for."""

from __future__ import annotations

import pytest

from packager.checks.conformance.kindle import size_findings
from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    CHAPTER,
    PACKAGE,
    Case,
    Files,
    assert_only,
    both,
    broken,
    chapter,
    found,
    text,
)
from tests.support.epubcheck import EpubCheck

_NAV = "EPUB/nav.xhtml"
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_BODY = '<body epub:type="bodymatter">'


def _in_ukrainian(files: Files) -> None:
    for name in files:
        if name.endswith((".xhtml", ".opf")):
            files[name] = files[name].replace(b'lang="en"', b'lang="uk"')
    text(PACKAGE, "<dc:language>en", "<dc:language>uk")(files)


def _turned(files: Files) -> None:
    page = files[_NAV].decode()
    first, second = page.index("chapter-001.xhtml"), page.index("chapter-002.xhtml")
    assert first < second
    swapped = page.replace("chapter-001", "chapter-00X").replace("chapter-002", "chapter-001")
    files[_NAV] = swapped.replace("chapter-00X", "chapter-002").encode()


def _without_guide(files: Files) -> None:
    package = files[PACKAGE].decode()
    start, end = package.index("<guide>"), package.index("</guide>") + len("</guide>")
    files[PACKAGE] = (package[:start] + package[end:]).encode()


def _without_ncx(files: Files) -> None:
    del files["EPUB/toc.ncx"]
    both(
        text(PACKAGE, '<spine toc="toc.ncx">', "<spine>"),
        text(
            PACKAGE,
            '<item href="toc.ncx" id="toc.ncx" media-type="application/x-dtbncx+xml"/>',
            "",
        ),
    )(files)


CASES = (
    Case("a language Kindle does not know", Rule.KINDLE_LANGUAGE, _in_ukrainian, "kindle"),
    Case("no declaration", Rule.KINDLE_ENCODING, text(CHAPTER, _DECLARATION, ""), "kindle"),
    Case(
        "a link to a body",
        Rule.KINDLE_TARGET,
        both(
            text(CHAPTER, _BODY, '<body id="top" epub:type="bodymatter">'),
            chapter('<p><a href="chapter-001.xhtml#top">Up</a></p>'),
        ),
        "kindle",
    ),
    Case("contents out of order", Rule.KINDLE_ORDER, _turned, "kindle"),
    Case("no guide", Rule.OLD_NAVIGATION, _without_guide, "kindle"),
    Case("no NCX", Rule.OLD_NAVIGATION, _without_ncx, "kindle"),
    Case("no NCX on a PocketBook", Rule.OLD_NAVIGATION, _without_ncx, "pocketbook"),
)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_what_kindle_refuses_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_other_reading_systems_are_not_asked(case: Case) -> None:
    assert found(broken(case)) == ()
    assert found(broken(case), "kobo") == ()


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_calls_it_valid(epubcheck: EpubCheck, case: Case) -> None:
    messages = epubcheck(broken(case))
    assert [one for one in messages if one.severity in {"FATAL", "ERROR"}] == []


def test_a_picture_without_a_source_is_told() -> None:
    case = Case("", Rule.KINDLE_TARGET, chapter('<p><img alt="Oil"/></p>'))
    assert Rule.KINDLE_TARGET in {one.rule for one in found(broken(case), "kindle")}


@pytest.mark.parametrize(
    ("size", "said"),
    [(50_000_000, []), (50_000_001, ["a mail"]), (200_000_001, ["the web page and the app"])],
)
def test_a_book_too_large_to_be_sent_is_told(size: int, said: list[str]) -> None:
    messages = [one.message for one in size_findings(size)]
    assert len(messages) == len(said)
    assert all(way in message for way, message in zip(said, messages, strict=True))

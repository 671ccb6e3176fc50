"""Style sheets: their grammar, what they refer to, what engines refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packager.checks.conformance.css_syntax import parsed
from packager.checks.conformance.rule import Rule
from tests.support.broken_books import (
    STYLES,
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
    lamp,
    text,
)
from tests.support.epub_builder import PIXEL, packed
from tests.support.epubcheck import EpubCheck


def _in_utf_16(files: Files) -> None:
    files[STYLES] = files[STYLES].decode().replace('@charset "utf-8";', "").encode("utf-16")


def _unlisted(files: Files) -> None:
    files["EPUB/css/oil.png"] = PIXEL
    files[STYLES] += b"p.oil { background: url(oil.png) }"


CASES = (
    Case("a brace too few", Rule.CSS_UNREADABLE, css("p.oil { color: red")),
    Case("a brace too many", Rule.CSS_UNREADABLE, css("p.oil { color: red }}")),
    Case("no colon", Rule.CSS_UNREADABLE, css(".oil { color red; }")),
    Case("no value", Rule.CSS_UNREADABLE, css(".oil { color: ; }")),
    Case("no property", Rule.CSS_UNREADABLE, css(".oil { : red; }")),
    Case("two semicolons", Rule.CSS_UNREADABLE, css(".oil { color: red;; margin: 0 }")),
    Case("a rule within a rule", Rule.CSS_UNREADABLE, css(".oil { em { margin: 0 } }")),
    Case("a comment of another language", Rule.CSS_UNREADABLE, css("// oil\n.oil { margin: 0 }")),
    Case("an open comment", Rule.CSS_UNREADABLE, css("/* oil")),
    Case("an open string", Rule.CSS_UNREADABLE, css(".oil { content: 'a\n }")),
    Case("an open bracket", Rule.CSS_UNREADABLE, css(".oil { width: (1px }")),
    Case("a class in figures", Rule.CSS_UNREADABLE, css(".1oil { margin: 0 }")),
    Case("a comma too many", Rule.CSS_UNREADABLE, css(".oil, { margin: 0 }")),
    Case("a declaration in a style", Rule.CSS_UNREADABLE, chapter('<p style="color">Oil.</p>')),
    Case(
        "a rule in a document",
        Rule.CSS_UNREADABLE,
        text("EPUB/text/chapter-001.xhtml", "</head>", "<style>p {</style></head>"),
    ),
    Case("a picture that is missing", Rule.CSS_TARGET, css(".oil { background: url(oil.png) }")),
    Case("a sheet that is missing", Rule.CSS_TARGET, css("@import 'oil.css';")),
    Case("an empty address", Rule.CSS_TARGET, css(".oil { background: url('') }")),
    Case("a picture nobody lists", Rule.CSS_TARGET, _unlisted),
    Case("a direction", Rule.CSS_FORBIDDEN, css(".oil { direction: rtl }")),
    Case("a direction in capitals", Rule.CSS_FORBIDDEN, css(".oil { UNICODE-BIDI: embed }")),
    Case("a turned line", Rule.CSS_FORBIDDEN, chapter('<p style="direction: rtl">Oil.</p>')),
    Case(
        "another encoding",
        Rule.CSS_ENCODING,
        text(STYLES, '@charset "utf-8"', '@charset "latin1"'),
    ),
    Case("UTF-16", Rule.CSS_UNSUITED, _in_utf_16, covered=False),
    Case("fixed text", Rule.CSS_UNSUITED, css(".oil { position: fixed }"), covered=False),
    Case("black text", Rule.CSS_UNSUITED, css("body, .oil { color: #000 }"), covered=False),
    Case("white paper", Rule.CSS_UNSUITED, css("html { background: white }"), covered=False),
    Case("large text", Rule.CSS_UNSUITED, css("body { font-size: 18px }"), covered=False),
    Case("arithmetic", Rule.CSS_REFUSED, css(".oil { width: calc(1px + 1em) }"), covered=False),
    Case("a custom property", Rule.CSS_REFUSED, css(".oil { --oil: 1px }"), covered=False),
    Case("a flexible box", Rule.CSS_REFUSED, css(".oil { display: flex }"), covered=False),
    Case("a new selector", Rule.CSS_REFUSED, css("p:is(.oil) { margin: 0 }"), covered=False),
    Case("a ratio", Rule.CSS_REFUSED, css(".oil { aspect-ratio: 1 }"), covered=False),
)


def _remote(files: Files) -> None:
    files[STYLES] += b".oil { background: url(https://example.org/oil.png) }"


@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_a_broken_style_sheet_breaks_one_rule(case: Case) -> None:
    assert_only(case)


@pytest.mark.epubcheck
@pytest.mark.parametrize("case", CASES, ids=[case.about.replace(" ", "-") for case in CASES])
def test_epubcheck_says_the_same(epubcheck: EpubCheck, case: Case) -> None:
    assert_agrees(epubcheck, case)


@pytest.mark.epubcheck
def test_a_picture_from_the_web_is_refused(epubcheck: EpubCheck) -> None:
    case = Case("", Rule.CSS_REMOTE, _remote)
    assert_only(case)
    codes = {one.code for one in epubcheck(broken(case))}
    assert codes & set(Rule.CSS_REMOTE.epubcheck)


VALID = (
    "<!-- .oil { margin: 0 } -->",
    "@font-face { font-family: 'Oil'; unicode-range: U+26; src: local('Oil') }",
    "@media (min-width: 1px) and (max-width: 2px) { .oil { margin: 0 } }",
    "@media amzn-kf8 { .oil { margin: 0; } }",
    "@page :first { margin: 1cm } @page { @top-left { content: 'a' } }",
    "@supports (hyphens: auto) { .oil { hyphens: auto } }",
    "@keyframes oil { from { top: 0 } 50% { top: 1px } to { top: 2px } }",
    "@namespace epub 'http://www.idpf.org/2007/ops'; [epub|type~='oil'] { margin: 0 }",
    ".oil > em + i ~ b, p:not(.oil):nth-child( 2n+1 )::before { content: '\\201C' }",
    ".oil { color: #f00 !important; font: 12px/1.5 'A', serif; margin: -.5em 0 1e1px }",
    ".oil { background: url(data:image/png;base64,AAAA) }",
    ".oil { filter: alpha(opacity=50); _height: 1px; -epub-hyphens: auto }",
    "\\.oil {} .o\\il { c\\olor: red }",
    ".empty {}",
    ".oil{color:red}.wick{color:blue}",
    "p { color: inherit; font-size: 0.9em } body { background: none; font-size: 100% }",
    "@unknown oil; @unknown { }",
)


@pytest.mark.parametrize("sheet", VALID)
def test_a_valid_style_sheet_is_not_accused(sheet: str) -> None:
    files = lamp()
    css(sheet)(files)
    assert found(packed(files)) == ()


@pytest.mark.epubcheck
def test_epubcheck_calls_the_valid_sheets_valid(epubcheck: EpubCheck) -> None:
    files = lamp()
    for number, sheet in enumerate(VALID):
        file(f"css/sheet-{number}.css", sheet.encode(), "text/css")(files)
    links = "".join(
        f'<link rel="stylesheet" href="../css/sheet-{number}.css"/>' for number in range(len(VALID))
    )
    text("EPUB/text/chapter-001.xhtml", "</head>", f"{links}</head>")(files)
    assert [one for one in epubcheck(packed(files)) if one.severity in {"FATAL", "ERROR"}] == []


def test_an_imported_sheet_and_a_listed_picture_are_found() -> None:
    files = lamp()
    both(
        file("css/oil%20two.css", b"", "text/css"),
        file("images/oil.png", PIXEL, "image/png"),
        css("@import 'oil%20two.css'; .oil { background: url(../images/oil.png#a) }"),
    )(files)
    files["EPUB/css/oil two.css"] = files.pop("EPUB/css/oil%20two.css")
    assert found(packed(files)) == ()


def test_a_flaw_names_its_line_and_column() -> None:
    (flaw,) = parsed("p { margin: 0 }\n\n  p { color }").flaws
    assert (flaw.line, flaw.column) == (3, 7)


def test_a_line_within_a_document_is_that_of_the_document() -> None:
    files = lamp()
    path = "EPUB/text/chapter-001.xhtml"
    text(path, "</head>", "<style>\n\np { color }</style></head>")(files)
    (finding,) = found(packed(files))
    assert finding.line == files[path].decode().split("p { color }")[0].count("\n") + 1


@given(st.text(st.sampled_from("{}()[];:,.@#\\/*'\"<>-!=|~+%$&u rl1aé\n\t\0"), max_size=60))
def test_any_text_is_read(sheet: str) -> None:
    read = parsed(sheet)
    lines = sheet.count("\n") + 1
    assert all(1 <= flaw.line <= lines and flaw.column >= 1 for flaw in read.flaws)


@pytest.mark.parametrize(
    "sheet",
    ["{" * 100_000, "(" * 100_000, "url(" * 50_000, "'\\" * 50_000, "a;" * 50_000, "-" * 100_000],
)
def test_hostile_text_takes_linear_time(sheet: str) -> None:
    assert parsed(sheet).flaws

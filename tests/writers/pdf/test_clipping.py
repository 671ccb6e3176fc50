"""No character stands outside the page, whatever the author typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from packager.diagnostics import Code, Report
from packager.publication.publication import Publication
from packager.writers.pdf.writer import write
from tests.support.pdf_reader import Box, Pdf

from .conftest import Laid

pytestmark = pytest.mark.pdf

EDGE = 20
"""Points from the edge of the page that stay white."""


def nested(tag: str, depth: int, core: str) -> str:
    for _ in range(depth):
        core = f"<{tag}>{core}</{tag}>"
    return core


def table(columns: int, word: str) -> str:
    cells = "".join(f"<td>{word}{number}</td>" for number in range(columns))
    return f"<table><tbody>{f'<tr>{cells}</tr>' * 2}</tbody></table>"


RUNS = {
    "dots": "." * 300,
    "spaced dots": ". " * 60,
    "a row of 2,000 dots": "." * 2000,
    "underscores": "_" * 120,
    "dashes": "—" * 120,
    "a shout": "NO" + "O" * 90 + "!!!",
    "capitals": "W" * 39,
    "no-break spaces": "two\u00a0words\u00a0" * 20,
    "an address": "https://example.org/" + "abcdefgh/" * 20,
    "a word of 5,000 letters": "abcdefghij" * 500,
    "marks upon marks": ("Z" + "\u0301\u0316" * 4) * 80,
    "sound marks": "コ" + "ー" * 150,
}
BLOCKS = {
    "preformatted": "<pre>" + "." * 300 + "\n" + "x = " + "y" * 120 + "\n" + "a b " * 60 + "</pre>",
    "12 columns": table(12, "Wednesday"),
    "60 columns": table(60, "word"),
    "deep quotes": nested("blockquote", 30, "<p>" + "deep " * 20 + "</p>"),
    "deep lists": "<ul><li>" * 20 + "<p>" + "deep " * 20 + "</p>" + "</li></ul>" * 20,
    "indents": "".join(
        f'<p class="indent-{step}">{"word " * 9}{"W" * 39}</p>' for step in range(1, 9)
    ),
    "a heading": "<h2>" + "LONG" * 20 + "</h2>",
    "verse": '<div class="verse"><p class="stanza"><span class="line indent-8">'
    + "verse " * 20 + "V" * 60 + "</span></p></div>",
}  # fmt: skip


@pytest.fixture(scope="module")
def ordeal(
    make_chapters: Callable[..., Publication], lay_pages: Callable[[Publication], Laid]
) -> Laid:
    bodies = (
        *((name, f"<p>{text}</p>") for name, text in RUNS.items()),
        *BLOCKS.items(),
        ("X" * 120, "<p>x</p>"),
        ("A title " + "of many words " * 9, "<p>x</p>"),
    )
    return lay_pages(make_chapters(bodies))


def test_every_character_is_on_the_page(ordeal: Laid) -> None:
    outside = [
        (page, character, box)
        for page in range(len(ordeal.pdf))
        for character, box in ordeal.pdf.boxes(page)
        if not _within(box, *ordeal.pdf.size(page))
    ]
    assert outside == []


def test_weasyprint_has_nothing_to_say(ordeal: Laid) -> None:
    assert ordeal.messages == ()


@pytest.mark.parametrize("name", sorted(RUNS.keys() - {"marks upon marks"}))
def test_every_character_is_printed(ordeal: Laid, name: str) -> None:
    """Counted by the commonest character of the run.

    Without the marks, which are drawn, but which WeasyPrint does not name to who extracts the text.
    """
    pages = _chapter(ordeal.pdf, name)
    assert pages
    wanted = "".join(RUNS[name].split())
    printed = "".join("".join(ordeal.pdf.text(page).split()) for page in pages)
    rare = max(set(wanted), key=wanted.count)
    assert printed.count(rare) >= wanted.count(rare)


def test_heads_stay_in_one_line(ordeal: Laid) -> None:
    heads = [ordeal.pdf.head(page) for page in range(7, len(ordeal.pdf))]
    assert all(len(head) <= 60 for head in heads)


def test_the_report_says_it_once(make_chapters: Callable[..., Publication]) -> None:
    report = Report()
    write(
        make_chapters((("One", f"<p>{RUNS['dots']}</p>"), ("Two", f"<p>{RUNS['dots']}</p>"))),
        report,
    )
    assert [found.code for found in report.diagnostics] == [Code.LONG_RUN_BROKEN]


def _chapter(pdf: Pdf, name: str) -> list[int]:
    """The pages of the chapter with this title."""
    openers = {pdf.lines(page)[1]: page for page in range(6, len(pdf)) if len(pdf.lines(page)) > 1
               and pdf.lines(page)[0].startswith("Chapter")}  # fmt: skip
    start = openers[name]
    end = min((page for page in openers.values() if page > start), default=len(pdf))
    return list(range(start, end))


def _within(box: Box, width: float, height: float) -> bool:
    across = box.left >= EDGE and box.right <= width - EDGE
    return across and box.bottom >= EDGE and box.top <= height - EDGE

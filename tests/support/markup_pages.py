"""HTML read into blocks, in a form tests can compare."""

from __future__ import annotations

from dataclasses import dataclass

from packager.book.blocks import Blocks
from packager.book.book import Asset, Book, Footnote
from packager.book.section import Section
from packager.checks.words import account
from packager.diagnostics import Code, Report, Where
from packager.readers.markup.pictures import Pictures
from packager.readers.markup.reading import Markup, Resolve
from packager.readers.markup.tree import parse_html, visible_text
from packager.request import SceneBreaks
from packager.sources.source import Source


@dataclass(frozen=True, slots=True)
class Page:
    """What became of the body of a page.

    Attributes:
        blocks: Its blocks.
        footnotes: Its footnotes.
        assets: Its pictures.
        report: What was said.
        lost: Words of the page that are neither in the book nor named.
    """

    blocks: Blocks
    footnotes: tuple[Footnote, ...]
    assets: tuple[Asset, ...]
    report: Report
    lost: tuple[str, ...]

    def said(self, code: Code) -> list[str]:
        """The messages of one kind."""
        return [one.message for one in self.report.diagnostics if one.code is code]

    def removed(self, code: Code) -> list[str]:
        """The words named as removed under one code."""
        return [one.removed for one in self.report.diagnostics if one.code is code and one.removed]


def read(
    html: str,
    *,
    files: dict[str, bytes] | None = None,
    resolve: Resolve | None = None,
    aside: bool = False,
    breaks: SceneBreaks = "auto",
) -> Page:
    """The body of a page read into blocks."""
    report = Report()
    source = Source(name="page.html", data=b"", neighbour=(files or {}).get)
    root = parse_html(html, Where("page.html"), report)
    body = root.css_first("body") or root
    visible = visible_text(body)
    pictures = Pictures(source, report)
    markup = Markup(
        source="page.html",
        report=report,
        pictures=pictures,
        resolve=resolve,
        scene_breaks=breaks,
    )
    blocks = markup.blocks(body, aside=aside)
    footnotes = markup.footnotes
    markup.finish()
    book = Book(body=(Section(id="chapter-001", blocks=blocks),), footnotes=footnotes)
    lost = account(visible, book, report)
    return Page(
        blocks,
        footnotes,
        pictures.assets,
        report,
        tuple(word for one in lost for word in one.words),
    )


def blocks(html: str) -> Blocks:
    """The blocks of a page of which no word may be lost."""
    page = read(html)
    assert page.lost == ()
    return page.blocks

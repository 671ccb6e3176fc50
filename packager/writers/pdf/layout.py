"""Laying pages out.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`, and used within
:func:`packager.writers.pdf.fontconfig.private_fonts`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

import cssselect2
import pydyf
from lxml import etree
from weasyprint import CSS, DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from packager.writers.pdf.drawing import kept_layouts
from packager.writers.pdf.fetcher import AssetFetcher
from packager.writers.pdf.font_reference import referenced_fonts
from packager.writers.pdf.gathering import (
    Bookmark,
    Copy,
    Count,
    Gathering,
    Place,
    Reference,
    Start,
)
from packager.writers.pdf.page_styles import shared_page_styles
from packager.writers.pdf.pagination import count, finish, know_targets, paginate, turn
from packager.writers.pdf.structure import Element, drop_empty
from packager.writers.pdf.tagging import tagged

_BASE = "asset:"
"""What relative addresses are relative to: nothing that can be opened."""
_LOGGERS = ("weasyprint", "fontTools")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_POINT = 0.75
"""Points in a CSS pixel."""

Ask = Callable[[Count], Start]
Parsed = dict[str, CSS]


class _Tree(HTML):
    """A document that is a tree already; WeasyPrint's own parser is slow and mends as it reads."""

    def __init__(self, root: etree._Element, fetcher: AssetFetcher) -> None:
        self.base_url = _BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def lay_out(work: Copy, ask: Ask, parsed: Parsed) -> Gathering:
    """Lay the pages of a gathering out.

    Args:
        work: What they are set from.
        ask: Says where the gathering begins, once its pages are counted; waits for the gatherings
            before it. It is asked again when the pages had to be made again for the other side of
            the leaf.
        parsed: The stylesheets of the book that were read for other gatherings, by their text.

    Returns:
        The pages, with what WeasyPrint had to say, which nobody but a test listens to: our
        stylesheets and documents give it no reason to complain.
    """
    structure = Element("Document")
    references: list[Reference] = []
    with _overheard() as messages, kept_layouts(), shared_page_styles():
        document, numbers = _rendered(work, ask, parsed)
        for page in document.pages:
            _drop_inner_links(page)
        bookmarks = tuple(_bookmarks(document))
        destinations = _destinations(document)
        # WeasyPrint writes no link to a place it does not know.
        document.pages[-1].anchors.update(dict.fromkeys(work.elsewhere, (0, 0, 0, 0)))
        with tagged(structure, work.language, references), referenced_fonts():
            pdf = document.write_pdf(finisher=_keep_pixels, pdf_tags=True)
    drop_empty(structure)
    return Gathering(
        pdf=pdf,
        pages=len(document.pages),
        structure=structure,
        bookmarks=bookmarks,
        destinations=destinations,
        folios={name: numbers[place.page] for name, place in destinations.items()},
        references=tuple(references),
        messages=tuple(messages),
    )


def _rendered(work: Copy, ask: Ask, parsed: Parsed) -> tuple[Document, list[int]]:
    """The laid out pages, and the number of each.

    The same stages as ``weasyprint.Document._render`` has, with a stop to ask.
    """
    fetcher = AssetFetcher(work.resources)
    html = _Tree(etree.fromstring(work.tree, _PARSER), fetcher)
    fonts = FontConfiguration()
    styles = CounterStyle()
    profiles: dict[str, object] = {}
    for css in work.stylesheets:
        if css not in parsed:
            parsed[css] = CSS(string=css, base_url=_BASE, url_fetcher=fetcher, font_config=fonts)
    options = {**DEFAULT_OPTIONS, "stylesheets": [parsed[css] for css in work.stylesheets]}
    context = Document._build_layout_context(html, fonts, styles, profiles, options)  # noqa: SLF001
    know_targets(context, work.folios, work.elsewhere)
    root = build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        context.target_collector,
        styles,
        context.footnotes,
    )
    pagination = paginate(context, html, root)
    counted = count(pagination)
    start = ask(counted)
    if not start.recto and counted.turns:
        turn(pagination)
    elif not start.recto:
        pagination = paginate(context, html, root, recto=False)
        start = ask(count(pagination))
    numbers = finish(pagination, start, fill=work.fill)
    metadata = DocumentMetadata(**get_html_metadata(html))
    pages = [Page(page) for page in pagination.pages]
    return Document(pages, metadata, fetcher, fonts, profiles, None), numbers


def _drop_inner_links(page: Page) -> None:
    """Keep one annotation for a link where WeasyPrint has one for each box within it as well."""
    kept: list[tuple[Any, ...]] = []
    for link in page.links:
        kind, target, (left, top, right, bottom), _ = link
        if kept and kept[-1][:2] == (kind, target):
            outer = kept[-1][2]
            if outer[0] <= left and outer[1] <= top and right <= outer[2] and bottom <= outer[3]:
                continue
        kept.append(link)
    page.links[:] = kept


def _keep_pixels(_: Document, pdf: pydyf.PDF) -> None:
    """Let viewers not smooth pictures, for PDF/A forbids it (ISO 19005-2, 6.2.8)."""
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream):
            thing.extra.pop("Interpolate", None)


def _bookmarks(document: Document) -> Iterator[Bookmark]:
    """What the outline gets of the pages; they forget it, for binding writes the outline."""
    for number, page in enumerate(document.pages):
        for level, title, (left, top), _ in page.bookmarks:
            yield Bookmark(level, title, _place(number, page, left, top))
        page.bookmarks.clear()


def _destinations(document: Document) -> dict[str, Place]:
    """The places with a name; the first of a name is the place."""
    found: dict[str, Place] = {}
    for number, page in enumerate(document.pages):
        for name, (left, top, *_) in page.anchors.items():
            found.setdefault(name, _place(number, page, left, top))
    return found


def _place(number: int, page: Page, left: float, top: float) -> Place:
    """A place in points from the lower left corner, of one in pixels from the upper left."""
    return Place(number, left * _POINT, (page.height - top) * _POINT)


@contextlib.contextmanager
def _overheard() -> Iterator[list[str]]:
    """Collect what the libraries log, and keep it from every other handler meanwhile."""
    messages: list[str] = []
    ear = _Ear(messages)
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [(logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers[:] = [ear]
        logger.propagate = False
    try:
        yield messages
    finally:
        for logger, (handlers, propagate) in zip(loggers, before, strict=True):
            logger.handlers[:] = handlers
            logger.propagate = propagate


class _Ear(logging.Handler):
    """Writes the messages of warnings and errors down."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())

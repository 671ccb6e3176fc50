"""Laying the pages out, and writing them down as a PDF.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`, and used within
:func:`packager.writers.pdf.fontconfig.private_fonts`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import cssselect2
import pydyf
from lxml import etree
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration

from packager.publication.publication import Publication
from packager.writers.pdf.document import opening_id
from packager.writers.pdf.fetcher import AssetFetcher
from packager.writers.pdf.stylesheet import shared_stylesheet

_BASE = "asset:"
"""What relative addresses are relative to: nothing that can be opened."""
_LOGGERS = ("weasyprint", "fontTools")


class _Tree(HTML):
    """A document that is a tree already; WeasyPrint's own parser is slow and mends as it reads."""

    def __init__(self, root: etree._Element, fetcher: AssetFetcher) -> None:
        self.base_url = _BASE
        self.url_fetcher = fetcher
        self.media_type = "print"
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


def lay_out(publication: Publication, root: etree._Element) -> tuple[bytes, tuple[str, ...]]:
    """Lay a joined document out.

    Args:
        publication: Brings the theme, the pictures and the page size.
        root: The document, as :func:`packager.writers.pdf.document.join_spine` makes it.

    Returns:
        The PDF, and what WeasyPrint had to say, which nobody but a test listens to: our stylesheets
        and documents give it no reason to complain.
    """
    fetcher = AssetFetcher(publication.resources)
    fonts = FontConfiguration()
    sheets = [shared_stylesheet(publication)]
    sheets.extend(sheet.css for sheet in publication.stylesheets if sheet.media == "all")
    sheets.extend(sheet.css for sheet in publication.stylesheets if sheet.media == "print")
    with _overheard() as messages:
        document = _Tree(root, fetcher).render(
            font_config=fonts,
            stylesheets=[
                CSS(string=css, base_url=_BASE, url_fetcher=fetcher, font_config=fonts)
                for css in sheets
            ],
        )

        def finish(document: Document, pdf: pydyf.PDF) -> None:
            _label_pages(document, pdf, opening_id(publication))
            _set_viewer(publication, pdf)

        # Without tags: WeasyPrint's time for them grows with the square of the pages (two minutes
        # for a long novel), and it leaves heads and folios out of the tree that must be artifacts.
        # The identifier is a digest of the content.
        pdf = document.write_pdf(finisher=finish, pdf_identifier=True, pdf_tags=False)
    return pdf, tuple(messages)


def _label_pages(document: Document, pdf: pydyf.PDF, opening: str) -> None:
    """Name the pages in viewers as the folios do (ISO 32000-1, 12.4.2): i, ii, iii, 1, 2, 3."""
    first = next((at for at, page in enumerate(document.pages) if opening in page.anchors), 0)
    ranges = [first, pydyf.Dictionary({"S": "/D"})]
    if first:
        ranges = [0, pydyf.Dictionary({"S": "/r"}), *ranges]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array(ranges)})


def _set_viewer(publication: Publication, pdf: pydyf.PDF) -> None:
    """Show the title, not the file's name, and turn pages as the language does (12.2)."""
    preferences = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if publication.metadata.direction == "rtl":
        preferences["Direction"] = "/R2L"
    pdf.catalog["ViewerPreferences"] = preferences


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

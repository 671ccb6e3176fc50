"""Fonts by reference: the pages of a gathering name the font files they use, and bring none.

A book has many gatherings and should have each font once. So WeasyPrint is kept from putting fonts
into the PDFs it writes; in the place of the file stands its digest, and
:mod:`packager.writers.pdf.font_embedding` puts the glyphs of the whole book there.

Imports WeasyPrint: only after :func:`packager.writers.pdf.engine.load_engine`.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from typing import Any

import weasyprint.pdf

from packager.writers.pdf.font_embedding import REFERENCE


@contextlib.contextmanager
def referenced_fonts() -> Iterator[None]:
    """Have WeasyPrint refer to the font files within this context.

    Fonts of many shapes or colours, collections, and fonts that lack a character of the text are
    embedded as ever: WeasyPrint does more to those than to choose their glyphs.
    """
    before = weasyprint.pdf.build_fonts_dictionary

    def build(pdf: Any, fonts: dict[Any, Any], *options: Any) -> Any:  # noqa: ANN401
        for font in fonts.values():
            if _is_plain(font):
                digest = hashlib.sha256(font.file_content).hexdigest()
                # WeasyPrint looks at the first four bytes to tell the kinds of outlines apart.
                font.file_content = font.file_content[:4] + REFERENCE + digest.encode()
                font.clean = _leave_alone
        return before(pdf, fonts, *options)

    weasyprint.pdf.build_fonts_dictionary = build
    try:
        yield
    finally:
        weasyprint.pdf.build_fonts_dictionary = before


def _is_plain(font: Any) -> bool:  # noqa: ANN401 - WeasyPrint has no types
    special = font.bitmap or font.png or font.svg or font.colr or font.missing or font.used_in_forms
    return not special and "fvar" not in font.tables and font.index == 0


def _leave_alone(*_: object) -> None:
    """Choose no glyphs, for nobody knows yet which ones the book uses."""

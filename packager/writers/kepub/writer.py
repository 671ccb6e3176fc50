"""The KEPUB writer: the EPUB of a publication, with what Kobo's own renderer wants in it.

A file named ``.kepub.epub`` is opened by a Kobo with its own renderer, which turns pages faster,
shows how far a chapter is and keeps statistics; any other reading system opens it as the EPUB 3 it
is.
"""

from __future__ import annotations

from dataclasses import replace

from packager.diagnostics import Report
from packager.publication.publication import Publication, Stylesheet
from packager.writers.artifact import Writer
from packager.writers.epub.fitting import fit
from packager.writers.epub.writer import MEDIA_TYPE, pack
from packager.writers.kepub.sentences import rules_for
from packager.writers.kepub.spans import with_spans

_CSS = "#book-inner { margin-top: 0; margin-bottom: 0; }\n"
"""Kobo's renderer sets the margins of the page itself, and ours would come on top of them."""


def write(publication: Publication, report: Report) -> bytes:
    """The publication as a KEPUB, which is a valid EPUB 3.3 file.

    The contents page is as in the EPUB: a line of it is pressed, never read.

    Args:
        publication: What to write.
        report: Told of CSS that was left out.

    Raises:
        PackagerError: The publication can't be written as a valid EPUB; whoever made it has a bug.
    """
    return pack(spanned(fit(publication, report)))


WRITER = Writer(name="kepub", suffix=".kepub.epub", media_type=MEDIA_TYPE, write=write)


def spanned(publication: Publication) -> Publication:
    """The publication with the body of every document in Kobo's columns and spans."""
    rules = rules_for(publication.metadata.language)
    return replace(
        publication,
        spine=tuple(
            replace(document, body=with_spans(document.body, rules))
            for document in publication.spine
        ),
        stylesheets=(*publication.stylesheets, Stylesheet(media="epub", css=_CSS)),
    )

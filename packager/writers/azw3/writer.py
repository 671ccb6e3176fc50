"""The AZW3 writer: what a Kindle opens over a cable, where it opens no EPUB.

It is the one format whose bytes packager does not promise: they are calibre's, and hold the moment
they were made.
"""

from __future__ import annotations

from dataclasses import replace

from packager.diagnostics import Report
from packager.publication.publication import Publication
from packager.writers.artifact import Writer
from packager.writers.azw3.calibre import converted
from packager.writers.epub.fitting import fit
from packager.writers.epub.writer import pack


def write(publication: Publication, report: Report) -> bytes:
    """The publication as an AZW3 (KF8) file.

    Args:
        publication: What to write; documents and styles are made to the profile of Kindle.
        report: Told of CSS that was left out.

    Raises:
        DependencyError: calibre is not installed.
        WriteError: calibre fails.
        PackagerError: The publication can't be written as a valid EPUB; whoever made it has a bug.
    """
    return converted(pack(fit(replace(publication, profile="kindle"), report)))


WRITER = Writer(
    name="azw3", suffix=".azw3", media_type="application/vnd.amazon.mobi8-ebook", write=write
)

"""The PDF writer: Publication to pages."""

from __future__ import annotations

from packager.diagnostics import Code, Report
from packager.errors import PackagerError, WriteError
from packager.publication.publication import Publication
from packager.writers.artifact import Writer
from packager.writers.pdf.breaks import Opened, open_long_runs
from packager.writers.pdf.composing import compose
from packager.writers.pdf.coverage import missing_characters
from packager.writers.pdf.division import divide
from packager.writers.pdf.document import join_spine, opening_id
from packager.writers.pdf.fontconfig import font_files, private_fonts

_SHOWN = 8
"""Missing characters a warning lists."""


def write(publication: Publication, report: Report, jobs: int = 1) -> bytes:
    """Set a publication as a PDF; the same publication gives the same bytes, wherever and whenever.

    The PDF keeps PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

    Args:
        publication: The book; its print stylesheets, its trim and its fonts decide the pages.
        report: Gets a detail when runs wider than the page were opened, a warning about characters
            no font has, and a note when vertical lines are set horizontally.
        jobs: Processes that lay a long book out at the same time.

    Raises:
        DependencyError: Pango is not installed.
        UsageError: There is no trim of this name.
        WriteError: There are no fonts, or WeasyPrint could not lay the pages out.
    """
    if publication.metadata.vertical:
        report.add(
            Code.VERTICAL_SET_HORIZONTALLY,
            "the PDF has horizontal lines, where the story's are vertical",
            hint="the EPUB has vertical ones: -t epub",
        )
    root = join_spine(publication)
    _report_runs(open_long_runs(root), report)
    with private_fonts(publication.fonts):
        files = font_files(publication.fonts)
        _report_missing(missing_characters(root.itertext(), files), report)

        try:
            gatherings = compose(divide(publication, root), jobs)
            from packager.writers.pdf.binding import bind  # noqa: PLC0415 - imports pikepdf

            pdf = bind(gatherings, publication.metadata, opening_id(publication), files)
        except PackagerError:
            raise
        except Exception as error:
            raise WriteError(
                Code.LAYOUT_FAILED,
                f"the pages could not be laid out: {_reason(error)}",
                hint="the EPUB of this story is not affected; please report the story",
            ) from error
    return pdf


def _report_runs(opened: Opened, report: Report) -> None:
    if opened.breaks:
        report.add(
            Code.LONG_RUN_BROKEN,
            f"runs of characters wider than the page were given {opened.breaks} places to break",
        )
    if opened.shortened:
        report.add(
            Code.LONG_RUN_BROKEN,
            f"{opened.shortened} line breaks were left out of long rows of them",
        )


def _report_missing(characters: tuple[str, ...], report: Report) -> None:
    if characters:
        shown = ", ".join(f"U+{ord(one):04X}" for one in characters[:_SHOWN])
        more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
        report.add(
            Code.GLYPH_MISSING, f"no font has {shown}{more}; the pages show an empty box there"
        )


def _reason(error: Exception) -> str:
    """What happened, in one line: the kind of exception, and what it says."""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


WRITER = Writer(
    name="pdf", suffix=".pdf", media_type="application/pdf", write=write, write_with=write
)

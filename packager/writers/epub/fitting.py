"""Fitting: a publication made to the profile of the reading systems it is for."""

from __future__ import annotations

from dataclasses import replace

from packager.diagnostics import Code, Report
from packager.profile import profile
from packager.publication.publication import Publication, Stylesheet
from packager.writers.epub.plain_css import plain_css
from packager.writers.epub.splitting import split_documents


def fit(publication: Publication, report: Report) -> Publication:
    """The publication with documents of the length and CSS of the kind its profile wants.

    Pictures were fitted before; a Publication has them as they will be written.

    Args:
        publication: It names its profile.
        report: Told of CSS that was left out.

    Raises:
        UsageError: There is no profile of that name.
    """
    chosen = profile(publication.profile)
    fitted = split_documents(publication, chosen.document)
    if chosen.plain_css:
        sheets = tuple(_plain(sheet, report) for sheet in fitted.stylesheets)
        fitted = replace(fitted, stylesheets=sheets)
    return fitted


def _plain(sheet: Stylesheet, report: Report) -> Stylesheet:
    if sheet.media == "print":
        return sheet
    css, dropped = plain_css(sheet.css)
    if not dropped:
        return sheet
    more = f" and {len(dropped) - 1} more" if len(dropped) > 1 else ""
    report.add(
        Code.STYLE_REFUSED, f"CSS that old reading systems refuse was left out: {dropped[0]}{more}"
    )
    return replace(sheet, css=css)

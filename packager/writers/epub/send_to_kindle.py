"""Send to Kindle: what Amazon's service refuses, found before the book is on its way.

The service names no reason when it refuses a book; those here are what people found, and what
Amazon's help says of sizes and languages (https://www.amazon.com/sendtokindle). That every document
declares its encoding and that no link leads to the id of a body holds for all EPUBs of packager.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.diagnostics import Code, Report
from packager.publication.publication import NavEntry, Publication

MAIL_LIMIT = 50_000_000
"""Bytes a mail may have, with everything attached."""
WEB_LIMIT = 200_000_000
"""Bytes of a file that is sent from a browser or the app."""

LANGUAGES = frozenset({
    "af", "ar", "br", "ca", "co", "cy", "da", "de", "en", "es", "eu", "fi", "fr", "frr", "fy", "ga",
    "gd", "gl", "gsw", "gu", "gv", "hi", "is", "it", "ja", "kw", "lb", "ml", "mr", "nb", "nl", "nn",
    "no", "oc", "pl", "pt", "rm", "sco", "stq", "sv", "ta", "zh",
})  # fmt: skip
"""Languages Kindle knows (https://kdp.amazon.com/en_US/help/topic/G200673300)."""


def preflight(publication: Publication, size: int, report: Report) -> None:
    """Tell what Send to Kindle would refuse about an EPUB.

    Args:
        publication: As it was written.
        size: Of the file, in bytes.
        report: Told of a language Kindle does not know, and of the rest.
    """
    language = publication.metadata.language
    if language.partition("-")[0].lower() not in LANGUAGES:
        report.add(
            Code.KINDLE_LANGUAGE,
            f"Kindle does not know the language {language!r}, and Send to Kindle may refuse it",
            hint="if it does, send the book with --language en; only hyphenation and "
            "dictionaries change",
        )
    for reason in _reasons(publication):
        report.add(Code.KINDLE_REFUSED, f"Send to Kindle may refuse the book: {reason}")
    if size > MAIL_LIMIT:
        way = "a mail" if size <= WEB_LIMIT else "the web page and the app"
        limit = MAIL_LIMIT if size <= WEB_LIMIT else WEB_LIMIT
        report.add(
            Code.KINDLE_REFUSED,
            f"the book has {size / 1e6:.0f} MB, and {way} may have {limit // 1_000_000}",
            hint="copy it over a cable as AZW3, or make it with --profile small",
        )


def _reasons(publication: Publication) -> Iterator[str]:
    order = {document.href: number for number, document in enumerate(publication.spine)}
    places = [order[path] for path in _targets(publication.nav.entries) if path in order]
    if places != sorted(places):
        yield "its contents are in another order than its pages"
    bare = sum(len(_bare_pictures(document.body)) for document in publication.spine)
    if bare:
        yield f"{bare} {'picture has' if bare == 1 else 'pictures have'} no source"


def _targets(entries: tuple[NavEntry, ...]) -> Iterator[str]:
    for entry in entries:
        yield entry.href.partition("#")[0]
        yield from _targets(entry.children)


def _bare_pictures(body: str) -> list[str]:
    return re.findall(r"""<img(?![^<>]*\ssrc=["'][^"'])[^<>]*>""", body)

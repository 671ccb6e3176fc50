"""Navigation: the table of contents and the landmarks."""

from __future__ import annotations

from collections.abc import Sequence

from packager.publication.plan import COLOPHON, COVER, NOTES, TITLE_PAGE, PlannedSection
from packager.publication.publication import ContentDocument, Landmark, NavEntry, Navigation
from packager.words import Words

_CONTENTS_FROM = 2
"""A story of one chapter needs no page of contents."""


def navigation(
    sections: Sequence[PlannedSection],
    appendix: ContentDocument | None,
    after: str,
    words: Words,
) -> Navigation:
    """The table of contents of the sections, nested as they are, with the appendix."""
    entries, _ = _nested(sections, 0, 0)
    if appendix is not None:
        entries = (*entries, NavEntry(title=appendix.title, href=appendix.href))
    return Navigation(
        title=words.contents,
        landmarks_title=words.landmarks,
        entries=entries,
        in_spine=len(sections) >= _CONTENTS_FROM,
        after=after,
    )


def _nested(
    sections: Sequence[PlannedSection], start: int, depth: int
) -> tuple[tuple[NavEntry, ...], int]:
    entries = []
    position = start
    while position < len(sections) and sections[position].depth == depth:
        planned = sections[position]
        children, position = _nested(sections, position + 1, depth + 1)
        entries.append(NavEntry(title=planned.title, href=planned.href, children=children))
    return tuple(entries), position


def landmarks(
    spine: Sequence[ContentDocument], nav: Navigation, words: Words
) -> tuple[Landmark, ...]:
    """The places reading systems offer: cover, title page, contents, start, notes, colophon.

    One value of the vocabulary for each, as Apple Books wants it.
    """
    by_stem = {document.href.rpartition("/")[2].partition(".")[0]: document for document in spine}
    start = next((document for document in spine if document.matter == "bodymatter"), None)
    found = []
    if COVER in by_stem:
        found.append(_landmark("cover", words.cover, by_stem[COVER], "cover"))
    if TITLE_PAGE in by_stem:
        found.append(_landmark("titlepage", words.title_page, by_stem[TITLE_PAGE], "title-page"))
    found.append(Landmark(type="toc", title=nav.title, href="", guide="toc"))
    if start is not None:
        found.append(_landmark("bodymatter", words.start, start, "text"))
    if NOTES in by_stem:
        found.append(_landmark("appendix", words.notes, by_stem[NOTES], "notes"))
    if COLOPHON in by_stem:
        found.append(_landmark("colophon", words.colophon, by_stem[COLOPHON], "colophon"))
    return tuple(found)


def _landmark(kind: str, title: str, document: ContentDocument, guide: str) -> Landmark:
    return Landmark(type=kind, title=title, href=document.href, guide=guide)

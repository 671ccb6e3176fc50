"""A flattened story parted as the user asked: at headings, at a regular expression, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.readers.fimfiction.fimtext_layout import Document
from packager.readers.headings.in_text import (
    TextHeading,
    compiled_regex,
    find_headings,
    headings_asked_for,
)
from packager.request import Request
from packager.sources.text import Line


def parted_as_asked(documents: Sequence[Document], request: Request) -> list[Document]:
    """The documents of a story, or those a user asked for in their place.

    A text above the first heading goes on from the chapter before; the notes of a document go to
    the chapter they stand at.

    Raises:
        UsageError: The regular expression asked for is none.
    """
    regex = compiled_regex(request)
    if regex is None and request.split in {"auto", "marker"}:
        return list(documents)
    asked = [Document()]
    for document in documents:
        headings = _headings(document.body, regex, request)
        starts = [heading.start for heading in headings]
        ends = [*starts[1:], len(document.body)][: len(starts)]
        first = document.body[: starts[0] if starts else None]
        if any(not line.blank for line in first):
            notes = asked[-1].after if asked[-1].has_body else asked[-1].before
            notes += document.before
            asked[-1].body += first
            waiting: list[Line] = []
        else:
            waiting = document.before
        for heading, end in zip(headings, ends, strict=True):
            found = tuple(document.body[heading.start : heading.end])
            asked.append(Document(waiting, document.body[heading.end : end], heading=found))
            waiting = []
        asked[-1].after += document.after
    return [document for document in asked if document.has_body or document.heading]


def _headings(
    body: Sequence[Line], regex: re.Pattern[str] | None, request: Request
) -> tuple[TextHeading, ...]:
    """The headings in the body of a document."""
    if regex is not None:
        return headings_asked_for(body, regex)
    return () if request.split == "none" else find_headings(body, wrapped=False)

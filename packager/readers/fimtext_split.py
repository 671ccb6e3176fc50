"""A flattened story parted as the user asked: at headings, at a regular expression, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from packager.readers.fimtext_layout import Document
from packager.readers.headings_in_text import compiled_regex, find_headings, headings_asked_for
from packager.request import Request


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
    asked: list[Document] = []
    for document in documents:
        starts = _starts(document, regex, request)
        borders = [0, *starts, len(document.body)]
        pieces = [document.body[start:end] for start, end in pairwise(borders)]
        if not asked:
            asked.append(Document())
        if not any(not line.blank for line in pieces[0]) and len(pieces) > 1:
            pieces[0] = []
        else:
            asked[-1].body += pieces[0]
        if starts and not pieces[0] and asked[-1].has_body:
            asked.append(Document(body=list(pieces.pop(1))))
            asked[-1].before += document.before
        else:
            side = asked[-1].after if asked[-1].has_body and len(asked) > 1 else asked[-1].before
            side += document.before
        asked += [Document(body=list(piece)) for piece in pieces[1:]]
        asked[-1].after += document.after
    return [replace(document) for document in asked if document.has_body]


def _starts(document: Document, regex: re.Pattern[str] | None, request: Request) -> list[int]:
    """Where headings stand in the body of a document."""
    if regex is not None:
        return [found.start for found in headings_asked_for(document.body, regex)]
    if request.split == "none":
        return []
    return [found.start for found in find_headings(document.body, wrapped=False)]

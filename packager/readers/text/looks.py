"""Looks: how much of the structure of a story the lines of a plain text show."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.readers.headings.in_text import find_headings
from packager.readers.headings.title_block import find_title_block
from packager.readers.reader import Sure
from packager.readers.text.wrapped_lines import wrapping_of
from packager.sources.sample import Sample
from packager.sources.text import Line

_LINE_END = re.compile("\r\n|\r|\n")
_SURE = 0.8


def lines_of_sample(sample: Sample) -> tuple[Line, ...]:
    """The lines of a sample, the last of which may be cut."""
    return tuple(Line(number, text) for number, text in enumerate(_LINE_END.split(sample.text), 1))


def sureness(lines: Sequence[Line]) -> Sure:
    """How much of the structure of a text these lines show."""
    width = wrapping_of(lines)
    headings = find_headings(lines, wrapped=width > 0)
    sure = [one for one in headings if one.heading.confidence >= _SURE]
    if sure or len(headings) > 1:
        return 0.3, f"plain text with headings, such as {headings[0].line.text.strip()[:40]!r}"
    if find_title_block(lines) is not None:
        return 0.3, "plain text with a title and an author on top"
    if width:
        return 0.25, f"plain text with lines broken at {width} characters"
    return 0.1, "plain text"

"""Lines of a flattened story: what each is by itself, before its place is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from packager.diagnostics import Code, Report, Where
from packager.readers.text.scene_breaks import is_marker
from packager.sources.text import Line, places_of_text

_DESCRIPTION = re.compile(r"[ \t]*Description:?\s*")
_NOTES = re.compile(r"[ \t]*Author['’ʼ`´]?s['’ʼ`´]? Notes?:?\s*", re.IGNORECASE)
_BOUNDARY = re.compile(r" \S")
_COVER = re.compile(
    r"(?P<indent>[ \t]*)(?P<path>[^\t<>|*?\"]{0,200}\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?))\s*",
    re.IGNORECASE,
)

_LAST_LETTERS = frozenset("gGfFpP")
"""Of the suffixes of pictures."""

_LONGEST_LABEL = 200
"""Characters of a line that may be a label, the blanks around it counted."""

_TOO_MANY = 4
"""Up to so many chapters may be of one paragraph each before the spaces are taken for indents."""


class Kind(Enum):
    """What a line is by itself."""

    BLANK = "blank"
    DESCRIPTION = "description label"
    NOTES = "notes label"
    COVER = "cover path"
    TEXT = "text"


class Marked(NamedTuple):
    """A line, what it is by itself, and whether it opens a flattened document."""

    line: Line
    kind: Kind
    opens: bool


def mark(lines: Sequence[Line], name: str, report: Report) -> list[Marked]:
    """What each line is by itself.

    Args:
        lines: The lines below the header.
        name: Name of the source, for messages.
        report: Told when one space indents paragraphs and opens no chapters.
    """
    places = places_of_text(lines)
    indents = _spaces_are_indents(lines, len(places))
    if indents:
        report.add(Code.STRUCTURE_GUESSED, indents, where=Where(name, lines[0].number))
    last = places[-1] if places else -1
    shown = frozenset(places)
    marked: list[Marked] = []
    titled = noted = False  # a title page may still come; a note is being read
    text_seen = False
    for place, line in enumerate(lines):
        if place not in shown:
            marked.append(Marked(line, Kind.BLANK, opens=False))
            continue
        kind = _kind(line.text, last=place == last)
        if kind is Kind.DESCRIPTION and (titled or (text_seen and "\t" not in line.text)):
            kind = Kind.TEXT
        opens = not indents and line.text[0] == " " and _opens(line.text, kind, noted=noted)
        titled = titled or kind is Kind.DESCRIPTION or (opens and kind is Kind.TEXT)
        noted = kind is Kind.NOTES or (noted and not opens)
        text_seen = True
        marked.append(Marked(line, kind, opens))
    return marked


def labels_in(text: str) -> int:
    """How many of the three kinds of label, with the tabs that show their origin, a text has."""
    tabbed = (line for line in text.splitlines() if "\t" in line)
    kinds = {_kind(line, last=False) for line in tabbed if line.strip()}
    return len(kinds - {Kind.TEXT})


def _kind(text: str, *, last: bool) -> Kind:
    # A label is short, and a path ends like a picture's name: few lines are looked at closer.
    if len(text) < _LONGEST_LABEL:
        if _DESCRIPTION.fullmatch(text):
            return Kind.DESCRIPTION
        if _NOTES.fullmatch(text):
            return Kind.NOTES
    if text.rstrip()[-1:] not in _LAST_LETTERS:
        return Kind.TEXT
    cover = _COVER.fullmatch(text)
    return Kind.COVER if cover and _is_path(cover, last=last) else Kind.TEXT


def _is_path(cover: re.Match[str], *, last: bool) -> bool:
    """Whether what ends like a picture's name is a path, not a sentence that ends so.

    A path that is not indented is the cover only where the cover page stands: at the end.
    """
    folder, _, rest = cover["path"].partition(" ")
    if "\t" in cover["indent"]:
        return not rest or "/" in folder
    return last and not rest


def _opens(text: str, kind: Kind, *, noted: bool) -> bool:
    """Whether a line that begins with a space opens a document."""
    match kind:
        case Kind.NOTES:
            return True
        case Kind.TEXT:
            # A line of ornament is a scene break with a space before it, unless a note must end.
            return bool(_BOUNDARY.match(text)) and (noted or not is_marker(text))
        case _:
            return False


def _spaces_are_indents(lines: Sequence[Line], texts: int) -> str:
    """Why one space indents paragraphs here and opens no chapters; empty when it opens them.

    Args:
        lines: The lines below the header.
        texts: How many of them are not blank.
    """
    plain = sum(map(_opens_with_a_space, lines))
    if plain <= _TOO_MANY or plain * 2 <= texts:
        return ""
    return (
        f"{plain} of {texts} lines begin with one space, so it indents paragraphs here and "
        "begins no chapters"
    )


def _opens_with_a_space(line: Line) -> bool:
    return line.text[:1] == " " and bool(_BOUNDARY.match(line.text)) and not line.blank

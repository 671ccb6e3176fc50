"""Places to break for runs of characters that are wider than the page.

WeasyPrint draws a run without a break opportunity past the edge of the page, and what is out there
is lost. Unicode forbids breaks in many things people type (https://www.unicode.org/reports/tr14/):
in rows of dots, even with spaces between them, in underscores and dashes, in "NOOOOOOO!!!", in
words joined by no-break spaces, in addresses. ``overflow-wrap`` alone would repair every one, in
time that grows with the square of the run; so it is left for the short ones, and the long ones are
given ZERO WIDTH SPACE (U+200B) every few letters first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from lxml import etree

SPACE = "\u200b"
"""ZERO WIDTH SPACE: invisible, and a line may end there."""

PIECE = 24
"""Grapheme clusters that may stand together in a long run."""
LONG = 40
"""Grapheme clusters from which a run is long; a hyphenated word of German has up to 39."""
ROW = 80
"""Pieces of one run after which the line ends: laying out one endless row of dots takes time that
grows with its square."""
ROW_END = "\x1e"
"""Stands for the line break at the end of a row; XML knows no such character."""
MAX_BREAKS = 8
"""Line breaks that may follow each other; 50,000 of them would be blank pages to turn."""

# fmt: off
_INLINE = frozenset((
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
    "mark", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strong",
    "sub", "sup", "u", "var", "wbr",
))
# fmt: on
_IDEOGRAPHS = (
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_OPPORTUNITY = re.compile(
    # a letter or digit after a space, a letter after a hyphen or dash
    r"(?<=[ \t\n\r\u200b])(?=[^\W_])|(?<=[-\u2010\u2013\u2014])(?=[^\W\d_])"
    # between ideographs, kana and Hangul syllables
    rf"|(?<=[{_IDEOGRAPHS}])(?=[{_IDEOGRAPHS}])"
)
_SEPARATORS = frozenset("/\\?&=#.:;,_~%+@|- \u00a0")
_VIRAMA = 9
"""The canonical combining class of viramas, which join two letters into one shape."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was done: breaks put into long runs, line breaks taken from rows of them."""

    breaks: int
    shortened: int


def open_long_runs(body: etree._Element) -> Opened:
    """Give every long run of a document places to break, and shorten rows of line breaks.

    Args:
        body: The tree, without namespaces; it is changed.
    """
    shortened = _shorten_rows_of_breaks(body)
    opened = 0
    # all of them first: the tree may not change while it is walked
    for slots in list(_paragraphs(body)):
        points = break_points("".join(_text(slot) for slot in slots))
        if points:
            _open(slots, points)
            opened += len(points)
    return Opened(opened, shortened)


def break_points(text: str) -> list[tuple[int, str]]:
    """Where a line must be able to end that Unicode would not end; nowhere, in most texts.

    Returns:
        Places in the text, ascending, each with what belongs there: :data:`SPACE` or
        :data:`ROW_END`.
    """
    if len(text) <= LONG:
        return []
    points: list[tuple[int, str]] = []
    start = 0
    for found in _OPPORTUNITY.finditer(text):
        if found.start() - start > LONG:
            points.extend(_points_of_run(text, start, found.start()))
        start = found.start()
    if len(text) - start > LONG:
        points.extend(_points_of_run(text, start, len(text)))
    return points


def _points_of_run(text: str, start: int, end: int) -> list[tuple[int, str]]:
    clusters = list(_cluster_starts(text, start, end))
    if len(clusters) <= LONG:
        return []
    points: list[tuple[int, str]] = []
    last = 0  # the cluster the current piece starts with
    after_separator = 0
    for number, place in enumerate(clusters):
        if number and text[place - 1] in _SEPARATORS and text[place] != " ":
            after_separator = number
        if number - last >= PIECE:
            last = after_separator if after_separator > last else number
            row_ends = len(points) % ROW == ROW - 1
            points.append((clusters[last], ROW_END if row_ends else SPACE))
    return points


def _cluster_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Where grapheme clusters start, near enough to https://www.unicode.org/reports/tr29/.

    Marks, joiners, skin tones, the vowels and finals of Hangul and the second half of a flag stay
    with what is before them; so does whatever follows a ZERO WIDTH JOINER or a virama.
    """
    joined = half_flag = False
    for place in range(start, end):
        character = text[place]
        regional = "\U0001f1e6" <= character <= "\U0001f1ff"
        extends = joined or _extends(character) or (regional and half_flag)
        if place == start or not extends:
            yield place
        half_flag = regional and not half_flag
        joined = character == "\u200d" or unicodedata.combining(character) == _VIRAMA


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\u1160" <= character <= "\u11ff"
    )


class Slot(NamedTuple):
    """A piece of text: the ``text`` of an element, or its ``tail``.

    The ``text`` of a ``br`` is the end of a line.
    """

    element: etree._Element
    place: Literal["text", "tail"]


def _text(slot: Slot) -> str:
    element, place = slot
    if place == "tail":
        return element.tail or ""
    return "\n" if element.tag == "br" else element.text or ""


def _paragraphs(body: etree._Element) -> Iterator[list[Slot]]:
    """The pieces of text that follow each other in a line, block by block."""
    slots: list[Slot] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        line_break = element.tag == "br"
        if not line_break and element.tag not in _INLINE and slots:
            yield slots
            slots = []
        if event == "start":
            if element.text or line_break:
                slots.append(Slot(element, "text"))
        elif element.tail and element is not body:
            slots.append(Slot(element, "tail"))
    if slots:
        yield slots


def _open(slots: list[Slot], points: list[tuple[int, str]]) -> None:
    """Put what belongs at each point into the piece of text the point lies in."""
    start = 0
    waiting = iter(points)
    point = next(waiting, None)
    for slot in slots:
        text = _text(slot)
        pieces: list[str] = []
        done = 0
        while point is not None and point[0] < start + len(text):
            pieces.extend((text[done : point[0] - start], point[1]))
            done = point[0] - start
            point = next(waiting, None)
        start += len(text)
        if pieces:
            _put(slot, "".join((*pieces, text[done:])))


def _put(slot: Slot, text: str) -> None:
    """Write a piece of text back, with a ``br`` for every end of a row."""
    element, place = slot
    first, *rows = text.split(ROW_END)
    parent = element
    at = 0
    if place == "text":
        element.text = first
    else:
        element.tail = first
        found = element.getparent()
        if found is None:  # a tail has a parent
            return
        parent, at = found, found.index(element) + 1
    for number, row in enumerate(rows, at):
        line_break = etree.Element("br")
        line_break.tail = row
        parent.insert(number, line_break)


def _shorten_rows_of_breaks(body: etree._Element) -> int:
    taken = 0
    row = 0
    for line_break in list(body.iter("br")):
        before = line_break.getprevious()
        follows = before is not None and before.tag == "br" and not (before.tail or "").strip()
        row = row + 1 if follows else 1
        parent = line_break.getparent()
        if row > MAX_BREAKS and before is not None and parent is not None:
            before.tail = (before.tail or "") + (line_break.tail or "")
            line_break.tail = None
            parent.remove(line_break)
            taken += 1
    return taken

"""Hard-wrapped lines: paragraphs that were broken at a column, found and joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from packager.sources.text import Line

PassageKind = Literal["prose", "verse", "quote"]

_LEAST = 40
"""Characters a column has at least; shorter lines are verse or a list."""

_MOST = 110
"""Characters a column has at most; longer lines are paragraphs."""

_FULL = 0.7
"""Share of the column a line reaches when it was broken for want of room."""

_SHORT = 0.8
"""Share of the column below which a line ended because something ended."""

_ENOUGH = 3
"""Lines that must go on in the next before a column is believed."""

_SAMPLE = 3000
"""Lines of the beginning, and of the middle, by which a long text is judged."""

_ENDS = re.compile('[.!?…:;。！？]["\'”’»)\\]*_]*$|["”»*_—-]$|--$')
_HYPHEN = re.compile(r"[^\W\d_](-|\u00ad|‐)$")
_HYPHENS = ("-", "\u00ad", "‐")
_DASHES = ("--", "—")
_DASH = re.compile(r"\S(?:--|—)$")
_EAST = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff9f]")
_SPELT = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INDENT = re.compile(r"[ \t\u3000\u00a0]+")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together: a paragraph, or lines that must stay apart.

    Attributes:
        lines: The lines, none of them blank.
        kind: ``prose`` is joined; ``verse`` keeps its lines; ``quote`` is joined and set in.
    """

    lines: tuple[Line, ...]
    kind: PassageKind = "prose"


def wrapping_of(lines: Sequence[Line]) -> int:
    """The column the lines were broken at, in characters; 0 where each line is a paragraph.

    A column is believed when lines are of nearly one length and go on in the next: most of those
    that have a line right below them reach it, and the line below begins as no sentence does.
    """
    if len(lines) > 2 * _SAMPLE:
        middle = len(lines) // 2
        lines = (*lines[:_SAMPLE], *lines[middle : middle + _SAMPLE])
    lengths = sorted(len(line.text.rstrip()) for line in lines if not line.blank)
    if not lengths:
        return 0
    width = lengths[(len(lengths) - 1) * 98 // 100]
    if width > _MOST or width < _LEAST:
        return 0
    inner = full = going_on = 0
    for above, below in pairwise(lines):
        if above.blank or below.blank:
            continue
        inner += 1
        text = above.text.rstrip()
        if len(text) >= _FULL * width:
            full += 1
            going_on += _goes_on(text, below.text.lstrip())
    if full < _ENOUGH or full * 2 < inner:
        return 0
    return width if going_on * 10 >= full * 3 else 0


def _goes_on(text: str, below: str) -> bool:
    first = _LETTER.search(below[:3])
    if first is None:
        return False
    if first[0].lower() != first[0].upper():
        return first[0].islower()
    return _ENDS.search(text) is None


def runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where runs of lines without a blank line between them begin and end (exclusive)."""
    start = -1
    for index, line in enumerate(lines):
        if line.blank:
            if start >= 0:
                yield start, index
            start = -1
        elif start < 0:
            start = index
    if start >= 0:
        yield start, len(lines)


def passages(lines: Sequence[Line], width: int) -> Iterator[Passage | Line]:
    """The passages of some lines, and the blank lines between them, in order.

    Args:
        lines: Lines of a chapter.
        width: The column they were broken at, or 0 where each line is a paragraph.
    """
    at = 0
    for start, end in runs(lines):
        yield from lines[at:start]
        yield from _of_run(tuple(lines[start:end]), width)
        at = end
    yield from lines[at:]


def _of_run(run: tuple[Line, ...], width: int) -> Iterator[Passage]:
    if not width:
        for line in run:
            yield Passage((line,))
        return
    indents = [_indent(line.text) for line in run]
    if len(run) > 1 and _is_verse(run, indents, width):
        yield Passage(run, "verse")
    elif len(run) > 1 and min(indents) >= 2 and not _lines_long(run, width):  # noqa: PLR2004
        yield Passage(run, "quote")
    else:
        yield from _paragraphs(run, indents, width)


def _indent(text: str) -> int:
    found = _INDENT.match(text)
    return len(found[0].expandtabs(4)) if found else 0


def _lines_long(run: Sequence[Line], width: int) -> bool:
    return any(len(line.text.rstrip()) > width for line in run)


def _is_verse(run: Sequence[Line], indents: Sequence[int], width: int) -> bool:
    """Lines that all end early and begin anew, as a song, an address or an inscription does."""
    texts = [line.text.strip() for line in run]
    if max(len(text) for text in texts) > _SHORT * width:
        return False
    anew = sum(1 for text in texts[1:] if not _begins_low(text))
    if min(indents) >= 2:  # noqa: PLR2004 - one space is a slip
        return anew * 3 >= 2 * (len(texts) - 1)
    return len(texts) > 2 and anew * 10 >= 9 * (len(texts) - 1)  # noqa: PLR2004


def _begins_low(text: str) -> bool:
    first = _LETTER.search(text)
    return first is not None and first.start() < 3 and first[0].islower()  # noqa: PLR2004


def _paragraphs(run: Sequence[Line], indents: Sequence[int], width: int) -> Iterator[Passage]:
    """Paragraphs parted by the indent of their first lines, or by short lines that end one."""
    indented = sum(1 for indent in indents if indent)
    by_indent = 0 < indented <= len(run) - indented or (indented and len(run) == indented)
    by_indent = bool(by_indent) and min(indents) == 0
    by_ends = not indented and len(run) > 25  # noqa: PLR2004 - no paragraph by itself
    begun: list[Line] = []
    for line, indent in zip(run, indents, strict=True):
        ended = bool(begun) and by_ends and _ended(begun[-1].text.rstrip(), width)
        if begun and ((by_indent and indent) or ended):
            yield Passage(tuple(begun))
            begun = []
        begun.append(line)
    yield Passage(tuple(begun))


def _ended(text: str, width: int) -> bool:
    return len(text) < _FULL * width and _ENDS.search(text) is not None


def vocabulary(lines: Iterable[Line]) -> frozenset[str]:
    """The words of some lines in small letters, which say how a word parted at an end is written.

    Empty when no line ends in a hyphen, because nobody will ask then.
    """
    texts = [line.text for line in lines]
    if not any(text.rstrip().endswith(_HYPHENS) for text in texts):
        return frozenset()
    return frozenset(_SPELT.findall("\n".join(texts).lower()))


def join_lines(texts: Sequence[str], words: frozenset[str] = frozenset()) -> str:
    """Lines of one paragraph as one text.

    A word parted at the end of a line loses its hyphen only where the text has it whole elsewhere
    and never with the hyphen; a soft hyphen always goes. Between ideographs comes no space.

    Args:
        texts: The lines.
        words: The words of the whole text, as ``vocabulary`` gives them.
    """
    joined = [texts[0].strip()] if texts else []
    for text in texts[1:]:
        below = text.strip()
        above = joined[-1]
        if above.endswith(_HYPHENS) and _HYPHEN.search(above[-3:]) and below[:1].isalpha():
            joined[-1] = _rejoined(above, below, words)
            joined.append(below)
        elif (above.endswith(_DASHES) and _DASH.search(above[-4:])) or _both_eastern(above, below):
            joined.append(below)
        else:
            joined += [" ", below]
    return "".join(joined)


def _rejoined(above: str, below: str, words: frozenset[str]) -> str:
    if above.endswith("\u00ad"):
        return above[:-1]
    head = above.rpartition(" ")[2][:-1].strip("\"'([“‘_*").lower()
    tail = re.split(r"[^\w'’-]", below, maxsplit=1)[0].lower()
    whole = head + tail in words and f"{head}-{tail}" not in words
    return above[:-1] if whole else above


def _both_eastern(above: str, below: str) -> bool:
    return above[-1:] > "\u2e7f" and bool(_EAST.match(above[-1:]) and _EAST.match(below[:1]))

"""Setting: text broken into balanced lines at the largest size that fits a box."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

from packager.images.breaking import Chance, chances, clusters, starts_syllable, takes_hyphen
from packager.images.face import FontStack
from packager.images.shaping import Lettering, Line, advances, shape

# Between the lowest ink of a line and the highest of the next, in em.
_AIR = 0.1
_LEAST_LEADING = 1.04
_MOST_LEADING = 1.7
_SIZE_STEP = 0.96
# How far below the largest size that fits a better one is looked for.
_LEAST_SHARE = 0.6
# A word is broken only when the size would otherwise fall below these shares of the largest; the
# second is for words no one reads at one glance.
_BREAK_WORDS_BELOW = 0.2
_BREAK_LONG_WORDS_BELOW = 0.42
_LONG_WORD = 24
_SHORT_LINE = 0.4
_SHORT_WORD = 3
_HYPHEN = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Room for text, in pixels.

    Attributes:
        width: Of the longest line allowed.
        height: Of all lines together, ink to ink.
        largest: The largest size of type.
        smallest: The smallest size of type.
    """

    width: float
    height: float
    largest: float
    smallest: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines set in a size.

    Attributes:
        lines: From top to bottom.
        size: Pixels per em.
        leading: From baseline to baseline, in em.
    """

    lines: tuple[Line, ...]
    size: float
    leading: float

    @property
    def width(self) -> float:
        """Of the longest line, in pixels."""
        return max((line.width for line in self.lines), default=0.0) * self.size

    @property
    def height(self) -> float:
        """From the highest ink of the first line to the lowest of the last, in pixels."""
        if not self.lines:
            return 0.0
        middle = self.leading * (len(self.lines) - 1)
        return (self.lines[0].ascent + middle + self.lines[-1].descent) * self.size


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text that stays on one line.

    Attributes:
        start: Its first character.
        end: Behind its last character, the spaces after it included.
        width: Without these spaces, in em.
        space: Of these spaces, in em.
        chance: How willingly a line ends before it.
        hyphen: Whether a line that ends before it shows a hyphen.
        clumsy: Whether a word cut before it is cut within a syllable.
    """

    start: int
    end: int
    width: float
    space: float
    chance: Chance
    hyphen: bool
    clumsy: bool


def fit(text: str, stack: FontStack, lettering: Lettering, box: Box) -> Setting:
    """Set a text that ``drawable`` has cleaned, as large as it can be set well.

    A size is given up for a smaller one when its lines would be much more even there. The result is
    never wider than the box, and never higher: what does not fit at the smallest size is scaled
    down.
    """
    if not text:
        return Setting((), box.largest, _LEAST_LEADING)
    words, letters = _pieces(text, stack, lettering)
    line = shape(text, stack, lettering)
    leading = min(max(line.ascent + line.descent + _AIR, _LEAST_LEADING), _MOST_LEADING)
    best: tuple[float, float, list[_Piece], list[int]] | None = None
    size, count = box.largest, 0
    while size > box.smallest and (best is None or size > best[1] * _LEAST_SHARE):
        pieces = _cut(words, letters, box.width / size, size / box.largest)
        breaks = _greedy(pieces, box.width / size) if pieces else []
        if pieces and len(breaks) * leading * size <= box.height and len(breaks) != count:
            count = len(breaks)
            even, cost = _balanced(pieces, box.width / size)
            if best is None or size / (1 + cost) > best[0]:
                best = size / (1 + cost), size, pieces, even
        size *= _SIZE_STEP
    if best is None:
        pieces = _cut(words, letters, box.width / box.smallest, 0.0)
        best = 0.0, box.smallest, pieces, _balanced(pieces, box.width / box.smallest)[0]
    _, size, pieces, even = best
    lines = tuple(
        shape(_line_text(text, pieces, start, end), stack, lettering)
        for start, end in pairwise(even)
    )
    return _within(Setting(lines, size, leading), box)


def _cut(words: list[_Piece], letters: list[_Piece], measure: float, share: float) -> list[_Piece]:
    """The words, those wider than the measure in letters; empty when one must not be cut yet.

    Args:
        words: Text between places where a line may end.
        letters: The clusters of the same text.
        measure: The longest line, in em.
        share: The size that makes this measure, of the largest one.
    """
    found: list[_Piece] = []
    for word in words:
        if word.width <= measure:
            found.append(word)
            continue
        long = word.end - word.start > _LONG_WORD
        if share > (_BREAK_LONG_WORDS_BELOW if long else _BREAK_WORDS_BELOW):
            return []
        found += (letter for letter in letters if word.start <= letter.start < word.end)
    return found


def _within(setting: Setting, box: Box) -> Setting:
    """The setting scaled down when letters joined at a break made a line wider, or a tower high."""
    scale = min(1.0, box.width / max(setting.width, 1.0), box.height / max(setting.height, 1.0))
    return Setting(setting.lines, setting.size * scale, setting.leading)


def _line_text(text: str, pieces: list[_Piece], start: int, end: int) -> str:
    words = text[pieces[start].start : pieces[end - 1].end].strip()
    return words + "-" if end < len(pieces) and pieces[end].hyphen else words


def _pieces(text: str, stack: FontStack, lettering: Lettering) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces between the places where a line may end, and the clusters they are made of."""
    units = clusters(text)
    starts = [0, *accumulate(map(len, units))]
    widths = advances(text, stack, lettering)
    willing = chances(units)

    def between(least: Chance) -> list[_Piece]:
        edges = [at for at in range(len(units)) if at == 0 or willing[at] >= least]
        return [
            piece(first, last) for first, last in zip(edges, [*edges[1:], len(units)], strict=True)
        ]

    def piece(first: int, last: int) -> _Piece:
        start, end = starts[first], starts[last]
        trimmed = start + len(text[start:end].rstrip())
        inside = willing[first] is Chance.INSIDE_A_WORD
        hyphen = inside and takes_hyphen(units[first - 1], units[first])
        return _Piece(
            start,
            end,
            sum(widths[start:trimmed]),
            sum(widths[trimmed:end]),
            willing[first],
            hyphen,
            inside and not starts_syllable(units[first : first + 2]),
        )

    return between(Chance.POSSIBLE), between(Chance.INSIDE_A_WORD)


def _greedy(pieces: list[_Piece], measure: float) -> list[int]:
    """The first piece of each line when every line takes what it can."""
    lines, width = [0], 0.0
    for at, piece in enumerate(pieces):
        if at and width + piece.width + _hyphen_after(pieces, at + 1) > measure:
            lines.append(at)
            width = 0.0
        width += piece.width + piece.space
    return lines


def _hyphen_after(pieces: list[_Piece], at: int) -> float:
    return _HYPHEN if at < len(pieces) and pieces[at].hyphen else 0.0


def _balanced(pieces: list[_Piece], measure: float) -> tuple[list[int], float]:
    """Where lines start, and the end: as few lines as need be, as even as they can be.

    The second value says how much the result hurts, 0 for not at all.
    """
    wanted = len(_greedy(pieces, measure))
    total = sum(piece.width + piece.space for piece in pieces)
    ideal = total / wanted or 1.0
    # best[n][i]: the least cost of n lines that hold the first i pieces, and where the last began.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for number in range(1, wanted + 1):
        found: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            width = 0.0
            for end in range(start + 1, len(pieces) + 1):
                width += pieces[end - 1].width
                if width + _hyphen_after(pieces, end) > measure and end > start + 1:
                    break
                last = end == len(pieces)
                if last == (number == wanted):
                    total_cost = cost + _cost(pieces, end, width, ideal)
                    if end not in found or total_cost < found[end][0]:
                        found[end] = total_cost, start
                width += pieces[end - 1].space
        best.append(found)
    if len(pieces) not in best[wanted]:
        return [*_greedy(pieces, measure), len(pieces)], 1.0
    edges = [len(pieces)]
    for number in range(wanted, 0, -1):
        edges.append(best[number][edges[-1]][1])
    return edges[::-1], best[wanted][len(pieces)][0]


def _cost(pieces: list[_Piece], end: int, width: float, ideal: float) -> float:
    """How much a line hurts: uneven, much too short, a small word left behind, a word cut."""
    cost = ((width - ideal) / ideal) ** 2
    if width < ideal * _SHORT_LINE:
        cost += 0.4
    if end == len(pieces):
        return cost
    if pieces[end].chance is Chance.INSIDE_A_WORD:
        # Never a lone letter on either side of the hyphen.
        lone = pieces[end - 1].chance is not Chance.INSIDE_A_WORD or end + 1 == len(pieces)
        return cost + (2.0 if lone else 0.2 + 0.2 * pieces[end].clumsy)
    letters = pieces[end - 1].end - pieces[end - 1].start - 1
    if pieces[end].chance is Chance.AT_A_SPACE and letters <= _SHORT_WORD:
        cost += 0.06
    return cost

"""Prose: lines of plain text made paragraphs and scene breaks, for every dialect of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from packager.book.blocks import Block, Blocks, Paragraph, SceneBreak
from packager.book.inlines import Inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.text.scene_breaks import (
    DOUBTFUL,
    MARKER_CONFIDENCE,
    THRESHOLD,
    blank_confidences,
    is_marker,
)
from packager.request import SceneBreaks
from packager.sources.text import Line, places_of_text

_NONE_MADE: Mapping[int, Block] = MappingProxyType({})


def _as_it_is(text: str) -> Inlines:
    return (text,)


@dataclass(frozen=True, slots=True)
class Prose:
    """Reads lines as prose; holds what stays the same from chapter to chapter.

    Attributes:
        source: Name of the source, for messages.
        breaks: What counts as a scene break in a chapter.
        report: Told what became of each line.
        elsewhere: The gaps of the whole story in ascending order, which say how common blank
            lines are.
        inlines: What makes inlines of the text of a paragraph.
        each: Whether every line of ornament is named; else they are counted, for one summary.
        guesses: The line and confidence of each wider gap that was judged, for one summary.
        ornaments: The lines of ornament that were counted, for one summary.
    """

    source: str
    breaks: SceneBreaks
    report: Report
    elsewhere: tuple[int, ...] = ()
    inlines: Callable[[str], Inlines] = _as_it_is
    each: bool = True
    guesses: list[tuple[int, float]] = field(default_factory=list)
    ornaments: list[Line] = field(default_factory=list)

    @property
    def aside(self) -> SceneBreaks:
        """What counts as a scene break in a note or a description, which have no scenes."""
        return "none" if self.breaks == "none" else "marker"

    def blocks(
        self,
        lines: Sequence[Line],
        breaks: SceneBreaks | None = None,
        made: Mapping[int, Block] = _NONE_MADE,
    ) -> Blocks:
        """Paragraphs, one for each line that is not blank, and scene breaks.

        Args:
            lines: Lines of a chapter, a note, a description.
            breaks: What counts as a scene break here, when not what was asked for chapters.
            made: Blocks that are made already, by the index of the line that stands for each; such
                a line is not blank.
        """
        rule = breaks or self.breaks
        places = places_of_text(lines)
        texts = [lines[place] for place in places]
        ornaments = [rule != "none" and is_marker(text) for _, text in texts]
        between = self._breaks_between(texts, _gaps(places, ornaments), rule)
        inlines = self.inlines
        blocks: list[Block] = []
        for index, (place, line) in enumerate(zip(places, texts, strict=True)):
            block = made.get(place)
            if block is None and ornaments[index]:
                blocks.append(self._marker(line))
                continue
            if index in between:
                blocks.append(SceneBreak())
            blocks.append(block or Paragraph(inlines(line.text.strip())))
        return _without_doubles(blocks)

    def _marker(self, line: Line) -> SceneBreak:
        mark = line.text.strip()
        self.report.decide(
            line.number, "scene break", "a line of ornament", MARKER_CONFIDENCE, mark
        )
        if self.each:
            self.report.add(
                Code.LINE_NOT_PRINTED,
                f"{mark!r} is a scene break; the theme's ornament is printed",
                where=Where(self.source, line.number),
                removed=mark,
            )
        else:
            self.ornaments.append(line)
        return SceneBreak(mark)

    def _breaks_between(
        self, texts: Sequence[Line], gaps: Sequence[int], rule: SceneBreaks
    ) -> frozenset[int]:
        """Indices of the texts before which blank lines mean a scene break."""
        if rule in {"marker", "none"} or len(texts) < 2:  # noqa: PLR2004 - a gap has two sides
            return frozenset()
        if rule == "blank":
            usual = min(gaps) if len(set(gaps)) > 1 else 0
            chosen = {index: 1.0 for index, gap in enumerate(gaps) if gap > usual}
            why = "blank lines, as asked"
        else:
            judged = enumerate(blank_confidences(gaps, self.elsewhere))
            sure = {index: confidence for index, confidence in judged if confidence > 0}
            self.guesses.extend((texts[i + 1].number, sure[i]) for i in sure)
            chosen = {index: c for index, c in sure.items() if c >= THRESHOLD}
            why = "blank lines are rare around it"
        for index, confidence in chosen.items():
            line = texts[index + 1]
            self.report.decide(line.number, "scene break before", why, confidence, line.text)
        return frozenset(index + 1 for index in chosen)

    def report_guesses(self) -> None:
        """Say once, for the whole story, what blank lines and ornaments were taken for."""
        if self.ornaments:
            self.report.add(
                Code.LINE_NOT_PRINTED,
                f"lines of ornament are scene breaks ({len(self.ornaments)}); the theme's ornament "
                "is printed",
                where=Where(self.source, self.ornaments[0].number or None),
                removed="\n".join(line.text.strip() for line in self.ornaments),
            )
        taken = [guess for guess in self.guesses if guess[1] >= THRESHOLD]
        left = [guess for guess in self.guesses if guess[1] < THRESHOLD]
        if taken:
            lowest = min(confidence for _, confidence in taken)
            self.report.add(
                Code.SCENE_BREAKS_GUESSED,
                f"{len(taken)} of {_wider_gaps(len(self.guesses))} taken for scene breaks "
                f"(confidence {lowest:.2f} and more)",
                where=Where(self.source, taken[0][0] or None),
                hint="--scene-breaks marker leaves blank lines alone",
            )
        elif left:
            highest = max(confidence for _, confidence in left)
            # Where hardly anything speaks for a scene break, there was nothing to choose.
            doubtful = highest >= DOUBTFUL
            self.report.add(
                Code.SCENE_BREAKS_GUESSED if doubtful else Code.BLANK_LINES,
                f"{_wider_gaps(len(left))} left alone: blank lines are too common here to be scene "
                f"breaks (confidence {highest:.2f} at most)",
                where=Where(self.source, left[0][0] or None),
                hint="--scene-breaks blank makes a scene break of each",
            )


def _wider_gaps(count: int) -> str:
    return f"{count} wider gap was" if count == 1 else f"{count} wider gaps were"


def gaps_of(lines: Sequence[Line]) -> tuple[int, ...]:
    """The number of blank lines between each text and the next.

    Beside a line of ornament it is 0: blank lines there belong to the ornament.
    """
    places = places_of_text(lines)
    return _gaps(places, [is_marker(lines[place].text) for place in places])


def _gaps(places: Sequence[int], ornaments: Sequence[bool]) -> tuple[int, ...]:
    """The gaps between the texts at these places, of which some are lines of ornament."""
    return tuple(
        0 if above or below else last - first - 1
        for first, last, above, below in zip(
            places, places[1:], ornaments, ornaments[1:], strict=False
        )
    )


def _without_doubles(blocks: Sequence[Block]) -> Blocks:
    """Two scene breaks side by side are one silence; the one with a mark stays."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, SceneBreak) and kept and isinstance(kept[-1], SceneBreak):
            kept[-1] = kept[-1] if kept[-1].mark else block
            continue
        kept.append(block)
    return tuple(kept)

"""Blank paragraphs and lines of ornament in a word processor's text, read as scene breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from packager.book.blocks import Block, Blocks, Paragraph, SceneBreak
from packager.book.walk import text_of_inlines
from packager.diagnostics import Code, Report, Where
from packager.readers.text.scene_breaks import THRESHOLD, blank_confidences, is_marker
from packager.request import SceneBreaks

_DASHES = frozenset("-–—―~=+_.·")
"""Signs that part scenes where they stand alone in the middle of a line."""


@dataclass(frozen=True, slots=True)
class _Gaps:
    """The blocks of a section without the blank ones, and how many stood between them."""

    blocks: tuple[Block, ...]
    gaps: tuple[int, ...]


def with_scene_breaks(
    sections: Sequence[Sequence[Block]], rule: SceneBreaks, report: Report, where: Where
) -> tuple[Blocks, ...]:
    """The blocks of each section without blank paragraphs, with scene breaks where they were meant.

    How often a text has blank paragraphs is judged over all sections.
    """
    marks: list[str] = []
    parted = [_parted(blocks, rule, marks) for blocks in sections]
    if marks:
        report.add(
            Code.LINE_NOT_PRINTED,
            f"{len(marks)} lines of ornament are scene breaks; the theme's ornament is printed",
            where=where,
            removed=" ".join(marks),
        )
    everywhere = sorted(gap for one in parted for gap in one.gaps)
    chosen = [_chosen(one.gaps, everywhere, rule) for one in parted]
    count = sum(map(len, chosen))
    if count and rule == "auto":
        report.add(
            Code.SCENE_BREAKS_GUESSED,
            f"{count} blank paragraphs were taken for scene breaks",
            where=where,
            hint="--scene-breaks marker leaves blank paragraphs alone",
        )
    return tuple(
        _with_breaks(one.blocks, breaks) for one, breaks in zip(parted, chosen, strict=True)
    )


def _parted(blocks: Sequence[Block], rule: SceneBreaks, marks: list[str]) -> _Gaps:
    """The blocks and the gaps between them, with lines of ornament as scene breaks."""
    kept: list[Block] = []
    gaps: list[int] = []
    blanks = 0
    for block in blocks:
        text = _text(block)
        if text == "":
            blanks += 1
            continue
        mark = rule != "none" and text is not None and _is_ornament(block, text)
        if kept:
            beside = mark or isinstance(kept[-1], SceneBreak)
            gaps.append(0 if beside else blanks)
        if mark and text:
            marks.append(text)
            kept.append(SceneBreak(text))
        else:
            kept.append(block)
        blanks = 0
    return _Gaps(tuple(kept), tuple(gaps))


def _is_ornament(block: Block, text: str) -> bool:
    """Whether a line holds ornament; a lone dash is one where it stands in the middle."""
    centred = isinstance(block, Paragraph) and block.style.align == "center"
    return is_marker(text) or (centred and text in _DASHES)


def _text(block: Block) -> str | None:
    """The text of a paragraph; ``None`` for what is none, or holds more than text."""
    if not isinstance(block, Paragraph):
        return None
    if not block.children:
        return ""
    text = text_of_inlines(block.children).strip()
    return text or None


def _chosen(gaps: Sequence[int], everywhere: Sequence[int], rule: SceneBreaks) -> frozenset[int]:
    """Numbers of the blocks before which a gap means a scene break."""
    if rule in {"marker", "none"}:
        return frozenset()
    if rule == "blank":
        return frozenset(index + 1 for index, gap in enumerate(gaps) if gap)
    judged = blank_confidences(gaps, everywhere)
    return frozenset(index + 1 for index, sure in enumerate(judged) if sure >= THRESHOLD)


def _with_breaks(blocks: Sequence[Block], breaks: frozenset[int]) -> Blocks:
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        silent = bool(kept) and isinstance(kept[-1], SceneBreak)
        if index in breaks and kept and not silent and not isinstance(block, SceneBreak):
            kept.append(SceneBreak())
        if isinstance(block, SceneBreak) and (silent or not kept):
            continue
        kept.append(block)
    while kept and isinstance(kept[-1], SceneBreak):
        kept.pop()
    return tuple(kept)

"""Silences: blank paragraphs, rules and ornament between blocks, as scene breaks or as nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from packager.book.blocks import Block, Blocks, SceneBreak
from packager.diagnostics import Code, Report, Where
from packager.readers.text.scene_breaks import THRESHOLD, blank_confidences
from packager.request import SceneBreaks


@dataclass(slots=True)
class Silences:
    """Judges what parts the blocks of a book, and keeps count of it for one summary.

    Attributes:
        source: Name of the source, for messages.
        rule: What counts as a scene break.
        taken: Wider gaps that became scene breaks.
        left: Wider gaps that did not.
        trimmed: Ornament at the head or foot of a text, where nothing is parted by it.
    """

    source: str
    rule: SceneBreaks
    taken: int = 0
    left: int = 0
    trimmed: list[str] = field(default_factory=list)

    def judged(
        self,
        blocks: Sequence[Block],
        gaps: Sequence[int],
        runs: Collection[int] = (),
        *,
        aside: bool,
        ends: bool,
    ) -> Blocks:
        """The blocks with a scene break for each gap that is one.

        Args:
            blocks: Blocks in order, with scene breaks where ornament stood.
            gaps: The blank lines in front of each.
            runs: The blocks in front of which three or more line breaks stand in one text.
            aside: Whether they are a note, in which blank lines mean nothing.
            ends: Whether the blocks are a whole text, at whose ends nothing is parted.
        """
        wide = frozenset[int]()
        if any(gaps) and len(blocks) > 1:
            wide = self._wide(blocks, gaps, runs, aside=aside)
        found: list[Block] = []
        for index, block in enumerate(blocks):
            if isinstance(block, SceneBreak):
                if found and isinstance(found[-1], SceneBreak):
                    found[-1] = found[-1] if found[-1].mark else block
                    continue
            elif index in wide and found and not isinstance(found[-1], SceneBreak):
                found.append(SceneBreak())
            found.append(block)
        return tuple(self._without_ends(found) if ends else found)

    def _wide(
        self, blocks: Sequence[Block], gaps: Sequence[int], runs: Collection[int], *, aside: bool
    ) -> frozenset[int]:
        if aside or self.rule in {"marker", "none"}:
            return frozenset()
        between = [
            0 if isinstance(blocks[i], SceneBreak) or isinstance(blocks[i - 1], SceneBreak)
            else gaps[i]
            for i in range(1, len(blocks))
        ]  # fmt: skip
        if self.rule == "blank":
            usual = min(between) if len(set(between)) > 1 else 0
            return frozenset(i for i, gap in enumerate(between, 1) if gap > usual)
        sure = blank_confidences(between)
        wide = frozenset(i for i, confidence in enumerate(sure, 1) if confidence >= THRESHOLD)
        if runs:
            usual = median_low(between) if len(between) > 2 else 0  # noqa: PLR2004 - two say nothing
            wide |= {i for i, gap in enumerate(between, 1) if i in runs and gap > usual}
        self.taken += len(wide)
        self.left += sum(1 for confidence in sure if 0 < confidence < THRESHOLD)
        return wide

    def _without_ends(self, blocks: list[Block]) -> list[Block]:
        while blocks and isinstance(blocks[-1], SceneBreak):
            self._trim(blocks.pop())
        start = 0
        while start < len(blocks) and isinstance(blocks[start], SceneBreak):
            self._trim(blocks[start])
            start += 1
        return blocks[start:]

    def _trim(self, block: Block) -> None:
        if isinstance(block, SceneBreak) and block.mark:
            self.trimmed.append(block.mark)

    def tell(self, report: Report) -> None:
        """Say once, for the whole book, what gaps were taken for."""
        where = Where(self.source)
        if self.taken:
            report.add(
                Code.SCENE_BREAKS_GUESSED,
                f"{self.taken} of {self.taken + self.left} wider gaps between paragraphs "
                "were taken for scene breaks",
                where=where,
                hint="--scene-breaks marker leaves blank lines alone",
            )
        elif self.left:
            report.add(
                Code.BLANK_LINES,
                f"{self.left} wider gaps between paragraphs were left alone",
                where=where,
                hint="--scene-breaks blank makes a scene break of each",
            )
        if self.trimmed:
            report.add(
                Code.LINE_NOT_PRINTED,
                f"ornament at the head or foot of a text is not printed ({len(self.trimmed)})",
                where=where,
                removed="\n".join(self.trimmed),
            )

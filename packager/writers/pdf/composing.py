"""Composing: the gatherings of a book, one after the other or several at a time.

The body first, in order; then what follows it, which names pages of the body; then the front
matter with the contents, which names pages of all. A page number that a page of the body names and
that comes later is filled in when the book is bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from packager.writers.pdf.division import Division
from packager.writers.pdf.engine import load_engine
from packager.writers.pdf.gathering import Copy, Count, Gathering, Start
from packager.writers.pdf.numbering import Numbering
from packager.writers.pdf.workers import Workers

LayOut = Callable[[Sequence[Copy], Numbering], list[Gathering]]


def compose(division: Division, jobs: int = 1) -> list[Gathering]:
    """Lay the parts of a book out.

    Args:
        division: The parts.
        jobs: Processes that work at the same time; with one, it is this process.

    Returns:
        The gatherings, in the order of the book; the same ones for any number of jobs.

    Raises:
        DependencyError: Pango is not installed.
        WriteError: A worker process could not lay a gathering out.
    """
    if min(jobs, len(division.body)) <= 1:
        load_engine()
        return _composed(division, _in_this_process())
    with Workers(min(jobs, len(division.body))) as workers:
        return _composed(division, workers.lay_out)


def _composed(division: Division, lay_out: LayOut) -> list[Gathering]:
    numbering = Numbering()
    body = lay_out(division.body, numbering)
    folios = _folios(body)
    back = lay_out([replace(work, folios=folios) for work in division.back], numbering)
    if division.front is None:
        return [*body, *back]
    front = replace(division.front, folios=_folios([*body, *back]))
    return [*lay_out([front], Numbering()), *body, *back]


def _folios(gatherings: Sequence[Gathering]) -> dict[str, int]:
    """The page numbers of the places in some gatherings."""
    return {name: folio for one in gatherings for name, folio in one.folios.items()}


def _in_this_process() -> LayOut:
    """What lays gatherings out here, one after the other."""
    from packager.writers.pdf.layout import Parsed, lay_out  # noqa: PLC0415 - imports WeasyPrint

    parsed: Parsed = {}

    def one_by_one(copies: Sequence[Copy], numbering: Numbering) -> list[Gathering]:
        return [lay_out(work, _Answer(numbering), parsed) for work in copies]

    return one_by_one


class _Answer:
    """Answers one gathering."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._again = False

    def __call__(self, count: Count) -> Start:
        start, settled = self._numbering.start(count, again=self._again)
        self._again = not settled
        return start

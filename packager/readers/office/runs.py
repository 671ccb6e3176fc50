"""Runs: the pieces a word processor cuts a paragraph into, put together again."""

from __future__ import annotations

from collections.abc import Iterable

from packager.book.inlines import (
    Emphasis,
    Inline,
    Inlines,
    SmallCaps,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Underline,
)

Mark = (
    type[Emphasis]
    | type[Strong]
    | type[Underline]
    | type[Strike]
    | type[SmallCaps]
    | type[Superscript]
    | type[Subscript]
)
"""A mark that has children and nothing else."""

_Marked = Emphasis | Strong | Underline | Strike | SmallCaps | Superscript | Subscript


def joined(runs: Iterable[Inline]) -> Inlines:
    """The runs with equal neighbours made one, however deep their marks are nested."""
    kept: list[Inline] = []
    for run in runs:
        last = kept[-1] if kept else None
        if isinstance(run, str) and isinstance(last, str):
            kept[-1] = last + run
        elif isinstance(run, _Marked) and isinstance(last, _Marked) and type(run) is type(last):
            kept[-1] = type(run)(joined((*last.children, *run.children)))
        else:
            kept.append(run)
    return tuple(run for run in kept if run != "")


def trimmed(runs: Inlines) -> Inlines:
    """The runs without white space at both ends of the paragraph; a fixed space is kept."""
    kept = list(runs)
    if kept and isinstance(kept[0], str):
        kept[0] = kept[0].lstrip(" \t\n")
    if kept and isinstance(kept[-1], str):
        kept[-1] = kept[-1].rstrip(" \t\n")
    return tuple(run for run in kept if run != "")

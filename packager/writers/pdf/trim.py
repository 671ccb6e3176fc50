"""Trim sizes: how large the page of a printed book is."""

from __future__ import annotations

from dataclasses import dataclass

from packager.diagnostics import Code
from packager.errors import UsageError


@dataclass(frozen=True, slots=True)
class TrimSize:
    """Width and height of a page in millimetres."""

    width: float
    height: float


_SIZES = {
    "a5": TrimSize(148, 210),
    "6x9": TrimSize(152.4, 228.6),
}


def trim_size(name: str) -> TrimSize:
    """The size a trim's name stands for.

    Raises:
        UsageError: No trim has this name.
    """
    size = _SIZES.get(name)
    if size is None:
        raise UsageError(
            Code.OPTION_INVALID,
            f"there is no page size {name!r}",
            hint=f"use one of: {', '.join(_SIZES)}",
        )
    return size

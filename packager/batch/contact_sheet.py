"""Contact sheets of a batch: the covers of all its stories on as few pictures as they fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

MOST = 600
"""Covers on a sheet."""


def contact_sheets(covers: Iterable[bytes]) -> Iterator[bytes]:
    """JPEG pictures with the covers in their order, 600 on each; none where there are no covers.

    The same covers give the same bytes.
    """
    from packager.images.contact_sheet import contact_sheet  # noqa: PLC0415 - few runs want any

    held: list[bytes] = []
    for cover in covers:
        held.append(cover)
        if len(held) == MOST:
            yield contact_sheet(held)
            held = []
    if held:
        yield contact_sheet(held)


def sheet_path(path: Path, number: int) -> Path:
    """Where a sheet goes: ``covers.jpg``, and those after the first ``covers-2.jpg`` and so on.

    Args:
        path: The path asked for.
        number: Which sheet, counted from 0.
    """
    return path if number == 0 else path.with_name(f"{path.stem}-{number + 1}{path.suffix}")

"""Known: the metadata of a book without the values that say nothing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from packager.book.metadata import Metadata


def known(metadata: Metadata) -> Metadata:
    """The metadata with no white space around its values, and none that is nothing else.

    A blank tag would be a dot without words beside it, a blank name a comma.
    """
    changed: dict[str, Any] = {}
    for spec in fields(Metadata):
        value = getattr(metadata, spec.name)
        if isinstance(value, str):
            changed[spec.name] = value.strip()
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            changed[spec.name] = tuple(line for one in value if (line := one.strip()))
    series = metadata.series
    if series is not None:
        changed["series"] = (
            replace(series, name=series.name.strip()) if series.name.strip() else None
        )
    changed["creators"] = tuple(
        replace(one, name=one.name.strip()) for one in metadata.creators if one.name.strip()
    )
    return replace(metadata, **changed)

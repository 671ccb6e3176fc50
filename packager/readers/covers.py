"""The cover a source names, or that lies beside it, as an asset nobody has looked into yet."""

from __future__ import annotations

from packager.book.book import Asset
from packager.diagnostics import Code, Report, Where
from packager.sources.source import Source, UnsafePath

COVER_ID = "cover"
UNKNOWN_TYPE = "application/octet-stream"

_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".gif")


def named_cover(source: Source, path: str, where: Where, report: Report) -> Asset | None:
    """The picture at a path the source or its metadata names; ``None`` with a diagnostic."""
    try:
        found = source.neighbour(path)
    except UnsafePath as error:
        report.add(
            Code.COVER_OUTSIDE,
            f"the cover {path!r} is not read: {error}",
            where=where,
            hint="put the picture beside the story, or name it with --cover",
        )
        return None
    if found is None:
        report.add(
            Code.COVER_NOT_FOUND,
            f"the cover {path!r} does not exist",
            where=where,
            hint="put the picture there, or name another one with --cover",
        )
        return None
    return Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=found)


def cover_beside(source: Source, report: Report) -> Asset | None:
    """A picture beside the source that its name says is the cover."""
    for stem in (source.stem, "cover", "images/cover", f"{source.stem}-cover"):
        for suffix in _SUFFIXES:
            try:
                found = source.neighbour(stem + suffix)
            except UnsafePath:
                continue
            if found is not None:
                report.add(
                    Code.COVER_BESIDE,
                    f"{stem + suffix!r}, found beside the story, is the cover",
                    where=Where(source.name),
                )
                return Asset(id=COVER_ID, media_type=UNKNOWN_TYPE, data=found)
    return None

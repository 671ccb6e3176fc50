"""How far a batch has come, read from its manifest; it may be running."""

from __future__ import annotations

from pathlib import Path

from packager.batch.manifest import Manifest
from packager.diagnostics import Code, Where
from packager.errors import SourceError

_SHOWN = 10


def status_lines(path: Path, folder: str) -> tuple[str, ...]:
    """What a person wants to know of a batch.

    Args:
        path: Its manifest.
        folder: What the user called the folder of the books.

    Raises:
        SourceError: There is no manifest.
        WriteError: It is damaged.
    """
    if not path.is_file():
        raise SourceError(
            Code.SOURCE_NOT_FOUND,
            "no batch was made in this folder",
            where=Where(folder),
            hint="packager batch SOURCES -o DIR makes one",
        )
    manifest = Manifest(path, read_only=True)
    try:
        counts = manifest.counts()
        books, size, seconds = manifest.totals()
        done = counts.get("done", 0)
        made = f"{books:,} books, {size / 1e6:,.1f} MB, {seconds:,.1f} s of a processor"
        lines = [f"{done:,} stories converted, {made}"]
        left = int(manifest.about("left") or 0)
        if left:
            lines.append(f"{left:,} stories were left when it was last heard of")
        if counts.get("skipped"):
            lines.append(f"{counts['skipped']:,} stories are not selected")
        failed = counts.get("failed", 0)
        if failed:
            lines.append(f"{failed:,} stories failed; --retry-failed tries them again")
        for number, result in enumerate(manifest.results("failed")):
            if number == _SHOWN:
                lines.append(f"  and {failed - _SHOWN:,} more")
                break
            error = result.error
            lines.append(f"  {result.key}: {error.message if error else ''}")
        return tuple(lines)
    finally:
        manifest.close()

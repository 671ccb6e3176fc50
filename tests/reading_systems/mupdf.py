"""MuPDF, which also draws the pages of several e-readers.

https://mupdf.com/
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SCREEN = ("450", "600", "11")
"""Width and height in points, and the size of type."""

_OUTLINE = """\
var book = new Document(scriptArgs[0]);
print(JSON.stringify(book.loadOutline()));
"""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as drawn: the share of its area that is not paper, from 0 to 1."""

    ink: float


def pages(book: Path) -> tuple[Page, ...]:
    """Every page of a book, drawn small and grey."""
    width, height, size = _SCREEN
    drawn = subprocess.run(
        [
            *("mutool", "draw", "-q", "-W", width, "-H", height, "-S", size),
            *("-r", "36", "-c", "gray", "-F", "pgm", "-o", "-", str(book)),
        ],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout
    found = []
    while drawn:
        # P5, width and height, the brightest value, then a byte a pixel; one picture after another.
        kind, sides, white, rest = drawn.split(b"\n", 3)
        assert (kind, white) == (b"P5", b"255")
        columns, rows = map(int, sides.split())
        area = columns * rows
        found.append(Page(1 - rest[:area].count(255) / area))
        drawn = rest[area:]
    return tuple(found)


def outline(book: Path, folder: Path) -> list[tuple[str, str]]:
    """The contents as MuPDF lists them, children behind their parents: title and target."""
    script = folder / "outline.js"
    script.write_text(_OUTLINE, "utf-8")
    said = subprocess.run(
        ["mutool", "run", str(script), str(book)],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout
    found: list[tuple[str, str]] = []
    waiting = json.loads(said) or []
    while waiting:
        entry, *waiting = waiting
        found.append((entry["title"], entry["uri"]))
        waiting = [*entry.get("down", []), *waiting]
    return found

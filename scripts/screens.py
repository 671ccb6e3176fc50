"""Draws docs/pictures/reading-systems/: books as reading systems show them.

Usage::

    .venv/bin/python scripts/screens.py

``sh scripts/test`` once installs the reading systems and the browser they run in. The faces are
those of the themes, so that the pictures do not depend on the fonts of a machine.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the reading systems are those of the tests

from tests.reading_systems.books import Books  # noqa: E402 - as above
from tests.reading_systems.installed import missing  # noqa: E402
from tests.reading_systems.service import ReadingSystems  # noqa: E402

PICTURES = ROOT / "docs" / "pictures" / "reading-systems"

WIDTH, HEIGHT = 400, 540
GAP = 12
DESK = (200, 197, 190)
EDGE = (150, 147, 140)

Place = str | dict[str, object]

COVER = "EPUB/text/cover.xhtml"
TITLE = "EPUB/text/titlepage.xhtml"
CONTENTS = "EPUB/nav.xhtml"
OPENER = "EPUB/text/chapter-001.xhtml"
SECOND = "EPUB/text/chapter-002.xhtml"
NOTES = "EPUB/text/notes.xhtml"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of several screens in a row.

    Attributes:
        name: Of its file.
        book: What is shown, by its name in ``Books``.
        places: What is on the screens: documents, or documents with the number of a note that pops
            up over them, or with how often the page was turned.
        system: Which reading system shows it.
        dark: Whether it is night.
        size: Of the type, in per cent.
    """

    name: str
    book: str
    places: tuple[Place, ...]
    system: str = "foliate"
    dark: bool = False
    size: int = 100


BELL = "the-bell-that-rang-for-nobody"
LAMP = "the-ninth-lamp"
FIVE = (COVER, TITLE, CONTENTS, OPENER, NOTES)

SHEETS = (
    Sheet("foliate", BELL, FIVE),
    Sheet("foliate-dark", BELL, FIVE, dark=True),
    Sheet("epubjs", BELL, FIVE, system="epubjs"),
    Sheet(
        "notes",
        LAMP,
        (OPENER, {"place": OPENER, "note": 1}, {"place": OPENER, "note": 2}, NOTES),
    ),
    Sheet(
        "kinds-of-text",
        LAMP,
        (OPENER, {"place": OPENER, "turn": 1}, {"place": OPENER, "turn": 2}, SECOND),
    ),
    Sheet("large-type", LAMP, (TITLE, OPENER, SECOND), size=200),
    Sheet("right-to-left", "al-fanar", (TITLE, CONTENTS, OPENER, {"place": OPENER, "note": 2})),
    Sheet("vertical", "aozora", (TITLE, CONTENTS, OPENER)),
)


def main() -> int:
    """Draw every sheet."""
    if missing():
        print(f"error: not installed: {'; '.join(missing())}", file=sys.stderr)
        return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, ReadingSystems() as systems:
        books = Books(Path(folder))
        for sheet in SHEETS:
            path = PICTURES / f"{sheet.name}.png"
            _in_a_row(_screens(sheet, books[sheet.book], systems, Path(folder))).save(
                path, optimize=True
            )
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} KB")
    return 0


def _screens(sheet: Sheet, book: Path, systems: ReadingSystems, folder: Path) -> list[Image.Image]:
    shots = {
        str(folder / f"{sheet.name}-{number}.png"): _place(place, sheet.system)
        for number, place in enumerate(sheet.places)
    }
    systems(
        sheet.system,
        book,
        shots=shots,
        dark=sheet.dark,
        size=sheet.size,
        width=WIDTH,
        height=HEIGHT,
        faces=True,
    )
    screens = []
    for path in shots:
        with Image.open(path) as screen:
            screens.append(ImageOps.expand(screen.convert("RGB"), 1, EDGE))
    return screens


def _place(place: Place, system: str) -> Place:
    """epub.js names documents as the package does, foliate-js as the container does."""
    if system == "epubjs":
        assert isinstance(place, str)  # noqa: S101 - pop-ups are foliate's
        return place.removeprefix("EPUB/")
    return place


def _in_a_row(screens: list[Image.Image]) -> Image.Image:
    width = sum(screen.width + GAP for screen in screens) + GAP
    sheet = Image.new("RGB", (width, screens[0].height + 2 * GAP), DESK)
    left = GAP
    for screen in screens:
        sheet.paste(screen, (left, GAP))
        left += screen.width + GAP
    return sheet.quantize(64, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main())

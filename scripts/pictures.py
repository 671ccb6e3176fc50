"""Draws docs/pictures/: what packager makes of an example, as a reader and as a printed book.

Usage::

    .venv/bin/python scripts/pictures.py

It needs MuPDF's ``mutool`` (Debian: mupdf-tools; Homebrew: mupdf-tools) to show the EPUB as a
reading system does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFilter

from packager.pipeline import convert
from packager.request import Request

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
STORY = ROOT / "examples" / "the-bell-that-rang-for-nobody"

DESK = (236, 233, 226)
SHADOW = (70, 62, 50)
EREADER = (758, 1024)
EREADER_PAGES = (2, 4, 5)
"""The title page, and the opening of the first chapter, at the size of type chosen below."""

PAGE_HEIGHT = 900
GAP = 70


def main() -> None:
    """Make the books, and the pictures of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    outcome = convert(STORY, Request(formats=("epub", "pdf")))
    epub, pdf = (artifact.data for artifact in outcome.artifacts)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.epub"
        book.write_bytes(epub)
        screens = [_screen(book, page) for page in EREADER_PAGES]
    pages = _printed(pdf)
    cover = pages[0]
    _desk([cover, _framed(screens[1]), _spread(pages, 7)], PICTURES / "result.png")
    _desk([_framed(screen) for screen in screens], PICTURES / "epub.png")
    _desk(
        [pages[0], _spread(pages, 1), _spread(pages, 3), _spread(pages, 9)],
        PICTURES / "pdf.png",
        per_row=2,
    )


def _screen(book: Path, page: int) -> Image.Image:
    """A page of the EPUB as an e-reader of 758 x 1024 pixels shows it."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.png"
        width, height = (side * 72 / 120 for side in EREADER)
        subprocess.run(
            [
                *("mutool", "draw", "-q", "-r", "120", "-S", "12"),
                *("-W", str(width), "-H", str(height)),
                *("-o", str(picture), str(book), str(page)),
            ],
            check=True,
            stdout=sys.stderr,
        )
        with Image.open(picture) as drawn:
            return drawn.convert("L").convert("RGB")


def _printed(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for page in document:
        scale = PAGE_HEIGHT / page.get_height()
        pages.append(page.render(scale=scale).to_pil().convert("RGB"))
    return pages


def _spread(pages: list[Image.Image], verso: int) -> Image.Image:
    """Two facing pages; the first page of a book is a recto, so a verso has an odd index."""
    left, right = pages[verso], pages[verso + 1]
    spread = Image.new("RGB", (left.width + right.width, left.height), "white")
    spread.paste(left, (0, 0))
    spread.paste(right, (left.width, 0))
    gutter = Image.new("L", (60, left.height), 0)
    for x in range(60):
        ImageDraw.Draw(gutter).line(
            [(x, 0), (x, left.height)], fill=int(46 * (1 - abs(x - 30) / 30))
        )
    spread.paste(Image.new("RGB", gutter.size, SHADOW), (left.width - 30, 0), gutter)
    return spread


def _framed(screen: Image.Image) -> Image.Image:
    """A screen in the body of an e-reader, as tall as the pages beside it."""
    edge, chin = 46, 96
    body = Image.new("RGBA", (screen.width + 2 * edge, screen.height + edge + chin))
    drawing = ImageDraw.Draw(body)
    drawing.rounded_rectangle((0, 0, body.width - 1, body.height - 1), 44, fill=(38, 38, 40, 255))
    grey = Image.blend(screen, Image.new("RGB", screen.size, (214, 211, 202)), 0.22)
    body.paste(grey, (edge, edge))
    ratio = PAGE_HEIGHT / body.height
    return body.resize((round(body.width * ratio), PAGE_HEIGHT), Image.Resampling.LANCZOS)


def _desk(things: list[Image.Image], path: Path, per_row: int = 3) -> None:
    """Things lying on a desk, each with its shadow."""
    rows = [things[start : start + per_row] for start in range(0, len(things), per_row)]
    width = max(sum(thing.width + GAP for thing in row) for row in rows) + GAP
    height = len(rows) * (PAGE_HEIGHT + GAP) + GAP
    desk = Image.new("RGB", (width, height), DESK)
    for number, row in enumerate(rows):
        left = (width - sum(thing.width + GAP for thing in row) + GAP) // 2
        top = GAP + number * (PAGE_HEIGHT + GAP)
        for thing in row:
            shade = Image.new("L", desk.size, 0)
            box = (left + 6, top + 12, left + thing.width + 6, top + thing.height + 12)
            ImageDraw.Draw(shade).rounded_rectangle(box, 2, fill=110)
            shade = shade.filter(ImageFilter.GaussianBlur(14))
            desk.paste(Image.new("RGB", desk.size, SHADOW), (0, 0), shade)
            desk.paste(thing, (left, top), thing if thing.mode == "RGBA" else None)
            left += thing.width + GAP
    desk.quantize(256).save(path, optimize=True)


if __name__ == "__main__":
    main()

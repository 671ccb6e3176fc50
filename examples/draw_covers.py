"""Draws the covers of the example stories: ``python examples/draw_covers.py [FOLDER]``.

With a folder, the pictures go there; without, each goes to the ``images`` folder of its story. The
pictures are our own drawings (CC0-1.0). The type is EB Garamond (OFL-1.1).
"""

from __future__ import annotations

import sys
from pathlib import Path

from covers.bell import bell
from covers.comet import comet
from covers.ferry import ferry
from PIL import Image

EXAMPLES = Path(__file__).parent


def main() -> None:
    """Draw every cover."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    for folder, picture in (
        ("the-last-ferry-carries-cats", ferry()),
        ("the-bell-that-rang-for-nobody", bell()),
    ):
        path = _place(target, folder) / "cover.jpg"
        picture.save(path, quality=82, optimize=True, progressive=True)
    flat = comet().quantize(160, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(_place(target, "als-haselbach-das-licht-ausmachte") / "cover.png", optimize=True)


def _place(target: Path, folder: str) -> Path:
    images = target / folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    return images


if __name__ == "__main__":
    main()

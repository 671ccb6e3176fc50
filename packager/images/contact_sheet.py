"""The contact sheet: many covers on one picture, in rows, as a photographer's proofs are."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PIL import Image

from packager.images.picture import encode_jpeg
from packager.images.thumbnail import HEIGHT, WIDTH, shrunk

MOST = 600
"""Covers that fit on a sheet; Pillow and browsers open no picture of endless height."""

_GAP = 16
_PAPER = (250, 249, 246)
_COLUMNS = range(3, 21)


def contact_sheet(covers: Sequence[bytes]) -> bytes:
    """A JPEG with the covers in rows, in their order, from the left and the top.

    The same covers give the same bytes.

    Args:
        covers: At most 600 pictures; one that is none leaves its place empty.

    Raises:
        ValueError: There are none, or too many.
    """
    if not 0 < len(covers) <= MOST:
        raise ValueError(f"a contact sheet has 1 to {MOST} covers")
    across = columns(len(covers))
    down = -(-len(covers) // across)
    sheet = Image.new(
        "RGB", (_GAP + across * (WIDTH + _GAP), _GAP + down * (HEIGHT + _GAP)), _PAPER
    )
    for number, cover in enumerate(covers):
        image = shrunk(cover, WIDTH, HEIGHT)
        if image is None:
            continue
        row, column = divmod(number, across)
        left = _GAP + column * (WIDTH + _GAP) + (WIDTH - image.width) // 2
        top = _GAP + row * (HEIGHT + _GAP) + (HEIGHT - image.height)
        sheet.paste(image, (left, top))
    return encode_jpeg(sheet)


def columns(count: int) -> int:
    """How many covers stand in a row, so that the sheet is about as wide as it is high."""
    wide = math.ceil(math.sqrt(count * (HEIGHT + _GAP) / (WIDTH + _GAP)))
    return min(count, max(_COLUMNS.start, min(wide, _COLUMNS.stop - 1)))

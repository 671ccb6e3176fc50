"""Style: the closed vocabulary of looks that a story's own markup may carry.

It sits on every block and on spans, so that centring or a colour of the author's is never lost
silently. A theme decides what a scene break looks like; a Style says what the *author* asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Align = Literal["start", "end", "center", "justify"]
Face = Literal["serif", "sans-serif", "monospace", "cursive", "fantasy"]
Direction = Literal["ltr", "rtl"]

MAX_INDENT = 8
"""Deeper indents would push the text off an A5 page."""

MIN_SCALE = 0.5
MAX_SCALE = 3.0

_COLOR = re.compile(r"#[0-9a-f]{6}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What the author asked a block or a span to look like; ``None`` means nothing was asked.

    Attributes:
        align: Where the lines stand.
        indent: Steps of left indent, 0 to 8.
        color: Text colour as ``#rrggbb``, lower case.
        scale: Size relative to the text around it, 0.5 to 3.
        face: A generic font family.
        language: BCP 47 tag of the text, where it is not the book's.
        direction: Base direction, where it is not the book's.
        spoiler: Hidden by the author until the reader asks for it.

    Raises:
        ValueError: A value is outside the vocabulary.
    """

    align: Align | None = None
    indent: int = 0
    color: str | None = None
    scale: float | None = None
    face: Face | None = None
    language: str | None = None
    direction: Direction | None = None
    spoiler: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.indent <= MAX_INDENT:
            raise ValueError(f"indent {self.indent} is not within 0 to {MAX_INDENT}")
        if self.color is not None and not _COLOR.fullmatch(self.color):
            raise ValueError(f"color {self.color!r} is not #rrggbb")
        if self.scale is not None and not MIN_SCALE <= self.scale <= MAX_SCALE:
            raise ValueError(f"scale {self.scale} is not within {MIN_SCALE} to {MAX_SCALE}")
        if self.language is not None and not _LANGUAGE.fullmatch(self.language):
            raise ValueError(f"language {self.language!r} is no BCP 47 tag")


PLAIN = Style()
"""The style of text nobody asked anything of."""

"""Theme: how a book looks, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How a book looks.

    Attributes:
        name: What ``--theme`` calls it; the name of its folder.
        title: Its name for people.
        summary: One line about it.
        text_css: Rules for every medium.
        epub_css: Rules for reading systems.
        print_css: Rules for paper.
        fonts: Folders of the fonts it sets text in: its own, then those for other scripts.
    """

    name: str
    title: str
    summary: str
    text_css: str
    epub_css: str
    print_css: str
    fonts: tuple[Path, ...]

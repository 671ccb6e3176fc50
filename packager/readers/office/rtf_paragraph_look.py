r"""How a paragraph of an RTF document looks, and where it belongs: what holds until ``\pard``."""

from __future__ import annotations

from dataclasses import dataclass, replace

from packager.book.style import MAX_INDENT, Align, Style
from packager.readers.office.rtf_styles import StyleSheet, outline_level

_STEP = 720
"""Twips of one step of indent: half an inch."""

_ALIGN: dict[str, Align | None] = {"ql": None, "qc": "center", "qr": "end", "qj": None}
_MAX_LEVEL = 8
_MAX_TABLES = 2
"""Tables in tables; what is nested deeper stands in the second."""


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    r"""What holds for a paragraph until ``\pard``.

    Attributes:
        style: Alignment, indent, direction.
        level: Its level as a heading; 0 for none.
        name: The name of its style in lower case.
        depth: How many tables it stands in.
        listed: Whether its properties put it into a list.
        list_level: How deep that list is nested.
        page: Whether it stands on top of a page.
    """

    style: Style = Style()
    level: int = 0
    name: str = ""
    depth: int = 0
    listed: bool = False
    list_level: int = 0
    page: bool = False


def look_after(
    look: ParagraphLook, word: str, number: int | None, styles: StyleSheet
) -> ParagraphLook | None:
    """The look behind a control word; ``None`` where the word says nothing of it."""
    if word == "pard":
        return ParagraphLook()
    if word == "intbl":
        return replace(look, depth=max(look.depth, 1))
    if word == "pagebb":
        return replace(look, page=number != 0)
    if (style := _style_after(look.style, word, number)) is not None:
        return replace(look, style=style)
    return None if number is None else _belonging(look, word, number, styles)


def _style_after(style: Style, word: str, number: int | None) -> Style | None:
    if word in _ALIGN:
        return replace(style, align=_ALIGN[word])
    if word == "rtlpar":
        return replace(style, direction="rtl")
    if word == "li" and number is not None:
        return replace(style, indent=max(0, min(MAX_INDENT, round(number / _STEP))))
    return None


def _belonging(
    look: ParagraphLook, word: str, number: int, styles: StyleSheet
) -> ParagraphLook | None:
    """The look behind a word with a number: table, list, style, outline."""
    match word:
        case "itap":
            return replace(look, depth=max(0, min(number, _MAX_TABLES)))
        case "ls":
            return replace(look, listed=number > 0)
        case "ilvl":
            return replace(look, list_level=max(0, min(number, _MAX_LEVEL)))
        case "s":
            return replace(look, name=styles.name(number), level=styles.level(number))
        case "outlinelevel":
            return replace(look, level=outline_level(number))
        case _:
            return None

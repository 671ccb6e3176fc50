"""What holds for a paragraph of RTF."""

from __future__ import annotations

import pytest

from packager.book.style import Style
from packager.readers.office.rtf_paragraph_look import ParagraphLook, look_after
from packager.readers.office.rtf_styles import StyleSheet

LOOK = ParagraphLook(style=Style(align="center"))


@pytest.mark.parametrize(
    ("word", "number", "look"),
    [
        ("pard", None, ParagraphLook()),
        ("ql", None, ParagraphLook()),
        ("qr", None, ParagraphLook(style=Style(align="end"))),
        ("li", 1440, ParagraphLook(style=Style(align="center", indent=2))),
        ("li", -99999, LOOK),
        ("intbl", None, ParagraphLook(style=LOOK.style, depth=1)),
        ("itap", 7, ParagraphLook(style=LOOK.style, depth=2)),
        ("ls", 3, ParagraphLook(style=LOOK.style, listed=True)),
        ("ilvl", 99, ParagraphLook(style=LOOK.style, list_level=8)),
        ("outlinelevel", 1, ParagraphLook(style=LOOK.style, level=2)),
        ("pagebb", None, ParagraphLook(style=LOOK.style, page=True)),
        ("par", None, None),
    ],
)
def test_a_word_changes_the_look(word: str, number: int | None, look: ParagraphLook | None) -> None:
    assert look_after(LOOK, word, number, StyleSheet()) == look

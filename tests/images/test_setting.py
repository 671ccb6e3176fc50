"""Text fitted into boxes."""

from __future__ import annotations

import pytest

from packager.images.face import Face, FontStack
from packager.images.setting import Box, Setting, fit
from packager.images.shaping import Lettering, advances, drawable, shape

BOX = Box(width=1300, height=800, largest=300, smallest=30)
ENGLISH = Lettering(language="en")


def fitted(text: str, faces: tuple[Face, ...], box: Box = BOX) -> Setting:
    stack = FontStack(faces)
    return fit(drawable(text, stack, 400), stack, ENGLISH, box)


@pytest.mark.parametrize(
    "text", ["It", "Winter Light", "word " * 80, "m" * 60, "漢字" * 150, "ﷺ" * 9]
)
def test_nothing_leaves_the_box(text: str, faces: tuple[Face, ...]) -> None:
    for box in (BOX, Box(width=400, height=200, largest=200, smallest=30)):
        setting = fitted(text, faces, box)
        assert setting.lines
        assert setting.width <= box.width + 0.01
        assert setting.height <= box.height + 0.01


def test_lines_are_even_and_none_is_left_with_a_small_word(faces: tuple[Face, ...]) -> None:
    setting = fitted("The Old Man and the Sea", faces)
    widths = [line.width for line in setting.lines]
    assert len(widths) == 2
    assert min(widths) > 0.8 * max(widths)


def test_a_word_is_cut_only_when_it_must_be(faces: tuple[Face, ...]) -> None:
    assert len(fitted("Incomprehensibilities", faces).lines) == 1
    long = fitted("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter", faces)
    assert len(long.lines) > 1
    assert long.size > 60


def test_an_empty_text_has_no_lines(faces: tuple[Face, ...]) -> None:
    assert fitted("", faces).lines == ()
    assert fitted("\u200b\n\t", faces).height == 0


def test_arabic_letters_join(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    joined = shape("ببب", stack, ENGLISH)
    apart = shape("ب\u200cب\u200cب", stack, ENGLISH)
    assert {glyph.glyph for glyph in joined.glyphs} != {glyph.glyph for glyph in apart.glyphs}


def test_right_to_left_runs_are_laid_from_the_right(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    first, second = (shape(letter, stack, ENGLISH).glyphs[0].glyph for letter in "אב")
    assert [glyph.glyph for glyph in shape("אב", stack, ENGLISH).glyphs] == [second, first]


def test_the_language_chooses_the_form_of_a_character(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    forms = {
        language: shape("直", stack, Lettering(language=language)).glyphs[0].glyph
        for language in ("ja", "zh-Hans")
    }
    assert forms["ja"] != forms["zh-Hans"]


def test_punctuation_takes_the_face_of_the_letters_it_belongs_to(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    assert {glyph.face for glyph in shape("“猫”", stack, ENGLISH).glyphs} == {len(faces) - 1}
    assert {glyph.face for glyph in shape("“cat”", stack, ENGLISH).glyphs} == {0}


def test_advances_add_up_to_the_line(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces)
    text = "AVATAR office שלום"
    assert sum(advances(text, stack, ENGLISH)) == pytest.approx(shape(text, stack, ENGLISH).width)


def test_tracking_widens_and_leaves_joined_scripts_alone(faces: tuple[Face, ...]) -> None:
    stack, wide = FontStack(faces), Lettering(language="en", tracking=0.1)
    assert shape("cat", stack, wide).width == pytest.approx(
        shape("cat", stack, ENGLISH).width + 0.2, abs=0.05
    )
    spaced, plain = (sum(advances("हिन्दी", stack, each)) for each in (wide, ENGLISH))
    assert spaced == plain


def test_drawable_keeps_what_can_be_drawn(faces: tuple[Face, ...]) -> None:
    stack = FontStack(faces[:1])
    assert drawable("  a\n\tb\x00\ud800 𓀀c ", stack, 400) == "a b c"
    assert drawable("a" + "\u0338" * 500, stack, 400).startswith("a")
    assert len(drawable("a" + "\u0338" * 500, stack, 400)) <= 12
    assert drawable("abcdef", stack, 3) == "abc…"

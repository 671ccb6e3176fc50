"""Covers that are drawn."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from packager.images.canvas import Canvas
from packager.images.cover import COMPOSITIONS, compose, draw_cover
from packager.images.dice import Dice
from packager.images.face import Face
from packager.images.landscapes import nearing
from packager.images.ornaments import rings
from packager.images.palette import LEAST_CONTRAST, PALETTES, Palette, contrast
from packager.images.plan import COVER_HEIGHT, COVER_WIDTH, Plan

TITLES = (
    ("It", ("S. King",), "en"),
    ("The Old Man and the Sea", ("Ernest Hemingway",), "en"),
    ("word " * 60, ("A", "B", "C", "D", "E, Esq."), "en"),
    ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter", ("X",), "de"),
    ("Преступление и наказание", ("Фёдор Достоевский",), "ru"),
    ("Η Οδύσσεια", ("Όμηρος",), "el"),
    ("吾輩は猫である。名前はまだ無い。", ("夏目漱石",), "ja"),
    ("红楼梦：“石头记”", ("曹雪芹",), "zh-Hans"),
    ("나의 라임 오렌지 나무", ("조제",), "ko"),
    ("ألف ليلة وليلة 1001", ("مؤلف",), "ar"),
    ("שיר השירים (Song)", ("שלמה",), "he"),
    ("गोदान और अन्य कहानियाँ", ("प्रेमचंद",), "hi"),
    ("สี่แผ่นดิน", ("คึกฤทธิ์",), "th"),
    ("The 🐎 Who Loved ★ Books ❤️", (), "en"),
)


def drawn(title: str, authors: tuple[str, ...], language: str, faces: tuple[Face, ...]) -> bytes:
    return draw_cover(title=title, authors=authors, language=language, faces=faces).data


@pytest.mark.parametrize(("title", "authors", "language"), TITLES)
def test_type_stays_on_the_cover_and_reads_well(
    title: str, authors: tuple[str, ...], language: str, faces: tuple[Face, ...]
) -> None:
    canvas, placed = compose(title=title, authors=authors, language=language, faces=faces)
    heading, names = placed
    assert heading.setting.lines
    assert bool(names.setting.lines) == bool(authors)
    for block in placed:
        if not block.setting.lines:
            continue
        left, top, right, bottom = block.area.edges
        assert block.setting.width <= right - left + 1
        assert block.top >= top - 1
        assert block.top + block.setting.height <= bottom + 1
        foot = math.ceil(block.top + block.setting.height)
        behind = canvas.image.crop((left, math.floor(block.top), right, foot)).getcolors()
        assert behind is not None
        assert min(contrast(block.area.ink, each) for _, each in behind) >= LEAST_CONTRAST


@pytest.mark.parametrize("composition", COMPOSITIONS, ids=lambda each: each.__name__)
def test_every_composition_leaves_flat_ground_for_type(
    composition: object, palette_pair: tuple[Palette, ...]
) -> None:
    assert callable(composition)
    for palette in palette_pair:
        for seed in ("one", "two", "three"):
            canvas = Canvas(COVER_WIDTH, COVER_HEIGHT, palette.ground)
            plan = composition(canvas, palette, Dice.of(seed))
            assert isinstance(plan, Plan)
            for area in (plan.title, plan.author):
                colours = canvas.image.crop(area.edges).getcolors()
                assert colours is not None
                assert len(colours) == 1
                assert contrast(area.ink, colours[0][1]) >= LEAST_CONTRAST


@pytest.fixture
def palette_pair() -> tuple[Palette, ...]:
    """A light and a dark palette."""
    light = next(palette for palette in PALETTES if not palette.is_dark)
    dark = next(palette for palette in PALETTES if palette.is_dark)
    return light, dark


@pytest.mark.parametrize("palette", PALETTES)
def test_every_palette_has_ink_for_every_place_type_stands_on(palette: Palette) -> None:
    assert contrast(palette.ink, palette.ground) >= LEAST_CONTRAST
    foreground = nearing(palette)[-1]
    assert contrast(palette.ink_on(foreground), foreground) >= LEAST_CONTRAST


def test_a_cover_is_a_baseline_jpeg_of_its_size(faces: tuple[Face, ...]) -> None:
    picture = draw_cover(title="The Storm", authors=("L. Quill",), language="en", faces=faces)
    image = Image.open(io.BytesIO(picture.data))
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1600, 2400))
    assert (picture.media_type, picture.width, picture.height) == ("image/jpeg", 1600, 2400)
    assert not image.info.get("progressive")


def test_the_same_book_has_the_same_cover(faces: tuple[Face, ...]) -> None:
    assert drawn("Emma", ("Jane",), "en", faces) == drawn("Emma", ("Jane",), "en", faces)


def test_a_shelf_of_covers_differs(faces: tuple[Face, ...]) -> None:
    shelf = {drawn(f"Volume {number}", ("A. N. Other",), "en", faces) for number in range(6)}
    assert len(shelf) == 6
    assert drawn("Emma", ("Jane",), "en", faces) != drawn("Emma", ("Anne",), "en", faces)


def test_every_composition_and_palette_is_reached() -> None:
    rolls = [Dice.of(f"title {number}") for number in range(600)]
    assert {dice.choose("palette", PALETTES) for dice in rolls} == set(PALETTES)
    assert {dice.choose("composition", COMPOSITIONS) for dice in rolls} == set(COMPOSITIONS)


def test_short_titles_are_set_larger_than_long_ones(faces: tuple[Face, ...]) -> None:
    sizes = [
        compose(title=title, authors=("Same",), language="en", faces=faces)[1][0].setting.size
        for title in ("It", "word " * 60)
    ]
    assert sizes[0] > 2 * sizes[1]


def test_right_to_left_titles_begin_at_the_right(faces: tuple[Face, ...]) -> None:
    titles = (f"שיר השירים {number}" for number in range(200))
    title = next(
        each for each in titles if Dice.of(each).choose("composition", COMPOSITIONS) is rings
    )
    heading, _ = compose(title=title, authors=(), language="he", faces=faces)[1]
    assert heading.area.align == "start"
    for left, line in zip(heading.lefts, heading.setting.lines, strict=True):
        assert left + line.width * heading.setting.size == pytest.approx(heading.area.edges[2])


def test_a_face_is_loaded_only_when_a_character_asks_for_it(faces: tuple[Face, ...]) -> None:
    loaded: list[str] = []

    def counting(face: Face) -> Face:
        def load() -> bytes:
            loaded.append(face.family)
            return face.load()

        return replace(face, load=load)

    counted = tuple(map(counting, faces))
    draw_cover(title="Winter Light", authors=("Zoë",), language="en", faces=counted)
    assert set(loaded) == {"EB Garamond"}
    draw_cover(title="雪国", authors=(), language="ja", faces=counted)
    assert "Noto Serif CJK JP" in loaded


def test_a_title_no_face_can_set_still_gives_a_cover(faces: tuple[Face, ...]) -> None:
    picture = draw_cover(title="𓀀𓀁", authors=("",), language="", faces=faces[:1])
    assert Image.open(io.BytesIO(picture.data)).size == (1600, 2400)


@given(title=st.text(max_size=500), author=st.text(max_size=60), language=st.text(max_size=8))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_title_gives_a_cover(
    faces: tuple[Face, ...], title: str, author: str, language: str
) -> None:
    picture = draw_cover(title=title, authors=(author,), language=language, faces=faces)
    assert Image.open(io.BytesIO(picture.data)).size == (1600, 2400)

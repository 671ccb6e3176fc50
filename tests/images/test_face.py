"""Faces, the font stack, and the fonts that are bundled."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from packager.images.face import Face, FontStack, missing_glyphs

STYLES = Path(__file__).resolve().parents[2] / "styles"
FONTS = sorted(path for path in STYLES.rglob("*") if path.suffix in {".ttf", ".otf"})
MOST_FALLBACK_BYTES = 14_000_000


def test_nothing_is_missing_in_the_scripts_the_fonts_are_for(faces: tuple[Face, ...]) -> None:
    text = (
        "Ångström naïve œuvre “—…” Żółć Việt Достоевский Οδύσσεια שלום مرحبا हिन्दी ไทย "
        "Հայերեն ქართული 日本語のかな 简体中文 繁體中文 한국어 বাংলা தமிழ் తెలుగు አማርኛ "
        "❦ ⁂ ☙ ★ ♥ → ♪ ☂ 🎉 👩‍👧 𝓗𝓮𝓵𝓵𝓸 ½ № ﷽"
    )
    assert missing_glyphs(text, faces) == ()


def test_missing_characters_are_named_once_in_order(faces: tuple[Face, ...]) -> None:
    assert missing_glyphs("a 𓀁 b 𓀀 𓀁", faces) == ("𓀀", "𓀁")


def test_what_has_no_picture_is_never_missing(faces: tuple[Face, ...]) -> None:
    assert missing_glyphs("\t\n \u00a0\u200b\u200d\ufeff\u00ad\ufe0f", faces[:1]) == ()


def test_an_accented_letter_may_be_put_together(faces: tuple[Face, ...]) -> None:
    assert not missing_glyphs("q\u0323", faces[:1])


def test_missing_glyphs_of_no_faces_are_all(faces: tuple[Face, ...]) -> None:
    assert missing_glyphs("ba", ()) == ("a", "b")
    assert missing_glyphs("", faces) == ()


def test_the_wanted_style_of_a_family_comes_first_and_families_keep_their_order(
    faces: tuple[Face, ...],
) -> None:
    upright, italic = FontStack(faces), FontStack(faces, italic=True)
    assert upright.first_with("a") == italic.first_with("a") == 0
    assert upright[0].font.get_glyph_extents(5) != italic[0].font.get_glyph_extents(5)
    assert upright.first_with("日") == len(faces) - 1
    assert upright.first_with("𓀀") is None


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_a_bundled_font_opens_and_has_its_licence_beside_it(path: Path) -> None:
    font = TTFont(io.BytesIO(path.read_bytes()), lazy=True)
    assert font["name"].getDebugName(1)
    assert font.getBestCmap()
    licence = (path.parent / "OFL.txt").read_text(encoding="utf-8")
    notice = licence.splitlines()[0]
    assert notice.startswith(("Copyright", "©"))
    assert "SIL OPEN FONT LICENSE" in licence


def test_the_text_face_has_old_style_figures_and_small_capitals() -> None:
    for path in (STYLES / "classic" / "fonts").glob("*.ttf"):
        table = TTFont(io.BytesIO(path.read_bytes()), lazy=True)["GSUB"].table
        assert {"onum", "smcp"} <= {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_the_fallback_fonts_stay_small() -> None:
    sizes = [path.stat().st_size for path in (STYLES / "fonts").rglob("*") if path.is_file()]
    assert 0 < sum(sizes) < MOST_FALLBACK_BYTES

"""The only fonts are those of the publication, and the environment is left as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from packager.diagnostics import Code
from packager.errors import WriteError
from packager.writers.pdf.coverage import missing_characters
from packager.writers.pdf.fontconfig import font_files, private_fonts

FONTS = str(Path(__file__, "../../../../styles/classic/fonts").resolve())
NAMES = ("FONTCONFIG_FILE", "FONTCONFIG_SYSROOT", "FC_LANG", "PANGO_LANGUAGE")


def test_the_configuration_names_these_folders_and_no_other() -> None:
    with private_fonts((FONTS,)):
        file = Path(os.environ["FONTCONFIG_FILE"])
        text = file.read_text(encoding="utf-8")
    assert text.count("<dir>") == 1
    assert f"<dir>{FONTS}</dir>" in text
    assert "<include" not in text
    assert not file.parent.exists()


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a & b <c>"
    folder.mkdir()
    (folder / "x.ttf").write_bytes(b"")
    with private_fonts((str(folder),)):
        assert "a &amp; b &lt;c&gt;" in Path(os.environ["FONTCONFIG_FILE"]).read_text("utf-8")


def test_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "mine.conf")
    monkeypatch.setenv("FONTCONFIG_SYSROOT", "/root")
    monkeypatch.delenv("FC_LANG", raising=False)
    before = {name: os.environ.get(name) for name in NAMES}

    def fail() -> None:
        with private_fonts((FONTS,)):
            assert "FONTCONFIG_SYSROOT" not in os.environ
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert {name: os.environ.get(name) for name in NAMES} == before


@pytest.mark.parametrize("folders", [(), ("/nowhere/at/all",)])
def test_without_fonts_nothing_is_begun(folders: tuple[str, ...]) -> None:
    with pytest.raises(WriteError) as caught, private_fonts(folders):
        pass
    assert caught.value.code is Code.LAYOUT_FAILED
    assert caught.value.hint


def test_font_files_are_found_in_order() -> None:
    names = [file.name for file in font_files((FONTS,))]
    assert "EBGaramond-Regular.ttf" in names
    assert names == sorted(names)


def test_characters_no_font_has_are_found() -> None:
    files = font_files((FONTS,))
    assert missing_characters(
        ("plain “text” ❦\n\u200b\u200d\ufe0f", "漢 漢 \U000e0041\ue000"), files
    ) == (
        "漢",
        "\ue000",
    )

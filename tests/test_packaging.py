"""The wheel holds the program, its themes and fonts, and the licences, wherever it lies."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from packager.themes.library import load, styles_folder
from packager.version import __version__

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_has_its_name_its_themes_and_its_licences(wheel: Path) -> None:
    assert wheel.name == f"story_packager-{__version__}-py3-none-any.whl"
    names = set(zipfile.ZipFile(wheel).namelist())
    about = f"story_packager-{__version__}.dist-info"
    fonts = {p.relative_to(ROOT / "styles") for p in (ROOT / "styles").rglob("*.[to]tf")}
    assert fonts
    assert {f"packager/styles/{path.as_posix()}" for path in fonts} <= names
    for needed in (
        "packager/py.typed",
        "packager/pipeline.py",
        "packager/styles/classic/theme.toml",
        "packager/styles/classic/fonts/OFL.txt",
        f"{about}/licenses/LICENSE",
        f"{about}/licenses/LICENSES/CC0-1.0.txt",
    ):
        assert needed in names, needed
    assert not any(name.startswith(("tests/", "styles/", "examples/")) for name in names)


def test_every_folder_of_fonts_has_its_licence() -> None:
    folders = {path.parent for path in styles_folder().rglob("*.[to]tf")}
    assert folders
    assert [folder for folder in folders if not (folder / "OFL.txt").is_file()] == []


def test_the_theme_is_found_in_a_wheel_that_lies_anywhere(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import packager.themes.library as l; print(l.styles_folder(), *l.theme_names())",
        ],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert found == [str(tmp_path / "packager" / "styles"), "classic"]


def test_the_theme_is_found_in_a_checkout() -> None:
    assert load("classic").fonts[0].is_dir()

"""Whether a package that is installed offers something."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from packager.sources.installed import is_offered


def install(folder: Path, name: str, declared: str) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "entry_points.txt").write_text(declared, "utf-8")


@pytest.mark.parametrize("suffix", [".dist-info", ".egg-info"])
def test_a_group_that_is_declared_is_offered(tmp_path: Path, suffix: str) -> None:
    install(tmp_path, f"poems-1.0{suffix}", "[packager.readers]\npoem = poems:READER\n")
    (tmp_path / "bare-1.0.dist-info").mkdir()
    assert is_offered("packager.readers", ["/nowhere", str(tmp_path)])
    assert not is_offered("packager.writers", [str(tmp_path)])


def test_what_is_no_package_offers_nothing(tmp_path: Path) -> None:
    install(tmp_path, "poems", "[packager.readers]\npoem = poems:READER\n")
    assert not is_offered("packager.readers", [str(tmp_path)])


def test_an_archive_may_offer_anything(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "library.zip", "w") as archive:
        archive.writestr("module.py", "")
    assert is_offered("packager.readers", [str(tmp_path / "library.zip")])


def test_nothing_is_offered_here() -> None:
    assert not is_offered("packager.nothing-of-the-kind")

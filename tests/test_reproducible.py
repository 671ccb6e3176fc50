"""The same story gives the same bytes: elsewhere, on another day, for another user."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent / "examples" / "the-last-ferry-carries-cats"
OTHER_PYTHON = os.environ.get("PACKAGER_OTHER_PYTHON", "")
"""A Python of another version, in an environment that has what packager depends on."""

WITHOUT_COVER = Path(__file__).parent.parent / "examples" / "banka-bez-pidpysu"


def _sums(
    story: Path,
    folder: Path,
    kind: str,
    *,
    environment: dict[str, str],
    umask: int,
    day: float,
    python: str = sys.executable,
) -> str:
    """The SHA-256 of a book made by a process of its own, out of a copy of the story."""
    copy = folder / "copy"
    shutil.copytree(story, copy)
    for path in copy.rglob("*"):
        os.utime(path, (day, day))
    # What coverage or a virtual environment needs stays; what must not matter is set.
    inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    (source,) = copy.glob("*.txt")
    subprocess.run(
        [
            python,
            "-m",
            "packager",
            "convert",
            source.name,
            "-t",
            kind,
            "-o",
            "book." + kind,
        ],
        cwd=copy,
        env={**inherited, **environment},
        umask=umask,
        check=True,
        capture_output=True,
    )
    return hashlib.sha256((copy / f"book.{kind}").read_bytes()).hexdigest()


@pytest.mark.pdf
@pytest.mark.parametrize("kind", ["epub", "pdf"])
@pytest.mark.parametrize("story", [EXAMPLE, WITHOUT_COVER], ids=lambda path: path.name)
def test_same_bytes_elsewhere_and_on_another_day(story: Path, kind: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "somewhere else" / "à part"
    here.mkdir()
    there.mkdir(parents=True)
    first = _sums(
        story,
        here,
        kind,
        environment={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
        umask=0o022,
        day=1_000_000_000,
    )
    second = _sums(
        story,
        there,
        kind,
        environment={
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C",
            "LANG": "de_DE.UTF-8",
            "PYTHONHASHSEED": "4711",
            "HOME": str(tmp_path),
        },
        umask=0o077,
        day=1_700_000_000,
    )
    assert first == second


@pytest.mark.pdf
@pytest.mark.parametrize("kind", ["epub", "pdf"])
def test_source_date_epoch_is_honoured(kind: str, tmp_path: Path) -> None:
    sums = []
    for number, epoch in enumerate(("1700000000", "1700000000", "1600000000")):
        folder = tmp_path / str(number)
        folder.mkdir()
        environment = {"SOURCE_DATE_EPOCH": epoch}
        sums.append(_sums(EXAMPLE, folder, kind, environment=environment, umask=0o022, day=1e9))
    assert sums[0] == sums[1] != sums[2]


@pytest.mark.skipif(
    not OTHER_PYTHON,
    reason="PACKAGER_OTHER_PYTHON names no second Python: bytes are compared with no other version",
)
@pytest.mark.parametrize("story", [EXAMPLE, WITHOUT_COVER], ids=lambda path: path.name)
def test_another_version_of_python_gives_the_same_bytes(story: Path, tmp_path: Path) -> None:
    version = subprocess.run(
        [OTHER_PYTHON, "-c", "import sys; print(sys.version_info[:2])"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert version.stdout.strip() != str(sys.version_info[:2])
    sums = []
    for number, python in enumerate((sys.executable, OTHER_PYTHON)):
        folder = tmp_path / f"place {number}"
        folder.mkdir()
        environment = {"PYTHONPATH": str(Path(__file__).parent.parent)}
        sums.append(
            _sums(
                story,
                folder,
                "epub",
                environment=environment,
                umask=0o022,
                day=1e9,
                python=python,
            )
        )
    assert sums[0] == sums[1]

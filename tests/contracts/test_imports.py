"""The import contracts hold, and they would break: each forbidden import is tried on a copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())",
            "--no-cache",
        ],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold() -> None:
    found = _lint(ROOT)
    assert found.returncode == 0, found.stdout
    assert "0 broken" in found.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(
        ROOT / "packager", folder / "packager", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


FORBIDDEN = [
    ("book/book.py", "packager.errors"),
    ("readers/text/prose.py", "packager.publication.xhtml"),
    ("readers/text/prose.py", "packager.themes.theme"),
    ("transforms/order.py", "packager.writers.artifact"),
    ("transforms/order.py", "packager.publication.vocabulary"),
    ("transforms/order.py", "packager.readers.sidecar"),
    ("writers/epub/writer.py", "packager.book.blocks"),
    ("writers/epub/writer.py", "packager.sources.source"),
    ("writers/pdf/writer.py", "packager.transforms.order"),
    ("publication/publish.py", "packager.pipeline"),
    ("pipeline.py", "packager.cli.main"),
    ("pipeline.py", "click"),
    ("request.py", "click"),
    ("diagnostics.py", "packager.errors"),
    ("sources/file.py", "packager.readers.text.prose"),
    ("publication/publish.py", "ebooklib"),
    ("writers/pdf/writer.py", "ebooklib"),
    ("writers/epub/writer.py", "weasyprint"),
    ("writers/epub/writer.py", "pikepdf"),
    ("cli/doctor.py", "weasyprint"),
    ("writers/pdf/cover.py", "PIL"),
    ("transforms/cover.py", "PIL"),
]


@pytest.mark.parametrize(("path", "module"), FORBIDDEN)
def test_a_forbidden_import_breaks_a_contract(path: str, module: str, copy: Path) -> None:
    target = copy / "packager" / path
    before = target.read_text("utf-8")
    target.write_text(f"{before}\n\nimport {module}  # tried\n", "utf-8")
    try:
        found = _lint(copy)
    finally:
        target.write_text(before, "utf-8")
    assert found.returncode == 1, f"{path} may import {module}"
    assert "BROKEN" in found.stdout

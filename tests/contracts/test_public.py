"""The public names, and the codes: everything promised is there, and nothing is there for show."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import packager
from packager import registry
from packager.diagnostics import Code
from packager.pipeline import inspect

PACKAGE = Path(packager.__file__).parent


def test_every_public_name_is_there() -> None:
    for name in packager.__all__:
        assert getattr(packager, name) is not None, name
    assert "nothing" not in packager.__all__
    assert not hasattr(packager, "nothing")


def test_the_package_loads_nothing_until_it_is_used() -> None:
    program = "import sys, packager; print(*(m for m in sys.modules if m.startswith('packager.')))"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert set(found.stdout.split()) <= {"packager.version"}


def test_a_code_of_an_error_or_warning_is_raised_or_reported_somewhere() -> None:
    used = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used |= {node.attr} if node.value.id == "Code" else set()
    assert {code.name for code in Code} - used == set()


def test_the_example_of_the_package_names_what_there_is() -> None:
    assert packager.__doc__ is not None
    code = packager.__doc__.partition("::\n\n")[2].partition("\n\nOne")[0]
    for node in ast.walk(ast.parse("if True:\n" + code)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = {"packager": packager, "artifact": _artifact(), "outcome": _outcome()}
            assert hasattr(owner[node.value.id], node.attr), node.attr


def _artifact() -> object:
    from packager.writers.artifact import Artifact  # noqa: PLC0415

    return Artifact(format="epub", suffix=".epub", media_type="application/epub+zip", data=b"")


def _outcome() -> object:
    from packager.sources.source import from_bytes  # noqa: PLC0415

    return inspect(from_bytes("s.txt", b"It snowed."))


def test_every_writer_promises_a_suffix_of_its_own() -> None:
    writers = [registry.writer(name) for name in registry.writer_names()]
    assert len({writer.suffix for writer in writers}) == len(writers)
    assert all(writer.suffix.startswith(".") for writer in writers)

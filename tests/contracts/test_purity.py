"""Nothing below the command line prints, exits, or reads clock, chance, locale, environment."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "packager"

MODULES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0] not in {"cli", "__main__.py"}
)

IMPURE_MODULES = {"logging", "random", "secrets", "locale", "time", "getpass", "platform", "socket"}
IMPURE_CALLS = {
    ("", "print"),
    ("", "input"),
    ("", "breakpoint"),
    ("sys", "exit"),
    ("os", "getenv"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("uuid", "uuid1"),
    ("uuid", "uuid4"),
}

ALLOWED = {
    # Dask's own messages are kept from the terminal.
    ("batch/cluster.py", "logging"),
    # How long a batch takes, and when a story takes too long; no book knows of it.
    ("batch/pool.py", "time"),
    ("batch/progress.py", "time"),
    ("batch/worker.py", "time"),
    # Which command installs Pango depends on the system; it goes into a hint, never into a book.
    ("writers/pdf/pango.py", "platform"),
    # fontconfig is told where its fonts are by its environment, and by nothing else.
    ("writers/pdf/fontconfig.py", "os.environ"),
    # calibre is a program of its own, and finds its libraries by the environment.
    ("writers/azw3/calibre.py", "os.environ"),
    # Layout messages are caught where they are made, so that none is printed.
    ("writers/pdf/layout.py", "logging"),
}


def _impure(path: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse((PACKAGE / path).read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                found |= {name.name for name in names} & IMPURE_MODULES
            case ast.ImportFrom(module=str(module)):
                found |= {module.partition(".")[0]} & IMPURE_MODULES
            case ast.Call(func=ast.Name(id=name)) if ("", name) in IMPURE_CALLS:
                found.add(name)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)) if (
                owner,
                name,
            ) in IMPURE_CALLS:
                found.add(f"{owner}.{name}")
            case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
                found.add("os.environ")
    return found


@pytest.mark.parametrize("path", MODULES)
def test_a_module_below_the_command_line_is_pure(path: str) -> None:
    assert {(path, found) for found in _impure(path)} <= ALLOWED


def test_the_scan_finds_what_it_looks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.py").write_text(
        "import random, os, sys\nfrom datetime import datetime\nprint(os.environ)\n"
        "datetime.now()\nsys.exit(1)\n"
    )
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    assert _impure("bad.py") == {"random", "print", "os.environ", "datetime.now", "sys.exit"}


def test_only_some_folders_touch_the_disk() -> None:
    readers_of_files = {"open", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir"}
    allowed = (
        "sources/",
        "delivery/",
        "batch/",
        "themes/",
        "writers/pdf/fontconfig.py",
        "writers/azw3/calibre.py",
    )
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse((PACKAGE / path).read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in readers_of_files
                # A picture's own bytes, within Pillow and within a Word document.
                and not (
                    isinstance(node.func.value, ast.Name)
                    and node.func.value.id in {"Image", "image"}
                )
                # A stream of a PDF in memory gives its bytes.
                and not (path.startswith("writers/pdf/") and node.func.attr == "read_bytes")
                # An element is opened too; only a file is opened with nothing, or a mode.
                and all(isinstance(argument, ast.Constant) for argument in node.args)
                and not path.startswith(allowed)
            ):
                found.add((path, node.func.attr))
    assert found == set()


def test_nothing_is_allowed_that_is_not_done() -> None:
    assert {(path, found) for path in MODULES for found in _impure(path)} == ALLOWED

"""WeasyPrint is imported late, quietly, and missed politely."""

from __future__ import annotations

import ctypes.util
import subprocess
import sys
from pathlib import Path

import pytest

from packager.writers.pdf import pango
from packager.writers.pdf.pango import pango_install_line

ROOT = Path(__file__, "../../../..").resolve()

WITHOUT_PANGO = """
import cffi
def fail(*names): raise OSError(f"cannot load library {names[-1]!r}")
cffi.FFI.dlopen = fail
from packager.errors import DependencyError
from packager.writers.pdf.engine import load_engine
try:
    load_engine()
except DependencyError as error:
    print(error.exit_code, error.code.name, error.message, error.hint, sep="|", end="")
"""


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


def test_importing_the_writer_imports_nothing_heavy() -> None:
    heavy = {"weasyprint", "fontTools", "pydyf", "cffi", "PIL", "tinycss2"}
    loaded = run("import packager.writers.pdf.writer; print(*sys.modules)")
    assert heavy & set(loaded.split()) == set()


@pytest.mark.pdf
def test_without_pango_the_user_is_told_what_to_type() -> None:
    said = run(WITHOUT_PANGO)
    assert said.split("|") == [
        "6",
        "PANGO_MISSING",
        "the text layout library Pango is not installed",
        f"run: {pango_install_line()}",
    ]


@pytest.mark.pdf
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux starts processes")
def test_the_import_starts_no_process() -> None:
    program = """
started = []
sys.addaudithook(lambda name, about: started.append(about) if name == "subprocess.Popen" else None)
import ctypes.util
from packager.writers.pdf.engine import load_engine
load_engine()
print(len(started), "weasyprint" in sys.modules)
"""
    assert run(program) == "0 True\n"


@pytest.mark.pdf
def test_searching_for_libraries_works_afterwards() -> None:
    before = ctypes.util.find_library
    from packager.writers.pdf.engine import load_engine  # noqa: PLC0415

    load_engine()
    assert ctypes.util.find_library is before


@pytest.mark.parametrize(
    ("release", "start"),
    [
        ({"ID": "debian"}, "sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "sudo apt-get install"),
        ({"ID": "pop", "ID_LIKE": "ubuntu debian"}, "sudo apt-get install"),
        ({"ID": "fedora"}, "sudo dnf install pango"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "sudo dnf install pango"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "sudo pacman -S pango"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "sudo zypper install"),
        ({"ID": "unheard-of"}, "install the package of your distribution"),
        ({}, "install the package of your distribution"),
    ],
)
def test_the_line_fits_the_distribution(
    monkeypatch: pytest.MonkeyPatch, release: dict[str, str], start: str
) -> None:
    monkeypatch.setattr(pango.sys, "platform", "linux")
    monkeypatch.setattr(pango.platform, "freedesktop_os_release", lambda: release)
    assert pango_install_line().startswith(start)


def test_the_line_fits_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango.sys, "platform", "darwin")
    assert pango_install_line() == "brew install pango"


def test_a_linux_without_a_name_gets_a_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> dict[str, str]:
        raise OSError("there is no os-release")

    monkeypatch.setattr(pango.sys, "platform", "linux")
    monkeypatch.setattr(pango.platform, "freedesktop_os_release", nameless)
    assert "libpango-1.0.so.0" in pango_install_line()

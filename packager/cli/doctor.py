"""``packager doctor``: what this machine has, what it lacks, and how to install that."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import click

from packager import __version__
from packager.cli.command import Command
from packager.cli.console import result, result_json
from packager.cli.escape import visible
from packager.cli.options import console_of, speaking_options
from packager.cli.progress import working_on
from packager.errors import DependencyError, PackagerError

_OLDEST_PYTHON = (3, 11)
_REINSTALL = f"{sys.executable} -m pip install --force-reinstall story-packager"

_PATIENCE = 20
"""Seconds a program gets to say its version."""

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)

_INSTALLERS: tuple[tuple[str, str, str, str, str], ...] = (
    ("apt-get", "sudo apt-get install", "default-jre-headless", "chromium", "calibre"),
    ("dnf", "sudo dnf install", "java-latest-openjdk-headless", "chromium", "calibre"),
    ("zypper", "sudo zypper install", "java-21-openjdk-headless", "chromium", "calibre"),
    ("pacman", "sudo pacman -S", "jre-openjdk-headless", "chromium", "calibre"),
    ("apk", "sudo apk add", "openjdk21-jre-headless", "chromium", "calibre"),
    ("brew", "brew install", "openjdk", "--cask chromium", "--cask calibre"),
    (
        "winget",
        "winget install",
        "EclipseAdoptium.Temurin.21.JRE",
        "Google.Chrome",
        "calibre.calibre",
    ),
)
"""Program that installs packages, how it is called, its packages for Java, a browser, calibre."""
_JAVA, _BROWSER, _CALIBRE = range(3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing packager looked for.

    Attributes:
        name: What it is.
        ok: Whether it is there, and works.
        found: What was found, or what is wrong.
        purpose: What it is for.
        needed: Whether a book of some format can't be made without it.
        install: The command that installs it here; empty when it is there.
    """

    name: str
    ok: bool
    found: str
    purpose: str
    needed: bool
    install: str = ""


@click.command(
    cls=Command,
    name="doctor",
    examples=(
        ("packager doctor", "what is there, and what to run for the rest"),
        ("packager doctor --json", "the same for a program"),
    ),
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@speaking_options(hidden=True)
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> int:
    """Say what this machine lacks, and how to install it.

    The exit code is 6 when something is missing that a book of some format needs, else 0.
    """
    with working_on(console_of(ctx), "looking around"):
        findings = tuple(examine())
    ready = all(finding.ok for finding in findings if finding.needed)
    if as_json:
        result_json(
            {
                "command": "doctor",
                "ready": ready,
                "findings": [asdict(finding) for finding in findings],
            }
        )
    else:
        for finding in findings:
            _print(finding)
    return 0 if ready else DependencyError.exit_code


def _print(finding: Finding) -> None:
    mark = "ok" if finding.ok else "missing" if finding.needed else "absent"
    result(f"{mark:<8} {finding.name}: {visible(finding.found)}")
    if not finding.ok:
        result(f"         for {finding.purpose}{'' if finding.needed else ' (optional)'}")
        if finding.install:
            result(f"         run: {finding.install}")


def examine() -> Iterator[Finding]:
    """Look for everything packager may use, in the order it matters."""
    for look in (_python, _libraries, _fonts, _pango, _calibre, _java, _browser):
        try:
            yield look()
        except Exception as broken:  # noqa: BLE001 - a broken installation is what doctor is for
            yield Finding(
                name=look.__name__.strip("_"),
                ok=False,
                found=f"{type(broken).__name__}: {broken}",
                purpose="packager itself",
                needed=True,
                install=_REINSTALL,
            )


def _python() -> Finding:
    return Finding(
        name="Python",
        ok=sys.version_info >= _OLDEST_PYTHON,
        found=f"{platform.python_version()}, {sys.executable}",
        purpose="everything",
        needed=True,
    )


def _libraries() -> Finding:
    names = ("ebooklib", "lxml", "pillow", "weasyprint", "click")
    versions = {name: _version(name) for name in names}
    missing = [name for name, version in versions.items() if not version]
    return Finding(
        name="packager",
        ok=not missing,
        found=f"without {', '.join(missing)}"
        if missing
        else f"{__version__} with "
        + ", ".join(f"{name} {version}" for name, version in versions.items()),
        purpose="everything",
        needed=True,
        install=f"{sys.executable} -m pip install {' '.join(missing)}" if missing else "",
    )


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _fonts() -> Finding:
    from packager.themes.library import themes  # noqa: PLC0415 - only doctor looks at all themes
    from packager.writers.pdf.fontconfig import font_files  # noqa: PLC0415 - as above

    found: set[Path] = set()
    bare = []
    for theme in themes():
        fonts = font_files(tuple(str(folder) for folder in theme.fonts))
        found.update(fonts)
        if not fonts:
            bare.append(theme.name)
    return Finding(
        name="fonts",
        ok=bool(found) and not bare,
        found=f"{len(found)} bundled font files" if found else "no bundled font file",
        purpose="drawn covers and PDF",
        needed=True,
        install=""
        if found
        else f"{sys.executable} -m pip install --force-reinstall story-packager",
    )


def _pango() -> Finding:
    from packager.themes.library import themes  # noqa: PLC0415 - as in _fonts
    from packager.writers.pdf.engine import load_engine  # noqa: PLC0415 - as in _fonts
    from packager.writers.pdf.fontconfig import private_fonts  # noqa: PLC0415 - as in _fonts
    from packager.writers.pdf.pango import pango_install_line  # noqa: PLC0415 - as in _fonts

    folders = tuple(str(folder) for theme in themes() for folder in theme.fonts)
    try:
        with private_fonts(folders):
            load_engine()
    except PackagerError as error:
        cause = str(error.__cause__ or error.message).partition("\n")[0].partition(": ")[0]
        return Finding(
            name="Pango",
            ok=False,
            found=cause,
            purpose="PDF; EPUB needs none of it",
            needed=True,
            install=pango_install_line(),
        )
    return Finding(
        name="Pango",
        ok=True,
        found="its libraries can be loaded",
        purpose="PDF",
        needed=True,
    )


def _calibre() -> Finding:
    from packager.writers.azw3.calibre import PROGRAM, find_calibre  # noqa: PLC0415 - as in _fonts

    path = find_calibre()
    said = _said((path, "--version")) if path else ""
    return Finding(
        name="calibre",
        ok=bool(said),
        found=said or f"no {PROGRAM} that works",
        purpose="AZW3, for Kindles on a cable",
        needed=False,
        install="" if said else _install_line(_CALIBRE),
    )


def _java() -> Finding:
    said = _said(("java", "-version"))
    return Finding(
        name="Java",
        ok=bool(said),
        found=said or "not found",
        purpose="checking EPUBs with EPUBCheck",
        needed=False,
        install="" if said else _install_line(_JAVA),
    )


def _browser() -> Finding:
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    return Finding(
        name="browser",
        ok=path is not None,
        found=path or "no Chromium, Chrome or Edge on the path",
        purpose="pictures of EPUB pages",
        needed=False,
        install="" if path else _install_line(_BROWSER),
    )


def _said(call: tuple[str, ...]) -> str:
    """The first line a program says; empty when it is not there or does not work."""
    path = shutil.which(call[0])
    if path is None:
        return ""
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed word, found on the user's own path
            [path, *call[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    lines = answer.stdout.decode("utf-8", "replace").splitlines()
    return lines[0].strip() if answer.returncode == 0 and lines else ""


def _install_line(what: int) -> str:
    """The command that installs a program here, by its column in the table."""
    for program, call, *packages in _INSTALLERS:
        if shutil.which(program):
            return f"{call} {packages[what]}"
    return ""

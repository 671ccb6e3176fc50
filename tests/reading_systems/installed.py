"""What the reading systems and checkers need on this machine, and what of it is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
NODE_MODULES = HERE / "node_modules"

_CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
_OLDEST_NODE = 18


@cache
def chromium() -> str:
    """The path of a Chromium that runs, empty where there is none; ``CHROMIUM`` names another.

    Ubuntu's ``chromium-browser`` may be a script that only says to install a snap.
    """
    for name in (os.environ.get("CHROMIUM", ""), *_CHROMIUM):
        path = shutil.which(name) if name else None
        if path and _says([path, "--version"]):
            return path
    return ""


@cache
def missing() -> tuple[str, ...]:
    """What has to be installed first, each with how; empty when nothing is."""
    version = _says(["node", "--version"]).removeprefix("v").partition(".")[0]
    found = {
        f"Node.js {_OLDEST_NODE} or newer (nodejs)": version.isdigit()
        and int(version) >= _OLDEST_NODE,
        "the Node packages (npm ci --ignore-scripts, in tests/reading_systems)": (
            NODE_MODULES.is_dir()
        ),
        "Chromium (chromium)": bool(chromium()),
        "calibre's ebook-meta (calibre)": bool(shutil.which("ebook-meta")),
        "MuPDF's mutool (mupdf-tools)": bool(shutil.which("mutool")),
        "Java (default-jre-headless)": bool(_says(["java", "-version"])),
    }
    return tuple(part for part, here in found.items() if not here)


def _says(command: list[str]) -> str:
    """What a program prints on either channel; empty when it is not here or fails."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return (ended.stdout or ended.stderr).strip()

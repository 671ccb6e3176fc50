"""calibre, where it is installed: its ``ebook-convert`` makes an AZW3 of an EPUB.

It runs in a private folder with a configuration of its own, so that no setting, plug-in or language
of the user's changes the book, and it sees no display.
https://manual.calibre-ebook.com/generated/en/ebook-convert.html
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from packager.diagnostics import Code
from packager.errors import DependencyError, WriteError

PROGRAM = "ebook-convert"
TIMEOUT = 900
"""Seconds it may take; a million words take it about one minute."""

_ON_A_MAC = Path("/Applications/calibre.app/Contents/MacOS", PROGRAM)
"""Where the Mac's installer puts it, which is on no path."""

_OPTIONS = (
    "--output-profile=tablet",  # pictures keep their size
    "--disable-font-rescaling",
    "--chapter=/",  # the contents are those of the EPUB; no heading is taken for a chapter
    "--page-breaks-before=/",
    "--max-toc-links=0",
    "--no-inline-toc",
)
_MARK = slice(60, 68)
_BOOK = b"BOOKMOBI"
"""Type and creator in the header of a Palm database, which an AZW3 is."""


def find_calibre() -> str | None:
    """Path of calibre's converter; ``None`` when it is not installed."""
    found = shutil.which(PROGRAM)
    if found is None and _ON_A_MAC.exists():
        return str(_ON_A_MAC)
    return found


def converted(epub: bytes) -> bytes:
    """The AZW3 calibre makes of an EPUB.

    Args:
        epub: A valid EPUB.

    Raises:
        DependencyError: calibre is not installed.
        WriteError: It fails, takes too long, or gives something else.
    """
    program = find_calibre()
    if program is None:
        raise DependencyError(
            Code.CALIBRE_MISSING,
            "only calibre writes AZW3, and it is not installed",
            hint="install calibre (https://calibre-ebook.com/download), or make a KEPUB or an EPUB",
        )
    with tempfile.TemporaryDirectory(prefix="packager-") as folder:
        source, book = Path(folder, "book.epub"), Path(folder, "book.azw3")
        try:
            source.write_bytes(epub)
            _run([program, str(source), str(book), *_OPTIONS], Path(folder))
            found = book.read_bytes() if book.exists() else b""
        except OSError as error:
            raise WriteError(
                Code.CALIBRE_FAILED, f"{PROGRAM} can't be run: {error.strerror}"
            ) from error
    if found[_MARK] != _BOOK:
        raise WriteError(Code.CALIBRE_FAILED, f"{PROGRAM} gave nothing that is an AZW3")
    return found


def _run(command: list[str], folder: Path) -> None:
    private = {
        "CALIBRE_CONFIG_DIRECTORY": str(folder / "config"),
        "CALIBRE_CACHE_DIRECTORY": str(folder / "cache"),
        "CALIBRE_TEMP_DIR": str(folder),
        "CALIBRE_OVERRIDE_LANG": "en",
        "QT_QPA_PLATFORM": "offscreen",
    }
    try:
        done = subprocess.run(  # noqa: S603 - the program found above, and words of our own
            command,
            env={**os.environ, **private},
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WriteError(
            Code.CALIBRE_FAILED,
            f"{PROGRAM} took longer than {TIMEOUT} seconds",
            hint="make an EPUB, and convert that with calibre itself",
        ) from error
    if done.returncode:
        reason = _last_line(done.stderr) or _last_line(done.stdout) or "it says no reason"
        raise WriteError(
            Code.CALIBRE_FAILED,
            f"{PROGRAM} failed: {reason}",
            hint="make an EPUB, and convert that with calibre itself",
        )


def _last_line(said: bytes) -> str:
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines()]
    return next((line for line in reversed(lines) if line), "")[:300]

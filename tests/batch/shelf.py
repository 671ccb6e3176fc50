"""Small stories for batches, and what a folder of books holds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

STORIES = int(os.environ.get("PACKAGER_BATCH_STORIES", "240"))
"""How many stories the crash tests take; 1000 for a long look."""

KILLS = 20 if STORIES >= 1000 else 5

_PLAIN = ("--cover", "none", "--engine", "local:2")


def stories(folder: Path, count: int = STORIES) -> Path:
    """A folder with so many small stories; every third shares its title with others."""
    for number in range(count):
        path = folder / f"{number % 7}" / f"story-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        title = f"The Gate {number}" if number % 3 else "The Lamp"
        text = f"The keeper of lamp {number} counted the boats twice. " * (5 + number % 11)
        path.write_text(
            f"---\ntitle: {title}\nauthor: Ann Example\nlang: en\n---\n\n# One\n\n{text}\n\n"
            f"# Two\n\nNobody came back to lamp {number}.\n",
            "utf-8",
        )
    return folder


def books(out: Path) -> dict[str, bytes]:
    """Every file of a folder of books by its path, but what packager keeps for itself."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file() and ".packager" not in path.relative_to(out).parts
    }


def leftovers(out: Path) -> set[str]:
    """What packager left for itself beside the manifest and its lock."""
    kept = out / ".packager"
    found = {path.relative_to(kept).as_posix() for path in kept.rglob("*")}
    return {name for name in found if not name.startswith("manifest.sqlite3")}


def command(source: Path, out: Path, *words: str) -> list[str]:
    """The command line of a batch."""
    return [sys.executable, "-m", "packager", "batch", str(source), "-o", str(out), *_PLAIN, *words]


def batch(source: Path, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a batch to its end."""
    return subprocess.run(
        command(source, out, *words), capture_output=True, encoding="utf-8", check=False
    )


def started(source: Path, out: Path, *words: str) -> subprocess.Popen[str]:
    """Start a batch in a session of its own, as a terminal would."""
    return subprocess.Popen(
        command(source, out, *words),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no thread of ours is alive there
    )


def _hear_interrupts() -> None:
    # A shell has what it starts in the background ignore them, and tests may be started so.
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def workers_of(driver: int) -> list[int]:
    """The processes a driver started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat = (path / "stat").read_text("utf-8")
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == driver:
            found.append(int(path.name))
    return found


def running(process: int) -> bool:
    """Whether a process is there and not only waited for."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text("utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def soon(processes: list[int]) -> bool:
    """Whether all of these end within a while."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if not any(map(running, processes)):
            return True
        time.sleep(0.02)
    return False

"""What a PDF costs: processor time beside pandoc's with WeasyPrint, and one process beside two.

Pandoc's pages have no running heads, folios, hyphens or tags. Processor time is compared, for the
wall depends on what else the machine does.

Usage: python benchmarks/pdf.py [WORDS] [CHAPTERS]
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from run import markdown_of
from story import story


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of processor and of the wall, bytes of the largest process, bytes of the PDF."""

    cpu: float
    wall: float
    memory: int
    size: int


def spent(output: Path, *command: str) -> Spent:
    """What a command takes that writes a PDF, with every process it starts."""
    start = time.perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        child = os.posix_spawn(
            command[0],
            command,
            os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, nowhere.fileno(), at) for at in (1, 2)],
        )
        _, status, usage = os.wait4(child, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    wall = time.perf_counter() - start
    cpu = usage.ru_utime + usage.ru_stime
    return Spent(cpu, wall, usage.ru_maxrss * 1024, output.stat().st_size)


def main() -> None:
    """Print a line for each tool, and the ratios."""
    words, chapters = (int(one) for one in (*sys.argv[1:], "100000", "20")[:2])
    pandoc = shutil.which("pandoc")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = story(words, chapters)
        source, markdown = folder / "story.txt", folder / "story.md"
        source.write_text(text, encoding="utf-8")
        markdown.write_text(markdown_of(text), encoding="utf-8")
        found: dict[str, Spent] = {}
        for jobs in (1, 2):
            output = folder / f"{jobs}.pdf"
            found[f"packager -j {jobs}"] = spent(
                output, sys.executable, "-m", "packager", "convert", str(source), "-o", str(output),
                "-j", str(jobs),
            )  # fmt: skip
        if pandoc is not None:
            output = folder / "pandoc.pdf"
            found["pandoc"] = spent(
                output, pandoc, "--pdf-engine=weasyprint", "--toc", str(markdown), "-o", str(output)
            )
    for tool, one in found.items():
        print(
            f"{tool:14} {one.cpu:6.1f} s of processor {one.wall:6.1f} s of the wall"
            f" {one.memory / 1e6:6.0f} MB {one.size / 1e6:6.2f} MB"
        )
    alone, two = found["packager -j 1"], found["packager -j 2"]
    print(f"two processes take {two.wall / alone.wall:.2f} x the time of one")
    if "pandoc" in found:
        print(f"one takes {alone.cpu / found['pandoc'].cpu:.2f} x the processor time of pandoc")


if __name__ == "__main__":
    main()

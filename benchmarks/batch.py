"""Times a batch of many small stories, and prints a Markdown table.

2,000 stories of 10 to 50 kB with generated covers off: packager with one worker, with two, in the
driver itself and with Dask, against ``floor.py`` in one process, and against one process a story of
pandoc and calibre, of which a sample is measured. The runs are interleaved; medians are printed.

Usage: .venv/bin/python benchmarks/batch.py [--stories N] [--runs N] [--sample N]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from story import Chance, paragraph  # noqa: E402 -- beside this file

FLOOR = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from floor import write_epub
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    write_epub(path, Path(sys.argv[2], path.stem + ".epub"))
"""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run took."""

    cpu: float
    wall: float


def small_story(number: int) -> str:
    """A flattened story of 10 to 50 kB, the sizes spread evenly over their logarithm."""
    chance = Chance(1000 + number)
    size = int(10_000 * 5 ** (chance.below(1000) / 1000))
    lines = [" \t\tDescription", "", paragraph(chance)]
    written = 0
    while written < size:
        text = paragraph(chance)
        lines.append(text if written else f" {text}")
        written += len(text.encode())
        if chance.below(3) == 0:
            lines.append("")
    return "\n".join([*lines, "", "\t\t\tAuthor's Notes: ", paragraph(chance), ""])


def write_stories(folder: Path, count: int) -> list[Path]:
    """The stories as files, in 16 folders."""
    paths = []
    for number in range(count):
        path = folder / f"{number % 16:x}" / f"story-{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(small_story(number), "utf-8")
        paths.append(path)
    return paths


def spent(*command: str) -> Spent:
    """Processor seconds of a program and all it started, and those of the clock."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Spent(usage.ru_utime + usage.ru_stime, time.perf_counter() - began)


def one_by_one(commands: list[tuple[str, ...]], count: int) -> Spent:
    """A loop over a sample, as if over all."""
    runs = [spent(*command) for command in commands]
    share = count / len(runs)
    return Spent(sum(run.cpu for run in runs) * share, sum(run.wall for run in runs) * share)


def tools(
    source: Path, out: Path, paths: list[Path], sample: int
) -> dict[str, Callable[[], Spent]]:
    """What is measured, by name."""
    count = len(paths)
    some = paths[:: max(1, count // sample)][:sample]

    def packager(engine: str) -> Spent:
        shutil.rmtree(out, ignore_errors=True)
        return spent(
            sys.executable, "-m", "packager", "batch", str(source), "-o", str(out),
            "--cover", "none", "--engine", engine,
        )  # fmt: skip

    def again() -> Spent:
        return spent(
            sys.executable, "-m", "packager", "batch", str(source), "-o", str(out),
            "--cover", "none",
        )  # fmt: skip

    def floor() -> Spent:
        folder = out.with_name("floor")
        folder.mkdir(exist_ok=True)
        return spent(sys.executable, "-c", FLOOR, str(source), str(folder), str(HERE))

    found: dict[str, Callable[[], Spent]] = {
        "packager, local:2": lambda: packager("local:2"),
        "packager, local:1": lambda: packager("local:1"),
        "packager, nothing changed": again,
        "packager, serial": lambda: packager("serial"),
        "floor, one process": floor,
    }
    if find_spec("distributed"):
        found["packager, dask:local"] = lambda: packager("dask:local")
    target = str(out.with_name("one.epub"))
    pandoc = pandoc_path()
    if pandoc:
        found[f"pandoc, a loop ({len(some)} measured)"] = lambda: one_by_one(
            [(pandoc, "-f", "markdown", str(path), "-o", target) for path in some], count
        )
    if shutil.which("ebook-convert"):
        few = some[: max(1, len(some) // 5)]
        found[f"calibre, a loop ({len(few)} measured)"] = lambda: one_by_one(
            [("ebook-convert", str(path), target) for path in few], count
        )
    return found


def pandoc_path() -> str:
    """The pandoc of the wheel, else of the system; empty where there is none."""
    if find_spec("pypandoc"):
        import pypandoc  # noqa: PLC0415 -- where it is installed

        return str(pypandoc.get_pandoc_path())
    return shutil.which("pandoc") or ""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--stories", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sample", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "stories"), Path(folder, "books")
        paths = write_stories(source, asked.stories)
        measured = tools(source, out, paths, asked.sample)
        runs: dict[str, list[Spent]] = {name: [] for name in measured}
        for number in range(asked.runs):
            for name, run in measured.items():
                runs[name].append(run())
                print(number, name, runs[name][-1], file=sys.stderr)
    base = median(run.cpu for run in runs["packager, local:2"])
    print("| tool | CPU, s | a story, ms | wall, s | CPU to that of packager, local:2 |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, found in runs.items():
        cpu = median(run.cpu for run in found)
        wall = median(run.wall for run in found)
        each = cpu / asked.stories * 1000
        print(f"| {name} | {cpu:.2f} | {each:.2f} | {wall:.1f} | {cpu / base:.2f} |")


if __name__ == "__main__":
    main()

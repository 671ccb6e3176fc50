"""Times whole conversions, from the start of a process to its end, and prints a Markdown table.

Every run is a process of its own: nothing stays loaded from one to the next. The runs of the
tools are interleaved, so that a busy minute of the machine falls on all of them; one run of each,
before the others, is not counted. With --cold the system's file cache is emptied before each run
of the short story (Linux, as root).

Usage: .venv/bin/python benchmarks/run.py [--runs N] [--seed FILE] [--cold] [--only WORD]
"""

from __future__ import annotations

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from floor import chapters_of  # noqa: E402 -- beside this file
from story import story  # noqa: E402

CACHE = Path("/proc/sys/vm/drop_caches")
WORDS, CHAPTERS = 100_000, 40
PR_SET_CHILD_SUBREAPER = 36
ONE_SHOT = "the-last-ferry-carries-cats"

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A source, and the same text as Markdown for the tools that do not know the dialect."""

    name: str
    source: Path
    markdown: Path


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table: a tool, and what it is to make."""

    job: str
    tool: str
    command: Command
    output: Path
    cold: bool


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took: seconds of processor and of the wall, and bytes."""

    cpu: float
    wall: float
    memory: int
    size: int


def markdown_of(text: str) -> str:
    """The story as Markdown, a heading for each chapter and each note."""
    lines = []
    for number, chapter in enumerate(chapters_of(text)):
        lines.append(f"# Chapter {number}" if number else "# About")
        lines += [f"## {content}" if name == "h2" else content for name, content in chapter]
    return "\n\n".join(lines) + "\n"


def prepare(name: str, text: str, folder: Path) -> Story:
    """Writes the story into the folder in both forms."""
    stem = name.replace(" ", "-")
    source, markdown = folder / f"{stem}.txt", folder / f"{stem}.md"
    source.write_text(text, encoding="utf-8")
    markdown.write_text(markdown_of(text), encoding="utf-8")
    return Story(name, source, markdown)


def tools(kind: str) -> Iterator[tuple[str, Callable[[Story, Path], Command]]]:
    """The tools that are installed and make this kind of book, with their command lines."""
    python = sys.executable
    yield (
        "packager",
        lambda story, output: (
            *(python, "-m", "packager", "convert", str(story.source)),
            *("--to", kind, "--output", str(output)),
        ),
    )
    if pandoc := shutil.which("pandoc"):
        engine = Path(python).with_name("weasyprint")
        if kind == "epub":
            extra: Command = ("--toc",)
        else:
            extra = ("--toc", f"--pdf-engine={engine}")
        yield (
            "pandoc" if kind == "epub" else "pandoc, WeasyPrint",
            lambda story, output: (
                *(pandoc, str(story.markdown), "--output", str(output)),
                *("--metadata", f"title={story.name}", *extra),
            ),
        )
    if calibre := shutil.which("ebook-convert"):
        yield (
            "calibre",
            lambda story, output: (
                *(calibre, str(story.markdown), str(output)),
                *("--formatting-type", "markdown", "--title", story.name),
            ),
        )
    yield (
        "floor",
        lambda story, output: (python, str(HERE / "floor.py"), str(story.source), str(output)),
    )


def cases(stories: list[Story], folder: Path, *, cold: bool) -> Iterator[Case]:
    """All that is measured: the short stories to EPUB, the long one to EPUB and PDF."""
    *short, long = stories
    jobs = [(story, "epub", cold) for story in short]
    jobs += [(long, "epub", False), (long, "pdf", False)]
    for story_, kind, cold_ in jobs:
        job = f"{story_.name} to {kind.upper()}" + (", file cache empty" if cold_ else "")
        for number, (tool, command) in enumerate(tools(kind)):
            output = folder / f"{story_.source.stem}-{number}.{kind}"
            yield Case(job, tool, command(story_, output), output, cold_)


def empty_file_cache() -> None:
    """Makes the system read files from the disk again."""
    os.sync()
    CACHE.write_text("3\n", encoding="ascii")


def measure(case: Case) -> Run:
    """Runs the case once.

    The processor's seconds are those of the process and of all it waited for; the memory is the
    peak of the largest process among them.

    Raises:
        SystemExit: The tool failed, or wrote no book.
    """
    case.output.unlink(missing_ok=True)
    if case.cold:
        empty_file_cache()
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            case.command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            env=surroundings(),
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        usages = [usage, *usages_of_orphans()]
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode or not case.output.is_file():
            said.seek(0)
            sys.exit(f"{case.job}, {case.tool}: failed\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    size = case.output.stat().st_size
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return Run(cpu, wall, max(usage.ru_maxrss for usage in usages) * unit, size)


def adopt_orphans() -> None:
    """Makes the grandchildren that a tool leaves behind this process's own, where Linux runs.

    calibre's browser engine is started so that its time would be nobody's otherwise.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def usages_of_orphans() -> Iterator[resource.struct_rusage]:
    """What the adopted grandchildren took, once they have ended."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def surroundings() -> dict[str, str]:
    """The environment, in which calibre's browser engine also runs as root and without a screen."""
    return {
        **os.environ,
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
        "QT_QPA_PLATFORM": "offscreen",
    }


def table(cases_: list[Case], runs: dict[Case, list[Run]]) -> str:
    """The medians, as Markdown."""
    lines = [
        "| job | tool | CPU, s | wall, s | peak memory, MB | book, kB |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    before = ""
    for case in cases_:
        done = runs[case]
        cpu, wall = (median(getattr(run, name) for run in done) for name in ("cpu", "wall"))
        memory = median(run.memory for run in done) / 1e6
        size = median(run.size for run in done) / 1e3
        job, before = ("" if case.job == before else case.job), case.job
        lines.append(
            f"| {job} | {case.tool} | {cpu:.2f} | {wall:.2f} | {memory:.0f} | {size:.0f} |"
        )
    return "\n".join(lines)


def machine() -> str:
    """The machine, by its cores and its memory."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, {memory:.0f} GiB of memory, Python {python}"


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description="Time whole conversions.")
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each (default: 7)")
    parser.add_argument("--seed", type=Path, help="another short story")
    parser.add_argument("--cold", action="store_true", help="empty the file cache before each")
    parser.add_argument("--only", default="", help="only the jobs and tools whose name has this")
    return parser.parse_args()


def short_stories(seed: Path | None) -> Iterator[tuple[str, str]]:
    """The example of one chapter, and the story that was asked for."""
    (example,) = (HERE.parent / "examples" / ONE_SHOT).glob("*.txt")
    yield "the example", example.read_text(encoding="utf-8-sig")
    if seed is not None:
        yield "the given story", seed.read_text(encoding="utf-8-sig")


def main() -> None:
    """Measures, and prints."""
    options = arguments()
    adopt_orphans()
    if options.cold and not os.access(CACHE, os.W_OK):
        sys.exit("--cold needs Linux, and root")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories = [prepare(name, text, folder) for name, text in short_stories(options.seed)]
        stories.append(prepare(f"{WORDS:,} words", story(WORDS, CHAPTERS), folder))
        chosen = [
            case
            for case in cases(stories, folder, cold=options.cold)
            if options.only in f"{case.job}, {case.tool}"
        ]
        runs: dict[Case, list[Run]] = {case: [] for case in chosen}
        for number in range(options.runs + 1):
            for case in chosen:
                run = measure(case)
                if number:
                    runs[case].append(run)
            print(f"round {number} of {options.runs} done", file=sys.stderr)
    print(f"Medians of {options.runs} runs; {machine()}.\n")
    print(table(chosen, runs))


if __name__ == "__main__":
    main()

"""Times whole conversions, from the start of a process to its end, and prints a Markdown table.

Every run is a process of its own: nothing stays loaded from one to the next. The runs of the
tools are interleaved, so that a busy minute of the machine falls on all of them; one run of each,
before the others, is not counted. The long stories are converted from text, Markdown and HTML.
With --cold the system's file cache is emptied before each run of the short story (Linux, as root).

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
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from floor import chapters_of  # noqa: E402 -- beside this file
from story import story  # noqa: E402

CACHE = Path("/proc/sys/vm/drop_caches")
LONG = ((100_000, 40), (1_000_000, 400))
"""Words and chapters of the long stories."""
SLOW_FROM = 1_000_000
"""Words from which calibre takes minutes, and pages nobody would print."""
PR_SET_CHILD_SUBREAPER = 36
WITHOUT_COVER = "packager, no cover"
ONE_SHOT = "the-last-ferry-carries-cats"

Command = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story, and the file it is in by form: ``text``, ``Markdown``, ``HTML``."""

    name: str
    forms: dict[str, Path]
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table: a tool, and what it is to make."""

    job: str
    tool: str
    command: Command
    output: Path
    cold: bool
    speaks: bool = False
    """Whether it writes to standard output and makes no file."""


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


def html_of(text: str, name: str) -> str:
    """The story as one page of HTML, a heading for each chapter and each note."""
    lines = [f"<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>{name}</title>"]
    lines.append(f"</head><body>\n<h1>{name}</h1>")
    for number, chapter in enumerate(chapters_of(text)):
        lines.append(f"<h2>Chapter {number}</h2>" if number else "<h2>About</h2>")
        for element, content in chapter:
            tag = "h3" if element == "h2" else element
            lines.append(f"<{tag}>{escape(content, quote=False)}</{tag}>")
    return "\n".join((*lines, "</body></html>")) + "\n"


def prepare(name: str, text: str, folder: Path, *, slow: bool = False) -> Story:
    """Writes the story into the folder in each form."""
    stem = name.replace(" ", "-")
    written = {
        "text": (folder / f"{stem}.txt", text),
        "Markdown": (folder / f"{stem}.md", markdown_of(text)),
        "HTML": (folder / f"{stem}.html", html_of(text, name)),
    }
    for path, content in written.values():
        path.write_text(content, encoding="utf-8")
    return Story(name, {form: path for form, (path, _) in written.items()}, slow=slow)


def pandoc_command() -> str | None:
    """The pandoc of the wheel, which is newer than that of most systems; else the system's."""
    try:
        from pypandoc import get_pandoc_path  # noqa: PLC0415 -- only when it is installed
    except ImportError:
        return shutil.which("pandoc")
    return str(get_pandoc_path())


def tools(kind: str, form: str) -> Iterator[tuple[str, Callable[[Story, Path], Command]]]:
    """The tools that are installed and make this kind of book, with their command lines.

    Those that do not know the dialect of the text get it as Markdown.
    """
    python = sys.executable
    known = "Markdown" if form == "text" else form
    yield (
        "packager",
        lambda story, output: (
            *(python, "-m", "packager", "convert", str(story.forms[form])),
            *("--to", kind, "--output", str(output)),
        ),
    )
    if kind == "epub":
        yield (
            WITHOUT_COVER,
            lambda story, output: (
                *(python, "-m", "packager", "convert", str(story.forms[form])),
                *("--cover", "none", "--to", kind, "--output", str(output)),
            ),
        )
    if pandoc := pandoc_command():
        engine = Path(python).with_name("weasyprint")
        if kind == "epub":
            extra: Command = ("--toc",)
        else:
            extra = ("--toc", f"--pdf-engine={engine}")
        yield (
            "pandoc" if kind == "epub" else "pandoc, WeasyPrint",
            lambda story, output: (
                *(pandoc, str(story.forms[known]), "--output", str(output)),
                *("--metadata", f"title={story.name}", *extra),
            ),
        )
    if calibre := shutil.which("ebook-convert"):
        marked = ("--formatting-type", "markdown") if known == "Markdown" else ()
        yield (
            "calibre",
            lambda story, output: (
                *(calibre, str(story.forms[known]), str(output)),
                *(*marked, "--title", story.name),
            ),
        )
    if form == "text":
        yield (
            "floor",
            lambda story, output: (
                *(python, str(HERE / "floor.py"), str(story.forms[form]), str(output)),
            ),
        )


def cases(stories: list[Story], folder: Path, *, cold: bool) -> Iterator[Case]:
    """All that is measured: short stories to EPUB, the long ones from every form, one to PDF."""
    *short, long, longest = stories
    yield from bare_cases(folder)
    jobs = [(story, "text", "epub", cold) for story in short]
    jobs += [(story, form, "epub", False) for story in (long, longest) for form in story.forms]
    jobs.append((long, "text", "pdf", False))
    for story_, form, kind, cold_ in jobs:
        source = "" if story_ in short else f" as {form}"
        job = f"{story_.name}{source} to {kind.upper()}" + (", file cache empty" if cold_ else "")
        for number, (tool, command) in enumerate(tools(kind, form)):
            if not (story_.slow and tool == "calibre"):
                output = folder / f"{story_.forms[form].stem}-{number}.{kind}"
                yield Case(job, tool, command(story_, output), output, cold_)


def bare_cases(folder: Path) -> Iterator[Case]:
    """What a start costs: Python alone, and the help."""
    python = sys.executable
    nothing = folder / "nothing"
    write_nothing = f"open({str(nothing)!r}, 'w').close()"
    yield Case("the start", "Python alone", (python, "-c", write_nothing), nothing, cold=False)
    said = folder / "help"
    help_ = (python, "-m", "packager", "--help")
    yield Case("the start", "packager --help", help_, said, cold=False, speaks=True)


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
        if process.returncode or not (case.speaks or case.output.is_file()):
            said.seek(0)
            sys.exit(f"{case.job}, {case.tool}: failed\n{said.read().decode(errors='replace')}")
    unit = 1 if sys.platform == "darwin" else 1024
    size = 0 if case.speaks else case.output.stat().st_size
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


def ratios(cases_: list[Case], runs: dict[Case, list[Run]]) -> str:
    """How packager's CPU compares: with the others' of a job, its help's with Python's alone.

    That of the longest story is compared with that of a tenth of it, too.
    """
    cpu = {(case.job, case.tool): median(run.cpu for run in runs[case]) for case in cases_}
    lines = []
    for (job, tool), seconds in cpu.items():
        for ours in ("packager", WITHOUT_COVER, "packager --help"):
            if (job, ours) in cpu and seconds and not tool.startswith("packager"):
                share = cpu[job, ours] / seconds
                lines.append(f"- {job}: {ours} takes {share:.3f} times the CPU of {tool}")
        shorter = cpu.get((job.replace("1,000,000", "100,000"), tool))
        if tool.startswith("packager") and shorter and job.startswith("1,000,000"):
            lines.append(f"- {job}: {tool}, {seconds / shorter:.1f} times 100,000 words")
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


def all_stories(seed: Path | None, folder: Path) -> list[Story]:
    """Writes every story there is to convert: the short ones, then the long ones."""
    stories = [prepare(name, text, folder) for name, text in short_stories(seed)]
    stories += [
        prepare(f"{words:,} words", story(words, chapters), folder, slow=words >= SLOW_FROM)
        for words, chapters in LONG
    ]
    return stories


def written_apart(seed: Path | None, folder: Path) -> list[Story]:
    """The stories, written by another process.

    Linux counts the memory of the process that starts a tool as the tool's, so this one must stay
    small.
    """
    with ProcessPoolExecutor(1) as other:
        return other.submit(all_stories, seed, folder).result()


def main() -> None:
    """Measures, and prints."""
    options = arguments()
    adopt_orphans()
    if options.cold and not os.access(CACHE, os.W_OK):
        sys.exit("--cold needs Linux, and root")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories = written_apart(options.seed, folder)
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
    print(f"\n{ratios(chosen, runs)}")


if __name__ == "__main__":
    main()
